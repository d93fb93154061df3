"""The styles of a Word document: what paragraphs and letters in each of them are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from corpus.formats.office.flow import LetterLevel, Shape, find_level, outlined
from corpus.formats.office.grounds import (
    BLACK,
    CLEAR,
    UNKNOWN,
    WHITE,
    Rgb,
    look_alike,
    read_ground,
    read_rgb,
)
from corpus.formats.office.said import first_said
from corpus.formats.office.style_names import names_rule, read_style_name
from corpus.formats.office.unseen import is_tiny
from corpus.formats.office.xml_events import read_count

_MAX_CHAIN = 20
"""Styles that a style is based on, one on another."""
Fonts: TypeAlias = tuple[str | None, str | None]
"""The names of those of ASCII, and of what else is Latin or a sign; None where nothing is said."""
THEME_COLOURS = {
    **dict.fromkeys(("background1", "light1", "bg1", "lt1"), WHITE),
    **dict.fromkeys(("text1", "dark1", "tx1", "dk1"), BLACK),
}
_HIGHLIGHTS = {
    "black": BLACK,
    "blue": (0, 0, 255),
    "cyan": (0, 255, 255),
    "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128),
    "darkGray": (128, 128, 128),
    "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128),
    "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0),
    "green": (0, 255, 0),
    "lightGray": (192, 192, 192),
    "magenta": (255, 0, 255),
    "red": (255, 0, 0),
    "white": WHITE,
    "yellow": (255, 255, 0),
}
_MIN_CLEAR = 95_000
_LEVELS: Mapping[str, LetterLevel] = {"superscript": "above", "subscript": "below"}
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(slots=True)
class Style:
    """One style, by itself; None where it says nothing. `has_bold_head` is whether the first row of
    tables in it is set off."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    list_number: str | None = None
    list_level: int | None = None
    is_bold: bool | None = None
    is_hidden: bool | None = None
    is_struck: bool | None = None
    colour: Rgb | None = None
    is_tiny: bool | None = None
    ground: Rgb | None = None
    fonts: Fonts = (None, None)
    level: LetterLevel | None = None
    moved: LetterLevel | None = None
    """What is raised as `level` is small, and what is `moved` as large as what stands beside it:
    neither takes the other back."""
    has_bold_head: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a style says together with those that it is based on. `list_number` and `list_level`
    are the list and the level that its paragraphs are items of, if any."""

    shape: Shape
    list_number: str | None = None
    list_level: int | None = None
    is_bold: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    colour: Rgb | None = None
    is_tiny: bool | None = None
    ground: Rgb | None = None
    fonts: Fonts = (None, None)
    level: LetterLevel = ""
    moved: LetterLevel = ""
    has_bold_head: bool = False
    is_rule: bool = False
    """Whether paragraphs without words are rules."""


class Styles:
    """All of them by their ids. `default` is that of paragraphs that name none; `is_hidden` is
    whether words are that no style says something of."""

    def __init__(self) -> None:
        self.known: dict[str, Style] = {}
        self.default = ""
        self.is_hidden = False
        self.colour: Rgb | None = None
        self.is_tiny: bool | None = None
        self.fonts: Fonts = (None, None)
        self._resolved: dict[str, Resolved] = {}

    def resolve(self, style: str) -> Resolved:
        """What counts for the style with that id."""
        found = self._resolved.get(style)
        if found is None:
            found = self._resolved[style] = self._resolve(style)
        return found

    def _resolve(self, style: str) -> Resolved:
        if style not in self.known:
            return Resolved(
                read_style_name(style) or Shape(),
                is_hidden=self.is_hidden,
                colour=self.colour,
                is_rule=names_rule(style),
                is_tiny=self.is_tiny,
                fonts=self.fonts,
            )
        chain = list(self._chain(style))
        return Resolved(
            shape=_find_shape(chain),
            list_number=first_said(s.list_number for s in chain),
            list_level=first_said(s.list_level for s in chain),
            is_bold=next((s.is_bold for s in chain if s.is_bold is not None), False),
            is_hidden=next((s.is_hidden for s in chain if s.is_hidden is not None), self.is_hidden),
            is_struck=next((s.is_struck for s in chain if s.is_struck is not None), False),
            colour=next((s.colour for s in chain if s.colour is not None), self.colour),
            is_tiny=next((s.is_tiny for s in chain if s.is_tiny is not None), self.is_tiny),
            ground=first_said(s.ground for s in chain),
            fonts=choose_fonts(*(s.fonts for s in chain), self.fonts),
            level=first_said(s.level for s in chain) or "",
            moved=first_said(s.moved for s in chain) or "",
            is_rule=any(names_rule(s.name) for s in chain),
            has_bold_head=any(s.has_bold_head for s in chain),
        )

    def _chain(self, style: str) -> Iterator[Style]:
        """The style with that id and those that it is based on."""
        for _ in range(_MAX_CHAIN):
            found = self.known.get(style)
            if found is None:
                return
            yield found
            style = found.based_on


def _find_shape(chain: list[Style]) -> Shape:
    outline = first_said(style.outline for style in chain)
    named = next(filter(None, (read_style_name(style.name) for style in chain)), None)
    if named is None or named.kind == "heading":
        # A heading that its style takes out of the outline is none.
        return (outlined(outline) or Shape()) if outline is not None else named or Shape()
    return named


def is_on(attributes: dict[str, str]) -> bool:
    """Whether a property that is on or off, such as bold, is on."""
    return attributes.get("val", "1").lower() not in _OFF


def read_level(attributes: dict[str, str]) -> LetterLevel:
    """Whether a property puts letters above or below the line; "" if on it."""
    return _LEVELS.get(attributes.get("val", ""), "")


def read_fonts(attributes: dict[str, str]) -> Fonts:
    """The fonts that a property names; "" for one of the theme, which is one of letters."""
    ascii_font, other = (
        "" if f"{name}Theme" in attributes else attributes.get(name) for name in ("ascii", "hAnsi")
    )
    return ascii_font, other


def choose_fonts(*said: Fonts) -> Fonts:
    """The first of each that is named."""
    ascii_font = first_said(one for one, _ in said)
    return ascii_font, first_said(other for _, other in said)


def read_shading(attributes: dict[str, str]) -> Rgb | None:
    """The ground that a property gives letters; None if none."""
    fill, colour = (read_ground(attributes.get(name, "")) for name in ("fill", "color"))
    match attributes.get("val", "clear"):
        case "nil":
            return None
        case "clear":
            is_of_theme = fill == CLEAR and "themeFill" in attributes
            ground = UNKNOWN if is_of_theme else fill
        case "solid" | "pct100":
            ground = UNKNOWN if colour == CLEAR else colour
        case _:  # a pattern
            is_plain = look_alike(colour, WHITE) and fill in (CLEAR, WHITE)
            ground = CLEAR if is_plain else UNKNOWN
    return None if ground == CLEAR else ground


def read_highlight(attributes: dict[str, str]) -> Rgb | None:
    """The ground that a marker gives letters; None if none."""
    name = attributes.get("val", "none")
    return None if name == "none" else _HIGHLIGHTS.get(name, UNKNOWN)


def read_colour(attributes: dict[str, str]) -> Rgb:
    """The colour of letters, which the theme may give; `UNKNOWN` if a program chooses it."""
    is_changed = "themeShade" in attributes or "themeTint" in attributes
    of_theme = None if is_changed else THEME_COLOURS.get(attributes.get("themeColor", ""))
    return of_theme or read_rgb(attributes.get("val", ""))


def is_size_tiny(attributes: dict[str, str]) -> bool:
    """Whether a size, which is told in halves of points, is that of nothing to be read."""
    size = read_count(attributes)
    return is_tiny(None if size is None else size / 2)


@dataclass(slots=True)
class LetterFill:
    """What letters are filled with instead of their colour, element by element."""

    colour: Rgb = UNKNOWN
    is_clear: bool = False

    def read(self, name: str, attributes: dict[str, str]) -> None:
        """An element within the fill begins."""
        match name:
            case ":noFill":
                self.is_clear = True
            case ":srgbClr":
                self.colour = read_rgb(attributes.get("val", ""))
            case ":schemeClr":
                self.colour = THEME_COLOURS.get(attributes.get("val", ""), UNKNOWN)
            case ":alpha":  # how far one sees through it, in thousandths of a per cent
                self.is_clear |= (read_count(attributes) or 0) >= _MIN_CLEAR
            case ":lumMod" | ":lumOff" | ":shade" | ":tint" | ":satMod" | ":gradFill":
                self.colour = UNKNOWN


class StyleReader:
    """Reads a part of styles: a handler of `read_events`."""

    def __init__(self) -> None:
        self.styles = Styles()
        self._style: Style | None = None
        self._is_of_some_cells = False
        self._fill: LetterFill | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "w:style":
            self._style = self.styles.known[attributes.get("styleId", "")] = Style()
            is_default = is_on({"val": attributes.get("default", "0")})
            if is_default and attributes.get("type") == "paragraph":
                self.styles.default = attributes.get("styleId", "")
        elif self._fill is not None:
            self._fill.read(name, attributes)
        elif name == ":textFill" and not self._is_of_some_cells:
            self._fill = LetterFill()
        elif self._style is None:
            self._read_default(name, attributes)
        elif name == "w:tblStylePr":
            self._style.has_bold_head |= attributes.get("type") == "firstRow"
            self._is_of_some_cells = True
        elif not self._is_of_some_cells:
            self._read_property(self._style, name, attributes)

    def end(self, name: str) -> None:
        if name == "w:style":
            self._style = None
        elif name == ":textFill" and self._fill is not None:
            if self._style is not None:
                self._style.colour = self._fill.colour
                self._style.is_hidden = self._fill.is_clear or self._style.is_hidden
            self._fill = None
        elif name == "w:tblStylePr":
            self._is_of_some_cells = False

    def data(self, text: str) -> None:
        """Styles hold no text."""

    def _read_default(self, name: str, attributes: dict[str, str]) -> None:
        """What letters are that no style says something of."""
        match name:
            case "w:vanish":
                self.styles.is_hidden = is_on(attributes)
            case "w:color":
                self.styles.colour = read_colour(attributes)
            case "w:sz":
                self.styles.is_tiny = is_size_tiny(attributes)
            case "w:rFonts":
                self.styles.fonts = read_fonts(attributes)

    def _read_property(self, style: Style, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "w:name":
                style.name = attributes.get("val", "")
            case "w:basedOn":
                style.based_on = attributes.get("val", "")
            case "w:outlineLvl":
                style.outline = read_count(attributes)
            case "w:numId":
                style.list_number = attributes.get("val", "")
            case "w:ilvl":
                style.list_level = read_count(attributes)
            case "w:b":
                style.is_bold = is_on(attributes)
            case "w:vanish":
                style.is_hidden = is_on(attributes)
            case "w:strike" | "w:dstrike":
                style.is_struck = bool(style.is_struck) or is_on(attributes)
            case "w:color":
                style.colour = read_colour(attributes)
            case "w:sz":
                style.is_tiny = is_size_tiny(attributes)
            case "w:rFonts":
                style.fonts = read_fonts(attributes)
            case "w:vertAlign":
                style.level = read_level(attributes)
            case "w:position":
                style.moved = find_level(read_count(attributes) or 0)
            case "w:shd":
                style.ground = read_shading(attributes) if style.ground is None else style.ground
            case "w:highlight":
                if (marker := read_highlight(attributes)) is not None:
                    style.ground = marker
