"""Which row of a table names its columns, if any does."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.tables.columns import Columns, sort_columns
from corpus.structure.speakers.talk import ends_in_question

_MAX_LOOKED_AT = 20
"""Rows that may stand above the names."""
_MAX_NAME = 80
MIN_TEXT = 100
"""Characters, on average, of a text that stands for itself, without a title."""
_MIN_SENTENCE_WORDS = 4
_MIN_QUESTION_WORDS = 3
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_NO_NAME = re.compile(
    r"[\W\d_]*\d[\W\d_]*[^\W\d_]{0,3}|true|false|yes|no|null|none|n/?a|\S+@\S+\.\S+|https?://\S+"
    r"|\d{4}-\d\d-\d\d\S*",
    re.IGNORECASE,
)
"""A number, with its unit or without, a day, a time, an address: what stands below names."""
_ASKED_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Shape:
    """`header_row` is the number of the row with the `names`, 0 if there is none; `width` how many
    cells most rows have. `columns` are what they are for; `level` is that of headings which a row
    has, below those that are rows."""

    header_row: int
    names: tuple[str, ...]
    width: int
    columns: Columns
    level: int

    def widen(self, cells: list[str]) -> list[str]:
        """`cells` with empty ones at their end, as many as there are names, and columns in use."""
        missing = max(len(self.names), self._used) - len(cells)
        return [*cells, *[""] * missing] if missing > 0 else cells

    @property
    def _used(self) -> int:
        return max(self.columns.numbers, default=-1) + 1


def find_shape(rows: Sequence[Sequence[str]]) -> Shape:
    """What a table is like, from its first rows."""
    widths = Counter(len(row) for row in rows if any(row))
    width = widths.most_common(1)[0][0] if widths else 1
    level = 2 if any(_is_single(row) for row in rows) else 1
    first = next((n for n, row in enumerate(rows[:_MAX_LOOKED_AT]) if _fills(row, width)), None)
    if first is None or width == 1:
        return Shape(0, (), width, Columns(), level)
    names = tuple(rows[first])
    columns = sort_columns(names)
    below = rows[first + 1 :]
    if columns.has_answers or _are_names(names, below):
        if columns.texts and columns.title is None and _are_short(columns, below):
            columns = Columns()
        return Shape(first + 1, names, width, columns, level)
    return Shape(0, (), width, _find_answers(rows), level)


def _are_short(columns: Columns, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the texts of a table without titles are but entries beside others."""
    texts = [row[n] for n in columns.texts for row in rows if n < len(row) and row[n]]
    return sum(map(len, texts)) < MIN_TEXT * len(texts)


def _is_single(row: Sequence[str]) -> bool:
    return len(row) > 1 and bool(row[0]) and not any(row[1:])


def _fills(row: Sequence[str], width: int) -> bool:
    """Whether a row has as many cells as most, and most of them hold something."""
    held = sum(map(bool, row))
    return len(row) >= width and held >= 2 and 2 * held >= width


def _are_names(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the cells of `row` name what stands below: they are short, and no numbers, days,
    addresses or sentences; years may be."""
    held = [cell for cell in row if cell]
    years = sum(bool(_YEAR.fullmatch(cell)) for cell in held)
    others = [cell for cell in held if not _YEAR.fullmatch(cell)]
    if not others or not any(map(any, below)):
        return False
    if years and row[0] != others[0]:
        return False
    return all(_is_name(cell) for cell in others) and len(set(others)) > len(others) // 2


def _is_name(cell: str) -> bool:
    words = len(cell.split())
    if len(cell) > _MAX_NAME or "\n" in cell or _NO_NAME.fullmatch(cell):
        return False
    if cell[-1] in ".!。।" and words >= _MIN_SENTENCE_WORDS:
        return False
    return not (ends_in_question(cell) and words >= _MIN_QUESTION_WORDS)


def _find_answers(rows: Sequence[Sequence[str]]) -> Columns:
    """The columns of a table without names: questions and answers, if one column asks and another
    one does not; none else."""
    filled = [row for row in rows if sum(map(bool, row)) > 1]
    width = min(map(len, filled), default=0)
    asking = [_share_of_questions(filled, n) for n in range(width)]
    for number in range(width - 1):
        if asking[number] >= _ASKED_SHARE and asking[number + 1] < _ASKED_SHARE / 2:
            return Columns(questions=(number,), answers=(number + 1,))
    return Columns()


def _share_of_questions(rows: Sequence[Sequence[str]], column: int) -> float:
    return sum(ends_in_question(row[column]) for row in rows) / len(rows)
