"""The structure of a plain text as found in the wild: title, header lines, headings, paragraphs."""

import re
from dataclasses import dataclass

from corpus.article import Paragraph
from corpus.interview import assign_speakers, find_speakers, read_turn
from corpus.metadata import Metadata, is_web_url, parse_date, parse_metadata
from corpus.sentences import strip_span
from corpus.wrapping import LIST_ITEM, SENTENCE_END, unwrap_lines

_MOST_TITLE_CHARACTERS = 200
_MOST_HEADING_CHARACTERS = 100
_MOST_HEADER_LINES = 12

_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z ]{1,24}):\s*(\S.*)")
_BYLINE = re.compile(r"[Bb][Yy]\s+(\S.{1,80})")
_HEADER_FIELDS = {
    "title": "title",
    "headline": "title",
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
}


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def parse_plain_text(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """What stands at the head of `text`, the text itself (unwrapped) and its paragraphs."""
    text = unwrap_lines(text)
    lines = _split_lines(text)
    metadata, body = _read_header(lines)
    return metadata, text, assign_speakers(text, _read_body(body))


def _split_lines(text: str) -> list[_Line]:
    """The lines of `text` that are not blank, stripped."""
    lines = []
    start = 0
    for line in text.split("\n"):
        span = strip_span(text, start, start + len(line))
        if span[0] < span[1]:
            lines.append(_Line(*span, text[slice(*span)]))
        start += len(line) + 1
    return lines


def _read_header(lines: list[_Line]) -> tuple[Metadata, list[_Line]]:
    """The metadata at the head and the lines below it; no title if it would be all there is."""
    fields: dict[str, object] = {}
    title_line: _Line | None = None
    count = 0
    for number, line in enumerate(lines[:_MOST_HEADER_LINES]):
        field = _read_header_line(line.text, is_first=number == 0)
        if field and field[0] not in fields:
            fields[field[0]] = field[1]
        elif "title" not in fields and _is_title(
            line.text, after := lines[number + 1 : number + 2], _is_set_off(line, after)
        ):
            fields["title"] = line.text
            title_line = line
        else:
            break
        count = number + 1
    body = lines[count:]
    if not body and title_line:
        del fields["title"]
        body = [title_line]
    return parse_metadata(fields), body


def _read_header_line(text: str, is_first: bool) -> tuple[str, str] | None:
    """The field and value of "Published in: ...", "By ..." or a line that is a date; or None."""
    match = _HEADER_LINE.fullmatch(text)
    if match and (field := _HEADER_FIELDS.get(match[1].casefold())):
        return ("url" if is_web_url(match[2]) else field), match[2]
    if is_first or SENTENCE_END.search(text):
        return None
    if byline := _BYLINE.fullmatch(text):
        return "author", byline[1]
    if len(text) <= 40 and parse_date(text):
        return "date", text
    return None


def _is_title(text: str, after: list[_Line], is_set_off: bool) -> bool:
    if (
        len(text) > _MOST_TITLE_CHARACTERS
        or LIST_ITEM.match(text)
        or text.endswith((".", ":", ","))
    ):
        return False
    if not after or is_set_off:
        return True
    following = after[0].text
    # In a script without full stops only its length tells a title from a paragraph.
    longer = len(following) > len(text)
    return longer or bool(SENTENCE_END.search(following) or _read_header_line(following, False))


def _is_set_off(line: _Line, after: list[_Line]) -> bool:
    """Whether a blank line lies between `line` and the next one (two line ends at least)."""
    return bool(after) and after[0].start - line.end > 1


def _read_body(lines: list[_Line]) -> list[Paragraph]:
    is_heading = _mark_headings(lines)
    paragraphs: list[Paragraph] = []
    headings: tuple[str, ...] = ()
    previous: _Line | None = None
    for line, heads in zip(lines, is_heading, strict=True):
        if heads:
            # Two in a row are a section and its first part.
            headings = (*headings, line.text) if previous is None and headings else (line.text,)
            previous = None
            continue
        if previous and _continues_list(previous.text, line.text):
            start = paragraphs.pop().start
        else:
            start = line.start
        paragraphs.append(Paragraph(start, line.end, headings))
        previous = line
    return paragraphs


def _mark_headings(lines: list[_Line]) -> list[bool]:
    speakers = find_speakers(line.text for line in lines)
    marks = [False] * (len(lines) + 2)
    for number in range(len(lines) - 2, -1, -1):
        line, after = lines[number].text, lines[number + 1].text
        if _looks_like_heading(line) and not read_turn(line, speakers):
            heads_text = SENTENCE_END.search(after) or len(after) > 2 * len(line)
            heads_heading = marks[number + 1] and not marks[number + 2]
            marks[number] = bool(heads_heading if marks[number + 1] else heads_text)
    return marks[: len(lines)]


def _looks_like_heading(text: str) -> bool:
    return (
        len(text) <= _MOST_HEADING_CHARACTERS
        and len(text.split()) <= 14
        and not text[0].islower()
        and any(character.isalpha() for character in text)
        and not text.endswith((".", ":", ",", ";", "!", "…", "。", "۔", "।", "”", '"'))
        and not LIST_ITEM.match(text)
    )


def _continues_list(before: str, text: str) -> bool:
    """Whether `text` is a list item behind another one, or behind the line that announces it."""
    return bool(LIST_ITEM.match(text) and (before.endswith((":", "：")) or LIST_ITEM.match(before)))
