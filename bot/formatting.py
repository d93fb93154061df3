"""Text with entities, as Telegram counts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from telegram import InlineKeyboardMarkup, MessageEntity
from telegram.constants import MessageEntityDateTimeFormats, MessageLimit

MOST_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
"""Telegram counts UTF-16 units: a character beyond U+FFFF is two of them."""


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


def join_parts(parts: Sequence[Part], keyboard: InlineKeyboardMarkup | None = None) -> Reply:
    """The reply made of `parts`."""
    entities: list[MessageEntity] = []
    offset = 0
    for part in parts:
        length = count_units([part])
        if part.day:
            entities.append(_make_date(part.day, offset, length))
        elif part.kind:
            entities.append(MessageEntity(part.kind, offset, length, url=part.url))
        if part.bold:
            entities.append(_mark(MessageEntity.BOLD, part.text, part.bold, offset))
        for span in part.underlined:
            entities.append(_mark(MessageEntity.UNDERLINE, part.text, span, offset))
        offset += length
    return Reply("".join(part.text for part in parts), tuple(entities), keyboard)


def count_units(parts: Sequence[Part]) -> int:
    """The length of `parts` in UTF-16 units."""
    return sum(len(part.text.encode("utf-16-le")) // 2 for part in parts)


def _mark(kind: str, text: str, span: tuple[int, int], offset: int) -> MessageEntity:
    """The entity for a span, in characters, of `text`, which begins at `offset`, in units."""
    start, end = span
    position = offset + count_units([Part(text[:start])])
    return MessageEntity(kind, position, count_units([Part(text[start:end])]))


def _make_date(day: date, offset: int, length: int) -> MessageEntity:
    # Noon in UTC is the same day for almost everybody who reads it in local time.
    return MessageEntity(
        MessageEntity.DATE_TIME,
        offset,
        length,
        unix_time=datetime.combine(day, time(12), UTC),
        date_time_format=MessageEntityDateTimeFormats.LONG_DATE,
    )
