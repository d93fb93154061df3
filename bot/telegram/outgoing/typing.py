"""The sign in a chat that an answer is coming, where it does not come at once."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import TypeVar

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

logger = logging.getLogger(__name__)

_TYPING_SECONDS = 2.0
"""The answer waits no longer for the sign that it is coming."""

_T = TypeVar("_T")


async def show_if_slow(message: Message, finding: Awaitable[_T], patience_seconds: float) -> _T:
    """What `finding` returns, the answer to `message`. If it takes longer than `patience_seconds`,
    "typing" is shown where the answer will be; Telegram has it, or will not take it, before this
    returns: after the answer it would announce another one."""
    showing: asyncio.Task[None] | None = None

    def begin() -> None:
        nonlocal showing
        showing = asyncio.create_task(_show(message))

    timer = asyncio.get_running_loop().call_later(patience_seconds, begin)
    try:
        return await finding
    except asyncio.CancelledError:
        if showing is not None:
            showing.cancel()  # nothing will come
        raise
    finally:
        timer.cancel()
        if showing is not None:
            await asyncio.wait([showing])


async def _show(message: Message) -> None:
    try:
        async with asyncio.timeout(_TYPING_SECONDS):
            await message.reply_chat_action(ChatAction.TYPING)
    except (TelegramError, TimeoutError) as exc:
        # An ornament: the answer itself will show whether the chat can be reached.
        logger.debug("typing could not be shown: %s", exc)
