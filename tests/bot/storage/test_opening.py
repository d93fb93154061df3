"""Files of every older version, of a newer one, damaged ones, and where nothing can be written."""

import contextlib
import logging
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Float, Integer, LargeBinary, MetaData, create_engine, event

from bot.storage import opening
from bot.storage.chats import ChatSettings, ChatStore
from bot.storage.database import DamagedError, Database, DatabaseError, UnknownFileError
from bot.storage.opening import migrate
from bot.storage.unanswered import GapStore
from tests.support.mounting import leave_room, make_read_only, mounted, needs_mount
from tests.support.paths import PROJECT


def _list_versions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


VERSIONS = _list_versions()


def test_the_versions_are_those_of_the_migrations() -> None:
    assert list(opening.VERSIONS) == VERSIONS[::-1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "footnote.sqlite3"


def make_value(kind: object, of: random.Random) -> object:
    if isinstance(kind, Boolean):
        return of.random() < 0.5
    if isinstance(kind, Integer):
        return of.randrange(-(2**63), 2**63)
    if isinstance(kind, Float):
        return of.uniform(-1e12, 1e12)
    if isinstance(kind, LargeBinary):
        return of.randbytes(of.randrange(40))
    return "".join(of.choices("aZ0 \n\"'%;éعด字🎻", k=of.randrange(40)))


def make_old(path: Path, version: str, of: random.Random) -> dict[str, list[dict[str, object]]]:
    """A file of `version` with rows in each of its tables, which are returned by table."""
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    rows: dict[str, list[dict[str, object]]] = {}
    tables = MetaData()
    with engine.begin() as connection:
        migrate(connection, version)
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if table.name == "alembic_version":
                continue
            rows[table.name] = [
                {column.name: make_value(column.type, of) for column in table.columns}
                for _ in range(of.randrange(5))
            ]
            if rows[table.name]:
                connection.execute(table.insert(), rows[table.name])
    engine.dispose()
    return rows


def fill(path: Path, count: int) -> None:
    with Database(path).begin() as connection:
        for number in range(count):
            question = f"{number} " * 100
            connection.exec_driver_sql(
                "INSERT INTO gaps (question, day) VALUES (?, '2026-11-26')", (question,)
            )


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("seed", range(5))
def test_a_file_of_each_older_version_goes_forward_with_its_rows(version: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "footnote.sqlite3"
        rows = make_old(path, version, random.Random(seed))
        database = Database(path)
        database.examine()
        database.probe()
        tables = MetaData()
        with database.read() as connection:
            tables.reflect(connection)
            for name, written in rows.items():
                table = tables.tables[name]
                names = sorted(
                    {c.name for c in table.columns} & {c for one in written for c in one}
                )
                read = connection.execute(table.select()).mappings().all()
                found = [[row[name] for name in names] for row in read]
                kept = [[one[name] for name in names] for one in written]
                assert sorted(map(repr, found)) == sorted(map(repr, kept))


def test_a_migration_that_fails_is_undone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In whichever of its steps: what was there is there, and the next try succeeds."""
    GapStore(Database(path)).keep("Who?")
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM alembic_version")
        connection.execute("DROP TABLE chats")
        before = connection.execute("SELECT sql FROM sqlite_master ORDER BY sql").fetchall()
    for _ in range(2):
        with pytest.raises(DatabaseError, match="already exists"):
            GapStore(Database(path)).count()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        after = connection.execute("SELECT sql FROM sqlite_master ORDER BY sql").fetchall()
        assert connection.execute("SELECT question FROM gaps").fetchall() == [("Who?",)]
    assert after == before


@pytest.mark.parametrize("kind", ["", "BLOB PRIMARY KEY", "VARCHAR PRIMARY KEY", "INTEGER"])
def test_a_key_of_another_kind_is_told(kind: str, path: Path) -> None:
    """The row of a chat that may see some folders would not be found, or a second one first."""
    Database(path).open()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (made,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'chats'"
        ).fetchone()
        made = made.replace("chat_id INTEGER NOT NULL", f"chat_id {kind}")
        made = re.sub(r",\s*PRIMARY KEY \(chat_id\)", "", made)
        connection.execute("DROP TABLE chats")
        connection.execute(made)
    with pytest.raises(DamagedError, match="the column chat_id of the table chats is of another"):
        Database(path).open()


def test_a_file_without_one_of_its_tables_is_told(path: Path) -> None:
    """While it is open, as by a bot that runs and looks at itself, and when it is opened."""
    database = Database(path)
    database.probe()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            if name == "alembic_version":
                continue
            (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,))
            connection.execute(f"DROP TABLE {name}")
            for use in (database.probe, Database(path).open, Database(path).examine):
                with pytest.raises(DamagedError, match=f"damaged: there is no table {name}"):
                    use()
            connection.execute(*made)
    database.probe()


@pytest.mark.parametrize(
    "version",
    # From the oldest on, all steps are taken.
    [None, *(pytest.param(each, marks=pytest.mark.soak) for each in VERSIONS[1:-1]), VERSIONS[-1]],
)
def test_a_migration_that_is_killed_is_made_by_the_next_process(
    version: str | None, tmp_path: Path
) -> None:
    """At each of its statements, of a new file and of each older one."""
    old = tmp_path / "old.sqlite3"
    old.touch()
    rows = make_old(old, version, random.Random(3)) if version else {}
    command = [sys.executable, "-m", "tests.support.killed_migrations", str(old)]
    kills = int(subprocess.run(command, check=True, capture_output=True, cwd=PROJECT).stdout)
    assert kills > 5
    seen = set()
    for number in range(1, kills + 1):
        path = tmp_path / str(number) / "footnote.sqlite3"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            seen.add(frozenset(name for (name,) in tables))
        database = Database(path)
        database.examine()
        database.probe()
        assert ChatStore(database).read(7) == ChatSettings()
        with contextlib.closing(sqlite3.connect(path)) as connection:
            for name, written in rows.items():
                query = f"SELECT count(*) FROM {name}"
                assert connection.execute(query).fetchone() == (len(written),)
    print(f"{kills} kills")
    assert len(seen) == 2, "all tables of the older version, or all of this one"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE alembic_version SET version_num = 'v9999'",
        "INSERT INTO alembic_version VALUES ('v9999')",  # two branches that came together
        "INSERT INTO alembic_version VALUES ('v0001')",
    ],
)
def test_a_file_of_a_newer_version_is_not_touched(change: str, path: Path) -> None:
    GapStore(Database(path)).keep("Who?")
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change)
    before = path.read_bytes()
    for use in (Database(path).open, Database(path).examine, Database(path).probe):
        with pytest.raises(UnknownFileError, match="update Footnote"):
            use()
    assert path.read_bytes() == before


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.9])
def test_a_truncated_file_is_damaged_and_left_alone(kept: float, path: Path) -> None:
    fill(path, 200)
    data = path.read_bytes()
    path.write_bytes(data[: int(kept * len(data))])
    before = path.read_bytes()
    database = Database(path)
    with pytest.raises(DamagedError):
        database.examine()
    with pytest.raises(DamagedError):
        GapStore(database).keep("Who?")
    assert path.read_bytes() == before


def test_each_page_that_is_zeroed_is_found_or_free(path: Path) -> None:
    fill(path, 40)
    data = path.read_bytes()
    for page in range(len(data) // 4096):
        path.write_bytes(data[: 4096 * page] + bytes(4096) + data[4096 * (page + 1) :])
        with pytest.raises(DatabaseError):
            Database(path).examine()


def test_a_damaged_version_is_not_taken_for_a_newer_one(path: Path) -> None:
    """The end of the file is gone, and only the log has its beginning."""
    with contextlib.closing(_leave_log(path)):
        data = path.read_bytes()
        copies = {file: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    for file, held in copies.items():
        file.write_bytes(held)
    path.write_bytes(data[:5000])
    for use in (Database.open, Database.examine):
        with pytest.raises(DamagedError):
            use(Database(path))


def _leave_log(path: Path) -> sqlite3.Connection:
    """A connection to a new file that keeps the log of what was last written."""
    GapStore(Database(path)).keep("Who?")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("INSERT INTO gaps (question, day) VALUES ('Where?', '2026-01-01')")
    connection.commit()
    return connection


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_holds_nobody_up(make: Callable[[Path], None], path: Path) -> None:
    path.parent.mkdir()
    make(path)
    for use in (Database.open, Database.examine, Database.probe):
        with pytest.raises(DamagedError, match="no regular file"):
            use(Database(path))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    with mounted(folder, "size=9m"):
        yield folder


@needs_mount
@pytest.mark.parametrize("is_log_left", [False, True])
def test_what_cannot_be_written_is_read(disk: Path, is_log_left: bool) -> None:
    path = disk / "footnote.sqlite3"
    database = Database(path)
    ChatStore(database).write(5, ChatSettings(quotes=2))
    if is_log_left:
        with database.begin() as connection:
            connection.exec_driver_sql("UPDATE chats SET quotes = 4")
            connection.commit()
            files = [file for file in disk.iterdir() if file.is_file()]
            copies = {file: shutil.copy(file, disk / f"{file.name}.copy") for file in files}
        for file, copy in copies.items():
            Path(copy).replace(file)
    make_read_only(disk)
    store = ChatStore(Database(path))
    assert store.read(5).quotes == (4 if is_log_left else 2)
    for _ in range(2):
        with pytest.raises(DatabaseError, match=r"readonly|[Rr]ead-only"):
            store.write(5, ChatSettings(quotes=1))
    assert store.read(6) == ChatSettings()


def test_files_beside_it_that_were_made_while_it_could_only_be_read_are_written_again(
    path: Path,
) -> None:
    database = Database(path)
    GapStore(database).keep("Who?")
    beside = [path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm")]
    with database.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM gaps")  # keeps them there
        for mode, written in ((0o400, 0o400), (0o600, 0o600)):
            path.chmod(mode)
            for each in beside:
                each.chmod(0o400)
            with contextlib.suppress(DatabaseError):  # a superuser may write anything
                GapStore(database).keep("When?")
            assert {each.stat().st_mode & 0o777 for each in beside} == {written}


@needs_mount
@pytest.mark.parametrize("room", [{"pages": 0, "files": 100}, {"pages": 100, "files": 0}])
def test_on_a_full_disk_all_is_read_and_with_room_again_written(
    disk: Path, room: dict[str, int]
) -> None:
    path = disk / "footnote.sqlite3"
    ChatStore(Database(path)).write(5, ChatSettings(quotes=2))
    leave_room(disk, **room)
    store = ChatStore(Database(path))
    for _ in range(2):
        assert store.read(5).quotes == 2
        with pytest.raises(DatabaseError, match=r"sqlite3: the disk is full"):
            store.write(5, ChatSettings(quotes=1))
    assert ChatStore(Database(path)).read(5).quotes == 2, "another one that is opened"
    leave_room(disk, pages=100, files=100)
    store.write(5, ChatSettings(quotes=1))
    assert ChatStore(Database(path)).read(5).quotes == 1


def test_other_machines_file_systems_have_the_old_journal(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    GapStore(Database(path)).keep("Who?")  # with a log, before it was moved there
    monkeypatch.setattr(opening, "find_file_system", lambda _: "nfs4")
    store = GapStore(Database(path))
    store.keep("Where?")
    assert store.count() == 2
    (line,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "is on nfs4" in line.getMessage()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
