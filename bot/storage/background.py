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
