"""Tables: which of them hold data and which only place things on a page, and their rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.formats.html.elements import HEADINGS, Element, name_of

_MAX_CELL = 600
"""Characters of a cell on average, above which a table places what stands in it on a page."""
_MAX_SPAN = 100
_MIN_BUTTONS = 3
_BUTTON = re.compile(r"\[ ?[^\[\]]{1,30} ?\]")
_FREE_REPEATS = 10_000
_PLACING_ROLES = frozenset(("presentation", "none"))


@dataclass(slots=True)
class _Seen:
    """What a table holds, but for what tables in it hold."""

    is_placing: bool = False
    rows: int = 0
    cells: int = 0
    """Those with words."""
    length: int = 0
    has_code: bool = False
    is_in_empty_cell: bool = False

    def add(self, text: str | None) -> None:
        if not text:
            return
        self.length += len(text)
        if self.is_in_empty_cell and not text.isspace():
            self.cells += 1
            self.is_in_empty_cell = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, over how many columns and rows it goes, and whether all of it is bold."""

    text: str
    is_header: bool
    columns: int = 1
    rows: int = 1
    is_bold: bool = False


@dataclass(slots=True)
class Table:
    """The rows of a table, as they are read. `heads` are the numbers of those in its head."""

    rows: list[list[Cell]] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)


def find_placing_tables(root: Element) -> frozenset[Element]:
    """The tables in `root` that hold no data: with a table, a heading or code listings in them, of
    one column beside empty cells or pictures, or with whole texts in their cells. One pass,
    whatever stands in what."""
    seen: dict[Element, _Seen] = {}
    stack: list[tuple[Element, _Seen]] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = name_of(element)
        if event == "end":
            if name == "table" and stack:
                stack.pop()
            if stack and element is not root:
                stack[-1][1].add(element.tail)
            continue
        if name == "table":
            if stack:
                stack[-1][1].is_placing = True
            own = seen[element] = _Seen(is_placing=element.get("role") in _PLACING_ROLES)
            stack.append((element, own))
        if stack:
            _count(stack[-1][1], element, name)
    return frozenset(element for element, own in seen.items() if _places(own))


def _count(own: _Seen, element: Element, name: str) -> None:
    own.rows += name == "tr"
    if name in ("td", "th", "tr"):
        own.is_in_empty_cell = name != "tr"
    own.add(element.text if name else None)
    own.has_code |= name == "pre"
    own.is_placing |= name in HEADINGS


def _places(own: _Seen) -> bool:
    if own.is_placing or own.cells <= own.rows or (own.has_code and own.rows <= 1):
        return True
    return own.length > _MAX_CELL * own.cells


def is_row_of_buttons(table: Table) -> bool:
    """Whether `table` is one row of words in square brackets, ways to other pages such as "[Up]"
    and "[ >> ]", as texi2html writes them."""
    said = [cell.text for row in table.rows for cell in row if cell.text]
    is_row = sum(any(cell.text for cell in row) for row in table.rows) == 1
    return is_row and len(said) >= _MIN_BUTTONS and all(map(_BUTTON.fullmatch, said))


def lay_out(table: Table) -> Iterator[tuple[tuple[str, ...], bool]]:
    """As `_lay_out`, without the columns at the left that are empty all the way down."""
    rows = list(_lay_out(table))
    empty = min((_count_empty(cells) for cells, _ in rows if any(cells)), default=0)
    return ((cells[empty:], is_header) for cells, is_header in rows)


def _count_empty(cells: tuple[str, ...]) -> int:
    return next((number for number, cell in enumerate(cells) if cell), len(cells))


def _lay_out(table: Table) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The cells of each row of `table`, from left to right, and whether they are its header. A cell
    that goes over several rows is in each, until that would be far more than the table holds."""
    left = _FREE_REPEATS + 2 * sum(len(cell.text) for row in table.rows for cell in row)
    hanging: dict[int, tuple[str, int]] = {}
    heads: list[list[str]] = []
    is_above = True
    table.heads |= _find_bold_head(table)
    for number, row in enumerate(table.rows):
        is_head = number in table.heads or (is_above and all(c.is_header for c in row))
        is_above = is_above and is_head
        cells: list[str] = []
        column = 0
        for cell in row:
            left -= _hang_down(cells, hanging)
            column = len(cells)
            repeats = min(cell.columns, _MAX_SPAN) if is_head else 1
            left -= (repeats - 1) * len(cell.text)
            if left < 0:
                repeats = 1
            cells += [cell.text] * repeats
            if cell.rows > 1 and left > 0 and len(hanging) < _MAX_SPAN:
                hanging.update((column + n, (cell.text, cell.rows - 1)) for n in range(repeats))
        left -= _hang_down(cells, hanging)
        if left < 0:  # one long cell may go over thousands of rows
            hanging = {place: ("", rows) for place, (_, rows) in hanging.items()}
        if is_above:
            heads.append(cells)
            continue
        if heads:
            yield _join_heads(heads), True
            heads = []
        yield tuple(cells), False
    if heads:
        yield _join_heads(heads), True


def _find_bold_head(table: Table) -> set[int]:
    """The number of the first row that says anything, if none is a header, it names several columns
    in bold letters and no number, and none of the two below it is all bold, too."""
    told = [number for number, row in enumerate(table.rows) if any(cell.text for cell in row)]
    if table.heads or len(told) < 2 or any(cell.is_header for cell in table.rows[told[0]]):
        return set()
    is_bold, *below = (_is_bold(table.rows[number]) for number in told[:3])
    names = sum(bool(cell.text) for cell in table.rows[told[0]])
    has_number = any(cell.text[:1].isdecimal() for cell in table.rows[told[0]])
    return {told[0]} if is_bold and names > 1 and not (any(below) or has_number) else set()


def _is_bold(row: list[Cell]) -> bool:
    return all(cell.is_bold for cell in row if cell.text)


def _hang_down(cells: list[str], hanging: dict[int, tuple[str, int]]) -> int:
    """Adds to `cells` those of rows above that go on in their place; gives their length."""
    length = 0
    while len(cells) in hanging:
        text, rows = hanging.pop(len(cells))
        if rows > 1:
            hanging[len(cells)] = text, rows - 1
        cells.append(text)
        length += len(text) + 1
    return length


def _join_heads(heads: list[list[str]]) -> tuple[str, ...]:
    """The rows of a head as one, column by column."""
    width = max(map(len, heads))
    columns = ([row[n] for row in heads if n < len(row) and row[n]] for n in range(width))
    return tuple(" ".join(dict.fromkeys(column)) for column in columns)
