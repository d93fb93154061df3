"""What is true of every press of a button, whatever the button does."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from telegram import Bot, CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.telegram.incoming.context import Context
from bot.telegram.incoming.request import Request
from bot.telegram.messages.packing import CallbackData
from bot.telegram.outgoing.sending import call_with_retries
from bot.telegram.state import State
from bot.text.misses import AWAY
from bot.text.translation import gettext, gettext_noop, use_language
from embeddings import LeftAloneError, StoreError

logger = logging.getLogger(__name__)

UNKNOWN = gettext_noop("I do not know this button any more.")

_FAILED = gettext_noop("That did not work. Try again.")

Kind = TypeVar("Kind", bound=CallbackData)
Kind_co = TypeVar("Kind_co", bound=CallbackData, covariant=True)


@dataclass(frozen=True, slots=True)
class Press(Generic[Kind_co]):
    """A press of a button below `message`: what it carries, `data`, and Telegram's `query`, which
    has who pressed it."""

    data: Kind_co
    message: Message
    query: CallbackQuery
    request: Request
    state: State
    bot: Bot


_Act = Callable[[Message, CallbackQuery, Context], Awaitable[str | None]]
_Handler = BaseHandler[Any, Context, Any]


def pressed(kind: type[Kind], act: Callable[[Press[Kind]], Awaitable[str | None]]) -> _Handler:
    """The handler of one kind of button. `act` does what the button is for, and returns what to
    tell the one who pressed, not yet translated; None if nothing."""

    async def unpack_and_act(
        message: Message, query: CallbackQuery, context: Context
    ) -> str | None:
        data = kind.unpack(query.data or "")
        if data is None:  # the library gives a query without data to whichever handler is first
            return UNKNOWN
        return await act(Press(data, message, query, context.request, context.state, context.bot))

    def is_of_kind(data: object) -> bool:
        return isinstance(data, str) and kind.unpack(data) is not None

    return CallbackQueryHandler(partial(_answer_press, unpack_and_act), is_of_kind)


def refuse_unknown() -> _Handler:
    """The handler of all buttons that no other handler takes: of an earlier version, or made up."""

    async def refuse(*_: object) -> str:
        return UNKNOWN

    return CallbackQueryHandler(partial(_answer_press, refuse))


async def _answer_press(act: _Act, update: Update, context: Context) -> None:
    """The one who pressed always gets an answer, in the language of the request."""
    query = update.callback_query
    if query is None:
        return
    message = query.message
    notice: str | None = UNKNOWN
    try:
        if isinstance(message, Message):
            # A button that is gone was changed meanwhile, or is made up: what others read is not
            # for anybody to change.
            is_there = context.request.is_private or _has_button(message, query.data)
            notice = await act(message, query, context) if is_there else None
    except TelegramError as exc:
        # Somebody may have removed the message meanwhile.
        logger.warning("a button did not work: %s", exc.message)
        notice = _FAILED
    except StoreError as exc:
        if not isinstance(exc, LeftAloneError):
            logger.error("%s", exc)
        notice = AWAY
    use_language(context.request.language)  # of the one who pressed it
    await _answer_query(query, notice)


def _has_button(message: Message, data: str | None) -> bool:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(button.callback_data == data for row in rows for button in row)


async def _answer_query(query: CallbackQuery, notice: str | None) -> None:
    try:
        await call_with_retries(
            lambda: query.answer(notice and gettext(notice), show_alert=notice is not None)
        )
    except TelegramError as exc:
        # Its time runs out after some seconds; what the button did is seen all the same.
        logger.debug("a button press could not be answered: %s", exc)
