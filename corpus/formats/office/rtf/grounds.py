"""Colours of RTF: of letters, and of what lies behind them."""

from typing import TypeAlias

from corpus.formats.office.unseen import MIN_WHITE

Rgb: TypeAlias = tuple[int, ...]
"""Red, green and blue, at most 255."""
WHITE: Rgb = (255, 255, 255)
UNKNOWN: Rgb = ()
"""The colour of a ground that may be any."""


def look_alike(one: Rgb, other: Rgb) -> bool:
    """Whether nobody tells one colour from the other; what is not known looks like none."""
    return bool(one and other) and all(
        abs(a - b) <= WHITE[0] - MIN_WHITE for a, b in zip(one, other, strict=True)
    )
