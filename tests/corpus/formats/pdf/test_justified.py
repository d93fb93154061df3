"""Running text in lines that are stretched is none of a table's, however wide its gaps are."""

import pytest

from corpus.formats.pdf import read_pdf
from corpus.formats.pdf.document import read_document
from tests.support.pdfs import Said, make_pdf, set_lines

TEXT = (
    "The representatives of neighbouring municipalities acknowledged yesterday that infrastructure "
    "improvements along the international waterfront are considerably underfinanced. "
    "Notwithstanding disagreements, administrators unanimously recommended reconstruction of the "
    "lighthouse, the breakwater and both warehouses before the beginning of wintertime."
)


def wrap(letters: int) -> list[str]:
    lines = [""]
    for word in TEXT.split():
        if len(lines[-1]) + len(word) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def stretch(lines: list[str], width: float) -> list[Said]:
    """The lines, all of which but the last end at that width."""
    measured = read_document(make_pdf([set_lines(lines)])).pages[0]
    said = []
    for line, drawn in zip(set_lines(lines), measured, strict=True):
        gaps = line.text.count(" ")
        wider = (line.x + width - drawn.right) / gaps if gaps and line.text != lines[-1] else 0
        said.append(Said(line.text, line.x, line.y, colour=f"{wider:.3f} Tw 0 g"))
    return said


@pytest.mark.parametrize(("letters", "width"), [(24, 128), (26, 140), (30, 150), (36, 190)])
def test_stretched_lines_are_running_text(letters: int, width: float) -> None:
    content = read_pdf(make_pdf([stretch(wrap(letters), width)]), "a.pdf")
    assert content.text.strip() == TEXT


def test_rows_with_even_gaps_are_a_table() -> None:
    rows = [
        ["2.30", "2.10", "2.04", "2.03"],
        ["2.19", "1.62", "1.49", "1.46"],
        ["1.75", "1.29", "1.18", "1.15"],
        ["1.65", "1.26", "1.17", "1.15"],
    ]
    said = [
        Said(cell, 72 + 36 * column, 700 - 12 * number)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    content = read_pdf(make_pdf([said]), "a.pdf")
    assert [content.text[p.start : p.end] for p in content.paragraphs] == [
        " | ".join(row) for row in rows
    ]
