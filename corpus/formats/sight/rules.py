"""What the rules of style sheets say of each element of a page, as its own style would."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from corpus.formats.sight.declarations import read_declarations, read_style
from corpus.formats.sight.matching import Tag, match_tags
from corpus.formats.sight.places import find_level
from corpus.formats.sight.sheets import Rule, Sheet

_MAX_SHEETS = 20
_MAX_RULES = 50_000
"""Of all sheets."""
_MAX_VALUES = 5_000_000
"""Of properties that are compared, of a page."""
_LEVELS = {"above": "super", "below": "sub"}
_LINES = ("text-decoration", "text-decoration-line")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]{1,100})\s*(?:,\s*([^()]{0,100}))?\)")
_MAX_STYLE = 10_000
"""Characters of a style in which variables are read."""
_SHOWN = frozenset(
    (*_LINES, "vertical-align", "font-variant-position", "position", "font", "font-family")
)
_ANIMATING = (*("animation", "animation-name", "animation-fill-mode", "animation-iteration-count"),)
_STAYING = frozenset(("forwards", "both", "infinite"))
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
    ]
)
_BOXED = re.compile(r"width|height|block-size|transform|scale|translate|overflow")
_UNBOXED = (
    "width:auto!important;height:auto!important;max-width:none!important;"
    "max-height:none!important;block-size:auto!important;max-block-size:none!important;"
    "overflow:visible!important;overflow-y:visible!important;transform:none!important;"
    "scale:none!important;translate:none!important"
)
_OUT = ("absolute", "fixed")
_BOXES = re.compile(r"flex|grid")
"""Displays that make boxes of what stands in them."""
_PARTS = {
    "font": ("font-size", "font-family", "line-height", "font-variant-position"),
    "background": ("background-color", "background-image"),
    "text-decoration": ("text-decoration-line",),
    "overflow": ("overflow-y",),
    "padding": ("padding-top", "padding-bottom"),
    "inset": ("left", "top", "right", "bottom", "inset-inline-start", "inset-inline-end"),
    "margin": ("margin-left", "margin-top", "margin-inline-start", "margin-block-start"),
}
"""What a property says, too: it takes the place of what was said of these before."""


def find_styles(sheets: Sequence[Sheet], tags: Sequence[Tag], *, hides: bool) -> Iterator[str]:
    """For each of `tags`, which stand in the order of the page, its style: what `sheets`, the last
    of which counts most, say of it, and behind that what it says itself. Of what they hide and show
    nothing counts unless `hides`: only what stands above the line, what is struck out, and fonts.
    Linear in the rules and in the tags."""
    all_of = chain.from_iterable(sheet.rules for sheet in sheets[-_MAX_SHEETS:])
    all_rules = islice(all_of, _MAX_RULES)
    rules = [rule for rule in all_rules if hides or not _SHOWN.isdisjoint(rule.said)]
    ends = {name: said for sheet in sheets for name, said in sheet.ends.items()}
    variables = {name: said for sheet in sheets for name, said in sheet.variables.items()}
    known: dict[tuple[int, ...], str] = {}
    allowance = _MAX_VALUES
    styles: list[str] = []
    boxes: dict[int, bool] = {}
    """Whether elements make boxes of what stands right in them, of those of which it was asked."""
    for tag, chosen in zip(tags, match_tags([r.selector for r in rules], tags), strict=True):
        own = tag.attributes.get("style") or ""
        said = known.get(chosen)
        if said is None and allowance > 0:
            allowance -= sum(len(rules[number].said) for number in chosen)
            winning = _move(_cascade(rules, chosen), ends)
            said = known[chosen] = _write(winning if hides else _leave_shown(winning))
        style = f"{said};{own}" if said else own
        if "var(" in style and len(style) <= _MAX_STYLE:
            style = _VARIABLE.sub(lambda match: _put(match, variables), style)
        if tag.name in _INLINE and _BOXED.search(style) and _is_in_line(style):
            if tag.above not in boxes:
                boxes[tag.above] = tag.above >= 0 and _makes_boxes(styles[tag.above])
            style = style if boxes[tag.above] else f"{style};{_UNBOXED}"
        styles.append(style if style != own and _changes(style, own) else own)
        yield styles[-1]


def _is_in_line(style: str) -> bool:
    """Whether an element such as a span is a part of a line with this `style`, unless what is
    around it makes boxes: it has no width and no height then that could be said."""
    said = read_declarations(style)
    is_taken_out = said.get("float", "none") != "none" or said.get("position") in _OUT
    return said.get("display", "inline") == "inline" and not is_taken_out


def _makes_boxes(style: str) -> bool:
    return _BOXES.search(read_declarations(style).get("display", "")) is not None


def _put(match: re.Match[str], variables: Mapping[str, str]) -> str:
    return variables.get(match[1], match[2]) or match[0]


def _changes(style: str, own: str) -> bool:
    return read_style(style) != read_style(own)


def _cascade(rules: Sequence[Rule], chosen: Sequence[int]) -> dict[str, tuple[str, bool]]:
    """The value of each property that counts most, and whether it is important: an important one,
    of the later layer, of the more specific selector, of the later rule."""
    found: dict[str, tuple[tuple[object, ...], tuple[str, bool]]] = {}
    for number in chosen:
        rule = rules[number]
        for name, said in rule.said.items():
            layer = -rule.layer if said[1] else rule.layer
            rank = said[1], layer, rule.selector.specificity, number
            if name not in found or found[name][0] < rank:
                found[name] = rank, said
    for whole, parts in _PARTS.items():
        for part in parts:
            if whole in found and part in found and found[part][0] < found[whole][0]:
                del found[part]
    return {name: said for name, (_, said) in found.items()}


def _move(
    said: dict[str, tuple[str, bool]], ends: Mapping[str, Mapping[str, tuple[str, bool]]]
) -> dict[str, tuple[str, bool]]:
    """`said` as it is once animations have brought it to their `ends`, if it stays so: what fades
    in is seen. Shares of its own width, by which an element is moved, say nothing where others
    may stand before it."""
    animating = " ".join(said.pop(name)[0] for name in _ANIMATING if name in said)
    words = animating.replace(",", " ").split()
    if not _STAYING.isdisjoint(words):
        for name in words:
            moved = ends.get(name, {})
            said |= {key: value for key, value in moved.items() if not said.get(key, value)[1]}
    if said.get("position", ("",))[0] == "relative":
        for side in ("left", "top"):
            if said.get(side, ("",))[0].endswith("%"):
                del said[side]
    return said


def _leave_shown(said: Mapping[str, tuple[str, bool]]) -> dict[str, tuple[str, bool]]:
    """What is said of how letters are seen, as if that hid none of them."""
    left: dict[str, tuple[str, bool]] = {}
    values = {name: value for name, (value, _) in said.items()}
    if font := read_style(_write(said)).font:
        left["font-family"] = font, False
    level = find_level(values)
    if level or "vertical-align" in said:
        is_important = said.get("vertical-align", ("", False))[1]
        left["vertical-align"] = _LEVELS[level] if level else "baseline", is_important
    lines = " ".join(values.get(name, "") for name in _LINES).split()
    if lines:
        is_important = any(said.get(name, ("", False))[1] for name in _LINES)
        left["text-decoration"] = (
            "line-through" if "line-through" in lines else "none",
            is_important,
        )
    return left


def _write(said: Mapping[str, tuple[str, bool]]) -> str:
    """As the text of a style, in which what is important counts more than what stands behind."""
    marks = {False: "", True: "!important"}
    return ";".join(f"{name}:{value}{marks[is_key]}" for name, (value, is_key) in said.items())
