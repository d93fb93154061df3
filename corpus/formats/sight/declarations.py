"""The style that an element has itself (`style="…"`): whether anybody sees what stands in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.formats.sight.colours import Colour, read_colour
from corpus.formats.sight.lengths import read_pixels, read_share
from corpus.formats.sight.places import (
    find_level,
    is_beside,
    is_clipped,
    is_far,
    is_folded,
    is_moved_away,
    read_calls,
)
from corpus.formats.writing.levels import Level

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# Nothing follows the group, so that it gives nothing back: each letter is looked at once or twice.
_DECLARATION = re.compile(r"(?:\"[^\"]*\"|'[^']*'|\([^()]*\)|[^;])+")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_CONTROL = re.compile(r"\\0{0,5}[09acd](?![0-9a-f])", re.IGNORECASE)
"""A sign that no value has: old browsers alone read what stands before it."""
_IMPORTANT = re.compile(r"\s*!\s*important$")
_MAX_FONT = 200
_INHERITED = frozenset(("inherit", "initial", "unset", "currentcolor", "revert"))
_NO_LETTERS = _INHERITED - {"initial"} | {""}
_NO_GROUND = frozenset(("", "none", "0", "0 0", "initial", "unset", "inherit", "revert"))
_SHARES = ("em", "%", "ex", "ch", "er")
"""Ends of sizes that are told by those of the letters around: 2em, 50%, larger."""
_SIZES = frozenset(
    [
        "medium",
        "small",
        "large",
        "x-small",
        "xx-small",
        "x-large",
        "xx-large",
        "xxx-large",
        "initial",
        "caption",
        "icon",
        "menu",
        "message-box",
        "small-caption",
        "status-bar",
    ]
)
"""Sizes of letters that are told by none around, and fonts that have one."""
_PAINTS = ("text-shadow", "-webkit-text-stroke")
_NO_PAINT = ("none", "0", "0px")
_PREFIXES = ("-webkit-", "-moz-", "-ms-", "-o-")
_PREFIXED = frozenset(
    (
        *("transform", "clip-path", "mask", "mask-image", "filter", "opacity", "animation"),
        *("animation-name", "animation-fill-mode", "animation-iteration-count"),
    )
)
"""What browsers read with such a prefix, too."""
_DISPLAYS = frozenset(
    (
        *("none", "inline", "block", "inline-block", "flow-root", "contents", "list-item"),
        *("flex", "inline-flex", "grid", "inline-grid", "table", "inline-table", "table-row"),
        *("table-cell", "table-column", "table-caption", "table-row-group", "table-header-group"),
        *("table-footer-group", "table-column-group", "ruby", "ruby-text", "ruby-base", "math"),
        *("-webkit-box", "-webkit-inline-box", "inherit", "initial", "unset", "revert"),
        *("revert-layer", "run-in"),
    )
)
"""Browsers leave out a declaration whose value is none of these: it changes nothing."""
_TINY = 1.0
"""Pixels: letters of that size are dots at most."""
_LEAST_OPACITY = 0.05
_LEAST_ZOOM = 0.05
_BLUR = re.compile(r"blur\(\s*([^\s()]{1,20})\s*\)")
_LEAST_BLUR = 4.0
"""Pixels, behind which nobody reads a word."""


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
    has_letters: bool = False
    """Whether it says something of the colour of letters, though that may be one not known here."""
    has_size: bool = False
    """Whether it says how large letters are, whatever those around are."""
    keeps_room: bool = False
    """Whether a gap is left where words are that are not seen."""
    paints: bool | None = None
    """Whether its letters have a shadow or an edge; None if it says nothing of that."""
    is_dark: bool = False
    """Whether it is made for a dark screen, and has its colours."""
    is_placed: bool = False
    """Whether it may stand on what is drawn elsewhere."""
    level: Level | None = None
    """Whether its letters stand above or below the line."""
    font: str = ""
    """The first that it names."""

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
    said = read_declarations(style)
    letters = said.get("-webkit-text-fill-color") or said.get("color", "")
    ground = said.get("background-color") or said.get("background", "")
    has_picture = "(" in said.get("background", "") + said.get("background-image", "") and (
        read_colour(said.get("background", "")) is None
    )
    colour = read_colour(letters)
    # Words that a picture is cut out by, or that are seen by their shadow alone.
    paints = [said[name] not in _NO_PAINT for name in _PAINTS if name in said]
    is_painted = has_picture or any(paints)
    covers = ground not in _NO_GROUND and not ((base := read_colour(ground)) and base.is_clear)
    is_named = colour is None and letters.isalpha() and letters == ground
    is_named = is_named and letters not in _INHERITED
    return Style(
        is_hidden=_hides(said) or _strikes(said),
        is_folded=is_folded(said) or is_beside(said) or _is_blurred(said),
        is_tiny=_is_tiny(said),
        is_clear=(colour is not None and colour.is_clear and not is_painted) or is_named,
        letters=None if is_painted or (colour and colour.is_clear) else colour,
        ground=read_colour(ground) if covers and not has_picture else None,
        has_ground=covers or has_picture,
        has_letters=letters not in _NO_LETTERS,
        has_size=_has_size(said),
        keeps_room=_keeps_room(said),
        paints=any(paints) if paints else None,
        is_dark=said.get("color-scheme", "").removeprefix("only").split() == ["dark"],
        is_placed=said.get("position", "static") != "static",
        level=find_level(said),
        font=_find_font(said),
    )


def may_open(attributes: Iterable[str]) -> bool:
    """Whether an element has, of the names of its attributes, one by which a page's program finds
    it to open it, such as an answer below its question."""
    return any(
        name in ("id", "class", "role") or name.startswith(("aria-", "data-"))
        for name in attributes
    )


def read_declarations(style: str) -> dict[str, str]:
    """The values of properties, both in lower case; of several the last one that is important."""
    return {name: value for name, (value, _) in read_ranked(style).items()}


def read_ranked(style: str) -> dict[str, tuple[str, bool]]:
    """The values of properties, as `read_declarations` has them, and whether each is important."""
    said: dict[str, tuple[str, bool]] = {}
    important: set[str] = set()
    for declaration in _DECLARATION.findall(_COMMENT.sub("", style)):
        name, colon, value = declaration.partition(":")
        if not colon:
            continue
        if "\\" in value and _CONTROL.search(value):
            continue
        name = _ESCAPE.sub(_unescape, name).strip().lower()
        value = " ".join(_ESCAPE.sub(_unescape, value).lower().split())
        plain = _IMPORTANT.sub("", value)
        is_display = plain in _DISPLAYS or " " in plain or "var(" in plain
        if not plain or (name == "display" and not is_display):
            continue
        if plain != value:
            important.add(name)
        if plain != value or name not in important:
            said[_without_prefix(name)] = plain, plain != value
    return said


def _without_prefix(name: str) -> str:
    for prefix in _PREFIXES:
        if name.startswith(prefix) and name.removeprefix(prefix) in _PREFIXED:
            return name.removeprefix(prefix)
    return name


def _find_font(said: Mapping[str, str]) -> str:
    words = said.get("font", "")[:_MAX_FONT].partition(",")[0].split()
    # It stands behind the size, the last word with a figure.
    sizes = [n for n, word in enumerate(words) if any(map(str.isdecimal, word))]
    named = said.get("font-family") or " ".join(words[sizes[-1] + 1 :] if sizes else ())
    font = named.partition(",")[0].strip(" '\"")
    return "" if font in _INHERITED else font


def _unescape(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    place = int(match[1], 16)
    return chr(place) if 0 < place < 0x110000 and not 0xD800 <= place < 0xE000 else "\ufffd"


def _strikes(said: Mapping[str, str]) -> bool:
    lines = f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"
    return "line-through" in lines.split()


def _hides(said: Mapping[str, str]) -> bool:
    if said.get("display") == "none" or said.get("content-visibility") == "hidden":
        return True
    if _is_blank(said) or said.get("-webkit-text-security", "none") != "none":
        return True
    return is_clipped(said) or is_far(said) or is_moved_away(said)


def _is_blank(said: Mapping[str, str]) -> bool:
    opacity = read_share(said.get("opacity", ""))
    if opacity is not None and opacity <= _LEAST_OPACITY:
        return True
    return said.get("visibility") in ("hidden", "collapse") or _is_filtered(said)


def _keeps_room(said: Mapping[str, str]) -> bool:
    is_taken_out = said.get("position") in ("absolute", "fixed") or said.get("display") == "none"
    return _is_blank(said) and not is_taken_out and not is_folded(said) and not is_clipped(said)


def _is_filtered(said: Mapping[str, str]) -> bool:
    calls = read_calls(said.get("filter", ""))
    given = (shares[0] for name, shares in calls if name == "opacity" and shares)
    return any(share is not None and share <= _LEAST_OPACITY for share in given)


def _is_blurred(said: Mapping[str, str]) -> bool:
    blurs = _BLUR.findall(said.get("filter", ""))
    return any((read_pixels(blur) or 0) >= _LEAST_BLUR for blur in blurs)


def _has_size(said: Mapping[str, str]) -> bool:
    words = (word.partition("/")[0] for word in said.get("font", "").split())
    size = said.get("font-size") or next((w for w in words if w in _SIZES or read_pixels(w)), "")
    is_share = size.endswith(_SHARES) and not size.endswith("rem")
    return size in _SIZES or (size not in _INHERITED | {""} and not is_share)


def _is_tiny(said: Mapping[str, str]) -> bool:
    sizes = [said.get("font-size", "")]
    if not sizes[0]:
        sizes = [word.partition("/")[0] for word in said.get("font", "").split()]
    lengths = [
        read_pixels(size)
        for size in sizes
        if size == "0" or not size.isdecimal()  # a weight
    ]
    zoom = read_share(said.get("zoom", ""))
    return any(length is not None and 0 <= length <= _TINY for length in lengths) or (
        zoom is not None and zoom <= _LEAST_ZOOM
    )
