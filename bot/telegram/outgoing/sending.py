"""Sending: once and surely, whatever Telegram answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
from telegram import (
    Bot,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    TextQuote,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.messages.formatting import Reply
from bot.telegram.outgoing.rate_limiter import MAX_WAIT_SECONDS

logger = logging.getLogger(__name__)

_TRIES = 4
_FIRST_PAUSE_SECONDS = 0.5
_MAX_PAUSE_SECONDS = 10.0
_MAX_SECONDS_CUT_OFF = 300.0
"""So long what nobody can have got is tried on and on: a line that is cut for minutes, or a server
that starts anew, costs no answer that was under way."""

_NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""What Telegram has got nothing by."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_GONE = ("to be replied not found", "replied message not found", "reply message not found")
"""What Telegram, or a server of one's own, says of a message that was deleted."""

_T = TypeVar("_T")


async def call_with_retries(call: Callable[[], Awaitable[_T]]) -> _T:
    """What `call` returns. It is made again when Telegram asks to wait, fails inside, drops the
    connection or, as what stands between may, refuses the token; not when time runs out, as it may
    have come through. As long as there is no connection it is made again for some minutes, and
    where Telegram asks to wait, until that is more than `MAX_WAIT_SECONDS` in all.

    :raises TelegramError: if it is refused, or fails again and again.
    """
    loop = asyncio.get_running_loop()
    cut_off_until = loop.time() + _MAX_SECONDS_CUT_OFF
    pause, tries_left, was_cut_off = _FIRST_PAUSE_SECONDS, _TRIES - 1, False
    wait_left = MAX_WAIT_SECONDS
    while True:
        try:
            return await call()
        except RetryAfter as exc:
            wait = exc.retry_after
            seconds = wait if isinstance(wait, int) else wait.total_seconds()
            if seconds > wait_left:
                raise
            wait_left -= max(1, seconds)
            logger.warning("Telegram asks to wait for %d s", seconds)
            await asyncio.sleep(seconds)
        except BadRequest:
            raise
        except (NetworkError, InvalidToken) as exc:
            is_cut_off = isinstance(exc.__cause__, _NO_CONNECTION)
            may_go_on = loop.time() < cut_off_until if is_cut_off else tries_left > 0
            if not may_go_on or (isinstance(exc, TimedOut) and not is_cut_off):
                raise
            if not (is_cut_off and was_cut_off):
                logger.warning("trying again: %s", type(exc).__name__)
            was_cut_off = is_cut_off
            tries_left -= not is_cut_off
            await asyncio.sleep(pause)
            pause = min(2 * pause, _MAX_PAUSE_SECONDS)


async def send_quietly(send: Callable[[], Awaitable[object]]) -> None:
    """Sends what nobody waits for: if it does not come through, so be it."""
    try:
        await send()
    except TelegramError as exc:
        logger.info("something could not be told: %s", exc.message)


async def send_reply(
    message: Message, reply: Reply, quote: TextQuote | None = None, target_id: int | None = None
) -> Message:
    """Sends `reply` as a reply to `message`, in its topic, even if that has been deleted; it hangs
    on the part `quote` of it, if that can be quoted. With `target_id` it is a reply to that message
    of the same chat, which must be there."""
    parameters = ReplyParameters(
        target_id or message.message_id, allow_sending_without_reply=target_id is None
    )
    if quote is None:
        return await _send_anyway(message, reply, parameters)
    quoting = ReplyParameters(
        message.message_id,
        allow_sending_without_reply=True,
        quote=quote.text,
        quote_entities=quote.entities,
        quote_position=quote.position,
    )
    try:
        return await _send(message, reply, quoting)
    except BadRequest as exc:
        if "quote" not in exc.message.lower():
            raise
        # The message was edited since: what was marked in it is not there any more.
        return await _send_anyway(message, reply, parameters)


async def edit_reply(message: Message, reply: Reply) -> None:
    """Makes `message`, which the bot sent, say `reply`; fine if it does already."""
    if (message.text, message.reply_markup) == (reply.text, reply.keyboard):
        return
    await edit_text(message.chat.id, message.message_id, reply, message)


async def edit_text(chat_id: int, message_id: int, reply: Reply, via: Message | Bot) -> None:
    """As `edit_reply`, for a message known by its ids; `via` is the bot, or any message that knows
    it."""
    bot = via if isinstance(via, Bot) else via.get_bot()  # a Bot's own raises
    try:
        await call_with_retries(
            lambda: bot.edit_message_text(
                reply.text,
                chat_id,
                message_id,
                entities=reply.entities,
                reply_markup=reply.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        )
    except BadRequest as exc:
        if "not modified" not in exc.message.lower():
            raise


async def edit_keyboard(message: Message, keyboard: InlineKeyboardMarkup) -> None:
    """Puts `keyboard` below `message`, which the bot sent; fine if it is there already."""
    try:
        await call_with_retries(lambda: message.edit_reply_markup(keyboard))
    except BadRequest as exc:
        if "not modified" not in exc.message.lower():
            raise


async def _send_anyway(message: Message, reply: Reply, parameters: ReplyParameters) -> Message:
    """As `_send`; without being a reply if it may be, and what it answers is gone."""
    try:
        return await _send(message, reply, parameters)
    except BadRequest as exc:
        is_gone = any(part in exc.message.lower() for part in _GONE)
        if not (is_gone and parameters.allow_sending_without_reply):
            raise
        return await _send(message, reply, None)


async def _send(message: Message, reply: Reply, parameters: ReplyParameters | None) -> Message:
    try:
        return await call_with_retries(
            lambda: message.reply_text(
                reply.text,
                entities=reply.entities,
                reply_parameters=parameters,
                do_quote=None if parameters else False,
                reply_markup=reply.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        )
    except ChatMigrated as exc:
        # Between the question and its answer; in the new chat the question has another id.
        chat_id = exc.new_chat_id
        return await call_with_retries(
            lambda: message.get_bot().send_message(
                chat_id,
                reply.text,
                entities=reply.entities,
                reply_markup=reply.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        )
