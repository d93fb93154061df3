"""How often an engine is asked that gives no answer."""

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from embeddings.encoders.encoder import Vectors
from embeddings.index.stores.layout import SparseVector
from embeddings.index.stores.store import AwayError, Engine, Found, Runs, StoreError

_T = TypeVar("_T")

_SECONDS_BETWEEN_LOOKS = 2.0
_SECONDS_LEFT_ALONE = 2.0
"""After which one question tries again, and all others if that found something."""


class LeftAloneError(AwayError):
    """The engine was not asked, as it gave no answer a moment ago: that has been told."""


class PatientStore:
    """A `Store` of which nobody waits for an answer after somebody has had none: until it answers
    again one question in two seconds tries it, a circuit breaker as of Nygard, Release It! (2007).
    The others are told `LeftAloneError`."""

    def __init__(self, store: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._reason = ""
        self._next_try = 0.0
        self._segments: frozenset[int] = frozenset()
        """Those that the engine had when it was asked for them last."""
        self._look_again_at = -math.inf

    def find_nearest(
        self, query: Vectors, k: int, segments: Sequence[int], among: Runs | None
    ) -> Found:
        """As `Store`."""
        return self._ask(segments, lambda: self._store.find_nearest(query, k, segments, among))

    def find_best(
        self, query: SparseVector, k: int, segments: Sequence[int], among: Runs | None
    ) -> Found:
        """As `Store`."""
        return self._ask(segments, lambda: self._store.find_best(query, k, segments, among))

    def read_pieces(self, numbers: Sequence[int], segments: Sequence[int]) -> Mapping[int, str]:
        """As `Store`."""
        return self._ask(segments, lambda: self._store.read_pieces(numbers, segments))

    def _ask(self, segments: Sequence[int], ask: Callable[[], _T]) -> _T:
        with self._lock:
            if self._reason:
                if self._clock() < self._next_try:
                    raise LeftAloneError(self._reason)
                self._next_try = self._clock() + _SECONDS_LEFT_ALONE
        try:
            self._look_for(segments)
            found = ask()
        except StoreError as exc:
            with self._lock:
                self._reason = str(exc)
                self._next_try = self._clock() + _SECONDS_LEFT_ALONE
            raise
        with self._lock:
            self._reason = ""
        return found

    def _look_for(self, segments: Sequence[int]) -> None:
        """That the engine has what is asked. It removes what no newer build needs, and then finds
        nothing in it, which would be told as no answer: as to a bot whose disk is too full for the
        newer one.

        :raises StoreError: if it has not all of them.
        """
        if self._clock() >= self._look_again_at or not self._segments.issuperset(segments):
            self._segments = frozenset(self._store.list_segments())
            self._look_again_at = self._clock() + _SECONDS_BETWEEN_LOOKS
        if not self._segments.issuperset(segments):
            raise StoreError(
                "the engine has not all of the index that is answered from any more, and a newer "
                "one could not be taken: the log says why"
            )
