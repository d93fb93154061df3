"""The style that an element has itself (`style="…"`): whether anybody sees what stands in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.formats.sight.colours import Colour, read_colour
from corpus.formats.writing.levels import Level

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# Nothing follows the group, and it gives nothing back: each letter is looked at once or twice.
_DECLARATION = re.compile(r"(?:\"[^\"]*\"|'[^']*'|\([^()]*\)|[^;])++")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*important$")
_LENGTH = re.compile(r"([+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:e[+-]?\d{1,2})?)([a-z]{0,5}|%)")
_CALCULATED = re.compile(r"calc\(\s*([^\s()]{1,60})\s*\)")
_CALL = re.compile(r"([\w-]+)\(([^()]*)\)")
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
_TINY = 1.0
"""Pixels: letters of that size are dots at most."""
_FAR = -999.0
"""Pixels, which nobody scrolls to on the left or above."""
_LEAST_OPACITY = 0.05
_CLIPPED = re.compile(
    r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)"
    r"|inset\(\s*(?:[5-9]\d|100)%[^()]*\)|(?:circle|ellipse)\(\s*0[^()]*\)"
)
_SCALED_AWAY = frozenset(("scale", "scalex", "scaley", "scale3d"))
_NAMED_LEVELS: dict[str, Level] = {"super": "above", "sub": "below"}
_EDGES: dict[str, Level] = {
    "top": "above",
    "text-top": "above",
    "bottom": "below",
    "text-bottom": "below",
}
_LEAST_RAISE = 2.0
"""Pixels; less only makes a line even."""
_CLIPS = frozenset(("hidden", "clip"))


@dataclass(frozen=True, slots=True)
class Style:
    """What an element's own style says of how its words are seen.

    `is_hidden` is of all that stands in it, `is_folded` of what takes no room until something
    opens it. The others go down to what stands in it, which may say otherwise: whether its letters
    are too small to read (`is_tiny`) or not painted (`is_clear`), their colour, and their ground.
    """

    is_hidden: bool = False
    is_folded: bool = False
    is_tiny: bool = False
    is_clear: bool = False
    letters: Colour | None = None
    ground: Colour | None = None
    has_ground: bool = False
    """Whether it says something of the ground, though it may be a picture."""
    level: Level | None = None
    """Whether its letters stand above or below the line."""

    @property
    def is_unseen(self) -> bool:
        """Whether its letters are of no size, of no colour, or of that of their ground."""
        if self.is_tiny or self.is_clear:
            return True
        if self.letters is None or self.ground is None:
            return False
        return not self.ground.is_clear and self.letters.looks_like(self.ground)


@lru_cache(maxsize=1024)
def read_style(style: str) -> Style:
    """What the text of an attribute `style` says."""
    said = _read_declarations(style)
    letters = said.get("-webkit-text-fill-color") or said.get("color", "")
    ground = said.get("background-color") or said.get("background", "")
    has_picture = "(" in said.get("background", "") + said.get("background-image", "") and (
        read_colour(said.get("background", "")) is None
    )
    colour = read_colour(letters)
    # Words that a picture is cut out by, or that are seen by their shadow alone.
    is_painted = has_picture or "text-shadow" in said or "-webkit-text-stroke" in said
    is_named = colour is None and letters.isalpha() and letters == ground
    is_named = is_named and letters not in ("inherit", "initial", "unset", "currentcolor", "revert")
    return Style(
        is_hidden=_hides(said) or _strikes(said),
        is_folded=_folds(said),
        is_tiny=_is_tiny(said),
        is_clear=(colour is not None and colour.is_clear and not is_painted) or is_named,
        letters=colour if colour and not colour.is_clear else None,
        ground=None if has_picture else read_colour(ground),
        has_ground=bool(ground) or has_picture,
        level=_read_level(said),
    )


def may_open(attributes: Iterable[str]) -> bool:
    """Whether an element has, of the names of its attributes, one by which a page's program finds
    it to open it, such as an answer below its question."""
    return any(
        name in ("id", "class", "role") or name.startswith(("aria-", "data-"))
        for name in attributes
    )


def _read_declarations(style: str) -> dict[str, str]:
    """The values of properties, both in lower case; of several the last one that is important."""
    said: dict[str, str] = {}
    important: set[str] = set()
    for declaration in _DECLARATION.findall(_COMMENT.sub("", style)):
        name, colon, value = declaration.partition(":")
        if not colon:
            continue
        name = _ESCAPE.sub(_unescape, name).strip().lower()
        value = " ".join(_ESCAPE.sub(_unescape, value).lower().split())
        plain = _IMPORTANT.sub("", value)
        if plain != value:
            important.add(name)
        elif name in important:
            continue
        said[name] = plain
    return said


def _unescape(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    place = int(match[1], 16)
    return chr(place) if 0 < place < 0x110000 and not 0xD800 <= place < 0xE000 else "\ufffd"


def _strikes(said: Mapping[str, str]) -> bool:
    lines = f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"
    return "line-through" in lines.split()


def _hides(said: Mapping[str, str]) -> bool:
    if said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse"):
        return True
    if said.get("content-visibility") == "hidden":
        return True
    opacity = _read_share(said.get("opacity", ""))
    if opacity is not None and opacity <= _LEAST_OPACITY:
        return True
    return _is_filtered(said) or _is_clipped(said) or _is_far(said)


def _is_filtered(said: Mapping[str, str]) -> bool:
    calls = _CALL.findall(f"{said.get('filter', '')} {said.get('transform', '')}")
    for name, arguments in calls:
        shares = [_read_share(one) for one in arguments.replace(",", " ").split()]
        if name == "opacity" and shares and shares[0] is not None and shares[0] <= _LEAST_OPACITY:
            return True
        if name in _SCALED_AWAY and 0 in shares[:2]:
            return True
    return False


def _is_clipped(said: Mapping[str, str]) -> bool:
    """Whether the element is cut to nothing, as words are that are for screen readers only."""
    if _CLIPPED.match(said.get("clip-path", "")):
        return True
    is_placed = said.get("position") in ("absolute", "fixed")
    if is_placed and _CLIPPED.match(said.get("clip", "")):
        return True
    sides = [_read_pixels(said.get(name, "")) for name in ("width", "height")]
    is_dot = all(side is not None and 0 <= side <= 1 for side in sides)
    return is_dot and said.get("overflow") in _CLIPS


def _is_far(said: Mapping[str, str]) -> bool:
    names = ["text-indent", "margin-left", "margin-top"]
    if said.get("position") in ("absolute", "fixed"):
        names += ["left", "top"]
    distances = (_read_pixels(said.get(name, "")) for name in names)
    return any(distance is not None and distance <= _FAR for distance in distances)


def _read_level(said: Mapping[str, str]) -> Level | None:
    place = said.get("vertical-align") or said.get("font-variant-position", "")
    if place in _NAMED_LEVELS:
        return _NAMED_LEVELS[place]
    if place in _EDGES and "font-size" in said:
        return _EDGES[place]
    raises = [_read_pixels(place)]
    if said.get("position") == "relative":
        top = _read_pixels(said.get("top", ""))
        raises += [None if top is None else -top, _read_pixels(said.get("bottom", ""))]
    raised = next((one for one in raises if one is not None and abs(one) >= _LEAST_RAISE), None)
    return None if raised is None else "above" if raised > 0 else "below"


def _folds(said: Mapping[str, str]) -> bool:
    heights = (_read_pixels(said.get(name, "")) for name in ("height", "max-height"))
    is_cut = said.get("overflow") in _CLIPS or said.get("overflow-y") in _CLIPS
    return is_cut and any(height == 0 for height in heights)


def _is_tiny(said: Mapping[str, str]) -> bool:
    sizes = [said.get("font-size", "")]
    if not sizes[0]:
        sizes = [word.partition("/")[0] for word in said.get("font", "").split()]
    lengths = [
        _read_pixels(size)
        for size in sizes
        if size == "0" or not size.isdecimal()  # a weight
    ]
    zoom = _read_share(said.get("zoom", ""))
    return any(length is not None and 0 <= length <= _TINY for length in lengths) or zoom == 0


def _read_pixels(value: str) -> float | None:
    """A length; None if it is none, or a number without a unit that is not 0."""
    if calculated := _CALCULATED.fullmatch(value):
        value = calculated[1]
    match = _LENGTH.fullmatch(value)
    if match is None or (not match[2] and float(match[1])):
        return None
    return float(match[1]) * _PIXELS.get(match[2], _USUAL)


def _read_share(value: str) -> float | None:
    match = _LENGTH.fullmatch(value)
    if match is None or match[2] not in ("", "%"):
        return None
    return float(match[1]) / (100 if match[2] else 1)
