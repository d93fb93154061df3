"""The marks of items that a program draws apart from their texts, as behind all of a page."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from corpus.formats.pdf.lines import Line

BULLETS = frozenset("•·∙●○◦▪■□▸►‣⁃✓✔➢❖\uf0b7\uf0a7\uf06c➔→-–—*")
MARK = re.compile(
    r"(?:[•·∙●○◦▪■□▸►‣⁃✓✔➢❖\uf0b7\uf0a7\uf06c➔→]|[-–—*]|\(?\d{1,3}[.)]|\[\d{1,3}\]|\(?[a-zA-Z][.)]|\([ivx]{1,5}\)|[ivx]{1,5}[.)])$"
)
_MAX_GAP = 2.5
"""Of the size, between a mark and the text of its item."""
_SAME_BASE = 0.25
_SIZES = (0.4, 1.5)


def is_mark(line: Line) -> bool:
    """Whether a line is nothing but the mark of an item."""
    return len(line.words) == 1 and MARK.match(line.words[0].text) is not None


def place_marks(lines: Sequence[Line]) -> list[Line]:
    """`lines` of a page, of which those that are nothing but a mark begin the line that stands
    right of them, if one does."""
    numbers = [number for number, line in enumerate(lines) if is_mark(line)]
    if not numbers:
        return list(lines)
    beside = _LinesByHeight(lines, frozenset(numbers))
    begun: dict[int, Line] = {}
    placed: set[int] = set()
    for number in numbers:
        found = beside.find(lines[number])
        if found is not None and found not in begun:
            begun[found] = replace(lines[found], words=lines[number].words + lines[found].words)
            placed.add(number)
    return [begun.get(n, line) for n, line in enumerate(lines) if n not in placed]


class _LinesByHeight:
    """Lines of a page to be found by where they begin."""

    def __init__(self, lines: Sequence[Line], others: frozenset[int]) -> None:
        self._lines = lines
        self._rows: dict[int, list[tuple[float, int]]] = {}
        for number, line in enumerate(lines):
            if number not in others:
                self._rows.setdefault(round(line.base), []).append((line.left, number))
        for row in self._rows.values():
            row.sort()

    def find(self, mark: Line) -> int | None:
        """The number of the line that begins right of `mark`, at its height."""
        height = round(mark.base)
        found = None
        for row in (self._rows.get(near, []) for near in (height - 1, height, height + 1)):
            at = bisect_left(row, (mark.right, -1))
            if at < len(row) and (found is None or row[at] < found):
                found = row[at] if self._is_beside(mark, self._lines[row[at][1]]) else found
        return found[1] if found else None

    @staticmethod
    def _is_beside(mark: Line, line: Line) -> bool:
        least, most = _SIZES
        is_as_large = least * line.size <= mark.size <= most * line.size
        is_near = line.left - mark.right <= _MAX_GAP * line.size
        return is_as_large and is_near and abs(line.base - mark.base) <= _SAME_BASE * line.size
