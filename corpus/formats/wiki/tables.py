"""Tables in the source of a wiki page."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.formats.html_text import is_hiding
from corpus.formats.wiki.gaps import HOLE, LEFT_OUT

_OPENING = re.compile(r":{0,9}\s{0,9}\{\|")
_ATTRIBUTES = re.compile(r"([^|\[\]]{0,300})\|(?!\|)")
_SPAN = re.compile(r"(row|col)span\s{0,3}=\s{0,3}[\"']?\s{0,3}([0-9]{1,4})", re.IGNORECASE)
_MAX_CELLS = 60
_MAX_SPAN = 200

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class WikiTable:
    """So many lines of a page that are a table: what is written above it, and its rows, of which
    the first is its header if it `has_header`; no rows if it is hidden or empty."""

    length: int
    caption: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    has_header: bool = False


def read_table(lines: Sequence[str], number: int, clean: Clean) -> WikiTable:
    """The table that begins in a line, up to the end of the page if nothing closes it. Tables in it
    are left out."""
    reader = _TableReader(clean)
    depth = 0
    end = number
    is_hidden = False
    while end < len(lines):
        line = lines[end].strip()
        end += 1
        if _OPENING.match(line):
            depth += 1
            is_hidden |= depth == 1 and is_hiding(line)
        elif line.startswith("|}"):
            depth -= 1
            if not depth:
                break
        elif depth == 1:
            reader.feed(line)
    if is_hidden:
        return WikiTable(end - number)
    rows, has_header = reader.finish()
    return WikiTable(end - number, clean(reader.caption), rows, has_header)


class _TableReader:
    """A table, line by line."""

    def __init__(self, clean: Clean) -> None:
        self.caption = ""
        self._clean = clean
        self._rows: list[list[str]] = [[]]
        self._headers: list[bool] = []
        self._spanning: dict[int, tuple[int, str]] = {}
        """Columns that a cell above reaches down to: for so many rows more."""
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._is_caption = False
        self._is_hidden = False

    def feed(self, line: str) -> None:
        """The next line."""
        if line.startswith("|-"):
            self._end_row()
            self._is_hidden = is_hiding(line)
        elif line.startswith("|+"):
            self._end_cell()
            self._is_caption = True
            self.caption = _ATTRIBUTES.sub("", line[2:], count=1)
        elif line.startswith(("|", "!")):
            is_header = line.startswith("!")
            line = line.replace("!!", "||") if is_header else line
            for said in line[1:].split("||"):
                self._begin_cell(said, is_header)
        elif self._cell is not None:
            self._cell.append(line.lstrip("*#:;"))
        elif self._is_caption:
            self.caption += f" {line}"

    def finish(self) -> tuple[tuple[tuple[str, ...], ...], bool]:
        """All rows that say something, and whether the first is a header."""
        self._end_row()
        rows = [tuple(row) for row in self._rows if any(cell not in ("", LEFT_OUT) for cell in row)]
        return tuple(rows), bool(self._headers) and all(self._headers)

    def _begin_cell(self, said: str, is_header: bool) -> None:
        self._end_cell()
        self._is_caption = False
        attributes = _ATTRIBUTES.match(said)
        found = _SPAN.findall(attributes[1]) if attributes else []
        spans = {name.lower(): int(number) for name, number in found}
        self._spans = (
            min(max(1, spans.get("row", 1)), _MAX_SPAN),
            min(max(1, spans.get("col", 1)), _MAX_CELLS),
        )
        self._cell = [said[attributes.end() :] if attributes else said]
        if self._is_hidden or (attributes and is_hiding(attributes[1])):
            self._cell = []
        if len(self._rows) == 1:
            self._headers.append(is_header)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        written, self._cell = " ".join(self._cell), None
        said = self._clean(written) or (LEFT_OUT if HOLE in written else "")
        self._fill()
        row = self._rows[-1]
        rows, columns = self._spans
        for number in range(columns):
            if len(row) >= _MAX_CELLS:
                return
            if rows > 1:
                self._spanning[len(row)] = (rows - 1, said if not number else "")
            row.append(said if not number else "")

    def _end_row(self) -> None:
        self._end_cell()
        if self._rows[-1]:
            self._fill()
            self._rows.append([])

    def _fill(self) -> None:
        """Cells of rows above that reach down to here."""
        row = self._rows[-1]
        while len(row) in self._spanning:
            left, said = self._spanning.pop(len(row))
            if left > 1:
                self._spanning[len(row)] = (left - 1, said)
            row.append(said)
