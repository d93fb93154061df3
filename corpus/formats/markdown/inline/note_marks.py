"""Marks of footnotes that are written as links above the line: `<sup>[3](#note3)</sup>`."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from corpus.formats.html_text import read_attributes

_MARK = re.compile(r"\s?[\[(]?(?:\d{1,3}|[*†‡§¶‖]{1,4})[\])]?\s?")
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>a|sup)\b(?P<said>.*)>", re.IGNORECASE | re.DOTALL)
_MAX_TOKENS = 7
"""Of a link that is nothing but a mark."""


def find_note_marks(children: Sequence[Token]) -> set[int]:
    """The numbers of those tokens that are the mark of a note: a number above the line that leads
    to a place of a page, which would else be an exponent of what stands before it. Linear."""
    parts = [_read_part(child) for child in children]
    found: set[int] = set()
    for first, part in enumerate(parts):
        if part != "link":
            continue
        within = range(first + 1, min(len(parts), first + _MAX_TOKENS))
        last = next((number for number in within if parts[number] == "/link"), None)
        if last is None:
            continue
        said = "".join(children[n].content for n in range(first, last) if parts[n] == "text")
        around = (parts[first - 1] if first else "", *parts[last + 1 : last + 2])
        is_raised = around == ("sup", "/sup") or "sup" in parts[first:last]
        if is_raised and _MARK.fullmatch(said):
            found.update(range(first, last + 1))
    return found


def _read_part(child: Token) -> str:
    if child.type == "link_open":
        return "link" if "#" in str(child.attrs.get("href", "")) else ""
    if child.type == "link_close":
        return "/link"
    if child.type != "html_inline":
        return child.type
    tag = _TAG.fullmatch(child.content)
    if tag is None:
        return ""
    if tag["name"].casefold() == "sup" or tag["closing"]:
        return tag["closing"] + {"a": "link"}.get(tag["name"].casefold(), "sup")
    return "link" if "#" in (read_attributes(tag["said"]).get("href") or "") else ""
