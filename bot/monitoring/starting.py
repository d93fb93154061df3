"""A bot's start, told to who looks for it before it looks at itself."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from bot.monitoring.health import (
    Health,
    find_own_health,
    has_ended,
    is_of_start,
    read_health,
    tell_failed_start,
    tell_start,
    write_health,
)

MAX_SECONDS_OF_START = 300.0
"""Longer than any model and index takes to load, and Telegram to be asked for in vain."""

_SECONDS_BETWEEN_SIGNS = 2.0
_SECONDS_TO_END = 1.0
_SECONDS_TO_TRY = 150.0
"""In which a supervisor begins a bot again whose start has failed: docker waits up to a minute."""


class Starting:
    """Writes into the file `path`, from a thread, that a bot is starting, until that looks at
    itself: a supervisor would take it for gone, and begin it again. What another bot that is well
    has written there stays. A start that fails is not the end of it: the next one goes on where it
    was, so that starting in vain is not well for ever. For a `with` that lasts as long as the
    bot."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._check = tell_start(_find_begun(path, time.monotonic()), MAX_SECONDS_OF_START)
        self._made_at = time.monotonic()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="starting", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.end(has_failed=kind is not None)

    def end(self, *, has_failed: bool = False) -> None:
        """Takes the file away, if it is this bot's; also by a handler of a signal. Of a start that
        `has_failed` it stays, and says so."""
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join(_SECONDS_TO_END)
        written = find_own_health(self._path)
        if written is None:
            return
        with suppress(OSError):
            if has_failed and is_of_start(written):
                failed = tell_failed_start(self._check.well_at)
                write_health(self._path, Health(os.getpid(), time.monotonic(), (failed,)))
            else:
                self._path.unlink(missing_ok=True)

    def _run(self) -> None:
        while not self._is_over.is_set() and self._tell():
            self._is_over.wait(_SECONDS_BETWEEN_SIGNS)

    def _tell(self) -> bool:
        """Whether it is to be told again: not when the bot itself has told how it is."""
        now, told = time.monotonic(), read_health(self._path)
        if told and told.pid == os.getpid():
            # In a container the one before had the same number, before a restart of the machine,
            # too, with which the clock began anew.
            if self._made_at <= told.looked_at <= now and not is_of_start(told):
                return False
        elif told and told.is_well(now) and not is_of_start(told):
            return True
        with suppress(OSError):  # a first start has no folder yet
            write_health(self._path, Health(os.getpid(), now, (self._check,)))
        return True


def is_starting(path: Path) -> bool:
    """Whether a bot that starts has written into the file `path` just now."""
    told = _read_start(path, time.monotonic(), 3 * _SECONDS_BETWEEN_SIGNS)
    return told is not None and not has_ended(told)


def _find_begun(path: Path, now: float) -> float:
    """Since when a bot has been starting, if one did so a moment ago; else `now`."""
    told = _read_start(path, now, _SECONDS_TO_TRY)
    return min(now, told.checks[0].well_at) if told else now


def _read_start(path: Path, now: float, max_age: float) -> Health | None:
    """What a bot that starts has written, or one whose start has failed, if it did so in the last
    `max_age` seconds."""
    told = read_health(path)
    if told is None or not is_of_start(told) or not 0 <= now - told.looked_at <= max_age:
        return None
    return told
