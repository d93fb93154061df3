"""What stands above a plain text: its title, day, author, publisher, address."""

import re
from dataclasses import dataclass

from corpus.dates import parse_date
from corpus.fields.names import MEANING_OF, fold_name
from corpus.metadata import Metadata, is_web_url, parse_metadata
from corpus.structure.blocks.headings import unmark_heading
from corpus.structure.blocks.lines import LIST_ITEM, SENTENCE_END
from corpus.structure.interview import read_turn

MAX_TITLE_CHARACTERS = 150
_MAX_HEADER_LINES = 12
_MAX_DATED_CHARACTERS = 160
_MAX_NAME_WORDS = 6

_HEADER_LINE = re.compile(r"([^\W\d_][^:：]{1,24}?)\s?[:：]\s*(\S.*)")
_BYLINE = re.compile(
    r"(?:(?:words|story|written|posted|published|reported|text|photos?) )?by:?\s+(\S.{1,80})", re.I
)
_DATE_PREFIX = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|modified|released|created|written|dated?)"
    r"(?: on| at)?:?|on|veröffentlicht am|publié le|publicado el|pubblicato il|опубликовано:?) ",
    re.I,
)
_SEPARATOR = re.compile(r"\s+[|·•–—/-]\s+|[|·•]|,?\s+(?=(?:on|[Bb]y)\s)|\s{2,}|\t")
_DATE_AT_END = re.compile(r"(?:,\s+|\s)(?=\S*\d)|,\s+(?=[^\W\d_])")
# A headline may ask or exclaim, but it does not end in a full stop.
_SENTENCE_STOP = re.compile(r"[.。｡۔।։።:：,，][\"'”’»」』)\]]*$")
_PREPOSITIONS = (
    "in",
    "on",
    "at",
    "from",
    "since",
    "until",
    "as",
    "version",
    "release",
    "copyright",
)
_TIME = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?")
_IS_NO_NAME = re.compile(rf"{_TIME.pattern}|(?:last )?(?:posted|published|updated|written)", re.I)
_MAIL_FIELDS = {
    "subject": "title",
    "from": "author",
    **dict.fromkeys(("to", "cc", "reply-to", "message-id", "sent", "content-type"), ""),
}
"""What a mail says at its head; to whom it went says nothing of the article."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says anything, stripped: `text` stands from `start` to `end`."""

    start: int
    end: int
    text: str


def read_header(lines: list[Line], speakers: frozenset[str]) -> tuple[Metadata, list[Line]]:
    """The metadata at the head and the lines below it; no title if it would be all there is."""
    fields: dict[str, object] = {}
    title_line: Line | None = None
    kept: list[Line] = []
    count = 0
    for number, line in enumerate(lines[:_MAX_HEADER_LINES]):
        after = lines[number + 1 : number + 2]
        if read_turn(line.text, speakers):
            break
        stated = read_header_line(line.text, is_first=number == 0)
        if stated is not None and (not stated or stated.keys() - _known(fields, title_line)):
            fields |= {name: stated[name] for name in stated.keys() - _known(fields, title_line)}
            title_line = None if "title" in stated else title_line
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


def read_header_line(text: str, is_first: bool) -> dict[str, str] | None:
    """The fields of "Published in: ...", "By ...", an address or a line with a date; empty if it is
    of a head and says nothing of the article, None if it is of no head."""
    if is_web_url(text):
        return {"url": text}
    match = _HEADER_LINE.fullmatch(text)
    if match and (stated := _read_labelled(match[1], match[2])) is not None:
        return stated
    if len(text) > _MAX_DATED_CHARACTERS:
        return None
    if _is_date(text):
        return {"date": _DATE_PREFIX.sub("", text, count=1)}
    return None if is_first else _read_byline(text)


def _known(fields: dict[str, object], title_line: Line | None) -> set[str]:
    """The fields that no further line states; a title that is called one beats a first line."""
    return fields.keys() - ({"title"} if title_line else set())


def _read_labelled(label: str, value: str) -> dict[str, str] | None:
    name = fold_name(label)
    meaning = _MAIL_FIELDS.get(name.replace(" ", "-"), MEANING_OF.get(name))
    if meaning is None:
        # Whatever the language calls it.
        return {"date": value} if len(value) <= 60 and parse_date(value) else None
    if meaning == "":
        return {}
    if is_web_url(value):
        return {"url": value}
    if len(value) > MAX_TITLE_CHARACTERS:
        return None
    if meaning in ("source", "author") and (parts := _part_dated(value)):
        return {meaning: ", ".join(parts[0]), "date": parts[1]} if parts[0] else {"date": parts[1]}
    return {meaning: value}


def _read_byline(text: str) -> dict[str, str] | None:
    """Author, publisher and day of "By Mary Flint | March 5, 2024" or "Daily, March 5, 2024"."""
    parts = _part_dated(text)
    names, dated = parts if parts else ([text], None)
    found: dict[str, str] = {"date": dated} if dated else {}
    for name in names:
        byline = _BYLINE.fullmatch(name)
        value = byline[1] if byline else name
        if not _is_name(value) or (byline is None and not dated):
            return None
        if byline:
            found.setdefault("author", value)
        elif text.startswith(value):  # behind the day it may as well be who wrote it
            found.setdefault("source", value)
    return found or None


def _part_dated(text: str) -> tuple[list[str], str] | None:
    """The parts of a line that are no date, and the one that is; None if none is."""
    parts = [part.strip(" ,") for part in _SEPARATOR.split(text) if part.strip(" ,")]
    dated = [part for part in parts if _is_date(part)]
    if len(parts) > 1 and len(dated) >= 1 and len(parts) <= 6:
        others = [part for part in parts if not _is_date(part) and not _IS_NO_NAME.fullmatch(part)]
        return others, _DATE_PREFIX.sub("", dated[0], count=1)
    for gap in list(_DATE_AT_END.finditer(text))[:8]:
        before, rest = text[: gap.start()].strip(" ,"), text[gap.end() :]
        if before and _is_date(rest):
            before = re.sub(r"\s(?:on|le|am|vom|el)$", "", before)
            return [before], _DATE_PREFIX.sub("", rest, count=1)
    return None


def _is_date(text: str) -> bool:
    stated = _DATE_PREFIX.sub("", text, count=1)
    return len(stated) <= 60 and parse_date(stated) is not None


def _is_name(text: str) -> bool:
    """Whether `text` may name persons or a paper: few words, most with a capital, no sentence."""
    words = text.split()
    if not words or SENTENCE_END.search(text) or not text[0].isalpha():
        return False
    if words[0].casefold() in _PREPOSITIONS or any(c.isdigit() or c == "@" for c in text):
        return False
    capitals = sum(not word[0].islower() for word in words)
    return len(words) <= 2 * _MAX_NAME_WORDS and 2 * capitals > len(words)


def _is_title(text: str, after: list[Line], is_set_off: bool) -> bool:
    if (
        len(text) > MAX_TITLE_CHARACTERS
        or LIST_ITEM.match(text)
        or _SENTENCE_STOP.search(text)
        or _TIME.fullmatch(text)
        or not any(character.isalpha() for character in text)
    ):
        return False
    if not after or is_set_off:
        return True
    following = after[0].text
    # In a script without full stops only its length tells a title from a paragraph.
    longer = len(following) > len(text)
    is_head = read_header_line(following, is_first=False) is not None
    return longer or is_head or bool(SENTENCE_END.search(following))


def _is_subtitle(text: str, after: list[Line]) -> bool:
    """Whether `text` is a short line with a date, an author or a publisher below it."""
    is_short = len(text) <= MAX_TITLE_CHARACTERS and not _SENTENCE_STOP.search(text)
    return is_short and bool(after) and read_header_line(after[0].text, is_first=False) is not None


def _is_set_off(line: Line, after: list[Line]) -> bool:
    """Whether a blank line lies between `line` and the next one (two line ends at least)."""
    return bool(after) and after[0].start - line.end > 1
