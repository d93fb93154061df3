"""Waiting until what changes has come to rest."""

import time
from collections.abc import Callable

_SECONDS_OF_QUIET = 0.5
_SECONDS_OF_QUIET_LATER = 2.0
"""A file that was seen to grow is not taken for whole as soon as one that was there at once."""

_MAX_SECONDS_OF_UNREST = 120.0


def settle(
    look: Callable[[], str],
    seen: str | None,
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> str:
    """What `look` finds when it has been the same for a moment, so that no file is read while half
    of it is written, and hundreds of them are one build; or when it is what was `seen` before.

    Where there is no rest, as in a file that somebody writes his notes to, `tell` is told, and it
    ends after some minutes.
    """
    begun, pause, before = clock(), _SECONDS_OF_QUIET, look()
    while before != seen:
        sleep(pause)
        now = look()
        if now == before:
            break
        before, pause = now, _SECONDS_OF_QUIET_LATER
        if clock() - begun >= _MAX_SECONDS_OF_UNREST:
            tell("the articles change without rest: they are indexed as they are now")
            break
    return before
