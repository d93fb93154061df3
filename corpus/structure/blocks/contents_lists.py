"""The table of contents of a plain text, whose lines all stand again as its headings."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.structure.blocks.lines import Line, leads_in
from corpus.structure.numbering.unit_labels import read_unit

_MIN_ENTRIES = 5
_MAX_ENTRY_LINES = 3
_NUMBER = re.compile(r"(?:[\W_]|o(?=\s)|\d{1,3}(?:\.\d{1,3}){0,4}(?=[.)\s]))*")
"""Marks and numbers before an entry or a heading, which two of the same words may lack."""
_COUNT = re.compile(r"\W*(\d{1,3})(?=[.)\s])")
_NO_LETTER = re.compile(r"[\W_]+")
_MAX_ENTRY = 200
"""Characters of a line of an entry."""

_MAX_TITLE_WORDS = 4
"""Words above a table of contents that end in a colon; more of them say something of a list."""

_MIN_TITLED = 2
"""Entries below one of `_TITLES`."""
_NAMES = """
    contents|table of contents|index|inhalt|inhaltsverzeichnis|sommaire|table des matières
    índice|contenido|contenidos|tabla de contenidos|índice de contenidos|conteúdo|sumário
    оглавление|содержание|目次|もくじ|目录|目錄|목차|indice|sommario|inhoud|spis treści
    المحتويات|فهرس المحتويات|فهرست|فہرست|فہرست مضامین
"""
_TITLES = frozenset(name.strip() for name in _NAMES.strip().replace("\n", "|").split("|"))
"""What a table of contents is called; one that has another name is told by its entries alone."""

_Places = dict[str, list[int]]
_Key = tuple[str, str] | None
"""What `_read_key` reads of a line."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where the lines of an entry end, and the line that its heading stands at."""

    end: int
    heading: int


def find_contents(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines of runs of five or more entries that all stand again below, in
    their order, where a stretch between blank lines begins: a table of contents, with the line
    that calls it so, below which two are enough; unless a sentence leads up to it, which it
    answers, or its numbers are prices or amounts, as some are less than those above.
    Linear but for a binary search a line."""
    keys = [_read_key(line.text) for line in lines]
    places = _find_openings(lines, keys)
    found: list[int] = []
    number = 0
    last = -1
    while number < len(lines):
        above = lines[last].text if last >= 0 else ""
        entries, end = _find_end(lines, keys, number, places)
        title = entries >= _MIN_TITLED and is_contents_title(above)
        if entries >= (_MIN_TITLED if title else _MIN_ENTRIES):
            is_answer = leads_in(above) and len(above.split()) > _MAX_TITLE_WORDS
            if not is_answer and _counts_up(lines[number:end]):
                found += range(last if title else number, end)
            number = end
        else:
            number += 1
        last = last if lines[number - 1].says_nothing else number - 1
    return frozenset(found)


def is_contents_title(text: str) -> bool:
    """Whether a line is what a table of contents is called."""
    return len(text) <= _MAX_ENTRY and text.strip(" \t:：=*#-_[]").casefold() in _TITLES


def fold_entry(text: str) -> str:
    """The letters and digits of an entry, or of its heading, without a number or a page; `""` if
    it is too long for one."""
    key = _read_key(text)
    return key[0] if key else ""


def _counts_up(lines: Sequence[Line]) -> bool:
    """Whether numbers before entries, and of pages behind them, never fall."""
    texts = [line.text for line in lines]
    counts = [int(match[1]) for text in texts if (match := _COUNT.match(text))]
    pages = [int(page) for text in texts if (page := text[len(_without_page(text)) :])]
    return all(a <= b for numbers in (counts, pages) for a, b in pairwise(numbers))


def _find_openings(lines: Sequence[Line], keys: Sequence[_Key]) -> _Places:
    """The numbers of the lines at which stretches begin, by the words of their first line, and
    of their first two or three."""
    places: _Places = defaultdict(list)
    for number, line in enumerate(lines):
        if line.is_blank or (number and not lines[number - 1].says_nothing):
            continue
        for key, _ in _join_keys(keys, number):
            places[key].append(number)
    return places


def _read_key(text: str) -> _Key:
    """The letters and digits of the line `text`, without a number before them and with it; None of
    a line that is blank or too long for an entry."""
    if not text or len(text) > _MAX_ENTRY:
        return None
    said = _without_page(text)
    at = _end_of_number(text)
    whole = _NO_LETTER.sub("", said.casefold())
    return _NO_LETTER.sub("", said[at:].casefold()) if at else whole, whole


def _join_keys(keys: Sequence[_Key], start: int) -> Iterator[tuple[str, int]]:
    """The letters and digits of one, two and three lines from `start` on, and where they end."""
    joined = ""
    for number, key in enumerate(keys[start : start + _MAX_ENTRY_LINES], start + 1):
        if key is None:
            return
        joined += key[bool(joined)]
        if joined:
            yield joined, number


def _without_page(text: str) -> str:
    """`text` without the number of a page at its end, behind dots or a gap."""
    said = text.rstrip("0123456789")
    has_gap = said.endswith(("   ", "\t")) or said.rstrip().endswith(("..", ". .", "…", "··"))
    return said if has_gap else text


def _end_of_number(text: str) -> int:
    unit = read_unit(text)  # "Chapter 1. Boats" is "1. Boats" there
    match = _NUMBER.match(text, unit.end if unit and unit.kind == "word" else 0)
    return match.end() if match else 0


def _find_end(
    lines: Sequence[Line], keys: Sequence[_Key], start: int, places: _Places
) -> tuple[int, int]:
    """How many entries of a table of contents stand from `start` on, and where the last ends."""
    first = _read_entry(keys, start, places, start) if keys[start] else None
    if first is None:
        return 0, start
    entry, entries = first, 1
    number = entry.end
    while number < min(len(lines), first.heading):
        if lines[number].says_nothing:
            number += 1
            continue
        following = _read_entry(keys, number, places, entry.heading)
        if following is None:
            break
        entry, entries, number = following, entries + 1, following.end
    return entries, entry.end


def _read_entry(keys: Sequence[_Key], start: int, places: _Places, last: int) -> _Entry | None:
    """The entry at `start` whose heading is the next of its words below the line `last`, of as
    many lines as that."""
    found = None
    for key, end in _join_keys(keys, start):
        headings = places.get(key, ())
        next_one = bisect_right(headings, last)
        if next_one < len(headings):
            found = _Entry(end, headings[next_one])
    return found
