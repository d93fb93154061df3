"""Formulas of pages, however they are drawn: each is read once, from what says it best."""

from itertools import islice

from corpus.formats.html.elements import Element, classes_of, name_of, short_text
from corpus.formats.writing.formulas.drawn import FRAMES
from corpus.formats.writing.formulas.formulas import LEFT_OUT, write_fraction
from corpus.formats.writing.formulas.mathml import write_math, write_math_markup
from corpus.formats.writing.formulas.pictures import read_formula, write_tex

_DRAWING = frozenset(("math", "nobr", "img", "svg", "mjx-math"))
_FRACTIONS = frozenset(("frac", "sfrac"))
_MAX_WITHIN = 3000
"""Elements in a drawn formula, among which the formula itself is looked for."""
_MAX_OF_FRACTION = 12
_MAX_NUMBER = 12
_MAX_SOURCE = 2000


def write_formula(element: Element, name: str) -> str | None:
    """What the formula says that `element`, called `name`, is; "" if another element says it, None
    if it is none."""
    if name == "math":
        return write_math(element)
    if name == "script":
        is_tex = (element.get("type") or "").lower().startswith("math/tex")
        return _write_source(element) if is_tex else None
    if name == "mjx-container":
        return _write_drawn(element)
    if name == "img":
        formula = read_formula(
            element.get("alt") or "", classes_of(element), element.get("src") or ""
        )
        return formula or (None if formula is None else LEFT_OUT)
    if name != "span" or not element.get("class"):
        return None
    classes = classes_of(element)
    if "mathjax_preview" in classes:
        return ""
    if classes & FRAMES and _is_drawn(element):
        return _write_drawn(element)
    return _write_simple_fraction(element) if classes & _FRACTIONS else None


def _is_drawn(element: Element) -> bool:
    """Whether a program has drawn a formula there: others call so what is yet to be drawn."""
    return element.get("data-mathml") is not None or any(
        name_of(one) in _DRAWING or one.get("class", "").startswith(("katex-", "mjx-"))
        for one in islice(element.iterdescendants("{*}*"), _MAX_OF_FRACTION)
    )


def _write_drawn(element: Element) -> str:
    within = list(islice(element.iter(), _MAX_WITHIN))
    for one in within:
        if name_of(one) == "math":
            return write_math(one)
    if markup := element.get("data-mathml"):
        return write_math_markup(markup)
    for one in within:
        if name_of(one) == "annotation":
            return write_tex(short_text(one, _MAX_SOURCE)) or LEFT_OUT
        if name_of(one) == "img" and one.get("alt"):
            return write_tex(one.get("alt") or "") or LEFT_OUT
    return "" if _find_source(element) is not None else LEFT_OUT


def _find_source(element: Element) -> Element | None:
    """The script behind a drawn formula, or behind what frames it, that it was drawn from."""
    above = element.getparent()
    for one in (element, above):
        after = None if one is None else one.getnext()
        if after is not None and name_of(after) == "script" and "math/" in after.get("type", ""):
            return after
    return None


def _write_source(script: Element) -> str:
    """The source of a formula, unless it is drawn before it and says more there."""
    before = script.getprevious()
    if before is not None:
        drawn = [before, *islice(before.iter(), _MAX_OF_FRACTION)]
        if any(one.get("data-mathml") or name_of(one) == "math" for one in drawn):
            return ""
    return write_tex(short_text(script, _MAX_SOURCE)) or LEFT_OUT


def _write_simple_fraction(element: Element) -> str | None:
    """A fraction of which the parts are elements called so, a whole number before it perhaps."""
    parts = {
        part: short_text(one, _MAX_NUMBER).strip()
        for one in islice(element.iterdescendants(), _MAX_OF_FRACTION)
        for part in classes_of(one) & {"num", "den"}
    }
    if len(parts) < 2 or not all(parts.values()):
        return None
    whole = (element.text or "").strip(" \u2060")
    fraction = write_fraction(parts["num"], parts["den"])
    return f"{whole} {fraction}" if whole else fraction
