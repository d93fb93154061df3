"""What is tried again after a kill, one after the other."""

import asyncio
from pathlib import Path

import pytest
from telegram import Bot

from bot.storage.channels import ChannelStore
from bot.storage.database import Database, DatabaseError
from bot.storage.under_way.pending import PendingStore, PendingUpdate
from bot.storage.under_way.pending_journal import PendingJournal
from bot.telegram.incoming import keeping


class FailingStore(PendingStore):
    """Cannot count what is tried the first `failures` times."""

    failures = 2

    def __init__(self, path: Path) -> None:
        super().__init__(Database(path))
        self.counted: list[int] = []

    def count_try(self, update_id: int) -> None:
        if self.failures:
            self.failures -= 1
            raise DatabaseError("the disk is full")
        self.counted.append(update_id)


def test_a_try_that_cannot_be_counted_leaves_none_of_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_PAUSE_SECONDS", 0.001)
    store = FailingStore(tmp_path / "footnote.sqlite3")
    store.change([PendingUpdate(number, 5, 7, "no JSON") for number in (1, 2, 3)], [], [])
    store.take_up()  # the start that was killed

    async def run() -> None:
        journal = PendingJournal(store)
        tasks: set[asyncio.Task[None]] = set()
        async with asyncio.timeout(30):
            keeper = keeping.Keeper(journal, ChannelStore(Database(tmp_path / "other.sqlite3")))
            await keeper.resume(Bot("1:a"), asyncio.Queue(), tasks)
            await asyncio.gather(*tasks)
        await journal.close()

    asyncio.run(run())
    assert store.counted == [1, 2, 3]
