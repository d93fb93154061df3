"""Footnotes: small lines at the foot of a page that begin with a mark."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.formats.pdf.layout import Layout
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.words import RAISED, find_marks

_MAX_SIZE = 0.94
"""Of the size of running text."""
_MAX_LINES = 40
_PLAIN_MARK = re.compile(r"(?P<mark>\d{1,3}|[*†‡§])\.?$")


@dataclass(slots=True)
class Note:
    """A note: its mark, and its lines without it."""

    mark: str
    page: int
    lines: list[Line]


def take_notes(page: Sequence[Line], layout: Layout) -> tuple[list[Line], list[Note]]:
    """The lines of a page without its footnotes, and these."""
    cited = {mark for line in page for mark in find_marks(line.text)}
    kept: list[Line] = []
    notes: list[Note] = []
    for part in _split_parts(page):
        start = len(part)
        while start and _is_small(part[start - 1], layout) and len(part) - start < _MAX_LINES:
            start -= 1
        first = next((n for n in range(start, len(part)) if _read_mark(part[n], cited)), len(part))
        kept += part[:first]
        notes += _group_notes(part[first:], cited)
    return kept, notes


def _split_parts(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines as far as each stands below the one before."""
    part: list[Line] = []
    for line in page:
        if part and line.base > part[-1].base + line.size:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _is_small(line: Line, layout: Layout) -> bool:
    return line.size <= _MAX_SIZE * layout.size


def _read_mark(line: Line, cited: set[str]) -> str | None:
    """The mark that a note begins with, raised or, if it is cited, plain."""
    match = RAISED.match(line.text)
    if match and match.end() < len(line.text):
        return match[1]
    plain = _PLAIN_MARK.match(line.words[0].text)
    if plain and plain["mark"] in cited and len(line.words) > 1:
        return plain["mark"]
    return None


def _group_notes(lines: Sequence[Line], cited: set[str]) -> Iterator[Note]:
    note: Note | None = None
    for line in lines:
        mark = _read_mark(line, cited)
        if mark is not None:
            if note:
                yield note
            note = Note(mark, line.page, [_without_mark(line)])
        elif note:
            note.lines.append(line)
    if note:
        yield note


def _without_mark(line: Line) -> Line:
    first = line.words[0]
    match = RAISED.match(first.text)
    if match and match.end() < len(first.text):
        return replace(
            line, words=(replace(first, text=first.text[match.end() :]), *line.words[1:])
        )
    return replace(line, words=line.words[1:])
