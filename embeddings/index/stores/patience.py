"""How often an engine is asked that gives no answer."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from embeddings.encoders.encoder import Vectors
from embeddings.index.stores.layout import SparseVector
from embeddings.index.stores.store import AwayError, Found, Runs, Store, StoreError

_T = TypeVar("_T")

_SECONDS_LEFT_ALONE = 2.0
"""After which one question tries again, and all others if that found something."""


class LeftAloneError(AwayError):
    """The engine was not asked, as it gave no answer a moment ago: that has been told."""


class PatientStore:
    """A `Store` of which nobody waits for an answer after somebody has had none: until it answers
    again one question in two seconds tries it, a circuit breaker as of Nygard, Release It! (2007).
    The others are told `LeftAloneError`."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._reason = ""
        self._next_try = 0.0
        self._refusal = ""

    def refuse(self, reason: str) -> None:
        """From now on nobody gives an answer, for this reason; one that is empty ends that."""
        self._refusal = reason

    def find_nearest(
        self, query: Vectors, k: int, segments: Sequence[int], among: Runs | None
    ) -> Found:
        """As `Store`."""
        return self._ask(lambda: self._store.find_nearest(query, k, segments, among))

    def find_best(
        self, query: SparseVector, k: int, segments: Sequence[int], among: Runs | None
    ) -> Found:
        """As `Store`."""
        return self._ask(lambda: self._store.find_best(query, k, segments, among))

    def read_pieces(self, numbers: Sequence[int], segments: Sequence[int]) -> Mapping[int, str]:
        """As `Store`."""
        return self._ask(lambda: self._store.read_pieces(numbers, segments))

    def _ask(self, ask: Callable[[], _T]) -> _T:
        if self._refusal:
            raise StoreError(self._refusal)
        with self._lock:
            if self._reason:
                if self._clock() < self._next_try:
                    raise LeftAloneError(self._reason)
                self._next_try = self._clock() + _SECONDS_LEFT_ALONE
        try:
            found = ask()
        except StoreError as exc:
            with self._lock:
                self._reason = str(exc)
                self._next_try = self._clock() + _SECONDS_LEFT_ALONE
            raise
        with self._lock:
            self._reason = ""
        return found
