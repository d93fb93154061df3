"""Text as Telegram keeps it: what it replaces and takes away, and how it counts the rest."""

import re
import unicodedata

import regex

_CONTROLS = "\x00-\x09\x0b\x0c\x0e-\x1f"
_REMOVED = "\r\u2028-\u202e\u030a\u0333\u033f"
_BLANK = "\\s\u00ad\u115f\u1160\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff\uffa0"

_TO_SPACE = re.compile(f"[{_CONTROLS}]")
_LEFT_OUT = re.compile(f"[{_REMOVED}]")
_INVISIBLE = re.compile(f"[{_BLANK}]")
"""What Telegram makes no entity, and no button, of."""
_INVISIBLE_BEGINNING = re.compile(f"^[{_BLANK}{_CONTROLS}{_REMOVED}]+")
_HALF = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair, which cannot be sent at all."""

_RING = "\u030a"
_MARKED = regex.compile(r"\P{M}?\p{M}+")
_LETTER = regex.compile(r"\P{M}?\p{M}+|\P{M}")
"""A character with the marks on it."""


def clean_text(text: str) -> str:
    """`text` as Telegram keeps it, but for the blanks at its ends."""
    if _RING in text:
        text = _MARKED.sub(lambda found: _compose(found[0]), text)
    return _HALF.sub("\ufffd", _LEFT_OUT.sub("", _TO_SPACE.sub(" ", text)))


class CleanedText:
    """`original` as `clean_text` makes it, which knows where its characters have gone.

    They may have become more or fewer: a letter and its ring are one character then.
    """

    def __init__(self, original: str) -> None:
        kept: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        end = 0
        for letter in _LETTER.findall(original):
            for piece in (letter,) if _RING in letter else letter:
                kept.append(clean_text(piece))
                start, end = end, end + len(kept[-1])
                self._starts += [start] * len(piece)
                self._ends += [end] * len(piece)
        self.text = "".join(kept)

    def find(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in `text` of what became of `original[start:end]`, the same if nothing is
        left of it; a letter that became one with its ring is taken in as a whole."""
        if not start < end:
            return 0, 0
        return self._starts[start], self._ends[end - 1]


def count_units(text: str) -> int:
    """The length of a cleaned text as Telegram counts it, in UTF-16 units: a character beyond
    U+FFFF is two."""
    return len(text.encode("utf-16-le")) // 2


def cut_units(text: str, max_units: int) -> str:
    """The beginning of a cleaned text, in at most `max_units`."""
    return text.encode("utf-16-le")[: 2 * max_units].decode("utf-16-le", "ignore")


def is_visible(text: str) -> bool:
    """Whether there is anything to see in `text`."""
    return bool(_INVISIBLE.sub("", clean_text(text)))


def strip_invisible(text: str) -> str:
    """`text` from the first character on that can be seen."""
    return _INVISIBLE_BEGINNING.sub("", text)


def _compose(letter: str) -> str:
    # Telegram takes the ring off its letter, but leaves the letter that has one alone.
    return unicodedata.normalize("NFC", letter) if _RING in letter else letter
