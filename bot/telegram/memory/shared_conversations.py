"""Conversations of several bots that answer together: which of them has answered a question is
nothing that anybody should notice."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import ParamSpec, TypeVar

from bot.storage.answers import AnswerStore, Asked
from bot.storage.background import Outage
from bot.telegram.memory.conversations import Conversations

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_UNKNOWN = "what bots have answered cannot be read, kept or forgotten for all of them"
_KNOWN = "bots know again what others have answered"

_MAY_BE_UNDER_WAY = timedelta(seconds=20)
"""Since a question was asked: so long another bot may be about to answer it."""
_LOOKS = 10
_SECONDS_BETWEEN_LOOKS = 0.2


class SharedConversations:
    """`own` are what this process remembers: all there is without a `store`. With one they are not
    used, so that what is forgotten is forgotten by all; while that is away, nothing is remembered,
    as after a restart, of which there is one line in the log, and one when it is back."""

    def __init__(self, own: Conversations, store: AnswerStore | None = None) -> None:
        self._own = own
        self._store = store
        self._outage = Outage(logger, _UNKNOWN, _KNOWN)

    async def remember(self, chat_id: int, answer_id: int, asked: Asked) -> None:
        """As that of `Conversations`."""
        if self._store is None:
            self._own.remember(chat_id, answer_id, asked)
        else:
            await self._write(self._store.remember, chat_id, answer_id, asked)

    async def find_answered(self, chat_id: int, answer_id: int) -> Asked | None:
        """As that of `Conversations`."""
        if self._store is None:
            return self._own.find_answered(chat_id, answer_id)
        return await self._read(self._store.find_answered, chat_id, answer_id)

    async def find_answer(self, chat_id: int, question_id: int, asked_at: datetime) -> int | None:
        """As that of `Conversations`. Of a question that was asked a moment ago another process may
        be about to send the answer: it is waited for, some seconds."""
        if self._store is None:
            return self._own.find_answer(chat_id, question_id)
        looks = _LOOKS if datetime.now(UTC) - asked_at < _MAY_BE_UNDER_WAY else 0
        while (found := await self._read(self._store.find_answer, chat_id, question_id)) is None:
            if not looks:
                break
            looks -= 1
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        return found

    async def find_last(self, chat_id: int, asker_id: int) -> Asked | None:
        """As that of `Conversations`."""
        if self._store is None:
            return self._own.find_last(chat_id, asker_id)
        return await self._read(self._store.find_last, chat_id, asker_id)

    async def forget(self, chat_id: int, answer_id: int) -> None:
        """As that of `Conversations`."""
        if self._store is None:
            self._own.forget(chat_id, answer_id)
        else:
            await self._write(self._store.forget, chat_id, answer_id)

    async def forget_chat(self, chat_id: int) -> bool:
        """As that of `Conversations`; whether all could be forgotten."""
        if self._store is not None:
            return await self._write(self._store.forget_chat, chat_id)
        self._own.forget_chat(chat_id)
        return True

    async def forget_asker(self, asker_id: int) -> bool:
        """As that of `Conversations`; whether all could be forgotten."""
        if self._store is not None:
            return await self._write(self._store.forget_asker, asker_id)
        self._own.forget_asker(asker_id)
        return True

    async def change_question(
        self, chat_id: int, answer_id: int, question: str, before: str | None
    ) -> None:
        """As that of `Conversations`."""
        if self._store is None:
            self._own.change_question(chat_id, answer_id, question, before)
        else:
            await self._write(self._store.change_question, chat_id, answer_id, question, before)

    async def _read(
        self, read: Callable[P, T | None], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        return await self._outage.read_or_default(None, read, *args, **kwargs)

    async def _write(self, write: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> bool:
        return await self._outage.write_if_possible(write, *args, **kwargs)
