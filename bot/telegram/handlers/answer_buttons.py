"""What the buttons below an answer do.

Each function returns what to tell the one who pressed, not yet translated; None if nothing.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from telegram import Message, MessageEntity, User
from telegram.error import BadRequest

from bot.answers.quote_status import QuoteStatus
from bot.storage.answers import Asked
from bot.storage.background import write_if_possible
from bot.telegram.handlers.presses import UNKNOWN, Press, pressed
from bot.telegram.handlers.repeated_questions import forget_earlier, keep_earlier
from bot.telegram.handlers.replies import Page, find_answer, make_reply, may_open_private
from bot.telegram.incoming.addressing import read_wording
from bot.telegram.incoming.admins import is_chat_admin
from bot.telegram.incoming.request import Request
from bot.telegram.messages.answers import count_pages
from bot.telegram.messages.callback_data import (
    CheckQuote,
    ReadPassage,
    RemoveReply,
    ShowMore,
    TurnPage,
    TurnSources,
    Vote,
    is_marked,
)
from bot.telegram.messages.keyboards import make_removing_keyboard, turn_keyboard
from bot.telegram.messages.passages import open_passage
from bot.telegram.messages.sources import SOURCES_ON_A_PAGE, open_sources
from bot.telegram.outgoing.sending import call_with_retries, edit_keyboard, edit_reply
from bot.telegram.state import State
from bot.text.cleaning import clean_text
from bot.text.translation import gettext, gettext_noop, use_language

logger = logging.getLogger(__name__)

_CHANGED = gettext_noop("The articles have changed since. Ask me again.")
_FORGOTTEN = gettext_noop("I no longer know the question. Ask me again.")
_NOT_YOURS = gettext_noop("Only the person who asked and the chat's admins can remove it.")
_THANKS = gettext_noop("Thank you. It is counted without your name.")
_COUNTED = gettext_noop("That is counted already.")
_NOT_KEPT = gettext_noop("It could not be saved. The owner will find the reason in the log.")
_UNCHANGED = gettext_noop("Unchanged: the article still says this, word for word.")
_GONE = gettext_noop("Gone: the article no longer says this, nor anything much like it.")
_EDITED = gettext_noop("The article was edited since. It now says:")
_NOT_REMOVED = gettext_noop("Telegram does not let me remove it any more.")

_JUST_NOW = timedelta(seconds=2)
"""Since an answer was sent, as Telegram dates it, in whole seconds."""
_LOOKS = 20
_SECONDS_BETWEEN_LOOKS = 0.02

_QUOTE_KINDS = (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE)


async def read_on(press: Press[ReadPassage]) -> str | None:
    """Turns the message to a passage."""
    message, state = press.message, press.state
    asked = await _recall(message, state, press.bot.bot)
    settings = press.request.settings
    _keep_language(press.request, asked)
    located = await asyncio.to_thread(state.live.find_passage, press.data.passage_id)
    reading = open_passage(located, asked is not None, settings.folders)
    if reading is None:
        return _CHANGED
    await edit_reply(message, reading)
    await forget_earlier(press.request, message.message_id, state)
    return None


async def turn_page(press: Press[TurnPage]) -> str | None:
    """Turns the message to another page of the answer, or to its order by date and back."""
    message, state = press.message, press.state
    page = Page(press.data.page, press.data.by_date)
    asked = await _recall(message, state, press.bot.bot)
    if asked is None:
        return _FORGOTTEN
    settings = press.request.settings
    today = message.date.date()  # the answer's, of the day on which it was asked for
    answer = await find_answer(asked.question, asked.before, state, settings, today)
    if page.number >= max(1, count_pages(answer)):
        return _CHANGED
    _keep_language(press.request, asked)
    reply = await make_reply(answer, press.request, state, press.bot.username, page)
    await edit_reply(message, reply)
    if page.number:
        await forget_earlier(press.request, message.message_id, state)
    else:
        await keep_earlier(press.request, message.message_id, answer, state)
    return None


async def show_more(press: Press[ShowMore]) -> str | None:
    """Opens the rarer buttons in the place of the last row, or closes them. Nothing is looked for:
    the button carries what there is to know."""
    message, state, data = press.message, press.state, press.data
    asked = await _find_asked(message, state)
    _keep_language(press.request, asked)
    located = await asyncio.to_thread(state.live.find_passage, data.passage_id)
    before = None
    if located is not None:
        before = data.passage_id if data.begins_inside else located.before
    turns_here = press.request.is_private or not may_open_private(press.request, state)
    keyboard = turn_keyboard(message.reply_markup, data, before, press.bot.username, turns_here)
    if keyboard:
        await edit_keyboard(message, keyboard)
    return None


async def vote(press: Press[Vote]) -> str:
    """Counts a 👍 or 👎 for the passage that is quoted first, once for each user."""
    message, state, passage_id = press.message, press.state, press.data.passage_id
    if await asyncio.to_thread(state.live.find_passage, passage_id) is None:
        return _CHANGED
    vote = (1, 0) if press.data.is_useful else (0, 1)
    key = (message.chat.id, message.message_id, passage_id)
    votes, feedback = state.memory.votes, state.stores.feedback
    change = votes.change(key, press.query.from_user.id, vote)
    if change is None:
        return _COUNTED
    added = passage_id, *change
    if await write_if_possible(logger, "feedback cannot be kept", feedback.change, *added):
        return _THANKS
    votes.change(key, press.query.from_user.id, (vote[0] - change[0], vote[1] - change[1]))
    return _NOT_KEPT


async def look_again(press: Press[CheckQuote]) -> str | None:
    """Checks whether the quoted words still stand in their article; if they were edited,
    the message shows what the article says now."""
    message, state = press.message, press.state
    quoted = _find_quoted(message)
    if quoted is None:
        return UNKNOWN
    article = await state.live.find_marked(partial(is_marked, press.data.article_mark))
    settings = press.request.settings
    checked = await state.live.check_quote(
        quoted, article.id if article else None, clean_text, settings.folders
    )
    if checked.status is QuoteStatus.UNCHANGED:
        return _UNCHANGED
    if checked.passage is None:
        return _GONE
    can_return = message.reply_to_message is not None
    asked = await _find_asked(message, state)
    _keep_language(press.request, asked)
    located = await asyncio.to_thread(state.live.find_passage, checked.passage.id)
    reading = open_passage(located, can_return, settings.folders, gettext(_EDITED))
    if reading is None:
        return _CHANGED
    if not press.request.is_private:
        reading = replace(reading, keyboard=make_removing_keyboard())
    await edit_reply(message, reading)
    await forget_earlier(press.request, message.message_id, state)
    return None


async def remove(press: Press[RemoveReply]) -> str | None:
    """Removes the answer, for who asked and for admins of the chat."""
    message, state = press.message, press.state
    if not await _may_remove(press):
        return _NOT_YOURS
    try:
        await call_with_retries(message.delete)
    except BadRequest as exc:
        # Not found: gone already, perhaps by a try whose answer got lost.
        if "not found" not in exc.message.lower():
            logger.info("an answer could not be removed: %s", exc.message)
            return _NOT_REMOVED
    await state.memory.conversations.forget(message.chat.id, message.message_id)
    await forget_earlier(press.request, message.message_id, state)
    return None


async def turn_sources(press: Press[TurnSources]) -> str | None:
    """Turns the list of articles to another page."""
    folders = press.request.settings.folders
    page = await press.state.live.list_articles(press.data.page, SOURCES_ON_A_PAGE, folders)
    await edit_reply(press.message, open_sources(page))
    return None


async def _find_asked(message: Message, state: State) -> Asked | None:
    """What the answer `message` answers, if that is remembered. A press may be faster than what
    follows on sending the answer: of one that has just been sent it is waited for."""
    find = partial(state.memory.conversations.find_answered, message.chat.id, message.message_id)
    looks = _LOOKS if datetime.now(UTC) - message.date < _JUST_NOW else 0
    while (asked := await find()) is None and looks:
        looks -= 1
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
    return asked


async def _recall(message: Message, state: State, bot: User) -> Asked | None:
    """What the answer `message` answers: remembered, or read off the message it replies to."""
    asked = await _find_asked(message, state)
    replied = message.reply_to_message
    if asked is not None or replied is None:
        return asked
    # Where a phrase was marked in the message, that was the question.
    marked = message.quote.text.strip() if message.quote else None
    question = marked or read_wording(replied, bot).question
    return Asked(question, None, None, replied.message_id, 0.0) if question else None


def _keep_language(request: Request, asked: Asked | None) -> None:
    """What many read stays in the language of who asked, whoever presses its buttons."""
    is_shared = not request.is_private and request.settings.language is None
    if is_shared and asked and asked.language:
        use_language(asked.language)


def _find_quoted(message: Message) -> str | None:
    """The words of the first quote in the message itself; None if there is none, also where an
    entity has no text to lie in."""
    units = (message.text or "").encode("utf-16-le")
    for entity in message.entities:
        if entity.type in _QUOTE_KINDS:
            quoted = units[2 * entity.offset : 2 * (entity.offset + entity.length)]
            return quoted.decode("utf-16-le", "replace") or None
    return None


async def _may_remove(press: Press[RemoveReply]) -> bool:
    if press.request.is_private:
        return True
    message, user_id = press.message, press.request.sender_id
    asked = await press.state.memory.conversations.find_answered(
        message.chat.id, message.message_id
    )
    question = message.reply_to_message
    # The message that a marked phrase is in is somebody else's.
    is_askers = question is not None and message.quote is None
    asker = question.from_user if question and is_askers else None
    if user_id == (asked.asker_id if asked else asker and asker.id):
        return True
    return await is_chat_admin(message.chat, user_id)


BUTTONS = (
    pressed(ReadPassage, read_on),
    pressed(TurnPage, turn_page),
    pressed(ShowMore, show_more),
    pressed(Vote, vote),
    pressed(CheckQuote, look_again),
    pressed(RemoveReply, remove),
    pressed(TurnSources, turn_sources),
)
