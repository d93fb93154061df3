"""Long texts that admins paste: which of their messages Telegram made of one."""

import asyncio
from dataclasses import dataclass, field

from bot.article_drafts import MOST_BYTES

_LEAST_PART_UNITS = 2048
"""A message that Telegram cut off a longer text is not shorter: clients look for a place to cut
in its second half."""
_PART_SECONDS = 10.0
_TAIL_SECONDS = 3.0
"""So long after a part another long text belongs to it, and a short one."""

MOST_QUESTION_CHARACTERS = 1000
"""What an admin writes beyond it is no question."""


@dataclass(slots=True)
class Paste:
    """A text in one or more messages, `texts` by message id. `sent_at` is when the last was sent,
    in Telegram's seconds; `key` is its offer's and `shown_id` the bot's message about it, once
    there are any; `shown_count` is how many messages that is about. `is_over` says that nothing
    is to be shown of it any more."""

    texts: dict[int, str] = field(default_factory=dict)
    sent_at: float = 0.0
    key: str | None = None
    shown_id: int | None = None
    shown_count: int = 0
    is_over: bool = False
    showing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def is_continued_by(self, message_id: int, text: str, sent_at: float) -> bool:
        """Whether a message seems to be the rest of the text."""
        last_id = max(self.texts)
        is_cut = _count_units(self.texts[last_id]) >= _LEAST_PART_UNITS
        has_room = sum(map(len, self.texts.values())) <= MOST_BYTES
        is_long = len(text) > MOST_QUESTION_CHARACTERS
        seconds = _PART_SECONDS if is_long else _TAIL_SECONDS
        return (
            (is_cut and has_room)
            and message_id > min(self.texts)
            and sent_at - self.sent_at <= seconds
        )

    @property
    def ordered(self) -> list[str]:
        """The texts in the order in which they were sent, which is not always that of updates."""
        return [text for _, text in sorted(self.texts.items())]


class Pastes:
    """The text that was last pasted in each admin's private chat."""

    def __init__(self) -> None:
        self._by_chat: dict[int, Paste] = {}

    def is_part(self, chat_id: int, message_id: int, text: str, sent_at: float) -> bool:
        """Whether a message is the rest of the text that is being pasted."""
        paste = self._by_chat.get(chat_id)
        return paste is not None and paste.is_continued_by(message_id, text, sent_at)

    def add(self, chat_id: int, message_id: int, text: str, sent_at: float) -> Paste:
        """The paste that a message belongs to, or begins."""
        if not self.is_part(chat_id, message_id, text, sent_at):
            self._by_chat[chat_id] = Paste()
        paste = self._by_chat[chat_id]
        paste.texts[message_id] = text
        paste.sent_at = max(paste.sent_at, sent_at)
        return paste

    def end(self, chat_id: int) -> None:
        """What comes from now on is no part of what was pasted before."""
        paste = self._by_chat.pop(chat_id, None)
        if paste:
            paste.is_over = True


def _count_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
