"""Media that rules of style sheets are for: a usual screen is what words are read on."""

import operator
import re
from collections.abc import Callable

from corpus.formats.sight.lengths import read_pixels

_MAX_QUERIES = 50
_MAX_QUERY = 500
_SHOWN_BY = frozenset(("", "all", "screen"))
_QUERY = re.compile(r"(?:(only|not)\s+)?([a-z-]+)?(.*)", re.DOTALL)
_FEATURE = re.compile(r"\(\s*([a-z-]{1,40})\s*(?::\s*([^\s()]{1,40})\s*)?\)")
_RANGE = re.compile(
    r"\(\s*(?:([\d.]+[a-z]*)\s*(<=?|>=?)\s*)?(width|height)\s*(?:(<=?|>=?)\s*([\d.]+[a-z]*)\s*)?\)"
)
_AND = re.compile(r"(?<=\))\s*and\s*(?=\()")
_SIZES = {"width": 1280.0, "height": 800.0}
"""Pixels."""
_COMPARING: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SAID = {
    "orientation": frozenset(("landscape",)),
    "color": frozenset(("",)),
    "prefers-color-scheme": frozenset(("light", "")),
    "prefers-reduced-motion": frozenset(("no-preference",)),
    "hover": frozenset(("hover", "")),
    "any-hover": frozenset(("hover", "")),
    "pointer": frozenset(("fine", "")),
    "any-pointer": frozenset(("fine", "")),
    "scripting": frozenset(("none",)),
}
"""What holds of that screen."""
_UNSURE = re.compile(r"-(?:webkit|moz|ms|o)-|\bnot\b|selector\(")
_ASKED = re.compile(r"\(\s*([\w-]{1,40})\s*:")
_USUAL = re.compile(
    r"(?:display|position|grid|flex|gap|row-gap|column-gap|aspect-ratio|object-fit|overflow|transform"
    r"|filter|backdrop-filter|opacity|color|background|clip-path|mask|inset|width|height|animation"
    r"|transition|font|text|scroll|content-visibility|visibility|--)[\w-]*"
)
"""Properties that any browser of today knows."""


def is_for_screens(media: str | None) -> bool | None:
    """Whether what is for `media`, a list of queries, is for the usual screen; None if none surely
    is, and one is not understood."""
    found = [_holds(query) for query in (media or "").lower().split(",")[:_MAX_QUERIES]]
    return True if True in found else None if None in found else False


def is_supported(condition: str) -> bool | None:
    """Whether any browser of today knows what a rule is put under the condition of; None if that
    cannot be told."""
    condition = condition[:_MAX_QUERY].lower()
    asked = _ASKED.findall(condition)
    is_known = not _UNSURE.search(condition) and asked and all(map(_USUAL.fullmatch, asked))
    return True if is_known else None


def _holds(query: str) -> bool | None:
    match = _QUERY.fullmatch(query.strip()[:_MAX_QUERY])
    if match is None:
        return None
    word, medium, features = match[1], match[2] or "", match[3].strip()
    features = features.removeprefix("and").strip() if medium else features
    known = [_has(one) for one in _AND.split(features)] if features else []
    if None in known:
        return None
    return (medium in _SHOWN_BY and all(known)) != (word == "not")


def _has(feature: str) -> bool | None:
    """Whether the screen is such; None if that is not understood."""
    if match := _RANGE.fullmatch(feature):
        within = _SIZES[match[3]]
        least, most = (read_pixels(said or "") for said in (match[1], match[5]))
        return (least is None or _COMPARING[match[2]](least, within)) and (
            most is None or _COMPARING[match[4]](within, most)
        )
    match = _FEATURE.fullmatch(feature)
    if match is None:
        return None
    name, value = match[1], match[2] or ""
    if name in _SAID:
        return value in _SAID[name]
    bound, _, side = name.partition("-")
    size = _SIZES.get(side.removeprefix("device-"))
    length = read_pixels(value)
    if bound not in ("min", "max") or size is None or length is None:
        return None
    return length <= size if bound == "min" else length >= size
