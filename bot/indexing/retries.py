"""When what has failed is tried again, though nothing that is watched has changed."""

import time
from collections.abc import Callable

_FIRST_SECONDS = 60.0
_MAX_DOUBLINGS = 6


class Retries:
    """The next try of what failed for a reason that nobody is told the end of, as of a full disk:
    after `first_seconds`, then each time twice as long, in the end about once an hour."""

    def __init__(
        self,
        first_seconds: float = _FIRST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._first_seconds = first_seconds
        self._clock = clock
        self._failures = 0
        self._next: float | None = None

    def plan(self) -> None:
        """It has failed, and is to be tried again."""
        self._next = self._clock() + self._first_seconds * 2**self._failures
        self._failures = min(self._failures + 1, _MAX_DOUBLINGS)

    def begin(self) -> None:
        """It is tried now, for whatever reason."""
        self._next = None

    def end(self) -> None:
        """It has succeeded."""
        self._failures, self._next = 0, None

    @property
    def is_planned(self) -> bool:
        """Whether it is to be tried again."""
        return self._next is not None

    def is_due(self) -> bool:
        """Whether it is to be tried now."""
        return self._next is not None and self._clock() >= self._next

    def limit(self, seconds: float) -> float:
        """So many seconds, or fewer if it is due before they have passed."""
        if self._next is None:
            return seconds
        return min(seconds, max(self._next - self._clock(), 0.0))
