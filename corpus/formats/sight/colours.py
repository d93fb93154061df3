"""Colours of CSS, in whatever notation."""

import colorsys
import re
from dataclasses import dataclass

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_CALL = re.compile(r"(rgb|hsl)a?\(([^()]{0,100})\)")
_CLEAR = re.compile(r"[a-z]{3,10}\([^()/]{0,100}/ ?0?(?:\.0[0-5]?)?%? ?\)")
"""In whatever notation."""
_NAMED = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "lime": (0, 255, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "navy": (0, 0, 128),
    "yellow": (255, 255, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
}
_LEAST_CONTRAST = 8
"""Of each of red, green and blue, at most 255: what differs by less is the same to the eye."""
_LEAST_OPACITY = 0.05


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue, from 0 to 255, and how far it covers what lies below, from 0 to 1."""

    red: int
    green: int
    blue: int
    opacity: float = 1.0

    @property
    def is_clear(self) -> bool:
        """Whether nothing is seen of it."""
        return self.opacity <= _LEAST_OPACITY

    def looks_like(self, other: "Colour") -> bool:
        """Whether nobody tells one from the other."""
        pairs = zip(
            (self.red, self.green, self.blue), (other.red, other.green, other.blue), strict=True
        )
        return all(abs(one - two) < _LEAST_CONTRAST for one, two in pairs)


def read_colour(text: str) -> Colour | None:
    """The colour that `text`, in lower case, is; None if it is none or has a rarer name."""
    if text == "transparent":
        return Colour(0, 0, 0, 0.0)
    if text in _NAMED:
        return Colour(*_NAMED[text])
    if match := _HEX.fullmatch(text):
        digits = match[1] if len(match[1]) > 4 else "".join(2 * sign for sign in match[1])
        numbers = [int(digits[place : place + 2], 16) for place in range(0, len(digits), 2)]
        red, green, blue, opacity = (*numbers, 255)[:4]
        return Colour(red, green, blue, opacity / 255)
    if match := _CALL.fullmatch(text):
        return _read_call(match[1], match[2].replace(",", " ").replace("/", " ").split())
    return Colour(0, 0, 0, 0.0) if _CLEAR.fullmatch(text) else None


def _read_call(kind: str, parts: list[str]) -> Colour | None:
    try:
        numbers = [float(part.removesuffix("deg").rstrip("%")) for part in parts]
    except ValueError:
        return None
    if len(numbers) not in (3, 4) or any(abs(number) > 1e6 for number in numbers):
        return None
    opacity = 1.0
    if len(numbers) == 4:
        opacity = numbers[3] / (100 if parts[3].endswith("%") else 1)
    if kind == "hsl":
        hue, saturation, light = numbers[0] / 360 % 1, numbers[1] / 100, numbers[2] / 100
        channels = [255 * one for one in colorsys.hls_to_rgb(hue, light, saturation)]
    else:
        channels = [
            number * 2.55 if part.endswith("%") else number
            for number, part in zip(numbers[:3], parts, strict=False)
        ]
    red, green, blue = (max(0, min(round(one), 255)) for one in channels)
    return Colour(red, green, blue, opacity)
