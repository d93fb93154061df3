"""Lines of running text that are stretched to the width of their column: its words may stand as far
from each other as the cells of a table, above all in narrow columns."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.formats.pdf.layout import Layout, follows
from corpus.formats.pdf.lines import Line

_EDGE = 2.0
"""Points by which lines may end beside the edge of their column."""
_MAX_INDENT = 4.0
_EVEN = 0.3
"""Of the size, by which the gaps of a stretched line differ: they have room of letters in them."""
_BEHIND_SIGN = 0.5
"""The same of a gap behind a full stop or a comma, which may be wider by more."""
_NEAR = 1.5
_MAX_ALIGNED = 0.6
"""Of a line's words, that stand as one of the line above or below does: as columns do."""
_MAX_STEP = 1.35
_MAX_GAP = 0.45
"""Of the column, of a line of two words."""


def find_justified(lines: Sequence[Line], layout: Layout) -> frozenset[int]:
    """The numbers of those of `lines` that are stretched."""
    found = {
        number
        for number, line in enumerate(lines)
        if _fills(line, layout) and is_even(line) and not _is_aligned(lines, number)
    }
    # What has one gap only is told by the lines beside it, from above and from below.
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        for number in order:
            beside = number - order.step
            if number in found or beside not in found:
                continue
            above, below = sorted((number, beside))
            step = lines[above].base - lines[below].base
            is_next = follows(lines[above], lines[below]) and (
                step < _MAX_STEP * layout.step(lines[above])
            )
            if (
                is_next
                and len(lines[number].words) == 2
                and _may_be_stretched(lines[number], lines[beside], layout)
            ):
                found.add(number)
    return frozenset(found)


def _fills(line: Line, layout: Layout) -> bool:
    column = layout.column(line)
    indent = line.left - column.left
    return abs(line.right - column.right) < _EDGE and -_EDGE < indent < _MAX_INDENT * line.size


def is_even(line: Line) -> bool:
    """Whether all gaps of a line are of one width, two of them at least."""
    gaps = [after.left - word.right for word, after in pairwise(line.words)]
    if len(gaps) < 2:
        return False
    plain = [
        gap
        for gap, word in zip(gaps, line.words, strict=False)
        if not word.text.endswith((".", ",", ":", ";", "?", "!"))
    ]
    usual = min(plain or gaps)
    return max(plain or gaps) - usual < _EVEN * line.size and (
        max(gaps) - usual < _BEHIND_SIGN * line.size + 0.5 * usual
    )


def _is_aligned(lines: Sequence[Line], number: int) -> bool:
    """Whether most words of a line stand below, or above, others, as in columns."""
    line = lines[number]
    inner = [(word.left, word.right) for word in line.words[1:]]
    for other in (number - 1, number + 1):
        if not 0 <= other < len(lines) or lines[other].page != line.page:
            continue
        near = lines[other]
        lefts = {round(word.left / _NEAR) for word in near.words[1:]}
        rights = {round(word.right / _NEAR) for word in near.words[:-1]}
        count = sum(
            _is_in(left, lefts) or (word_right != line.right and _is_in(word_right, rights))
            for left, word_right in inner
        )
        if count > _MAX_ALIGNED * len(inner):
            return True
    return False


def _is_in(place: float, steps: set[int]) -> bool:
    return round(place / _NEAR) in steps


def _may_be_stretched(line: Line, beside: Line, layout: Layout) -> bool:
    gap = line.words[1].left - line.words[0].right
    return (
        line.size == beside.size
        and _fills(line, layout)
        and gap < _MAX_GAP * layout.column(line).width
    )
