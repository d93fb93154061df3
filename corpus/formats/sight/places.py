"""Where a style puts an element: out of the page, cut to nothing, above the line or below it."""

import re
from collections.abc import Iterator, Mapping

from corpus.formats.sight.lengths import read_percent, read_pixels, read_share
from corpus.formats.writing.levels import Level

_FAR = -999.0
"""Pixels, which nobody scrolls to on the left or above."""
_TOO_FAR = 5000.0
"""Pixels to the right, which nobody scrolls to either."""
_PLACED = frozenset(("absolute", "fixed", "relative", "sticky"))
_CLIPPED = re.compile(
    r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)"
    r"|inset\(\s*(?:[5-9]\d|100)%[^()]*\)|(?:circle|ellipse)\(\s*0[^()]*\)"
)
_CALL = re.compile(r"(?<![\w-])([\w-]{1,30})\(([^()]{0,2000})\)")
_LEAST_SCALE = 0.05
_SCALES = frozenset(("scale", "scalex", "scaley", "scale3d"))
_MOVES = frozenset(("translate", "translatex", "translatey", "translate3d"))
_EDGEWISE = frozenset(("90deg", "-90deg", "270deg", "0.25turn"))
_CLIPS = frozenset(("hidden", "clip"))
_HEIGHTS = ("height", "max-height", "block-size", "max-block-size")
_WIDTHS = ("width", "max-width", "line-height")
_SCROLLS = frozenset(("auto", "scroll"))
_NAMED_LEVELS: dict[str, Level] = {"super": "above", "sub": "below"}
_EDGES: dict[str, Level] = {
    "top": "above",
    "text-top": "above",
    "bottom": "below",
    "text-bottom": "below",
}
_LEAST_RAISE = 2.0
"""Pixels; less only makes a line even."""


def is_far(said: Mapping[str, str]) -> bool:
    """Whether an element, or its first line, stands where nobody looks."""
    sides = _find_sides("margin", said)
    starts = [
        said.get("text-indent", ""),
        said.get("margin-left", said.get("margin-inline-start", sides["left"])),
        said.get("margin-top", said.get("margin-block-start", sides["top"])),
    ]
    ends: list[str] = []
    if _cuts(said):
        ends.append(said.get("text-indent", ""))
    position = said.get("position")
    if position in _PLACED:
        sides = _find_sides("inset", said)
        starts += [
            said.get("left", said.get("inset-inline-start", sides["left"])),
            said.get("top", said.get("inset-block-start", sides["top"])),
        ]
        right = said.get("right", said.get("inset-inline-end", sides["right"]))
        bottom = said.get("bottom", said.get("inset-block-end", sides["bottom"]))
        ends += [starts[3], right]
        if position == "relative":  # by that much upwards
            ends.append(bottom)
        else:
            starts.append(right)
    ends_far = any((length := read_pixels(end)) and length >= _TOO_FAR for end in ends)
    is_indented = _cuts(said) and (read_percent(said.get("text-indent", "")) or 0) >= 100
    return ends_far or is_indented or any(map(_is_far_off, starts))


def is_beside(said: Mapping[str, str]) -> bool:
    """Whether an element stands right beside what it is placed in, until something moves it."""
    is_placed = said.get("position") in _PLACED
    return is_placed and any(
        (share := read_percent(said.get(side, ""))) is not None and share <= -100
        for side in ("left", "top")
    )


def is_clipped(said: Mapping[str, str]) -> bool:
    """Whether the element is cut to nothing, as words are that are for screen readers only."""
    clip = said.get("clip-path", "")
    if _CLIPPED.match(clip) or any(_is_flat(*call) for call in _CALL.findall(clip)):
        return True
    is_placed = said.get("position") in ("absolute", "fixed")
    if is_placed and _CLIPPED.match(said.get("clip", "")):
        return True
    lengths = [read_pixels(said.get(name, "")) for name in ("width", "height")]
    return all(length is not None and 0 <= length <= 1 for length in lengths) and _cuts(said)


def is_moved_away(said: Mapping[str, str]) -> bool:
    """Whether an element is moved out of the page, turned edgewise or made as small as nothing."""
    calls = _CALL.findall(said.get("transform", ""))
    calls += [(name, said[name]) for name in ("scale", "translate") if name in said]
    for name, given in calls:
        values = given.replace(",", " ").split()
        if name in _SCALES:
            shares = [read_share(value) for value in values[:2]]
            if any(share is not None and abs(share) < _LEAST_SCALE for share in shares):
                return True
        if name in _MOVES and any(map(_is_far_off, values[:2])):
            return True
        if name in ("rotatex", "rotatey") and values[:1] and values[0] in _EDGEWISE:
            return True
        numbers = [read_share(value) or 0.0 for value in values]
        if name == "matrix" and len(numbers) == 6:
            spread = numbers[0] * numbers[3] - numbers[1] * numbers[2]
            if abs(spread) < _LEAST_SCALE**2 or min(numbers[4:]) <= _FAR:
                return True
    return False


def is_folded(said: Mapping[str, str]) -> bool:
    """Whether an element takes no room, and what stands in it is cut off."""
    sides = _find_sides("padding", said)
    if any(_is_room(said.get(f"padding-{side}", sides[side])) for side in ("top", "bottom")):
        return False
    if any(read_pixels(said.get(name, "")) == 0 for name in _HEIGHTS):
        return _cuts(said, "overflow-y", _CLIPS | _SCROLLS)
    return _cuts(said) and any(read_pixels(said.get(name, "")) == 0 for name in _WIDTHS)


def find_level(said: Mapping[str, str]) -> Level | None:
    """Whether the letters of an element stand above or below the line."""
    place = said.get("vertical-align") or said.get("font-variant-position", "")
    if place in _NAMED_LEVELS:
        return _NAMED_LEVELS[place]
    if place in _EDGES and "font-size" in said:
        return _EDGES[place]
    raises = [read_pixels(place)]
    if said.get("position") == "relative":
        top = read_pixels(said.get("top", ""))
        raises += [None if top is None else -top, read_pixels(said.get("bottom", ""))]
    raised = next((one for one in raises if one is not None and abs(one) >= _LEAST_RAISE), None)
    return None if raised is None else "above" if raised > 0 else "below"


def read_calls(values: str) -> Iterator[tuple[str, list[float | None]]]:
    """The functions in a value, with what is given them as shares."""
    for name, given in _CALL.findall(values):
        yield name, [read_share(one) for one in given.replace(",", " ").split()]


def _is_room(value: str) -> bool:
    return bool(read_percent(value) or read_pixels(value))


def _is_far_off(value: str) -> bool:
    length = read_pixels(value)
    return length is not None and length <= _FAR


def _find_sides(name: str, said: Mapping[str, str]) -> dict[str, str]:
    """The values of the four sides that one property has together."""
    values = said.get(name, "").split()[:4] or [""]
    top, right, bottom, left = (*values, *values[-1:] * 3)[:4]
    if len(values) in (2, 3):
        bottom, left = (values[0] if len(values) == 2 else bottom), right
    return {"top": top, "right": right, "bottom": bottom, "left": left}


def _cuts(said: Mapping[str, str], side: str = "overflow", values: frozenset[str] = _CLIPS) -> bool:
    said_of = f"{said.get('overflow', '')} {said.get(side, '')}".split()
    return not values.isdisjoint(said_of)


def _is_flat(name: str, given: str) -> bool:
    """Whether a shape has no area: the corners of a polygon in one line, or what is cut off at
    opposite sides of an element meeting."""
    if name == "polygon":
        corners = [corner.split() for corner in given.split(",") if len(corner.split()) == 2]
        return any(
            len(set(map(_read_number, places))) == 1 for places in zip(*corners, strict=True)
        )
    if name == "inset":
        sides = _find_sides("inset", {"inset": given.partition("round")[0]})
        shares = {side: read_percent(value) or 0.0 for side, value in sides.items()}
        opposite = (shares["top"] + shares["bottom"], shares["left"] + shares["right"])
        return max(opposite) >= 99
    return False


def _read_number(value: str) -> str | float:
    length = read_pixels(value)
    return value if length is None else length
