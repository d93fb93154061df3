"""The tables of reStructuredText: drawn ones, simple ones, lists and values as rows."""

import csv
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.formats.rest.lines import BULLET, FIELD, find_indented, hang

SIMPLE_RULE = re.compile(r"=+(?: +=+)+")
_SPAN_RULE = re.compile(r"-+(?: +-+)*")
_PART = re.compile(r"\+[-=]{2,}(?=\+)|^\+[-=]+\+$")
_DRAWN = re.compile(r"[-=+]+")
_HEADER_RULE = re.compile(r"\+[=+]+")
_MAX_COLUMNS = 100
_MAX_BESIDE = 100
"""Characters of a cell of a drawn table that is said in each of the rows that it stands beside."""
_MAX_SIMPLE = 2000
"""Lines of a simple table."""
_ITEM_MARK = re.compile(r"^(?:[-*+] +|\|(?: |$))")
_DIRECTIVE = re.compile(r"\.\. +(?:\|[^|]{1,60}\| +)?(?P<name>[\w-]{1,40})::")
_PADDING = "\ue00b"
"""The second column of a wide character."""
_PICTURES = ("image", "figure", "raw", "include")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, their markup still in them, and how many of the first are headers."""

    rows: list[list[str]]
    headers: int = 0


def read_grid(lines: Sequence[str]) -> Table | None:
    """The table that `lines`, all beginning with "+" or "|", draw; None if they draw none."""
    lines = [_pad(line) for line in lines]
    columns = sorted(
        {n for line in lines if line[:1] == "+" for n, sign in enumerate(line) if sign == "+"}
    )
    if not 2 <= len(columns) <= _MAX_COLUMNS or any(line[:1] not in "+|" for line in lines):
        return None
    header_end = next((n for n, line in enumerate(lines) if n and _HEADER_RULE.fullmatch(line)), 0)
    rows: list[list[str]] = []
    cells: dict[int, list[str]] = {}
    headers = 0
    for number, line in enumerate(lines):
        above: dict[int, list[str]] = {}
        if _PART.search(line):
            if cells:
                row = {n: _join(cells[n]) for n in sorted(cells)}
                if number <= header_end:  # what spans columns is above each of them
                    row = {
                        n: row[max((m for m in row if m <= n), default=min(row))]
                        for n in columns[:-1]
                    }
                rows.append(list(row.values()))
                above, cells = cells, {}
            if number == header_end:
                headers = len(rows)
            if _DRAWN.fullmatch(line):
                continue
        if line[columns[-1] : columns[-1] + 1] not in ("|", "+"):  # words too long for their cell
            for n, cell in zip(columns, line.strip("|").split("|", len(columns) - 2), strict=False):
                cells.setdefault(n, []).append(_clean(cell))
            continue
        start = 0
        for column in columns[1:]:
            if line[column : column + 1] in ("|", "+"):
                cell = line[start + 1 : column]
                if not _DRAWN.fullmatch(cell):  # else it is beside a cell that goes on
                    beside = " ".join(filter(None, above.get(start, ())))
                    if 0 < len(beside) <= _MAX_BESIDE and number > header_end:
                        cells[start] = [beside]
                    cells.setdefault(start, []).append(_clean(cell))
                start = column
    return Table(rows, headers) if rows else None


def read_simple(lines: Sequence[str]) -> Table | None:
    """The table between rules such as "====  ====", with which `lines` begin and end."""
    starts = [match.start() for match in re.finditer("=+", lines[0])]
    if not 2 <= len(starts) <= _MAX_COLUMNS:
        return None
    rules = [number for number, line in enumerate(lines) if SIMPLE_RULE.fullmatch(line)]
    header_end = rules[1] if len(rules) > 2 else 0
    rows: list[list[str]] = []
    headers = 0
    row: list[str] = []
    for number, line in enumerate(map(_pad, lines[1:]), 1):
        is_rule = bool(_SPAN_RULE.fullmatch(line) or SIMPLE_RULE.fullmatch(line))
        if row and (is_rule or line[: starts[1]].strip()):
            spans = [match.start() for match in re.finditer("-+", line)] if is_rule else starts
            cells = _read_spans(row, spans or starts)
            if number <= header_end:  # what spans columns is above each of them
                cells = [cells[bisect_right(spans or starts, n) - 1] for n in starts]
            rows.append(cells)
            row = []
        if number == header_end:
            headers = len(rows)
        if line and not is_rule:
            row.append(line)
    return Table(rows, headers) if rows else None


def _read_spans(lines: Sequence[str], starts: Sequence[int]) -> list[str]:
    """The cells of a row, from each of `starts` to the next; no word is cut there."""
    cells: list[list[str]] = [[] for _ in starts]
    for line in lines:
        begin = 0
        for cell, after in zip(cells, [*starts[1:], len(line)], strict=True):
            end = max(begin, after)
            while begin < end < len(line) and " " not in line[end - 1 : end + 1]:
                end += 1
            cell.append(_clean(line[begin:end]))
            begin = end
    return [_join(cell) for cell in cells]


def find_simple_end(lines: Sequence[str], start: int, known: int = 0) -> tuple[int | None, int]:
    """The number behind the rule that ends the simple table at `start`: one with a blank line, or
    nothing, below it; None if there is none. And how far was looked, to be given as `known` where
    the next one is looked for: each line is looked at once."""
    number = max(start + 1, known)
    while number < min(start + _MAX_SIMPLE, len(lines)):
        line = lines[number]
        is_rule = SIMPLE_RULE.fullmatch(line)
        if is_rule and (number + 1 == len(lines) or not lines[number + 1]):
            return number + 1, number
        if not line and not lines[number - 1]:
            break
        number += 1
    return None, number


def read_rows(lines: Sequence[str], options: dict[str, str]) -> Table | None:
    """The table of a list of lists, such as "* - first" and "  - second"."""
    rows: list[list[str]] = []
    number = 0
    while number < len(lines):
        mark = BULLET.match(lines[number])
        if mark is None:
            number += 1
            continue
        end = find_indented(lines, number + 1)
        item = hang(lines[number][mark.end() :], lines[number + 1 : end])
        rows.append(_split_items(item))
        number = max(end, number + 1)
    return Table(rows, _count(options)) if rows else None


def _split_items(lines: Sequence[str]) -> list[str]:
    cells: list[list[str]] = []
    for line in lines:
        mark = BULLET.match(line)
        if mark or not cells:
            cells.append([_clean(line[mark.end() :] if mark else line)])
        else:
            cells[-1].append(_clean(line))
    return [_join(cell) for cell in cells]


def read_values(lines: Sequence[str], options: dict[str, str]) -> Table | None:
    """The table of values with commas between them, its header that of the options if there is."""
    delimiter = {"tab": "\t", "space": " "}.get(
        options.get("delim", ","), options.get("delim", ",")
    )
    header = [options["header"]] if options.get("header") else []
    try:
        rows = [
            [" ".join(cell.split()) for cell in row]
            for row in csv.reader(
                [*header, *(f"{line}\n" for line in lines)],
                delimiter=delimiter or ",",
                skipinitialspace=True,
            )
            if row
        ]
    except (csv.Error, TypeError):
        return None
    return Table(rows, len(header) or _count(options)) if rows else None


def _count(options: dict[str, str]) -> int:
    count = options.get("header-rows", "0")
    return int(count) if count.isdecimal() and len(count) < 3 else 0


def _join(parts: Iterable[str]) -> str:
    """The lines of a cell, without what a picture in it is made with."""
    said: list[str] = []
    is_picture = False
    for part in filter(None, parts):
        directive = _DIRECTIVE.match(part)
        is_picture = (directive is not None and directive["name"] in _PICTURES) or (
            is_picture and FIELD.match(part) is not None
        )
        if not is_picture:
            said.append(part)
    return " ".join(said)


def _clean(cell: str) -> str:
    return _ITEM_MARK.sub("", cell.replace(_PADDING, "").strip())


def _pad(line: str) -> str:
    """`line` with a character for each column of a fixed-width font: Chinese ones take two."""
    if line.isascii():
        return line
    return "".join(c + _PADDING if unicodedata.east_asian_width(c) in "WF" else c for c in line)
