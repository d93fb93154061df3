"""What begins a page as the lines below it are set is its text, though a part of it comes again."""

from corpus.formats.pdf import read_pdf
from tests.corpus.formats.pdf.test_justified import stretch, wrap
from tests.support.pdfs import Said, make_pdf

FIRST = ("harbourmaster community warehouses", "accordingly community unsurprising")


def test_a_stretched_line_that_begins_a_page_is_text_though_a_word_of_it_comes_again() -> None:
    pages = [
        [
            Said(one.text, one.x, one.y + 60, colour=one.colour)
            for one in stretch([first, *wrap(44)], 250)
        ]
        for first in FIRST
    ]
    text = read_pdf(make_pdf(pages), "a.pdf").text
    assert [first for first in FIRST if first not in text] == []
