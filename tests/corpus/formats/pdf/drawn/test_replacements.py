"""Words that a file has in place of those that are drawn."""

import pytest

from corpus.formats.pdf import read_pdf
from tests.support.pdfs import Page, Said, make_pdf


def read(*said: Said) -> str:
    return read_pdf(make_pdf([list(said)]), "a.pdf").text.strip()


@pytest.mark.parametrize("stated", ["The bridge is free.", "", "The toll is 20 florins."])
def test_the_words_that_are_drawn_are_quoted(stated: str) -> None:
    assert read(Said("The toll is 2 florins.", stated=stated)) == "The toll is 2 florins."


@pytest.mark.parametrize(("drawn", "stated"), [("o\u2026", "o..."), ("LATEX", "LaTeX")])
def test_what_says_the_same_as_is_drawn_stays(drawn: str, stated: str) -> None:
    assert read(Said(drawn, stated=stated)) == stated


def test_what_is_drawn_in_parts_stands_where_it_is_drawn() -> None:
    """PDFium would say that all of it stands where the first part does, and leave a wide gap."""
    part = [f"({one}) Tj" for one in ("Pdf", "T", "E", "X and more")]
    lines = [
        f"BT /F0 10 Tf 72 {y} Td /Span << /ActualText (PdfTeX and more) >> BDC "
        f"{' '.join(part)} EMC "
        "( of the words that are in the line.) Tj ET"
        for y in (700, 688, 676, 664)
    ]
    page = Page([], over="\n".join(lines))
    text = read_pdf(make_pdf([page]), "a.pdf").text
    assert " | " not in text
    assert text.startswith("PdfTEX and more of the words")


def test_a_hyphen_at_the_end_of_a_line_may_be_stated_as_one_to_leave_out() -> None:
    said = (
        Said("In the year of the storm the break", y=700),
        Said("-", 219.2, 700, stated="\u00ad"),
        Said("water of the town was repaired, and it was called the sea-", y=688),
        Said("log in the end.", y=676),
    )
    assert "breakwater of the town" in read(*said)
    assert "the sea-log in the end" in read(*said)
