"""How long one waits for a file that others have locked: once, and then not again for a while, so
that waits of one question do not add up."""

import time
from collections.abc import Callable

SECONDS = 0.8
IMPATIENT_SECONDS = 0.05
"""So that those who use the file for a moment are waited for all the same."""

_UNTIL_NEXT = 10.0
"""Seconds after a vain wait in which nobody waits as long again."""


class Patience:
    """The patience with one file, of one kind of access to it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lost_until = float("-inf")

    @property
    def seconds(self) -> float:
        """How long to wait for a lock now: less if that was in vain a moment ago."""
        return IMPATIENT_SECONDS if self._clock() < self._lost_until else SECONDS

    def lose(self) -> None:
        """A wait was in vain."""
        self._lost_until = self._clock() + _UNTIL_NEXT

    def regain(self) -> None:
        """The file could be used."""
        self._lost_until = float("-inf")
