"""Tables: lines whose words stand in columns, as rows with their cells."""

import re
from collections.abc import Container, Sequence

from corpus.formats.pdf.layout import Layout, follows
from corpus.formats.pdf.lines import Line

_MIN_ROWS = 2
_MIN_ROWS_OF_TWO = 3
"""Of rows of two cells, which other things look like, too."""
_NEAR = 1.0
"""Of the size, by which the cells of a column may begin at different places."""
_MAX_GAP = 3.2
"""Times the step between lines, between two rows."""
_MAX_CELL_GAP = 1.45
_MAX_COLUMNS = 20
_MARK = re.compile(r"(?:[\W\d]{1,8}|\(?[a-zA-Z][.)]|\(?[ivx]{1,5}[.)]|[A-Z]\.\d[\d.]{0,6})$")
"""What an item or a numbered heading begins with: "•   Text" and "3.1   Title" are no rows."""


def is_row(line: Line) -> bool:
    """Whether wide gaps part a line into cells."""
    cells = line.cells
    if not 1 < len(cells) <= _MAX_COLUMNS or line.is_fill_in:
        return False
    return len(cells) > 2 or not _MARK.match(cells[0].plain)


class Rows:
    """A table that may begin with line `start` of `lines`, of which those `justified` are none."""

    def __init__(
        self, lines: Sequence[Line], start: int, layout: Layout, justified: Container[int]
    ) -> None:
        self._lines, self._start, self._layout = lines, start, layout
        self._justified = justified

    def read(self) -> tuple[list[list[list[Line]]], int] | None:
        """The cells of each row, each some lines, and the number of the line behind the table;
        None if there is none."""
        lines = self._lines
        first = lines[self._start]
        if not is_row(first) or self._layout.is_code(first) or self._start in self._justified:
            return None
        starts = [cell.left for cell in first.cells]
        rows: list[list[list[Line]]] = [[[cell] for cell in first.cells]]
        number = self._start + 1
        while number < len(lines) and self._goes_on(lines[number - 1], lines[number]):
            line = lines[number]
            if number in self._justified:
                break
            if is_row(line) and self._fits(line, starts):
                places = self._place(line, starts)
                if places[0] > 0 and self._is_next(lines[number - 1], line):
                    self._append(rows[-1], line, places)
                else:
                    rows.append([[] for _ in starts])
                    self._append(rows[-1], line, places)
            elif len(line.cells) == 1 and self._is_rest(line, starts, lines[number - 1]):
                self._append(rows[-1], line, self._place(line, starts))
            else:
                break
            number += 1
        least = _MIN_ROWS if len(starts) > 2 else _MIN_ROWS_OF_TWO
        return (rows, number) if len(rows) >= least else None

    def _goes_on(self, line: Line, after: Line) -> bool:
        return follows(line, after) and (
            line.base - after.base < _MAX_GAP * self._layout.step(line)
            and not self._layout.is_code(after)
            and abs(line.size - after.size) < 1.1
        )

    def _fits(self, line: Line, starts: list[float]) -> bool:
        """Whether most cells of a row begin where columns do, or end there."""
        near = sum(
            any(abs(cell.left - start) < _NEAR * line.size for start in starts)
            for cell in line.cells
        )
        return near >= 2 or (len(line.cells) == len(starts) and near >= 1)

    def _is_rest(self, line: Line, starts: list[float], above: Line) -> bool:
        """Whether `line` goes on with a cell of the row above that is not its first."""
        is_inside = any(abs(line.left - start) < _NEAR * line.size for start in starts[1:])
        return is_inside and self._is_next(above, line)

    def _is_next(self, above: Line, line: Line) -> bool:
        return above.base - line.base < _MAX_CELL_GAP * self._layout.step(line)

    def _place(self, line: Line, starts: list[float]) -> list[int]:
        """The column of each cell of `line`: the last that begins left of it, or near it."""
        slack = _NEAR * line.size
        return [
            max([n for n, start in enumerate(starts) if start <= cell.left + slack] or [0])
            for cell in line.cells
        ]

    def _append(self, row: list[list[Line]], line: Line, places: list[int]) -> None:
        for place, cell in zip(places, line.cells, strict=True):
            row[place].append(cell)
