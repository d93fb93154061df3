"""How a test follows a bot that writes a great deal: nothing here looks at a message twice."""

from collections.abc import Callable

from tests.telegram_server.chats import Chat, SentMessage
from tests.telegram_server.observing import Observing


class Following(Observing):
    """The part of ``TelegramServer`` for many chats and messages; thread-safe like the rest."""

    def count_messages(self, chat: Chat | None = None) -> int:
        """Return how many messages the bot ever sent into a chat, or at all."""
        with self._world.changed:
            if chat is not None:
                return len(chat.bot_messages)
            return sum(len(each.bot_messages) for each in self._world.chats.values())

    def count_calls(self, method: str) -> int:
        """Return how many calls of a method there were, for a wait that asks after each."""
        with self._world.changed:
            return len(self._log.by_method[method])

    def count_written(self) -> int:
        """Return how often the bot sent or edited a message, as ``since`` for a wait."""
        with self._world.changed:
            return len(self._world.written)

    def wait_for_reply(self, message: SentMessage, *, timeout_seconds: float = 10) -> SentMessage:
        """Return the bot's first reply to a message, also when it came long ago."""
        with self._world.changed:
            chat = self._world.chats[message.chat_id]

            def find() -> SentMessage | None:
                for message_id in chat.bot_messages.replies_to(message.message_id):
                    if message_id in chat.messages:
                        return chat.sent_message(message_id)
                return None

            failure = f"no reply to {message.text!r} in {chat.title or chat.id}"
            return self._wait(find, failure, timeout_seconds)

    def wait_for_message_where(
        self,
        fits: Callable[[SentMessage], bool],
        *,
        chat: Chat | None = None,
        since: int = 0,
        timeout_seconds: float = 10,
    ) -> SentMessage:
        """Return the bot's first message, sent or edited, that fits, of a chat or of all.

        ``since`` is a ``count_written``. A message that was written twice meanwhile is only
        seen as it is in the end.
        """
        with self._world.changed:
            seen = since

            def find() -> SentMessage | None:
                nonlocal seen
                while seen < len(self._world.written):
                    place, message_id = self._world.written[seen]
                    seen += 1
                    if chat not in {None, place} or message_id not in place.messages:
                        continue
                    message = place.sent_message(message_id)
                    if fits(message):
                        return message
                return None

            return self._wait(find, "no message that fits", timeout_seconds)

    def wait_until(self, is_reached: Callable[[], bool], *, timeout_seconds: float = 10) -> None:
        """Return when something holds that the server can be asked, such as a count.

        It is asked again after every change, so let it be cheap.
        """
        with self._world.changed:
            self._wait(lambda: is_reached() or None, "not reached", timeout_seconds)
