"""Tables in the source of a wiki page."""

import re
from collections.abc import Callable, Sequence

from corpus.formats.html_text import is_hiding
from corpus.formats.wiki import HOLE, LEFT_OUT
from corpus.sources.pages import Table

_OPENING = re.compile(r":{0,9}\s{0,9}\{\|")
_ATTRIBUTES = re.compile(r"([^|\[\]]{0,300})\|(?!\|)")
_SPAN = re.compile(r"(row|col)span\s{0,3}=\s{0,3}[\"']?\s{0,3}([0-9]{1,4})", re.IGNORECASE)
_MAX_CELLS = 60
_MAX_SPAN = 200

Clean = Callable[[str], str]


def read_table(lines: Sequence[str], number: int, clean: Clean) -> tuple[int, str, Table | None]:
    """The table that begins in a line: how many lines it has, what is written above it, and its
    rows, None if it has none. Tables in it are left out."""
    reader = _TableReader(clean)
    depth = 0
    end = number
    while end < len(lines):
        line = lines[end].strip()
        end += 1
        if _OPENING.match(line):
            depth += 1
        elif line.startswith("|}"):
            depth -= 1
            if not depth:
                break
        elif depth == 1:
            reader.feed(line)
    return end - number, clean(reader.caption), reader.finish()


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

    def finish(self) -> Table | None:
        """All of it."""
        self._end_row()
        rows = [tuple(row) for row in self._rows if any(cell not in ("", LEFT_OUT) for cell in row)]
        if not rows:
            return None
        return Table(tuple(rows), bool(self._headers) and all(self._headers))

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
