"""Long texts that admins paste: which of their messages Telegram made of one."""

import asyncio
import re
from dataclasses import dataclass, field

from telegram import Message

from bot.articles.drafts import MAX_BYTES

_LEAST_PART_UNITS = 2048
"""A message that Telegram cut off a longer text is not shorter: clients look for a place to cut
in its second half."""
_PART_SECONDS = 10.0
_TAIL_SECONDS = 3.0
"""So long after a part another long text belongs to it, and a short one."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n")

MAX_QUESTION_CHARACTERS = 1000
"""What an admin writes beyond it is no question."""


@dataclass(frozen=True, slots=True)
class PastedMessage:
    """A message with a text, sent at so many of Telegram's seconds. What is forwarded is a text of
    its own: posts that are forwarded together are not one."""

    message_id: int
    text: str
    sent_at: float
    is_forwarded: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether Telegram may have cut it off a longer text."""
        units = len(self.text.encode("utf-16-le", "surrogatepass")) // 2
        return units >= _LEAST_PART_UNITS and not self.is_forwarded

    @property
    def may_continue(self) -> bool:
        """Whether it may be the rest of another text."""
        return not self.is_forwarded and not _FRONT_MATTER.match(self.text)


def read_part(message: Message) -> PastedMessage:
    """The text of a message."""
    is_forwarded = message.forward_origin is not None
    return PastedMessage(
        message.message_id, message.text or "", message.date.timestamp(), is_forwarded
    )


@dataclass(slots=True)
class Paste:
    """A text in one or more messages, `parts` by message id. `key` is its offer's and `shown_id`
    the bot's message about it, once there are any; `shown_count` is how many messages that is
    about. `is_over` says that nothing is to be shown of it any more."""

    parts: dict[int, PastedMessage] = field(default_factory=dict)
    key: str | None = None
    shown_id: int | None = None
    shown_count: int = 0
    is_over: bool = False
    showing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def is_continued_by(self, part: PastedMessage) -> bool:
        """Whether a message seems to belong to the text. Updates may come in another order than
        the messages were sent in."""
        before = max((id_ for id_ in self.parts if id_ < part.message_id), default=None)
        if before is None:
            first, second = part, self.parts[min(self.parts)]
        else:
            first, second = self.parts[before], part
        is_long = len(part.text) > MAX_QUESTION_CHARACTERS
        seconds = _PART_SECONDS if is_long else _TAIL_SECONDS
        return (
            first.is_cut
            and second.may_continue
            and sum(len(part.text) for part in self.parts.values()) <= MAX_BYTES
            and min(abs(part.sent_at - p.sent_at) for p in self.parts.values()) <= seconds
        )

    @property
    def ordered(self) -> list[str]:
        """The texts in the order in which they were sent, which is not always that of updates."""
        return [part.text for _, part in sorted(self.parts.items())]


class Pastes:
    """The text that was last pasted in each admin's private chat."""

    def __init__(self) -> None:
        self._by_chat: dict[int, Paste] = {}

    def is_part(self, chat_id: int, part: PastedMessage) -> bool:
        """Whether a message is a part of the text that is being pasted."""
        paste = self._by_chat.get(chat_id)
        return paste is not None and paste.is_continued_by(part)

    def add(self, chat_id: int, part: PastedMessage) -> Paste:
        """The paste that a message belongs to, or begins."""
        if not self.is_part(chat_id, part):
            self._by_chat[chat_id] = Paste()
        paste = self._by_chat[chat_id]
        paste.parts[part.message_id] = part
        return paste

    def end(self, chat_id: int) -> None:
        """What comes from now on is no part of what was pasted before."""
        paste = self._by_chat.pop(chat_id, None)
        if paste:
            paste.is_over = True
