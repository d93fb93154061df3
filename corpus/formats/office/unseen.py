"""Letters that nobody sees though no word says that they are hidden: ones of no size."""

_MAX_TINY = 1.0
"""Points; what is as small is a dot at most."""


def is_tiny(points: float | None) -> bool:
    """Whether letters of that size cannot be read."""
    return points is not None and points <= _MAX_TINY
