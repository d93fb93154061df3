"""What begins a page as the lines below it are set is its text, though a part of it comes again."""

from collections.abc import Sequence

from corpus.formats.pdf import read_pdf
from tests.corpus.formats.pdf.test_justified import stretch, wrap
from tests.support.pdfs import Said, make_pdf

HEADS = ("Harbourmaster Winds 5", "Harbourmaster Ships 6", "Harbourmaster Nets 7")
FIRST = ("harbourmaster community warehouses", "accordingly community unsurprising")


def _read(heads: Sequence[str]) -> str:
    pages = [
        [
            Said(one.text, one.x, one.y + 60, colour=one.colour)
            for one in stretch([head, *wrap(44)], 250)
        ]
        for head in heads
    ]
    return read_pdf(make_pdf(pages), "a.pdf").text


def test_a_stretched_line_that_begins_a_page_is_text_though_a_word_of_it_comes_again() -> None:
    text = _read(FIRST)
    assert [first for first in FIRST if first not in text] == []


def test_a_head_that_is_set_as_a_stretched_line_of_the_text_is_none_of_it() -> None:
    assert "Harbourmaster" not in _read(HEADS)
