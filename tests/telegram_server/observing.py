"""What a test sees of the bot, and how it waits for it."""

from collections.abc import Callable
from typing import TypeVar

from tests.telegram_server.calls import Call, CallLog
from tests.telegram_server.chats import Chat, SentMessage, User
from tests.telegram_server.commands import menu_key
from tests.telegram_server.inline import InlineAnswer
from tests.telegram_server.querying import Querying

Seen = TypeVar("Seen")
_SHOWN_CALLS = 10


class Observing(Querying):
    """The part of ``TelegramServer`` that watches the bot; every method is thread-safe.

    Every wait ends as soon as it can and raises AssertionError after ``timeout_seconds``. It
    blocks its thread: a coroutine calls it with ``asyncio.to_thread``.
    """

    _log: CallLog
    _seen_message_ids: dict[int, int]
    _seen_calls: dict[str, int]

    def calls(self, method: str | None = None) -> list[Call]:
        """Return the calls so far, in the order of their answers."""
        with self._world.changed:
            return list(self._log.calls if method is None else self._log.by_method[method])

    @property
    def refusals(self) -> list[Call]:
        """The calls that were refused for what they were, not for a fault that a test made."""
        with self._world.changed:
            return list(self._log.refused)

    def menu(
        self,
        scope: str = "default",
        language_code: str = "",
        *,
        chat: Chat | None = None,
        user: User | None = None,
    ) -> dict[str, str]:
        """Return the descriptions by command of exactly this menu, empty if it is not set.

        Some kinds of scope name also a chat, and one a user in it.
        """
        with self._world.changed:
            key = menu_key(scope, chat.id if chat else None, user.id if user else None)
            commands = self._world.commands.get((key, language_code), [])
            return {command["command"]: command["description"] for command in commands}

    def messages(self, chat: Chat) -> list[SentMessage]:
        """Return the bot's messages in a chat as they are now: edited, without deleted ones."""
        with self._world.changed:
            return [
                chat.sent_message(message_id)
                for message_id in chat.bot_messages
                if message_id in chat.messages
            ]

    def current(self, message: SentMessage) -> SentMessage:
        """Return a message, whoever sent it, as it is now.

        :raises AssertionError: if it was deleted.
        """
        with self._world.changed:
            return self._world.chats[message.chat_id].sent_message(message.message_id)

    def wait_for_message(
        self, chat: Chat, *, after: SentMessage | None = None, timeout_seconds: float = 10
    ) -> SentMessage:
        """Return the bot's first message in a chat that no such wait has returned yet.

        With ``after``, the bot's first message later than that one.
        """
        with self._world.changed:
            last_id = after.message_id if after else self._seen_message_ids.get(chat.id, 0)

            def find() -> SentMessage | None:
                for message_id in chat.bot_messages.after(last_id):
                    if message_id in chat.messages:
                        return chat.sent_message(message_id)
                return None

            message = self._wait(find, f"no message in {chat.title or chat.id}", timeout_seconds)
            self._seen_message_ids[chat.id] = message.message_id
            return message

    def wait_for_edit(self, message: SentMessage, *, timeout_seconds: float = 10) -> SentMessage:
        """Return a message as it is as soon as it is no longer what is given."""
        with self._world.changed:

            def find() -> SentMessage | None:
                current = self.current(message)
                return current if current != message else None

            failure = f"message {message.message_id} is not edited"
            return self._wait(find, failure, timeout_seconds)

    def wait_for_deletion(self, message: SentMessage, *, timeout_seconds: float = 10) -> None:
        """Return when a message is no longer there."""
        with self._world.changed:
            messages = self._world.chats[message.chat_id].messages
            self._wait(
                lambda: message.message_id not in messages or None,
                f"message {message.message_id} is not deleted",
                timeout_seconds,
            )

    def wait_for_inline_answer(self, query_id: str, *, timeout_seconds: float = 10) -> InlineAnswer:
        """Return the bot's answer to an inline query, also when it came long ago."""
        with self._world.changed:
            query = self._world.inline_queries[query_id]
            failure = f"no answer to the inline query {query.text!r}"
            return self._wait(lambda: query.answer, failure, timeout_seconds)

    def wait_for_call(self, method: str, *, timeout_seconds: float = 10) -> Call:
        """Return the first call of a method that no such wait has returned yet."""
        with self._world.changed:
            seen = self._seen_calls.get(method, 0)

            def find() -> Call | None:
                calls = self._log.by_method[method]
                return calls[seen] if len(calls) > seen else None

            call = self._wait(find, f"no call of {method}", timeout_seconds)
            self._seen_calls[method] = seen + 1
            return call

    def wait_until_polled(self, *, timeout_seconds: float = 10) -> None:
        """Return when a getUpdates waits, or the bot has set a webhook, so when it is running."""
        with self._world.changed:
            updates = self._world.updates
            self._wait(
                lambda: updates.is_polled or updates.is_sent or None,
                "the bot is not polling",
                timeout_seconds,
            )

    def wait_until_idle(self, *, timeout_seconds: float = 10) -> None:
        """Return when all updates queued so far are confirmed and no call is being handled.

        It does not mean that the bot has done with them: python-telegram-bot confirms an update
        before its handlers run. To prove that nothing comes, use ``assert_silent``.
        """
        with self._world.changed:
            updates = self._world.updates
            last_id = updates.last_id

            def is_idle() -> bool | None:
                is_handling = self._log.handled_count > updates.is_polled
                return (updates.is_confirmed(last_id) and not is_handling) or None

            self._wait(is_idle, "the bot is not idle", timeout_seconds)

    def assert_silent(
        self,
        chat: Chat,
        do: Callable[[], object],
        *,
        probe: str = "/help",
        timeout_seconds: float = 10,
    ) -> None:
        """Call ``do`` and prove that the bot then made no call that concerns the chat.

        After ``do`` a new user writes the probe in private and gets an answer. Since a bot
        takes its updates one after the other, it has done by then with what ``do`` caused.
        This proves nothing for a bot that handles updates concurrently.
        """
        before = len(self._log.calls)
        do()
        prober = self.add_user("Prober")
        probe_chat = self.private_chat(prober)
        self.send_text(probe_chat, prober, probe)
        self.wait_for_message(probe_chat, timeout_seconds=timeout_seconds)
        self.wait_until_idle(timeout_seconds=timeout_seconds)
        made = [call for call in self.calls()[before:] if self._concerns(call, chat)]
        if made:
            raise AssertionError(f"not silent in {chat.title or chat.id}: {_show(made)}")

    def _concerns(self, call: Call, chat: Chat) -> bool:
        """Tell whether a call names the chat, or a message or a guest query in it."""
        given = call.parameters
        guest_query = self._world.guest_queries.get(str(given.get("guest_query_id")))
        return (
            str(given.get("chat_id")) in {str(chat.id), f"@{chat.username}"}
            or given.get("inline_message_id") in chat.inline_message_ids.values()
            or (guest_query is not None and guest_query.chat is chat)
        )

    def _wait(self, find: Callable[[], Seen | None], failure: str, timeout_seconds: float) -> Seen:
        """Return what ``find`` finds; called with the lock held."""
        found: list[Seen] = []

        def look() -> bool:
            result = find()
            if result is not None:
                found.append(result)
            return bool(found)

        if not self._world.changed.wait_for(look, timeout_seconds):
            shown = _show(self._log.calls[-_SHOWN_CALLS:])
            raise AssertionError(f"{failure} after {timeout_seconds} s; last calls: {shown}")
        return found[0]


def _show(calls: list[Call]) -> str:
    return "".join(f"\n  {call}" for call in calls) or "none"
