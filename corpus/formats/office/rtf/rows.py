"""What RTF says of a row of a table before, or after, what stands in its cells."""

from dataclasses import dataclass, field

from corpus.formats.office.grounds import UNKNOWN, Rgb

_MAX_CELLS = 1000


@dataclass(slots=True)
class CellDefinition:
    """A cell: whether it goes on with the one above (`continues`), and whether what is in it is not
    shown, as it goes on with the one to the left or was deleted; its `ground`, if it has one."""

    continues: bool = False
    is_unseen: bool = False
    ground: Rgb | None = None


@dataclass(slots=True)
class RowDefinition:
    """A row, with its cells from left to right."""

    is_header: bool = False
    is_deleted: bool = False
    has_ground: bool = False
    cells: list[CellDefinition] = field(default_factory=list)
    _next: CellDefinition = field(default_factory=CellDefinition)

    def find_cell(self, number: int) -> CellDefinition:
        """The cell with that number, from 0."""
        return self.cells[number] if number < len(self.cells) else CellDefinition()

    def find_ground(self, number: int) -> Rgb | None:
        """What lies behind that cell; None if nothing does."""
        ground = self.find_cell(number).ground
        return UNKNOWN if ground is None and self.has_ground else ground

    def apply(self, name: str, number: int | None, colour: Rgb | None) -> None:
        """What a control word says of the row, or of the cell that is defined next; `colour` is
        that with its `number`."""
        cell = self._next
        match name:
            case "trhdr":
                self.is_header = True
            case "trdel":
                self.is_deleted = True
            case "clvmrg":
                cell.continues = True
            case "clmrg" | "cldel":
                cell.is_unseen = True
            case "clcbpat" if number and cell.ground != UNKNOWN:
                cell.ground = colour or UNKNOWN
            case "clshdng" if number:
                cell.ground = UNKNOWN
            case "clcbpatraw" if number:
                cell.ground = cell.ground or UNKNOWN
            case "trcbpat" | "trshdng" if number:
                self.has_ground = True
            case "cellx":
                if len(self.cells) < _MAX_CELLS:
                    self.cells.append(cell)
                self._next = CellDefinition()
            case _ if name.startswith("clbg"):  # a pattern
                cell.ground = UNKNOWN
