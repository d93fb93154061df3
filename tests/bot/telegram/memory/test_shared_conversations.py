import asyncio
import time
from contextlib import closing

import psycopg
import pytest

from bot.storage.answers import AnswerStore, Asked
from bot.storage.database import Database
from bot.telegram.memory.conversations import Conversations
from bot.telegram.memory.shared_conversations import SharedConversations
from tests.support.postgres import PostgresServer


@pytest.mark.parametrize("mode", ["ACCESS EXCLUSIVE", "SHARE"])
def test_a_database_that_is_locked_is_one_line_and_one_when_it_is_well(
    mode: str, postgres: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    """However many questions come meanwhile, and also where only writing is locked."""
    url = postgres.make_filled()

    async def ask() -> bool:
        await memory.find_last(5, 7)
        await memory.remember(5, 1, Asked("Who?", None, 7, 2, time.monotonic()))
        return await memory.forget_chat(5)

    with closing(Database(url, lasts=True)) as database:
        memory = SharedConversations(Conversations(), AnswerStore(database))
        assert asyncio.run(ask())
        with closing(psycopg.connect(url.url)) as other:
            other.execute(f"LOCK TABLE answers IN {mode} MODE")
            for _ in range(3):
                assert not asyncio.run(ask())
        for _ in range(3):
            assert asyncio.run(ask())
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert f"{url}: canceling statement due to lock timeout" in caplog.messages[0]
