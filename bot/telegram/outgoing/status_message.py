"""One message that says how far something is, and at last how it ended."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.error import TelegramError

from bot.articles.under_way import Place
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.offers import make_waiting_keyboard
from bot.telegram.messages.silencing import reply_silently
from bot.telegram.outgoing.sending import call_with_retries, edit_text, send_reply
from bot.text.citations import cut_text

logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_EDITS = 3.0
"""Telegram takes one message or edit a second in a chat; others want to say something, too."""

_MAX_SECONDS_OF_PROGRESS = 30.0

_MAX_CHARACTERS = 2000


class StatusMessage:
    """`origin` is the message that it answers; `own`, if it is there already, the bot's message
    that it becomes. If it fails, `offer_again` makes the buttons to try it again with. What cannot
    be shown is logged, and nothing else is held up by it."""

    def __init__(
        self,
        origin: Message,
        own: Message | None = None,
        offer_again: Callable[[], InlineKeyboardMarkup] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._origin = origin
        self._own = own
        self._offer_again = offer_again
        self._clock = clock
        self._shown_at = clock()

    @property
    def place(self) -> Place:
        """Its chat and its id, None if it could not be sent yet."""
        return self._origin.chat.id, self._own.message_id if self._own else None

    async def show(self, text: str) -> None:
        """Says `text` now."""
        await self._show(_make_reply(text))

    async def show_waiting(self, text: str, key: str) -> None:
        """Says `text` now, above a button to take out what waits under `key`."""
        await self._show(replace(_make_reply(text), keyboard=make_waiting_keyboard(key)))

    async def show_now_and_then(self, text: Callable[[], str]) -> None:
        """Says `text` if the last word was some seconds ago; else it is passed over."""
        if self._clock() - self._shown_at >= _SECONDS_BETWEEN_EDITS:
            # What goes on does not wait until a line that is cut is mended.
            with suppress(TimeoutError):
                async with asyncio.timeout(_MAX_SECONDS_OF_PROGRESS):
                    await self.show(text())

    async def finish(self, text: str) -> None:
        """Says `text` as the last word, in a new message if the old one is gone."""
        await self._end(_make_reply(text))

    async def fail(self, text: str) -> None:
        """Says `text` as the last word, above buttons to try it again with."""
        keyboard = self._offer_again() if self._offer_again else None
        await self._end(replace(_make_reply(text), keyboard=keyboard))

    async def _show(self, reply: Reply) -> None:
        self._shown_at = self._clock()
        try:
            if self._own is None:
                self._own = await send_reply(self._origin, reply)
            else:
                await self._edit(self._own, reply)
        except TelegramError as exc:
            logger.info("what is going on could not be shown: %s", exc.message)
        # Telegram may have made the caller wait: the pause begins when it was shown.
        self._shown_at = self._clock()

    async def _end(self, reply: Reply) -> None:
        try:
            if self._own is not None:
                await self._edit(self._own, reply)
                return
        except TelegramError as exc:
            logger.info("the end is told in a new message: %s", exc.message)
        try:
            await send_reply(self._origin, reply)
        except TelegramError as exc:
            logger.error("how it ended could not be told: %s", exc.message)

    async def _edit(self, own: Message, reply: Reply) -> None:
        await edit_text(own.chat.id, own.message_id, reply, own)


async def tell_end(bot: Bot, place: Place, text: str) -> None:
    """Says `text` as the last word in the status message of a process that has ended, in a new
    message if there is none."""
    reply = _make_reply(text)
    chat_id, message_id = place
    if message_id is not None:
        try:
            await edit_text(chat_id, message_id, reply, bot)
            return
        except TelegramError as exc:
            logger.info("the end is told in a new message: %s", exc.message)
    try:
        await call_with_retries(
            lambda: bot.send_message(chat_id, reply.text, entities=reply.entities)
        )
    except TelegramError as exc:
        logger.error("how it ended could not be told: %s", exc.message)


def _make_reply(text: str) -> Reply:
    return reply_silently(cut_text(text, _MAX_CHARACTERS))
