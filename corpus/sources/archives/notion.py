"""Exports of Notion: its numbers in names, and what it knows of a page below the title."""

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from corpus.sources.archives.records import Item, PassedOver
from corpus.sources.archives.zip_files import Member

_NUMBER = re.compile(r"(?:^|[ -])[0-9a-f]{32}(?P<all>_all)?$")
_MIN_SHARE = 0.5
"""Of the files that have such a number, if it is an export."""
_UNTITLED = "Untitled"
_PAGE = re.compile(r"\A(?P<title># [^\n]*\n)\n(?P<fields>(?:[^\n]+(?:\n|\Z))+)")
_FIELD = re.compile(r"(?P<name>[^\W\d_][^:\n]{0,60}):(?:[ \t]+(?P<value>.*))?")
_KNOWN = re.compile(
    r"created|created (?:by|time)|last edited (?:by|time)|tags?|status|date|author|owner|url",
    re.IGNORECASE,
)
"""A property that a line by itself states; several may be called as they like."""
_TARGET = re.compile(r" \([^()\s]*%20[0-9a-f]{32}[^()\s]*\)")
_LINK_LINE = re.compile(
    r"^\[[^\[\]\n]*\]\([^()\s]*%20[0-9a-f]{32}[^()\s]*\)[ \t]*\n?", re.MULTILINE
)
_PROPERTIES = (b'<table class="properties">', b"</table>")
_HIDES = frozenset(("draft", "published", "publish", "status", "post_status"))
"""Names by which others say that a page is not to be shown; here they are words of the team's."""


def arrange_notion(members: list[Member]) -> Iterator[Item]:
    """Gives the files of an export their titles as names, and has their properties stand above
    them; of two tables of one database it takes that with all columns."""
    found = [_NUMBER.search(PurePosixPath(member.path).stem) for member in members]
    numbered = sum(match is not None for match in found)
    if not numbered or numbered < _MIN_SHARE * len(members):
        return
    whole = {
        member.path.removesuffix("_all.csv")
        for member, match in zip(members, found, strict=True)
        if match and match["all"] and member.path.endswith("_all.csv")
    }
    kept = []
    for member in members:
        if member.path.endswith(".csv") and member.path.removesuffix(".csv") in whole:
            yield PassedOver("tables that are there with all columns")
            continue
        if member.path.endswith(".md"):
            member.make = write_properties_above
        elif member.path.endswith(".html"):
            member.make = _without_properties
        member.path = _name(member.path)
        kept.append(member)
    members[:] = kept


def write_properties_above(data: bytes) -> bytes:
    """A page in Markdown with its properties as front matter, and without the lines that are but
    links to pages below it."""
    try:
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        return data
    text = _LINK_LINE.sub("", text)
    match = _PAGE.match(text)
    fields = [_FIELD.fullmatch(line) for line in match["fields"].splitlines()] if match else []
    stated = [field for field in fields if field]
    if match is None or len(stated) < len(fields):
        return text.encode()
    if len(stated) == 1 and not _KNOWN.fullmatch(stated[0]["name"].strip()):
        return text.encode()
    head = "".join(filter(None, (_write(field["name"], field["value"]) for field in stated)))
    return f"---\n{head}---\n\n{match['title']}\n{text[match.end() :].lstrip()}".encode()


def _write(name: str, value: str | None) -> str:
    said = _TARGET.sub("", value or "").strip()
    name = name.strip()
    if name.casefold() in _HIDES:
        name = f"page {name}"
    written = (json.dumps(each, ensure_ascii=False) for each in (name, said))
    return f"{': '.join(written)}\n" if said else ""


def _without_properties(data: bytes) -> bytes:
    opening, closing = _PROPERTIES
    start = data.find(opening)
    end = data.find(closing, start) if start >= 0 else -1
    return data[:start] + data[end + len(closing) :] if end >= 0 else data


def _name(path: str) -> str:
    place = PurePosixPath(path)
    folders = [_NUMBER.sub("", folder).strip() or _UNTITLED for folder in place.parent.parts]
    stem = _NUMBER.sub("", place.stem).strip() or _UNTITLED
    return "/".join([*folders, f"{stem}{place.suffix}"])
