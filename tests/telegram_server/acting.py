"""What a test lets happen in the simulated Telegram."""

from collections.abc import Sequence

from tests.telegram_server.chats import Chat, ChatType, MemberStatus, SentMessage, Topic, User
from tests.telegram_server.detection import merge_detected
from tests.telegram_server.fields import Json
from tests.telegram_server.formatted_text import MAX_TEXT_LENGTH
from tests.telegram_server.members import change_bot_status
from tests.telegram_server.text import clean_text, is_blank, utf16_length
from tests.telegram_server.world import World

MAX_CAPTION_LENGTH = 1024
_PHOTO = [{"file_id": "photo", "file_unique_id": "photo", "width": 90, "height": 90}]
_STICKER: Json = {
    "file_id": "sticker",
    "file_unique_id": "sticker",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "emoji": "\N{THUMBS UP SIGN}",
}


class Acting:
    """The part of ``TelegramServer`` that acts for users; every method is thread-safe."""

    _world: World

    def add_user(
        self,
        first_name: str,
        username: str | None = None,
        *,
        last_name: str | None = None,
        language_code: str | None = "en",
        is_bot: bool = False,
    ) -> User:
        with self._world.changed:
            user_id = self._world.next_user_id()
            user = User(user_id, first_name, last_name, username, language_code, is_bot)
            self._world.users[user.id] = user
            return user

    def private_chat(self, user: User) -> Chat:
        """Return the user's chat with the bot, which he has started."""
        with self._world.changed:
            new = Chat(user.id, "private", username=user.username, user=user)
            return self._world.chats.setdefault(user.id, new)

    def add_group(self, title: str) -> Chat:
        return self._add_chat("group", title)

    def add_supergroup(
        self, title: str, *, forum: bool = False, username: str | None = None
    ) -> Chat:
        chat = self._add_chat("supergroup", title, username)
        if forum:
            chat.is_forum = True
            chat.topic_opener = self._world.open_topic
        return chat

    def add_channel(self, title: str, *, username: str | None = None) -> Chat:
        """Add a channel in which the bot may post."""
        chat = self._add_chat("channel", title, username)
        chat.bot_status = "administrator"
        return chat

    def close_topic(self, topic: Topic) -> None:
        """Close a topic; the service message that says so is not simulated."""
        with self._world.changed:
            topic.is_open = False

    def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """Delete a topic with its messages, of which a bot is told nothing."""
        with self._world.changed:
            del chat.topics[topic.id]
            for message_id, message in list(chat.messages.items()):
                if message.get("message_thread_id") == topic.id:
                    del chat.messages[message_id]

    def set_member(self, chat: Chat, user: User, status: MemberStatus) -> None:
        with self._world.changed:
            chat.members[user.id] = status

    def set_bot_status(self, chat: Chat, status: MemberStatus, *, by: User | None = None) -> None:
        """Promote, restrict, remove or re-add the bot, and queue its ``my_chat_member``."""
        with self._world.changed:
            change_bot_status(self._world, chat, status, by or chat.user or self._world.owner)

    def block_bot(self, user: User) -> None:
        self.set_bot_status(self.private_chat(user), "kicked")

    def unblock_bot(self, user: User) -> None:
        self.set_bot_status(self.private_chat(user), "member")

    def send_text(
        self,
        chat: Chat,
        user: User,
        text: str,
        *,
        topic: Topic | None = None,
        reply_to: SentMessage | None = None,
        entities: Sequence[Json] | None = None,
        as_chat: Chat | None = None,
        extra: Json | None = None,
    ) -> SentMessage:
        """Let a user write; the bot gets the update that Telegram would make of it.

        ``as_chat`` is the group itself for an anonymous administrator, or a channel for a user
        who writes in its name. ``extra`` are fields of the Message that nothing here makes,
        such as ``forward_origin``.
        """
        content = _user_text(text, entities, "text", "entities", MAX_TEXT_LENGTH)
        return self.send_content(
            chat, user, content | (extra or {}), topic=topic, reply_to=reply_to, as_chat=as_chat
        )

    def send_photo(
        self,
        chat: Chat,
        user: User,
        *,
        caption: str | None = None,
        topic: Topic | None = None,
        reply_to: SentMessage | None = None,
    ) -> SentMessage:
        content: Json = {"photo": _PHOTO}
        if caption is not None:
            content |= _user_text(caption, None, "caption", "caption_entities", MAX_CAPTION_LENGTH)
        return self.send_content(chat, user, content, topic=topic, reply_to=reply_to)

    def send_sticker(
        self,
        chat: Chat,
        user: User,
        *,
        topic: Topic | None = None,
        reply_to: SentMessage | None = None,
    ) -> SentMessage:
        return self.send_content(chat, user, {"sticker": _STICKER}, topic=topic, reply_to=reply_to)

    def send_content(
        self,
        chat: Chat,
        user: User,
        content: Json,
        *,
        topic: Topic | None = None,
        reply_to: SentMessage | None = None,
        as_chat: Chat | None = None,
    ) -> SentMessage:
        """Let a user send a message with these fields, whatever it is."""
        with self._world.changed:
            replied = chat.messages[reply_to.message_id] if reply_to else None
            if topic is None and replied is not None and chat.is_forum:
                topic = chat.topics.get(replied.get("message_thread_id", 0))
            if chat.type != "private":
                chat.members.setdefault(user.id, "member")
            message = self._world.add_message(
                chat, content, sender=user, as_chat=as_chat, topic=topic, reply_to=replied
            )
            self._world.deliver_message(chat, message)
            return SentMessage.from_json(message)

    def post_to_channel(self, channel: Chat, text: str) -> SentMessage:
        with self._world.changed:
            content = _user_text(text, None, "text", "entities", MAX_TEXT_LENGTH)
            message = self._world.add_message(channel, content, sender=None)
            self._world.deliver_message(channel, message)
            return SentMessage.from_json(message)

    def edit_text(self, message: SentMessage, text: str) -> SentMessage:
        """Let the author of a text change it."""
        content = _user_text(text, None, "text", "entities", MAX_TEXT_LENGTH)
        with self._world.changed:
            chat = self._world.chats[message.chat_id]
            edited = chat.messages[message.message_id]
            edited.pop("entities", None)
            edited |= content | {"edit_date": edited["date"]}
            self._world.deliver_message(chat, edited, edited=True)
            return SentMessage.from_json(edited)

    def delete(self, message: SentMessage) -> None:
        """Let a user delete a message, of which a bot is told nothing."""
        with self._world.changed:
            del self._world.chats[message.chat_id].messages[message.message_id]

    def press_button(self, user: User, message: SentMessage, callback_data: str) -> str:
        """Press a button that the message has now; return the query's identifier."""
        with self._world.changed:
            chat = self._world.chats[message.chat_id]
            current = chat.messages[message.message_id]
            buttons = SentMessage.from_json(current).buttons
            if callback_data not in [button.get("callback_data") for button in buttons]:
                raise AssertionError(f"no button with {callback_data!r} among {buttons}")
            query_id = str(next(self._world.next_callback_query_id))
            self._world.open_callback_queries.add(query_id)
            query = {
                "id": query_id,
                "from": user.to_json(),
                "message": current,
                "chat_instance": str(chat.id),
                "data": callback_data,
            }
            self._world.deliver(chat, "callback_query", query)
            return query_id

    def expire_callback_query(self, query_id: str) -> None:
        """Let the time pass in which a query can be answered."""
        with self._world.changed:
            self._world.open_callback_queries.discard(query_id)

    def queue_update(self, kind: str, payload: Json) -> None:
        """Queue an update that nothing here makes, such as an ``inline_query``."""
        with self._world.changed:
            self._world.updates.add(kind, payload)

    def _add_chat(self, kind: ChatType, title: str, username: str | None = None) -> Chat:
        with self._world.changed:
            chat = Chat(self._world.next_chat_id(kind), kind, title, username)
            chat.members[self._world.owner.id] = "creator"
            self._world.chats[chat.id] = chat
            return chat


def _user_text(
    text: str, entities: Sequence[Json] | None, field: str, entities_field: str, limit: int
) -> Json:
    """Return a user's text as Telegram passes it on.

    :raises ValueError: if no user could send it.
    """
    text.encode()  # a ValueError on a lone surrogate
    cleaned = clean_text(text)
    if is_blank(cleaned) or utf16_length(cleaned) > limit:
        raise ValueError(f"a user cannot send a text of {utf16_length(cleaned)} units")
    if entities and cleaned != text:
        raise ValueError("a text with entities must not need cleaning")
    content: Json = {field: cleaned}
    if shown := merge_detected(cleaned, entities or ()):
        content[entities_field] = shown
    return content
