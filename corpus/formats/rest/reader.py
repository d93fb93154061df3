"""The structure of a text in reStructuredText, with its markup taken off."""

from dataclasses import replace

from corpus.article import Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.fields.names import FIELD_NAMES, fold_name
from corpus.formats.content import Content
from corpus.formats.rest.blocks import RestReader
from corpus.formats.rest.lines import FIELD, expand
from corpus.formats.text_format import read_text
from corpus.formats.writing.assembly import assemble_text

_PAGE_FIELDS = ("orphan", "tocdepth", "nosearch", "nocomments")
_MAX_HEAD = 40
"""Lines among which the fields of a document stand."""


def read_rest(data: bytes, name: str) -> Content:
    """The content of a file in reStructuredText, with front matter or without.

    :raises ArticleError: as `read_text`.
    """
    return read_text(data, parse_rest)


def parse_rest(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """The title and what the fields below it state, plain text and paragraphs, as `parse_markdown`
    has them. Nobody speaks: where marks are, a name with a colon is a field.

    :raises ArticleError: if it is said to be a draft.
    """
    lines = expand(text)
    fields, lines = _take_fields(lines)
    reader = RestReader(lines)
    reader.read(lines)
    content, paragraphs = assemble_text(reader.writer.blocks)
    title = reader.title
    if title is not None:
        paragraphs = [
            replace(p, headings=p.headings[1:]) if p.headings[:1] == (title,) else p
            for p in paragraphs
        ]
    found = parse_metadata(
        {
            name: reader.inline.read(value)
            for name, value in fields.items()
            if name not in _PAGE_FIELDS
        }
    )
    return replace(found, title=title or found.title), content, tuple(paragraphs)


def _take_fields(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The fields that stand at the top of `lines`, or below the title there, and all other lines.

    They are the first block but for titles and comments, and one of them is known."""
    start = 0
    while start < min(len(lines), _MAX_HEAD) and not FIELD.match(lines[start]):
        line = lines[start]
        is_title = line and (start + 1 < len(lines) and _is_rule(lines[start + 1]))
        if line and not (is_title or _is_rule(line) or line.startswith((".. ", " "))):
            return {}, lines
        start += 1
    end = start
    fields: dict[str, str] = {}
    name = ""
    while end < min(len(lines), _MAX_HEAD) and lines[end]:
        match = FIELD.match(lines[end])
        if match:
            name = match["name"].casefold()
            fields[name] = lines[end][match.end() :]
        elif lines[end][0] == " ":
            fields[name] += f" {lines[end].strip()}"
        else:
            return {}, lines
        end += 1
    if not any(fold_name(name) in FIELD_NAMES or name in _PAGE_FIELDS for name in fields):
        return {}, lines
    if _come_again(fields, lines[end:]):
        return {}, lines
    stated = {name: text for name, text in fields.items() if name not in _PAGE_FIELDS}
    return stated, [*lines[:start], *lines[end:]]


def _come_again(fields: dict[str, str], lines: list[str]) -> bool:
    """Whether all of `fields` stand in `lines`, too, as below every release of a list of them."""
    matches = (FIELD.match(line) for line in lines if line[:1] == ":")
    return fields.keys() <= {match["name"].casefold() for match in matches if match}


def _is_rule(line: str) -> bool:
    return len(line) > 2 and len(set(line)) == 1 and not line[0].isalnum()
