"""Lengths and shares in the values of a style."""

import re

LENGTH = r"([+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:e[+-]?\d{1,2})?)([a-z]{0,5}|%)"
_LENGTH = re.compile(LENGTH)
_CALCULATED = re.compile(r"calc\(\s*([^\s()]{1,60})\s*\)")
_LEAST = re.compile(r"min\(([^()]{1,120})\)")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "q": 0.945,
    "%": 0.16,
    "ex": 8.0,
    "ch": 8.0,
}
_USUAL = 16.0
"""Pixels of letters, of which other units are a share or a multiple."""


def read_pixels(value: str) -> float | None:
    """A length; None if it is none, or a number without a unit that is not 0."""
    if calculated := _CALCULATED.fullmatch(value):
        value = calculated[1]
    if least := _LEAST.fullmatch(value):
        lengths = [read_pixels(one.strip()) for one in least[1].split(",")]
        return min((one for one in lengths if one is not None), default=None)
    match = _LENGTH.fullmatch(value)
    if match is None or (not match[2] and float(match[1])):
        return None
    return float(match[1]) * _PIXELS.get(match[2], _USUAL)


def read_share(value: str) -> float | None:
    """A number, or a percentage as one: "50%" is 0.5; None of any other length."""
    match = _LENGTH.fullmatch(value)
    if match is None or match[2] not in ("", "%"):
        return None
    return float(match[1]) / (100 if match[2] else 1)


def read_percent(value: str) -> float | None:
    """A percentage; None of what is no percentage."""
    share = read_share(value) if value.endswith("%") else None
    return None if share is None else 100 * share
