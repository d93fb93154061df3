"""MathML in a line of text."""

import re

from lxml import etree

from corpus.formats.sight.colours import Colour, read_colour
from corpus.formats.sight.declarations import read_style
from corpus.formats.writing.formulas.formulas import (
    LEFT_OUT,
    join_parts,
    write_fraction,
    write_lowered,
    write_over,
    write_raised,
    write_root,
    write_under,
)

_MAX_DEPTH = 40
_MAX_MARKUP = 50_000
_WORDS = ("mi", "mn", "mtext", "ms", "mo")
_PLAIN = (*_WORDS, "mrow", "mstyle", "mpadded", "semantics")
_OTHERWISE = ("annotation", "annotation-xml", "mphantom", "none", "mprescripts")
_IN_TABLES = ("mtable", "mmultiscripts", "mlongdiv", "mstack")
_NO_LINE = re.compile(r"\s*(?:0+\.?0*|\.0+)(?:[a-z]{1,4}|%)?\s*")
_FRAMES = frozenset(("box", "roundedbox", "circle", "bottom"))
_SPACED = frozenset("=<>≤≥≈≠±×·→+−∈")
_PAPER = Colour(255, 255, 255)
_UNSEEN = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"))
"""Signs that say what is done, and are not shown."""


def write_math_markup(markup: str) -> str:
    """What the first element `math` in `markup` says; `LEFT_OUT` if it cannot be read."""
    if len(markup) > _MAX_MARKUP:
        return LEFT_OUT
    parser = etree.HTMLParser(no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError):
        return LEFT_OUT
    found = () if root is None else root.iter("math")
    return next((write_math(element) or LEFT_OUT for element in found), LEFT_OUT)


def write_math(element: etree._Element, depth: int = 0) -> str:
    """What the element `math` says, or one within it. Linear in it."""
    if depth > _MAX_DEPTH:
        return LEFT_OUT
    name = _name_of(element)
    if name in _OTHERWISE or not name or _is_hidden(element):
        return ""
    if name in _IN_TABLES or _is_pale(element):
        return LEFT_OUT
    if name == "mspace":
        return " "
    if name in _WORDS:
        return _write_words(element, name)
    within = [child for child in element if _name_of(child) not in _OTHERWISE]
    parts = [write_math(child, depth + 1) for child in within]
    whole = join_parts(zip(parts, (_name_of(child) in _PLAIN for child in within), strict=True))
    one, two, three = (*parts, "", "", "")[:3]
    match name:
        case "mfrac":
            has_line = not _NO_LINE.fullmatch(element.get("linethickness", ""))
            return write_fraction(one, two) if one and two and has_line else LEFT_OUT
        case "msup":
            return write_raised(one, two)
        case "msub":
            return write_lowered(one, two)
        case "msubsup":
            return write_raised(write_lowered(one, two), three)
        case "mover":
            return write_over(one, two)
        case "munder":
            return write_under(one, two)
        case "munderover":
            is_bounded = LEFT_OUT not in (write_under(one, two), write_over(one, three))
            return write_raised(write_lowered(one, two), three) if is_bounded else LEFT_OUT
        case "menclose":
            return _write_enclosed(whole, element.get("notation", "longdiv"))
        case "msqrt":
            return write_root(whole)
        case "mroot":
            return write_root(one, two)
        case "mfenced":
            opened, closed = element.get("open", "("), element.get("close", ")")
            return f"{opened}{', '.join(parts)}{closed}"
        case "semantics" | "maction":  # of which the first is shown
            return one
    return whole


def _write_enclosed(inside: str, notation: str) -> str:
    """What stands in a frame, if that is no part of what it says: not struck out, not barred."""
    if notation.strip() == "radical":
        return write_root(inside)
    return inside if _FRAMES.issuperset(notation.split()) else LEFT_OUT


def _is_hidden(element: etree._Element) -> bool:
    """Whether it is not there, and takes no room."""
    style = read_style(element.get("style", "")) if element.get("style") else None
    return element.get("hidden") is not None or bool(style and (style.is_hidden or style.is_tiny))


def _is_pale(element: etree._Element) -> bool:
    """Whether its letters leave a gap: clear, or of the colour of paper, as no ground is known."""
    style = read_style(element.get("style", ""))
    letters = read_colour(element.get("mathcolor", "").strip().lower()) or style.letters
    ground = read_colour(element.get("mathbackground", "").strip().lower()) or style.ground
    if letters is None or style.has_ground or ground:
        return style.is_clear
    return letters.is_clear or letters.looks_like(_PAPER)


def _list_words(element: etree._Element, depth: int = 0) -> str:
    """The text in `element` that is seen."""
    if depth > _MAX_DEPTH:
        return LEFT_OUT
    parts = [element.text or ""]
    for child in element:
        is_seen = isinstance(child.tag, str) and not _is_hidden(child) and not _is_pale(child)
        parts += [_list_words(child, depth + 1) if is_seen else "", child.tail or ""]
    return "".join(parts)


def _write_words(element: etree._Element, name: str) -> str:
    said = " ".join(_list_words(element).translate(_UNSEEN).split())
    return f" {said} " if name == "mo" and said in _SPACED else said


def _name_of(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
