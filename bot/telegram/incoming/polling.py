"""Fetching updates: whatever Telegram, or what stands between, answers, the bot goes on asking, or
ends and says why."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
from telegram import Update
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter, ExtBot

from bot.doctor.clock import note_dates
from bot.telegram.incoming.keeping import Keeper
from bot.telegram.incoming.updates import check_result, mend_error, read_answer
from bot.telegram.memory.polling import Problems
from bot.telegram.outgoing.connections import Connections

logger = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS = 1.0
_MAX_PAUSE_SECONDS = 10.0
_GROWTH = 1.5
_MAX_REFUSALS = 4
"""In eight seconds: what stands between may refuse once what Telegram takes."""

_SECONDS_FOR_UPDATES = 30.0
"""In which the updates come, after the time that Telegram may wait for one."""
_MAX_UPDATES = 100
"""At once, as many as Telegram gives. Fewer come through where so many take too long."""
_FEWER, _MORE = 4, 2

_SECONDS_TO_CONFIRM = 3.0
_MAX_CONNECTIONS = 64
"""Telegram takes thirty messages a second: enough if each takes it two seconds."""

_MAX_CHAT_WAIT_SECONDS = 24 * 60 * 60
"""So long a chat is left alone at most, whatever Telegram says."""

_NO_UPDATES = b'{"ok": true, "result": []}'


class PollingBot(ExtBot[None]):
    """A bot whose `get_updates` waits until there are some. Left alone, the library's own loop ends
    at a refused token, asks for ever for what it cannot read, and ends no sooner than its pauses.

    What needs an answer is with `keeper` before it is returned, and so before Telegram is told
    that it came through. `end` is called, once, when Telegram goes on refusing the token;
    `problems` says so. `speed` is for tests, in which pauses are shorter.
    """

    def __init__(
        self,
        token: str,
        api_url: str,
        rate_limiter: BaseRateLimiter[None],
        problems: Problems,
        keeper: Keeper,
        end: Callable[[], None],
        speed: float = 1.0,
    ) -> None:
        context = {"verify": httpx.create_ssl_context()}
        self._updates_request = _UpdatesRequest(1, context, _SECONDS_FOR_UPDATES)
        super().__init__(
            token,
            f"{api_url}/bot",
            f"{api_url}/file/bot",
            request=_CallsRequest(_MAX_CONNECTIONS, context | note_dates(problems.drift)),
            get_updates_request=self._updates_request,
            rate_limiter=rate_limiter,
        )
        self._problems = problems
        self._keeper = keeper
        self._end = end
        self._speed = speed
        self._said_unreachable = False
        self._most_updates = _MAX_UPDATES

    async def initialize(self) -> None:
        """As the library's, which tries again for some seconds, or as late as it is told to, but
        that the log says so."""
        try:
            await super().initialize()
        except InvalidToken:
            raise
        except TelegramError as exc:
            if not self._said_unreachable:
                what = "is not reached" if isinstance(exc, NetworkError) else "refuses"
                logger.warning("Telegram %s, trying again: %s", what, _describe(exc))
            self._said_unreachable = True
            raise

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """As the library's, but that it raises nothing."""
        if not kwargs.get("timeout"):
            return await self._confirm(*args, **kwargs)
        failures = _Failures(self._speed)
        while failures.refusals < _MAX_REFUSALS:
            try:
                fetched = await self._fetch(*args, limit=self._most_updates, **kwargs)
            except TelegramError as exc:
                self._problems.note_polling(exc)
                if isinstance(exc, TimedOut):
                    self._most_updates = max(1, self._most_updates // _FEWER)
                await asyncio.sleep(failures.add(exc))
            else:
                failures.end()
                self._most_updates = min(_MAX_UPDATES, _MORE * self._most_updates)
                updates = await self._keeper.keep(fetched, self)
                if fetched and not updates:
                    # What repeats itself may do so for ever, and comes without any wait.
                    await asyncio.sleep(_FIRST_PAUSE_SECONDS / self._speed)
                return updates
        self._problems.is_refused = True
        self._end()
        await asyncio.Future()  # waits until the library, which was told to end, cancels this
        raise AssertionError("unreachable")

    async def _fetch(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """:raises TelegramError: if nothing comes, or nothing that is an answer."""
        await super().get_updates(*args, **kwargs)
        self._problems.note_contact()
        self._keeper.note_confirmed(kwargs.get("offset") or 0)
        return self._updates_request.take_updates()

    async def _confirm(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """What is asked last, to confirm what came before: nobody waits for its updates."""
        if self._problems.is_refused:
            return ()
        try:
            async with asyncio.timeout(_SECONDS_TO_CONFIRM):
                await self._fetch(*args, **kwargs)
        except (TelegramError, TimeoutError) as exc:
            logger.warning("the last messages may come again at the next start: %s", _describe(exc))
        return ()


class _Failures:
    """Those since the last success: how many of them refused the token, and what is logged."""

    def __init__(self, speed: float) -> None:
        self.refusals = 0
        self._speed = speed
        self._pause = 0.0
        self._told: str | None = None

    def add(self, error: TelegramError) -> float:
        """Logs a failure that is another than the one before; returns for how many seconds to
        pause."""
        self.refusals += isinstance(error, InvalidToken)
        self._pause = min(max(_FIRST_PAUSE_SECONDS, _GROWTH * self._pause), _MAX_PAUSE_SECONDS)
        reason = _describe(error)
        if reason != self._told:
            # Time that runs out is how bad networks are, every now and then.
            level = logging.WARNING if isinstance(error, TimedOut) else logging.ERROR
            logger.log(level, "no updates from Telegram, trying again: %s", reason)
            self._told = reason
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            return max(self._pause / self._speed, seconds)
        return self._pause / self._speed

    def end(self) -> None:
        """Notes a success: what failed is over, and if it was logged, so is that."""
        if self._told:
            logger.warning("updates come again")


class _UpdatesRequest(Connections):
    """Keeps the updates that come: the library, which would end at the first one that it cannot
    read, is told that there are none."""

    def __init__(self, most: int, httpx_kwargs: dict[str, Any], spare_seconds: float) -> None:
        super().__init__(most, httpx_kwargs, spare_seconds)
        self._updates: list[dict[str, Any]] = []

    def take_updates(self) -> list[dict[str, Any]]:
        """What the last answer brought."""
        updates, self._updates = self._updates, []
        return updates

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As the library's, but for what it is told."""
        code, payload = await super().do_request(*args, **kwargs)
        if not 200 <= code <= 299:
            return code, mend_error(payload)
        self._updates = read_answer(payload)
        return code, _NO_UPDATES


class _CallsRequest(Connections):
    """Tells what is no answer of Telegram, such as a page of a proxy, by a `TelegramError`: the
    library would fail at it, or log it, with what was asked. Files come as they are."""

    async def do_request(
        self, url: str, method: str, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """As the library's, but for what it is told."""
        code, payload = await super().do_request(url, method, *args, **kwargs)
        if method == "POST":
            if not 200 <= code <= 299:
                return code, mend_error(payload, _MAX_CHAT_WAIT_SECONDS)
            check_result(payload, url.rpartition("/")[2])
        return code, payload


def _describe(error: Exception) -> str:
    return error.message if isinstance(error, TelegramError) else type(error).__name__
