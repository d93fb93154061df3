"""Whom an article names as having said something."""

from dataclasses import replace

import pytest

from bot.answers.verification.attribution.sayers import find_sayers
from bot.answers.verification.attribution.sources import check_source
from bot.answers.verification.places import Occurrence
from corpus import Article, Passage

LOST = '"We lost," said Anna Berg. "It was unfair." The mayor, Otto Hahn, left the room.'
GOLD = 'Peter Lund, a lawyer, said: "There is no gold." But Ida Voss claims: "There is gold."'
BEIDE = "„Wir gehen“, sagte Karl Lenz. „Und zwar bald.“ Die Rätin Eva Moor schwieg."
PAR = "« Il pleut », dit Zoé Roux, « et il fait froid. » Max Lang écoute."


def find(text: str, words: str) -> Occurrence:
    start = text.index(words)
    article = Article("a.md", "The vote", text, (), "Island Post", "Ada Pell")
    passage = Passage("0" * 16, "a.md", 0, len(text), text, ((0, len(text)),))
    return Occurrence(article, start, start + len(words), passage=passage)


@pytest.mark.parametrize(
    ("text", "words", "sayers"),
    [
        (LOST, "We lost", ["Anna Berg"]),
        (LOST, "It was unfair.", ["Anna Berg"]),
        (LOST, "left the room", []),
        (GOLD, "There is no gold.", ["Peter Lund"]),
        (GOLD, "There is gold.", ["But Ida Voss"]),
        (BEIDE, "Und zwar bald.", ["Karl Lenz"]),
        (PAR, "Il pleut", ["Zoé Roux"]),
        (PAR, "et il fait froid.", ["Zoé Roux"]),
        ('"It is cold," she said. Max Lang left.', "It is cold", []),
        ('Max Lang left.\n\n"It is cold."', "It is cold.", []),
    ],
)
def test_who_has_said_it(text: str, words: str, sayers: list[str]) -> None:
    assert find_sayers(find(text, words)) == sayers


@pytest.mark.parametrize(
    ("text", "words", "said", "is_right"),
    [
        (LOST, "We lost", "— Otto Hahn", False),
        (LOST, "It was unfair.", "said Otto Hahn.", False),
        (LOST, "It was unfair.", "— Anna Berg", True),
        (GOLD, "There is no gold.", "Ida Voss:", False),
        (GOLD, "There is no gold.", "Peter Lund:", True),
        (GOLD, "There is gold.", "Peter Lund:", False),
        (GOLD, "There is gold.", "Ida Voss says:", True),
        (BEIDE, "Und zwar bald.", "sagte Eva Moor.", False),
    ],
)
def test_only_who_has_said_it_is_right(text: str, words: str, said: str, is_right: bool) -> None:
    named = check_source(said, find(text, words))
    assert named is not None
    assert named.is_right is is_right


@pytest.mark.parametrize(
    ("words", "said", "told"),
    [
        ("I will sail elsewhere.", "— Nora Quist", None),
        ("I will sail elsewhere.", "— Ada Pell", None),
        ("I will sail elsewhere.", "— Tom Rook", False),
        ("What do we answer?", "— Nora Quist", True),
        ("What do we answer?", "— Ada Pell", False),
    ],
)
def test_whom_a_speaker_quotes_may_be_named_and_so_may_the_speaker(
    words: str, said: str, told: bool | None
) -> None:
    text = 'Ada Pell wrote to us: "I will sail elsewhere." What do we answer?'
    found = find(text, words)
    assert found.passage is not None
    passage = replace(found.passage, speaker="Nora Quist")
    article = replace(found.article, author=None)
    named = check_source(said, replace(found, article=article, passage=passage))
    assert (named and named.is_right) is told


def test_what_is_looked_at_is_bounded() -> None:
    text = f'{"Ann Poe left. " * 20_000}"We lost," said Anna Berg.{" Ann Poe left." * 20_000}'
    assert find_sayers(find(text, "We lost")) == ["Anna Berg"]
