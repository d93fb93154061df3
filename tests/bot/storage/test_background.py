import asyncio
import logging
import threading
from pathlib import Path

import pytest

from bot.storage.background import Outage, read_or_default, write_if_possible
from bot.storage.database import Database, DatabaseError
from bot.storage.errors import DamagedRowError
from bot.storage.feedback import FeedbackStore

_LOG = logging.getLogger("somebody")


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(Database(tmp_path / "footnote.sqlite3"))


@pytest.fixture
def broken(tmp_path: Path) -> FeedbackStore:
    path = tmp_path / "broken.sqlite3"
    path.write_bytes(b"no database" * 100)
    return FeedbackStore(Database(path))


def test_what_was_written_is_read(store: FeedbackStore, caplog: pytest.LogCaptureFixture) -> None:
    assert asyncio.run(write_if_possible(_LOG, "not kept", store.change, "a", 1, useless=2))
    assert asyncio.run(read_or_default(_LOG, "not read", None, store.count)) == (1, 2)
    assert caplog.records == []


def test_a_database_that_cannot_be_used_is_one_line_of_the_caller(
    broken: FeedbackStore, caplog: pytest.LogCaptureFixture
) -> None:
    assert asyncio.run(read_or_default(_LOG, "not read", (0, 0), broken.count)) == (0, 0)
    assert not asyncio.run(write_if_possible(_LOG, "not kept", broken.change, "a", 1, 0))
    assert [(record.name, record.levelname) for record in caplog.records] == [
        ("somebody", "ERROR")
    ] * 2
    for message, failure in zip(caplog.messages, ("not read: ", "not kept: "), strict=True):
        assert message.startswith(failure)
        assert "broken.sqlite3" in message
        assert len(message.splitlines()) == 1


def test_an_outage_is_a_line_and_its_end_another(
    store: FeedbackStore, broken: FeedbackStore, caplog: pytest.LogCaptureFixture
) -> None:
    outage = Outage(_LOG, "not done", "done again")

    async def use(either: FeedbackStore) -> bool:
        await outage.read_or_default((0, 0), either.count)
        return await outage.write_if_possible(either.change, "a", 1, 0)

    for either in (store, broken, broken, store, store, broken):
        assert asyncio.run(use(either)) is (either is store)
    told = [message.partition(":")[0] for message in caplog.messages]
    assert told == ["not done", "done again", "not done"]


def test_another_reason_is_told_while_the_first_lasts(caplog: pytest.LogCaptureFixture) -> None:
    """A disk that is full, behind one moment in which somebody had locked the file."""
    outage = Outage(_LOG, "not done", "done again")

    def fail(reason: str) -> None:
        raise DatabaseError(reason)

    async def run() -> None:
        await outage.read_or_default(None, fail, "locked")
        for _ in range(3):
            await outage.write_if_possible(fail, "full")

    asyncio.run(run())
    assert caplog.messages == ["not done: locked", "not done: full"]


def test_a_row_that_is_none_is_told_each_time(
    store: FeedbackStore, caplog: pytest.LogCaptureFixture
) -> None:
    outage = Outage(_LOG, "not read", "read again")

    def read() -> None:
        raise DamagedRowError("it is none")

    for call in (read, store.count, read):
        asyncio.run(outage.read_or_default(None, call))
    assert caplog.messages == ["not read: it is none"] * 2


def test_other_errors_are_nobodys_default() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(read_or_default(_LOG, "not read", 0, lambda: 1 // 0))
    with pytest.raises(ZeroDivisionError):
        asyncio.run(write_if_possible(_LOG, "not kept", lambda: 1 // 0))


def test_the_event_loop_is_left_alone() -> None:
    here = threading.get_ident()
    assert asyncio.run(read_or_default(_LOG, "not read", here, threading.get_ident)) != here
