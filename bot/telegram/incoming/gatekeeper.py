"""Every update comes through here first: whose it is, whether it is served, in which language."""

import logging

from telegram import CallbackQuery, InlineQuery, Message, Update
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.access.quotas import Budgets, Spending
from bot.telegram.incoming.addressing import (
    command_words,
    find_asked,
    is_addressed,
    is_command,
    is_from_person,
    sender_id,
)
from bot.telegram.incoming.language import find_language
from bot.telegram.incoming.refusals import NOT_SERVED, refuse
from bot.telegram.messages.callback_data import REMOVE, SETTINGS, USEFUL, USELESS
from bot.telegram.messages.formatting import Reply
from bot.telegram.outgoing.sending import call_with_retries, send_quietly, send_reply
from bot.telegram.state import State, state_of
from bot.text.translation import gettext, gettext_noop, use_language

logger = logging.getLogger(__name__)

_TOO_MANY = gettext_noop("That is more than I can answer at once. Please try again in a minute.")
_SLOWER = gettext_noop("A little slower, please.")


async def receive(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Lets an update through to the handler that it is for, or stops it here."""
    try:
        served = await _is_served(update, context)
    except Exception as exc:
        # The library would go on to the handlers as if all had been well.
        logger.error("an update was not received", exc_info=exc)
        served = False
    if not served:
        raise ApplicationHandlerStop


async def _is_served(update: Update, context: ContextTypes.DEFAULT_TYPE) -> bool:
    state, message = state_of(context), update.message or update.edited_message
    if message and not is_from_person(message):
        return False
    if message and not is_addressed(message, context.bot.bot):
        # Handlers take note of what happens to the chat; the rest is not for the bot, and needs no
        # language to be looked up.
        return state.access.may_ask_in(message.chat.id, sender_id(message))
    use_language(await find_language(update, state))
    if query := update.callback_query:
        # Below a message that was sent from inline mode there is no chat, but the one who pressed.
        chat_id = update.effective_chat.id if update.effective_chat else query.from_user.id
        return await _receive_press(query, chat_id, state)
    if update.inline_query:
        return await _receive_inline(update.inline_query, state)
    if update.guest_message:
        return _may_be_guest(update.guest_message, state)
    return message is None or await _receive_message(message, state)


async def _receive_message(message: Message, state: State) -> bool:
    is_edit = message.edit_date is not None
    chat_id, user_id = message.chat.id, sender_id(message)
    if not state.access.may_ask_in(chat_id, user_id):
        if not is_edit:
            await refuse(message, user_id, state)
        return False
    if message.media_group_id and message.caption is None and message.document is None:
        return False  # only one picture of an album has a caption
    if chat_id >= 0 and state.access.may_administer(user_id):
        return True  # an article comes in many messages
    is_question = not is_edit and _is_looked_for(message)
    if chat_id >= 0 and not is_edit and not is_question:
        return True  # a chat of one's own takes a message a second, and nobody else waits for it
    if not is_question:
        return state.budgets.spend_touch(chat_id, user_id) is Spending.GRANTED
    spending = state.budgets.spend_question(chat_id, user_id)
    if spending is Spending.REFUSED_FIRST:
        await send_quietly(lambda: send_reply(message, Reply(gettext(_TOO_MANY))))
    return spending is Spending.GRANTED


def _is_looked_for(message: Message) -> bool:
    """Whether `message` has the articles searched; of all else there is only something to tell."""
    bot = message.get_bot().bot
    if is_command(message, bot, "verify"):
        return bool(command_words(message))
    return bool(find_asked(message, bot))


async def _receive_press(query: CallbackQuery, chat_id: int, state: State) -> bool:
    user_id = query.from_user.id
    if not state.access.may_ask_in(chat_id, user_id):
        notice = gettext(NOT_SERVED)
    elif chat_id >= 0 and state.access.may_administer(user_id):
        return True  # who turns the pages of a long list presses fast
    elif _spend_press(query, chat_id, state.budgets) is not Spending.GRANTED:
        notice = gettext(_SLOWER)
    else:
        return True
    await send_quietly(lambda: call_with_retries(lambda: query.answer(notice, show_alert=True)))
    return False


def _spend_press(query: CallbackQuery, chat_id: int, budgets: Budgets) -> Spending:
    user_id = query.from_user.id
    kind = (query.data or "").partition(":")[0]
    if kind in (USEFUL, USELESS, REMOVE, SETTINGS):
        return budgets.spend_press(user_id)
    return budgets.spend_touch(chat_id, user_id)


async def _receive_inline(query: InlineQuery, state: State) -> bool:
    if not state.access.may_ask_anywhere(query.from_user.id):
        await send_quietly(
            lambda: call_with_retries(lambda: query.answer([], cache_time=30, is_personal=True))
        )
        return False
    # What comes too fast is not answered: the letters after it ask anew.
    return state.budgets.spend_touch(0, query.from_user.id) is Spending.GRANTED


def _may_be_guest(message: Message, state: State) -> bool:
    user_id = sender_id(message)
    if not is_from_person(message) or not state.access.may_ask_as_guest(message.chat.id, user_id):
        return False
    return state.budgets.spend_question(message.chat.id, user_id) is Spending.GRANTED
