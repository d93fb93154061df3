"""Days that stand by themselves above the items of what was done then, as in a list of changes."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from corpus.fields.dates import is_date_alone
from corpus.structure.blocks.headings.heading import Heading, make_day
from corpus.structure.blocks.lines import Line, is_left_open, leads_in, read_item_mark

_MIN_DAYS = 2
_SHORT_DAY = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:\d\d|\d{4})|\d{4}([-/.])\d{1,2}\2\d{1,2}")
"""Month, day and year in any order, which another day may tell."""
_MAY_BE_DAY = re.compile(r"(?=.{0,25}\d)(?=.{0,35}\d\d[.:]?$)[^.!?]{6,40}$|\d[\d./-]{5,9}:?$")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


def find_day_lines(lines: Sequence[Line], skipped: Collection[int]) -> dict[int, Heading]:
    """The lines that are a day and nothing else, right above an item, if two or more that are
    written alike are; none of those `skipped`. Linear."""
    shapes: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for number, is_likely in enumerate(map(_MAY_BE_DAY.match, [line.text for line in lines])):
        line = lines[number]
        if not is_likely or number in skipped:
            continue
        if _heads_an_item(lines, number) and _is_day(line.text.rstrip(":")):
            shape = _LETTERS.sub("a", _DIGITS.sub("0", line.text))
            shapes[line.indent, shape].append(number)
    return {
        number: make_day(lines[number].text)
        for numbers in shapes.values()
        if len({lines[number].text for number in numbers}) >= _MIN_DAYS
        for number in numbers
    }


def _heads_an_item(lines: Sequence[Line], number: int) -> bool:
    """Whether an item with a bullet stands below the line there, at most one blank line between,
    and what stands right above does not go on in it."""
    line, below = lines[number], lines[number + 1 : number + 3]
    below = below[1:] if below and below[0].is_blank else below
    mark = read_item_mark(below[0].text) if below else None
    if mark is None or not mark["bullet"] or below[0].depth != line.depth:
        return False
    above = lines[number - 1] if number else None
    return above is None or not (is_left_open(above.text) or leads_in(above.text))


def _is_day(text: str) -> bool:
    return _SHORT_DAY.fullmatch(text) is not None or is_date_alone(text)
