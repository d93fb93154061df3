"""MathML in a line of text."""

from corpus.formats.html.elements import Element, name_of
from corpus.formats.writing.formulas import (
    LEFT_OUT,
    join_parts,
    write_fraction,
    write_lowered,
    write_raised,
    write_root,
)

_MAX_DEPTH = 40
_WORDS = ("mi", "mn", "mtext", "ms", "mo")
_PLAIN = (*_WORDS, "mrow", "mstyle", "mpadded", "semantics")
_OTHERWISE = ("annotation", "annotation-xml", "mphantom", "none", "mprescripts")
_IN_TABLES = ("mtable", "mmultiscripts", "mlongdiv", "mstack")
_SPACED = frozenset("=<>≤≥≈≠±×·→+−∈")
_UNSEEN = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"))
"""Signs that say what is done, and are not shown."""


def write_math(element: Element, depth: int = 0) -> str:
    """What the element `math` says, or one within it. Linear in it."""
    if depth > _MAX_DEPTH:
        return LEFT_OUT
    name = name_of(element)
    if name in _OTHERWISE or not name:
        return ""
    if name in _IN_TABLES:
        return LEFT_OUT
    if name in _WORDS:
        return _write_words(element, name)
    within = [child for child in element if name_of(child) not in _OTHERWISE]
    parts = [write_math(child, depth + 1) for child in within]
    whole = join_parts(zip(parts, (name_of(child) in _PLAIN for child in within), strict=True))
    one, two, three = (*parts, "", "", "")[:3]
    match name:
        case "mfrac":
            return write_fraction(one, two) if one and two else LEFT_OUT
        case "msup" | "mover":
            return write_raised(one, two)
        case "msub" | "munder":
            return write_lowered(one, two)
        case "msubsup" | "munderover":
            return write_raised(write_lowered(one, two), three)
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


def _write_words(element: Element, name: str) -> str:
    said = " ".join("".join(map(str, element.itertext())).translate(_UNSEEN).split())
    return f" {said} " if name == "mo" and said in _SPACED else said
