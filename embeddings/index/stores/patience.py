"""How often an engine is asked that gives no answer."""

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from embeddings.encoders.encoder import Vectors
from embeddings.index.stores.layout import SparseVector, StoredSegment
from embeddings.index.stores.store import AwayError, Engine, Found, Runs, StoreError
from embeddings.index.stores.uploading import are_whole

_T = TypeVar("_T")

_SECONDS_BETWEEN_LOOKS = 2.0
_SECONDS_BETWEEN_COUNTS = 60.0
_SECONDS_FOR_COUNT = 0.5
"""Counting takes an engine as long as it takes to look at the keys of all rows: after so long
nobody waits for it any more, and what it finds is told those who ask later."""
_SECONDS_LEFT_ALONE = 2.0
"""After which one question tries again, and all others if that found something."""
_LACKING = (
    "the engine has not all of the index that is answered from: run footnote index, or see in the "
    "log why a newer one could not be taken"
)


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
        self._there: frozenset[str] = frozenset()
        """The segments that the engine had when it was asked for them last."""
        self._look_again_at = -math.inf
        self._count_again_at: dict[str, float] = {}
        self._lacking: frozenset[str] = frozenset()
        """Those of which some rows were missing when they were counted last."""

    def find_nearest(
        self, query: Vectors, k: int, segments: Sequence[StoredSegment], among: Runs | None
    ) -> Found:
        """As `Store`."""
        return self._ask(segments, lambda: self._store.find_nearest(query, k, segments, among))

    def find_best(
        self, query: SparseVector, k: int, segments: Sequence[StoredSegment], among: Runs | None
    ) -> Found:
        """As `Store`."""
        return self._ask(segments, lambda: self._store.find_best(query, k, segments, among))

    def read_pieces(
        self, numbers: Sequence[int], segments: Sequence[StoredSegment]
    ) -> Mapping[int, str]:
        """As `Store`."""
        return self._ask(segments, lambda: self._store.read_pieces(numbers, segments))

    def _ask(self, segments: Sequence[StoredSegment], ask: Callable[[], _T]) -> _T:
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

    def _look_for(self, segments: Sequence[StoredSegment]) -> None:
        """That the engine has what is asked. It removes what no newer build needs, and then finds
        nothing in it, which would be told as no answer: as to a bot whose disk is too full for the
        newer one. It may have lost something, too: of that rooms are missing, or rows in them.

        :raises StoreError: if it has not all of them.
        """
        names = {segment.name for segment in segments}
        if self._clock() >= self._look_again_at or not self._there >= names:
            self._there = frozenset(self._store.list_readable())
            self._look_again_at = self._clock() + _SECONDS_BETWEEN_LOOKS
        if not self._there >= names:
            with self._lock:  # what is written anew is counted anew
                for name in names - self._there:
                    self._count_again_at.pop(name, None)
            raise StoreError(_LACKING)
        if uncounted := self._take_uncounted(segments):
            count = threading.Thread(target=self._count, args=(uncounted,), daemon=True)
            count.start()
            count.join(_SECONDS_FOR_COUNT)
        with self._lock:
            if not self._lacking.isdisjoint(names):
                raise StoreError(_LACKING)

    def _count(self, segments: Sequence[StoredSegment]) -> None:
        """Notes whether the rows of these segments are there."""
        names = {segment.name for segment in segments}
        try:
            is_whole = are_whole(segments, self._store)
        except StoreError:
            return  # nothing is known that was not before
        with self._lock:
            if is_whole:
                self._lacking -= names
            else:
                self._lacking |= names
                for name in names:
                    self._count_again_at.pop(name, None)

    def _take_uncounted(self, segments: Sequence[StoredSegment]) -> list[StoredSegment]:
        """Those whose rows have not been counted for a while: now they are, by whoever is given
        them."""
        now = self._clock()
        with self._lock:
            uncounted = [
                segment
                for segment in segments
                if now >= self._count_again_at.get(segment.name, -math.inf)
            ]
            if uncounted:
                self._lacking &= self._there
                known = {each: at for each, at in self._count_again_at.items() if at > now}
                due = now + _SECONDS_BETWEEN_COUNTS
                self._count_again_at = known | dict.fromkeys((u.name for u in uncounted), due)
        return uncounted
