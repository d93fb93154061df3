"""The numbers of the lines beside a text, as of laws and transcripts: no part of its sentences."""

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.words import Word

_MIN_LINES = 5
_MIN_STEPS = 3
"""Lines with a number where only each fifth has one, or the like."""
_MAX_DIGITS = 5
_MIN_COUNTING = 0.8
_MIN_WITHIN = 0.15
"""Of the numbered lines, that begin within a sentence: rows of a table and items do not."""
_MIN_LETTERS = 28
_MAX_OUTSIDE = 0.1
"""Of the lines of a page, that begin as far out as the numbers: headings, and what runs along."""
_MIN_FULL = 0.8
"""Of the width of the longest lines, that three of four have where sentences go on from one to the
next."""
_GAP = 0.3
"""Of the size, between a number and the text."""


@dataclass(frozen=True)
class _Number:
    line: int
    word: Word
    first: str
    """What stands first beside it; "" if nothing does."""
    is_long: bool
    """Whether that is as long as lines of running text are."""


def leave_out_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """The `lines` of a page without the numbers that count them, left or right of the text."""
    kept = list(lines)
    for place, outer in ((0, _reach_left), (-1, _reach_right)):
        numbers = [
            _Number(n, line.words[place], _read_first(line, place), _is_long(line))
            for n, line in enumerate(kept)
            if _is_number(line.words[place])
        ]
        if len(numbers) >= _MIN_STEPS:
            gone = {number.line for number in _take_outside(kept, numbers, place, outer)}
            rest_of = (_cut(line, place) if n in gone else line for n, line in enumerate(kept))
            kept = [line for line in rest_of if line is not None]
    return kept


def _is_number(word: Word) -> bool:
    return word.text.isdecimal() and len(word.text) <= _MAX_DIGITS


def _read_first(line: Line, place: int) -> str:
    return line.words[0 if place else 1].text if len(line.words) > 1 else ""


def _is_long(line: Line) -> bool:
    return len(line.plain) >= _MIN_LETTERS and len(line.cells) <= 2


def _reach_left(word: Word) -> float:
    return -word.left


def _reach_right(word: Word) -> float:
    return word.right


def _take_outside(
    lines: Sequence[Line],
    numbers: Sequence[_Number],
    place: int,
    outer: Callable[[Word], float],
) -> Sequence[_Number]:
    """Those of `numbers` that stand outside of nearly all of the text, and count; none if they are
    anything else."""
    by_line = {number.line for number in numbers}
    cut = (_cut(line, place) if n in by_line else line for n, line in enumerate(lines))
    rests = [line for line in cut if line is not None]
    edges = sorted(outer(rest.words[place]) for rest in rests)
    if not edges:
        return ()
    edge = edges[int((1 - _MAX_OUTSIDE) * (len(edges) - 1))]
    outside = [
        one
        for one in numbers
        if (one.word.left if place else -one.word.right) > edge + _GAP * one.word.style.size
    ]
    outside.sort(key=lambda one: -one.word.base)
    return outside if _counts(outside, rests) else ()


def _counts(numbers: Sequence[_Number], lines: Sequence[Line]) -> bool:
    """Whether `numbers` count `lines`, which are running text, one by one."""
    values = [int(one.word.text) for one in numbers]
    steps = Counter(after - before for before, after in pairwise(values))
    step, count = steps.most_common(1)[0] if steps else (0, 0)
    if step < 1 or count < _MIN_COUNTING * (len(values) - 1):
        return False
    if not _count_lines(numbers, lines, step) or not _is_set_full(lines):
        return False
    if step > 1:
        return len(values) >= _MIN_STEPS and all(value % step == 0 for value in values)
    within = sum(one.first[:1].islower() for one in numbers)
    beside = sum(bool(one.first) for one in numbers)
    if 2 * sum(one.is_long for one in numbers) < beside:
        return False
    # Of numbers that are drawn behind all of the text nothing stands beside any.
    return len(values) >= _MIN_LINES and within >= _MIN_WITHIN * beside


def _count_lines(numbers: Sequence[_Number], lines: Sequence[Line], step: int) -> bool:
    """Whether from each of `numbers` to the next there are as many lines as they say: of rows that
    begin with 100, 200, 300 there are not."""
    feet = sorted({round(-line.words[0].base) for line in lines})
    places = [bisect(feet, round(-one.word.base) + 1) for one in numbers]
    right = sum(after - before == step for before, after in pairwise(places))
    return right >= _MIN_COUNTING * (len(places) - 1)


def _is_set_full(lines: Sequence[Line]) -> bool:
    """Whether most lines reach as far as the longest do, as those of running text."""
    widths = sorted(line.words[-1].right - line.words[0].left for line in lines)
    return widths[len(widths) // 4] >= _MIN_FULL * widths[-1 - len(widths) // 10]


def _cut(line: Line, place: int) -> Line | None:
    words = line.words[:-1] if place else line.words[1:]
    return replace(line, words=words) if words else None
