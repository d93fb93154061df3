"""A post of a channel, as Telegram hands it over, as one of an export."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from telegram import (
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot.storage.channels import FollowedChannel
from bot.telegram.incoming.addressing import message_text
from corpus.sources.post_names import clean_title, read_name
from corpus.sources.posts import Part, Post, make_lines


def rename(followed: FollowedChannel, message: Message) -> FollowedChannel:
    """The channel of a post, called and linked to as it is now."""
    chat = message.chat
    name = chat.username if read_name(f"@{chat.username}") else None
    return replace(followed, title=clean_title(chat.title or "") or followed.title, name=name)


def read_post(message: Message) -> Post:
    """What it says, whose it is, and when that was."""
    replied = message.reply_to_message
    edited = message.edit_date
    return Post(
        id=message.message_id,
        at=int(message.date.timestamp()),
        parts=(*_read_parts(message), *_read_shown(message)),
        author=message.author_signature,
        origin=_read_origin(message),
        reply_to=replied.message_id if replied and replied.chat.id == message.chat.id else None,
        edited=int(edited.timestamp()) if edited else None,
    )


def _read_parts(message: Message) -> tuple[Part, ...]:
    """Pieces of code are parts of their own; words that are struck out are none."""
    units = message_text(message).encode("utf-16-le")
    parts: list[Part] = []
    end = 0
    entities = message.entities or message.caption_entities
    spoilers = [
        (2 * entity.offset, 2 * (entity.offset + entity.length))
        for entity in entities
        if entity.type == MessageEntity.SPOILER
    ]
    for entity in entities:
        start = 2 * entity.offset
        if entity.type not in (MessageEntity.PRE, MessageEntity.STRIKETHROUGH) or start < end:
            continue
        parts += _cut_text(units, end, start, spoilers)
        end = start + 2 * entity.length
        if entity.type == MessageEntity.PRE:
            parts.append(Part(_cut(units, start, end), is_code=True))
    parts += _cut_text(units, end, len(units), spoilers)
    return tuple(part for part in parts if part.text)


def _read_shown(message: Message) -> tuple[Part, ...]:
    """The words of what it shows besides its text: a poll, a place, a contact, a sound. How many
    voted for what changes, and Telegram tells of it later, if at all."""
    poll, venue, contact, audio = message.poll, message.venue, message.contact, message.audio
    lines: list[str | None] = []
    if venue:
        lines += [venue.title, venue.address]
    if audio:
        lines += [audio.title, audio.performer]
    if contact:
        # The number is a person's own: nobody's answer has it.
        lines.append(" ".join(filter(None, (contact.first_name, contact.last_name))))
    if poll:
        lines += [poll.question, poll.description]
    return make_lines(lines, [option.text for option in poll.options] if poll else ())


def _cut_text(
    units: bytes, start: int, end: int, spoilers: Sequence[tuple[int, int]]
) -> Iterator[Part]:
    """What stands there, with spoilers, of which the spans are in order, as parts of their own."""
    for first, last in spoilers:
        first, last = max(first, start), min(last, end)
        if first < last:
            yield Part(_cut(units, start, first))
            yield Part(_cut(units, first, last), is_spoiler=True)
            start = last
    yield Part(_cut(units, start, end))


def _cut(units: bytes, start: int, end: int) -> str:
    return units[start:end].decode("utf-16-le", "replace")


def _read_origin(message: Message) -> str | None:
    match message.forward_origin:
        case None:
            return None
        case MessageOriginChannel(chat=chat) | MessageOriginChat(sender_chat=chat):
            return chat.title or ""
        case MessageOriginUser(sender_user=user):
            return user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
    return ""
