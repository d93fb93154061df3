"""What the bot does when a button is pressed."""

import asyncio
import logging

from telegram import CallbackQuery, Message, MessageEntity, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot import keyboards
from bot.addressing import command_question, find_question, message_text
from bot.aging import Age, check_age
from bot.feedback import FeedbackError
from bot.formatting import Reply
from bot.keyboards import make_answer_keyboard, make_reading_keyboard, make_sources_keyboard
from bot.memory import Asked
from bot.reading import find_neighbours, find_quote_neighbours, render_reading
from bot.reply import count_pages, count_source_pages, quotes_on_page, render_answer, render_sources
from bot.sending import deliver, edit_reply
from bot.state import State, state_of

logger = logging.getLogger(__name__)

_CHANGED = "The articles have changed since. Ask me again."
_FORGOTTEN = "I no longer know the question. Ask me again."
_NOT_YOURS = "Only who asked and the chat's admins can remove it."
_THANKS = "Thank you. It is counted without your name."
_COUNTED = "That is counted already."
_NOT_KEPT = "It could not be kept. The owner will find it in the log."
_UNCHANGED = "Unchanged: the article still says this, word for word."
_GONE = "Gone: no article says this or anything much like it any more."
_EDITED = "The article was edited since. It now says:"
_UNKNOWN = "I do not know this button any more."

_QUOTE_KINDS = (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE)
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Any button; the one who pressed it always gets an answer."""
    query = update.callback_query
    if query is None:
        return
    message, state = query.message, state_of(context)
    kind, _, about = (query.data or "").partition(":")
    notice: str | None = _UNKNOWN
    if isinstance(message, Message):
        username = context.bot.username
        if kind == keyboards.READ:
            notice = await _read(message, about, state)
        elif kind == keyboards.PAGE:
            notice = await _turn_page(message, about, state, username, context)
        elif kind in (keyboards.USEFUL, keyboards.USELESS):
            notice = await _vote(message, about, kind == keyboards.USEFUL, query, state)
        elif kind == keyboards.AGED:
            notice = await _check_age(message, about, state)
        elif kind == keyboards.REMOVE:
            notice = await _remove(message, query, state)
        elif kind == keyboards.SOURCES:
            notice = await _list_sources(message, about, state)
    await _answer_query(query, notice)


async def _read(message: Message, passage_id: str, state: State) -> str | None:
    index = state.live.index
    reading, neighbours = render_reading(index, passage_id), find_neighbours(index, passage_id)
    if reading is None or neighbours is None:
        return _CHANGED
    can_return = state.memory.find_answered(message.chat.id, message.message_id) is not None
    keyboard = make_reading_keyboard(neighbours, can_return or message.reply_to_message is not None)
    await edit_reply(message, Reply(reading.text, reading.entities, keyboard))
    return None


async def _turn_page(
    message: Message,
    about: str,
    state: State,
    username: str,
    context: ContextTypes.DEFAULT_TYPE,
) -> str | None:
    page, by_date = _read_page(about)
    asked = _recall(message, state, context)
    if asked is None:
        return _FORGOTTEN
    answer = await state.live.answer(asked.question, asked.before)
    if page >= count_pages(answer):
        return _CHANGED
    reply = render_answer(answer, page, by_date)
    first = quotes_on_page(answer, page, by_date)[0]
    keyboard = make_answer_keyboard(
        answer,
        find_quote_neighbours(state.live.index, first),
        username,
        page,
        by_date,
        is_private=message.chat.type == ChatType.PRIVATE,
    )
    await edit_reply(message, Reply(reply.text, reply.entities, keyboard))
    return None


def _read_page(about: str) -> tuple[int, bool]:
    """The page and whether quotes come by date."""
    page, _, by_date = about.partition(":")
    is_number = page.isascii() and page.isdigit() and len(page) < 4
    return int(page) if is_number else 0, by_date == "1"


async def _vote(
    message: Message, about: str, is_useful: bool, query: CallbackQuery, state: State
) -> str:
    passage_id = about.partition(":")[0]
    if state.live.index.find_row(passage_id) is None:
        return _CHANGED
    vote = (1, 0) if is_useful else (0, 1)
    key = (message.chat.id, message.message_id, passage_id)
    change = state.votes.change(key, query.from_user.id, vote)
    if change is None:
        return _COUNTED
    try:
        await asyncio.to_thread(state.feedback.change, passage_id, *change)
    except FeedbackError as exc:
        logger.error("feedback cannot be kept: %s", exc)
        return _NOT_KEPT
    return _THANKS


async def _check_age(message: Message, about: str, state: State) -> str | None:
    passage_id, _, article_mark = about.partition(":")
    quoted = _find_quoted(message)
    if quoted is None:
        return _UNKNOWN
    aged = await asyncio.to_thread(check_age, state.live.index, passage_id, article_mark, quoted)
    if aged.age is Age.UNCHANGED:
        return _UNCHANGED
    if aged.passage is None:
        return _GONE
    index = state.live.index
    reading = render_reading(index, aged.passage.id)
    neighbours = find_neighbours(index, aged.passage.id)
    if reading is None or neighbours is None:
        return _CHANGED
    above = f"{_EDITED}\n"
    moved = tuple(MessageEntity.shift_entities(len(above), reading.entities))
    keyboard = make_reading_keyboard(neighbours, can_return=message.reply_to_message is not None)
    is_private = message.chat.type == ChatType.PRIVATE
    await edit_reply(message, Reply(above + reading.text, moved, keyboard if is_private else None))
    return None


def _find_quoted(message: Message) -> str | None:
    """The words of the first quote in the message itself."""
    for entity, text in message.parse_entities().items():
        if entity.type in _QUOTE_KINDS:
            return text
    return None


async def _remove(message: Message, query: CallbackQuery, state: State) -> str | None:
    if not await _may_remove(message, query, state):
        return _NOT_YOURS
    try:
        await deliver(message.delete)
    except BadRequest as exc:
        logger.info("an answer could not be removed: %s", exc.message)
        return "Telegram does not let me remove it any more."
    state.memory.forget(message.chat.id, message.message_id)
    return None


async def _may_remove(message: Message, query: CallbackQuery, state: State) -> bool:
    if message.chat.type == ChatType.PRIVATE:
        return True
    user_id = query.from_user.id
    asked = state.memory.find_answered(message.chat.id, message.message_id)
    question = message.reply_to_message
    asker = question.from_user.id if question and question.from_user else None
    if user_id in (asked.asker_id if asked else None, None if asked else asker):
        return True
    member = await deliver(lambda: message.chat.get_member(user_id))
    return member.status in _ADMINS


async def _list_sources(message: Message, about: str, state: State) -> str | None:
    page, _ = _read_page(about)
    articles = state.live.articles
    pages = count_source_pages(articles)
    page = min(page, pages - 1)
    listed = render_sources(articles, page)
    keyboard = make_sources_keyboard(page, pages)
    await edit_reply(message, Reply(listed.text, listed.entities, keyboard))
    return None


def _recall(message: Message, state: State, context: ContextTypes.DEFAULT_TYPE) -> Asked | None:
    """What the answer `message` answers: remembered, or read off the message it replies to."""
    asked = state.memory.find_answered(message.chat.id, message.message_id)
    replied = message.reply_to_message
    if asked is not None or replied is None:
        return asked
    bot = context.bot.bot
    is_command = message_text(replied).startswith("/")
    question = (command_question if is_command else find_question)(replied, bot)
    if not question:
        question = message_text(replied).strip()
    asker = replied.from_user.id if replied.from_user else None
    return Asked(question, None, asker, replied.message_id, 0.0) if question else None


async def _answer_query(query: CallbackQuery, notice: str | None) -> None:
    try:
        await deliver(lambda: query.answer(notice, show_alert=notice is not None))
    except TelegramError as exc:
        # Its time runs out after some seconds; what the button did is seen all the same.
        logger.debug("a button press could not be answered: %s", exc)
