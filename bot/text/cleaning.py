"""Text as Telegram keeps it: what it replaces and takes away, and how it counts the rest."""

import re
import unicodedata
from collections.abc import Sequence

import regex

from bot.text.translation import is_right_to_left
from corpus import is_seen

_CONTROLS = "\x00-\x09\x0b\x0c\x0e-\x1f"
_REMOVED = "\r\u2028-\u202e\u030a\u0333\u033f"

_TO_SPACE = re.compile(f"[{_CONTROLS}]")
_LEFT_OUT = re.compile(f"[{_REMOVED}]")
_DIRECTED = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
"""Of several marks of direction Telegram makes all but the last a sign that says nothing."""
_NON_JOINER = "\u200c"
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_ISOLATING = re.compile("[\n\u2066-\u2069]")
_NOTHING = "\u2060"
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks that Unicode has for scripts that are written from right to left."""
_HALF = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair, which cannot be sent at all."""

_RING = "\u030a"
_MARKED = regex.compile(r"\P{M}?\p{M}+")
_LETTER = regex.compile(r"\P{M}?\p{M}+|\P{M}")
"""A character with the marks on it."""


def clean_text(text: str) -> str:
    """`text` as Telegram keeps it, but for the blanks at its ends."""
    if text.isascii() and text.isprintable():  # as most pieces of a message
        return text
    if _RING in text:
        text = _MARKED.sub(lambda found: _compose(found[0]), text)
    return settle_marks(_HALF.sub("\ufffd", _LEFT_OUT.sub("", _TO_SPACE.sub(" ", text))))


def settle_marks(text: str) -> str:
    """A cleaned text, put together from others, with marks of direction as Telegram leaves them; as
    long as before."""
    return _DIRECTED.sub(_NON_JOINER, text)


class CleanedText:
    """`original` as `clean_text` makes it, which knows where its characters have gone.

    They may have become more or fewer: a letter and its ring are one character then.
    """

    def __init__(self, original: str) -> None:
        self._starts: Sequence[int] = range(len(original))
        self._ends: Sequence[int] = range(1, len(original) + 1)
        if _RING not in original and not _LEFT_OUT.search(original):
            self.text = clean_text(original)  # as most are: each character stays where it is
        else:
            self.text = self._follow(original)

    def _follow(self, original: str) -> str:
        kept: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        end = 0
        for letter in _LETTER.findall(original):
            for piece in (letter,) if _RING in letter else letter:
                kept.append(clean_text(piece))
                start, end = end, end + len(kept[-1])
                starts += [start] * len(piece)
                ends += [end] * len(piece)
        self._starts, self._ends = starts, ends
        return settle_marks("".join(kept))

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
    return is_seen(clean_text(text))


def isolate(name: str) -> str:
    """`name`, a line without signs of direction, between two that keep its direction within it; as
    it is where all is written from left to right."""
    if name and (is_right_to_left() or _FROM_THE_RIGHT.search(name)):
        return f"{_ISOLATE}{name}{_END_OF_ISOLATE}"
    return name


def close_isolates(text: str) -> str:
    """`text`, as long as before, in which a sign that begins or ends an isolate and has no partner
    on its line, as in a quote that begins in the middle of one, is one that says nothing."""
    found = [(match.start(), match[0]) for match in _ISOLATING.finditer(text)]
    if all(sign == "\n" for _, sign in found):
        return text
    signs = list(text)
    begun: list[int] = []
    for place, sign in [*found, (len(text), "\n")]:
        if sign == "\n":
            for alone in begun:
                signs[alone] = _NOTHING
            begun.clear()
        elif sign != _END_OF_ISOLATE:
            begun.append(place)
        elif begun:
            begun.pop()
        else:
            signs[place] = _NOTHING
    return "".join(signs)


def _compose(letter: str) -> str:
    # Telegram takes the ring off its letter, but leaves the letter that has one alone.
    return unicodedata.normalize("NFC", letter) if _RING in letter else letter
