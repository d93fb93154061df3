"""Letters of fonts of signs are the signs that they look like, or nobody says what they are."""

import pytest

from corpus.formats.pdf import read_pdf
from corpus.formats.pdf.words.sign_fonts import read_sign
from tests.support.pdfs import Page, make_pdf, set_lines

LEAD = "The keeper of the lamp weighs what he takes of the powder, and writes it down in the book."
SYMBOL, WINGDINGS, OPEN_SYMBOL, CHANCERY = range(4, 8)


@pytest.mark.parametrize(
    ("font", "letter", "expected"),
    [
        (WINGDINGS, "J", "Take 5 ☺g."),
        (WINGDINGS, "a", "Take 5 […]g."),
        (OPEN_SYMBOL, "m", "Take 5 […]g."),
        (OPEN_SYMBOL, "+", "Take 5 +g."),
        (CHANCERY, "m", "Take 5 mg."),
    ],
)
def test_a_letter_is_the_sign_that_it_looks_like(font: int, letter: str, expected: str) -> None:
    said = f"(Take 5 ) Tj /F{font} 10 Tf ({letter}) Tj /F0 10 Tf (g.) Tj"
    drawn = f"BT 0 g /F0 10 Tf 72 600 Td {said} ET"
    page = Page(set_lines([LEAD, LEAD]), over=drawn)
    assert read_pdf(make_pdf([page]), "a.pdf").text.endswith(expected)


def test_letters_of_symbol_are_greek() -> None:
    assert [read_sign(ord(one), "symbol", False) for one in "m\uf06d\u03bc"] == [0x3BC] * 3


@pytest.mark.parametrize("font", [SYMBOL, WINGDINGS, OPEN_SYMBOL])
def test_a_sign_before_an_item_is_its_mark(font: int) -> None:
    drawn = f"BT 0 g /F{font} 10 Tf 72 600 Td (n) Tj /F0 10 Tf 12 0 Td (Oil.) Tj ET"
    content = read_pdf(make_pdf([Page(set_lines([LEAD, LEAD]), over=drawn)]), "a.pdf")
    assert "n" not in content.text.split()
