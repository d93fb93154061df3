"""Text with entities, as Telegram counts it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from telegram import InlineKeyboardMarkup, MessageEntity
from telegram.constants import MessageEntityDateTimeFormats, MessageLimit

MOST_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
"""Telegram counts UTF-16 units: a character beyond U+FFFF is two of them."""

_DATED_YEARS = range(1971, 2038)
"""Times as Telegram's clients count them, in 31 bits of seconds; other days are plain text."""

_TO_SPACE = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_LEFT_OUT = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
_INVISIBLE = re.compile("[\\s\u00ad\u115f\u1160\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff\uffa0]")
"""What Telegram makes no entity of."""
_RING = "\u030a"


@dataclass(frozen=True, slots=True)
class Reply:
    """Text of at most `MOST_UNITS` UTF-16 units; the entities' offsets are in such units too."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text that is one entity, or plain if `kind` is None; `bold` and `underlined` are
    what is so inside it, as start and end in characters; `day` is the day that a date stands for.
    """

    text: str
    kind: str | None = None
    url: str | None = None
    bold: tuple[int, int] | None = None
    underlined: tuple[tuple[int, int], ...] = ()
    day: date | None = None


def join_parts(parts: Sequence[Part]) -> Reply:
    """The reply made of `parts`, without the characters that Telegram leaves out."""
    texts: list[str] = []
    entities: list[MessageEntity] = []
    offset = 0
    for part in parts:
        text = _clean(part)
        if not offset:
            text = text.lstrip(" \n")
        length = _count(text)
        texts.append(text)
        if not _INVISIBLE.sub("", text):
            offset += length
            continue
        if part.day and part.day.year in _DATED_YEARS:
            entities.append(_make_date(part.day, offset, length))
        elif part.kind:
            entities.append(MessageEntity(part.kind, offset, length, url=part.url))
        if part.bold:
            entities += _mark(MessageEntity.BOLD, part, part.bold, offset)
        for span in part.underlined:
            entities += _mark(MessageEntity.UNDERLINE, part, span, offset)
        offset += length
    # What an entity covers ends with something to see, so that none is cut.
    return Reply("".join(texts).rstrip(" \n"), tuple(entities))


def count_units(parts: Sequence[Part]) -> int:
    """The length of `parts` in UTF-16 units, as they are sent."""
    return sum(_count(_clean(part)) for part in parts)


def clean_text(text: str) -> str:
    """`text` as Telegram keeps it: it makes spaces of tabs, and takes some characters away."""
    if _RING in text:
        # Telegram takes the ring off its letter, but leaves the letter that has one alone.
        text = unicodedata.normalize("NFC", text)
    return _LEFT_OUT.sub("", _TO_SPACE.sub(" ", text))


def _clean(part: Part) -> str:
    """The text as it is sent; what an entity covers begins and ends with something to see."""
    text = clean_text(part.text)
    return text.strip(" \n") if part.kind else text


def _count(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _mark(kind: str, part: Part, span: tuple[int, int], offset: int) -> list[MessageEntity]:
    """The entity for a span, in characters, of `part`, which begins at `offset`, in units; none if
    nothing of it is left."""
    start, end = span
    # Cleaned together with what is before it: only the part's own ends are trimmed.
    before = _clean(replace(part, text=part.text[:start] + "|"))[:-1]
    inside = _clean(replace(part, text="|" + part.text[start:end]))[1:]
    if not _INVISIBLE.sub("", inside):
        return []
    return [MessageEntity(kind, offset + _count(before), _count(inside))]


def _make_date(day: date, offset: int, length: int) -> MessageEntity:
    # Noon in UTC is the same day for almost everybody who reads it in local time.
    return MessageEntity(
        MessageEntity.DATE_TIME,
        offset,
        length,
        unix_time=datetime.combine(day, time(12), UTC),
        date_time_format=MessageEntityDateTimeFormats.LONG_DATE,
    )
