"""When "typing" is shown: by what is awaited, no clock."""

import asyncio
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from telegram import Chat, Message
from telegram.constants import ChatType
from telegram.error import TimedOut

from bot.telegram.outgoing.typing import show_if_slow

_HOURS = 10_000.0


class _Question(Message):
    """Notes what is shown in its chat, which takes until `taken`."""

    __slots__ = ()
    log: ClassVar[list[str]] = []
    taken: ClassVar[asyncio.Event]
    error: ClassVar[Exception | None] = None

    async def reply_chat_action(self, *_args: Any, **_kwargs: Any) -> bool:
        self.log.append("typing begins")
        await self.taken.wait()
        if self.error:
            raise self.error
        self.log.append("typing ends")
        return True


@pytest.fixture
def question() -> _Question:
    _Question.log.clear()
    _Question.error, _Question.taken = None, asyncio.Event()
    return _Question(1, datetime.now(UTC), Chat(1, ChatType.PRIVATE))


async def _find(ready: asyncio.Event) -> str:
    await ready.wait()
    _Question.log.append("found")
    return "an answer"


async def _rest() -> None:
    """Until all that can go on has."""
    for _ in range(10):
        await asyncio.sleep(0)


def test_what_is_there_at_once_is_not_announced(question: _Question) -> None:
    async def run() -> None:
        ready = asyncio.Event()
        ready.set()
        question.taken.set()
        assert await show_if_slow(question, _find(ready), _HOURS) == "an answer"
        await _rest()
        assert question.log == ["found"]

    asyncio.run(run())


def test_what_is_slow_is_announced_and_comes_after_that(question: _Question) -> None:
    async def run() -> None:
        ready = asyncio.Event()
        answering = asyncio.create_task(show_if_slow(question, _find(ready), 0))
        await _rest()
        assert question.log == ["typing begins"]
        ready.set()
        await _rest()
        assert not answering.done(), "Telegram may take it after the answer"
        question.taken.set()
        assert await answering == "an answer"
        assert question.log == ["typing begins", "found", "typing ends"]

    asyncio.run(run())


def test_what_cannot_be_shown_costs_no_answer(question: _Question) -> None:
    async def run() -> None:
        _Question.error = TimedOut()
        ready = asyncio.Event()
        answering = asyncio.create_task(show_if_slow(question, _find(ready), 0))
        await _rest()
        question.taken.set()
        ready.set()
        assert await answering == "an answer"

    asyncio.run(run())


def test_nothing_is_announced_that_is_not_looked_for_any_more(question: _Question) -> None:
    async def run() -> None:
        answering = asyncio.create_task(show_if_slow(question, _find(asyncio.Event()), 0))
        await _rest()
        answering.cancel()
        await asyncio.gather(answering, return_exceptions=True)
        assert answering.cancelled()
        question.taken.set()
        await _rest()
        assert question.log == ["typing begins"]

    asyncio.run(run())


def test_an_error_is_the_askers(question: _Question) -> None:
    async def fail() -> str:
        await _rest()
        raise ValueError("here")

    async def run() -> None:
        question.taken.set()
        with pytest.raises(ValueError, match="here"):
            await show_if_slow(question, fail(), 0)

    asyncio.run(run())
