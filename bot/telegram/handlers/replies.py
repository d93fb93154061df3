"""The message for an answer in one chat, with its buttons."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.answer import MISSES, Answer, AnswerOutcome
from bot.answers.notes import FoldersGone, FoldersUnread
from bot.storage.chats import ChatSettings
from bot.telegram.incoming.request import Request
from bot.telegram.messages.answers import quotes_on_page, render_answer, render_miss_shortly
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.keyboards import make_answer_keyboard, make_miss_keyboard
from bot.telegram.messages.passages import find_quote_neighbours
from bot.telegram.state import State


@dataclass(frozen=True, slots=True)
class Page:
    """Which quotes of an answer are shown: those on page `number`, counted from 0, the best first
    or, with `by_date`, the oldest first."""

    number: int = 0
    by_date: bool = False


async def make_reply(
    answer: Answer, request: Request, state: State, username: str, page: Page | None = None
) -> Reply:
    """The message for a page of `answer` in the chat of `request`; `username` is the bot's."""
    page = page or Page()
    is_private = request.is_private
    if answer.outcome in MISSES and not is_private:
        return render_miss_shortly(answer)
    opens_private = may_open_private(request, state)
    reply = render_answer(answer, page.number, page.by_date, username if opens_private else "")
    if not answer.answered:
        return replace(reply, keyboard=make_miss_keyboard(answer) if is_private else None)
    first = quotes_on_page(answer, page.number, page.by_date)[0]
    located = await asyncio.to_thread(state.live.find_passage, first.passage.id)
    neighbours = find_quote_neighbours(first, located)
    turns_here = is_private or not opens_private
    keyboard = make_answer_keyboard(
        answer, neighbours, username, page.number, page.by_date, turns_here
    )
    return replace(reply, keyboard=keyboard)


def may_open_private(request: Request, state: State) -> bool:
    """Whether all who read in the chat of `request` may be led into the private chat: each has to
    be somebody who may ask there."""
    return request.is_private or state.door.access.is_open


async def find_answer(
    question: str, before: str | None, state: State, settings: ChatSettings, today: date
) -> Answer:
    """The answer to `question`, asked on the day `today`, in a chat with these settings."""
    if settings.folders is not None and settings.folders.isdisjoint(state.live.folders):
        note = FoldersGone() if settings.is_read else FoldersUnread()
        return Answer(question, AnswerOutcome.NOT_UNDERSTOOD, 0.0, (), notes=(note,))
    answer = await state.live.answer(question, before, folders=settings.folders, today=today)
    return replace(answer, max_shown=settings.quotes)


async def look_up(words: str, state: State, settings: ChatSettings) -> Answer:
    """What there is on `words` that ask nothing, in a chat with these settings; not answered unless
    one passage has all of them."""
    answer = await state.live.look_up(words, settings.folders)
    return replace(answer, max_shown=settings.quotes)
