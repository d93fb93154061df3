"""The rows of a text whose cells are separated by a sign, told and read leniently."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_SAMPLE_CHARACTERS = 50_000
_SAMPLE_ROWS = 200
_MAX_QUOTED = 100_000
"""Characters of a quoted cell; a longer one has lost the mark that ends it."""
_NAMED = re.compile(r"\s{0,10}\"?sep=(?P<sign>[^\s\w]|\t)\"?[ \t]*(?:\n|\Z)", re.IGNORECASE)
"""The first line by which programs are told the sign; they do not show it as a row."""
_ESCAPED = re.compile(r"[^\\]\\\"(?=\w)")
_RUN = re.compile('"+')


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, without outer space, and its number as spreadsheet programs count."""

    number: int
    cells: list[str]


def find_separator(text: str, signs: str) -> tuple[str, int]:
    """The one of `signs` that separates the cells of `text`, and where the first row begins: the
    one that gives most rows as many cells as the first; of several, the one that comes first."""
    named = _NAMED.match(text)
    if named:
        return named["sign"], named.end()
    sample = text[:_SAMPLE_CHARACTERS]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(signs, key=lambda sign: _rate(sample, sign)), 0


def _rate(sample: str, sign: str) -> float:
    """How well `sign` separates the cells of `sample`; 0 if there is none of it."""
    if sign not in sample:
        return 0.0
    widths = []
    for row in read_rows(sample, sign):
        if any(row.cells):
            widths.append(len(row.cells))
        if len(widths) >= _SAMPLE_ROWS:
            break
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0.0
    (width, count) = counts.most_common(1)[0]
    share = round(count / len(widths), 1)
    return share + (0.5 if widths[0] == width else 0) + 0.01 * (share > 0)


def read_rows(text: str, separator: str, start: int = 0) -> Iterator[Row]:
    """The rows of `text` from `start` on, blank ones too. A cell in quotation marks may hold the
    separator, line ends, and marks that are doubled or stand where no cell can end. A mark that is
    never closed, or only by the one that opens a later cell, is part of its cell.

    No character is looked at more than a few times.
    """
    reader = _Reader(text, separator)
    number = 0
    position = start
    while position < len(text):
        cells: list[str] = []
        while True:
            cell, position = reader.read_cell(position)
            cells.append(cell.strip())
            if position >= len(text) or text[position] == "\n":
                break
            position += 1
        if position + 1 == len(text) and text[position] == separator:
            cells.append("")
        position += 1
        number += 1
        yield Row(number, cells)


class _Reader:
    """Reads cell by cell; `_literal_until` is the place before which no mark opens a cell."""

    def __init__(self, text: str, separator: str) -> None:
        self._text = text
        self._separator = separator
        self._end = re.compile(f"[\n{re.escape(separator)}]")
        self._blanks = re.compile("[ ]*" if separator == "\t" else "[ \t]*")
        self._closes = re.compile(f"{self._blanks.pattern}(?:[\n{re.escape(separator)}]|\\Z)")
        self._is_escaped = _ESCAPED.search(text, 0, _SAMPLE_CHARACTERS) is not None
        self._literal_until = 0

    def read_cell(self, start: int) -> tuple[str, int]:
        """The cell that begins at `start`, and where the sign or the line end behind it stands."""
        text = self._text
        blanks = self._blanks.match(text, start)
        opening = blanks.end() if blanks else start
        if text[opening : opening + 1] == '"' and opening >= self._literal_until:
            quoted = self._read_quoted(opening)
            if quoted:
                return quoted
        end = self._end.search(text, start)
        stop = end.start() if end else len(text)
        cell = text[start:stop]
        return ("" if cell.strip() == '""' else cell), stop

    def _read_quoted(self, opening: int) -> tuple[str, int] | None:
        """The cell in quotation marks that is opened there; None if it is not closed."""
        text = self._text
        limit = min(len(text), opening + _MAX_QUOTED)
        first = _RUN.match(text, opening)
        length = first.end() - opening if first else 1
        if length % 2 == 0 and self._closes.match(text, opening + length):
            return self._unescape(text[opening + 1 : opening + length - 1]), self._behind(
                opening + length
            )
        position = opening + (length if length % 2 else 1)
        for run in _RUN.finditer(text, position, limit):
            begin, end = run.span()
            if self._is_escaped and text[begin - 1] == "\\" and text[begin - 2] != "\\":
                begin += 1  # the first of them is part of the cell
            if (end - begin) % 2 == 0:
                continue
            if self._closes.match(text, end):
                return self._unescape(text[opening + 1 : end - 1]), self._behind(end)
            before = text[begin - 1]
            if end - begin == 1 and before in (self._separator, "\n") and begin - 1 > opening:
                limit = begin
                break
        self._literal_until = limit
        return None

    def _behind(self, position: int) -> int:
        blanks = self._blanks.match(self._text, position)
        return blanks.end() if blanks else position

    def _unescape(self, cell: str) -> str:
        cell = cell.replace('""', '"')
        return cell.replace('\\"', '"') if self._is_escaped else cell
