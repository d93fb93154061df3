"""Who and what the simulated Telegram holds: users, chats, topics and messages."""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.telegram_server.bot_messages import BotMessages
from tests.telegram_server.fields import Json
from tests.telegram_server.text import utf16_slice

ChatType = Literal["private", "group", "supergroup", "channel"]
MemberStatus = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

GENERAL_TOPIC_ID = 1


@dataclass(frozen=True)
class User:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def to_json(self) -> Json:
        fields = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(eq=False)
class Topic:
    """A topic of a forum; ``id`` is the ``message_thread_id`` of its messages."""

    id: int
    name: str
    is_open: bool = True


@dataclass(eq=False)
class Chat:
    """A chat in which the bot is or was.

    ``bot_status`` says what the bot may do; in a private chat "kicked" means that the user
    blocked it, in a group "restricted" that it may read but not write. ``bot_lacks`` are the
    rights that it lacks as an administrator. ``members`` are the users by status;
    ``members_may_write`` is what the group permits them. ``migrated_to`` is the supergroup
    that the group became, ``linked_chat_id`` a channel's discussion group and the other way
    round. ``inline_message_ids`` are the identifiers by which the bot may edit messages that
    were made of its results. Tests read these and change them through ``TelegramServer`` only.
    """

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    is_forum: bool = False
    user: User | None = None
    bot_status: MemberStatus = "member"
    bot_lacks: frozenset[str] = frozenset()
    members_may_write: bool = True
    migrated_to: int | None = None
    linked_chat_id: int | None = None
    members: dict[int, MemberStatus] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict, repr=False)
    bot_messages: BotMessages = field(default_factory=BotMessages, repr=False)
    inline_message_ids: dict[int, str] = field(default_factory=dict, repr=False)
    topic_opener: Callable[["Chat", str, User | None], Topic] | None = field(
        default=None, repr=False
    )

    def add_topic(self, name: str, *, by: User | None = None) -> Topic:
        """Open a topic. With ``by`` the bot is told, without it the topic was there before."""
        if self.topic_opener is None:
            raise ValueError(f"{self.title} is not a forum")
        return self.topic_opener(self, name, by)

    def sent_message(self, message_id: int) -> "SentMessage":
        """Return a message of the chat as it is now.

        :raises AssertionError: if it was deleted.
        """
        if message_id not in self.messages:
            raise AssertionError(f"message {message_id} was deleted")
        return SentMessage.from_json(
            self.messages[message_id], self.inline_message_ids.get(message_id)
        )

    def to_json(self) -> Json:
        fields: Json = {"id": self.id, "type": self.type, "title": self.title}
        if self.user is not None:
            fields |= {
                "first_name": self.user.first_name,
                "last_name": self.user.last_name,
                "username": self.user.username,
            }
        else:
            fields |= {"username": self.username, "is_forum": self.is_forum or None}
        return {name: value for name, value in fields.items() if value is not None}


def text_of(message: Json) -> str:
    """Return a Message's text or caption, empty if it has neither."""
    return str(message.get("text") or message.get("caption") or "")


def cover_texts(text: str, entities: Iterable[Json], entity_type: str) -> list[str]:
    """Return the texts under the entities of a type, in their order."""
    return [
        utf16_slice(text, entity["offset"], entity["length"])
        for entity in entities
        if entity["type"] == entity_type
    ]


def buttons_of(markup: Json | None) -> list[Json]:
    """Return the buttons of an inline keyboard, row after row."""
    rows: list[list[Any]] = (markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def entities_of(message: Json) -> list[Json]:
    """Return the entities of a Message's text or caption."""
    entities: list[Json] = message.get("entities") or message.get("caption_entities") or []
    return entities


@dataclass(frozen=True)
class SentMessage:
    """A message as it was when it was asked for, sent by the bot or by a user.

    ``entities`` holds also those that Telegram found itself, as its clients show them;
    what the bot sent is in ``server.calls("sendMessage")``. ``text`` is the caption of a photo.
    ``raw`` is the Message object of the Bot API. ``inline_message_id`` is by what the bot may
    edit a message made of an inline result, or of its answer as a guest.
    """

    raw: Json = field(repr=False)
    chat_id: int
    message_id: int
    text: str
    entities: tuple[Json, ...]
    inline_message_id: str | None = None

    @classmethod
    def from_json(cls, message: Json, inline_message_id: str | None = None) -> "SentMessage":
        message = copy.deepcopy(message)
        return cls(
            raw=message,
            chat_id=message["chat"]["id"],
            message_id=message["message_id"],
            text=text_of(message),
            entities=tuple(entities_of(message)),
            inline_message_id=inline_message_id,
        )

    @property
    def reply_to_message_id(self) -> int | None:
        """The message replied to; not the implicit reply of a topic to its first message."""
        reply = self.raw.get("reply_to_message")
        if reply is None or reply["message_id"] == self.message_thread_id:
            return None
        return int(reply["message_id"])

    @property
    def message_thread_id(self) -> int | None:
        """The topic of a forum, None in its general topic and outside of forums."""
        return self.raw["message_thread_id"] if self.raw.get("is_topic_message") else None

    @property
    def quote(self) -> Json | None:
        return self.raw.get("quote")

    @property
    def link_preview_options(self) -> Json | None:
        return self.raw.get("link_preview_options")

    @property
    def reply_markup(self) -> Json | None:
        return self.raw.get("reply_markup")

    @property
    def buttons(self) -> list[Json]:
        """The inline keyboard's buttons, row after row."""
        return buttons_of(self.reply_markup)

    def entity_texts(self, entity_type: str) -> list[str]:
        """Return the texts under the entities of a type, in the order of the text."""
        return cover_texts(self.text, self.entities, entity_type)
