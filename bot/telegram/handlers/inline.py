"""Look-ups in other chats: inline mode, and guest mode in groups where the bot is no member."""

import logging
import re
import time
from collections.abc import Sequence
from datetime import date

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.error import BadRequest

from bot.answers.answer import MISSES, Answer, Quote
from bot.telegram.handlers.replies import find_answer
from bot.telegram.incoming.context import Context
from bot.telegram.messages.answers import render_answer, render_miss_shortly, render_quote
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.keyboards import make_found_keyboard
from bot.telegram.outgoing.sending import call_with_retries, send_quietly
from bot.text.citations import cut_name, source_title
from bot.text.misses import AWAY
from bot.text.translation import gettext, gettext_noop
from embeddings import StoreError

logger = logging.getLogger(__name__)

_RESULTS_ON_A_PAGE = 6
"""About as many as a phone shows; the next ones are asked for when somebody scrolls, and most go on
typing instead."""
_MAX_RESULTS = 20
_OFFSET = re.compile("[0-9]{1,2}")
"""Ours; a stranger's may be anything."""
_CACHE_SECONDS = 30
"""Telegram answers from its cache for as long; a rebuild shows within a minute."""

_SHARE_WHILE_TYPING = 0.2
"""Of the confidence that an answer needs: who types has not finished, and chooses."""

_MAX_TITLE_CHARACTERS = 100
_MAX_DESCRIPTION_CHARACTERS = 200
_HOW_TO = gettext_noop("Type a question or the words you look for")
_HOW_TO_TEXT = gettext_noop(
    """\
To look something up in any chat, write @{username} and what you look for, then choose a quote."""
)
_WHERE_QUOTES_APPEAR = gettext_noop("The quotes that I find appear here.")
_NOTHING = gettext_noop("Nothing found")
_ASK_IN_PRIVATE = gettext_noop("Nothing found. Ask me in private")


async def answer_inline(update: Update, context: Context) -> None:
    """Passages for what was typed so far."""
    query = update.inline_query
    if query is None:
        return
    text, username = query.query.strip(), context.bot.username
    first = int(query.offset) if _OFFSET.fullmatch(query.offset) else 0
    last = first + _RESULTS_ON_A_PAGE
    try:
        # One more than are shown tells whether there are more.
        quotes = await _find_quotes(text, last + 1, context) if text else []
    except StoreError:
        await _answer(query, [_make_away()], cache_time=0)
        raise
    is_open = context.state.door.access.is_open
    found = [_make_result(quote, username, is_open) for quote in quotes[first:last]]
    results = found if text else [_make_help(username)]
    button = None
    if not results and not first:
        button = InlineQueryResultsButton(gettext(_ASK_IN_PRIVATE), start_parameter="ask")
    await _answer(
        query,
        results,
        cache_time=_CACHE_SECONDS,
        next_offset=str(last) if len(quotes) > last else "",
        button=button,
    )


async def _answer(
    query: InlineQuery,
    results: Sequence[InlineQueryResultArticle],
    *,
    cache_time: int,
    next_offset: str = "",
    button: InlineQueryResultsButton | None = None,
) -> None:
    try:
        await call_with_retries(
            lambda: query.answer(
                results,
                cache_time=cache_time,
                # Another user may search other folders and speak another language.
                is_personal=True,
                next_offset=next_offset,
                button=button,
            )
        )
    except BadRequest as exc:
        # Who goes on typing has asked anew meanwhile.
        logger.debug("an inline query could not be answered: %s", exc.message)


async def _find_quotes(text: str, wanted: int, context: Context) -> list[Quote]:
    """The first `wanted` quotes, of which none has words of another, at most `_MAX_RESULTS`; the
    first ones are the same, however many are wanted."""
    state = context.state
    if await state.live.read_small_talk(text):
        return []
    enough = _SHARE_WHILE_TYPING * state.settings.min_confidence
    # As in private: what is searched there, is searched for quotes to take elsewhere.
    folders = context.request.settings.folders
    # Two questions may be answered by the same words: then fewer than were asked for are left, and
    # all are asked for, so that each page goes on where the one before it ended.
    for count in sorted({min(wanted, _MAX_RESULTS), _MAX_RESULTS}):
        answer = await state.live.answer_typed(text, enough, count, folders, date.today())
        found = answer.quotes if answer.answered else ()
        quotes = _drop_repeated(found)
        if len(quotes) >= wanted or len(found) < count:
            break
    return quotes[:wanted]


def _drop_repeated(quotes: Sequence[Quote]) -> list[Quote]:
    """The `quotes` without those that have words of one before them: two questions may be answered
    by the same."""
    kept: list[Quote] = []
    for quote in quotes:
        if not any(map(quote.overlaps, kept)):
            kept.append(quote)
    return kept


async def answer_guest(update: Update, context: Context) -> None:
    """One quoted answer where the bot is no member."""
    message, state = update.guest_message, context.state
    if message is None or message.guest_query_id is None:
        return
    request, username = context.request, context.bot.username
    query_id = message.guest_query_id
    result, answer = _make_help(username), None
    question = request.question
    begun = time.perf_counter()
    if question and not await state.live.read_small_talk(question):
        try:
            answer = await find_answer(question, None, state, request.settings, message.date.date())
        except StoreError:
            await send_quietly(lambda: context.bot.answer_guest_query(query_id, _make_away()))
            raise
        result = _make_guest_result(answer, username, state.door.access.is_open)
    try:
        await call_with_retries(lambda: context.bot.answer_guest_query(query_id, result))
    except BadRequest as exc:
        # There is nobody to apologise to where the bot is no member.
        logger.warning("a guest's question could not be answered: %s", exc.message)
        return
    if answer is not None:
        state.metrics.count_answer(answer.answered, time.perf_counter() - begun)


def _make_guest_result(answer: Answer, username: str, is_open: bool) -> InlineQueryResultArticle:
    if answer.answered:
        return _make_result(answer.quotes[0], username, is_open)
    miss = render_miss_shortly(answer) if answer.outcome in MISSES else render_answer(answer)
    return InlineQueryResultArticle("nothing", gettext(_NOTHING), _make_content(miss))


def _make_result(quote: Quote, username: str, is_open: bool) -> InlineQueryResultArticle:
    """A quote to choose. Its title leads into the private chat only where everybody may ask: who
    reads it in the other chat is not known."""
    description = cut_name(quote.text, _MAX_DESCRIPTION_CHARACTERS)
    return InlineQueryResultArticle(
        id=f"{quote.passage.id}:{quote.start}",
        title=source_title(quote.article, _MAX_TITLE_CHARACTERS),
        description=description,
        input_message_content=_make_content(render_quote(quote, username if is_open else "")),
        reply_markup=make_found_keyboard(quote, username),
    )


def _make_help(username: str) -> InlineQueryResultArticle:
    text = gettext(_HOW_TO_TEXT).format(username=username)
    return InlineQueryResultArticle(
        id="help",
        title=gettext(_HOW_TO),
        description=gettext(_WHERE_QUOTES_APPEAR),
        input_message_content=_make_content(Reply(text)),
    )


def _make_away() -> InlineQueryResultArticle:
    """What a message would be answered where the articles cannot be searched."""
    told = gettext(AWAY)
    return InlineQueryResultArticle("away", told, _make_content(Reply(told)))


def _make_content(reply: Reply) -> InputTextMessageContent:
    return InputTextMessageContent(
        reply.text,
        entities=reply.entities,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
