"""The budget of one message."""

import pytest

from bot.answers.verification import MAX_CHARACTERS, Place, verify_text
from bot.answers.verification.lookup import Lookup
from corpus import Article
from tests.support.counting import count_calls

TEXT = " ".join(f"The {n} boats of the harbour and the {n + 1} men in them." for n in range(4000))
ARTICLE = Article("log.md", "Log", TEXT, ())
PLACES = [Place(ARTICLE, start, start + 500) for start in range(0, len(TEXT), 500)]
LAMP = "The lamp turns once a minute."
WORST = {
    "sentences": "The boats of the men. ",
    "words": "the of and in ",
    "letters": "A. ",
    "lines": "A\n",
    "quotations": "“the men of the harbour” ",
    "short quotations": "“a”",
    "gaps": "the men […] ",
    "dots": "the…",
    "brackets": "[t]he [1] ",
    "who says it": "He says, she said: ",
}


class Counting:
    def __init__(self) -> None:
        self.asked = 0
        self.given = 0

    def find(self, words: str, most: int) -> list[Place]:
        self.asked += 1
        self.given += most
        return PLACES[:most]


@pytest.mark.parametrize("kind", WORST)
def test_looked_up_and_read_is_no_more_than_a_message_may_cost(kind: str) -> None:
    counting = Counting()
    message = (WORST[kind] * MAX_CHARACTERS)[:MAX_CHARACTERS]
    verify_text(message, counting.find)
    # The last part is looked up to its end.
    assert counting.asked <= 350
    assert counting.given <= 5000


@pytest.mark.parametrize("kind", WORST)
def test_work_does_not_grow_with_what_is_too_much(kind: str) -> None:
    def check(times: int) -> int:
        message = WORST[kind] * (times * MAX_CHARACTERS // len(WORST[kind]))
        return count_calls(lambda: verify_text(message, lambda words, most: PLACES[:most]))

    assert check(4) < 1.1 * check(1) + 1000


def test_few_places_are_compared_whatever_is_alike() -> None:
    lookup = Lookup(lambda words, most: PLACES[:most], parts=64)
    for number in range(200):
        lookup.find_alike(f"The {number} boats of the harbour and the {number} men on board.")
    assert lookup.compared <= 162


def test_what_is_too_much_is_said() -> None:
    assert verify_text("The men. " * 1000, lambda words, most: PLACES[:most]).unread > 4000
    assert verify_text("The men.", lambda words, most: PLACES[:most]).unread == 0


@pytest.mark.parametrize(
    ("claim", "written"),
    [
        ("Set the name __NAME__ before _call is made.", None),
        ("_call is made.", None),
        ("The lamp turns __once__ a minute.", None),
        ("__The lamp__ turns _once a minute._", None),
        ("_The lamp turns\nonce_ a minute.", None),
        ("The __lamp__ turns twice a minute.", "twice"),
        ("Set the name NAME before _call is made.", "NAME"),
        ("Set the name __NAME__ before _call is done.", "done"),
    ],
)
def test_low_lines_are_of_the_words_or_of_markdown(claim: str, written: str | None) -> None:
    article = Article("a.md", "A", f"Set the name __NAME__ before _call is made. {LAMP}", ())
    places = [Place(article, 0, len(article.text))]
    (part,) = verify_text(claim, lambda words, most: places).parts
    (one,) = part.occurrences
    assert [difference.written for difference in one.differences] == ([written] if written else [])


def test_a_sentence_that_comes_again_is_compared_once() -> None:
    """Though its few words are looked for in many places."""
    lookup = Lookup(lambda words, most: PLACES[:most], parts=600)

    def find(times: int) -> int:
        return count_calls(lambda: [lookup.find_verbatim("Says it.") for _ in range(times)])

    assert find(1) > 20 * find(1)
    assert lookup.lookups <= 2
