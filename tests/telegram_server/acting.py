"""What a test lets users do in the simulated Telegram."""

from collections.abc import Sequence

from tests.telegram_server.chats import Chat, SentMessage, Topic, User
from tests.telegram_server.fields import Json
from tests.telegram_server.formatted_text import MAX_TEXT_LENGTH, make_user_text
from tests.telegram_server.moving import Moving
from tests.telegram_server.quotes import make_user_quote

MAX_CAPTION_LENGTH = 1024
_TELEGRAM = User(777000, first_name="Telegram")
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


class Acting(Moving):
    """The part of ``TelegramServer`` that acts for users; every method is thread-safe."""

    def send_text(
        self,
        chat: Chat,
        user: User,
        text: str,
        *,
        topic: Topic | None = None,
        reply_to: SentMessage | None = None,
        quote: str | None = None,
        entities: Sequence[Json] | None = None,
        as_chat: Chat | None = None,
        extra: Json | None = None,
    ) -> SentMessage:
        """Let a user write; the bot gets the update that Telegram would make of it.

        ``as_chat`` is the group itself for an anonymous administrator, or a channel for a user
        who writes in its name. ``quote`` is the part of ``reply_to`` that he replies to.
        ``extra`` are fields of the Message that nothing here makes, such as ``forward_origin``.
        """
        content = make_user_text(text, entities, "text", "entities", MAX_TEXT_LENGTH)
        if quote is not None:
            content |= self._make_quote(reply_to, quote)
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
            content |= make_user_text(
                caption, None, "caption", "caption_entities", MAX_CAPTION_LENGTH
            )
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
        """Let a user send a message with these fields, whatever it is.

        :raises ValueError: if the group is a supergroup by now.
        """
        if chat.migrated_to is not None:
            raise ValueError(f"nobody can write into {chat.title}, which is a supergroup")
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

    def send_document(
        self,
        chat: Chat,
        user: User,
        file_name: str | None,
        content: bytes | None,
        *,
        caption: str | None = None,
        mime_type: str | None = None,
        file_size: int | None = None,
        topic: Topic | None = None,
        reply_to: SentMessage | None = None,
    ) -> SentMessage:
        """Let a user send a file.

        Its size may be claimed by ``file_size``, without any content too; then it cannot be
        downloaded.

        :raises ValueError: if neither content nor size is given.
        """
        if content is None and file_size is None:
            raise ValueError("a file without content needs a size")
        size = file_size if file_size is not None else len(content or b"")
        with self._world.changed:
            file = self._world.files.add(file_name, content, size)
        document = file.to_document() | {"file_name": file_name, "mime_type": mime_type}
        fields: Json = {
            "document": {name: value for name, value in document.items() if value is not None}
        }
        if caption is not None:
            fields |= make_user_text(
                caption, None, "caption", "caption_entities", MAX_CAPTION_LENGTH
            )
        return self.send_content(chat, user, fields, topic=topic, reply_to=reply_to)

    def post_to_channel(
        self,
        channel: Chat,
        text: str,
        *,
        entities: Sequence[Json] | None = None,
        reply_to: SentMessage | None = None,
        extra: Json | None = None,
    ) -> SentMessage:
        """Let a channel post; ``extra`` are fields such as ``author_signature``."""
        with self._world.changed:
            content = make_user_text(text, entities, "text", "entities", MAX_TEXT_LENGTH)
            replied = channel.messages[reply_to.message_id] if reply_to else None
            message = self._world.add_message(
                channel, content | (extra or {}), sender=None, reply_to=replied
            )
            self._world.deliver_message(channel, message)
            return SentMessage.from_json(message)

    def forward_to_discussion(self, post: SentMessage, group: Chat) -> SentMessage:
        """Let Telegram forward a channel's post into its discussion group, as it does itself."""
        with self._world.changed:
            channel = self._world.chats[post.chat_id]
            channel.linked_chat_id, group.linked_chat_id = group.id, channel.id
            posted = channel.messages[post.message_id]
            origin = {
                "type": "channel",
                "chat": channel.to_json(),
                "message_id": post.message_id,
                "date": posted["date"],
            }
            content: Json = {name: posted[name] for name in ("text", "entities") if name in posted}
            content |= {
                "sender_chat": channel.to_json(),
                "forward_origin": origin,
                "is_automatic_forward": True,
            }
            message = self._world.add_message(group, content, sender=_TELEGRAM)
            self._world.deliver_message(group, message)
            return SentMessage.from_json(message)

    def edit_text(self, message: SentMessage, text: str) -> SentMessage:
        """Let the author of a text change it."""
        content = make_user_text(text, None, "text", "entities", MAX_TEXT_LENGTH)
        with self._world.changed:
            chat = self._world.chats[message.chat_id]
            edited = chat.messages[message.message_id]
            edited.pop("entities", None)
            edited |= content | {"edit_date": edited["date"], "chat": chat.to_json()}
            self._world.deliver_message(chat, edited, edited=True)
            return SentMessage.from_json(edited)

    def delete(self, message: SentMessage) -> None:
        """Let a user delete a message, of which a bot is told nothing."""
        with self._world.changed:
            del self._world.chats[message.chat_id].messages[message.message_id]

    def queue_update(self, kind: str, payload: Json) -> None:
        """Queue an update that nothing here makes, such as a ``poll``."""
        with self._world.changed:
            self._world.updates.add(kind, payload)

    def queue_faulty_update(self, update: object) -> int:
        """Queue what is no update of Telegram's; return the identifier that it has in the queue.

        If it is a dictionary it is sent with that identifier, unless it brings one, or None for
        none, itself.
        """
        with self._world.changed:
            return self._world.updates.add_faulty(update)

    def _make_quote(self, reply_to: SentMessage | None, quote: str) -> Json:
        if reply_to is None:
            raise ValueError("a quote needs the message that it is of")
        with self._world.changed:
            chat = self._world.chats[reply_to.chat_id]
            return make_user_quote(chat.messages[reply_to.message_id], quote)
