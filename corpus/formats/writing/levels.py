"""Text as it comes, of which some stands above or below the line."""

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from corpus.formats.writing.amounts import ends_amount
from corpus.formats.writing.raised import (
    LOOK_BACK,
    adjoins_number,
    group,
    lower_base,
    raise_exponent,
)
from corpus.structure.signs import strip_ignorable

Level: TypeAlias = Literal["above", "below"]
_BARS = frozenset("/⁄∕")
_MAX_LEVELS = 8
_MAX_JOINED = 40
_MAX_PARTS_BACK = 3 * LOOK_BACK
"""Of which some may be without words: the marks of notes that were left out."""
_BEFORE_NOTE = re.compile(r"[^\W\d_]{4}[\"”’»)]?[.,;:!?…][\"”’»)]?\Z")
"""What a number above the line stands behind as the mark of a note: "cm." may have an exponent."""
_BEFORE_FRACTION = re.compile(r"(?:[^\W_]|\d[.,:/])\Z")
"""What it is no part of: 2 1/2 is not 21/2."""
_NOTE = re.compile(r"\s*\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,5}\s*")


@dataclass(slots=True)
class _Opened:
    level: Level
    start: int
    is_plain: bool
    is_nested: bool = False


@dataclass(frozen=True, slots=True)
class _Written:
    """What stood above or below the line: the number of its part, and its words."""

    level: Level
    part: int
    words: str
    is_plain: bool
    is_nested: bool
    """Whether other levels within are written in the words."""

    def goes_on(self, level: Level, part: int) -> bool:
        """Whether what comes as `part` belongs to it, which is not long, as it is read anew."""
        is_next = self.is_plain and self.part == part - 1
        return is_next and self.level == level and len(self.words) < _MAX_JOINED


@dataclass(slots=True)
class LevelledText:
    """The parts of a line; what is added between `open_level` and `close_level` stands above or
    below it, and is written so that no number becomes another."""

    _parts: list[str] = field(default_factory=list)
    _opened: list[_Opened] = field(default_factory=list)
    _written: list[_Written] = field(default_factory=list)
    """The last two."""
    _after: str | None = None
    """What was added behind the last, as much as matters to it; `None` if that is written."""
    _ends_apart: bool = False
    """Whether the last part is a formula or a fraction."""
    _ignored: int = 0
    """Levels within as many as are written."""

    def __bool__(self) -> bool:
        return bool(self._parts)

    def add(self, text: str) -> None:
        """Adds a part, with its blanks."""
        if not text:
            return
        if self._after is not None and len(self._after) < LOOK_BACK:
            self._after = (self._after + text)[:LOOK_BACK]
            last = self._written[-1]
            self._parts[last.part] = self._write(last)
        if (
            self._ends_apart
            and self._parts
            and self._parts[-1][-1:].isdigit()
            and text[:1].isdigit()
        ):
            text = f" {text}"
        self._ends_apart = False
        self._parts.append(text)

    def add_formula(self, text: str) -> None:
        """Adds a formula: "1" and "1/2" are no 11 halves, "1/2" and "0" no twentieth."""
        is_next = self.look_back()[-1:].isdigit() and text[:1].isdigit()
        self.add(f" {text}" if is_next else text)
        self._ends_apart = bool(text)

    def strip_end(self) -> None:
        """Takes the blanks from the end of the last part."""
        if self._parts and self._parts[-1].endswith(" "):
            stripped = len(self._parts) - 1
            self._parts[-1:] = filter(None, (self._parts[-1].rstrip(" "),))
            self._keep_written([one for one in self._written if one.part != stripped])

    def look_back(self) -> str:
        """The end of what was added, as much as matters to what is raised behind it."""
        return self._look_back(len(self._parts))

    def open_level(self, level: Level, *, is_plain: bool = True) -> None:
        """What follows stands above or below what precedes; unless it `is_plain` words, it may be
        the mark of a note."""
        if len(self._opened) == _MAX_LEVELS:
            self._ignored += 1
            return
        for opened in self._opened[-1:]:
            opened.is_nested |= len(self._parts) > opened.start
        last = self._written[-1] if self._written and is_plain else None
        if last and last.goes_on(level, len(self._parts)):
            # "−" and "3" above the line are one exponent, also as two elements or runs.
            self._opened.append(_Opened(level, last.part, is_plain))
            self._parts[-1] = last.words
            self._keep_written(self._written[:-1])
            return
        self._opened.append(_Opened(level, len(self._parts), is_plain))

    def close_level(self) -> None:
        """Ends the innermost level, if there is one."""
        if self._ignored or not self._opened:
            self._ignored = max(0, self._ignored - 1)
            return
        opened = self._opened.pop()
        words = "".join(self._parts[opened.start :])
        del self._parts[opened.start :]
        self._keep_written([one for one in self._written if one.part < opened.start])
        if not words:
            return
        if opened.level == "below" and self._end_fraction(words.strip()):
            return
        written = _Written(opened.level, opened.start, words, opened.is_plain, opened.is_nested)
        self._written, self._after = [*self._written[-1:], written], ""
        self._parts.append(self._write(written))

    def take(self) -> str:
        """All that was added, which is forgotten; levels that are open end."""
        self._ignored = 0
        self._ends_apart = False
        while self._opened:
            self.close_level()
        text = "".join(self._parts)
        self._parts.clear()
        self._keep_written([])
        return text

    def _keep_written(self, kept: list[_Written]) -> None:
        """Forgets all but these; what comes next is behind none of them if the last is none."""
        if kept[-1:] != self._written[-1:]:
            self._after = None
        self._written = kept

    def _end_fraction(self, below: str) -> bool:
        """Writes "2 1/2" where a 1 stands above the line and then, behind a bar, a 2 below it."""
        bar = len(self._parts) - 1
        last = self._written[-1] if self._written else None
        if not (last and last.level == "above" and last.part == bar - 1 and below.isdecimal()):
            return False
        above = last.words.strip()
        if not above.isdecimal() or self._parts[bar].strip() not in _BARS:
            return False
        before = self._look_back(last.part)
        between = " " if _BEFORE_FRACTION.search(before) else ""
        self._parts[-2:] = [f"{between}{above}", self._parts[bar].strip(), below]
        self._keep_written([])
        self._ends_apart = True
        return True

    def _write(self, one: _Written) -> str:
        """How it is written between what precedes it and what was added behind it."""
        before, after = self._look_back(one.part), self._after or ""
        if one.level == "above" and _NOTE.fullmatch(one.words) and _BEFORE_NOTE.search(before):
            return ""
        if not (one.is_plain or adjoins_number(before, one.words, after)):
            return one.words
        if one.is_plain and ends_amount(before, one.words, after):
            return one.words.strip()
        if one.is_nested and before[-1:].isalnum():
            return f"{'^' if one.level == 'above' else '_'}{_put_in_brackets(one.words)}"
        write = raise_exponent if one.level == "above" else lower_base
        return write(before, one.words, after)

    def _look_back(self, end: int) -> str:
        start, length = end, 0
        while start and length < LOOK_BACK and end - start < _MAX_PARTS_BACK:
            start -= 1
            length += len(self._parts[start])
        return strip_ignorable("".join(self._parts[start:end]))[-LOOK_BACK:]


def _put_in_brackets(words: str) -> str:
    said = group(words)
    return said if said.startswith("(") else f"({said})"
