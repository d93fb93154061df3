"""Which numbered unit each paragraph of a text is of: the one that its heading or it begins with,
or that goes on above it."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from corpus.article import Paragraph
from corpus.structure.numbering.inline_verses import part_units
from corpus.structure.numbering.numbered_items import counts_on, find_item_labels
from corpus.structure.numbering.unit_labels import (
    FIRST_NUMBERS,
    Unit,
    part_points,
    read_number_label,
    read_point,
    read_unit,
    read_unit_label,
    write_in_digits,
)
from corpus.structure.numbering.unit_lines import follows
from corpus.structure.speakers.label_words import CAPTION

_MAX_LOOKED_AT = 200
"""Characters of a paragraph, which a label is among."""
_MIN_UNSURE = 3
"""Units of a family that make one certain of which nothing but its number tells."""
_MIN_POINTS = 3
_NEVER = ("code", "table")
# Digits as Python knows them, which makes numbers of them: `regex` may know a newer Unicode.
_VERSE_NUMBERS = re.compile(r"(\d{1,3}):(\d{1,3})")
_FIRST_NUMBER = re.compile(r"(?P<digits>[0-9]+)|\b(?P<roman>[IVXLC]+)\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN = regex.compile(r"\([ivx]+\)")


@dataclass(slots=True)
class _Place:
    """The unit that a text is in below its `headings`: its label, those of the points in it, and
    the last of the numbers that count on from that of the heading, `""` once a list has begun anew.
    `is_beside` if they have, or another unit has begun that follows that of the heading, so that
    this is no longer below it but beside it. `outer` is the number of the unit with a word or a
    sign that this is in, None if it was not read yet. `pointed` is the unit whose first point
    stands on its line, that of the points that count on, and `first` the label of that point up to
    the next one."""

    headings: tuple[str, ...] = ()
    unit: str | None = None
    number: str = ""
    letter: str = ""
    counted: str | None = None
    is_beside: bool = False
    outer: str | None = None
    pointed: str | None = None
    first: str | None = None

    def enter_first_points(self, unit: str, points: Sequence[str]) -> str:
        """The label of a paragraph that begins with a `unit` and its first `points`, behind which
        others count on."""
        self.pointed = unit
        self.unit = self.unit and unit
        self.first = f"{unit} {[self.enter_point(point) for point in points][-1]}"
        return self.first

    def enter_point(self, point: str) -> str:
        """The label of a point here: "(a)" lies in the "(2)" before it, "(i)" in the "(a)"."""
        self.first = None
        if point[1:-1].isdecimal():
            self.number, self.letter = point, ""
            return point
        is_next = bool(self.letter) and ord(point[1]) == ord(self.letter[1]) + 1
        if self.letter and _ROMAN.fullmatch(point) and not is_next:
            return f"{self.number}{self.letter}{point}"
        self.letter = point
        return f"{self.number}{point}"

    def enter_number(
        self, number: str, heading: str, is_item: bool, holds_text: bool
    ) -> str | None:
        """The label of what begins with `number` below a heading with the label `heading`; None
        if it is but an item of a list there. "3.1" is a unit of its own, so is the "2." that
        counts on from a heading "1.", and an item "1.2." that does from "1.1." if it
        `holds_text`: no other item of a list follows at once."""
        last = heading if self.counted is None else self.counted
        if last and number.startswith(f"{last}."):
            self.unit, self.number, self.letter = number, "", ""
            return number
        is_bare = "." not in number
        if last and counts_on(last, number) and (is_bare or (is_item and holds_text)):
            self.counted = self.unit = number
            self.number, self.letter, self.is_beside = "", "", True
            return number
        if is_bare and heading.isdecimal():
            self.counted = ""  # a list that begins anew lies in the unit
        return number if is_item and not is_bare else None

    def enter_part(self, number: str, heading: str | None) -> bool:
        """Whether `number` is a part of the unit that this is in, the label of the `heading` or the
        last one: "3.1" in "Section 3" is, and "3.2" behind it, which alone may be an amount."""
        if self.outer is None:
            self.outer = _read_outer(self.unit or heading or "")
        has_begun = self.unit is not None and self.unit.startswith(f"{self.outer}.")
        if not self.outer or not number.startswith(f"{self.outer}."):
            return False
        if number != f"{self.outer}.1" and not has_begun:
            return False
        self.unit, self.number, self.letter = number, "", ""
        return True


def label_units(text: str, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """`paragraphs` of `text`, whose labels are those of their headings, with the labels of the
    units that they themselves begin with, or that the paragraphs above them have begun. One that
    holds several verses, or several units that begin lines, becomes several. A heading "1." ends
    where an item "2." counts on.

    A unit goes on up to the next one or the next heading if the text counts such units: if there
    are two of them. One with a bare number goes on only if the next number follows. What counts
    nothing but hours of a day are no verses. A caption is that of the rows below it alone.
    Linear in the number of paragraphs.
    """
    paragraphs = list(part_units(text, paragraphs))
    heads = [_read_head(text, paragraph) for paragraph in paragraphs]
    units = _keep_certain([read_unit(head) for head in heads])
    counted = _find_counted(units)
    points = [_read_only_point(text, p, head) for p, head in zip(paragraphs, heads, strict=True)]
    has_points = _count_up(points)
    first_points = _find_first_points(paragraphs, heads, units, points)
    between = find_item_labels(text, paragraphs, heads, points)
    chained = _find_chained(paragraphs, heads)
    place = _Place()
    captions: dict[int, str] = {}
    ended: tuple[str, ...] = ()
    labelled = []
    for number, (paragraph, unit) in enumerate(zip(paragraphs, units, strict=True)):
        ended = place.headings if place.is_beside else ended
        ended = ended if paragraph.headings[: len(ended)] == ended else ()
        paragraph = _leave_ended(paragraph, ended)
        if paragraph.headings != place.headings:
            place = _Place(paragraph.headings)
        point = points[number]
        caption = next((captions[s] for s, _ in paragraph.context if s in captions), None)
        if unit and CAPTION.match(heads[number]):
            label: str | None = unit.label
            captions[paragraph.start] = unit.label
        elif caption and paragraph.kind == "table":
            label = caption
        elif unit:
            label = unit.label
            is_next = _is_next(paragraph.headings, unit)
            unit_above = label if unit.family in counted or is_next else None
            place = _Place(paragraph.headings, unit_above, is_beside=place.is_beside or is_next)
            if number in first_points:
                label = place.enter_first_points(*first_points[number])
        elif point:
            label = place.unit or place.pointed or paragraph.label or between.get(number)
            if label or has_points:
                mark = place.enter_point(point.label)
                label = f"{label} {mark}" if label else mark
        else:
            below = heads[number + 1] if number + 1 < len(heads) else ""
            label = _read_number(place, paragraph, heads[number], below, chained) or (
                place.first or place.unit or paragraph.label or between.get(number)
            )
        headings = paragraph.headings
        if place.is_beside and headings and read_unit_label(headings[-1]) == paragraph.label:
            paragraph = replace(paragraph, headings=headings[:-1])
        labelled.append(paragraph if label == paragraph.label else replace(paragraph, label=label))
    return _qualify(labelled, [paragraph.label is not None for paragraph in paragraphs])


def _leave_ended(paragraph: Paragraph, ended: tuple[str, ...]) -> Paragraph:
    """`paragraph`, whose headings begin with `ended`, without the last of these if more follow."""
    inner = paragraph.headings[len(ended) :]
    if not ended or not inner:
        return paragraph
    label = None if paragraph.label == read_unit_label(ended[-1]) else paragraph.label
    return replace(paragraph, headings=(*ended[:-1], *inner), label=label)


def _read_head(text: str, paragraph: Paragraph) -> str:
    """The beginning of a paragraph, which a label may be in."""
    if paragraph.kind in _NEVER:
        return ""
    return text[paragraph.start : min(paragraph.end, paragraph.start + _MAX_LOOKED_AT)]


def _read_only_point(text: str, paragraph: Paragraph, head: str) -> Unit | None:
    """The point that a paragraph is of; None if it is of none, or goes on with the next one."""
    point = read_point(head)
    if point is None or not point.label[1:-1].isdecimal():
        return point
    following = f"({int(point.label[1:-1]) + 1})"
    return None if text.find(following, paragraph.start, paragraph.end) >= 0 else point


def _is_next(headings: Sequence[str], unit: Unit) -> bool:
    """Whether `unit`, which a text begins with, is the next one behind that of the last heading
    above it, so that this has ended."""
    above = read_unit(headings[-1]) if headings and unit.kind == "word" else None
    return above is not None and above.family == unit.family and follows(above, unit)


def _find_first_points(
    paragraphs: Sequence[Paragraph],
    heads: Sequence[str],
    units: Sequence[Unit | None],
    points: Sequence[Unit | None],
) -> dict[int, tuple[str, tuple[str, ...]]]:
    """The unit, and the points in it or right behind it, that a paragraph begins with, by its
    number, if the next point below counts on, "(2)" below "Article 5 (1)", and lies not in them.
    Linear."""
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    if not any(units) or not any(points):
        return found
    following: dict[str, str] = {}
    """The next point of each kind below, within the same unit."""
    headings: tuple[str, ...] = ()
    for number in reversed(range(len(paragraphs))):
        unit, point = units[number], points[number]
        if paragraphs[number].headings != headings:
            headings, following = paragraphs[number].headings, {}
        if unit:
            label, own = part_points(heads[number], unit)
            # Numbers below a letter lie in that.
            is_outer = bool(own) and (own[0][1:-1].isdecimal() or "number" not in following)
            if is_outer and any(_follow(mark, following) for mark in own):
                found[number] = label, own
            following = {}
        elif point:
            following[_read_kind(point.label)] = point.label
    return found


def _read_kind(point: str) -> str:
    if point[1:-1].isdecimal():
        return "number"
    return "roman" if _ROMAN.fullmatch(point) else "letter"


def _follow(mark: str, following: Mapping[str, str]) -> bool:
    """Whether the next point of the kind of `mark` counts on from it, as none within it does."""
    if mark[1:-1].isdecimal():
        return int(following.get("number", "(0)")[1:-1]) > int(mark[1:-1])
    return (mark == "(a)" and following.get("letter") == "(b)") or (
        mark == "(i)" and following.get("roman") == "(ii)"
    )


def _find_chained(paragraphs: Sequence[Paragraph], heads: Sequence[str]) -> set[str]:
    """The numbers of prose that count on from one like "3.1", paragraph by paragraph that has any:
    "3.2" behind that, and "3.1" itself."""
    numbers = (
        read_number_label(head)
        for paragraph, head in zip(paragraphs, heads, strict=True)
        if paragraph.kind == "prose"
    )
    dotted = [number for number in numbers if number and "." in number]
    found: set[str] = set()
    for one, two in pairwise(dotted):
        if counts_on(one, two) and (one in found or one.endswith(".1")):
            found |= {one, two}
    return found


def _read_outer(label: str) -> str:
    """The number of a unit with a word or a sign: "3" of "Section 3", `""` if `label` is none."""
    unit = read_unit(label)
    if unit is None or unit.kind != "word":
        return ""
    number = _FIRST_NUMBER.search(write_in_digits(label))
    return (number["digits"] or str(_read_roman(number["roman"]))) if number else ""


def _read_roman(numeral: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in numeral.upper()]
    behind = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, behind, strict=True))


def _read_number(
    place: _Place, paragraph: Paragraph, head: str, below: str, chained: Container[str]
) -> str | None:
    """The label of a paragraph that begins with a bare number, above one that begins with `below`;
    None if that is no unit. Those of prose below no unit are among `chained`."""
    number, is_item = read_number_label(head), paragraph.kind == "list"
    if number is None:
        return None
    if "." in number and place.enter_part(number, paragraph.label):
        return number
    if place.unit and (not place.unit[0].isdecimal() or (place.outer and not paragraph.label)):
        return None
    if paragraph.label is None:
        place.number = place.letter = ""
        if number in chained:
            place.unit = number
        return number if is_item or number in chained else None
    following = read_number_label(below)
    holds_text = following is None or following.startswith(f"{number}.")
    return place.enter_number(number, paragraph.label, is_item, holds_text)


def _qualify(paragraphs: Sequence[Paragraph], are_in_unit: Sequence[bool]) -> list[Paragraph]:
    """`paragraphs` with the unit above before a label that several of them have: the "Section 1" of
    an article counts anew in the next one, so that it is "Article II, Section 1", as are all
    sections then, also the only "Section 9". `are_in_unit` tells of which the headings are of a
    unit that has not ended."""

    @lru_cache(maxsize=64)  # paragraphs of one section have the same headings
    def read_labels(headings: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filter(None, map(read_unit_label, reversed(headings))))

    def find_outer(paragraph: Paragraph) -> str | None:
        label = paragraph.label or ""
        outer = (unit for unit in read_labels(paragraph.headings) if unit != label)
        return next((o for o in outer if not label.startswith((f"{o} ", f"{o}.", f"{o}:"))), None)

    outer = [
        find_outer(paragraph) if paragraph.label and is_in_unit else None
        for paragraph, is_in_unit in zip(paragraphs, are_in_unit, strict=True)
    ]
    above: dict[str, set[str]] = {}
    for paragraph, unit in zip(paragraphs, outer, strict=True):
        if paragraph.label and unit:
            above.setdefault(paragraph.label, set()).add(unit)
    anew = {label for label, units in above.items() if len(units) > 1}
    families = {_read_family(label) for label in anew if _read_counter(label) in FIRST_NUMBERS}
    return [
        replace(paragraph, label=f"{unit}, {paragraph.label}")
        if unit
        and paragraph.label
        and (paragraph.label in anew or _read_family(paragraph.label) in families)
        else paragraph
        for paragraph, unit in zip(paragraphs, outer, strict=True)
    ]


def _read_family(label: str) -> str:
    """What all that is counted as `label` is called: "section" of "Section 2 (a)"; `label` itself
    if nothing but a number or a point is in it."""
    unit = read_unit(label)
    return unit.family if unit and unit.kind == "word" else label


def _read_counter(label: str) -> str:
    """The number of `label` behind its word: "2" of "Section 2 (a)", `""` if it has no word."""
    label = write_in_digits(label)
    return label.split()[1] if " " in label else ""


def _keep_certain(units: Sequence[Unit | None]) -> list[Unit | None]:
    """`units` without verses that are hours, and without what may only be mentions."""
    verses = [unit for unit in units if unit and unit.kind == "verse"]
    are_hours = len(verses) > 2 and not _are_verses(verses)
    unsure: dict[str, set[str]] = {}
    for unit in filter(None, units):
        unsure.setdefault(unit.family, set()).add(unit.label)
    return [
        None
        if unit is None
        or (unit.kind == "verse" and are_hours)
        or (not unit.is_sure and len(unsure[unit.family]) < _MIN_UNSURE)
        else unit
        for unit in units
    ]


def _are_verses(verses: Iterable[Unit]) -> bool:
    """Whether the numbers of `verses` count up one by one somewhere, or are none of a clock."""
    numbers = [match.groups() for v in verses if (match := _VERSE_NUMBERS.search(v.label))]
    if any(len(verse) != 2 or int(chapter) > 23 or int(verse) > 59 for chapter, verse in numbers):
        return True
    return any(
        (int(one[0]), int(one[1]) + 1) == (int(two[0]), int(two[1]))
        for one, two in pairwise(numbers)
    )


def _find_counted(units: Iterable[Unit | None]) -> set[str]:
    """The families of which there are two units or more."""
    labels: dict[str, set[str]] = {}
    for unit in filter(None, units):
        labels.setdefault(unit.family, set()).add(unit.label)
    return {family for family, found in labels.items() if len(found) > 1}


def _count_up(points: Sequence[Unit | None]) -> bool:
    """Whether points (1), (2), (3) … follow each other, as recitals do."""
    run = 0
    for number in _list_numbers(points):
        run = run + 1 if number == run + 1 else int(number == 1)
        if run >= _MIN_POINTS:
            return True
    return False


def _list_numbers(points: Iterable[Unit | None]) -> Iterator[int]:
    for point in points:
        if point and point.label[1:-1].isdecimal():
            yield int(point.label[1:-1])
