"""What the tags in a line say of its text: which of it is raised, and in which font."""

from collections.abc import Mapping

from corpus.formats.sight.fonts import read_font
from corpus.formats.sight.levels import read_level
from corpus.formats.writing.levels import Level, LevelledText
from corpus.formats.writing.symbols import read_signs


class TagStyles:
    """The levels and fonts that tags in a line open and close in a text."""

    def __init__(self, text: LevelledText) -> None:
        self._text = text
        self._opened: dict[str, list[tuple[Level | None, bool]]] = {}
        """Of the tags that are open, by their names, the level, and whether they name a font."""
        self._fonts: list[str] = []

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag called `name`, in lower case, which is no void one."""
        level, font = read_level(name, attributes), read_font(name, attributes)
        self._opened.setdefault(name, []).append((level, bool(font)))
        if level:
            self._text.open_level(level)
        if font:
            self._fonts.append(font)

    def close(self, name: str) -> None:
        """The end of one; of one that is not open it is none."""
        opened = self._opened.get(name)
        level, has_font = opened.pop() if opened else (None, False)
        if level:
            self._text.close_level()
        if has_font:
            self._fonts.pop()

    def add(self, text: str) -> None:
        """Adds text, with the signs that its font shows."""
        self._text.add(read_signs(text, self._fonts[-1]) if self._fonts else text)

    def forget(self) -> None:
        """The line has ended, and with it what is open."""
        self._opened.clear()
        self._fonts.clear()
