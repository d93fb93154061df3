"""Words that a quoted sentence lacks at its beginning or its end."""

import pytest

from bot.answers.verification.beginnings import add_left_out
from bot.answers.verification.places import Occurrence
from corpus import Article

TEXT = (
    "No guests may climb. Guests may climb alone. The quay is dry, the stairs are wet. "
    "Boats wait here until the bell rings twice at noon. 码头在山脚下。"
    " Never feed the gulls, says the keeper. Don't swim here. “Never ring the bell.” No Dutch "
    "boats wait; others may. The keeper says: Whales are seen here. It is untrue that the "
    "pier is closed. No more than 5 oars are lent.\n\n* Do not bathe in the pool\n* Bring a boat"
    "\n\nOpening hours No boats land here. Visit us The pier is long\n\nOnly Dutch boats land"
    "\n\nNo dogs may enter the old hall"
)
ARTICLE = Article("a.md", "A", TEXT, ())


def look(claim: str, held: str) -> list[str]:
    start = TEXT.index(held)
    found = add_left_out(claim, Occurrence(ARTICLE, start, start + len(held)))
    return [TEXT[one.start : one.end] for one in found.differences]


@pytest.mark.parametrize(
    ("claim", "held", "left_out"),
    [
        ("Guests may climb.", "guests may climb.", ["No"]),
        ("Guests may climb.", "Guests may climb", ["alone"]),
        (
            "Boats wait here until the bell rings twice.",
            "Boats wait here until the bell rings twice",
            ["at noon"],
        ),
        ("码头在山脚。", "码头在山脚", ["下"]),
        ("guests may climb", "Guests may climb", []),  # no sentence
        ("Dogs may enter the old hall", "dogs may enter the old hall", ["No"]),
        ("dogs may enter", "dogs may enter", []),
        ("No boats land here.", "No boats land here.", []),  # what stands before it has no mark
        ("The pier is long.", "The pier is long", []),
        ("Dutch boats land.", "Dutch boats land", ["Only"]),
        ("Guests may climb alone.", "Guests may climb alone.", []),
        ("The quay is dry.", "The quay is dry", []),  # the other part begins behind a comma
        ("Feed the gulls.", "feed the gulls", ["Never"]),
        ("Swim here.", "swim here.", ["Don't"]),
        ("Ring the bell.", "ring the bell", ["Never"]),
        ("Dutch boats wait.", "Dutch boats wait", ["No"]),
        ("Bathe in the pool.", "bathe in the pool", ["Do not"]),
        ("Whales are seen here.", "Whales are seen here.", []),
        ("Boats wait here.", "Boats wait here", []),  # who leaves out more quotes a part
    ],
)
def test_few_words_that_are_left_out(claim: str, held: str, left_out: list[str]) -> None:
    assert look(claim, held) == left_out


@pytest.mark.parametrize(
    ("claim", "held", "sentence"),
    [
        ("The quay is dry.", "The quay is dry", "The quay is dry, the stairs are wet"),
        ("The pier is closed.", "the pier is closed.", "It is untrue that the pier is closed."),
        ("5 oars are lent.", "5 oars are lent.", "No more than 5 oars are lent."),
        (
            "Boats wait here.",
            "Boats wait here",
            "Boats wait here until the bell rings twice at noon",
        ),
        ("the pier is closed", "the pier is closed", None),
        ("Guests may climb alone.", "Guests may climb alone.", None),
    ],
)
def test_the_sentence_of_which_it_is_a_part(claim: str, held: str, sentence: str | None) -> None:
    start = TEXT.index(held)
    found = add_left_out(claim, Occurrence(ARTICLE, start, start + len(held)))
    assert not found.differences
    assert (found.sentence and TEXT[slice(*found.sentence)]) == sentence


SHORTENED = {
    "en": "No swimming after 9 a.m. without a guard. Our inn opens at 9 a.m. The cook is late. "
    "The mill is run by Hart Inc. on Sundays. We sell tar, nails, etc. Carts wait outside, but "
    "horses, mules, etc., unless they are tied, may not. She serves in the U.S. Navy. "
    "Boats leave at 6 p.m. Monday. “Lock the mill.” So it says. "
    "The sluice is shut on example.org pages only.",
    "de": "Erlaubt sind Roller, Räder usw. nicht. Hier lagern Fässer, Kisten usw. Fahrräder "
    "stehen draußen. Das Tor ist ab 21 Uhr bzw. im Herbst ab 19 Uhr zu. Es gilt nach Nr. Acht. "
    "Die Mühle ruht am 3. Juli nicht.",
    "fr": "Le marché vend du sel, du lin, etc. sauf en hiver. Il vend du miel, etc. La foire "
    "est finie.",
    "ru": "Здесь можно жечь дрова, уголь и т. д. только зимой. Тут лежат сети, вёсла и т. д. "
    "Сторож спит.",
    "nl": "Fietsen, karren enz. mogen hier niet staan. Wij maken kaas enz. De markt is open.",
}


@pytest.mark.parametrize(
    ("language", "claim", "said"),
    [
        ("en", "No swimming after 9 a.m.", "No swimming after 9 a.m. without a guard"),
        ("en", "No swimming.", "No swimming after 9 a.m. without a guard"),
        ("en", "Our inn opens at 9 a.m.", None),
        ("en", "The mill is run by Hart Inc.", "on Sundays"),
        ("en", "We sell tar, nails, etc.", None),
        (
            "en",
            "Carts wait outside, but horses, mules, etc.",
            "Carts wait outside, but horses, mules, etc., unless they are tied, may not",
        ),
        ("en", "She serves in the U.S.", "Navy"),
        ("en", "Boats leave at 6 p.m.", "Monday"),
        ("en", "Lock the mill.", None),
        ("en", "The sluice is shut.", "The sluice is shut on example.org pages only"),
        ("de", "Erlaubt sind Roller, Räder usw.", "nicht"),
        ("de", "Hier lagern Fässer, Kisten usw.", None),
        (
            "de",
            "Das Tor ist ab 21 Uhr bzw.",
            "Das Tor ist ab 21 Uhr bzw. im Herbst ab 19 Uhr zu",
        ),
        ("de", "Es gilt nach Nr.", "Acht"),
        ("de", "Die Mühle ruht am 3.", "Juli nicht"),
        (
            "fr",
            "Le marché vend du sel, du lin, etc.",
            "Le marché vend du sel, du lin, etc. sauf en hiver",
        ),
        ("fr", "Il vend du miel, etc.", None),
        ("ru", "Здесь можно жечь дрова, уголь и т. д.", "только зимой"),
        ("ru", "Тут лежат сети, вёсла и т. д.", None),
        (
            "nl",
            "Fietsen, karren enz.",
            "Fietsen, karren enz. mogen hier niet staan",
        ),
        ("nl", "Wij maken kaas enz.", None),
    ],
)
def test_a_sentence_goes_on_behind_an_abbreviation(
    language: str, claim: str, said: str | None
) -> None:
    article = Article("a.md", "A", SHORTENED[language], (), language=language)
    held = claim if claim in article.text else claim[:-1]
    start = article.text.index(held)
    found = add_left_out(claim, Occurrence(article, start, start + len(held)))
    left_out = [article.text[one.start : one.end] for one in found.differences]
    sentence = found.sentence and article.text[slice(*found.sentence)]
    assert [*left_out, *filter(None, [sentence])] == ([said] if said else [])


BRACKETS = (
    "The office opens at nine. (The key hangs in the hall.) Rent is paid there. "
    "(Boats wait outside. They are tied to the wall.) Nets may dry. [The wall is wet.] A bell is "
    "heard. 钟声响了。（码头在山脚下。）船来了。不（码头开放。）是真的。Guests (Of the inn!) may "
    "climb. (Dogs) may run (Here.) never. (Hens sleep. They may swim.) with a guard. "
    "(Cats may stay.) no more."
)
ENCLOSED = Article("a.md", "A", BRACKETS, (), language="en")


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("(The key hangs in the hall.)", "(The key hangs in the hall.)"),
        ("The key hangs in the hall.", "The key hangs in the hall."),
        ("Boats wait outside.", "Boats wait outside."),
        ("They are tied to the wall.", "They are tied to the wall."),
        ("[The wall is wet.]", "[The wall is wet.]"),
        ("（码头在山脚下。）", "（码头在山脚下。）"),
    ],
)
def test_a_sentence_in_brackets_is_whole(claim: str, held: str) -> None:
    start = BRACKETS.index(held)
    one = Occurrence(ENCLOSED, start, start + len(held))
    assert add_left_out(claim, one) == one


@pytest.mark.parametrize(
    ("claim", "held", "sentence"),
    [
        ("The key hangs.", "The key hangs", "The key hangs in the hall"),
        ("Dogs may run here.", "(Dogs) may run (Here.)", "(Dogs) may run (Here.) never"),
        ("(Of the inn!)", "(Of the inn!)", "Guests (Of the inn!) may climb"),
        ("Guests of the inn!", "Guests (Of the inn!)", "Guests (Of the inn!) may climb"),
        ("They may swim.", "They may swim.", "They may swim.) with a guard"),
        ("(Cats may stay.)", "(Cats may stay.)", "(Cats may stay.) no more"),
        ("（码头开放。）", "（码头开放。）", "不（码头开放。）是真的"),
    ],
)
def test_a_bracket_hides_nothing_behind_it(claim: str, held: str, sentence: str) -> None:
    start = BRACKETS.index(held)
    found = add_left_out(claim, Occurrence(ENCLOSED, start, start + len(held)))
    left_out = [BRACKETS[one.start : one.end] for one in found.differences]
    assert (found.sentence and BRACKETS[slice(*found.sentence)]) == sentence or left_out
