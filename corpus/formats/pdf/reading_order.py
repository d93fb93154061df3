"""The lines of a page in the order in which one reads them, column after column."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.formats.pdf.lines import Line

_MIN_ROWS = 8
"""Rows with a gap at the same place, so that it may part two columns."""
_MIN_SHARE = 0.5
_MIN_LETTERS = 18
"""On average on either side: cells of a table are shorter."""
_STEP = 2.0
"""Points by which places of a gutter are told apart."""
_MAX_PARTS = 0.34
"""Parts of a page that go upwards, a line: more, and it was written in no order."""
_MIN_MESSY = 12


def order_lines(lines: Sequence[Line]) -> list[Line]:
    """`lines` of one page as one reads them. Programs write a page in that order, nearly always:
    it stays, unless two columns were written row by row, or there is no order in them at all."""
    gutter = _find_gutter(lines)
    if gutter is not None:
        return list(_part_columns(lines, gutter))
    if len(lines) >= _MIN_MESSY and _count_rises(lines) > _MAX_PARTS * len(lines):
        return sorted(lines, key=lambda line: (-line.base, line.left))
    return list(lines)


def _count_rises(lines: Sequence[Line]) -> int:
    return sum(after.base > line.base + line.size for line, after in pairwise(lines))


def _find_gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the gap that parts two columns of running text which stand in rows together."""
    wide = [line for line in lines if len(line.cells) > 1]
    if len(wide) < _MIN_ROWS or len(wide) < _MIN_SHARE * len(lines):
        return None
    rows = [line for line in wide if len(line.cells) == 2]
    if len(rows) < _MIN_SHARE * len(wide):
        return None
    start = max(line.cells[0].right for line in rows)
    end = min(line.cells[1].left for line in rows)
    if start >= end:
        starts = sorted(line.cells[0].right for line in rows)
        ends = sorted(line.cells[1].left for line in rows)
        start, end = starts[int(0.9 * (len(rows) - 1))], ends[int(0.1 * (len(rows) - 1))]
    if start >= end:
        return None
    letters = [len(cell.text) for line in rows for cell in line.cells]
    left, right = sum(letters[::2]) / len(rows), sum(letters[1::2]) / len(rows)
    return (start + end) / 2 if min(left, right) >= _MIN_LETTERS else None


def _part_columns(lines: Sequence[Line], gutter: float) -> Iterator[Line]:
    """The lines from the top, those of each column between lines that go over both together."""
    columns: tuple[list[Line], list[Line]] = ([], [])
    for line in sorted(lines, key=lambda line: (-line.base, line.left)):
        if any(
            word.left < gutter - _STEP and word.right > gutter + _STEP for word in line.words
        ) or (len(line.cells) == 1 and line.left < gutter < line.right):
            yield from (*columns[0], *columns[1])
            columns[0].clear()
            columns[1].clear()
            yield line
            continue
        for part in line.split_at(gutter):
            columns[part.left >= gutter].append(part)
    yield from (*columns[0], *columns[1])
