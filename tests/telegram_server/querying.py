"""What a test lets users ask of the bot other than by a message to it."""

from tests.telegram_server.acting import Acting
from tests.telegram_server.chats import Chat, SentMessage, Topic, User
from tests.telegram_server.fields import Json
from tests.telegram_server.formatted_text import MAX_TEXT_LENGTH, make_user_text
from tests.telegram_server.inline import GuestQuery, InlineQuery
from tests.telegram_server.markup import MAX_INLINE_QUERY_LENGTH
from tests.telegram_server.privacy import mentions

_CHAT_TYPES = frozenset({"sender", "private", "group", "supergroup", "channel"})


class Querying(Acting):
    """The part of ``TelegramServer`` for buttons, inline mode and guest mode."""

    def press_button(
        self, user: User, message: SentMessage, callback_data: str, *, forged: bool = False
    ) -> str:
        """Press a button that the message has now; return the query's identifier.

        A client that is not Telegram's may send data of its own, ``forged``.

        Of a message made of an inline result, or of the bot as a guest, the bot is not given
        the message, but its inline message identifier.
        """
        with self._world.changed:
            chat = self._world.chats[message.chat_id]
            current = chat.messages[message.message_id]
            buttons = SentMessage.from_json(current).buttons
            if not forged and callback_data not in [
                button.get("callback_data") for button in buttons
            ]:
                raise AssertionError(f"no button with {callback_data!r} among {buttons}")
            query_id = self._world.next_query_id()
            self._world.open_callback_queries.add(query_id)
            query: Json = {"id": query_id, "from": user.to_json(), "data": callback_data}
            query["chat_instance"] = str(chat.id)
            inline_message_id = chat.inline_message_ids.get(message.message_id)
            if inline_message_id is None:
                self._world.deliver(chat, "callback_query", query | {"message": current})
            else:
                # From anywhere, also from chats in which the bot is not.
                query["inline_message_id"] = inline_message_id
                self._world.updates.add("callback_query", query)
            return query_id

    def expire_callback_query(self, query_id: str) -> None:
        """Let the time pass in which a query can be answered."""
        with self._world.changed:
            self._world.open_callback_queries.discard(query_id)

    def send_inline_query(
        self, user: User, text: str, offset: str = "", chat_type: str | None = None
    ) -> str:
        """Let a user write "@bot text" into some chat; return the query's identifier.

        ``offset`` is empty or the ``next_offset`` of an answer. Telegram's cache of answers is
        not simulated: the bot gets every query.

        :raises ValueError: if no user could send it.
        """
        text.encode()  # a ValueError on a lone surrogate
        if not self._world.inline_mode:
            raise ValueError("the bot has no inline mode")
        if len(text) > MAX_INLINE_QUERY_LENGTH:
            raise ValueError(f"an inline query of {len(text)} characters")
        if chat_type is not None and chat_type not in _CHAT_TYPES:
            raise ValueError(f"no chat type {chat_type}")
        with self._world.changed:
            query_id = self._world.next_query_id()
            self._world.inline_queries[query_id] = InlineQuery(user, text)
            query: Json = {"id": query_id, "from": user.to_json(), "query": text, "offset": offset}
            if chat_type is not None:
                query["chat_type"] = chat_type
            self._world.updates.add("inline_query", query)
            return query_id

    def expire_inline_query(self, query_id: str) -> None:
        """Let the time pass in which an inline query can be answered."""
        with self._world.changed:
            self._world.inline_queries[query_id].is_expired = True

    def choose_inline_result(
        self, user: User, query_id: str, result_id: str, chat: Chat, *, topic: Topic | None = None
    ) -> SentMessage:
        """Let a user send a result of an answered query into a chat, as his own message.

        The bot gets the message too if it is in the chat, and ``chosen_inline_result`` if it
        asked for these. Only with an inline keyboard has the message an inline message
        identifier.
        """
        with self._world.changed:
            query = self._world.inline_queries[query_id]
            if query.answer is None:
                raise AssertionError(f"inline query {query_id} is not answered")
            result = query.answer.find(result_id)
            chosen = {"result_id": result_id, "from": user.to_json(), "query": query.text}
            via = {"via_bot": self._world.bot.to_json()}
            if chat.type != "private":
                chat.members.setdefault(user.id, "member")
            message = self._world.add_message(chat, result.content | via, sender=user, topic=topic)
            if result.reply_markup is not None:
                chosen["inline_message_id"] = self._world.add_inline_message(chat, message)
            self._world.deliver_message(chat, message)
            self._world.updates.add("chosen_inline_result", chosen)
            return chat.sent_message(message["message_id"])

    def send_guest_message(
        self, chat: Chat, user: User, text: str, reply_to: SentMessage | None = None
    ) -> str:
        """Summon the bot into a chat in which it is not; return the guest query's identifier.

        The text names the bot by its "@name", or replies to what it wrote as a guest before.

        :raises ValueError: if that would not summon the bot.
        """
        content = make_user_text(text, None, "text", "entities", MAX_TEXT_LENGTH)
        with self._world.changed:
            replied = chat.messages[reply_to.message_id] if reply_to else None
            replies_to_bot = replied is not None and replied["message_id"] in chat.bot_messages
            if not self._world.guest_mode:
                raise ValueError("the bot has no guest mode")
            if chat.type == "channel" or chat.bot_status != "left":
                raise ValueError(f"the bot is no guest in {chat.title or chat.id}")
            if not replies_to_bot and not mentions(content, self._world.bot):
                raise ValueError("the text does not name the bot")
            chat.members.setdefault(user.id, "member")
            message = self._world.add_message(chat, content, sender=user, reply_to=replied)
            query_id = self._world.next_query_id()
            self._world.guest_queries[query_id] = GuestQuery(chat, user)
            self._world.updates.add("guest_message", message | {"guest_query_id": query_id})
            return query_id

    def expire_guest_query(self, query_id: str) -> None:
        """Let the time pass in which a guest query can be answered."""
        with self._world.changed:
            self._world.guest_queries[query_id].is_open = False
