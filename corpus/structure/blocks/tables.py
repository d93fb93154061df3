"""Tables drawn with bars, boxes, tabs, columns of spaces or one sign between the cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.structure.blocks.lines import SENTENCE_END, Line, columns

_BAR = re.compile("[|│┃║¦]")
_BORDER = re.compile(r"[\s|│┃║¦+\-=_:─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╒╕╘╛╞╡╪╟╢╫]+")
_COLUMN_RULE = re.compile(r"(?:[-=]{2,}\s+)+[-=]{2,}")
_GAP = re.compile(r"\s{2,}|\t+")
_FIELD_SIGNS = ("\t", ":", ";", "|", ",")
_MIN_FIELD_ROWS = 5
_MIN_GRID_GROUPS = 3
"""A header and two rows, from which on rules may part rows."""
_MIN_COLUMN_ROWS = 3
_MIN_COLUMNS = 3
_MAX_CELL = 60


@dataclass(frozen=True, slots=True)
class Table:
    """The texts of the rows, and how many of the first are its header."""

    rows: tuple[str, ...]
    headers: int


def read_table(lines: Sequence[Line]) -> Table | None:
    """The table that `lines`, a block without blank ones, are as a whole; None if they are none."""
    said = [line for line in lines if not line.says_nothing]
    if len(said) < 2:
        return None
    return _read_barred(lines) or _read_columns(lines) or _read_fields(lines)


def _read_barred(lines: Sequence[Line]) -> Table | None:
    """A table with bars, such as Markdown's, a database's or one of box characters."""
    if not any(_BAR.search(line.text) for line in lines):
        return None
    said = [line for line in lines if not _BORDER.fullmatch(line.text)]
    barred = [line for line in said if _BAR.search(line.text)]
    framed = sum(line.text[0] in "|│┃║" for line in barred)
    if len(said) < 2 or len(barred) < len(said) or (
        2 * framed < len(said) and len(lines) == len(said)
    ):  # fmt: skip
        return None
    if len({len(_BAR.findall(line.text)) for line in said}) > 2:
        return None
    first_rule = next((n for n, line in enumerate(lines[1:], 1) if line.says_nothing), 0)
    above = [line for line in lines[:first_rule] if not line.says_nothing]
    if not above and first_rule:  # framed: the rule below the header is the second
        second = (n for n, line in enumerate(lines[first_rule + 1 :]) if line.says_nothing)
        above = said[: next(second, 0)]
    is_framed = 2 * framed >= len(said)
    rows = _merge_grid(lines, is_framed) or _merge_rows(
        [_split_cells(line.text, is_framed) for line in said]
    )
    texts = tuple(" | ".join(cells).strip(" |") for cells in rows)
    return Table(texts, min(len(above), 1) if len(said) > len(above) else 0)


def _split_cells(text: str, is_framed: bool) -> list[str]:
    """The cells of the row `text`; bars at the ends of a framed one are no more than its frame."""
    cells = [cell.strip() for cell in _BAR.split(text)]
    if not is_framed:
        return cells
    first = 1 if _BAR.match(text) else 0
    return cells[first : -1 if len(cells) > first + 1 and _BAR.match(text[-1]) else None]


def _merge_grid(lines: Sequence[Line], is_framed: bool) -> list[list[str]]:
    """The rows of a table in which rules part them, as cells of several lines show: a line that
    leaves a cell empty. [] if it is none, so that a line is a row."""
    groups: list[list[list[str]]] = [[]]
    for line in lines:
        if line.says_nothing and _BORDER.fullmatch(line.text) and not _is_empty_row(line.text):
            groups.append([])
        else:
            groups[-1].append(_split_cells(line.text, is_framed))
    groups = [group for group in groups if group]
    further = [row for group in groups[1:] for row in group[1:]]
    if len(groups) < _MIN_GRID_GROUPS or not any("" in row for row in further):
        return []
    return [
        [" ".join(filter(None, cells)) for cells in zip_longest(*group, fillvalue="")]
        for group in groups
    ]


def _is_empty_row(text: str) -> bool:
    return not text.replace("|", "").replace("│", "").strip()


def _merge_rows(rows: list[list[str]]) -> list[list[str]]:
    """A row whose first cell is empty goes on with the cells of the row above it, if none of its
    cells begins anew."""
    merged: list[list[list[str]]] = []
    for cells in rows:
        if merged and len(cells) == len(merged[-1]) and _is_further(cells):
            for parts, cell in zip(merged[-1], cells, strict=True):
                parts.append(cell)
        else:
            merged.append([[cell] for cell in cells])
    return [[" ".join(filter(None, parts)) for parts in row] for row in merged]


def _is_further(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell]
    return not cells[0] and len(said) < len(cells) and any(cell[0].islower() for cell in said)


def _read_columns(lines: Sequence[Line]) -> Table | None:
    """A table whose cells stand below each other, with or without a rule below the header."""
    said = [line for line in lines if not line.says_nothing]
    cells = [_GAP.split(line.text) for line in said]
    wide = sum(len(row) >= 2 for row in cells)
    if not wide:
        return None
    rule = next((n for n, line in enumerate(lines) if _COLUMN_RULE.fullmatch(line.text)), None)
    if rule is not None and rule > 0 and wide >= 0.5 * len(said):
        headers = sum(not line.says_nothing for line in lines[:rule])
        return Table(_merge_lines(said, headers), 1) if headers < len(said) else None
    three = sum(len(row) >= _MIN_COLUMNS for row in cells)
    if len(said) < _MIN_COLUMN_ROWS or wide < len(said) or 3 * three < 2 * len(said):
        return None
    if any(len(cell) > _MAX_CELL for row in cells for cell in row[:-1]) or not _aligned(said):
        return None
    # Justified prose has gaps, too, but it is full of sentences and its gaps stand anywhere.
    if sum(bool(SENTENCE_END.search(line.text)) for line in said) > len(said) / 2:
        return None
    return Table(tuple(line.text for line in said), int(_is_header(cells)))


def _merge_lines(said: Sequence[Line], headers: int) -> tuple[str, ...]:
    """The rows; a header of several lines is one, and a line without a first cell goes on."""
    left = min(line.indent for line in said)
    rows: list[list[str]] = [[line.text for line in said[:headers]]]
    for line in said[headers:]:
        if line.indent > left + 2 and len(rows) > 1:
            rows[-1].append(line.text)
        else:
            rows.append([line.text])
    return tuple(" ".join(row) for row in rows)


def _aligned(said: Sequence[Line]) -> bool:
    """Whether at least one column begins at the same place in most lines."""
    begins: dict[int, int] = {}
    for line in said:
        for match in _GAP.finditer(line.text):
            column = line.indent + columns(line.text[: match.end()].expandtabs())
            begins[column] = begins.get(column, 0) + 1
    ends: dict[int, int] = {}
    for line in said:
        for match in _GAP.finditer(line.text):
            column = line.indent + columns(line.text[: match.start()].expandtabs())
            ends[column] = ends.get(column, 0) + 1
    most = max((*begins.values(), *ends.values()), default=0)
    return most >= 0.7 * len(said) or any("\t" in line.text for line in said)


def _is_header(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the first row holds words alone where the others hold numbers."""
    first, rest = cells[0], cells[1:]
    if any(character.isdigit() for cell in first for character in cell):
        return False
    digits = sum(any(character.isdigit() for cell in row for character in cell) for row in rest)
    return 2 * digits > len(rest) or all(cell.isupper() for cell in first)


def _read_fields(lines: Sequence[Line]) -> Table | None:
    """Records of a file for machines: a line each, one sign between the fields."""
    said = [line for line in lines if not line.says_nothing]
    if len(said) < _MIN_FIELD_ROWS:
        return None
    for sign in _FIELD_SIGNS:
        counts = [line.text.count(sign) for line in said]
        usual = sorted(counts)[len(counts) // 2]
        if usual < (1 if sign == "\t" else 2) or min(counts) == 0:
            continue
        alike = sum(count == usual for count in counts)
        tight = sum(f"{sign} " not in line.text for line in said)
        if alike >= 0.9 * len(said) and (sign == "\t" or 2 * tight > len(said)):
            is_commented = said[0].text.startswith("#")
            headed = is_commented or _is_header([line.text.split(sign) for line in said])
            texts = [line.text for line in said]
            texts[0] = texts[0].lstrip("# ") or texts[0]
            return Table(tuple(texts), int(headed))
    return None
