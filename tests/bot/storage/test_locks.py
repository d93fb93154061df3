"""Others that use the file at the same time: nobody who reads waits for somebody who writes, and
nobody waits twice for one who does not let go. Waits are counted, not timed."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.chats import ChatSettings, ChatStore
from bot.storage.database import Database, DatabaseError, LockedError
from bot.storage.patience import IMPATIENT_SECONDS, SECONDS, Patience
from bot.storage.unanswered import GapStore

_connect = sqlite3.connect


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "footnote.sqlite3"


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long, in seconds, each connection would have waited for a lock; none really waits."""
    allowed: list[float] = []

    def note(*args: object, timeout: float = 5.0, **kwargs: object) -> sqlite3.Connection:
        allowed.append(timeout)
        return _connect(*args, timeout=0, **kwargs)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr("bot.storage.dialects.sqlite.sqlite3.connect", note)
    return allowed


@contextlib.contextmanager
def locked(path: Path, how: str = "BEGIN EXCLUSIVE") -> Iterator[None]:
    """As if another process wrote into the file at `path` and did not come to an end."""
    with contextlib.closing(_connect(path, isolation_level=None)) as other:
        other.execute(how)
        yield
        other.execute("ROLLBACK")


def test_a_new_file_has_a_write_ahead_log(path: Path) -> None:
    GapStore(Database(path)).keep("Who?")
    with contextlib.closing(_connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
@pytest.mark.parametrize("is_new", [False, True])
def test_who_reads_does_not_wait_for_who_writes(
    how: str, is_new: bool, path: Path, waits: list[float]
) -> None:
    store = ChatStore(Database(path))
    store.write(5, ChatSettings(quotes=2))
    with locked(path, how):
        reader = ChatStore(Database(path)) if is_new else store
        assert [reader.read(chat_id).quotes for chat_id in (5, 6)] == [2, 3]
        assert reader.list_groups() == {}


def test_a_read_is_of_one_moment(path: Path) -> None:
    database, other = Database(path), GapStore(Database(path))
    other.keep("Who?")
    with database.read() as connection:
        count = "SELECT count(*) FROM gaps"
        assert connection.exec_driver_sql(count).scalar() == 1
        other.keep("Where?")
        assert connection.exec_driver_sql(count).scalar() == 1
    assert other.count() == 2


def test_a_transaction_that_reads_cannot_write(path: Path) -> None:
    database = Database(path)
    GapStore(database).keep("Who?")
    with pytest.raises(DatabaseError, match="readonly"), database.read() as connection:
        connection.exec_driver_sql("DELETE FROM gaps")
    assert GapStore(database).count() == 1


@pytest.mark.parametrize("writes", [1, 2, 25])
def test_waits_in_vain_do_not_add_up(writes: int, path: Path, waits: list[float]) -> None:
    store = GapStore(Database(path))
    store.count()
    waits.clear()
    with locked(path):
        for _ in range(writes):
            with pytest.raises(LockedError):
                store.keep("Who?")
            assert store.count() == 0
    assert waits[::2] == [SECONDS] + [IMPATIENT_SECONDS] * (writes - 1)
    assert waits[1::2] == [SECONDS] * writes, "reads, which did not lose their patience"


def test_a_file_that_is_locked_before_it_is_opened(path: Path, waits: list[float]) -> None:
    path.parent.mkdir()
    with contextlib.closing(_connect(path)) as connection, connection:
        connection.execute("CREATE TABLE other (text)")
    store = GapStore(Database(path))
    with locked(path):
        for _ in range(20):
            with pytest.raises(LockedError):
                store.count()
    assert waits == [SECONDS] + [IMPATIENT_SECONDS] * 19
    GapStore(Database(path)).keep("Who?")


def test_patience_comes_back() -> None:
    now = 100.0
    patience = Patience(lambda: now)
    assert patience.seconds == 0.8
    patience.lose()
    assert patience.seconds == 0.05
    now += 11
    assert patience.seconds == 0.8
    patience.lose()
    patience.regain()
    assert patience.seconds == 0.8


def test_many_who_write_and_read_at_once_all_come_through(path: Path) -> None:
    store = GapStore(Database(path))
    failures: list[Exception] = []

    def use() -> None:
        for _ in range(20):
            try:
                store.keep("Who?")
                store.count()
            except DatabaseError as exc:
                failures.append(exc)

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (store.count(), failures) == (80, [])


def test_the_log_is_private_and_gone_when_nobody_uses_the_file(path: Path) -> None:
    database = Database(path)
    GapStore(database).keep("Who?")
    with database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM gaps")
        files = {file.name.removeprefix(path.name): file for file in path.parent.iterdir()}
        assert files.keys() == {"", ".lock", "-wal", "-shm"}
        assert {file.stat().st_mode & 0o777 for file in files.values()} == {0o600}
    assert {file.name for file in path.parent.iterdir()} == {path.name, f"{path.name}.lock"}
