"""The same question again in a group: where it was answered, and until when that counts."""

from bot.answers.answer import Answer
from bot.storage.repeated_questions import EarlierAnswer, find_same
from bot.telegram.incoming.request import Request
from bot.telegram.state import State


async def find_earlier(request: Request, answer: Answer, state: State) -> EarlierAnswer | None:
    """The answer that the group of `request` has had lately to what has `answer`."""
    if request.is_private or not answer.answered or answer.notes:
        return None
    place = request.chat_id, request.topic, _find_sentence(answer)
    none: list[EarlierAnswer] = []
    earlier = state.stores.earlier
    found = await earlier.outage.read_or_default(none, earlier.list_of_sentence, *place)
    return find_same(await state.live.encode(answer.question), found) if found else None


async def keep_earlier(request: Request, answer_id: int, answer: Answer, state: State) -> None:
    """Keeps that message `answer_id`, in the chat and topic of `request`, shows the beginning of
    `answer` by now; whatever it showed before does not count any more."""
    if request.is_private:
        return
    chat_id, earlier = request.chat_id, state.stores.earlier
    if not answer.answered or answer.notes:
        await earlier.outage.write_if_possible(earlier.forget, chat_id, answer_id)
        return
    vector = await state.live.encode(answer.question)
    async with state.door.lock(chat_id):
        if await state.memory.conversations.find_answered(chat_id, answer_id) is None:
            return  # removed or forgotten meanwhile
        kept = EarlierAnswer(answer_id, request.topic, _find_sentence(answer), vector)
        await earlier.outage.write_if_possible(earlier.keep, chat_id, kept)


async def forget_earlier(request: Request, message_id: int, state: State) -> None:
    """Who asks the same again is not sent to message `message_id`: that says something else by
    now."""
    if request.is_private:
        return
    earlier = state.stores.earlier
    await earlier.outage.write_if_possible(earlier.forget, request.chat_id, message_id)


def _find_sentence(answer: Answer) -> str:
    """The sentence that answers best, by its passage and where in that it begins."""
    first = answer.quotes[0]
    return f"{first.passage.id}:{first.start + first.best[0] - first.passage.start}"
