"""The budget of one message."""

import pytest

from bot.answers.verification import MAX_CHARACTERS, Place, verify_text
from bot.answers.verification.lookup import Lookup
from corpus import Article
from tests.support.counting import count_calls

TEXT = " ".join(f"The {n} boats of the harbour and the {n + 1} men in them." for n in range(4000))
ARTICLE = Article("log.md", "Log", TEXT, ())
PLACES = [Place(ARTICLE, start, start + 500) for start in range(0, len(TEXT), 500)]
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
