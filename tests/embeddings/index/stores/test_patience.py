"""When it is told that nothing was found in an engine."""

import threading
import time
from collections.abc import Callable
from typing import Any, cast

import pytest

from embeddings.index.stores import patience as module
from embeddings.index.stores.layout import StoredSegment
from embeddings.index.stores.patience import PatientStore
from embeddings.index.stores.store import AwayError, Engine, StoreError

SEGMENT = StoredSegment(0, "0f", 3, 5)
WHOLE, LACKING = (3, 5), (2, 5)


class FakeEngine:
    """One in which nothing is ever found; `count` says how many rows there are."""

    def __init__(self, count: Callable[[], tuple[int, int]]) -> None:
        self.count = count
        self.counts = 0

    def list_readable(self) -> list[str]:
        return [SEGMENT.name]

    def count_rows(self, *_: object) -> tuple[int, int]:
        self.counts += 1
        return self.count()

    def find_best(self, *_: Any) -> list[tuple[int, float]]:
        return []


def search(engine: FakeEngine) -> PatientStore:
    """The store, in which nothing was found."""
    store = PatientStore(cast("Engine", engine))
    assert store.find_best({1: 1.0}, 3, [SEGMENT], None) == []
    return store


def test_a_slow_count_is_waited_for_where_nothing_was_found() -> None:
    def count() -> tuple[int, int]:
        time.sleep(0.8)
        return LACKING

    store = search(FakeEngine(count))
    with pytest.raises(StoreError, match="has not all of the index"):
        store.check_whole([SEGMENT])


def test_what_is_not_counted_in_time_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_FOR_COUNT", 0.01)
    monkeypatch.setattr(module, "_SECONDS_FOR_NOTHING", 0.02)
    may_end = threading.Event()

    def count() -> tuple[int, int]:
        may_end.wait(30)
        return WHOLE

    engine = FakeEngine(count)
    store = search(engine)
    with pytest.raises(AwayError, match="has not said in time whether it has all"):
        store.check_whole([SEGMENT])
    may_end.set()
    monkeypatch.setattr(module, "_SECONDS_FOR_NOTHING", 30.0)
    store.check_whole([SEGMENT])
    assert engine.counts == 1, "the same count is waited for"


def test_a_count_that_fails_says_nothing() -> None:
    def fail() -> tuple[int, int]:
        raise AwayError("the engine does not answer")

    engine = FakeEngine(fail)
    with pytest.raises(AwayError, match="has not said in time"):
        search(engine).check_whole([SEGMENT])
    assert engine.counts <= 3


def test_what_was_lost_since_the_last_count_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_SINCE_COUNT", 0.0)
    monkeypatch.setattr(module, "_COUNTS_APART", 0.0)
    engine = FakeEngine(lambda: WHOLE)
    store = search(engine)
    store.check_whole([SEGMENT])
    engine.count = lambda: LACKING
    with pytest.raises(StoreError, match="has not all of the index"):
        store.check_whole([SEGMENT])
    engine.count = lambda: WHOLE
    assert store.find_best({1: 1.0}, 3, [SEGMENT], None) == []
    store.check_whole([SEGMENT])


def test_what_was_counted_a_moment_ago_is_not_counted_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_SECONDS_SINCE_COUNT", 30.0)
    engine = FakeEngine(lambda: WHOLE)
    store = search(engine)
    for _ in range(20):
        store.check_whole([SEGMENT])
    assert engine.counts == 1
