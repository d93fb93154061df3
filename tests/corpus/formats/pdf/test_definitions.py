"""Terms in a column of their own stand above what describes them, and no other words are terms."""

import pytest

from corpus.formats.pdf import read_pdf
from tests.support.pdfs import Said, make_pdf, set_lines

LEAD = "The crane of the harbour has tools, of which this is all that the keeper has written down."
TOOLS = {
    "clean": ("removes all ropes that were used, but not", "those of steel, which stay."),
    "cleandead": ("removes ropes of earlier years that are", "no longer in the book."),
    "deps": ("shows all ropes that hang on another one", "and what these hang on."),
}
FONTS = ["Helvetica", "Courier"]


def read(*, beside: float, font: str = "Helvetica", x: float = 140) -> list[str]:
    """The paragraphs of a page on which each term stands so much below the first line of what
    describes it, which begins at `x`."""
    said = set_lines([LEAD, LEAD])
    for number, (term, lines) in enumerate(TOOLS.items()):
        y = 650 - 40 * number
        said += [Said(term, 72, y - beside, font=font), *set_lines(lines, x, y)]
    content = read_pdf(make_pdf([said]), "a.pdf")
    return [content.text[p.start : p.end] for p in content.paragraphs if p.kind == "term"]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("beside", [-11, 6, 12])
def test_each_term_is_above_what_describes_it(beside: float, font: str) -> None:
    expected = [f"{term}\n{' '.join(lines)}" for term, lines in TOOLS.items()]
    assert read(beside=beside, font=font) == expected


def test_what_stands_far_above_or_not_beside_is_no_term() -> None:
    assert read(beside=-20) == []
    assert read(beside=-11, x=80) == []
