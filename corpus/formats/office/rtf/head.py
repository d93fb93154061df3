"""What stands at the top of RTF: fonts, styles, what the document says of itself."""

from dataclasses import dataclass, field

from corpus.formats.office.flow import Shape, outlined
from corpus.formats.office.grounds import Rgb
from corpus.formats.office.rtf.tokens import Font, Word
from corpus.formats.office.style_names import read_style_name

_MAX_CHAIN = 20
_MAX_ENTRIES = 20_000
_MAX_VALUE = 2000
_MAX_VALUES = 20
_CHANNELS = ("red", "green", "blue")
INFO_FIELDS = {
    "title": "title",
    "author": "author",
    "subject": "subject",
    "keywords": "keywords",
    "doccomm": "description",
    "creatim": "date",
}


@dataclass(slots=True)
class _Style:
    name: str = ""
    based_on: int | None = None
    outline: int | None = None


@dataclass(slots=True)
class Head:
    """Fonts and styles by their numbers, and fields with their values."""

    fonts: dict[int, Font] = field(default_factory=dict)
    stated: dict[str, list[str]] = field(default_factory=dict)
    _styles: dict[int, _Style] = field(default_factory=dict)
    _shapes: dict[int, Shape] = field(default_factory=dict)
    _colours: list[Rgb] = field(default_factory=list)
    _colour: dict[str, int] = field(default_factory=dict)
    _font: Font | None = None
    _style: _Style | None = None
    _day: dict[str, int] = field(default_factory=dict)

    def read_font(self, word: Word) -> None:
        """A word in the table of fonts."""
        if word.name == "f" and len(self.fonts) < _MAX_ENTRIES:
            self._font = self.fonts[word.number or 0] = Font()
        elif self._font is not None and word.name == "fcharset":
            self._font.charset = word.number or 0
        elif self._font is not None and word.name == "fmodern":
            self._font.is_fixed = True
        elif self._font is not None and word.name == "cpg":
            self._font.page = word.number

    def add_font_name(self, text: str) -> None:
        if self._font is not None and len(self._font.name) < _MAX_VALUE:
            self._font.name = f"{self._font.name}{text}".rstrip(";")

    def read_colour(self, word: Word) -> None:
        """A word in the table of colours."""
        if word.name in _CHANNELS and word.number is not None:
            self._colour[word.name] = word.number

    def end_colours(self, count: int) -> None:
        """So many colours end, the first as it was said."""
        for _ in range(min(count, _MAX_ENTRIES - len(self._colours))):
            self._colours.append(tuple(self._colour.get(name, 0) for name in _CHANNELS))
            self._colour.clear()

    def colour(self, number: int | None) -> Rgb | None:
        """The colour with that number; None if there is none, or a program chooses it."""
        is_known = number is not None and 0 < number < len(self._colours)
        return self._colours[number or 0] if is_known else None

    def open_style(self) -> None:
        """Begins a group in the table of styles, which is that of paragraphs that name none, until
        it says otherwise."""
        self._style = _Style()

    def read_style(self, word: Word) -> None:
        """A word in the table of styles."""
        if self._style is None:
            return
        if word.name == "s" and len(self._styles) < _MAX_ENTRIES:
            self._styles[word.number or 0] = self._style
        elif word.name == "sbasedon":
            self._style.based_on = word.number
        elif word.name == "outlinelevel":
            self._style.outline = word.number

    def add_style_name(self, text: str) -> None:
        if self._style is not None and len(self._style.name) < _MAX_VALUE:
            self._style.name = f"{self._style.name}{text}".strip().rstrip(";")

    def read_day(self, word: Word) -> None:
        """A word of the day on which the document was made."""
        if word.name in ("yr", "mo", "dy") and word.number is not None:
            self._day[word.name] = word.number
        if len(self._day) == 3:
            year, month, day = (self._day[name] for name in ("yr", "mo", "dy"))
            if 1900 < year < 10_000 and 0 < month <= 12 and 0 < day <= 31:
                self.stated["date"] = [f"{year:04}-{month:02}-{day:02}"]
            self._day.clear()

    def open_value(self, name: str) -> None:
        """Begins a field."""
        said = self.stated.setdefault(name, [])
        if len(said) < _MAX_VALUES:
            said.append("")

    def add_value(self, name: str, text: str) -> None:
        """Text of a field."""
        said = self.stated.get(name)
        if said and len(said[-1]) < _MAX_VALUE:
            said[-1] += text

    def shape(self, style: int) -> Shape:
        """What paragraphs in the style with that number are."""
        found = self._shapes.get(style)
        if found is None:
            found = self._shapes[style] = self._find_shape(style)
        return found

    def _find_shape(self, number: int) -> Shape:
        seen: int | None = number
        for _ in range(_MAX_CHAIN):
            style = self._styles.get(seen) if seen is not None else None
            if style is None:
                break
            if shape := read_style_name(style.name) or outlined(style.outline):
                return shape
            seen = style.based_on
        return Shape()
