"""Calls of a store beside the event loop, in threads of the stores' own: a file that others have
locked keeps nobody waiting who wants something else. What cannot be kept or read is logged, and
need not keep anybody from an answer."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, ParamSpec, TypeVar

from bot.storage.database import DatabaseError
from bot.storage.errors import DamagedRowError

P = ParamSpec("P")
T = TypeVar("T")
D = TypeVar("D")

_READERS = ThreadPoolExecutor(4, "state-reader")
_WRITER = ThreadPoolExecutor(1, "state-writer")
"""One is enough, as SQLite lets one write at a time; and nobody who reads waits in its line."""
_URGENT_WRITER = ThreadPoolExecutor(1, "state-journal")


async def read_beside(read: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What `read`, which only reads, returns in a thread for that."""
    return await _run(_READERS, partial(read, *args, **kwargs))


async def write_beside(write: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What `write` returns in the thread for what writes, one after the other."""
    return await _run(_WRITER, partial(write, *args, **kwargs))


async def write_at_once(write: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """As `write_beside`, for what is not to wait in the line of other writes: until it is written
    that a question is answered, a killed process would have it answered again."""
    return await _run(_URGENT_WRITER, partial(write, *args, **kwargs))


async def read_or_default(
    log: logging.Logger,
    failure: str,
    default: D,
    read: Callable[P, T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | D:
    """What `read` returns in a thread; `default` if the database cannot be used, of which `log`
    has one line: `failure` and why."""
    return await _or_default(log, failure, default, read_beside(read, *args, **kwargs))


async def write_or_default(
    log: logging.Logger,
    failure: str,
    default: D,
    write: Callable[P, T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | D:
    """As `read_or_default`, for what writes."""
    return await _or_default(log, failure, default, write_beside(write, *args, **kwargs))


async def write_if_possible(
    log: logging.Logger,
    failure: str,
    write: Callable[P, object],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> bool:
    """Runs `write` in a thread: whether the database could be used; if not, as
    `read_or_default`."""

    def run() -> bool:
        write(*args, **kwargs)
        return True

    return await write_or_default(log, failure, False, run)


class Outage:
    """Of what each question needs `log` has one line when it cannot be done, `failure` and why, one
    when another reason comes, and one, `recovery`, when all of it can be again: not one a question.
    A row that is none is told each time, as others may be whole."""

    def __init__(self, log: logging.Logger, failure: str, recovery: str) -> None:
        self._log = log
        self._failure = failure
        self._recovery = recovery
        self._failing: set[object] = set()
        """What cannot be done: who only cannot write may read."""
        self._told: set[str] = set()
        """Reasons, of which there are few."""

    async def read_or_default(
        self, default: D, read: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T | D:
        """What `read` returns in a thread; `default` if the database cannot be used."""
        try:
            found = await read_beside(read, *args, **kwargs)
        except DatabaseError as exc:
            self._begin(read_beside, exc)
            return default
        self._end(read_beside)
        return found

    async def write_if_possible(
        self, write: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Runs `write` in a thread: whether the database could be used."""
        try:
            await write_beside(write, *args, **kwargs)
        except DatabaseError as exc:
            self._begin(write_beside, exc)
            return False
        self._end(write_beside)
        return True

    def _begin(self, what: object, reason: DatabaseError) -> None:
        is_row = isinstance(reason, DamagedRowError)
        if is_row or str(reason) not in self._told:
            self._log.error("%s: %s", self._failure, reason)
        if not is_row:
            self._failing.add(what)
            self._told.add(str(reason))

    def _end(self, what: object) -> None:
        if what in self._failing:
            self._failing.remove(what)
            if not self._failing:
                self._told.clear()
                self._log.warning("%s", self._recovery)


async def _or_default(
    log: logging.Logger, failure: str, default: D, call: Coroutine[Any, Any, T]
) -> T | D:
    try:
        return await call
    except DatabaseError as exc:
        log.error("%s: %s", failure, exc)
        return default


async def _run(threads: ThreadPoolExecutor, call: Callable[[], T]) -> T:
    # With the language of the task, in which something may be worded there.
    return await asyncio.get_running_loop().run_in_executor(threads, copy_context().run, call)
