"""Tables of text processors to pieces: rows of data, or what they only place on the page."""

from dataclasses import dataclass

from corpus.formats.html.pieces import Piece
from corpus.formats.html.tables import Cell, Table, lay_out
from corpus.formats.writing.tables import join_cells

_MAX_CELL = 600
"""Characters of a cell on average, above which a table places what stands in it on a page."""
_MAX_SPAN = 100
_NO_DATA = ("table_open", "heading", "code")


@dataclass(slots=True)
class _Cell:
    pieces: list[Piece]
    columns: int
    rows: int = 1
    is_header: bool = False

    @property
    def text(self) -> str:
        return " ".join(line for piece in self.pieces for line in piece.lines)

    @property
    def is_bold(self) -> bool:
        said = [piece for piece in self.pieces if piece.lines]
        return bool(said) and all(piece.is_bold for piece in said)


class TableBuilder:
    """One table, cell by cell."""

    def __init__(self) -> None:
        self._rows: list[list[_Cell]] = []
        self._heads: set[int] = set()
        self._column = 0
        self._merged: dict[int, _Cell] = {}
        """By its column, the cell that those below may go on."""

    def open_row(self) -> None:
        """Begins a row."""
        self._rows.append([])
        self._column = 0

    def mark_header(self) -> None:
        """The row that is being read is, or would be, of the header."""
        self._heads.add(len(self._rows) - 1)

    def drop_row(self) -> None:
        """The row that is being read is none."""
        if self._rows:
            self._heads.discard(len(self._rows) - 1)
            self._rows.pop()

    def add_cell(
        self,
        pieces: list[Piece],
        columns: int = 1,
        rows: int = 1,
        *,
        continues: bool = False,
        is_header: bool = False,
    ) -> None:
        """Adds a cell; one that `continues` is the one above it, and nothing in it is shown."""
        if not self._rows:
            self.open_row()
        columns = max(1, min(columns, _MAX_SPAN))
        above = self._merged.get(self._column) if continues else None
        if above is not None:
            above.rows += 1
        else:
            cell = _Cell(pieces, columns, max(1, rows), is_header)
            self._rows[-1].append(cell)
            self._merged[self._column] = cell
        self._column += columns

    def finish(self) -> list[Piece]:
        """The rows, each with the notes that it cites below the table; or, where these are no data,
        what stands in the cells, one after another."""
        cells = [cell for row in self._rows for cell in row]
        if self._places(cells):
            return [piece for cell in cells for piece in cell.pieces]
        self._find_header()
        table = Table(
            [[Cell(c.text, c.is_header, c.columns, c.rows) for c in row] for row in self._rows],
            self._heads,
        )
        pieces = [Piece("table_open")]
        for line_cells, is_header in lay_out(table):
            if line := join_cells(list(line_cells)):
                pieces.append(Piece("header" if is_header else "row", (line,)))
        pieces.append(Piece("table_close"))
        return pieces + [piece for cell in cells for piece in cell.pieces if piece.kind == "note"]

    def _places(self, cells: list[_Cell]) -> bool:
        if max(map(len, self._rows), default=0) <= 1:
            return True
        if any(piece.kind in _NO_DATA for cell in cells for piece in cell.pieces):
            return True
        return sum(len(cell.text) for cell in cells) > _MAX_CELL * len(cells)

    def _find_header(self) -> None:
        """A first row that is bold above one that is not is a header also where nobody says so."""
        first = 0
        while first in self._heads:
            first += 1
        # Cells of the header that go on below it take the rows beside them along.
        spans = [number + c.rows for number in range(first) for c in self._rows[number]]
        first = min(max(spans, default=0), max(first, len(self._rows) - 1))
        self._heads = set(range(first))
        if first or len(self._rows) < 2:
            return
        one, two = ([cell for cell in row if cell.pieces] for row in self._rows[:2])
        if one and all(c.is_bold for c in one) and not all(c.is_bold for c in two):
            self._heads = {0}
