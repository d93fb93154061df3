"""The styles and lists of an OpenDocument text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.formats.office.flow import LetterLevel, Shape, outlined
from corpus.formats.office.grounds import CLEAR, UNKNOWN, WHITE, Rgb, read_ground, read_rgb
from corpus.formats.office.said import first_said
from corpus.formats.office.style_names import decode_style_name, names_rule, read_style_name
from corpus.formats.office.unseen import is_tiny
from corpus.formats.office.xml_events import read_count

_MAX_CHAIN = 20
_KINDS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "١, ٢, ٣, ٤, ...": "arabicDecimal",
}
_GROUNDS = frozenset(
    (
        *("style:paragraph-properties", "style:table-cell-properties", "style:table-properties"),
        *("style:table-row-properties", "style:section-properties"),
    )
)
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{0,9})?|\.\d{1,9})(pt|pc|px|in|cm|mm|%)")
_POINTS = {"pt": 1, "pc": 12, "px": 0.75, "in": 72, "cm": 28.35, "mm": 2.835, "%": 0.12}
"""Points in each unit of a size, of per cent those of usual letters."""
_MAX_CLEAR = 5
"""Per cent of what covers the ground, up to which nothing is seen of it."""
_TABLE_HEAD = "table heading"
_OUTLINE = ""
"""The name that the numbers of headings have among the lists."""


@dataclass(slots=True)
class Style:
    """One style, by itself; None where it says nothing."""

    name: str = ""
    based_on: str = ""
    list_name: str | None = None
    outline: int | None = None
    is_bold: bool | None = None
    is_hidden: bool | None = None
    level: LetterLevel | None = None
    is_rule: bool | None = None
    is_struck: bool | None = None
    colour: Rgb | None = None
    is_tiny: bool | None = None
    ground: Rgb | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a style says together with those that it is based on."""

    shape: Shape | None = None
    list_name: str = ""
    is_bold: bool | None = None
    is_hidden: bool | None = None
    level: LetterLevel | None = None
    is_rule: bool | None = None
    is_struck: bool | None = None
    colour: Rgb | None = None
    is_tiny: bool | None = None
    ground: Rgb | None = None
    font: str | None = None
    is_table_head: bool = False


@dataclass(slots=True)
class ListLevel:
    """How items of a level are numbered, not at all if `kind` is ""."""

    kind: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    """How many levels are shown, this one and those above it."""


class Styles:
    """All of them by their family and name, lists by their names, `""` that of the headings;
    `has_ground` if pages may be other than white; families of `fonts` by the names that they have
    in the document."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], Style] = {}
        self.lists: dict[str, dict[int, ListLevel]] = {}
        self.defaults: dict[str, Style] = {}
        self.has_ground = False
        self.fonts: dict[str, str] = {}
        self._resolved: dict[tuple[str, str], Resolved] = {}

    def resolve(self, family: str, name: str) -> Resolved:
        """What counts for the style `name` of `family`."""
        key = family, name
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._resolve(*key)
        return found

    @property
    def headings(self) -> dict[int, ListLevel]:
        """How headings are numbered by their levels, from 0."""
        return self.lists.get(_OUTLINE, {})

    def _resolve(self, family: str, name: str) -> Resolved:
        chain = list(self._chain(family, name))
        # The last one may be based on one that every text processor knows by its name.
        names = [style.name for style in chain] + [chain[-1].based_on if chain else name]
        names = list(map(decode_style_name, names))
        outline = first_said(style.outline for style in chain)
        shape = next(filter(None, map(read_style_name, names)), None)
        if family != "text":  # which says nothing of what it does not know, so that spans go on
            chain += filter(None, (self.defaults.get(family),))
        ground = first_said(s.ground for s in chain)
        return Resolved(
            shape=shape or outlined(None if outline is None else outline - 1),
            list_name=next((s.list_name for s in chain if s.list_name is not None), ""),
            is_bold=first_said(s.is_bold for s in chain),
            is_hidden=first_said(s.is_hidden for s in chain),
            is_rule=any(map(names_rule, names)) or any(s.is_rule for s in chain),
            level=first_said(s.level for s in chain),
            is_struck=first_said(s.is_struck for s in chain),
            colour=first_said(s.colour for s in chain),
            is_tiny=first_said(s.is_tiny for s in chain),
            ground=None if ground == CLEAR else ground,
            font=first_said(s.font for s in chain),
            is_table_head=any(one.casefold() == _TABLE_HEAD for one in names),
        )

    def _chain(self, family: str, name: str) -> Iterator[Style]:
        for _ in range(_MAX_CHAIN):
            found = self.known.get((family, name))
            if found is None:
                return
            yield found
            name = found.based_on


@dataclass(slots=True)
class StyleReader:
    """Reads a part of styles, or the styles in a part with text: a handler of `read_events`."""

    styles: Styles = field(default_factory=Styles)
    _style: Style | None = None
    _levels: dict[int, ListLevel] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "style:font-face":
                family = _first_family(attributes.get("font-family", ""))
                self.styles.fonts[attributes.get("name", "")] = family
            case "style:default-style":
                self._style = Style()
                self.styles.defaults[attributes.get("family", "")] = self._style
            case "style:table-properties" if self._style is not None:
                _read_ground(self._style, attributes)
                if "display" in attributes:
                    self._style.is_hidden = attributes["display"] == "false"
            case "style:style":
                own = attributes.get("name", "")
                self._style = Style(
                    own,
                    attributes.get("parent-style-name", ""),
                    attributes.get("list-style-name"),
                    read_count(attributes, "default-outline-level"),
                )
                self.styles.known[attributes.get("family", ""), own] = self._style
            case "style:text-properties" if self._style is not None:
                _read_letters(self._style, attributes)
                self._style.font = self._find_font(attributes)
                _read_ground(self._style, attributes)
            case "style:page-layout-properties":
                self.styles.has_ground |= _find_ground(attributes) not in (CLEAR, WHITE)
            case _ if name in _GROUNDS and self._style is not None:
                _read_ground(self._style, attributes)
                if name == "style:paragraph-properties":
                    self._style.is_rule = any(
                        attributes.get(side, "none") not in ("none", "hidden")
                        for side in ("border-bottom", "border-top")
                    )
            case "text:list-style":
                self._levels = self.styles.lists.setdefault(attributes.get("name", "?"), {})
            case "text:outline-style":
                self._levels = self.styles.lists.setdefault(_OUTLINE, {})
            case "text:list-level-style-number" | "text:outline-level-style":
                self._read_level(attributes)

    def end(self, name: str) -> None:
        if name in ("style:style", "style:default-style"):
            self._style = None
        elif name in ("text:list-style", "text:outline-style"):
            self._levels = None

    def data(self, text: str) -> None:
        """Styles hold no text."""

    def _find_font(self, attributes: dict[str, str]) -> str | None:
        if name := attributes.get("font-name"):
            return self.styles.fonts.get(name) or name
        family = attributes.get("font-family")
        return None if family is None else _first_family(family)

    def _read_level(self, attributes: dict[str, str]) -> None:
        level = read_count(attributes, "level")
        if self._levels is not None and level:
            kind = attributes.get("num-format", "")
            self._levels[level - 1] = ListLevel(
                kind=_KINDS.get(kind, "decimal" if kind else ""),
                prefix=attributes.get("num-prefix", ""),
                suffix=attributes.get("num-suffix", ""),
                start=1 if (start := read_count(attributes, "start-value")) is None else start,
                shown=read_count(attributes, "display-levels") or 1,
            )


def _first_family(said: str) -> str:
    return said.partition(",")[0].strip(" '\"")


def _read_letters(style: Style, attributes: dict[str, str]) -> None:
    if weight := attributes.get("font-weight"):
        style.is_bold = weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= 600)
    if "display" in attributes:
        style.is_hidden = attributes["display"] == "none"
    if attributes.get("use-window-font-color") == "true":
        style.colour = UNKNOWN
    elif colour := attributes.get("color"):
        style.colour = read_rgb(colour)
    # Beside a colour that the program chooses LibreOffice says so of letters that all can see.
    is_chosen = attributes.get("use-window-font-color") == "true"
    if _is_clear(attributes.get("opacity", "")) and not is_chosen:
        style.is_hidden = True
    if size := attributes.get("font-size"):
        style.is_tiny = _is_tiny(size)
    scale = attributes.get("text-scale", "")
    if position := attributes.get("text-position"):
        scale = scale if _is_tiny(scale) else position.partition(" ")[2]
        style.level = _find_level(position)
    if _is_tiny(scale):
        style.is_tiny = True
    if line := attributes.get("text-line-through-style") or attributes.get(
        "text-line-through-type"
    ):
        style.is_struck = line != "none"


def _read_ground(style: Style, attributes: dict[str, str]) -> None:
    if "background-color" in attributes or "fill" in attributes:
        style.ground = _find_ground(attributes)


def _find_ground(attributes: dict[str, str]) -> Rgb:
    fill = attributes.get("fill", "none")
    if fill not in ("none", "solid"):
        return UNKNOWN
    colour = attributes.get("fill-color", "") if fill == "solid" else ""
    return read_ground(colour or attributes.get("background-color", ""))


def _is_clear(opacity: str) -> bool:
    share = opacity.removesuffix("%").partition(".")[0]
    return opacity.endswith("%") and share.isdecimal() and int(share[:4]) <= _MAX_CLEAR


def _is_tiny(size: str) -> bool:
    match = _SIZE.fullmatch(size)
    return match is not None and is_tiny(float(match[1]) * _POINTS[match[2]])


def _find_level(position: str) -> LetterLevel:
    height = position.partition(" ")[0].partition("%")[0].partition(".")[0]
    if height in ("super", "sub"):
        return "above" if height == "super" else "below"
    share = height.removeprefix("-")
    if not share.isdecimal() or not share.strip("0"):
        return ""
    return "below" if height.startswith("-") else "above"
