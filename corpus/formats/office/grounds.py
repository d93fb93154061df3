"""Colours of letters, and of what lies behind them: letters of the colour of their ground nobody
sees."""

from typing import TypeAlias

Rgb: TypeAlias = tuple[int, ...]
"""Red, green and blue, at most 255."""
WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
UNKNOWN: Rgb = ()
"""A colour that may be any."""
CLEAR: Rgb = (-1000, -1000, -1000)
"""Of a ground that is said to be none, so that one looks through it."""
_NAMED = {"white": WHITE, "black": BLACK}
_NOTHING = frozenset(("", "auto", "none", "transparent"))
_HEX = frozenset("0123456789abcdef")
_MAX_DIFFERENCE = 5


def look_alike(one: Rgb, other: Rgb) -> bool:
    """Whether nobody tells one colour from the other; what is not known looks like none."""
    return bool(one and other) and all(
        abs(a - b) <= _MAX_DIFFERENCE for a, b in zip(one, other, strict=True)
    )


def read_rgb(said: str) -> Rgb:
    """A colour of six digits, behind `#` or alone; `UNKNOWN` if it is written otherwise."""
    said = said.strip().lower()
    if said in _NAMED:
        return _NAMED[said]
    digits = said.removeprefix("#")
    if len(digits) != 6 or not _HEX.issuperset(digits):
        return UNKNOWN
    return tuple(bytes.fromhex(digits))


def read_ground(said: str) -> Rgb:
    """The colour of a ground; `CLEAR` if there is none."""
    return CLEAR if said.strip().lower() in _NOTHING else read_rgb(said)
