"""The structure of a plain text as found in the wild: title, header lines, headings, paragraphs."""

import re
from dataclasses import dataclass

from corpus.article import Paragraph
from corpus.dates import parse_date
from corpus.formats.content import Content
from corpus.formats.text_format import read_text
from corpus.metadata import Metadata, is_web_url, parse_metadata
from corpus.structure.interview import assign_speakers, find_speakers, read_turn
from corpus.structure.sentences import strip_span
from corpus.structure.wrapping import LIST_ITEM, SENTENCE_END, SPACELESS, unwrap_lines

_MAX_TITLE_CHARACTERS = 150
_MAX_HEADING = 100
_MAX_SPACELESS_HEADING = 40
"""Characters; a Chinese one says what four Latin ones do, and no spaces tell how many words."""
_MAX_HEADING_SHARE = 0.4
_MAX_HEADER_LINES = 12

_HEADER_LINE = re.compile(r"([^\W\d_][^:：]{1,24}?)\s?[:：]\s*(\S.*)")
# As Wikipedia's source and Markdown write it, in files that are neither.
_HEADING_MARK = re.compile(r"#{1,6}(?=\s)|={1,6}")
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
    text = unwrap_lines(text)
    lines = _split_lines(text)
    speakers = find_speakers(line.text for line in lines)
    metadata, body = _read_header(lines, speakers)
    return metadata, text, assign_speakers(text, _read_body(body, speakers))


def _split_lines(text: str) -> list[_Line]:
    """The lines of `text` that say anything, stripped; a row of asterisks does not."""
    lines = []
    start = 0
    for line in text.split("\n"):
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
            fields["title"] = _unmark_heading(line.text)
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


def _read_body(lines: list[_Line], speakers: frozenset[str]) -> list[Paragraph]:
    is_heading = _mark_headings(lines, speakers)
    paragraphs: list[Paragraph] = []
    headings: tuple[str, ...] = ()
    previous: _Line | None = None
    for line, heads in zip(lines, is_heading, strict=True):
        if heads:
            # Two in a row are a section and its first part.
            heading = _unmark_heading(line.text)
            headings = (*headings, heading) if previous is None and headings else (heading,)
            previous = None
            continue
        if previous and _continues_list(previous.text, line.text):
            start = paragraphs.pop().start
        else:
            start = line.start
        paragraphs.append(Paragraph(start, line.end, headings))
        previous = line
    return paragraphs


def _mark_headings(lines: list[_Line], speakers: frozenset[str]) -> list[bool]:
    """Which lines are headings: one or two short ones above a text, but no longer run of them."""
    short = [
        _looks_like_heading(line.text) and not read_turn(line.text, speakers) for line in lines
    ]
    marks = [False] * len(lines)
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and short[end]:
            end += 1
        if 1 <= end - number <= 2 and end < len(lines):
            line, after = lines[end - 1].text, lines[end].text
            heads = bool(SENTENCE_END.search(after)) or len(after) > 2 * len(line)
            heads = heads or _unmark_heading(line) != line
            marks[number:end] = [heads] * (end - number)
        number = end + 1
    heading_characters = sum(
        len(line.text) for line, mark in zip(lines, marks, strict=True) if mark
    )
    # A poem's lines look like headings, but no text is so full of them.
    if heading_characters > _MAX_HEADING_SHARE * sum(len(line.text) for line in lines):
        return [False] * len(lines)
    return marks


def _looks_like_heading(text: str) -> bool:
    if _unmark_heading(text) != text:
        return len(text) <= _MAX_TITLE_CHARACTERS
    max_characters = _MAX_SPACELESS_HEADING if SPACELESS.search(text) else _MAX_HEADING
    return (
        len(text) <= max_characters
        and len(text.split()) <= 14
        and (text[0].isalnum() or text[0] in "([\"'“‘«「『¿¡")
        and not text[0].islower()
        and any(character.isalpha() for character in text)
        and not text.endswith((".", ":", "：", ",", "，", ";", "!", "…", "。", "۔", "।", "”", '"'))
        and not LIST_ITEM.match(text)
    )


def _unmark_heading(text: str) -> str:
    match = _HEADING_MARK.match(text)
    if match is None:
        return text
    return text[match.end() :].strip().removesuffix(match[0]).rstrip() or text


def _continues_list(before: str, text: str) -> bool:
    """Whether `text` is a list item behind another one, or behind the line that announces it."""
    return bool(LIST_ITEM.match(text) and (before.endswith((":", "：")) or LIST_ITEM.match(before)))
