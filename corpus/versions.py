"""The version that a heading is of."""

import regex

from corpus.periods import find_periods

_MAX_CHARACTERS = 200
_VERSION = regex.compile(
    r"(?:[\[(]?[\p{L}\p{M}][\p{L}\p{M}\p{N}_-]{0,30}\s){0,3}[\[(]?[vV]?"
    r"(?P<number>\p{Nd}{1,4}(?:\.\p{Nd}{1,6}){1,4})[\])]?(?P<rest>.*)"
)
_WORD = regex.compile(r"[\p{L}\p{M}]+")


def read_version(heading: str) -> tuple[int, ...] | None:
    """The version that `heading` is of; None if it goes on after a number, as "5.2 Names" does, and
    a day is not all that follows."""
    match = _VERSION.fullmatch(heading[:_MAX_CHARACTERS])
    if match is None:
        return None
    rest = match["rest"]
    if _WORD.search(rest) and not find_periods(rest):
        return None
    return tuple(map(int, match["number"].split(".")))
