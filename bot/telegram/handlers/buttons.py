"""What the bot does when a button is pressed."""

import logging

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.telegram.handlers.adding import answer_offer
from bot.telegram.handlers.answer_buttons import (
    UNKNOWN,
    look_again,
    read_on,
    remove,
    turn_page,
    turn_sources,
    vote,
)
from bot.telegram.handlers.removing import press_removing
from bot.telegram.handlers.settings import change_settings
from bot.telegram.incoming.context import Context
from bot.telegram.messages import callback_data
from bot.telegram.outgoing.sending import call_with_retries
from bot.text.translation import current_language, gettext, gettext_noop, use_language

logger = logging.getLogger(__name__)

_FAILED = gettext_noop("That did not work. Try again.")


async def press(update: Update, context: Context) -> None:
    """Any button; the one who pressed it always gets an answer."""
    query = update.callback_query
    if query is None:
        return
    message, language = query.message, current_language()
    notice: str | None = UNKNOWN
    try:
        if isinstance(message, Message):
            notice = await _act(message, query, context)
    except TelegramError as exc:
        # Somebody may have removed the message meanwhile.
        logger.warning("a button did not work: %s", exc.message)
        notice = _FAILED
    use_language(language)  # of the one who pressed it
    await _answer_query(query, notice)


async def _act(message: Message, query: CallbackQuery, context: Context) -> str | None:
    """Does what the button is for; what to tell the one who pressed it, if anything."""
    state = context.state
    if message.chat.type != ChatType.PRIVATE and not _has_button(message, query.data):
        return None  # changed meanwhile, or made up: what others read is not for anybody to change
    kind, _, about = (query.data or "").partition(":")
    if kind == callback_data.READ:
        return await read_on(message, about, state, context)
    if kind == callback_data.PAGE:
        return await turn_page(message, about, state, context)
    if kind in (callback_data.USEFUL, callback_data.USELESS):
        return await vote(message, about, kind == callback_data.USEFUL, query, state)
    if kind == callback_data.STILL_THERE:
        return await look_again(message, about, state)
    if kind == callback_data.REMOVE:
        return await remove(message, query, state)
    if kind == callback_data.SOURCES:
        return await turn_sources(message, about, state)
    if kind == callback_data.SETTINGS:
        return await change_settings(message, about, query.from_user, state)
    if kind == callback_data.OFFER:
        return await answer_offer(message, about, query.from_user.id, state)
    if kind == callback_data.ARTICLES:
        return await press_removing(message, about, query.from_user.id, state)
    return UNKNOWN


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
