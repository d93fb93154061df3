"""Text with entities, as Telegram takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from telegram import InlineKeyboardMarkup, MessageEntity
from telegram.constants import MessageEntityDateTimeFormats, MessageLimit

from bot.telegram.messages.links import make_link
from bot.text.cleaning import (
    CleanedText,
    clean_text,
    close_isolates,
    cut_units,
    is_visible,
    settle_marks,
)
from bot.text.cleaning import count_units as count_text_units

MAX_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
"""Telegram counts UTF-16 units: a character beyond U+FFFF is two of them."""
MAX_ENTITIES = int(MessageLimit.MESSAGE_ENTITIES)

_DATED_YEARS = range(1971, 2038)
"""Times as Telegram's clients count them, in 31 bits of seconds; other days are plain text."""

_TRIMMED = " \n"
_CUT = "…"
_LOOKS = (
    MessageEntity.BOLD,
    MessageEntity.ITALIC,
    MessageEntity.UNDERLINE,
    MessageEntity.STRIKETHROUGH,
    MessageEntity.SPOILER,
)
_DECORATION = (*_LOOKS, MessageEntity.DATE_TIME)
_ALONE = (MessageEntity.CODE, MessageEntity.PRE)
"""Nothing can be marked inside of these."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Text of at most `MAX_UNITS` UTF-16 units; the entities' offsets are in such units too.

    Whatever has words that are not the bot's own comes from `join_parts`.
    """

    text: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text that is one entity, or plain if `kind` is None; `marked` is what is also
    `marking` inside it, as starts and ends in characters; `day` is the day that a date stands for.
    """

    text: str
    kind: str | None = None
    url: str | None = None
    marked: tuple[tuple[int, int], ...] = ()
    marking: str = MessageEntity.BOLD
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part as it is sent: `text`, and what is marked in it, in characters."""

    part: Part
    text: str
    marks: tuple[tuple[int, int], ...]


def join_parts(parts: Sequence[Part], keyboard: InlineKeyboardMarkup | None = None) -> Reply:
    """The reply made of `parts`, which Telegram takes whatever they hold: without the characters
    that it leaves out, cut if there is too much, and never without anything to see."""
    is_cut = count_text_units("".join(map(_clean, parts)).strip(_TRIMMED)) > MAX_UNITS
    max_units = MAX_UNITS - len(_CUT) if is_cut else MAX_UNITS
    text, offset = "", 0
    wholes: list[MessageEntity] = []
    marks: list[MessageEntity] = []
    for part in parts:
        laid = _lay(part, is_first=not text, max_units=max_units - offset)
        if whole := _make_entity(laid, offset):
            _add(wholes, whole)
        marks += _make_marks(laid, offset)
        text += laid.text
        offset += count_text_units(laid.text)
    # What an entity covers ends with something to see, so that none is cut here.
    text = close_isolates(settle_marks(text.rstrip(_TRIMMED))) + (_CUT if is_cut else "")
    if not is_visible(text):
        return Reply(_CUT, keyboard=keyboard)
    # Of more entities than Telegram takes, those inside of others are given up, then what only
    # looks otherwise: without code something could be pressed.
    wholes_first = sorted(wholes, key=lambda entity: entity.type in _DECORATION)
    kept = [*wholes_first, *_keep_apart(wholes, marks)][:MAX_ENTITIES]
    kept.sort(key=lambda entity: (entity.offset, -entity.length))
    return Reply(text, tuple(kept), keyboard)


def count_units(parts: Sequence[Part]) -> int:
    """The length of `parts` in UTF-16 units, as they are sent."""
    return sum(count_text_units(_clean(part)) for part in parts)


def _clean(part: Part) -> str:
    """The text as it is sent; what an entity covers begins and ends with something to see."""
    text = clean_text(part.text)
    return text.strip(_TRIMMED) if part.kind else text


def _lay(part: Part, is_first: bool, max_units: int) -> _Laid:
    cleaned = CleanedText(part.text) if part.marked else None
    whole = cleaned.text if cleaned else clean_text(part.text)
    text = whole.lstrip(_TRIMMED) if is_first or part.kind else whole
    skipped = len(whole) - len(text)
    text = cut_units(text, max_units)
    text = text.rstrip(_TRIMMED) if part.kind else text
    if cleaned is None or part.kind in (*_ALONE, part.marking):
        return _Laid(part, text, ())
    spans = (cleaned.find(*span) for span in sorted(part.marked))
    return _Laid(part, text, _fit_marks(text, [(s - skipped, e - skipped) for s, e in spans]))


def _fit_marks(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """`spans`, in order, as far as they lie in `text`, from something to see to something to see;
    those that touch are one."""
    marks: list[tuple[int, int]] = []
    for first, last in spans:
        shown = text[max(0, first) : max(0, last)]
        start = max(0, first) + len(shown) - len(shown.lstrip(_TRIMMED))
        end = start + len(shown.strip(_TRIMMED))
        if not is_visible(shown):
            continue
        if marks and start <= marks[-1][1]:
            start, end = marks[-1][0], max(end, marks.pop()[1])
        marks.append((start, end))
    return tuple(marks)


def _make_entity(laid: _Laid, offset: int) -> MessageEntity | None:
    """The entity that is the whole part; None if it is plain, or nothing can be seen of it."""
    part, length = laid.part, count_text_units(laid.text)
    if not is_visible(laid.text):
        return None
    if part.day and part.day.year in _DATED_YEARS:
        return _make_date(part.day, offset, length)
    if part.kind != MessageEntity.TEXT_LINK:
        return MessageEntity(part.kind, offset, length) if part.kind else None
    url = make_link(part.url or "")
    return MessageEntity(part.kind, offset, length, url=url) if url else None


def _make_date(day: date, offset: int, length: int) -> MessageEntity:
    # Noon in UTC is the same day for almost everybody who reads it in local time.
    return MessageEntity(
        MessageEntity.DATE_TIME,
        offset,
        length,
        unix_time=datetime.combine(day, time(12), UTC),
        date_time_format=MessageEntityDateTimeFormats.LONG_DATE,
    )


def _make_marks(laid: _Laid, offset: int) -> list[MessageEntity]:
    return [
        MessageEntity(
            laid.part.marking,
            offset + count_text_units(laid.text[:start]),
            count_text_units(laid.text[start:end]),
        )
        for start, end in laid.marks[:MAX_ENTITIES]
    ]


def _add(entities: list[MessageEntity], entity: MessageEntity) -> None:
    """Adds what comes next; two that touch and look alike are one, as Telegram makes them."""
    if entities and entity.type in _LOOKS:
        last = entities[-1]
        if (last.type, last.offset + last.length) == (entity.type, entity.offset):
            entities.pop()
            entity = MessageEntity(entity.type, last.offset, last.length + entity.length)
    entities.append(entity)


def _keep_apart(wholes: list[MessageEntity], marks: list[MessageEntity]) -> list[MessageEntity]:
    """`marks` without those that touch one that looks alike in another part: Telegram would make
    one of both, which might leave its part."""
    begins = {(entity.type, entity.offset) for entity in wholes}
    ends = {(entity.type, entity.offset + entity.length) for entity in wholes}
    kept = []
    for mark in marks:
        begin, end = mark.offset, mark.offset + mark.length
        if (mark.type, begin) not in ends and (mark.type, end) not in begins:
            kept.append(mark)
            ends.add((mark.type, end))
    return kept
