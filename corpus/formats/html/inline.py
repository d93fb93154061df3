"""The words of a block: white space as browsers show it, lines only where the page breaks them."""

import re

from corpus.formats.writing.levels import Level, LevelledText
from corpus.normalization import clean_line
from corpus.structure.signs import leave_out_spelt

_SPACE = re.compile(r"[ \t\n\r\f]+")
_BLANK = re.compile(r"\n[ \t]*\n")


class Words:
    """The text of one block, as it comes."""

    def __init__(self) -> None:
        self._text = LevelledText()
        self._is_plain = False
        self._link: str | None = None
        self._has_other = False
        self._has_unlinked = False

    def add(
        self,
        text: str | None,
        *,
        is_bold: bool = False,
        link: str | None = None,
        is_linked: bool = False,
    ) -> None:
        """Adds text of the source, in which line ends are blanks."""
        if text:
            self._text.add(_SPACE.sub(" ", text))
            self._note(text, is_bold=is_bold, link=link)
            self._has_unlinked |= not is_linked and any(map(str.isalnum, text))

    def add_break(self) -> None:
        """Begins a line."""
        self._text.add("\n")

    def open_level(self, level: Level, *, is_plain: bool) -> None:
        """What follows stands above or below the line; `is_plain` as in `LevelledText`."""
        self._text.open_level(level, is_plain=is_plain)

    def close_level(self) -> None:
        """Ends the innermost level."""
        self._text.close_level()

    def add_formula(self, text: str) -> None:
        """Adds a formula: "1" and "1/2" are no 11 halves."""
        self._text.add_formula(_SPACE.sub(" ", text))
        self._note(text)

    def _note(self, text: str, *, is_bold: bool = False, link: str | None = None) -> None:
        if text and not text.isspace():
            self._is_plain |= not is_bold
            self._has_other |= link is None or link != (self._link or link)
            self._link = self._link or link

    @property
    def is_bold(self) -> bool:
        """Whether all that was added is."""
        return not self._is_plain and bool(self._text)

    @property
    def is_link(self) -> bool:
        """Whether all of it is one link."""
        return self._link is not None and not self._has_other

    @property
    def is_linked(self) -> bool:
        """Whether all of its words are links."""
        return not self._has_unlinked and bool(self._text)

    def take(self) -> list[tuple[str, ...]]:
        """The lines that were added, by paragraphs, which two line breaks part."""
        joined = leave_out_spelt(self._text.take())
        self._is_plain, self._link, self._has_other = False, None, False
        self._has_unlinked = False
        if "\n" not in joined:
            line = clean_line(joined)
            return [(line,)] if line else []
        paragraphs = (
            tuple(filter(None, map(clean_line, part.split("\n")))) for part in _BLANK.split(joined)
        )
        return [lines for lines in paragraphs if lines]
