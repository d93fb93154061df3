"""How a whole file is set: the size of its running text, its leading, and its columns."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.formats.pdf.lines import Line

_DEFAULT_SIZE = 10.0
_MAX_LEADING = 2.2
_MIN_MONO = 0.6
"""Of all letters, so that a text is set like a typewriter's, and such lines are no code."""
_MIN_RUNNING = 50
"""Characters of a line that is none of a letterhead, but of running text."""
_MAX_RUNNING = 0.1
"""Of the lines: a manual may consist of listings more than of text."""
_EDGE = 0.9
"""Of the lines of a column, that end left of what counts as its right edge, or at it."""
_NEAR = 3.0
_STEP = 2.0
"""Points by which the ends of lines are told apart."""
_MIN_JUSTIFIED = 4
_JUSTIFIED = 0.3
"""Of the lines of a column, that end at its edge if it is justified."""


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of a column of a page."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return max(1.0, self.right - self.left)


@dataclass(frozen=True, slots=True)
class Layout:
    """`size` is that of running text; `leading` are the usual steps between two lines, of each
    size; `columns` is the one that each line is in, by `id`."""

    size: float
    leading: dict[float, float]
    is_mono: bool
    columns: dict[int, Column]

    def column(self, line: Line) -> Column:
        return self.columns.get(id(line)) or Column(line.left, line.right)

    def is_code(self, line: Line) -> bool:
        return (line.is_mono and not self.is_mono) or line.is_dump

    def step(self, line: Line) -> float:
        """From the base of `line` to that of the next, within a paragraph."""
        return self.leading.get(line.size, 1.2 * line.size)


def measure_layout(pages: Sequence[Sequence[Line]]) -> Layout:
    """The layout of the pages, each with its lines as one reads them."""
    sizes: Counter[float] = Counter()
    mono = letters = running = count = 0
    steps: dict[float, Counter[float]] = {}
    columns: dict[int, Column] = {}
    for page in pages:
        for line in page:
            letters += len(line.text)
            count += 1
            running += not line.is_mono and len(line.text) > _MIN_RUNNING
            mono += len(line.text) if line.is_mono else 0
        for part in _split_columns(page):
            column = _measure_column(part)
            columns |= {id(line): column for line in part}
            for line, after in pairwise(part):
                step = line.base - after.base
                if line.size == after.size and 0.7 * line.size < step < _MAX_LEADING * line.size:
                    steps.setdefault(line.size, Counter())[round(2 * step) / 2] += 1
    is_mono = mono > _MIN_MONO * letters and running <= _MAX_RUNNING * count
    for page in pages:
        for line in page:
            if is_mono or not line.is_mono:
                sizes[line.size] += len(line.text)
    return Layout(
        size=sizes.most_common(1)[0][0] if sizes else _DEFAULT_SIZE,
        leading={size: _usual(counts) for size, counts in steps.items()},
        is_mono=is_mono,
        columns=columns,
    )


def _usual(counts: Counter[float]) -> float:
    """The step that most lines have; of two that are as usual the smaller one."""
    most = max(counts.values())
    return min(step for step, count in counts.items() if count > 0.6 * most)


def _split_columns(page: Sequence[Line]) -> Iterable[list[Line]]:
    """The lines of a page as far as each stands below the one before."""
    part: list[Line] = []
    for line in page:
        if part and (line.base > part[-1].base + 0.5 * line.size):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _measure_column(lines: Sequence[Line]) -> Column:
    """The edges of a column; its right one is where most lines end, if they are justified."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    right = rights[max(0, int(_EDGE * len(rights)) - (len(rights) < 10))]
    (step, count), *_ = Counter(round(edge / _STEP) for edge in rights).most_common(1)
    if count >= max(_MIN_JUSTIFIED, _JUSTIFIED * len(rights)):
        right = max(edge for edge in rights if round(edge / _STEP) == step)
    return Column(lefts[0], right)


def follows(line: Line, after: Line) -> bool:
    """Whether `after` stands below `line`, on the same page, in the same column."""
    return line.page == after.page and after.base < line.base + _NEAR
