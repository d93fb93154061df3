"""Blanks that stand in a word, and blanks that are missing between two."""

from collections.abc import Callable, Iterator

import regex

_MOST_PAIRS = 100
"""Neighbours of a question that are looked at, each by a few lookups."""
_MOST_LETTERS = 40
_LEAST_PART = 2
_SHORT_PART = 4
"""Letters of a word such as "of" or "with", which is what people join to another: of two longer
ones in one, as "Hafenturm", nobody can tell that it is a slip."""
_PAIR = regex.compile(r"(?<![\w'’-])(\p{L}+)\s{1,2}(\p{L}+)(?![\w'’-])")


def find_neighbours(text: str) -> Iterator[tuple[str, str]]:
    """The words of `text` that nothing but a blank parts from the next one, each with that one, in
    lower case: at most `_MOST_PAIRS`."""
    pairs = _PAIR.finditer(text, overlapped=True)
    for _, pair in zip(range(_MOST_PAIRS), pairs, strict=False):
        yield pair[1].casefold(), pair[2].casefold()


def split_glued(word: str, count: Callable[[str], int]) -> tuple[str, str] | None:
    """The two words that `word` most likely is without the blank between them: whole words of the
    articles, as `count` has them in how many passages, one of which is short, and in no fewer than
    the other. None if it is none such. As many lookups as it has letters, which are at most
    `_MOST_LETTERS`."""
    if len(word) > _MOST_LETTERS:
        return None
    places = range(_LEAST_PART, len(word) - _LEAST_PART + 1)
    parts = ((word[:place], word[place:]) for place in places)
    found = ((_weigh(one, other, count), one, other) for one, other in parts)
    weight, one, other = max(found, default=(0, "", ""))
    return (one, other) if weight else None


def _weigh(one: str, other: str, count: Callable[[str], int]) -> int:
    """How many passages hold the rarer part, 0 if the two are no words that people join."""
    short, long = sorted((one, other), key=len)
    if len(short) > _SHORT_PART or len(long) < _SHORT_PART:
        return 0
    return count(long) if count(short) >= count(long) else 0
