"""Sentences of articles that are cut at an abbreviation which is on no list."""

import pytest

from bot.answers.verification import Verdict, VerifiedPart, verify_text
from bot.answers.verification.places import Place
from corpus import Article

TEXT = (
    "Stir in 3 Krz. Honey and two cups of milk over a low fire. The dam lies near Abt. Harsum on "
    "the old road to the kilns. The goat stood in the tall grass. The boy fed it all the same, "
    "and it grew as tall as he was. Ann Volk keeps the key. It was lent to Ann. She lost it."
)


def read(message: str) -> tuple[VerifiedPart, ...]:
    article = Article("a.md", "A", TEXT, ())
    return verify_text(message, lambda words, most: [Place(article, 0, len(TEXT))]).parts


@pytest.mark.parametrize(
    "message",
    [
        "Stir in 3 Krz. Honey and two cups of milk over a low fire.",
        "3 Krz. Honey and two cups of milk",
        "The dam lies near Abt. Harsum on the old road to the kilns.",
    ],
)
def test_what_an_abbreviation_parts_is_one(message: str) -> None:
    (part,) = read(message)
    assert (part.text, part.verdict) == (message, Verdict.VERBATIM)


@pytest.mark.parametrize(
    ("message", "there"),
    [
        ("Stir in 3 Krz. Sugar and two cups of milk over a low fire.", "Honey"),
        ("Stir in 8 Krz. Honey and two cups of milk over a low fire.", "3"),
        ("The dam lies near Abt. Harsum on the old road to the mills.", "kilns"),
    ],
)
def test_it_is_compared_as_one(message: str, there: str) -> None:
    (part,) = read(message)
    assert part.verdict is Verdict.DIFFERS
    (difference,) = part.occurrences[0].differences
    assert TEXT[difference.start : difference.end] == there


def test_sentences_that_end_in_a_word_stay_apart() -> None:
    for message in (
        "The goat stood in the tall grass. The boy fed it all the same, and it grew as tall as he "
        "was.",
        "It was lent to Ann. She lost it.",
        "She lost it. The goat stood in the tall grass.",
    ):
        assert [part.verdict for part in read(message)] == [Verdict.VERBATIM] * 2
