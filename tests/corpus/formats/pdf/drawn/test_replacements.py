"""Words that a file has in place of those that are drawn."""

import pytest

from corpus.formats.pdf import read_pdf
from tests.support.pdfs import Said, make_pdf


def read(*said: Said) -> str:
    return read_pdf(make_pdf([list(said)]), "a.pdf").text.strip()


@pytest.mark.parametrize("stated", ["The bridge is free.", "", "The toll is 20 florins."])
def test_the_words_that_are_drawn_are_quoted(stated: str) -> None:
    assert read(Said("The toll is 2 florins.", stated=stated)) == "The toll is 2 florins."


@pytest.mark.parametrize(("drawn", "stated"), [("o\u2026", "o..."), ("LATEX", "LaTeX")])
def test_what_says_the_same_as_is_drawn_stays(drawn: str, stated: str) -> None:
    assert read(Said(drawn, stated=stated)) == stated


def test_a_hyphen_at_the_end_of_a_line_may_be_stated_as_one_to_leave_out() -> None:
    said = (
        Said("In the year of the storm the break", y=700),
        Said("-", 219.2, 700, stated="\u00ad"),
        Said("water of the town was repaired.", y=688),
    )
    assert "breakwater of the town" in read(*said)
