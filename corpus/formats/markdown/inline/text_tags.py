"""What looks like a tag in a line of Markdown and is none of HTML, as `<message>` in a text that
names one: it is text, as its author meant it."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from corpus.formats.html_text import read_attributes

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<said>.*)>", re.DOTALL)
_ELEMENTS = frozenset(
    (
        *("a", "abbr", "address", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo"),
        *("blockquote", "body", "br", "button", "canvas", "caption", "cite", "code", "col"),
        *("colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "div", "dl"),
        *("dt", "em", "embed", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img"),
        *("input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "math"),
        *("menu", "meta", "meter", "nav", "noscript", "object", "ol", "optgroup", "option"),
        *("output", "p", "param", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s"),
        *("samp", "script", "search", "section", "select", "selectedcontent", "slot", "small"),
        *("source", "span", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody"),
        *("td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track"),
        *("u", "ul", "var", "video", "wbr"),
        # those of older pages, which browsers know
        *("acronym", "applet", "basefont", "bgsound", "big", "blink", "center", "command", "dir"),
        *("font", "frame", "frameset", "image", "isindex", "keygen", "layer", "listing"),
        *("marquee", "menuitem", "multicol", "nextid", "nobr", "noembed", "noframes", "plaintext"),
        *("rb", "rtc", "spacer", "strike", "tt", "xmp"),
    )
)
"""https://html.spec.whatwg.org/multipage/indices.html#elements-3, and obsolete ones."""
_EMPTY = frozenset(
    ("area", "base", "embed", "img", "link", "meta", "param", "source", "track", "image")
)
"""Elements that do nothing without attributes."""
_FOREIGN = frozenset(("svg", "math"))
"""Elements in which others have names of their own."""
_OF_SIGHT = frozenset(("hidden", "style", "class", "id", "popover", "slot"))
"""Attributes by which an element that nobody knows may be shown in some way, or not at all."""


def read_text_tags(children: Sequence[Token]) -> Sequence[Token]:
    """`children` of an inline token with text in place of tags that HTML has not.

    Tags of components (`<Tip>`, `<my-note>`) are none of HTML, either, and stay tags if they have
    attributes or an end in the same line, others if they have both; what is left are names of types
    or parts to fill in. As in a browser, an end is one of `<Tip>` also as `</TIP>`.
    """
    tags = {
        number: match
        for number, child in enumerate(children)
        if child.type == "html_inline" and (match := _TAG.fullmatch(child.content))
    }
    if all(_is_element(match) for match in tags.values()):
        return children
    texts = _find_texts(tags)
    return [
        Token("text", "", 0, content=child.content) if number in texts else child
        for number, child in enumerate(children)
    ]


def _is_element(tag: re.Match[str]) -> bool:
    name = tag["name"].casefold()
    return name in _ELEMENTS and (name not in _EMPTY or bool(tag["said"].strip(" /")))


def _find_texts(tags: dict[int, re.Match[str]]) -> set[int]:
    """The numbers of those that are text, each with its end."""
    texts: set[int] = set()
    opened: dict[str, list[int]] = {}
    foreign = 0
    for number, tag in tags.items():
        name = tag["name"].casefold()
        if name in _FOREIGN and not tag["said"].endswith("/"):
            foreign = max(0, foreign + (-1 if tag["closing"] else 1))
        if foreign > 0 or _is_element(tag):
            continue
        if not tag["closing"]:
            if not _is_shown_somehow(tag):
                texts.add(number)
            opened.setdefault(name, []).append(number)
            continue
        start = opened[name].pop() if opened.get(name) else None
        if start is not None and _is_element_if_ended(tags[start]):
            texts.discard(start)
        elif start is None or start in texts:
            texts.add(number)
    return texts


def _is_component(name: str) -> bool:
    return name[0].isupper() or "-" in name


def _is_element_if_ended(tag: re.Match[str]) -> bool:
    return _is_component(tag["name"]) or bool(tag["said"].strip(" /"))


def _is_shown_somehow(tag: re.Match[str]) -> bool:
    """Whether a tag that HTML has not may be one of the page for what it says of itself."""
    if _is_component(tag["name"]):
        return bool(tag["said"].strip())
    return not _OF_SIGHT.isdisjoint(read_attributes(tag["said"]))
