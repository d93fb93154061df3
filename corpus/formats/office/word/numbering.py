"""The lists of a Word document, and the numbers that its items and headings are shown with."""

import re
from dataclasses import dataclass, field

from corpus.formats.office.numbering import LevelCounter, spell_number
from corpus.formats.office.word.styles import Styles, is_on
from corpus.formats.office.xml_events import read_count

_PLACE = re.compile(r"%([1-9])")
_MAX_MARKER = 60
_UNSHOWN = ("bullet", "none")


@dataclass(slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    style: str = ""
    is_in_digits: bool = False


@dataclass(slots=True)
class _Definition:
    levels: dict[int, _Level] = field(default_factory=dict)
    linked: str = ""


@dataclass(slots=True)
class _List:
    definition: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """Counts the items of all lists, in the order of the text."""

    def __init__(self) -> None:
        self.definitions: dict[str, _Definition] = {}
        self.lists: dict[str, _List] = {}
        self._counters: dict[str, LevelCounter] = {}
        self._begun: set[tuple[str, int]] = set()

    def find_level(self, number: str, style: str) -> int:
        """The level of the list `number` that paragraphs in `style` have."""
        one = self.lists.get(number)
        levels = self._levels(one) if one else {}
        return next((n for n, level in levels.items() if level.style == style), 0)

    def count(self, number: str, level: int, styles: Styles) -> str | None:
        """The number that the next item of the list is shown with, `""` behind a bullet; None if
        there is no such list."""
        one = self.lists.get(number)
        if one is None:
            return None
        key, levels = self._resolve(one, styles)
        own = levels.get(level)
        if own is None:
            return ""
        counter = self._counters.setdefault(key, LevelCounter())
        for other, start in one.starts.items():
            if (number, other) not in self._begun and other <= level:
                self._begun.add((number, other))
                counter.set(other, start)
        counter.count(level, own.start)
        return self._show(own, levels, counter)

    def _levels(self, one: _List) -> dict[int, _Level]:
        definition = self.definitions.get(one.definition)
        return {**(definition.levels if definition else {}), **one.levels}

    def _resolve(self, one: _List, styles: Styles) -> tuple[str, dict[int, _Level]]:
        """What counts for a list: its definition, or the one that that leads to by a style."""
        definition = self.definitions.get(one.definition)
        if definition and definition.linked:
            other = self.lists.get(styles.resolve(definition.linked).list_number or "")
            if other is not None:
                return other.definition, {**self._levels(other), **one.levels}
        return one.definition, self._levels(one)

    def _show(self, own: _Level, levels: dict[int, _Level], counter: LevelCounter) -> str:
        if own.kind in _UNSHOWN and not _PLACE.search(own.text):
            return "" if own.kind == "bullet" else own.text.strip()[:_MAX_MARKER]

        def spell(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            level = levels.get(place, own)
            kind = "decimal" if own.is_in_digits else level.kind
            if kind in _UNSHOWN:
                return ""
            return spell_number(counter.value(place, level.start), kind)

        return _PLACE.sub(spell, own.text).strip()[:_MAX_MARKER]


class NumberingReader:
    """Reads a part of numbering: a handler of `read_events`."""

    def __init__(self) -> None:
        self.numbering = Numbering()
        self._definition: _Definition | None = None
        self._list: _List | None = None
        self._level: _Level | None = None
        self._place = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "w:abstractNum":
                self._definition = _Definition()
                self.numbering.definitions[attributes.get("abstractNumId", "")] = self._definition
            case "w:num":
                self._list = self.numbering.lists[attributes.get("numId", "")] = _List()
            case "w:abstractNumId" if self._list is not None:
                self._list.definition = attributes.get("val", "")
            case "w:numStyleLink" if self._definition is not None:
                self._definition.linked = attributes.get("val", "")
            case "w:lvlOverride":
                self._place = read_count(attributes, "ilvl") or 0
            case "w:startOverride" if self._list is not None:
                self._list.starts[self._place] = read_count(attributes) or 0
            case "w:lvl":
                self._open_level(read_count(attributes, "ilvl") or 0)
            case _ if self._level is not None:
                _read_property(self._level, name, attributes)

    def end(self, name: str) -> None:
        if name == "w:abstractNum":
            self._definition = None
        elif name == "w:num":
            self._list = None
        elif name == "w:lvl":
            self._level = None

    def data(self, text: str) -> None:
        """Numbering holds no text."""

    def _open_level(self, place: int) -> None:
        self._level = _Level()
        if self._list is not None:
            self._list.levels[place] = self._level
        elif self._definition is not None:
            self._definition.levels[place] = self._level


def _read_property(level: _Level, name: str, attributes: dict[str, str]) -> None:
    match name:
        case "w:start":
            level.start = read_count(attributes) or 0
        case "w:numFmt":
            level.kind = attributes.get("val", "decimal")
        case "w:lvlText":
            level.text = attributes.get("val", "")
        case "w:pStyle":
            level.style = attributes.get("val", "")
        case "w:isLgl":
            level.is_in_digits = is_on(attributes)
