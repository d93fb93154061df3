"""The head that packages have above their description: "Metadata-Version: 2.4", "Name: lamp"."""

import re

from corpus.fields.metadata import Metadata, parse_metadata

_MAX_HEADERS = 500
_HEADER = re.compile(r"([A-Z][A-Za-z]{0,20}(?:-[A-Za-z]{1,20}){0,4}):(?:[ \t](.*)|$)")
_FIRST = ("metadata-version",)
_TYPE = "description-content-type"
_MIN_HEADERS = 3
_ATX = re.compile(r"#{1,6} \S")
_BADGE = re.compile(r"\[?!\[[^\]\n]{0,100}\]\(")


def split_package_head(text: str) -> tuple[Metadata, str, bool] | None:
    """What the headers of a package's metadata state, the description below them, and whether
    that is Markdown: it is said to be, or has its headings or badges; None if `text` is no such
    file."""
    headers, count, lines = _read_headers(text)
    body = lines[count:]
    if len(headers) < _MIN_HEADERS or next(iter(headers)) not in _FIRST or not any(body):
        return None
    said = headers.get(_TYPE, "").casefold()
    is_markdown = said.startswith("text/markdown")
    if not said:
        is_markdown = any(_ATX.match(line) or _BADGE.match(line) for line in body)
    stated = {
        "title": headers.get("name"),
        "author": headers.get("author") or headers.get("author-email"),
        "url": headers.get("home-page"),
        "version": headers.get("version"),
        "summary": headers.get("summary"),
    }
    metadata = parse_metadata({name: value for name, value in stated.items() if value})
    return metadata, "\n".join(body), is_markdown


def _read_headers(text: str) -> tuple[dict[str, str], int, list[str]]:
    """The headers, the first of each name, how many lines they are, and all lines."""
    lines = text.split("\n")
    headers: dict[str, str] = {}
    for number, line in enumerate(lines[:_MAX_HEADERS]):
        match = _HEADER.match(line)
        if match:
            headers.setdefault(match[1].casefold(), (match[2] or "").strip())
        elif not (headers and line[:1] in (" ", "\t") and line.strip()):
            return headers, number, lines
    return headers, min(len(lines), _MAX_HEADERS), lines
