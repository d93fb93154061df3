"""Text of a page to a tree: as a browser would, or as XML where it is that."""

import html
import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HTMLParser

from corpus.article import ArticleError
from corpus.formats.html.elements import Element, name_of

_XML_HEAD = re.compile(r"\s*<\?xml\b[^>]{0,500}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]{0,2000}(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
_OF_HEAD = frozenset(
    ("title", "meta", "link", "base", "script", "style", "noscript", "template", "object", "")
)
_TOO_DEEP = "ERR_RESOURCE_LIMIT"
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))


@dataclass(frozen=True, slots=True)
class Page:
    """The root of a page; `is_cut` if what lies deepest in it could not be read."""

    root: Element
    is_cut: bool = False


def parse_page(text: str, *, is_xml: bool = False) -> Page:
    """The page in `text`. What it is to be read as XML for, and is none, is read as HTML.

    :raises ArticleError: if there is nothing in it.
    """
    text = without_declaration(text)
    root = parse_xml(text) if is_xml else None
    if root is not None and name_of(root) == "html":
        return Page(root)
    # Without `huge_tree` a long text is cut; entities that grow are no part of HTML.
    parser = HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise ArticleError("it is empty")
    _end_head(root)
    return Page(root, any(error.type_name == _TOO_DEEP for error in parser.error_log))


def _end_head(root: Element) -> None:
    """Where a page leaves out the marks that end its head, as it may, the library takes the newer
    elements that its text begins with for more of it."""
    head = next((child for child in root if name_of(child) == "head"), None)
    if head is None:
        return
    first = next((n for n, child in enumerate(head) if name_of(child) not in _OF_HEAD), len(head))
    text = list(head)[first:]
    if not text:
        return
    body = next((child for child in root if name_of(child) == "body"), None)
    if body is None:
        body = etree.SubElement(root, "body")
    elif body.text and body.text.strip():
        text[-1].tail = (text[-1].tail or "") + body.text
        body.text = None
    body[0:0] = text


def without_declaration(text: str) -> str:
    """`text` without the line that says that it is XML, and in which encoding it was."""
    # At the top alone: looked for anywhere, each blank of a long row of them would be a beginning.
    head = _XML_HEAD.match(text)
    return text[head.end() :] if head else text


def parse_xml(text: str) -> Element | None:
    """The root of a document in XML without its declaration; None if it is none. No entity that it
    defines is known, and nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    plain = _ENTITY.sub(_spell_out, _DOCTYPE.sub("", text, count=1))
    try:
        return etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _spell_out(match: re.Match[str]) -> str:
    """An entity of HTML as its character, one that nobody knows as nothing."""
    return match[0] if match[1] in _OF_XML else html.unescape(match[0]).replace(match[0], "")
