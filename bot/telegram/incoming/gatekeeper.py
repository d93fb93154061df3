"""Every update comes through here first: whose it is, whether it is served, in which language."""

import asyncio
import logging

from telegram import CallbackQuery, InlineQuery, Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.access.quotas import Spending
from bot.access.shared_quotas import SharedBudgets
from bot.answers.small_talk.small_talk import find_small_talk
from bot.monitoring.metrics import Metrics, QuestionOutcome
from bot.storage.background import write_if_possible
from bot.telegram.incoming.admins import ONLY_PRIVATE
from bot.telegram.incoming.context import Context
from bot.telegram.incoming.language import look_up_chat
from bot.telegram.incoming.refusals import NOT_SERVED, refuse
from bot.telegram.incoming.request import Request, use_request
from bot.telegram.incoming.unread_settings import refuse_unread
from bot.telegram.messages.callback_data import find_kind
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.menu import SEARCHING
from bot.telegram.outgoing.sending import call_with_retries, send_quietly, send_reply
from bot.telegram.state import Door, State
from bot.text.translation import gettext, gettext_noop, use_language

logger = logging.getLogger(__name__)

_TOO_MANY = gettext_noop("That is more than I can answer at once. Please try again in a minute.")
_SLOWER = gettext_noop("A little slower, please.")


async def receive(update: Update, context: Context) -> None:
    """Lets an update through to the handler that it is for, or stops it here."""
    if context.request.post:
        return  # of a channel that is followed: there is nobody to refuse, or to answer
    try:
        served = await _is_served(update, context)
    except Exception as exc:
        # The library would go on to the handlers as if all had been well.
        logger.error("an update was not received", exc_info=exc)
        served = False
    if not served:
        raise ApplicationHandlerStop


async def _is_served(update: Update, context: Context) -> bool:
    return await _may_go_on(update, context) and not await refuse_unread(update, context.request)


async def _may_go_on(update: Update, context: Context) -> bool:
    door, request = context.state.door, context.request
    is_hinted = request.is_bare_admin_command
    if request.message and not (request.is_guest or request.wording.is_addressed or is_hinted):
        return False  # news of a group that moves, which were taken note of
    request = await look_up_chat(request, door.chats, context.state.live.folders)
    use_request(request)
    use_language(request.language)
    if request.message and is_hinted:
        await _hint(request.message, request, door)
        return False
    if update.callback_query:
        return await _receive_press(update.callback_query, request, door)
    if update.inline_query:
        return await _receive_inline(update.inline_query, door)
    if request.message is None:
        return True
    if request.is_guest:
        return await _may_be_guest(request, door, context.state.metrics)
    if not request.is_private:
        _note_group(request.chat_id, context.state)
    return await _receive_message(request.message, request, door, context.state.metrics)


def _note_group(chat_id: int, state: State) -> None:
    """Keeps once that the bot is in a group, of which Telegram may have told when nobody listened,
    or the state has been lost; nobody waits for it."""
    door = state.door
    if chat_id in door.noted or chat_id in door.access.moved.values():
        return
    door.noted.add(chat_id)
    task = asyncio.create_task(_keep_member(chat_id, door))
    state.work.tasks.add(task)
    task.add_done_callback(state.work.tasks.discard)


async def _keep_member(chat_id: int, door: Door) -> None:
    failure = "it cannot be kept where the bot is"
    await write_if_possible(logger, failure, door.chats.note_member, chat_id)


async def _receive_message(
    message: Message, request: Request, door: Door, metrics: Metrics
) -> bool:
    chat_id, user_id = request.chat_id, request.sender_id
    if not door.access.may_ask_in(chat_id, user_id):
        if not request.is_edit:
            if request.question:
                metrics.count_question(QuestionOutcome.NOT_SERVED)
            await refuse(message, user_id, door)
        return False
    if message.media_group_id and message.caption is None and message.document is None:
        return False  # only one picture of an album has a caption
    if chat_id >= 0 and door.access.may_administer(user_id):
        return True  # an article comes in many messages
    is_question = not request.is_edit and _is_looked_for(request)
    if chat_id >= 0 and not request.is_edit and not is_question:
        return True  # a chat of one's own takes a message a second, and nobody else waits for it
    if not is_question:
        return await door.budgets.spend_touch(chat_id, user_id) is Spending.GRANTED
    spending = await door.budgets.spend_question(chat_id, user_id)
    if spending is not Spending.GRANTED:
        metrics.count_question(QuestionOutcome.LIMITED)
    if spending is Spending.REFUSED_FIRST and not request.is_remark:
        await send_quietly(lambda: send_reply(message, Reply(gettext(_TOO_MANY))))
    return spending is Spending.GRANTED


async def _hint(message: Message, request: Request, door: Door) -> None:
    """Tells an admin of the bot once in a while where the commands for admins work: with silence
    they seem to have been obeyed, and at each one it would be said to another bot's, too."""
    chat_id, user_id = request.chat_id, request.sender_id
    is_admin = door.access.may_administer(user_id) and door.access.may_ask_in(chat_id, user_id)
    if is_admin and await door.budgets.spend_hint(chat_id, user_id) is Spending.GRANTED:
        await send_quietly(lambda: send_reply(message, Reply(gettext(ONLY_PRIVATE))))


def _is_looked_for(request: Request) -> bool:
    """Whether the articles are searched; of all else there is only something to tell."""
    wording = request.wording
    if wording.command in SEARCHING:
        return bool(wording.words)
    said = find_small_talk(wording.question) if wording.question else None
    return bool(wording.question) and (said is None or bool(said.subject))


async def _receive_press(query: CallbackQuery, request: Request, door: Door) -> bool:
    # Below a message that was sent from inline mode there is no chat, but the one who pressed.
    chat_id, user_id = request.chat_id, request.sender_id
    if not door.access.may_ask_in(chat_id, user_id):
        notice = gettext(NOT_SERVED)
    elif chat_id >= 0 and door.access.may_administer(user_id):
        return True  # who turns the pages of a long list presses fast
    elif await _spend_press(query, chat_id, door.budgets) is not Spending.GRANTED:
        notice = gettext(_SLOWER)
    else:
        return True
    await send_quietly(lambda: call_with_retries(lambda: query.answer(notice, show_alert=True)))
    return False


async def _spend_press(query: CallbackQuery, chat_id: int, budgets: SharedBudgets) -> Spending:
    user_id = query.from_user.id
    kind = find_kind(query.data or "")
    if kind is None or kind.is_light:  # what is no button changes nothing
        return budgets.spend_press(user_id)
    return await budgets.spend_touch(chat_id, user_id)


async def _receive_inline(query: InlineQuery, door: Door) -> bool:
    if not door.access.may_ask_anywhere(query.from_user.id):
        await send_quietly(
            lambda: call_with_retries(lambda: query.answer([], cache_time=30, is_personal=True))
        )
        return False
    # What comes too fast is not answered: the letters after it ask anew.
    return await door.budgets.spend_touch(0, query.from_user.id) is Spending.GRANTED


async def _may_be_guest(request: Request, door: Door, metrics: Metrics) -> bool:
    chat_id, user_id = request.chat_id, request.sender_id
    if not request.is_from_person or not door.access.may_ask_as_guest(chat_id, user_id):
        return False
    is_granted = await door.budgets.spend_question(chat_id, user_id) is Spending.GRANTED
    if not is_granted:
        metrics.count_question(QuestionOutcome.LIMITED)
    return is_granted
