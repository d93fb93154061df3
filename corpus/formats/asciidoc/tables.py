"""The tables of AsciiDoc as rows of cells."""

import csv
import re
from collections.abc import Sequence

_CELL = re.compile(
    r"(?:(?<=\s)|^)(?P<spec>(?:(?P<count>\d{1,2})(?:\.\d{1,2})?[+*]|\.\d{1,2}\+)?[<^>.]{0,4}[a-z]?)\|"
    r"|(?<!\\)\|"
)
_COLUMNS = re.compile(r"cols=(?:\"(?P<quoted>[^\"]{1,300})\"|(?P<bare>\d{1,3}))")
_REPEATED = re.compile(r"(\d{1,3})\*")
_MAX_COLUMNS = 100
_MAX_SPAN = 10


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
    cells: list[list[str]] = []
    in_first = 0
    for line in said:
        _add_cells(line.replace("!", "|") if sign == "!" else line, cells)
        in_first = in_first or len(cells)
    columns = _count_columns(style) or in_first or 1
    texts = [" ".join(filter(None, map(str.strip, cell))).replace("\\|", "|") for cell in cells]
    rows = [texts[n : n + columns] for n in range(0, len(texts), columns)]
    return rows, has_header


def _add_cells(line: str, cells: list[list[str]]) -> None:
    start = 0
    for match in _CELL.finditer(line):
        if cells:
            cells[-1].append(line[start : match.start()])
        start = match.end()
        spanned = int(match["count"] or 1) if match["spec"] and "+" in match["spec"] else 1
        cells += [[] for _ in range(min(spanned, _MAX_SPAN))]
    if cells:
        cells[-1].append(line[start:])


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
