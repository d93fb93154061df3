"""Elements of HTML, also as XML: what they are called, what is shown of them, what stands where."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from lxml import etree

from corpus.formats.sight.colours import Colour, read_colour
from corpus.formats.sight.declarations import Style, may_open, read_style

Element: TypeAlias = etree._Element

HIDDEN = frozenset(
    (
        *("script", "style", "template", "noscript", "head", "title", "meta", "link", "base"),
        *("svg", "iframe", "object", "embed", "applet", "audio", "video", "canvas", "map"),
        *("frameset", "button", "select", "option", "textarea", "input", "datalist", "dialog"),
        *("menu", "nav", "rt", "rp", "del", "s", "strike", "annotation", "annotation-xml"),
        *("noframes", "noembed", "progress", "meter"),
    )
)
"""Elements that hold nothing to quote: programs, pictures, what leads elsewhere, aids to read, what
its author struck out."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em"),
        *("font", "i", "img", "ins", "kbd", "label", "mark", "math", "mi", "mn", "mo", "mrow"),
        *("meter", "msub", "msup", "mtext", "nobr", "output", "picture", "progress", "q", "rb"),
        *("ruby", "samp", "small", "source", "span", "strong", "sub", "sup", "time", "tt", "u"),
        *("semantics", "mfrac", "msqrt", "mroot", "msubsup", "munder", "mover", "mstyle", "var"),
        *("wbr", "blink", "basefont", "mspace", "mtable", "mtr", "mtd", "munderover", "mpadded"),
    )
)
BOLD = frozenset(("b", "strong"))
_HIDING_ROLES = frozenset(("navigation", "search", "doc-toc", "doc-index", "doc-pagelist"))
_HIDING_CLASSES = frozenset(
    (
        *("headerlink", "viewcode-link", "viewcode-back", "header-anchor", "hash-link"),
        *("anchorjs-link", "mw-editsection", "linenos", "linenodiv", "lineno", "linenumber"),
        *("line-number", "sr-only", "visually-hidden", "screen-reader-text", "noprint"),
        *("breadcrumb", "breadcrumbs", "skip-link", "copybtn", "edit-page-link"),
        *("go-to-top", "hideme"),
    )
)
"""What generators of pages put beside the text."""
_HIDING_TYPES = frozenset(
    ("toc", "landmarks", "titlepage", "halftitlepage", "page-list", "pagebreak", "loi", "lot")
)
_MAX_RESTYLED = 20
"""Elements within one, any of which may give its letters a size or a colour again."""
_MAX_AROUND = 20
"""Elements around one, any of which may say what its ground is."""
_PAPER = Colour(255, 255, 255)
"""The ground of a page that says nothing of it."""
_MAX_SIGNS = 200
_MAX_TO_HEADING = 6
"""Elements among which the heading of a section is, and the link in a heading."""
_MAX_HEADING = 200
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_OF_ICONS = re.compile(r"icon|katex|mathjax|mjx|anchor|permalink|emoji|\bfa[bsr]?\b", re.IGNORECASE)
_TYPE = "{http://www.idpf.org/2007/ops}type"
_SIGNS_ONLY = re.compile(r"[\s¶§#∞🔗⚓\ue000-\uf8ff]{0,4}")


@lru_cache(maxsize=1024)
def _fold_tag(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def name_of(element: Element) -> str:
    """The name of an element, in lower case and without its namespace; "" of a comment."""
    tag = element.tag
    return _fold_tag(tag) if isinstance(tag, str) else ""


def types_of(element: Element) -> frozenset[str]:
    """What an element is said to be by EPUB's types and ARIA's roles."""
    said = f"{element.get(_TYPE) or element.get('epub:type') or ''} {element.get('role') or ''}"
    return frozenset(said.lower().split())


def classes_of(element: Element) -> frozenset[str]:
    """The classes of an element, in lower case."""
    return frozenset((element.get("class") or "").lower().split())


def id_of(element: Element) -> str:
    """The id of an element, in lower case; "" if it is made of the heading that the element begins
    with, as those of a manual's sections are, and so says nothing of what kind of part that is."""
    said = (element.get("id") or "").strip().lower()
    return "" if said and _is_of_heading(said, element) else said


def _is_of_heading(said: str, element: Element) -> bool:
    heading = next(
        (e for e in islice(element.iter(), _MAX_TO_HEADING) if name_of(e) in HEADINGS), None
    )
    if heading is None or heading is element:
        return False
    titled = _BETWEEN_WORDS.sub("-", short_text(heading, _MAX_HEADING).lower()).strip("-")
    if _BETWEEN_WORDS.sub("-", said) != titled:
        return False
    # One word may be what the part is: "Comments", "Newsletter". There the link to it tells.
    links = (e.get("href") for e in islice(heading.iter(), _MAX_TO_HEADING) if name_of(e) == "a")
    return "-" in titled or f"#{said}" in {(link or "").lower() for link in links}


def is_hidden(element: Element, name: str) -> bool:
    """Whether nothing in the element, which is called `name`, is to be quoted: of a book's
    `epub:switch` all but the default, as one is shown."""
    if not name or name in HIDDEN or (name == "case" and _is_of_switch(element)):
        return True
    if not element.attrib:
        return False
    if element.get("hidden") is not None or element.get("popover") is not None:
        return True
    if _is_beside(element, name):
        return True
    types = types_of(element)
    if types & _HIDING_ROLES or types & _HIDING_TYPES or classes_of(element) & _HIDING_CLASSES:
        return True
    style = element.get("style")
    if (style or name == "font") and _is_unseen(element, name, read_style(style or "")):
        return True
    # A sign behind a heading that leads to the heading itself.
    is_anchor = name == "a" and (element.get("href") or "").startswith("#")
    return is_anchor and not len(element) and _SIGNS_ONLY.fullmatch(element.text or "") is not None


def _is_of_switch(element: Element) -> bool:
    above = element.getparent()
    return above is not None and name_of(above) == "switch"


def _is_beside(element: Element, name: str) -> bool:
    """Whether an element that is not read aloud is a sign beside the text: words are seen."""
    if element.get("aria-hidden") != "true":
        return False
    if name in ("i", "svg", "button", "math") or _OF_ICONS.search(element.get("class") or ""):
        return True
    return not any(map(str.isalnum, short_text(element, _MAX_SIGNS)))


def _is_unseen(element: Element, name: str, style: Style) -> bool:
    """Whether an element's own style hides it, or makes its letters as small as nothing, clear, or
    of the colour of their ground."""
    if style.is_hidden or (style.is_folded and not may_open(map(str, element.attrib))):
        return True
    letters = style.letters
    if name == "font" and letters is None and not style.is_clear:
        letters = read_colour((element.get("color") or "").strip().lower())
    if letters is not None and not (style.is_tiny or style.is_clear):
        style = replace(style, letters=letters, ground=_find_ground(element, style))
    return style.is_unseen and not _is_restyled(element)


def _is_restyled(element: Element) -> bool:
    """Whether an element within may say otherwise of how its letters look."""
    within = list(islice(element.iterdescendants(), _MAX_RESTYLED + 1))
    return len(within) > _MAX_RESTYLED or any(
        one.get("class") or one.get("style") or one.get("color") for one in within
    )


def _find_ground(element: Element, style: Style) -> Colour | None:
    """The colour that an element's letters stand on, as it or one around it says; None where rules
    that are not read, such as those of a class, may say otherwise."""
    if style.has_ground:
        return style.ground
    one: Element | None = element
    for _ in range(_MAX_AROUND):
        if one is None:
            return None if _has_rules(element.getroottree().getroot()) else _PAPER
        if one.get("background") or (
            one.get("class") and _has_rules(element.getroottree().getroot())
        ):
            return None
        own = read_style(one.get("style") or "")
        if own.has_ground:
            return own.ground
        if ground := one.get("bgcolor"):
            return read_colour(ground.strip().lower())
        one = one.getparent()
    return None


@lru_cache(maxsize=1)  # asked for by each element of a page with a colour of its own
def _has_rules(root: Element) -> bool:
    """Whether a page has or fetches rules or programs, by which its elements look as they do."""
    return any(name_of(element) in ("style", "link", "script") for element in root.iter())


def short_text(element: Element, limit: int) -> str:
    """The text in `element`, or one more than its first `limit` characters."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part)
        length += len(part) + 1  # empty ones count, too
        if length > limit:
            break
    return "".join(parts)[: limit + 1]
