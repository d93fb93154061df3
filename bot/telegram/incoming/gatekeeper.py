"""Every update comes through here first: whose it is, whether it is served, in which language."""

import asyncio
import logging

from telegram import Bot, CallbackQuery, InlineQuery, Message, Update
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.access.quotas import Budgets, Spending
from bot.storage.chats import ChatSettings
from bot.storage.database import DatabaseError
from bot.telegram.incoming.addressing import (
    command_words,
    find_asked,
    is_addressed,
    is_command,
    is_from_person,
    sender_id,
)
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.keyboards import REMOVE, SETTINGS, USEFUL, USELESS
from bot.telegram.outgoing.sending import attempt, deliver, send_reply
from bot.telegram.state import State, state_of
from bot.text.translation import choose_language, gettext, gettext_noop, use_language

logger = logging.getLogger(__name__)

_NOT_SERVED = gettext_noop("I work only in chats that my owner has chosen.")
_GROUP_ID = gettext_noop("The id of this group is {id}.")
_NOT_SERVED_PRIVATE = gettext_noop(
    "I work only for people whom my owner has chosen. "
    "Your id is {id}, if you want to ask for it to be added."
)
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
        # Events of the chat are the handlers'. Of all else there is nothing to look up.
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


async def find_language(update: Update, state: State) -> str:
    """That which the chat has chosen, or else the user's."""
    chat, user = update.effective_chat, update.effective_user
    # An inline query comes from no chat; who asks in private has chosen for everywhere.
    chat_id = chat.id if chat else user.id if user else None
    settings = await read_chat(state, chat_id)
    return settings.language or choose_language(user.language_code if user else None)


async def read_chat(state: State, chat_id: int | None) -> ChatSettings:
    """The settings of a chat; the default ones if they cannot be read, which is logged."""
    if chat_id is None:
        return ChatSettings()
    known = state.chats.recall(chat_id)
    if known is not None:
        return known
    try:
        return await asyncio.to_thread(state.chats.read, chat_id)
    except DatabaseError as exc:
        logger.error("settings cannot be read: %s", exc)
        return ChatSettings()


async def _receive_message(message: Message, state: State) -> bool:
    is_edit = message.edit_date is not None
    chat_id, user_id = message.chat.id, sender_id(message)
    if not state.access.may_ask_in(chat_id, user_id):
        if not is_edit:
            await _refuse(message, user_id, state)
        return False
    if message.media_group_id and message.caption is None and message.document is None:
        return False  # of an album one picture has the words
    if chat_id >= 0 and state.access.may_administer(user_id):
        return True  # an article comes in many messages
    is_question = not is_edit and _is_looked_for(message)
    if chat_id >= 0 and not is_edit and not is_question:
        return True  # a chat of one's own takes a message a second, and nobody else waits for it
    if not is_question:
        return state.budgets.spend_touch(chat_id, user_id) is Spending.GRANTED
    spending = state.budgets.spend_question(chat_id, user_id)
    if spending is Spending.REFUSED_FIRST:
        await attempt(lambda: send_reply(message, Reply(gettext(_TOO_MANY))))
    return spending is Spending.GRANTED


def _is_looked_for(message: Message) -> bool:
    """Whether `message` has the articles searched; of all else there is only something to tell."""
    bot = message.get_bot().bot
    if is_command(message, bot, "verify"):
        return bool(command_words(message))
    return bool(find_asked(message, bot))


async def _refuse(message: Message, user_id: int, state: State) -> None:
    """One line: in a group once and for all, in private once in a while."""
    if message.chat.id < 0:
        await refuse_group(message.chat.id, message.get_bot(), state)
    elif state.budgets.spend_refusal(user_id) is Spending.GRANTED:
        text = gettext(_NOT_SERVED_PRIVATE).format(id=user_id)
        await attempt(lambda: send_reply(message, Reply(text)))


async def refuse_group(chat_id: int, bot: Bot, state: State) -> None:
    """One line to a group that is not served, once and for all; then the bot leaves it, if the
    owner wants so."""
    if state.access.awaits_move(chat_id):
        # That it was a listed group comes beside the news that the bot is in the supergroup.
        await asyncio.sleep(state.seconds_to_move)
        if state.access.serves_group(chat_id):
            return
    async with state.lock(chat_id):  # nobody leaves before the line is sent
        await _refuse_group(chat_id, bot, state)


async def _refuse_group(chat_id: int, bot: Bot, state: State) -> None:
    try:
        is_first = await asyncio.to_thread(state.chats.tell_once, chat_id)
    except DatabaseError as exc:
        logger.error("it cannot be kept that a group was told: %s", exc)
        is_first = False
    if is_first:
        # The id is for the owner, who may be there and want to choose this group, too.
        told = f"{gettext(_NOT_SERVED)} {gettext(_GROUP_ID).format(id=chat_id)}"
        await attempt(lambda: deliver(lambda: bot.send_message(chat_id, told)))
    if state.settings.leave_foreign_chats:
        await attempt(lambda: deliver(lambda: bot.leave_chat(chat_id)))


async def _receive_press(query: CallbackQuery, chat_id: int, state: State) -> bool:
    user_id = query.from_user.id
    if not state.access.may_ask_in(chat_id, user_id):
        notice = gettext(_NOT_SERVED)
    elif chat_id >= 0 and state.access.may_administer(user_id):
        return True  # a list of many articles is turned fast
    elif _spend_press(query, chat_id, state.budgets) is not Spending.GRANTED:
        notice = gettext(_SLOWER)
    else:
        return True
    await attempt(lambda: deliver(lambda: query.answer(notice, show_alert=True)))
    return False


def _spend_press(query: CallbackQuery, chat_id: int, budgets: Budgets) -> Spending:
    user_id = query.from_user.id
    kind = (query.data or "").partition(":")[0]
    if kind in (USEFUL, USELESS, REMOVE, SETTINGS):
        return budgets.spend_press(user_id)
    return budgets.spend_touch(chat_id, user_id)


async def _receive_inline(query: InlineQuery, state: State) -> bool:
    if not state.access.may_ask_anywhere(query.from_user.id):
        await attempt(lambda: deliver(lambda: query.answer([], cache_time=30, is_personal=True)))
        return False
    # What comes too fast is not answered: the letters after it ask anew.
    return state.budgets.spend_touch(0, query.from_user.id) is Spending.GRANTED


def _may_be_guest(message: Message, state: State) -> bool:
    user_id = sender_id(message)
    if not is_from_person(message) or not state.access.may_ask_as_guest(message.chat.id, user_id):
        return False
    return state.budgets.spend_question(message.chat.id, user_id) is Spending.GRANTED
