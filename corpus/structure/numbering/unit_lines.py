"""Numbered units that stand line by line in one paragraph: "§ 7 …", "§ 7a …", "§ 8 …"."""

import re
from collections.abc import Sequence
from itertools import accumulate

from corpus.article import Paragraph
from corpus.structure.blocks.lines import SENTENCE_END, is_left_open
from corpus.structure.numbering.unit_labels import Unit, part_points, read_point, read_unit

_MARKS = "*_/='`"
"""In front of a unit's number in the source of a text that marks it."""
_MAX_LABEL = 80
_NUMBER = re.compile(r"(\d{1,9}(?:\.\d{1,9})*)-?([a-z]?)", re.IGNORECASE)
_ENDS = (":", ";", "：", "；")


def find_unit_lines(lines: Sequence[str]) -> list[int]:
    """Which of `lines` begin a unit, the first of them one, and those that count on from it where
    the text before has ended; [] if there are not two. Linear."""
    first = _read(lines[0]) if len(lines) > 1 else None
    if first is None:
        return []
    units = [_read(line) for line in lines]
    # Where each line begins with one, none is a mention that the line happens to begin with.
    are_all = all(unit and unit.family == first.family for unit in units)
    found, last = [0], first
    point = _read_own_point(lines[0], first)
    for number, unit in enumerate(units[1:], 1):
        if unit is None or not _has_ended(lines[number - 1], is_one=are_all):
            continue
        if unit.family == last.family and follows(last, unit):
            found.append(number)
            last, point = unit, _read_own_point(lines[number], unit)
        elif point and unit.kind == "point" and follows(point, unit):
            found.append(number)
            point = unit
    return found if len(found) > 1 else []


def find_unit_starts(text: str, paragraph: Paragraph) -> list[int]:
    """Where the units begin that `find_unit_lines` finds among the lines of a paragraph of `text`;
    [] if there are none."""
    lines = text[paragraph.start : paragraph.end].split("\n")
    found = find_unit_lines(lines)
    ends = list(accumulate(len(line) + 1 for line in lines))
    return [paragraph.start + (ends[number - 1] if number else 0) for number in found]


def follows(one: Unit, two: Unit) -> bool:
    """Whether the number of `two` is the next one, or one put in behind that of `one`."""
    before, after = _NUMBER.search(one.label), _NUMBER.search(two.label)
    if before is None or after is None:
        return _follow_letter(one.label, two.label)
    if before[1] == after[1]:
        return after[2].casefold() > before[2].casefold()
    *outer, last = map(int, before[1].split("."))
    *around, following = map(int, after[1].split("."))
    return outer == around and following == last + 1


def _read(line: str) -> Unit | None:
    """The unit with a word or a sign, or the point, that `line` begins with."""
    head = line.lstrip(_MARKS)[:_MAX_LABEL]
    unit = read_unit(head) or read_point(head)
    return unit if unit and unit.kind != "verse" else None


def _read_own_point(line: str, unit: Unit) -> Unit | None:
    """The last point that the number of `unit` has, or that stands right behind it in `line`, which
    it begins: that from which points below count on."""
    points = part_points(line.lstrip(_MARKS)[:_MAX_LABEL], unit)[1]
    return read_point(f"{points[-1]} -") if points else None


def _has_ended(line: str, *, is_one: bool) -> bool:
    """Whether no sentence goes on behind `line`, which may be a few words if it `is_one` unit."""
    said = line.rstrip(f"{_MARKS} \\")
    if SENTENCE_END.search(said) or said.endswith(_ENDS):
        return True
    return is_one and bool(said) and not (said.endswith(",") or is_left_open(said))


def _follow_letter(one: str, two: str) -> bool:
    """Whether the points "(a)" and "(b)" follow each other."""
    return len(one) == len(two) == 3 and ord(two[1]) == ord(one[1]) + 1
