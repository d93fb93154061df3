"""What stands at the top and the bottom of many pages, at the same height: no part of the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from corpus.formats.pdf.lines import Line

_ZONE = 0.16
"""Of a page's height, at the top and at the bottom."""
_MIN_PART = 5
"""Characters of a part of a line, by which it is told."""
_MAX_LINES = 3
"""At the top, or the bottom, of a page."""
_HEIGHT_STEP = 3.0
_MIN_PAGES = 3
_MIN_REPEATED = 0.55
"""Of the lines at one height, so that what stands there is no text, whichever words it has."""
_MIN_SHARE = 0.25
"""Of the pages, that have a line at that height."""
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]{1,7}$", re.I)
_PAGE_NUMBER = re.compile(
    r"^(?:\W{0,3}(?:page|seite|página|стр\.?|第|p\.)?\s?#(?:\s?(?:/|of|von|de|из)\s?#)?\s?(?:页)?\W{0,3})$",
    re.I,
)
_GAP = 1.6
"""Times the size, between what runs along and the text."""


def leave_out_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """`pages` without the lines at their top and bottom that come again on others."""
    edges = [_find_edges(page) for page in pages]
    left_out = _find_repeated(edges)
    if 2 * len(left_out) > sum(map(len, pages)):
        left_out = set()  # of pages that are all alike it is their text
    numbers = [{id(line) for line in _find_numbers(page)} for page in pages]
    return [
        [line for line in page if id(line) not in left_out and id(line) not in own]
        for page, own in zip(pages, numbers, strict=True)
    ]


def _find_edges(page: Sequence[Line]) -> list[tuple[str, Line]]:
    """The first and the last few lines by their height, those at the top and at the bottom."""
    if not page:
        return []
    height = page[0].height
    ordered = sorted(page, key=lambda line: -line.base)
    top = [line for line in _first_rows(ordered) if line.base > (1 - _ZONE) * height]
    bottom = [line for line in _first_rows(ordered[::-1]) if line.base < _ZONE * height]
    return [*(("top", line) for line in top), *(("bottom", line) for line in bottom)]


def _first_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Those of `lines`, from the edge of the page on, that a gap parts from the text; where none
    does, those at the first height."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(line.base - rows[-1][0].base) <= _HEIGHT_STEP:
            rows[-1].append(line)
            continue
        if rows and abs(line.base - rows[-1][0].base) > _GAP * line.size:
            break
        if len(rows) == _MAX_LINES:
            rows = rows[:1]
            break
        rows.append([line])
    for row in rows:
        yield from row


def _find_repeated(edges: Sequence[Sequence[tuple[str, Line]]]) -> set[int]:
    """The lines that come again at their height, by `id`, and others there if most of them do."""
    by_height: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for number, lines in enumerate(edges):
        for edge, line in lines:
            by_height[edge, round(line.base / _HEIGHT_STEP)].append((number, line))
    left_out: set[int] = set()
    for (edge, height), own in by_height.items():
        # What is at the border of two steps is in the one or the other.
        near = [
            *own,
            *by_height.get((edge, height + 1), ()),
            *by_height.get((edge, height - 1), ()),
        ]
        texts: defaultdict[str, set[int]] = defaultdict(set)
        for number, line in near:
            for text in _fold_parts(line):
                texts[text].add(number)
        least = min(_MIN_PAGES, max(2, len(edges) // 2))
        repeated = {text for text, numbers in texts.items() if len(numbers) >= least}
        pages = {number for number, _ in near}
        of_repeated = Counter(number for number, line in near if _fold_parts(line) & repeated)
        is_head = len(pages) >= max(_MIN_PAGES, _MIN_SHARE * len(edges)) and len(
            of_repeated
        ) >= _MIN_REPEATED * len(pages)
        for _, line in own:
            if _fold_parts(line) & repeated or is_head:
                left_out.add(id(line))
    return left_out


def _find_numbers(page: Sequence[Line]) -> Iterator[Line]:
    """The number of a page, which stands by itself."""
    if len(page) < 2:
        return
    ordered = sorted(page, key=lambda line: line.base)
    height = page[0].height
    for edge, beside in ((ordered[0], ordered[1]), (ordered[-1], ordered[-2])):
        is_outside = edge.base < _ZONE * height or edge.base > (1 - _ZONE) * height
        is_apart = abs(edge.base - beside.base) > _GAP * edge.size
        if is_outside and is_apart and _PAGE_NUMBER.match(_fold(edge)):
            yield edge


def _fold_parts(line: Line) -> set[str]:
    """The text of a line, and those of its parts that wide gaps part: the chapter on the left may
    stay while the section on the right changes."""
    parts = {_fold(cell) for cell in line.cells if len(cell.text) > _MIN_PART}
    return {_fold(line), *parts}


def _fold(line: Line) -> str:
    """The text of a line, the same whatever the number of its page."""
    text = " ".join("#" if _ROMAN.match(word) else word for word in line.plain.split())
    return _DIGITS.sub("#", text).casefold().strip()
