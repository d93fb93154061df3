"""Words that stand in an article but are only a part of what its sentence says."""

import pytest

from bot.answers.verification import VerifiedPart, verify_text
from bot.answers.verification.places import Place
from corpus import Article

TEXT = (
    "No dogs may enter the mill yard. The bridge was closed only once, in May. In winter the mill "
    "grinds rye on Mondays, if the stream is high.\n\nIm Winter fährt die Bahn nicht bis zum Gipfel."
)


def read(message: str, text: str = TEXT) -> tuple[VerifiedPart, ...]:
    article = Article("a.md", "A", text, ())
    return verify_text(message, lambda words, most: [Place(article, 0, len(text))]).parts


def list_sentences(message: str, text: str = TEXT) -> list[str]:
    """The sentences that are told for parts of `message`."""
    found = (part.occurrences[0] for part in read(message, text) if part.occurrences)
    return [one.article.text[slice(*one.sentence)] for one in found if one.sentence]


@pytest.mark.parametrize(
    ("message", "lacks"),
    [
        ("The bridge was closed, says the Mill Post.", "only once"),
        ("According to the Mill Post, the bridge was closed.", "only once"),
        ("Im Winter fährt die Bahn, schreibt der Bote.", "nicht bis"),
        ("The Mill Post writes that the mill grinds rye on Mondays.", "In winter"),
    ],
)
def test_what_a_source_stands_beside_is_a_whole_sentence(message: str, lacks: str) -> None:
    assert [lacks in sentence for sentence in list_sentences(message)] == [True]


def test_few_words_that_a_source_hides_are_told() -> None:
    (part,) = read("Dogs may enter the mill yard, says the Mill Post.")
    (left_out,) = part.occurrences[0].differences
    assert TEXT[left_out.start : left_out.end] == "No"
