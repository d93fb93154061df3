"""Hyphens that stay at a line's end in French, and breaks of words that do not."""

import pytest

from corpus.structure.blocks.hyphens import Hyphens
from corpus.structure.french_hyphens import is_french, keeps_hyphen

LINES = [
    "Les bateaux sont dans la rade et les phares brû-",
    "lent pour eux. Ils brûlent sur des îles.",
]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Le gardien dort peut-", "être encore."),
        ("Comment pouvaient-", "ils voir la côte ?"),
        ("Y a-t-", "il du feu ?"),
        ("Que dit-", "on au port ?"),
        ("Où allez-", "vous ?"),
        ("Ainsi le dit-il lui-", "même au port."),
        ("la nuit, c’est-à-", "dire six heures"),
        ("la nuit, c’est-", "à-dire six heures"),
        ("par ce jour-", "là."),
        ("Est-", "ce vrai ?"),
    ],
)
def test_a_hyphen_of_french_stays(before: str, after: str) -> None:
    assert not Hyphens([*LINES, before, after]).is_break(before, after)


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("mai", "son"),
        ("voi", "là"),
        ("mer", "ci"),
        ("cou", "leur"),
        ("ge", "nous"),
        ("lors", "que"),
    ],
)
def test_a_word_that_is_broken_has_none(head: str, tail: str) -> None:
    assert not keeps_hyphen(head, tail)


def test_breaks_of_words_are_gone_beside_them() -> None:
    assert Hyphens(LINES).is_break(*LINES)
    assert not is_french({"the", "less", "on", "par", "est"})
