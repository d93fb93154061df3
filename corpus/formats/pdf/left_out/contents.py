"""Tables of contents and indexes: lines that end in the number of a page, and are not quoted."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.formats.pdf.lines import Line

_LEADERS = re.compile(r"(?:\.\s?){4,}|(?:\s\.){3,}|…{2,}|(?:·\s?){4,}")
_NUMBER_AT_END = re.compile(r"(?<=[\s.…·])(?:\d{1,4}|[ivxlc]{1,6})$")
_INDEX_END = re.compile(r"(?:,|\s)\s?\d{1,4}(?:[–-]\d{1,4})?(?:,\s?\d{1,4}(?:[–-]\d{1,4})?)*\.?$")
_MIN_ENTRIES = 4
_MAX_BETWEEN = 3
"""Lines between two entries: the first of a title that goes over several, or a part's."""
_HEADINGS = re.compile(
    r"(?:(?:short |brief |table of |list of )?(?:contents|figures|tables)|(?:\w+ )?index"
    r"|(?:\w+ )?inhalt(?:sverzeichnis)?|table des mati[eè]res|sommaire|[ií]ndice|contenido"
    r"|stichwortverzeichnis|содержание|оглавление|目录|目次|sumário)$",
    re.I,
)
_SHARE_OF_INDEX = 0.5
_MAX_ENTRY = 60
_MAX_SHARE = 0.8
_MAX_PARTED = 12
_MAX_HEADINGS = 8
"""Such headings that are looked below."""


def leave_out_contents(lines: Sequence[Line]) -> list[Line]:
    """`lines` without those of a table of contents, and of an index behind the text."""
    left_out = {*_find_leaders(lines), *_find_index(lines), *_find_listed(lines)}
    if len(left_out) > _MAX_SHARE * len(lines):
        return list(lines)  # there is nothing else
    return [line for number, line in enumerate(lines) if number not in left_out]


def _find_leaders(lines: Sequence[Line]) -> Iterator[int]:
    """Entries whose title dots lead to a number, several of them, and what stands between."""
    found = [n for n, line in enumerate(lines) if _is_leader(line.plain)]
    for run in _find_runs(found):
        yield from range(_with_heading(lines, run[0]), run[-1] + 1)


def _is_leader(text: str) -> bool:
    return bool(_LEADERS.search(text)) and bool(_NUMBER_AT_END.search(text))


def _find_listed(lines: Sequence[Line]) -> Iterator[int]:
    """Entries without dots, below a heading such as "Contents"."""
    for start in _find_headings(lines, 0)[:_MAX_HEADINGS]:
        entries = [
            n
            for n in range(start + 1, len(lines))
            if _NUMBER_AT_END.search(lines[n].plain) and len(lines[n].plain) < 120
        ]
        for run in _find_runs(entries):
            if run[0] - start <= _MAX_BETWEEN:
                yield from range(start, run[-1] + 1)
            break


def _find_index(lines: Sequence[Line]) -> Iterator[int]:
    """From a heading such as "Index" on, in the last third: as far as entries go."""
    for start in _find_headings(lines, len(lines) * 2 // 3)[-_MAX_HEADINGS:]:
        entries = [
            n
            for n in range(start + 1, len(lines))
            if _INDEX_END.search(lines[n].plain) and len(lines[n].plain) < _MAX_ENTRY
        ]
        run = next(_find_runs(entries, _MAX_PARTED), [])
        if (
            run
            and run[0] - start < _MAX_PARTED
            and (len(run) > _SHARE_OF_INDEX * (run[-1] - start))
        ):
            yield from range(start, run[-1] + 1)


def _find_headings(lines: Sequence[Line], start: int) -> list[int]:
    return [n for n in range(start, len(lines)) if _HEADINGS.match(lines[n].plain.strip())]


def _find_runs(numbers: Sequence[int], most: int = _MAX_BETWEEN) -> Iterator[list[int]]:
    """Numbers of lines that are near each other, enough of them."""
    run: list[int] = list(numbers[:1])
    for before, number in pairwise(numbers):
        if number - before > most:
            if len(run) >= _MIN_ENTRIES:
                yield run
            run = []
        run.append(number)
    if len(run) >= _MIN_ENTRIES:
        yield run


def _with_heading(lines: Sequence[Line], start: int) -> int:
    """The number of the heading above a table of contents, or of the first line of its own."""
    for number in range(start - 1, max(-1, start - 1 - _MAX_BETWEEN), -1):
        if _HEADINGS.match(lines[number].plain.strip()):
            return number
    return start
