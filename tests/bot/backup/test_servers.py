"""Back-ups of what is kept in PostgreSQL: put back there, or into a file, as a file is."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backup.manifest import BackupError
from bot.backup.moving import explain_cut_off, find_note
from bot.backup.restoring import restore
from bot.backup.writing import back_up
from bot.config.settings import Settings
from bot.storage.database import Database
from bot.storage.stores import Stores, make_stores
from bot.storage.under_way.pending import PendingStore, PendingUpdate
from tests.bot.backup.conftest import CHANNEL, CHAT, CHAT_SETTINGS, SECRET, make_settings
from tests.support.postgres import PostgresServer


class Killed(BaseException):
    """In place of a signal, after which nothing is done."""


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
    assert read_questions(old) == ["Who?"]
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


_REFUSE = "RAISE EXCEPTION 'no'"
_CUT = "PERFORM pg_terminate_backend(pg_backend_pid())"


@pytest.mark.parametrize("act", [_REFUSE, _CUT], ids=["refused", "cut"])
def test_folders_are_as_they_were_where_the_server_takes_nothing_in_the_end(
    act: str, file: Path, on_server: Settings, postgres: PostgresServer
) -> None:
    """All was moved to its place, and what was kept was not."""
    name = str(on_server.state_url).partition("?")[0].rpartition("/")[2]
    postgres.execute(
        f"CREATE FUNCTION act() RETURNS trigger AS $$ BEGIN {act}; RETURN NULL; END $$ "
        "LANGUAGE plpgsql; CREATE CONSTRAINT TRIGGER late AFTER INSERT ON chats "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION act()",
        name,
    )
    look(on_server)
    mine = on_server.corpus_dir / "mine.md"
    mine.write_text("It came later.\n")
    kept = on_server.state_dir / "postgres.sqlite3"
    with pytest.raises(BackupError, match="nothing was restored, but") as e:
        restore(on_server, file, force=True)
    assert str(e.value).endswith(f"what the server had is in {kept}")
    assert mine.read_text() == "It came later.\n"
    assert not list(on_server.corpus_dir.parent.glob("*.before-*"))
    assert not explain_cut_off(on_server.state_dir)
    assert look(on_server)[3] == 2, "it is as it was"

    postgres.execute("DROP TRIGGER late ON chats", name)
    copy = kept.read_bytes()
    beside = restore(on_server, file, force=True).kept
    assert not mine.exists()
    assert look(on_server) == (*KEPT, 1, ())
    assert copy in [path.read_bytes() for folder in beside for path in folder.glob("*.sqlite3")]


def test_one_that_is_killed_when_the_server_has_it_is_done_again_and_loses_nothing(
    file: Path, on_server: Settings
) -> None:
    """A note of what was moved is there until all is."""
    look(on_server)
    assert look(on_server)[3] == 2
    rename, unlink = Path.rename, Path.unlink
    note = find_note(on_server.state_dir)
    is_killed = False

    def unlink_until(path: Path, missing_ok: bool = False) -> None:
        nonlocal is_killed
        if is_killed := is_killed or path == note:
            raise Killed
        unlink(path, missing_ok)

    def rename_until(path: Path, target: Path) -> Path:
        if is_killed:
            raise Killed
        return rename(path, target)

    with pytest.MonkeyPatch.context() as patch, suppress(Killed):
        patch.setattr(Path, "unlink", unlink_until)
        patch.setattr(Path, "rename", rename_until)
        restore(on_server, file, force=True)
    assert explain_cut_off(on_server.state_dir)
    assert look(on_server)[3] == 1, "it is as the back-up has it"
    restored = restore(on_server, file, force=True)
    assert restored.has_undone
    assert look(on_server) == (*KEPT, 1, ())
    copies = [path for folder in restored.kept for path in folder.glob("postgres*.sqlite3")]
    questions = {path.name: read_questions(path) for path in copies}
    assert questions == {"postgres-1.sqlite3": ["Who?"] * 2, "postgres.sqlite3": ["Who?"]}


def read_questions(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [str(one) for (one,) in connection.execute("SELECT question FROM gaps")]
