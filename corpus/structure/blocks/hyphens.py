"""Words that a line end breaks, told from compounds by the words of the text itself."""

import re
from collections.abc import Iterable
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_MAX_WORD = 60
"""Characters; so much of a line's end is looked at."""
SOFT_HYPHENS = ("\u00ad", "\u2010")


class Hyphens:
    """Decides whether the hyphen at a line's end belongs to the word.

    The word without it stands elsewhere in the text: it does not. The compound stands elsewhere,
    or both parts do: it does. Else it does unless the text is known to break words.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        ending = [(a, b) for a, b in pairwise(texts) if a.endswith("-") and b[:1].islower()]
        self._words = {w for text in texts for w in _find_words(text)} if ending else set()
        self._breaks_words = any(self._is_known_broken(a, b) for a, b in ending)

    def is_break(self, before: str, after: str) -> bool:
        """Whether the hyphen that `before` ends with is gone once `after` follows it."""
        if before.endswith(SOFT_HYPHENS):
            return True
        parts = _read_parts(before, after)
        if parts is None:
            return False
        first, second = parts
        if first + second in self._words:
            return True
        if f"{first}-{second}" in self._words or {first, second} <= self._words:
            return False
        return self._breaks_words and "-" not in first

    def _is_known_broken(self, before: str, after: str) -> bool:
        parts = _read_parts(before, after)
        return parts is not None and "".join(parts) in self._words


def _find_words(text: str) -> Iterable[str]:
    words = [match[0].casefold() for match in _WORD.finditer(text)]
    # The halves of a broken word are none.
    if text.endswith("-") and words:
        words.pop()
    return words


def _read_parts(before: str, after: str) -> tuple[str, str] | None:
    last = _LAST_WORD.search(before[-_MAX_WORD:])
    first = _FIRST_WORD.match(after[:_MAX_WORD])
    if last is None or first is None or not first[0][0].islower():
        return None
    return last[0][:-1].casefold(), first[0].casefold()
