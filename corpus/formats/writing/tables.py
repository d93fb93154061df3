"""Tables: a paragraph a row, each with the header and what stands above the table as context."""

from dataclasses import replace

from corpus.formats.writing.block_writer import BlockWriter

_CELL_BREAK = " | "
_FREE_REPEATS = 10_000
"""Characters of cells that are repeated whatever the table holds."""


class TableWriter:
    """One table after another, row by row."""

    def __init__(self, writer: BlockWriter) -> None:
        self.is_open = False
        self._writer = writer
        self._lead: tuple[int, ...] = ()
        self._header: int | None = None
        self._has_rows = False
        self._is_first = True
        self._signs: list[str] = []
        """Rows of nothing but signs, which go with the next one."""

    def open(self, lead: tuple[int, ...]) -> None:
        """Begins a table, of which the blocks `lead` are context."""
        self.is_open, self._lead = True, lead
        self._header, self._has_rows, self._is_first = None, False, True
        self._signs = []

    def add_row(self, line: str, *, is_header: bool = False, is_literal: bool = False) -> None:
        """Adds a row, or the header if nothing stands above it. A row without a letter says
        nothing, unless its signs are meant (`is_literal`): nothing finds it by itself, and it
        stands in one with the next row."""
        if not any(character.isalnum() for character in line):
            if is_literal:
                self._signs.append(line)
            return
        is_header = is_header and self._is_first
        if not is_header and self._signs:
            line = "\n".join((*self._signs, line))
            self._signs = []
        context = self._lead if self._header is None else (*self._lead, self._header)
        number = self._writer.add(
            line, "table", context, is_quoted=not is_header, is_tight=not self._is_first
        )
        self._is_first = False
        if is_header:
            self._header = number
        else:
            self._has_rows = True

    def close(self) -> None:
        """Ends a table; its header is a row if there is no other. Rows of signs at its end go with
        the last one."""
        if self._signs and not self._is_first:
            last = self._writer.blocks[-1]
            self._writer.blocks[-1] = replace(last, text="\n".join((last.text, *self._signs)))
        if self._header is not None and not self._has_rows:
            blocks = self._writer.blocks
            blocks[self._header] = replace(blocks[self._header], is_quoted=True)
        self.is_open = False


class HangingCells:
    """The cells of one table that go on in the rows below, by their column."""

    def __init__(self) -> None:
        self._hanging: dict[int, tuple[str, int]] = {}
        self._left = _FREE_REPEATS

    def add(self, cells: list[str], text: str, rows: int) -> None:
        """Adds to `cells`, those of a row so far, what hangs down in front of the next one, and
        that, which goes over `rows` rows: until that were far more than the table holds."""
        self.end(cells)
        self._left += 2 * len(text)
        if rows > 1:
            self._hanging[len(cells)] = text, rows - 1
        cells.append(text)

    def end(self, cells: list[str]) -> None:
        """Adds to `cells` what hangs down behind the last one."""
        while len(cells) in self._hanging:
            text, rows = self._hanging.pop(len(cells))
            self._left -= len(text) + 1
            if self._left < 0:
                self._hanging.clear()
                return
            if rows > 1:
                self._hanging[len(cells)] = text, rows - 1
            cells.append(text)


def join_cells(cells: list[str]) -> str:
    """A row on one line, without the empty cells at its end."""
    last = len(cells)
    while last and not cells[last - 1]:
        last -= 1
    return _CELL_BREAK.join(cells[:last])
