"""How often an engine is asked that gives no answer."""

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from embeddings.encoders.encoder import Vectors
from embeddings.index.stores.layout import SparseVector, StoredSegment
from embeddings.index.stores.store import AwayError, Engine, Found, Runs, StoreError
from embeddings.index.stores.uploading import are_whole

_T = TypeVar("_T")

_SECONDS_BETWEEN_LOOKS = 2.0
_SECONDS_BETWEEN_COUNTS = 60.0
_COUNTS_APART = 20.0
"""Times as long as a count took, at least: an engine is not to do nothing else."""
_SECONDS_FOR_COUNT = 0.5
"""Counting takes an engine as long as it takes to look at the keys of all rows: after so long
nobody waits for it any more, and what it finds is told those who ask later."""
_SECONDS_SINCE_COUNT = 0.2
"""Or longer, where counting takes long: within these what was counted is known."""
_SECONDS_FOR_NOTHING = 5.0
"""For which a count is waited for where nothing was found, which is told only if all is there."""
_MAX_SECONDS_OF_COUNT = 600.0
_SECONDS_LEFT_ALONE = 2.0
"""After which one question tries again, and all others if that found something."""
_LACKING = (
    "the engine has not all of the index that is answered from: run footnote index, or see in the "
    "log why a newer one could not be taken"
)
_UNCOUNTED = (
    "the engine has not said in time whether it has all of the index, in which nothing was found: "
    "ask again in some minutes"
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
        self._counted: dict[str, _Counted] = {}
        self._counting: threading.Thread | None = None
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

    def read_words(
        self, keys: Sequence[int], dimensions: Sequence[int], segments: Sequence[StoredSegment]
    ) -> Mapping[int, SparseVector]:
        """As `Store`."""
        return self._ask(segments, lambda: self._store.read_words(keys, dimensions, segments))

    def read_pieces(
        self, numbers: Sequence[int], segments: Sequence[StoredSegment]
    ) -> Mapping[int, str]:
        """As `Store`."""
        return self._ask(segments, lambda: self._store.read_pieces(numbers, segments))

    def check_whole(self, segments: Sequence[StoredSegment]) -> None:
        """That the engine has all of these, in which nothing was found: as they were counted a
        moment ago, or longer ago where counting takes long.

        :raises StoreError: if it has not, or does not say so in time.
        """
        end = self._clock() + _SECONDS_FOR_NOTHING
        for _ in range(2):  # the first may have been of others
            if stale := self._list_stale(segments):
                self._count_within(max(0.0, end - self._clock()), stale)
        names = {segment.name for segment in segments}
        with self._lock:
            if not self._lacking.isdisjoint(names):
                raise StoreError(_LACKING)
            if not names <= self._counted.keys():
                raise AwayError(_UNCOUNTED)

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
                    self._counted.pop(name, None)
            raise StoreError(_LACKING)
        if uncounted := self._take_uncounted(segments):
            self._count_within(_SECONDS_FOR_COUNT, uncounted)
        with self._lock:
            if not self._lacking.isdisjoint(names):
                raise StoreError(_LACKING)

    def _count_within(self, seconds: float, segments: Sequence[StoredSegment]) -> bool:
        """Counts the rows of these segments, or of those that are being counted; whether that has
        ended in so many seconds."""
        with self._lock:
            counting = self._counting
            if counting is None or not counting.is_alive():
                counting = threading.Thread(target=self._count, args=(segments,), daemon=True)
                counting.start()
                self._counting = counting
        counting.join(seconds)
        return not counting.is_alive()

    def _count(self, segments: Sequence[StoredSegment]) -> None:
        """Notes whether the rows of these segments are there."""
        names = {segment.name for segment in segments}
        begun = self._clock()
        try:
            is_whole = are_whole(segments, self._store, _MAX_SECONDS_OF_COUNT)
        except StoreError:
            return  # nothing is known that was not before
        counted = _Counted(begun, self._clock() - begun)
        with self._lock:
            self._counted |= dict.fromkeys(names, counted)
            if is_whole:
                self._lacking -= names
                due = begun + max(_SECONDS_BETWEEN_COUNTS, _COUNTS_APART * counted.seconds)
                self._count_again_at |= dict.fromkeys(names, due)
            else:
                self._lacking |= names
                for name in names:
                    self._count_again_at.pop(name, None)

    def _list_stale(self, segments: Sequence[StoredSegment]) -> list[StoredSegment]:
        """Those of which too little is known to say that nothing is in them."""
        now = self._clock()
        with self._lock:
            known = {name: each for name, each in self._counted.items() if each.is_fresh(now)}
        return [segment for segment in segments if segment.name not in known]

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
                self._counted = {n: each for n, each in self._counted.items() if n in self._there}
                known = {each: at for each, at in self._count_again_at.items() if at > now}
                due = now + _SECONDS_BETWEEN_COUNTS
                self._count_again_at = known | dict.fromkeys((u.name for u in uncounted), due)
        return uncounted


@dataclass(frozen=True, slots=True)
class _Counted:
    """When the rows of a segment were counted last, and how long that took."""

    begun: float
    seconds: float

    def is_fresh(self, now: float) -> bool:
        """Whether what was found may be taken to be so now."""
        return now - self.begun <= max(_SECONDS_SINCE_COUNT, _COUNTS_APART * self.seconds)
