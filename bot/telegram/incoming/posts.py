"""A post of a channel, as Telegram hands it over, as one of an export."""

from collections.abc import Iterable
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
from corpus.sources.post_names import read_name
from corpus.sources.posts import Part, Post


def rename(followed: FollowedChannel, message: Message) -> FollowedChannel:
    """The channel of a post, called and linked to as it is now."""
    chat = message.chat
    name = chat.username if read_name(f"@{chat.username}") else None
    return replace(followed, title=chat.title or followed.title, name=name)


def read_post(message: Message) -> Post:
    """What it says, whose it is, and when that was."""
    replied = message.reply_to_message
    edited = message.edit_date
    return Post(
        id=message.message_id,
        at=int(message.date.timestamp()),
        parts=_read_parts(message),
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
    for entity in message.entities or message.caption_entities:
        start = 2 * entity.offset
        if entity.type not in (MessageEntity.PRE, MessageEntity.STRIKETHROUGH) or start < end:
            continue
        parts.append(_cut(units, end, start))
        end = start + 2 * entity.length
        if entity.type == MessageEntity.PRE:
            parts.append(_cut(units, start, end, True))
    parts.append(_cut(units, end, len(units)))
    return _join_lines(part for part in parts if part.text)


def _join_lines(parts: Iterable[Part]) -> tuple[Part, ...]:
    """`parts` with those that are text and stand side by side as one: they are of one line."""
    joined: list[Part] = []
    for part in parts:
        if joined and not part.is_code and not joined[-1].is_code:
            joined[-1] = Part(joined[-1].text + part.text)
        else:
            joined.append(part)
    return tuple(joined)


def _cut(units: bytes, start: int, end: int, is_code: bool = False) -> Part:
    return Part(units[start:end].decode("utf-16-le", "replace"), is_code)


def _read_origin(message: Message) -> str | None:
    match message.forward_origin:
        case MessageOriginChannel(chat=chat):
            return chat.title
        case MessageOriginChat(sender_chat=chat):
            return chat.title
        case MessageOriginUser(sender_user=user):
            return user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
    return None
