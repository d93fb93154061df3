"""The rules of style sheets, put into the styles of the elements of a page that they are of."""

from collections.abc import Sequence

from corpus.formats.html.elements import HIDDEN, Element, name_of, short_text
from corpus.formats.sight.declarations import read_style
from corpus.formats.sight.letters import find_gaps
from corpus.formats.sight.matching import Tag
from corpus.formats.sight.media import is_for_screens
from corpus.formats.sight.rules import find_styles
from corpus.formats.sight.sheets import Sheet, read_sheet

_MAX_SHEET = 1_000_000
_NO_PROGRAMS = ("json", "math/", "text/template", "text/x-")
"""In types of scripts: what no browser runs."""


def put_rules(root: Element, sheets: Sequence[Sheet] = ()) -> None:
    """Has each element in `root` say itself what `sheets`, and then the page's own style elements,
    say of it: `find_styles`. What they hide counts as hidden unless the page has programs, which
    may show it once somebody clicks; there words are left out whose letters are not seen, unless
    sheets that are not known may say otherwise. Linear in the page."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    own = [short_text(element, _MAX_SHEET) for element in elements if _is_sheet(element)]
    read = [*sheets, *((read_sheet("\n".join(own)),) if own else ())]
    hides = not any(map(_is_program, elements))
    if not any(sheet.rules for sheet in read) and not (hides and any(map(_has_style, elements))):
        return
    numbers = {element: number for number, element in enumerate(elements)}
    tags = [
        Tag(name_of(element), element.attrib, numbers.get(element.getparent(), -1))
        for element in elements
    ]
    styles = [*find_styles(read, tags, hides=hides)]
    if hides and (sheets or not any(map(_leads_to_sheet, elements))):
        for element, gap in zip(elements, find_gaps(tags, styles), strict=True):
            if gap is not None and name_of(element) not in HIDDEN:
                _leave_out_words(element, gap)
    for element, style in zip(elements, styles, strict=True):
        if style != (element.get("style") or ""):
            element.set("style", style)
            if hides and read_style(style).is_folded:
                element.set("hidden", "")


def _leave_out_words(element: Element, gap: str) -> None:
    """Leaves out what stands right in `element`, which may be left out itself: what is around it
    does not grow together where a gap is seen."""
    if gap and element.getparent() is not None:
        element.tail = gap + (element.tail or "")
    element.text = gap if element.text else None
    for child in element:
        child.tail = gap if child.tail else None


def _is_sheet(element: Element) -> bool:
    if name_of(element) != "style" or not is_for_screens(element.get("media")):
        return False
    is_of_templates = any(name_of(one) == "template" for one in element.iterancestors())
    return not is_of_templates and (element.get("type") or "text/css").lower() == "text/css"


def _has_style(element: Element) -> bool:
    return element.get("style") is not None or name_of(element) == "font"


def _leads_to_sheet(element: Element) -> bool:
    return name_of(element) == "link" and "stylesheet" in (element.get("rel") or "").lower().split()


def _is_program(element: Element) -> bool:
    said = (element.get("type") or "").lower()
    return name_of(element) == "script" and not any(one in said for one in _NO_PROGRAMS)
