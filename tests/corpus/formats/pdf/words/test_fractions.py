"""Fractions that are drawn with a line are a/b, and what other lines part is none."""

import pytest

from corpus.formats.pdf import read_pdf
from tests.support.pdfs import Page, Said, make_pdf, set_lines

TABLET = (
    "Of the powder each patient is given, as the doctor of the island has it, no more than",
    "what is written on the box, and nothing at all on days on which the ferry is late.",
)


def read(*said: Said, under: str) -> list[str]:
    page = Page([*said, *set_lines(TABLET, y=500)], under=under)
    content = read_pdf(make_pdf([page]), "a.pdf")
    return [content.text[p.start : p.end] for p in content.paragraphs][:-1]


def stack(above: str, below: str, x: float, size: float = 7) -> list[Said]:
    return [Said(above, x, 704.5, size), Said(below, x, 696, size)]


@pytest.mark.parametrize(
    ("lead", "ends", "above", "below", "width", "written"),
    [
        ("Take it with", 57, "1", "2", 5, "Take it with 1/2 a tablet."),
        ("Take no more: 1", 74, "1", "2", 5, "Take no more: 1 1/2 a tablet."),
        ("Take it with", 57, "10", "3", 9, "Take it with 10/3 a tablet."),
        ("Take it with", 57, "a + b", "c", 17, "Take it with (a + b)/c a tablet."),
    ],
)
@pytest.mark.parametrize("is_late", [False, True])
def test_what_stands_above_and_below_a_line_is_a_fraction(
    lead: str, ends: float, above: str, below: str, width: float, written: str, is_late: bool
) -> None:
    """In whichever order it is drawn."""
    x = 145
    rest = Said("a tablet.", x + width + 3, 700)
    parts = stack(above, below, x)
    said = [Said(lead, x - ends, 700)]
    said += [rest, *parts] if is_late else [*parts, rest]
    assert read(*said, under=f"0 G .4 w {x} 702.4 m {x + width} 702.4 l S") == [written]


def test_a_line_may_be_the_border_of_what_is_above_it() -> None:
    """It is what the one of two rectangles has below the other one."""
    said = [Said("Take it with", 88, 700), *stack("1", "2", 145), Said("a tablet.", 153, 700)]
    for place in ("145 702.2 5 8.2 re", "145 702.2 m 150 702.2 l 150 710.4 l 145 710.4 l h"):
        drawn = f"0 g 145 702.6 5 7.8 re {place} f*"
        assert read(*said, under=drawn) == ["Take it with 1/2 a tablet."]


def test_lines_below_words_and_around_cells_make_no_fractions() -> None:
    underlined = [Said("It is ", 72, 700), Said("not", 95, 700), Said("safe.", 112, 700)]
    below = Said("now", 95, 688)
    assert not any("/" in text for text in read(*underlined, below, under="95 698 15 .5 re f"))
    cells = [Said("Toll", 72, 698), Said("12", 110, 704), Said("15", 110, 692)]
    assert not any("/" in text for text in read(*cells, under="95 702 60 .5 re f"))
    assert not any("/" in text for text in read(*cells, under="110 702 12 .5 re f"))
