"""Words that are struck out are not quoted; those that other lines are drawn beside are."""

import pytest

from corpus.formats.pdf import read_pdf
from tests.support.pdfs import Page, Said, make_pdf

LINE = ("The toll is", "two", "three florins", "for a cart.")
PLACES = (72, 126, 147, 212)
LEFT, RIGHT = 125, 144
KEPT = "The toll is three florins for a cart."
WHOLE = "The toll is two three florins for a cart."


def read(drawn: dict[str, str], text: tuple[str, ...] = LINE) -> str:
    said = [Said(part, x, 700, 10) for part, x in zip(text, PLACES, strict=True)]
    return read_pdf(make_pdf([Page(said, **drawn)]), "a.pdf").text  # type: ignore[arg-type]


def annotate(kind: str, more: str = "", top: float = 708) -> str:
    quad = f"{LEFT} {top} {RIGHT} {top} {LEFT} 698 {RIGHT} 698"
    box = f"{LEFT} 698 {RIGHT} 708"
    return f"<< /Type /Annot /Subtype /{kind} /Rect [{box}] /QuadPoints [{quad}] {more}>>"


@pytest.mark.parametrize(
    "drawn",
    [
        {"over": f"0 G .6 w {LEFT} 703 m {RIGHT} 703 l S"},
        {"under": f"1 0 0 rg {LEFT} 702.6 {RIGHT - LEFT} .7 re f"},
        {"over": f"0 G 1 w {LEFT} 703 m {RIGHT} 703 l S"},
        {"annotations": annotate("StrikeOut")},
    ],
)
def test_struck_words_are_left_out(drawn: dict[str, str]) -> None:
    assert read(drawn) == KEPT


@pytest.mark.parametrize("top", [10**9, 10**60])
def test_a_place_that_is_higher_than_any_page_costs_no_more(top: float) -> None:
    assert "for a cart." in read({"annotations": annotate("StrikeOut", top=top)})


def test_a_number_behind_one_that_is_struck_has_no_sign() -> None:
    text = ("It costs now", "2", "3 florins", "for a cart.")
    line = "0 G .6 w 125 703 m 144 703 l S"
    assert read({"over": line}, text) == "It costs now 3 florins for a cart."


def test_struck_letters_leave_the_rest_of_their_word() -> None:
    assert read({"over": "0 G .6 w 136 703 m 142 703 l S"}).startswith("The toll is tw three")


@pytest.mark.parametrize(
    "drawn",
    [
        {"over": f"0 G .6 w {LEFT} 698.5 m {RIGHT} 698.5 l S"},
        {"over": f"0 G .6 w {LEFT} 709 m {RIGHT} 709 l S"},
        {"over": f"0 G .6 w {LEFT} 692 m {RIGHT} 692 l S {LEFT} 712 m {RIGHT} 712 l S"},
        {"over": f"1 G .6 w {LEFT} 703 m {RIGHT} 703 l n"},
        {"under": f"0 G .6 w {LEFT} 703 m {RIGHT} 703 l S 1 g {LEFT} 697 {RIGHT - LEFT} 14 re f"},
        {"under": f".8 g {LEFT} 697 {RIGHT - LEFT} 13 re f"},
        {"annotations": annotate("Underline")},
        {"annotations": annotate("StrikeOut", "/F 2 ")},
    ],
)
def test_other_lines_and_what_is_covered_strike_nothing_out(drawn: dict[str, str]) -> None:
    assert read(drawn) == WHOLE
