"""Letters that nobody sees though no word says that they are hidden: white ones on white paper, and
ones of no size."""

_MAX_TINY = 1.0
"""Points; what is as small is a dot at most."""
MIN_WHITE = 0xFA
"""Of red, green and blue, at most 255."""
_HEX = frozenset("0123456789abcdef")


def is_white(colour: str) -> bool:
    """Whether a colour, six digits behind `#` or alone, is that of paper."""
    digits = colour.strip().removeprefix("#").lower()
    if digits == "white":
        return True
    if len(digits) != 6 or not _HEX.issuperset(digits):
        return False
    return all(int(digits[place : place + 2], 16) >= MIN_WHITE for place in (0, 2, 4))


def is_coloured(background: str) -> bool:
    """Whether what lies behind letters may be darker than paper."""
    return background.strip().lower() not in ("", "auto", "none", "transparent") and not is_white(
        background
    )


def is_tiny(points: float | None) -> bool:
    """Whether letters of that size cannot be read."""
    return points is not None and points <= _MAX_TINY
