"""RTF to tokens, and its bytes to letters."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.formats.writing.symbols import is_of_signs, read_signs

_TOKEN = re.compile(
    rb"\\(?:([A-Za-z]{1,40})(-?\d{1,10})? ?|'([0-9A-Fa-f]{2})|([^A-Za-z]))"
    rb"|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|[\s\S]",
)
_CODECS = {
    77: "mac_roman",
    78: "shift_jis",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""Of the sets of characters that fonts are said to have."""
_SYMBOL_SET = 2
_PAGES = {10_000: "mac_roman", 65_001: "utf-8", 936: "gb18030"}


@dataclass(frozen=True, slots=True)
class Word:
    """A control word with its number, if it has one."""

    name: str
    number: int | None


def read_tokens(data: bytes) -> Iterator[Word | bytes | str | int]:
    """The tokens of RTF: a `Word`; text as bytes; "{" and "}"; another control symbol with its
    backslash, such as `\\\\~`; a letter that is written as a number as that. Raw data are passed
    over."""
    place = 0
    while match := _TOKEN.match(data, place):
        place = match.end()
        name, number, digits, symbol, brace, text = match.groups()
        if text is not None:
            yield text
        elif name is not None:
            value = int(number) if number is not None else None
            if name == b"bin":
                place += max(0, value or 0)
            else:
                yield Word(name.decode("ascii"), value)
        elif digits is not None:
            yield int(digits, 16)
        elif brace is not None:
            yield brace.decode("ascii")
        elif symbol is not None:
            yield "\\" + symbol.decode("latin-1")


def find_codec(page: int | None) -> str | None:
    """The codec of a code page; None if that is not known."""
    if page in _PAGES:
        return _PAGES[page]
    try:
        return codecs.lookup(f"cp{page}").name if page else None
    except LookupError:
        return None


@dataclass(slots=True)
class Font:
    """A font of the table, by what its bytes mean."""

    charset: int = 1
    page: int | None = None
    name: str = ""
    is_fixed: bool = False
    """Whether all its letters are of one width."""

    @property
    def is_of_signs(self) -> bool:
        """Whether its letters are signs in places of letters."""
        return self.charset in (_SYMBOL_SET, 0, 1) and is_of_signs(self.name)

    def codec(self, default: str) -> str:
        """What its bytes are decoded with, in a document whose own codec is `default`."""
        return find_codec(self.page) or _CODECS.get(self.charset, default)


class Letters:
    """Bytes and numbers of Unicode as they come, to text."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._codec = "cp1252"
        self._font: Font | None = None
        self._units: list[int] = []

    def add_bytes(self, text: bytes, codec: str, font: Font | None) -> str:
        """Adds bytes in `codec`; gives what went before and is of another one."""
        font = font if font is not None and font.is_of_signs else None
        before = ""
        if self._units or codec != self._codec or font is not self._font:
            before = self.take()
            self._codec, self._font = codec, font
        self._bytes += text
        return before

    def add_unit(self, unit: int, font: Font | None) -> str:
        """Adds a number of UTF-16; gives what went before, unless that was one, too."""
        font = font if font is not None and font.is_of_signs else None
        before = self.take() if self._bytes or font is not self._font else ""
        self._font = font
        self._units.append(unit & 0xFFFF)
        return before

    def take(self) -> str:
        """All that was added since the last time."""
        return self._take_bytes() if self._bytes else self._take_units()

    def _take_bytes(self) -> str:
        data = bytes(self._bytes)
        self._bytes.clear()
        if self._font is not None:
            return read_signs(data.decode("latin-1"), self._font.name)
        return data.decode(self._codec, "replace")

    def _take_units(self) -> str:
        if not self._units:
            return ""
        # The first half of a pair waits for the other one, whatever is said of them in between.
        whole = len(self._units) - (0xD800 <= self._units[-1] < 0xDC00)
        data = b"".join(unit.to_bytes(2, "little") for unit in self._units[:whole])
        font, self._units = self._font, self._units[whole:]
        text = data.decode("utf-16-le", "replace")
        return read_signs(text, font.name) if font else text
