"""What stands right below the title of a Markdown text, where people have no front matter:
"*By Mary Flint, March 5, 2024*", "**Author:** Mary Flint"."""

import re
from collections.abc import Sequence
from itertools import islice

from markdown_it.token import Token

from corpus.fields.metadata import Metadata, is_web_url, parse_metadata
from corpus.formats.bylines import is_day, is_name, read_byline
from corpus.formats.header_lines import read_header_line
from corpus.formats.markdown.inline_text import plain_lines
from corpus.formats.publications import read_publication

_MAX_PARAGRAPHS = 3
_PARAGRAPH = 3
"""Tokens of one."""
_ABOVE_TITLE = ["paragraph_open", "inline", "paragraph_close", "heading_open"]
_MAX_LINES = 12
_MAX_LINE = 160
_MIN_KNOWN = 2
"""Fields that are understood, so that further ones beside them are fields, too."""
_FIELD = re.compile(r"([^\W\d_][\w -]{1,24}?)\s?[:：](?!:[^\W\d_])\s*(\S.{0,120})")
_STATED = frozenset(("author", "source", "date", "updated"))


def take_head_lines(tokens: list[Token]) -> tuple[Metadata, list[Token]]:
    """What an address above the title, and the paragraphs below it or at the top, state, and
    `tokens` without them; nothing if they are all there is, or if days stand above other
    paragraphs, too, as in a diary."""
    address = _read_address(tokens)
    if address:
        below, tokens = take_head_lines(tokens[_PARAGRAPH:])
        return parse_metadata({"url": address}).filled_from(below), tokens
    start = 3 if tokens[:1] and tokens[0].type == "heading_open" and tokens[0].tag == "h1" else 0
    end = start
    fields: dict[str, object] = {}
    for _ in range(_MAX_PARAGRAPHS):
        paragraph = tokens[end : end + 3]
        if not paragraph or paragraph[0].type != "paragraph_open":
            break
        stated = _read_paragraph(plain_lines(paragraph[1]), _set_off(paragraph[1]))
        if stated is None or stated.keys() & fields.keys():
            break
        fields |= stated
        end += 3
    if end == start or end == len(tokens) or _has_day(tokens[end:]):
        return Metadata(), tokens
    return parse_metadata(fields), tokens[:start] + tokens[end:]


def _read_address(tokens: list[Token]) -> str | None:
    """The address that alone stands above the title; None if none does."""
    if [token.type for token in tokens[: _PARAGRAPH + 1]] != _ABOVE_TITLE:
        return None
    lines = plain_lines(tokens[1])
    is_title = tokens[_PARAGRAPH].tag == "h1"
    return lines[0] if is_title and len(lines) == 1 and is_web_url(lines[0]) else None


def _set_off(token: Token) -> frozenset[str]:
    """The words that are a link, or in italics or bold, in an inline token."""
    children = token.children or ()
    opened = [child.type.endswith("_open") for child in children]
    after = zip(opened, islice(children, 1, None), strict=False)
    return frozenset(child.content for is_open, child in after if is_open and child.content)


def _read_paragraph(lines: list[str], set_off: frozenset[str]) -> dict[str, object] | None:
    """The fields that all of `lines` state, None if one is of no head."""
    known: dict[str, object] = {}
    others: dict[str, object] = {}
    if not 1 <= len(lines) <= _MAX_LINES:
        return None
    for line in lines:
        line = line.replace("::", ":", 1)
        stated = read_byline(line) if len(lines) == 1 else read_header_line(line, is_first=False)
        field = _FIELD.fullmatch(line)
        if published := read_publication(line, set_off):
            known = published | known
        elif len(line) <= _MAX_LINE and stated and _is_telling(stated):
            known = stated | known
        elif field:
            others[field[1]] = field[2]
        else:
            return None
    is_head = known and (not others or len(known) >= _MIN_KNOWN)
    return others | known if is_head else None


def _is_telling(stated: dict[str, str]) -> bool:
    """Whether names look like names, and days like days: "Author: I never said so" is talk."""
    names = [stated[name] for name in ("author", "source") if name in stated]
    days = [stated[name] for name in ("date", "updated") if name in stated]
    is_known = bool(stated.keys() & _STATED)
    return is_known and all(map(is_name, names)) and all(map(is_day, days))


def _has_day(tokens: Sequence[Token]) -> bool:
    """Whether one of the first thousand further paragraphs is a day and nothing else."""
    lines = (token.content for token in tokens if token.type == "inline")
    return any(len(line) < _MAX_LINE and is_day(line.strip("*_ ")) for line in islice(lines, 1000))
