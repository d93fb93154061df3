"""The lines of an item, a term or running text as the text of paragraphs."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.structure.blocks.entries import split_term
from corpus.structure.blocks.headings.heading import looks_like_heading
from corpus.structure.blocks.lines import (
    MIN_WRAP,
    SENTENCE_END,
    Line,
    goes_on,
    is_full,
    is_left_open,
    leads_in,
    make_line,
    read_item_mark,
)
from corpus.structure.wrapping import (
    MAX_WRAP,
    Layout,
    are_rows,
    find_runs,
    is_wrapped,
    join_lines,
    join_paragraphs,
)

_MAX_TITLE_SHARE = 0.75
"""Of the lines' width."""
_MIN_WIDTH = 60
"""Columns of lines whose width is not known."""
_COLUMNS = re.compile(r"[^\s.:!?] {3,}\S")
_MIN_NAMES = 2
_NAME = re.compile(
    r"(?:[^\W\d_a-zа-яß-öø-ÿ][\w.'’-]*|d[aeiou]s?|del|der|van|von|bin|al|ibn)"
    r"(?:\s(?:[^\W\d_a-zа-яß-öø-ÿ][\w.'’-]*|d[aeiou]s?|del|der|van|von|bin|al|ibn)){0,4}"
)
_MIN_ROWS = 3
"""Lines below an item, from which on they may be a list that has no marks."""


def join_item(lines: Sequence[Line], layout: Layout) -> str:
    """An item on one line, unless what hangs below it are rows."""
    if len(lines) == 1:
        return keep_lines(lines)
    below = lines[1:]
    if len(below) >= _MIN_ROWS and are_rows(below, layout):
        return "\n".join(line.text for line in lines)
    if len(below) >= _MIN_NAMES and _are_names(lines):
        return "\n".join(line.text for line in lines)
    rows = _find_rows(lines)
    if rows:
        return "\n".join((lines[0].text, *(join_lines(row, layout.hyphens) for row in rows)))
    if _is_title(lines, layout):
        return "\n".join((lines[0].text, join_lines(below, layout.hyphens)))
    return join_lines(lines, layout.hyphens)


def _is_title(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether the first line of an item is what the sentences that hang below it are about: short,
    and no part of one."""
    first, below = lines[0], lines[1]
    mark = read_item_mark(first.text)
    title = first.text[mark.end() :] if mark else first.text
    return (
        below.indent > first.indent
        and below.text[0].isupper()
        and bool(SENTENCE_END.search(lines[-1].text))
        and looks_like_heading(title)
        and not is_left_open(title)
        and not is_full(first, below, _MAX_TITLE_SHARE * (layout.width or _MIN_WIDTH))
    )


def _are_names(lines: Sequence[Line]) -> bool:
    """Whether short names stand below an item, further in and each on a line of its own, with
    nothing of a sentence in them."""
    first, *below = lines
    return (
        all(line.indent > first.indent and line.indent == below[0].indent for line in below)
        and all(line.edge < MIN_WRAP and not is_left_open(line.text) for line in lines)
        and all(_NAME.fullmatch(line.text) for line in below)
        and not first.text.endswith((",", "-", "–", "—", "/"))
    )


def _find_rows(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The rows below an item that leads up to them, with what hangs below each; [] if they are few,
    or the sentence of one goes on in the next."""
    if not leads_in(lines[0].text):
        return []
    base = min(line.indent for line in lines[1:])
    starts = [number for number, line in enumerate(lines) if number and line.indent == base]
    is_one = starts[0] != 1 or any(goes_on(lines[n - 1], lines[n]) for n in starts[1:])
    if is_one or not _MIN_ROWS <= len(starts) < len(lines) - 1:
        return []
    return [lines[start:end] for start, end in pairwise((*starts, len(lines)))]


def join_term(lines: Sequence[Line], layout: Layout) -> str:
    """The terms on lines of their own, and below them what describes them."""
    terms, below = split_term(lines)
    if not below:
        return "\n".join(terms)
    begins_behind = len(terms) + len(below) > len(lines)
    if len(below) > 1 and _are_columns(below):
        return "\n".join((*terms, *(line.text for line in below)))
    if len(below) == 1 or begins_behind or is_wrapped(below, layout):
        return "\n".join((*terms, join_lines(below, layout.hyphens)))
    return "\n".join((*terms, *(line.text for line in below)))


def _are_columns(lines: Sequence[Line]) -> bool:
    """Whether most of `lines` are rows of columns, far apart."""
    return 3 * sum(bool(_COLUMNS.search(line.text)) for line in lines) >= 2 * len(lines)


def join_prose(lines: Sequence[Line], layout: Layout) -> Iterator[str]:
    """The texts of the paragraphs of running text, verse or whatever else has no marks."""
    if len(lines) == 1:
        yield keep_lines(lines)
    elif is_wrapped(lines, layout):
        for paragraph in join_paragraphs(lines, layout):
            if len(paragraph) == 1:
                yield paragraph[0].raw
            else:
                yield join_lines(paragraph, layout.hyphens)
    elif _are_paragraphs(lines, layout):
        for run in find_runs(lines, layout):
            yield run[0].raw if len(run) == 1 else join_lines(run, layout.hyphens)
    else:
        runs = find_runs(lines, layout)
        yield keep_lines([_join_run(run, layout) for run in runs])


def keep_lines(lines: Sequence[Line]) -> str:
    """`lines` as they stand, less the indentation that they share."""
    shared = min((line.indent for line in lines if not line.is_blank), default=0)
    if shared == 0 or len(lines) == 1:
        return "\n".join(line.raw for line in lines)
    return "\n".join(
        " " * (line.indent - shared) + line.text if line.text else "" for line in lines
    )


def _join_run(lines: Sequence[Line], layout: Layout) -> Line:
    first = lines[0]
    if len(lines) == 1:
        return first
    return make_line(" " * first.indent + join_lines(lines, layout.hyphens), first.depth)


def _are_paragraphs(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether each of `lines`, which are not wrapped, is one; else they are verse or such."""
    if not layout.has_gaps or any(line.edge > MAX_WRAP for line in lines):
        return True
    ends = sum(bool(SENTENCE_END.search(line.text)) for line in lines)
    return 2 * ends >= len(lines)
