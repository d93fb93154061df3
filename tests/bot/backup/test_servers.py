"""Back-ups of what is kept in PostgreSQL: put back there, or into a file, as a file is."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backup.manifest import BackupError
from bot.backup.restoring import restore
from bot.backup.writing import back_up
from bot.config.settings import Settings
from bot.storage.database import Database
from bot.storage.stores import Stores, make_stores
from bot.storage.under_way.pending import PendingStore, PendingUpdate
from tests.bot.backup.conftest import CHANNEL, CHAT, CHAT_SETTINGS, SECRET, make_settings
from tests.support.postgres import PostgresServer


@pytest.fixture
def on_server(settings: Settings, postgres: PostgresServer, tmp_path: Path) -> Settings:
    """Those of a bot whose state was put into PostgreSQL, by a back-up of its file."""
    file = tmp_path / "moved.zip"
    back_up(settings, {}, file)
    moved = replace(make_settings(tmp_path / "server"), state_url=postgres.make_filled())
    restore(moved, file)
    return moved


@pytest.fixture
def file(on_server: Settings, tmp_path: Path) -> Path:
    """A back-up of it."""
    PendingStore(Database(on_server.database_place)).change(
        [PendingUpdate(7, CHAT, 5, SECRET)], (), ()
    )
    # Of the time before; what is kept is elsewhere.
    on_server.database_path.write_bytes(b"old")
    path = tmp_path / "b.zip"
    back_up(on_server, {}, path)
    on_server.database_path.unlink()
    return path


def look(settings: Settings) -> tuple[object, ...]:
    """What is kept, after one more question without an answer."""
    stores: Stores = make_stores(settings.database_place)
    with closing(stores.database):
        stores.gaps.keep("Who?")
        stores.channels.read()
        kept = (
            stores.chats.read(CHAT),
            stores.channels.list_known(),
            stores.feedback.count(),
            stores.gaps.count(),
            stores.pending.store.take_up().pending,
        )
        stores.pending.store.let_go()
        return kept


KEPT = (CHAT_SETTINGS, [CHANNEL], (2, 1))


@pytest.mark.parametrize("to_file", [True, False])
def test_what_was_kept_is_there_again(
    to_file: bool, file: Path, on_server: Settings, postgres: PostgresServer, tmp_path: Path
) -> None:
    assert look(on_server)[:4] == (*KEPT, 1)
    url = None if to_file else postgres.make_filled()
    wiped = replace(make_settings(tmp_path / "new"), state_url=url)
    restore(wiped, file)
    assert look(wiped) == (*KEPT, 1, ())
    assert look(wiped)[3] == 2, "rows are numbered on"
    assert wiped.database_path.exists() is to_file


def test_what_is_there_is_kept_beside_and_only_if_that_is_said(
    file: Path, on_server: Settings
) -> None:
    look(on_server)
    with pytest.raises(BackupError, match="has what a bot keeps: restore into an empty database"):
        restore(on_server, file)
    beside = restore(on_server, file, force=True).kept
    assert look(on_server) == (*KEPT, 1, ())
    (old,) = [path for folder in beside for path in folder.glob("postgres.sqlite3")]
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT question FROM gaps").fetchall() == [("Who?",)]
    assert not (on_server.state_dir / old.name).exists()


def test_nothing_has_changed_where_it_cannot_be_put_back(
    file: Path, on_server: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = PendingStore(Database(on_server.database_place), is_alone=False)
    running.take_up()
    with pytest.raises(BackupError, match="a bot runs with postgresql:"):
        restore(on_server, file, force=True)
    running.let_go()
    look(on_server)

    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("bot.backup.restoring.move_all", fail)
    with pytest.raises(BackupError, match="the disk is gone"):
        restore(on_server, file, force=True)
    assert look(on_server)[3] == 2, "it is as it was"
    assert not list(on_server.state_dir.glob("postgres*"))
