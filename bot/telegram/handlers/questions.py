"""What the bot does with questions."""

import logging
import time

from telegram import Message, TextQuote, Update
from telegram.error import BadRequest

from bot.answers.answer import MISSES, Answer
from bot.monitoring.metrics import QuestionOutcome
from bot.storage.answers import Asked
from bot.storage.repeated_questions import EarlierAnswer
from bot.telegram.handlers.repeated_questions import find_earlier, keep_earlier
from bot.telegram.handlers.replies import find_answer, look_up, make_reply
from bot.telegram.handlers.small_talk import introduce, reply_to_talk
from bot.telegram.incoming.context import Context
from bot.telegram.incoming.request import Request
from bot.telegram.messages.formatting import Part, Reply, join_parts
from bot.telegram.messages.keyboards import make_again_keyboard
from bot.telegram.messages.links import link_message
from bot.telegram.messages.silencing import reply_silently
from bot.telegram.outgoing.sending import edit_text, send_reply
from bot.telegram.outgoing.typing import show_if_slow
from bot.telegram.state import State
from bot.text.translation import gettext, gettext_noop

logger = logging.getLogger(__name__)

_ASK_USAGE = gettext_noop("Write your question after the command: {example}")
_ASKED_BEFORE = gettext_noop("This was asked here before:")
_EARLIER = gettext_noop("the answer")
_ABOVE = gettext_noop("This was asked here before. This is the answer.")


async def answer_message(update: Update, context: Context) -> None:
    """/ask, or any other message with a text or caption that asks the bot something."""
    question = context.request.question
    if question and (talk := await context.state.live.read_small_talk(question)):
        await reply_to_talk(talk, context)
        context.state.metrics.count_question(QuestionOutcome.SMALL_TALK)
    elif question:
        await _answer_question(question, context)
    elif question is not None and context.request.wording.command:
        await _explain_command(context)
    elif question is not None:
        await introduce(context)


async def _explain_command(context: Context) -> None:
    """How /ask is written, by what the articles of this chat answer."""
    openers = await context.state.live.find_openers(context.request.settings.folders)
    asked = next(iter((*openers.questions, *openers.titles)), "…")
    text = gettext(_ASK_USAGE).format(example=f"/ask {asked}")
    await send_reply(context.message, reply_silently(text))


async def answer_edited(update: Update, context: Context) -> None:
    """A question that was edited: its answer is edited, too; there is never a second one."""
    message, request, state = context.message, context.request, context.state
    question = request.question
    if not question:
        return
    conversations, chat_id = state.memory.conversations, message.chat.id
    answer_id = await conversations.find_answer(chat_id, message.message_id, message.date)
    asked = await conversations.find_answered(chat_id, answer_id) if answer_id else None
    if answer_id is None or asked is None or question == asked.question:
        return
    if await state.live.read_small_talk(question):
        return
    begun = time.perf_counter()
    answer = await find_answer(
        question, asked.follows, state, request.settings, message.date.date()
    )
    reply = await make_reply(answer, request, state, context.bot.username)
    await edit_text(chat_id, answer_id, reply, message)
    await conversations.change_question(chat_id, answer_id, question, answer.before)
    state.metrics.count_answer(answer.answered, time.perf_counter() - begun)
    await keep_earlier(request, answer_id, answer, state)


async def _answer_question(question: str, context: Context) -> None:
    message, request, state = context.message, context.request, context.state
    begun = time.perf_counter()
    before, asker_before = await _find_before(request, message, state)
    if request.is_remark:
        answer = await look_up(question, state, request.settings)
        if not answer.answered:
            return  # nobody has asked, and nobody sees that it was looked for
    else:
        finding = find_answer(question, before, state, request.settings, message.date.date())
        answer = await show_if_slow(message, finding, state.seconds_to_typing)
    _log(answer, time.perf_counter() - begun)
    await _keep_gap(answer, state)
    if _is_silent(answer, request):
        state.metrics.count_answer(answer.answered, time.perf_counter() - begun)
        return
    earlier = await find_earlier(request, answer, state)
    sent = await _point_to(earlier, message) if earlier else None
    is_new = sent is None
    if sent is None:
        target, quote = _find_target(message, request.marked)
        reply = await make_reply(answer, request, state, context.bot.username)
        sent = await send_reply(target, reply, quote)
    state.metrics.count_answer(answer.answered, time.perf_counter() - begun)
    asked = Asked(
        question,
        answer.before,
        request.sender_id,
        message.message_id,
        request.came_at,
        follows=before,
        follows_asker=asker_before,
        language=request.language,
    )
    await state.memory.conversations.remember(sent.chat.id, sent.message_id, asked)
    if is_new:
        await keep_earlier(request, sent.message_id, answer, state)


def _is_silent(answer: Answer, request: Request) -> bool:
    """Whether a group has asked to be left alone with what finds nothing."""
    is_miss = answer.outcome in MISSES
    return is_miss and request.settings.silent_misses and not request.is_private


def _log(answer: Answer, seconds: float) -> None:
    """A line about a question without any word of it."""
    outcome = "answered" if answer.answered else "not answered"
    logger.info(
        "%s in %.0f ms, confidence %.2f, %d quotes",
        *(outcome, 1000 * seconds, answer.confidence, len(answer.quotes)),
    )


async def _keep_gap(answer: Answer, state: State) -> None:
    if answer.outcome not in MISSES or not state.settings.keep_unanswered:
        return
    gaps = state.stores.gaps
    await gaps.outage.write_if_possible(gaps.keep, answer.question)


async def _point_to(earlier: EarlierAnswer, message: Message) -> Message | None:
    """A link to the earlier answer; where messages have no links, a reply to it, None if it is
    gone."""
    keyboard = make_again_keyboard()
    url = link_message(message.chat, earlier.message_id, earlier.topic)
    if url is None:
        try:
            above = Reply(gettext(_ABOVE), keyboard=keyboard)
            return await send_reply(message, above, target_id=earlier.message_id)
        except BadRequest as exc:
            if "not found" not in exc.message.lower():
                raise
            return None
    parts = [Part(gettext(_ASKED_BEFORE) + " "), Part(gettext(_EARLIER), "text_link", url)]
    return await send_reply(message, join_parts(parts, keyboard))


async def _find_before(
    request: Request, message: Message, state: State
) -> tuple[str | None, int | None]:
    """The question that this one may follow, and who asked it: that of the answer which it replies
    to, or else, in private, the one asked last."""
    replied = message.reply_to_message
    asked = None
    if replied is not None:
        asked = await state.memory.conversations.find_answered(message.chat.id, replied.message_id)
    elif request.is_private:
        asked = await state.memory.conversations.find_last(request.chat_id, request.sender_id)
    if asked is None:
        return None, None
    # Of a chain of follow-ups the first has the name that the others point back to.
    if asked.before:
        return asked.before, asked.follows_asker
    return asked.question, asked.asker_id


def _find_target(message: Message, marked: TextQuote | None) -> tuple[Message, TextQuote | None]:
    """The message to reply to, and what to quote of it: where a phrase was marked, the answer
    hangs on exactly that."""
    if message.reply_to_message and marked:
        return message.reply_to_message, marked
    return message, None
