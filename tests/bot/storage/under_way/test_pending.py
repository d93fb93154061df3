"""Updates under way, as they are written down."""

import asyncio
import contextlib
import logging
import sqlite3
import threading
from collections.abc import Collection
from pathlib import Path

import pytest

from bot.config.state_url import StateUrl
from bot.storage.database import Database, DatabaseError, LockedError
from bot.storage.under_way.pending import (
    MAX_PENDING,
    MAX_TRIES,
    Left,
    PendingStore,
    PendingUpdate,
)
from bot.storage.under_way.pending_journal import PendingJournal

SECRET = "Is the neighbour a smuggler?"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "footnote.sqlite3"


class CountingStore(PendingStore):
    """Counts transactions; `fails` lets them fail, and they wait until `is_open` is set."""

    def __init__(self, path: Path) -> None:
        super().__init__(Database(path))
        self.transactions = 0
        self.most_ids = 0
        self.fails = False
        self.is_open = threading.Event()
        self.is_open.set()

    def change(
        self,
        added: Collection[PendingUpdate],
        dealt_with: Collection[int],
        confirmed: Collection[int],
    ) -> frozenset[int]:
        self.transactions += 1
        self.most_ids = max(self.most_ids, len(dealt_with) + len(confirmed))
        self.is_open.wait(timeout=30)
        if self.fails:
            raise DatabaseError("the disk is full")
        return super().change(added, dealt_with, confirmed)


def make(update_id: int, text: str = SECRET, chat_id: int = 5) -> PendingUpdate:
    return PendingUpdate(update_id, chat_id, 7, f'{{"text": "{text}"}}')


def read_rows(path: Path) -> list[tuple[int, str | None]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        query = "SELECT update_id, raw FROM pending_updates ORDER BY update_id"
        return connection.execute(query).fetchall()


def read_bytes(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


def test_an_update_is_given_up_after_two_starts(path: Path) -> None:
    store = PendingStore(Database(path))
    store.change([make(1), make(2)], [], [])
    assert [each.tries for each in store.take_up().pending] == [0, 0]
    for tries in range(1, MAX_TRIES):
        left = store.take_up()
        assert [each.tries for each in left.pending] == [tries, tries], "the second start"
        store.count_try(1)  # which kills the process, before the other has its turn
    left = store.take_up()
    assert left.given_up == (1,)
    assert [each.update_id for each in left.pending] == [2], "it was beside it"
    assert [row[0] for row in read_rows(path)] == [2]


def test_an_orderly_end_is_no_updates_fault(place: Path | StateUrl) -> None:
    store = PendingStore(Database(place))
    store.change([make(1)], [], [])
    for _ in range(5):
        left = store.take_up()
        assert [each.tries for each in left.pending] == [0]
        assert left.given_up == ()
        store.count_try(1)
        store.excuse()
    store.let_go()


@pytest.mark.parametrize(
    ("hours", "count"), [(0.0, 1), (-23.0, 1), (23.0, 1), (25.0, 0), (-25.0, 0)]
)
def test_what_is_too_old_is_removed(path: Path, hours: float, count: int) -> None:
    """Also where the clock was wrong when it was written."""
    now = 1e9
    PendingStore(Database(path), lambda: now).change([make(1)], [], [])
    left = PendingStore(Database(path), lambda: now + 3600 * hours).take_up()
    assert len(left.pending) == len(read_rows(path)) == count


def test_nothing_but_the_number_of_what_is_dealt_with_is_kept_and_that_a_day(path: Path) -> None:
    """A webhook does not say of which updates Telegram knows that."""
    now = 1e9
    store = PendingStore(Database(path), lambda: now)
    store.change([make(1)], [], [])
    store.change([], [1], [])
    assert _list_people(path) == [(1, 0, 0)]
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:  # as it was once
        connection.execute("UPDATE pending_updates SET chat_id = 5, sender_id = 7")
    store.take_up()
    assert _list_people(path) == [(1, 0, 0)]
    now += 25 * 3600
    store.change([make(2)], [], [])
    store.change([], [2], [])
    assert _list_people(path) == [(2, 0, 0)]


def _list_people(path: Path) -> list[tuple[int, int, int]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        query = "SELECT update_id, chat_id, sender_id FROM pending_updates"
        return connection.execute(query).fetchall()


def test_the_oldest_come_first_whatever_their_ids(place: Path | StateUrl) -> None:
    """After a week of silence Telegram's ids begin anywhere."""
    seconds = iter(range(10**9, 10**9 + 9))
    store = PendingStore(Database(place), lambda: next(seconds))
    for update_id in (900, 5, 7):
        store.change([make(update_id)], [], [])
    left = store.take_up()
    assert [each.update_id for each in left.pending] == [900, 5, 7]
    store.let_go()


def test_a_text_that_a_bad_disk_changed_keeps_no_other_back(path: Path) -> None:
    """The driver's error has the text, which would be in the log."""
    store = PendingStore(Database(path))
    store.change([make(1), make(2)], [], [])
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        spoilt = SECRET.encode() + b"\xff"
        connection.execute(
            "UPDATE pending_updates SET raw = CAST(? AS TEXT) WHERE update_id = 1", (spoilt,)
        )
    assert [each.raw for each in store.take_up().pending] == [f"{SECRET}\ufffd", make(2).raw]


@pytest.mark.parametrize("length", [10, 700, 4_000, 20_000])
def test_no_word_of_what_is_dealt_with_is_in_any_file(path: Path, length: int) -> None:
    store = PendingStore(Database(path))
    texts = [f"{SECRET} {number} " * (1 + length // 30) for number in range(60)]
    store.change([make(number, text) for number, text in enumerate(texts)], [], [])
    assert b"smuggler" in read_bytes(path)
    for number in range(0, 60, 7):
        store.change([], [number], [])
        assert read_rows(path)[number] == (number, None)
    store.change([], range(60), [])
    store.clear_traces()
    assert b"smuggler" not in read_bytes(path)
    assert len(read_rows(path)) == 60, "Telegram may hand them over again"
    store.change([], [], range(60))
    assert read_rows(path) == []


def test_a_write_ahead_log_is_emptied(path: Path) -> None:
    store = PendingStore(Database(path))
    store.change([make(0)], [], [])
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT count(*) FROM chats").fetchall()  # it stays open
        store.change([make(1)], [0], [])
        store.change([], [1], [])
        assert b"smuggler" in read_bytes(path)
        store.clear_traces()
        assert b"smuggler" not in read_bytes(path)


def test_a_write_ahead_log_that_somebody_reads_is_emptied_afterwards(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.under_way.pending_journal._QUIET_SECONDS", 0.05)
    monkeypatch.setattr("bot.storage.under_way.pending_journal._MAX_TRACE_SECONDS", 0.05)
    store = PendingStore(Database(path))

    async def run() -> None:
        journal = PendingJournal(store)
        await journal.begin(lambda left: None)
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("PRAGMA journal_mode = WAL")
            await journal.add([make(1)])
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM pending_updates").fetchall()
            journal.note_dealt_with(1)
            with pytest.raises(LockedError):
                await asyncio.to_thread(store.clear_traces)
            assert b"smuggler" in read_bytes(path)
            other.execute("ROLLBACK")  # it stays open, and so does the log
            async with asyncio.timeout(20):
                while b"smuggler" in read_bytes(path):
                    await asyncio.sleep(0.05)
        await journal.close()

    asyncio.run(run())


def test_a_thousand_updates_cost_a_transaction_a_batch_and_few_more(path: Path) -> None:
    store = CountingStore(path)

    async def run() -> None:
        journal = PendingJournal(store)
        await journal.begin(lambda left: None)
        for batch in range(10):
            journal.note_confirmed(100 * batch)
            ids = range(100 * batch, 100 * batch + 100)
            await journal.add([make(number) for number in ids])
            for number in ids:
                await asyncio.sleep(0)
                journal.note_dealt_with(number)
        journal.note_confirmed(1000)
        await journal.close()

    asyncio.run(run())
    print(f"{store.transactions} transactions for 1000 updates in 10 batches")
    assert 20 <= store.transactions <= 200
    assert read_rows(path) == []


def test_not_more_are_written_down_than_are_under_way(path: Path) -> None:
    async def run() -> None:
        journal = PendingJournal(PendingStore(Database(path)))
        await journal.add([make(number) for number in range(1005)])
        assert len(read_rows(path)) == 1000
        for number in range(999, 1005):
            assert journal.knows(number), "handed over again, it is the same update"
            journal.note_dealt_with(number)
            assert journal.knows(number)
        journal.note_confirmed(1005)
        assert not journal.knows(1004)
        await journal.close()

    asyncio.run(run())


def test_who_watches_what_is_not_under_way_waits_for_nothing(path: Path) -> None:
    async def run() -> None:
        journal = PendingJournal(PendingStore(Database(path)))
        await journal.add([make(number, chat_id=-number) for number in (1, 2, 3)])
        journal.forget_chat(-1)
        journal.note_dealt_with(2)
        assert [journal.watch(number).done() for number in (1, 2, 9)] == [True] * 3
        watched = journal.watch(3)
        assert not watched.done()
        journal.forget_sender(7)
        assert watched.done()
        await journal.close()

    asyncio.run(run())


def test_a_file_that_fails_is_told_once_and_written_when_it_can_be(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = CountingStore(path)

    async def run() -> None:
        journal = PendingJournal(store)
        await journal.begin(lambda left: None)
        store.fails = True
        for number in range(20):
            await journal.add([make(number)])
            await asyncio.sleep(0.001)
        journal.note_dealt_with(3)  # was never written down, and need not be any more
        store.fails = False
        await journal.add([make(20)])
        await journal.close()

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "smuggler" not in caplog.text
    assert [row[0] for row in read_rows(path) if row[1]] == [*range(3), *range(4, 21)]


@pytest.mark.parametrize("was_read", [True, False])
def test_a_file_that_fails_for_weeks_is_no_burden(was_read: bool, path: Path) -> None:
    """What was answered meanwhile need not be removed from where it never was."""
    store = CountingStore(path)
    lefts: list[Left] = []

    async def run() -> None:
        with contextlib.ExitStack() as stack:
            if not was_read:
                other = PendingStore(Database(path))
                other.take_up()
                stack.callback(other.let_go)
            journal = PendingJournal(store)
            await journal.begin(lefts.append)
            await journal.add([make(0)])
            store.fails = True
            for number in range(1, 3000):
                await journal.add([make(number)])
                journal.note_dealt_with(number)
                journal.note_confirmed(number + 1)
                await asyncio.sleep(0)
            journal.note_dealt_with(0)
            assert sum(journal.knows(number) for number in range(3000)) <= MAX_PENDING + 1
            store.fails = False
        await journal.add([make(3000)])
        while not lefts:
            await journal.add([make(3000)])
            await asyncio.sleep(0.01)
        journal.note_confirmed(3000)
        await journal.close()

    asyncio.run(run())
    assert [row[0] for row in read_rows(path)] == [3000]
    assert store.most_ids <= 2


def test_only_the_first_waits_for_a_file_that_is_busy(path: Path) -> None:
    """What comes then goes on at once, while the same transaction still waits."""
    store = CountingStore(path)

    async def run() -> None:
        journal = PendingJournal(store)
        await journal.begin(lambda left: None)
        store.is_open.clear()
        for number in range(50):
            await journal.add([make(number)])
        assert store.transactions == 1
        journal.note_dealt_with(0)  # it is being written
        journal.note_dealt_with(1)
        store.is_open.set()
        await journal.add([make(50)])
        await journal.close()

    asyncio.run(run())
    assert [row[0] for row in read_rows(path) if row[1]] == list(range(2, 51))


def test_what_comes_again_before_the_file_can_be_read_is_the_same(path: Path) -> None:
    """It is answered meanwhile, and Telegram knows: what the file has of it is removed."""
    PendingStore(Database(path)).change([make(1), make(2), make(3)], [], [])
    lefts: list[Left] = []

    async def run() -> None:
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN EXCLUSIVE")
            journal = PendingJournal(PendingStore(Database(path)))
            await journal.begin(lefts.append)
            await journal.add([make(1), make(2)])
            journal.note_dealt_with(1)
            journal.note_confirmed(3)
            assert not lefts
            other.rollback()
        while not lefts:
            await asyncio.sleep(0.01)
        await journal.add([make(4)])
        assert [journal.knows(number) for number in range(1, 5)] == [False, True, True, True]
        await journal.close()

    asyncio.run(run())
    assert [[each.update_id for each in left.pending] for left in lefts] == [[3]]
    assert [row[0] for row in read_rows(path)] == [2, 3, 4]


def test_a_chat_and_a_sender_are_forgotten(path: Path) -> None:
    async def run() -> None:
        journal = PendingJournal(PendingStore(Database(path)))
        await journal.add([make(1), make(2, chat_id=-5), make(3, chat_id=-6)])
        journal.forget_chat(-5)
        await journal.add([make(4)])
        assert [row[0] for row in read_rows(path) if row[1]] == [1, 3, 4]
        assert journal.knows(2), "it is still the same update"
        journal.store.forget(-6)
        assert [row[0] for row in read_rows(path)] == [1, 2, 4]
        journal.forget_sender(7)
        await journal.close()

    asyncio.run(run())
    assert all(raw is None for _, raw in read_rows(path))


def test_what_a_living_process_has_under_way_is_its_own(path: Path) -> None:
    first, second = PendingStore(Database(path)), PendingStore(Database(path))
    first.take_up()
    first.change([make(1)], [], [])
    for _ in range(MAX_TRIES + 1):
        with pytest.raises(LockedError, match="another bot runs"):
            second.take_up()
    assert [each.update_id for each in first.take_up().pending] == [1], "no try was counted"
    first.let_go()
    assert [each.update_id for each in second.take_up().pending] == [1]
