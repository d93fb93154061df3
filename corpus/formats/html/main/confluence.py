"""Pages of a space that Confluence exported: what it says of each stands around the text."""

import re
from dataclasses import dataclass

from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.html.elements import Element, classes_of
from corpus.normalization import clean_line

_TEXT, _TITLE = "main-content", "title-text"
_CLASS = "wiki-content"
_AUTHOR, _ABOUT = "author", "page-metadata"
_DAY = re.compile(r"\bon\s+([^\n]{6,30}?\d{4})\s*$")
_BETWEEN = " : "


@dataclass(frozen=True, slots=True)
class ConfluencePage:
    """The element that holds the text, and what stands above that."""

    text: Element
    metadata: Metadata


def find_confluence_page(root: Element) -> ConfluencePage | None:
    """What such a page is made of; None if it is none."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    text, title = by_id.get(_TEXT), by_id.get(_TITLE)
    if text is None or title is None or _CLASS not in classes_of(text):
        return None
    said = clean_line("".join(title.itertext()))
    space, between, name = said.partition(_BETWEEN)
    fields: dict[str, object] = {"title": name if between else said}
    if between:
        fields["source"] = space
    about = next((e for e in root.iter() if _ABOUT in classes_of(e)), None)
    if about is not None:
        fields |= _read_about(about)
    return ConfluencePage(text, parse_metadata(fields))


def _read_about(about: Element) -> dict[str, object]:
    author = next((e for e in about.iter() if _AUTHOR in classes_of(e)), None)
    day = _DAY.search(clean_line("".join(about.itertext())))
    found = {
        "author": clean_line("".join(author.itertext())) if author is not None else "",
        "updated": day[1] if day else "",
    }
    return {name: value for name, value in found.items() if value}
