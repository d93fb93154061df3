"""A large initial is the first letter of the word beside it, or a word itself."""

import pytest

from corpus.formats.pdf import read_pdf
from corpus.formats.pdf.words import Style, Word
from corpus.formats.pdf.words.initials import join_initials
from tests.support.pdfs import Page, Said, make_pdf


@pytest.mark.parametrize(
    ("initial", "x", "first", "whole"),
    [
        ("T", 75, "he crane is used by day and never by", "The crane is used"),
        ("A", 75, "crane is used by day, as the crane is", "A crane is used"),
        ("I", 62, "t is used by day and never by", "It is used"),
    ],
)
def test_a_large_initial_begins_its_sentence(initial: str, x: int, first: str, whole: str) -> None:
    said = [
        Said(initial, 50, 690, 36),
        Said(first, x, 705, 12),
        Said("night, as the law of the harbour has it", x, 690, 12),
        Said("since the year 1901.", 50, 675, 12),
    ]
    text = read_pdf(make_pdf([Page(said)]), "a.pdf").text
    assert text.startswith(whole)
    assert text.endswith("night, as the law of the harbour has it since the year 1901.")


def test_of_initials_in_a_row_no_word_is_lost() -> None:
    sizes = (("A", 40, 0), ("B", 20, 16), ("boat", 10, 26))
    row = [
        Word(text, 20 * n, 20 * n + 19, base, Style(size))
        for n, (text, size, base) in enumerate(sizes)
    ]
    assert [word.text for word in join_initials(row)] == ["AB", "boat"]
