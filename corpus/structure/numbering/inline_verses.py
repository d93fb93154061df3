"""Verses, and units on lines, that stand in one paragraph as paragraphs of their own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.article import Paragraph, Span
from corpus.structure.numbering.unit_labels import read_unit
from corpus.structure.numbering.unit_lines import find_unit_starts
from corpus.structure.sentences.sentences import strip_span

_MAX_LABEL = 80
"""Characters: a book's name and the numbers of a chapter and a verse."""
_PSALMS = ("psalm", "hymn", "canto", "sura", "surah", "salmo", "psaume", "псалом")
# Digits as Python knows them, which makes numbers of them: `regex` may know a newer Unicode.
_FIRST = re.compile(r"(\d{1,3}):(\d{1,3})$")
_LINE_NUMBER = re.compile(r"^(\d{1,3})[ \t]+(?=\S)", re.MULTILINE)
_NUMBER = re.compile(r"(?<=\s)(\d{1,3}):(\d{1,3})[.)]?(?=\s)")


def part_units(text: str, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """`paragraphs` of `text`; one that begins with a verse's number and holds those of the next
    ones is cut in front of each that counts on: "2:15" behind "2:14", or "3:1"; so is one
    with other units on lines of their own, and one with the verses of a psalm, which have bare
    numbers: "1" below "Psalm 2". Linear."""
    psalm: tuple[str, int] = ("", 0)
    paragraphs = list(paragraphs)
    for paragraph, below in zip(paragraphs, (*paragraphs[1:], None), strict=False):
        may_hold = paragraph.kind in ("prose", "list")
        last = psalm[1] if paragraph.label == psalm[0] else 0
        is_labelled = may_hold and paragraph.label is not None
        verses = _find_verses_of_psalm(text, paragraph, last) if is_labelled else []
        if verses and (last + len(verses) > 1 or _is_second(text, paragraph, below)):
            psalm = paragraph.label or "", last + len(verses)
            for number, (start, end) in enumerate(verses, last + 1):
                label = f"{paragraph.label}:{number}"
                yield replace(paragraph, start=start, end=end, label=label)
            continue
        starts = _find_verses(text, paragraph) if may_hold else []
        if may_hold and not starts and "\n" in text[paragraph.start : paragraph.end]:
            starts = find_unit_starts(text, paragraph)
        if len(starts) < 2:
            yield paragraph
            continue
        for start, end in zip(starts, (*starts[1:], paragraph.end), strict=True):
            start, end = strip_span(text, start, end)
            yield replace(paragraph, start=start, end=end)


def _find_verses_of_psalm(text: str, paragraph: Paragraph, last: int) -> list[Span]:
    """The verses that begin lines of a paragraph below the heading of a psalm, the first of them
    the one after `last`; [] if it begins with none."""
    unit = read_unit(paragraph.label or "")
    if unit is None or unit.family not in _PSALMS:
        return []
    starts: list[int] = []
    for match in _LINE_NUMBER.finditer(text, paragraph.start, paragraph.end):
        if int(match[1]) == last + len(starts) + 1:
            starts.append(match.start())
    if starts[:1] != [paragraph.start]:
        return []
    return [
        strip_span(text, start, end)
        for start, end in zip(starts, (*starts[1:], paragraph.end), strict=True)
    ]


def _is_second(text: str, paragraph: Paragraph, below: Paragraph | None) -> bool:
    """Whether the second verse of the psalm that `paragraph` is of stands `below` it."""
    if below is None:
        return False
    found = _LINE_NUMBER.match(text, below.start)
    return below.label == paragraph.label and found is not None and int(found[1]) == 2


def _find_verses(text: str, paragraph: Paragraph) -> list[int]:
    """Where the verses of `paragraph` begin; [] if it begins with none."""
    head = text[paragraph.start : min(paragraph.end, paragraph.start + _MAX_LABEL)]
    unit = read_unit(head) if ":" in head else None
    first = _FIRST.search(unit.label) if unit and unit.kind == "verse" else None
    if first is None:
        return []
    starts = [paragraph.start]
    last = int(first[1]), int(first[2])
    for match in _NUMBER.finditer(text, paragraph.start + 1, paragraph.end):
        verse = int(match[1]), int(match[2])
        if verse in ((last[0], last[1] + 1), (last[0] + 1, 1)):
            starts.append(match.start())
            last = verse
    return starts
