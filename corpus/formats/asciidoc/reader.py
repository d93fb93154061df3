"""The structure of a text in AsciiDoc, with its markup taken off."""

import re
from dataclasses import replace

from corpus.article import Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.asciidoc.blocks import AsciidocReader
from corpus.formats.asciidoc.conditions import keep_what_counts
from corpus.formats.asciidoc.lines import ATTRIBUTE, is_comment, read_title
from corpus.formats.content import Content
from corpus.formats.text_format import read_text
from corpus.formats.writing.assembly import assemble_text

_MAX_HEAD = 60
"""Lines of a document's head."""
_AUTHOR = re.compile(r"(?P<name>[^\W\d_][^<>@:]{1,80}?)\s*<[^<>]{1,100}>")
_NAME = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,2}")
"""An author without an address: up to three names, each of which begins with a capital; one alone
only above a day or what else the head states."""
_REVISION = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)|v?\d[\w.]{0,20}(?:,\s*(?P<date>[^:]{4,30}))?(?::.*)?"
)
_STATED = (
    *("author", "date", "revdate", "lang", "description", "keywords"),
    *("draft", "page-draft", "page-published", "page-status", "page-visibility"),
)


def read_asciidoc(data: bytes, name: str) -> Content:
    """The content of a file in AsciiDoc, with front matter or without.

    :raises ArticleError: as `read_text`.
    """
    return read_text(data, parse_asciidoc)


def parse_asciidoc(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """The title and what its head states, plain text and paragraphs, as `parse_markdown` has them.
    Nobody speaks.

    :raises ArticleError: if it is said to be a draft.
    """
    lines = [line.expandtabs(8).rstrip() for line in text.split("\n")]
    lines = list(keep_what_counts(lines))
    title, stated, start = _read_head(lines)
    reader = AsciidocReader(lines)
    if title:
        reader.add_title(1, title)
    reader.read(lines[start:])
    content, paragraphs = assemble_text(reader.writer.blocks)
    title = reader.writer.first_heading
    if title is not None:
        paragraphs = [
            replace(p, headings=p.headings[1:]) if p.headings[:1] == (title,) else p
            for p in paragraphs
        ]
    return replace(parse_metadata(stated), title=title), content, tuple(paragraphs)


def _read_head(lines: list[str]) -> tuple[str | None, dict[str, object], int]:
    """The document's title, what the lines below it state, and the number behind them."""
    number = 0
    while number < min(len(lines), _MAX_HEAD) and (
        not lines[number] or is_comment(lines[number]) or ATTRIBUTE.match(lines[number])
    ):
        number += 1
    title = read_title(lines, number) if number < len(lines) else None
    if title is None or (title[0] != 1 and not _is_above_all(title[0], lines[number + title[2] :])):
        return None, _find_stated(lines[:number]), 0
    number += title[2]
    stated: dict[str, object] = {}
    first = number
    while number < min(len(lines), first + _MAX_HEAD) and lines[number]:
        line = lines[number]
        author, revision = _AUTHOR.match(line), _REVISION.fullmatch(line)
        if author and number == first:
            stated["author"] = author["name"]
        elif number == first and _is_name(line, lines[number + 1 : number + 2]):
            stated["author"] = line
        elif revision and number > first:
            stated["date"] = revision["date"] or revision["day"] or ""
        elif not ATTRIBUTE.match(line) and not is_comment(line):
            break
        number += 1
    return title[1], {**stated, **_find_stated(lines[first:number])}, number


def _is_above_all(level: int, lines: list[str]) -> bool:
    """Whether all titles of sections in `lines` are below that `level`, so that the one at the top
    is of the whole, as in a text that others include. What looks like one in code counts."""
    titles = (read_title(lines, number) for number, line in enumerate(lines) if line)
    return all(title is None or title[0] > level for title in titles)


def _is_name(line: str, below: list[str]) -> bool:
    """Whether the line below the title names the author, and is not the first of a text."""
    if not _NAME.fullmatch(line) or not all(name[0].isupper() for name in line.split()):
        return False
    is_head = bool(below and (_REVISION.fullmatch(below[0]) or ATTRIBUTE.match(below[0])))
    return is_head or (" " in line and (not below or not below[0]))


def _find_stated(lines: list[str]) -> dict[str, object]:
    matches = [match for line in lines if (match := ATTRIBUTE.match(line))]
    named = {match["name"].casefold(): match["value"] or "" for match in matches}
    return {
        name.replace("revdate", "date"): value for name, value in named.items() if name in _STATED
    }
