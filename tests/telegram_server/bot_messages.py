"""Which messages of a chat are the bot's, and what they reply to."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tests.telegram_server.fields import Json


class BotMessages:
    """The identifiers of the bot's messages in one chat, in their order, also of deleted ones."""

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._known: set[int] = set()
        self._replies: defaultdict[int, list[int]] = defaultdict(list)

    def __contains__(self, message_id: int) -> bool:
        return message_id in self._known

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, message: Json) -> None:
        """Add the newest message of the chat."""
        message_id = message["message_id"]
        self._ids.append(message_id)
        self._known.add(message_id)
        replied_id = message.get("reply_to_message", {}).get("message_id")
        is_implicit = message.get("is_topic_message") and replied_id == message["message_thread_id"]
        if replied_id is not None and not is_implicit:
            self._replies[replied_id].append(message_id)

    def after(self, message_id: int) -> Iterator[int]:
        """Return those later than a message, the oldest first."""
        first = bisect_right(self._ids, message_id)
        return (self._ids[index] for index in range(first, len(self._ids)))

    def replies_to(self, message_id: int) -> Sequence[int]:
        return self._replies.get(message_id, ())
