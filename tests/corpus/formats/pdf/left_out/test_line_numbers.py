"""Numbers beside the lines of a text are no part of its sentences; other numbers are."""

import pytest

from corpus.formats.pdf import read_pdf
from tests.support.pdfs import Said, make_pdf, set_lines

LAW = (
    "The keeper of the light shall trim the lamp at dusk and at midnight, and shall write",
    "down in the book of the tower at which hour he has done so, and whether the wind was",
    "strong; he shall not leave the tower between dusk and dawn, unless somebody else who",
    "is sworn in takes his place, and he shall be paid four florins for each night that he",
    "has kept the light, on the last day of the month, by the office of the harbour in the",
    "town, of which he is a servant as long as he keeps it.",
)


def read(said: list[Said]) -> str:
    return read_pdf(make_pdf([said]), "a.pdf").text


@pytest.mark.parametrize("x", [50, 500])
@pytest.mark.parametrize(("first", "step"), [(1, 1), (19, 1), (5, 5)])
@pytest.mark.parametrize("is_late", [False, True])
def test_numbers_of_lines_are_no_text(x: float, first: int, step: int, is_late: bool) -> None:
    lines = set_lines(LAW * 3)
    numbers = [Said(str(n), x, line.y) for n, line in enumerate(lines, first) if n % step == 0]
    if is_late:
        said = [*lines, *numbers]
    else:
        said = sorted([*lines, *numbers], key=lambda one: (-one.y, one.x))
    assert read(said).split() == " ".join(LAW * 3).split()


def test_numbers_that_begin_items_and_rows_are_text() -> None:
    items = [f"{n} Lamp of the harbour" for n in range(1, 8)]
    text = read([*set_lines(LAW), *set_lines(items, y=500)])
    assert all(item in text for item in items)
    items = [f"{n} lamps of glass" for n in range(1, 8)]
    assert all(item in read(set_lines(items)) for item in items)
    rows = [Said(str(n), 50, 500 - 12 * n) for n in range(1, 8)]
    beside = [Said("Lamp", 72, one.y) for one in rows] + [Said("12.50", 172, one.y) for one in rows]
    text = read([*set_lines(LAW), *sorted([*rows, *beside], key=lambda one: (-one.y, one.x))])
    assert all(f"{n} | Lamp | 12.50" in text for n in range(1, 8))


@pytest.mark.parametrize("x", [50, 500])
@pytest.mark.parametrize(("first", "step"), [(100, 100), (10, 10), (1900, 10), (5, 5), (1, 1)])
def test_figures_that_rows_begin_or_end_with_are_text(x: float, first: int, step: int) -> None:
    words = ("for boats of up to four metres", "for others", "for boats of the parish", "of old")
    rows = [Said(words[n % 4], 90, 500 - 14 * n) for n in range(9)]
    figures = [Said(str(first + n * step), x, row.y) for n, row in enumerate(rows)]
    text = read(sorted([*rows, *figures], key=lambda one: (-one.y, one.x)))
    assert all(figure.text in text for figure in figures)
