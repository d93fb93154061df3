"""Terms that stand in a column of their own beside what describes them."""

from collections.abc import Sequence

from corpus.formats.pdf.layout import Layout
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.list_marks import MARK
from corpus.structure.blocks.lines import SENTENCE_END

_MIN_TERMS = 3
"""Below each other, at the same places."""
_MAX_TERM = 40
_MIN_TEXT = 12
"""Characters of a line of what describes a term."""
_SLACK = 0.5
"""Of the size, by which lines of a column begin at different places."""
_GAP = 0.5
"""The same, at least, between a term and its description."""
_MAX_STEP = 1.1
"""Times the step between lines, from a term to the line below it, and up from one."""
_MAX_SIZE = 1.08
"""Times the size of running text; larger ones are headings."""


def find_terms(lines: Sequence[Line], layout: Layout) -> set[int]:
    """The numbers of the `lines` that are terms, each before the lines that describe it, which
    begin right of it, whether it stands beside the first of them or the middle one."""
    terms: set[int] = set()
    run: list[int] = []
    number = 0
    while number < len(lines):
        end = _find_end(lines, number, layout)
        if run and (end is None or not _are_alike(lines, run[-1], number)):
            terms.update(_check(run))
            run = []
        if end is not None:
            run.append(number)
        number = end or number + 1
    terms.update(_check(run))
    return terms


def _check(run: list[int]) -> list[int]:
    return run if len(run) >= _MIN_TERMS else []


def _find_end(lines: Sequence[Line], number: int, layout: Layout) -> int | None:
    """The number of the line behind the description of what may be a term; None if it is none."""
    term = lines[number]
    if number + 1 == len(lines) or not _may_be_term(term, layout):
        return None
    first = lines[number + 1]
    is_beside = first.page == term.page and first.left > term.right + _GAP * term.size
    if not is_beside or layout.is_code(first) or len(first.plain) < _MIN_TEXT:
        return None
    end = number + 1
    lowest = first
    while end < len(lines) and lines[end].left > first.left - _SLACK * first.size:
        if lines[end].page == term.page:
            lowest = lines[end]
        end += 1
    step = _MAX_STEP * layout.step(first)
    return end if lowest.base - step < term.base < first.base + step else None


def _may_be_term(line: Line, layout: Layout) -> bool:
    text = line.plain
    return (
        len(text) <= _MAX_TERM
        and line.size <= _MAX_SIZE * layout.size
        and any(map(str.isalpha, text))
        and not MARK.match(text)
        and not text.endswith((":", "：", ","))
        and not SENTENCE_END.search(text)
    )


def _are_alike(lines: Sequence[Line], above: int, below: int) -> bool:
    """Whether two terms, and what describes them, begin at the same places."""
    slack = _SLACK * lines[above].size
    return all(abs(lines[above + n].left - lines[below + n].left) < slack for n in (0, 1))
