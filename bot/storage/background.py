"""Calls of a store beside the event loop. What cannot be kept or read is logged, and need not keep
anybody from an answer."""

import asyncio
import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from bot.storage.database import DatabaseError

P = ParamSpec("P")
T = TypeVar("T")
D = TypeVar("D")


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
    try:
        return await asyncio.to_thread(read, *args, **kwargs)
    except DatabaseError as exc:
        log.error("%s: %s", failure, exc)
        return default


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
    try:
        await asyncio.to_thread(write, *args, **kwargs)
    except DatabaseError as exc:
        log.error("%s: %s", failure, exc)
        return False
    return True
