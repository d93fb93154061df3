"""Words that a line end breaks, told from compounds by the words of the text itself."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*[-\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_MAX_WORD = 60
"""Characters; so much of a line's end is looked at."""
_HYPHENS = ("-", "\u2010")
_COMPOUNDS = "self half well quasi twenty thirty forty fifty sixty seventy eighty ninety"
OF_COMPOUNDS = frozenset(_COMPOUNDS.split())
"""With which compounds begin in a text that has them nowhere else."""
_BETWEEN_TWO = frozenset(
    ("and", "or", "to", "und", "oder", "bis", "bzw", "sowie", "et", "ou", "y", "o", "e", "en", "of")
)
"""Behind a hyphen that stands for the rest of a word: "pre- and postwar"."""


class Hyphens:
    """Decides whether the hyphen at a line's end belongs to the word.

    The word without it stands elsewhere in the text: it does not. The compound stands elsewhere,
    or both parts do: it does. Else it does unless the text is known to break words, and what
    follows it is no word of the text, nor what precedes it one that begins compounds.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        ending = [(a, b) for a, b in pairwise(texts) if a.endswith(_HYPHENS) and b[:1].islower()]
        self._words = set(_find_all_words(texts)) if ending else set()
        self._breaks_words = any(self._is_known_broken(a, b) for a, b in ending)

    def is_break(self, before: str, after: str) -> bool:
        """Whether the hyphen that `before` ends with is gone once `after` follows it."""
        if before.endswith("\u00ad"):
            return True
        parts = _read_parts(before, after)
        if parts is None:
            return False
        first, second = parts
        if first + second in self._words:
            return True
        if f"{first}-{second}" in self._words or {first, second} <= self._words:
            return False
        if first in OF_COMPOUNDS or second in self._words:
            return False
        return (self._breaks_words or before.endswith("\u2010")) and "-" not in first

    def separate(self, before: str, after: str) -> str:
        """What parts the two behind a hyphen that stays: nothing, but for "pre- and postwar"."""
        if not before.endswith(_HYPHENS) or not (before[-2:-1].isalnum() and after[:1].isalnum()):
            return " "
        first = _FIRST_WORD.match(after[:_MAX_WORD])
        return " " if first is not None and first[0] in _BETWEEN_TWO else ""

    def _is_known_broken(self, before: str, after: str) -> bool:
        parts = _read_parts(before, after)
        return parts is not None and "".join(parts) in self._words


def _find_all_words(texts: Iterable[str]) -> Iterator[str]:
    """The words of all lines, but for the halves of those that may be broken."""
    is_broken = False
    for text in texts:
        words = [match[0].casefold() for match in _WORD.finditer(text)]
        was_broken, is_broken = is_broken, text.endswith(_HYPHENS)
        yield from words[1 if was_broken else 0 : len(words) - is_broken]


def _read_parts(before: str, after: str) -> tuple[str, str] | None:
    last = _LAST_WORD.search(before[-_MAX_WORD:])
    first = _FIRST_WORD.match(after[:_MAX_WORD])
    if last is None or first is None or not first[0][0].islower():
        return None
    return last[0][:-1].casefold().replace("\u2010", "-"), first[0].casefold()
