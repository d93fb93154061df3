"""What stands at the top and the bottom of many pages, at the same height: no part of the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.justified import is_even
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.list_marks import is_mark

_ZONE = 0.16
"""Of a page's height, at the top and at the bottom."""
_OWN_ZONE = 0.2
"""The same, at the bottom, of the number that the page has in the file."""
_NUMBER_ZONE = 0.5
"""The same, where numbers are looked for that count with the pages: a small page may be drawn at
the top of a large one."""
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
_MIN_DENSE = 0.4
"""Of the pages from the first to the last with a part, that have it."""
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]{1,7}$", re.I | re.A)
_DIGITS_OF_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_PAGE = (
    r"pages?|pg\.?|p\.|seite|s\.|página|pág\.|pagina|pag\.|strona|str\.|sida|side|sayfa|oldal"
    r"|halaman|trang|страница|сторінка|стор\.|стр\.?|第"
)
_OF = "/|of|von|van|de|di|sur|av|af|z|из|з"
_OF_ALL = rf"(?:\s?(?:{_OF})\s?#|\s?[/,，]?\s?共\s?#\s?[页頁])?"
_PAGE_NUMBER = re.compile(
    rf"\W{{0,3}}(?:(?:{_PAGE})[\s|:]{{0,3}})?#\s?[页頁쪽面]?(?:ページ)?{_OF_ALL}"
    r"(?:[\s|]{1,3}page)?\W{0,3}$",
    re.I,
)
_MARK_ENDS = (".", ")")
"""What stands behind the number of an item, or of an equation, and behind none of a page."""
_MAX_ALONE = 999
"""A larger number that stands by itself on one page only is a year, or the like."""
_MAX_DIGITS = 6
_MAX_NUMBER_SIZE = 1.3
"""Times that of most lines of the page."""
_FEW_PAGES = 4
_GAP = 1.6
"""Times the size, between what runs along and the text."""
_MAX_BESIDE = 8
"""Lines, by which it is told whether one at the edge of a page is one of theirs."""
_EDGE = 2.0
"""Points by which the ends of the lines of a column differ."""
_MAX_STEP = 1.2
"""Times the step between the lines of a text, to one that is of it."""
_ENDS = (".", "!", "?", ":", "…", "。", "”", '"', "»")


def leave_out_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """`pages` without the lines at their top and bottom that come again on others."""
    edges = [_find_edges(page) for page in pages]
    left_out = _find_repeated(edges, _find_headings(pages, edges), _find_text(pages, edges))
    if 2 * len(left_out) > sum(map(len, pages)):
        left_out = set()  # of pages that are all alike it is their text
    left_out |= {id(line) for page in pages for line in _find_numbers(page)}
    left_out |= _find_counting(pages)
    return [[line for line in page if id(line) not in left_out] for page in pages]


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


def _find_headings(
    pages: Sequence[Sequence[Line]], edges: Sequence[Sequence[tuple[str, Line]]]
) -> set[int]:
    """The lines at the edges, by `id`, that stand within pages at least as often, as large: a
    heading such as "Section 1" begins a page by chance, what runs along stands nowhere else."""
    at_edge = {id(line): (_fold(line), round(line.size)) for own in edges for _, line in own}
    times_at_edge = Counter(at_edge.values())
    times_within: Counter[tuple[str, int]] = Counter()
    for line in (line for page in pages for line in page if id(line) not in at_edge):
        if (look := (_fold(line), round(line.size))) in times_at_edge:
            times_within[look] += 1
    return {name for name, look in at_edge.items() if times_within[look] >= times_at_edge[look]}


def _find_text(
    pages: Sequence[Sequence[Line]], edges: Sequence[Sequence[tuple[str, Line]]]
) -> set[int]:
    """The lines at the edges, by `id`, that are set as those beside them, from edge to edge of
    their column: a text that is stretched has gaps as wide as those between a book's title and a
    chapter's, but they are all alike, or a sentence runs on across them."""
    found: set[int] = set()
    last: Line | None = None
    for page, own in zip(pages, edges, strict=True):
        ordered = sorted(page, key=lambda line: -line.base)
        places = {id(line): place for place, line in enumerate(ordered)}
        for edge, line in own:
            place = places[id(line)]
            above = ordered[max(0, place - _MAX_BESIDE) : place][::-1]
            below = ordered[place + 1 : place + 1 + _MAX_BESIDE]
            beside = below if edge == "top" else above
            beside = [other for other in beside if line.overlaps(other)]
            before = next((other for other in above if line.overlaps(other)), last)
            if _is_set_as(line, beside) and (is_even(line) or _goes_on(before, line)):
                found.add(id(line))
        last = next((line for line in ordered[::-1] if not _PAGE_NUMBER.match(_fold(line))), last)
    return found


def _is_set_as(line: Line, beside: Sequence[Line]) -> bool:
    """Whether a line is of the column of those `beside` it, the nearest first."""
    if len(beside) < 2 or (line.size, line.is_bold) != (beside[0].size, beside[0].is_bold):
        return False
    step = median(abs(a.base - b.base) for a, b in pairwise(beside))
    return (
        abs(line.base - beside[0].base) < _MAX_STEP * step
        and any(abs(line.left - other.left) < _EDGE for other in beside)
        and any(abs(line.right - other.right) < _EDGE for other in beside)
    )


def _goes_on(before: Line | None, line: Line) -> bool:
    """Whether the sentence of the line before has no end, and this one begins within one."""
    return before is not None and line.plain[:1].islower() and not before.plain.endswith(_ENDS)


def _find_repeated(
    edges: Sequence[Sequence[tuple[str, Line]]], headings: set[int], text: set[int]
) -> set[int]:
    """The lines that come again at their height, by `id`, and others there if most of them do;
    none of `headings`, none of `text` but those that come again as a whole, or with a part that
    most pages have from its first to its last, and no marks of items, which say nothing of what
    stands beside them."""
    by_height: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    parts: dict[int, set[str]] = {}
    for number, lines in enumerate(edges):
        for edge, line in lines:
            is_text = id(line) in headings or is_mark(line)
            parts[id(line)] = set() if is_text else _fold_parts(line)
            by_height[edge, round(line.base / _HEIGHT_STEP)].append((number, line))
    kept = headings | text
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
            for part in parts[id(line)]:
                texts[part].add(number)
        least = min(_MIN_PAGES, max(2, len(edges) // 2))
        repeated = {part for part, numbers in texts.items() if len(numbers) >= least}
        dense = {part for part in repeated if _is_dense(texts[part])}
        again: set[int] = set()
        for _, line in near:
            telling = dense | (repeated & {_fold(line)}) if id(line) in text else repeated
            if parts[id(line)] & telling:
                again.add(id(line))
        pages = {number for number, _ in near}
        of_repeated = Counter(number for number, line in near if id(line) in again)
        is_head = len(pages) >= max(_MIN_PAGES, _MIN_SHARE * len(edges)) and len(
            of_repeated
        ) >= _MIN_REPEATED * len(pages)
        for _, line in own:
            if id(line) in again or (is_head and id(line) not in kept):
                left_out.add(id(line))
    return left_out


def _is_dense(numbers: set[int]) -> bool:
    """Whether a part is on so many of the pages from its first to its last that it is there by no
    chance: those of one side are half of them."""
    share = len(numbers) / (max(numbers) - min(numbers) + 1)
    return len(numbers) >= _MIN_PAGES and share >= _MIN_DENSE


def _find_numbers(page: Sequence[Line]) -> Iterator[Line]:
    """The number of a page, which stands by itself."""
    if len(page) < 2:
        return
    ordered = sorted(page, key=lambda line: line.base)
    height = page[0].height
    for edge, beside in ((ordered[0], ordered[1]), (ordered[-1], ordered[-2])):
        is_apart = abs(edge.base - beside.base) > _GAP * edge.size
        if not is_apart or not _PAGE_NUMBER.match(_fold(edge)):
            continue
        _, value = _read_number(edge)
        is_outside = edge.base < _ZONE * height or edge.base > (1 - _ZONE) * height
        is_own = value == edge.page and edge.base < _OWN_ZONE * height
        if (is_outside or is_own) and value <= _MAX_ALONE:
            yield edge


def _find_counting(pages: Sequence[Sequence[Line]]) -> set[int]:
    """The lines that are nothing but a number, which is one more on each page, at one height: by
    `id`."""
    found: defaultdict[tuple[bool, int], list[tuple[int, Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in _find_candidates(page):
            is_roman, value = _read_number(line)
            found[is_roman, value - number].append((number, line))
    least = 2 if len(pages) <= _FEW_PAGES else _MIN_PAGES
    counting: set[int] = set()
    for lines in found.values():
        heights: defaultdict[int, set[int]] = defaultdict(set)
        for number, line in lines:
            height = round(line.base / _HEIGHT_STEP)
            for near in (height - 1, height, height + 1):
                heights[near].add(number)
        for _, line in lines:
            if len(heights[round(line.base / _HEIGHT_STEP)]) >= least:
                counting.add(id(line))
    return counting


def _find_candidates(page: Sequence[Line]) -> Iterator[Line]:
    """The lines of a page that may be its number: the first and the last, and what stands beside
    the text; none as large as the number of a chapter."""
    others = [line for line in page if not _PAGE_NUMBER.match(_fold(line))]
    if not others:
        return
    left, right = min(line.left for line in others), max(line.right for line in others)
    top, bottom = max(line.base for line in page), min(line.base for line in page)
    size = median(line.size for line in others)
    for line in page:
        if not _PAGE_NUMBER.match(_fold(line)) or line.plain.strip().endswith(_MARK_ENDS):
            continue
        height = line.base / line.height
        is_edge = (line.base > top - _HEIGHT_STEP and height > 1 - _NUMBER_ZONE) or (
            line.base < bottom + _HEIGHT_STEP and height < _NUMBER_ZONE
        )
        is_beside = line.right <= left or line.left >= right
        if (is_edge or is_beside) and line.size <= _MAX_NUMBER_SIZE * size:
            yield line


def _read_number(line: Line) -> tuple[bool, int]:
    """Whether the number of a page is roman, and its value."""
    if number := _DIGITS.search(line.plain):
        return False, int(number[0][:_MAX_DIGITS])
    roman = next(word for word in line.plain.split() if _ROMAN.match(word))
    digits = [_DIGITS_OF_ROMAN[letter] for letter in roman.casefold()]
    after = [*digits[1:], 0]
    return True, sum(-a if a < b else a for a, b in zip(digits, after, strict=True))


def _fold_parts(line: Line) -> set[str]:
    """The text of a line, and those of its parts that wide gaps part: the chapter on the left may
    stay while the section on the right changes."""
    parts = {_fold(cell) for cell in line.cells if len(cell.text) > _MIN_PART}
    return {_fold(line), *parts}


def _fold(line: Line) -> str:
    """The text of a line, the same whatever the number of its page."""
    text = " ".join("#" if _ROMAN.match(word) else word for word in line.plain.split())
    return _DIGITS.sub("#", text).casefold().strip()
