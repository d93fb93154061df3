"""The same question again in a group: where it was answered, and until when that counts."""

import logging

from telegram import Message
from telegram.constants import ChatType

from bot.answers.answer import Answer
from bot.storage.background import read_or_default, write_if_possible
from bot.storage.repeated_questions import EarlierAnswer, find_same
from bot.telegram.state import State

logger = logging.getLogger(__name__)


async def find_earlier(message: Message, answer: Answer, state: State) -> EarlierAnswer | None:
    """The answer that the group of `message` has had lately to what has `answer`."""
    if message.chat.type == ChatType.PRIVATE or not answer.answered or answer.notes:
        return None
    place = message.chat.id, _find_topic(message), _find_sentence(answer)
    none: list[EarlierAnswer] = []
    failure, earlier = "earlier answers cannot be read", state.stores.earlier
    found = await read_or_default(logger, failure, none, earlier.list_of_sentence, *place)
    return find_same(await state.live.encode(answer.question), found) if found else None


async def keep_earlier(message: Message, answer_id: int, answer: Answer, state: State) -> None:
    """Keeps that message `answer_id`, in the chat and topic of `message`, shows the beginning of
    `answer` by now; whatever it showed before does not count any more."""
    if message.chat.type == ChatType.PRIVATE:
        return
    failure = "an answer cannot be kept for those who ask again"
    chat_id = message.chat.id
    if not answer.answered or answer.notes:
        await write_if_possible(logger, failure, state.stores.earlier.forget, chat_id, answer_id)
        return
    vector = await state.live.encode(answer.question)
    if state.memory.conversations.find_answered(chat_id, answer_id) is None:
        return  # removed or forgotten meanwhile
    kept = EarlierAnswer(answer_id, _find_topic(message), _find_sentence(answer), vector)
    await write_if_possible(logger, failure, state.stores.earlier.keep, chat_id, kept)


async def forget_earlier(message: Message, state: State) -> None:
    """Who asks the same again is not sent to `message`, which says something else by now."""
    if message.chat.type == ChatType.PRIVATE:
        return
    failure = "an earlier answer could not be forgotten"
    place = message.chat.id, message.message_id
    await write_if_possible(logger, failure, state.stores.earlier.forget, *place)


def _find_sentence(answer: Answer) -> str:
    """The sentence that answers best, by its passage and where in that it begins."""
    first = answer.quotes[0]
    return f"{first.passage.id}:{first.start + first.best[0] - first.passage.start}"


def _find_topic(message: Message) -> int:
    """The topic that `message` is in, 0 outside of topics."""
    return (message.message_thread_id or 0) if message.is_topic_message else 0
