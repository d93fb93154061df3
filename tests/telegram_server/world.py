"""The state of the simulated Telegram, and how messages come into it."""

import itertools
import threading
import time
from collections import defaultdict
from collections.abc import Iterator

from tests.telegram_server.chats import GENERAL_TOPIC_ID, Chat, ChatType, Topic, User
from tests.telegram_server.fields import Json
from tests.telegram_server.files import FileStore
from tests.telegram_server.inline import GuestQuery, InlineMessage, InlineQuery
from tests.telegram_server.limits import SendingLimits
from tests.telegram_server.privacy import passes_privacy_mode
from tests.telegram_server.refusals import bad_request, forbidden
from tests.telegram_server.updates import UpdateQueue

# Beyond 32 bits, as real identifiers are.
_FIRST_USER_ID = 5_000_000_001
_FIRST_CHAT_IDS: dict[ChatType, int] = {
    "group": -4_000_000_001,
    "supergroup": -1_002_000_000_001,
    "channel": -1_003_000_000_001,
}
_TOPIC_COLOR = 7322096

# The fake senders of messages sent on behalf of a chat.
_ANONYMOUS_ADMIN = User(1087968824, first_name="Group", username="GroupAnonymousBot", is_bot=True)
_CHANNEL_BOT = User(136817688, first_name="Channel", username="Channel_Bot", is_bot=True)

# What getMe says of a bot beside the modes; a new bot has it so.
_FEATURES = {
    "can_join_groups": True,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "can_manage_bots": False,
}


class World:
    """Everything here is guarded by ``changed``, also the chats that tests hold."""

    def __init__(
        self, bot: User, *, privacy_mode: bool, inline_mode: bool, guest_mode: bool
    ) -> None:
        self.bot = bot
        self.privacy_mode = privacy_mode
        self.inline_mode = inline_mode
        self.guest_mode = guest_mode
        self.features: dict[str, bool] = dict(_FEATURES)
        self.changed = threading.Condition()
        self.updates = UpdateQueue(self.changed)
        self.owner = User(_FIRST_USER_ID, first_name="Owner")
        self.users: dict[int, User] = {bot.id: bot, self.owner.id: self.owner}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore()
        self.limits = SendingLimits()
        self.written: list[tuple[Chat, int]] = []
        """The chat and the message of all that the bot sent or edited, in its order."""
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.open_callback_queries: set[str] = set()
        self.inline_queries: dict[str, InlineQuery] = {}
        self.guest_queries: dict[str, GuestQuery] = {}
        self.inline_messages: dict[str, InlineMessage] = {}
        self._next_query_id = itertools.count(1_000_000_001)
        self._next_inline_message_id = itertools.count(1)
        self._next_user_id = itertools.count(_FIRST_USER_ID + 1)
        self._next_chat_ids = {
            kind: itertools.count(first, -1) for kind, first in _FIRST_CHAT_IDS.items()
        }
        # Private chats and groups share one count, as in Telegram; a supergroup or channel has
        # its own. Number 1 is a forum's general topic.
        self._next_message_ids: defaultdict[int, Iterator[int]] = defaultdict(
            lambda: itertools.count(GENERAL_TOPIC_ID + 1)
        )

    def next_user_id(self) -> int:
        return next(self._next_user_id)

    def next_query_id(self) -> str:
        return str(next(self._next_query_id))

    def next_chat_id(self, kind: ChatType) -> int:
        return next(self._next_chat_ids[kind])

    def knows_user(self, user_id: int) -> bool:
        return user_id in self.users

    def find_chat(self, chat_id: int | str) -> Chat:
        """Return the chat of an identifier or "@name".

        :raises ApiError: if the bot cannot reach it.
        """
        if isinstance(chat_id, str):
            for chat in self.chats.values():
                if chat.username and chat.username.lower() == chat_id[1:].lower():
                    return chat
        elif chat_id in self.chats:
            return self.chats[chat_id]
        elif chat_id in self.users:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")

    def add_message(
        self,
        chat: Chat,
        content: Json,
        *,
        sender: User | None,
        as_chat: Chat | None = None,
        topic: Topic | None = None,
        reply_to: Json | None = None,
    ) -> Json:
        """Store a message and return it; no update is queued.

        In a channel ``sender`` does not show and may be None. ``as_chat`` is the chat on whose
        behalf he writes.
        """
        message_id = self._take_message_id(chat)
        message: Json = {"message_id": message_id, "date": int(time.time())}
        message |= _sender_fields(chat, sender, as_chat)
        message["chat"] = chat.to_json()
        if topic is not None:
            message |= {"message_thread_id": topic.id, "is_topic_message": True}
            reply_to = reply_to or chat.messages.get(topic.id)
        elif reply_to is not None and chat.type == "supergroup" and not chat.is_forum:
            # A chain of replies is a thread too, though none that a bot can write into.
            message["message_thread_id"] = reply_to.get("message_thread_id", reply_to["message_id"])
        if reply_to is not None:
            message["reply_to_message"] = without_reply(reply_to)
        message |= content
        chat.messages[message_id] = message
        if sender == self.bot:
            chat.bot_messages.add(message)
            self.written.append((chat, message_id))
        return message

    def add_inline_message(self, chat: Chat, message: Json) -> str:
        """Return the new identifier by which the bot may edit a message, wherever it is."""
        inline_message_id = f"AgAA{next(self._next_inline_message_id):08}"
        self.inline_messages[inline_message_id] = InlineMessage(chat, message["message_id"])
        chat.inline_message_ids[message["message_id"]] = inline_message_id
        return inline_message_id

    def open_topic(self, chat: Chat, name: str, by: User | None) -> Topic:
        """Open a topic; the bot is told if it is opened by someone, not by the owner before."""
        with self.changed:
            content = {"forum_topic_created": {"name": name, "icon_color": _TOPIC_COLOR}}
            message = self.add_message(chat, content, sender=by or self.owner)
            topic = Topic(message["message_id"], name)
            message |= {"message_thread_id": topic.id, "is_topic_message": True}
            chat.topics[topic.id] = topic
            if by is not None:
                self.deliver_message(chat, message)
            return topic

    def deliver_message(self, chat: Chat, message: Json, *, edited: bool = False) -> None:
        """Queue the update of a new or edited message, if the bot would get it."""
        is_group = chat.type in {"group", "supergroup"}
        has_privacy = is_group and self.privacy_mode and chat.bot_status != "administrator"
        if has_privacy and not passes_privacy_mode(message, self.bot):
            return
        kind = "channel_post" if chat.type == "channel" else "message"
        self.deliver(chat, f"edited_{kind}" if edited else kind, message)

    def deliver(self, chat: Chat, kind: str, payload: Json) -> None:
        """Queue an update that belongs to a chat, unless the bot is not in it."""
        if chat.bot_status not in {"left", "kicked"}:
            self.updates.add(kind, payload)

    def _take_message_id(self, chat: Chat) -> int:
        is_shared = chat.type in {"private", "group"}
        return next(self._next_message_ids[0 if is_shared else chat.id])


def without_reply(message: Json) -> Json:
    """Return the message as it stands inside another one, which is never nested twice."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def _sender_fields(chat: Chat, sender: User | None, as_chat: Chat | None) -> Json:
    if chat.type == "channel":
        return {"sender_chat": chat.to_json()}
    if as_chat is not None:
        fake = _ANONYMOUS_ADMIN if as_chat is chat else _CHANNEL_BOT
        return {"from": fake.to_json(), "sender_chat": as_chat.to_json()}
    if sender is None:
        raise ValueError("only a channel has messages without a sender")
    return {"from": sender.to_json()}
