"""The structure of a plain text as found in the wild: title, header lines, headings, paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Paragraph
from corpus.dates import parse_date
from corpus.formats.content import Content
from corpus.formats.text_format import read_text
from corpus.metadata import Metadata, is_web_url, parse_metadata
from corpus.structure.blocks.blocks import read_blocks
from corpus.structure.blocks.footnotes import place_footnotes
from corpus.structure.blocks.headings import unmark_heading
from corpus.structure.blocks.lines import LIST_ITEM, SENTENCE_END
from corpus.structure.blocks.mail_quotes import read_lines
from corpus.structure.blocks.page_breaks import leave_out_page_breaks
from corpus.structure.blocks.paragraphs import (
    Placed,
    keep_lines,
    make_paragraphs,
    place_blocks,
)
from corpus.structure.interview import assign_speakers, find_speakers, read_turn
from corpus.structure.sentences import strip_span

_MAX_TITLE_CHARACTERS = 150
_MAX_HEADER_LINES = 12

_HEADER_LINE = re.compile(r"([^\W\d_][^:：]{1,24}?)\s?[:：]\s*(\S.*)")
_BYLINE = re.compile(r"[Bb][Yy]\s+(\S.{1,80})")
_DATE_PREFIX = re.compile(r"(?:first |last )?(?:published|posted|updated)(?: on| at)?:? ", re.I)
# A headline may ask or exclaim, but it does not end in a full stop.
_SENTENCE_STOP = re.compile(r"[.。｡۔।։።:：,，][\"'”’»」』)\]]*$")
_HEADER_FIELDS = {
    "title": "title",
    "headline": "title",
    "subject": "title",
    "from": "author",
    "to": "",
    "date": "date",
    "date published": "date",
    "posted": "date",
    "posted on": "date",
    "publication date": "date",
    "published": "date",
    "published at": "date",
    "published on": "date",
    "publishing date": "date",
    "newspaper": "source",
    "publication": "source",
    "published by": "source",
    "published in": "source",
    "publisher": "source",
    "source": "source",
    "author": "author",
    "authors": "author",
    "written by": "author",
    "link": "url",
    "url": "url",
    "language": "language",
    "标题": "title",
    "作者": "author",
    "来源": "source",
    "來源": "source",
    "المصدر": "source",
    "الكاتب": "author",
    "ماخذ": "source",
    "مصنف": "author",
    "स्रोत": "source",
    "लेखक": "author",
    "ที่มา": "source",
    "ผู้เขียน": "author",
    "источник": "source",
    "автор": "author",
    "quelle": "source",
    "autor": "author",
    "fuente": "source",
    "auteur": "author",
}


_PASSED_OVER = ("", "")
"""A line of a head that says nothing of the article."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def read_plain_text(data: bytes, name: str) -> Content:
    """The content of a plain text file, with front matter or without.

    :raises ArticleError: as `read_text`.
    """
    return read_text(data, parse_plain_text)


def parse_plain_text(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """What stands at the head of `text`, the text itself (unwrapped) and its paragraphs."""
    raw_lines = leave_out_page_breaks(read_lines(text))
    speakers = find_speakers(line.text for line in raw_lines if line.text)

    def is_turn(line: str) -> bool:
        return read_turn(line, speakers) is not None

    text, placed = place_blocks(place_footnotes(read_blocks(raw_lines, is_turn)))
    metadata, body = _read_header(_split_lines(text, placed), speakers)
    placed = keep_lines(placed, text, {line.start for line in body})
    return metadata, text, assign_speakers(text, make_paragraphs(text, placed, is_turn))


def _split_lines(text: str, placed: Sequence[Placed]) -> list[_Line]:
    """The lines of the blocks of `text`, stripped."""
    lines = []
    for one in placed:
        start = one.start
        for line in text[one.start : one.end].split("\n"):
            span = strip_span(text, start, start + len(line))
            if any(character.isalnum() for character in line):
                lines.append(_Line(*span, text[slice(*span)]))
            start += len(line) + 1
    return lines


def _read_header(lines: list[_Line], speakers: frozenset[str]) -> tuple[Metadata, list[_Line]]:
    """The metadata at the head and the lines below it; no title if it would be all there is."""
    fields: dict[str, object] = {}
    title_line: _Line | None = None
    kept: list[_Line] = []
    count = 0
    for number, line in enumerate(lines[:_MAX_HEADER_LINES]):
        after = lines[number + 1 : number + 2]
        if read_turn(line.text, speakers):
            break
        field = _read_header_line(line.text, is_first=number == 0)
        if field == _PASSED_OVER:
            pass
        elif field and (field[0] not in fields or (field[0] == "title" and title_line)):
            fields[field[0]] = field[1]
            title_line = None if field[0] == "title" else title_line
        elif "title" not in fields and _is_title(line.text, after, _is_set_off(line, after)):
            fields["title"] = unmark_heading(line.text)
            title_line = line
        elif not kept and _is_subtitle(line.text, after):
            kept.append(line)
        else:
            break
        count = number + 1
    body = kept + lines[count:]
    if not body and title_line:
        del fields["title"]
        body = [title_line]
    return parse_metadata(fields), body


def _read_header_line(text: str, is_first: bool) -> tuple[str, str] | None:
    """The field and value of "Published in: ...", "By ..." or a line that is a date; or None."""
    match = _HEADER_LINE.fullmatch(text)
    field = match and _HEADER_FIELDS.get(match[1].casefold())
    if match and field == "":
        return _PASSED_OVER
    if match and field:
        if is_web_url(match[2]):
            return "url", match[2]
        return (field, match[2]) if len(match[2]) <= _MAX_TITLE_CHARACTERS else None
    if match and len(match[2]) <= 40 and parse_date(match[2]):
        return "date", match[2]  # whatever the language calls it
    stated = _DATE_PREFIX.sub("", text, count=1)
    if len(stated) <= 40 and parse_date(stated):
        return "date", stated
    byline = _BYLINE.fullmatch(text)
    if is_first or byline is None or SENTENCE_END.search(text):
        return None
    words = byline[1].split()
    return ("author", byline[1]) if 2 * sum(w[0].isupper() for w in words) > len(words) else None


def _is_title(text: str, after: list[_Line], is_set_off: bool) -> bool:
    if (
        len(text) > _MAX_TITLE_CHARACTERS
        or LIST_ITEM.match(text)
        or _SENTENCE_STOP.search(text)
        or not any(character.isalnum() for character in text)
    ):
        return False
    if not after or is_set_off:
        return True
    following = after[0].text
    # In a script without full stops only its length tells a title from a paragraph.
    longer = len(following) > len(text)
    return longer or bool(SENTENCE_END.search(following) or _read_header_line(following, False))


def _is_subtitle(text: str, after: list[_Line]) -> bool:
    """Whether `text` is a short line with a date, an author or a publisher below it."""
    is_short = len(text) <= _MAX_TITLE_CHARACTERS and not _SENTENCE_STOP.search(text)
    return is_short and bool(after) and _read_header_line(after[0].text, is_first=False) is not None


def _is_set_off(line: _Line, after: list[_Line]) -> bool:
    """Whether a blank line lies between `line` and the next one (two line ends at least)."""
    return bool(after) and after[0].start - line.end > 1
