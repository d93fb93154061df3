"""The tables of AsciiDoc as rows of cells."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_CELL = re.compile(
    r"(?:(?<=\s)|^)(?P<spec>(?:(?P<count>\d{1,2})(?:\.(?P<deep>\d{1,2}))?[+*]|\.(?P<rows>\d{1,2})\+)?[<^>.]{0,4}[a-z]?)\|"
    r"|(?<!\\)\|"
)
_COLUMNS = re.compile(r"cols=(?:\"(?P<quoted>[^\"]{1,300})\"|(?P<bare>\d{1,3}))")
_REPEATED = re.compile(r"(\d{1,3})\*")
_MAX_COLUMNS = 100
_MAX_SPAN = 10
_NESTED = re.compile(r"!={3,}")


def read_rows(lines: Sequence[str], style: str, sign: str) -> tuple[list[list[str]], bool]:
    """The rows of the table with `lines` between its delimiters, their markup still in them, and
    whether the first is a header. `sign` is the first of the delimiter."""
    said = [line for line in lines if line]
    if not said:
        return [], False
    first = next(number for number, line in enumerate(lines) if line)
    is_apart = first + 1 < len(lines) and not lines[first + 1]
    has_header = "header" in style or (is_apart and len(said) > 1)
    if sign in ",:" or "csv" in style or "dsv" in style:
        delimiter = ":" if sign == ":" or "dsv" in style else ","
        return [[cell.strip() for cell in row] for row in csv.reader(said, delimiter=delimiter)], (
            has_header
        )
    cells: list[_Cell] = []
    in_first = 0
    nested: list[str] | None = None  # the rows so far of a table within a cell
    for line in said:
        is_edge = sign == "|" and bool(cells) and bool(_NESTED.fullmatch(line.strip()))
        if nested is not None and not is_edge and not line.startswith("|"):
            nested.append(_read_nested(line))
            continue
        if nested is not None:
            cells[-1].parts.append("; ".join(nested))
        nested = [] if is_edge and nested is None else None
        if not is_edge:
            _add_cells(line.replace("!", "|") if sign == "!" else line, cells)
        in_first = in_first or sum(cell.columns for cell in cells)
    if nested:
        cells[-1].parts.append("; ".join(nested))
    return _lay_out(cells, _count_columns(style) or in_first or 1), has_header


@dataclass(slots=True)
class _Cell:
    """What stands in a cell, line by line, how many rows and columns it stands beside, and whether
    it is as many cells instead."""

    rows: int = 1
    columns: int = 1
    is_repeated: bool = False
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(filter(None, map(str.strip, self.parts))).replace("\\|", "|")


def _add_cells(line: str, cells: list[_Cell]) -> None:
    start = 0
    for match in _CELL.finditer(line):
        if cells:
            cells[-1].parts.append(line[start : match.start()])
        start = match.end()
        is_span = bool(match["spec"]) and "+" in match["spec"]
        rows = int(match["deep"] or match["rows"] or 1) if is_span else 1
        columns = max(int(match["count"] or 1), 1)
        cells.append(_Cell(min(rows, _MAX_SPAN), min(columns, _MAX_SPAN), not is_span))
    if cells:
        cells[-1].parts.append(line[start:])


def _read_nested(line: str) -> str:
    """The row `line` of a table within a cell, its cells with commas between them."""
    return ", ".join(filter(None, map(str.strip, line.split("!"))))


def _lay_out(cells: Sequence[_Cell], columns: int) -> list[list[str]]:
    """Rows of `columns` cells; one that stands beside several rows is in each of them that has a
    cell of its own, so that nothing grows by more than its rows."""
    rows: list[list[str]] = []
    row: list[str] = []
    beside: dict[int, tuple[str, int]] = {}  # by column: the text, and for how many rows more
    has_own = False
    for text, deep in _spread(cells):
        while len(row) == columns or len(row) in beside:
            if len(row) == columns:
                rows += [row] if has_own else []
                row, has_own = [], False
            else:
                row.append(_take(beside, len(row)))
        if deep > 1:
            beside[len(row)] = (text, deep - 1)
        row.append(text)
        has_own = True
    while len(row) in beside and len(row) < columns:
        row.append(_take(beside, len(row)))
    return [*rows, row] if has_own else rows


def _spread(cells: Sequence[_Cell]) -> Iterator[tuple[str, int]]:
    """The text of each cell of a row, and how many rows it stands beside."""
    for cell in cells:
        text = cell.text
        yield text, cell.rows
        for _ in range(cell.columns - 1):
            yield (text if cell.is_repeated else ""), cell.rows


def _take(beside: dict[int, tuple[str, int]], column: int) -> str:
    text, left = beside.pop(column)
    if left > 1:
        beside[column] = (text, left - 1)
    return text


def _count_columns(style: str) -> int:
    match = _COLUMNS.search(style)
    if match is None:
        return 0
    if match["bare"]:
        return min(int(match["bare"]), _MAX_COLUMNS)
    count = 0
    for column in re.split("[,;]", match["quoted"]):
        repeated = _REPEATED.match(column.strip())
        count += int(repeated[1]) if repeated else 1
    return min(count, _MAX_COLUMNS)
