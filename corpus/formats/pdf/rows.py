"""Tables: lines whose words stand in columns, as rows with their cells."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.formats.pdf.layout import Layout, follows
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.words import Word

_MIN_ROWS = 2
_MIN_ROWS_OF_TWO = 3
"""Of rows of two cells, which other things look like, too."""
_NEAR = 1.0
"""Of the size, by which the cells of a column may begin at different places."""
_MAX_GAP = 3.2
"""Times the step between lines, between two rows."""
_MAX_CELL_GAP = 1.45
_MAX_COLUMNS = 20
_MAX_AHEAD = 8
"""Rows that are looked at for where the columns begin."""
_EXACT = 0.15
"""Of the size, by which a word may begin beside its column, if the gap before it is narrow."""
_MIN_GAP = 0.38
"""The same, of such a gap: most blanks are narrower."""
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
        if self._layout.is_code(first) or self._start in self._justified:
            return None
        starts = self._find_starts()
        split = self._split(first, starts)
        is_found = len(split) > len(first.cells) and len(split) >= max(3, len(starts))
        if len(split) < 2 or not (is_row(first) or is_found):
            return None
        rows: list[list[list[Line]]] = [[[] for _ in starts]]
        self._append(rows[0], split, self._place(split, starts))
        number = self._start + 1
        while number < len(lines) and self._goes_on(lines[number - 1], lines[number]):
            line = lines[number]
            if number in self._justified:
                break
            cells = self._split(line, starts)
            places = self._place(cells, starts)
            if (is_row(line) or len(cells) > len(line.cells)) and self._fits(cells, starts):
                if not (places[0] > 0 and self._is_next(lines[number - 1], line)):
                    rows.append([[] for _ in starts])
                self._append(rows[-1], cells, places)
            elif len(cells) == 1 and self._is_rest(line, starts, lines[number - 1]):
                self._append(rows[-1], cells, places)
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

    def _find_starts(self) -> list[float]:
        """Where the columns begin, as the fullest of the next rows has it: in others the gaps may
        be no wider than between words."""
        lines, first = self._lines, self._lines[self._start]
        best = first
        behind = range(self._start + 1, min(len(lines), self._start + _MAX_AHEAD))
        for number in behind:
            if not self._goes_on(lines[number - 1], lines[number]) or number in self._justified:
                break
            if is_row(lines[number]) and len(lines[number].cells) > len(best.cells):
                best = lines[number]
        starts = [cell.left for cell in best.cells]
        # Its own cells tell that it is one of their rows.
        is_of_it = best is first or len(self._split(first, starts)) == len(starts)
        return starts if is_of_it else [cell.left for cell in first.cells]

    def _split(self, line: Line, starts: list[float]) -> tuple[Line, ...]:
        """The cells of `line`: where a gap is no wider than between words, one begins where a
        column does, if most do."""
        slack, least = _EXACT * line.size, _MIN_GAP * line.size
        if len(line.cells) > _MAX_COLUMNS or abs(line.left - starts[0]) > slack:
            return line.cells
        found = {cell.left for cell in line.cells[1:]}
        exact = {
            word.left
            for before, word in pairwise(line.words)
            if word.left - before.right > least
            and any(abs(word.left - start) < slack for start in starts[1:])
        }
        if exact <= found or len(exact) < max(2, len(starts) - 2):
            return line.cells
        parts: list[list[Word]] = [[]]
        bounds = found | exact
        for word in line.words:
            if parts[-1] and word.left in bounds:
                parts.append([])
            parts[-1].append(word)
        return tuple(replace(line, words=tuple(part)) for part in parts)

    def _fits(self, cells: Sequence[Line], starts: list[float]) -> bool:
        """Whether most cells of a row begin where columns do, or end there."""
        near = sum(
            any(abs(cell.left - start) < _NEAR * cell.size for start in starts) for cell in cells
        )
        return near >= 2 or (len(cells) == len(starts) and near >= 1)

    def _is_rest(self, line: Line, starts: list[float], above: Line) -> bool:
        """Whether `line` goes on with a cell of the row above that is not its first."""
        is_inside = any(abs(line.left - start) < _NEAR * line.size for start in starts[1:])
        return is_inside and self._is_next(above, line)

    def _is_next(self, above: Line, line: Line) -> bool:
        return above.base - line.base < _MAX_CELL_GAP * self._layout.step(line)

    def _place(self, cells: Sequence[Line], starts: list[float]) -> list[int]:
        """The column of each cell: the last that begins left of it, or near it."""
        return [
            max(
                [n for n, start in enumerate(starts) if start <= cell.left + _NEAR * cell.size]
                or [0]
            )
            for cell in cells
        ]

    def _append(self, row: list[list[Line]], cells: Sequence[Line], places: list[int]) -> None:
        for place, cell in zip(places, cells, strict=True):
            row[place].append(cell)
