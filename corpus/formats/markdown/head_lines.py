"""What stands right below the title of a Markdown text, where people have no front matter:
"*By Mary Flint, March 5, 2024*", "**Author:** Mary Flint"."""

from collections.abc import Sequence
from itertools import islice

from markdown_it.token import Token

from corpus.fields.metadata import Metadata, is_web_url, parse_metadata
from corpus.formats.heads.bylines import is_day
from corpus.formats.heads.head_paragraphs import (
    MAX_HEAD_LINE,
    MAX_HEAD_PARAGRAPHS,
    read_head_paragraph,
)
from corpus.formats.markdown.inline.inline_text import plain_lines

_PARAGRAPH = 3
"""Tokens of one."""
_ABOVE_TITLE = ["paragraph_open", "inline", "paragraph_close", "heading_open"]


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
    for _ in range(MAX_HEAD_PARAGRAPHS):
        paragraph = tokens[end : end + 3]
        if not paragraph or paragraph[0].type != "paragraph_open":
            break
        stated = read_head_paragraph(plain_lines(paragraph[1]), _set_off(paragraph[1]))
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


def _has_day(tokens: Sequence[Token]) -> bool:
    """Whether one of the first thousand further paragraphs is a day and nothing else."""
    lines = (token.content for token in tokens if token.type == "inline")
    return any(
        len(line) < MAX_HEAD_LINE and is_day(line.strip("*_ ")) for line in islice(lines, 1000)
    )
