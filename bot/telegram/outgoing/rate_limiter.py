"""Never more messages than Telegram takes: one a second in a chat, twenty a minute in a group,
thirty a second overall."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.telegram.outgoing.answering import send

_WRITING = ("send", "edit", "forward", "copy")
_NOT_WRITING = ("sendChatAction",)
MAX_WAIT_SECONDS = 60.0
"""Nobody waits longer for an answer; what Telegram asks to wait for beyond it is given up."""

_SLACK = 1.02
"""A window is as much longer, as what is sent does not arrive at even distances."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` messages in any window of so many seconds."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram's FAQ for bots names; `speed` is for tests, in which time runs faster."""

    overall: Limit = Limit(30, 1.0)
    chat: Limit = Limit(1, 1.0)
    group: Limit = Limit(20, 60.0)
    speed: float = 1.0


TELEGRAMS_LIMITS = Limits()


class _Window:
    """Places for messages. A place is free again so long after its message was through: counted
    from then on, the next cannot come too early, however long either takes on its way."""

    def __init__(self, limit: Limit, speed: float) -> None:
        self._places = asyncio.Semaphore(limit.count)
        self._count = limit.count
        self._taken_away = 0
        """Places that are not given back when their messages were through."""
        self._seconds = limit.seconds * _SLACK / speed
        self._held_until = 0.0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Waits for a place, first come, first served."""
        loop = asyncio.get_running_loop()
        await self._places.acquire()
        try:
            while (wait := self._held_until - loop.time()) > 0:
                if wait > MAX_WAIT_SECONDS:
                    raise RetryAfter(int(wait))
                await asyncio.sleep(wait)
            yield
        finally:
            # The timer also keeps the window alive until it may be forgotten.
            loop.call_later(self._seconds, self._free)

    def hold(self, seconds: float) -> None:
        """Nobody gets a place for as long."""
        loop = asyncio.get_running_loop()
        self._held_until = loop.time() + seconds
        loop.call_later(seconds, self._lift)  # keeps the window alive, too

    def resize(self, count: int) -> None:
        """From now on it has `count` places; those that are held beyond it end by themselves."""
        self._taken_away += self._count - count
        self._count = count
        while self._taken_away < 0:
            self._taken_away += 1
            self._places.release()

    def _lift(self) -> None:
        if asyncio.get_running_loop().time() >= self._held_until:
            self._held_until = 0.0

    def _free(self) -> None:
        if self._taken_away:
            self._taken_away -= 1
        else:
            self._places.release()


class RateLimiter(BaseRateLimiter[None]):
    """Delays what would be too much. A chat that has to wait, also because Telegram says so, makes
    no other chat wait; tries after a refusal are the sender's. `count_error` is told the kind of
    each error."""

    def __init__(
        self, limits: Limits, count_error: Callable[[str], None] = lambda kind: None
    ) -> None:
        self._limits = limits
        self._count_error = count_error
        self._processes = 1
        self._overall: _Window | None = None
        self._windows: WeakValueDictionary[Hashable, _Window] = WeakValueDictionary()

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is left."""

    def share(self, processes: int) -> None:
        """That so many processes send, this one included: each has its part of what all may send
        together. What one chat takes is not divided, as it seldom comes from two at once: where it
        does, Telegram says how long to wait."""
        self._processes = max(1, processes)
        if self._overall is not None:
            self._overall.resize(self._count_overall())

    def _count_overall(self) -> int:
        return max(1, self._limits.overall.count // self._processes)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Makes the call when it is its turn."""
        call = partial(send, callback, args, kwargs, endpoint)
        chat_id = data.get("chat_id")
        is_writing = endpoint not in _NOT_WRITING and endpoint.startswith(_WRITING)
        if chat_id is None or not is_writing:
            return await self._send(call)
        return await self._send_in_turn(call, chat_id)

    async def _send(self, call: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await call()
        except TelegramError as exc:
            self._count_error(type(exc).__name__)
            raise

    async def _send_in_turn(self, call: Callable[[], Awaitable[Any]], chat_id: Hashable) -> Any:
        async with AsyncExitStack() as places:
            # The widest last: who waits for a chat takes nothing from others meanwhile.
            windows = self._find_windows(chat_id)
            for window in windows:
                await places.enter_async_context(window.place())
            try:
                return await self._send(call)
            except RetryAfter as exc:
                wait = exc.retry_after
                seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
                for window in windows[:-1]:  # all but the one that is everybody's
                    window.hold(seconds)
                raise

    def _find_windows(self, chat_id: Hashable) -> list[_Window]:
        found = [self._find("chat", chat_id, self._limits.chat)]
        if isinstance(chat_id, int) and chat_id < 0:
            found.insert(0, self._find("group", chat_id, self._limits.group))
        if self._overall is None:
            limit = replace(self._limits.overall, count=self._count_overall())
            self._overall = _Window(limit, self._limits.speed)
        return [*found, self._overall]

    def _find(self, kind: str, chat_id: Hashable, limit: Limit) -> _Window:
        window = self._windows.get((kind, chat_id))
        if window is None:
            window = self._windows[kind, chat_id] = _Window(limit, self._limits.speed)
        return window
