"""Updates beside each other, so that no chat takes another's turn and memory stays bounded."""

import asyncio
import inspect
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    nullcontext,
    suppress,
)
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from telegram import CallbackQuery, InlineQuery, Update
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

from bot.indexing.turns import name_asker
from bot.monitoring.logs import name_question
from bot.telegram.incoming.keeping import Keeper
from bot.telegram.incoming.request import Request, use_request
from bot.telegram.outgoing.answering import call_when_answered

logger = logging.getLogger(__name__)

_MAX_AT_ONCE = 1000
_MAX_OF_ONE_CHAT = 40
_MAX_OF_ONE_SENDER = 15
"""Updates under way; more are a flood, and nobody waits for it."""
_POST_DROPPED = "a post of a channel is left to the next export: %d others are not dealt with yet"
_NO_MESSAGE = 0
"""In the place of a message's id, of which none is 0."""
_MAX_LET_GO = 8
"""Buttons of a flood that are answered at once: each takes a connection from who is served."""


class FairProcessor(BaseUpdateProcessor):
    """Drops what one sender or chat asks beyond its share, and what all ask beyond what can be
    kept, and of channels' posts as well; nothing of `admins`, and no news of the bot's chats, which
    are few. Of what somebody types in inline mode only the newest is gone on with: it is all that
    he waits for. `keeper` is told what is dealt with: all but what is cancelled at the end;
    `count_dropped` is called at each question that is dropped."""

    def __init__(
        self, admins: frozenset[int], keeper: Keeper, count_dropped: Callable[[], None]
    ) -> None:
        # Room for all that is kept: what waits for the base class's turn is not counted.
        super().__init__(2 * _MAX_AT_ONCE)
        self._admins = admins
        self._keeper = keeper
        self._count_dropped = count_dropped
        self._under_way: Counter[Hashable] = Counter()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._letting_go: set[asyncio.Task[Any]] = set()
        self._typed: dict[int, asyncio.Task[Any]] = {}
        self._is_cancelled = False
        self._turns: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Processes an update, or drops it."""
        if not isinstance(update, Update):
            await coroutine
            return
        name_question(update.update_id)
        request = self._keeper.take_request(update)
        if self._is_cancelled or request is None or self._needs_nothing(request):
            _close(coroutine)
            return
        use_request(request)
        name_asker(_find_asker(request))
        limits = self._find_limits(update, request)
        if any(self._under_way[key] >= most for key, most in limits.items()):
            if request.post:
                logger.warning(_POST_DROPPED, _MAX_AT_ONCE)
            else:
                logger.debug("dropped an update of a flood")
            if request.question:
                self._count_dropped()
            _close(coroutine)
            self._keeper.note_dealt_with(update.update_id)
            if update.callback_query and len(self._letting_go) < _MAX_LET_GO:
                await self._let_go(update.callback_query)
            return
        self._under_way.update(limits.keys())
        call_when_answered(partial(self._keeper.note_dealt_with, update.update_id))
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            async with (
                self._take_turn(update, request),
                self._take_place(update.inline_query, task),
            ):
                await coroutine
            self._keeper.note_dealt_with(update.update_id)
        finally:
            _close(coroutine)  # if it was not its turn before the end
            self._tasks.discard(task)
            for key in limits:
                self._under_way[key] -= 1
                if not self._under_way[key]:
                    del self._under_way[key]

    def _needs_nothing(self, request: Request) -> bool:
        """As `Request.needs_nothing`, but for what only admins are told."""
        is_hinted = request.is_bare_admin_command and request.sender_id in self._admins
        return request.needs_nothing and not is_hinted

    def _take_turn(self, update: Update, request: Request) -> AbstractAsyncContextManager[None]:
        """A message and its edits, one after the other: nothing is awaited before, so that they are
        in the order in which they came, and an edit finds the answer that it is to change. So is
        what the bot becomes in a chat, of which the last counts."""
        if update.my_chat_member:
            return self._find_turn((request.chat_id, _NO_MESSAGE))
        message = request.post or request.message
        is_silent = not (request.post or request.wording.is_addressed)
        if message is None or request.is_guest or is_silent:
            return nullcontext()
        return self._find_turn((request.chat_id, message.message_id))

    def _find_turn(self, key: tuple[int, int]) -> asyncio.Lock:
        return self._turns.setdefault(key, asyncio.Lock())

    @asynccontextmanager
    async def _take_place(
        self, query: InlineQuery | None, task: asyncio.Task[Any]
    ) -> AsyncIterator[None]:
        """Ends what the same user has typed before, if it is still under way."""
        if query is None:
            yield
            return
        user_id = query.from_user.id
        if older := self._typed.get(user_id):
            older.cancel()
        self._typed[user_id] = task
        try:
            await asyncio.sleep(0)  # what came with it, and is newer, takes its place at no cost
            yield
        finally:
            if self._typed.get(user_id) is task:
                del self._typed[user_id]

    def cancel_pending(self) -> int:
        """Ends what is under way, and begins nothing more; how many updates that were."""
        self._is_cancelled = True
        tasks = list(self._tasks)
        for task in [*tasks, *self._letting_go]:
            task.cancel()
        return len(tasks)

    async def _let_go(self, query: CallbackQuery) -> None:
        """A button that was pressed does not wait for ever."""
        task = asyncio.current_task()
        assert task is not None
        self._letting_go.add(task)
        try:
            with suppress(TelegramError):
                await query.answer()
        finally:
            self._letting_go.discard(task)

    def _find_limits(self, update: Update, request: Request) -> dict[Hashable, int]:
        """What the update counts for, and how much of that may be under way."""
        user_id = update.effective_user.id if update.effective_user else 0
        if request.post:
            return {"posts": _MAX_AT_ONCE}  # as long as the index is rebuilt they wait
        if update.my_chat_member or user_id in self._admins:
            return {}
        if request.message and not (request.is_guest or request.wording.is_addressed):
            return {}  # news of a group that moves
        if update.inline_query:
            return {"all": _MAX_AT_ONCE}  # of one user there is but one
        return {
            "all": _MAX_AT_ONCE,
            (request.chat_id,): _MAX_OF_ONE_CHAT,
            (request.chat_id, user_id): _MAX_OF_ONE_SENDER,
        }

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is left."""


def _find_asker(request: Request) -> Hashable:
    """Whose share an update takes: that of a person, in however many chats; in a group, of all the
    channels that somebody may speak as, together."""
    if request.sender_id < 0 and request.sender_id != request.chat_id:
        return request.chat_id, "channels"
    return request.sender_id


def _close(coroutine: Awaitable[Any]) -> None:
    """Lets go of what is not awaited any more; fine if it has ended."""
    if inspect.iscoroutine(coroutine):
        coroutine.close()
