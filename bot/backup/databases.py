"""Copies of the state's databases, made while the bot writes to them."""

import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.backup.manifest import STATE, BackupError, is_allowed
from bot.config.state_url import StateUrl
from bot.sources.archives.memory import ArchiveMemory
from bot.sources.channels.memory import PostMemory
from bot.sources.memory import Memory
from bot.sources.remembering import OtherVersionError, RememberError, StateFile
from bot.storage.copying import LASTING, copied
from bot.storage.database import PENDING, TABLE_NAMES, Database, DatabaseError, UnknownFileError
from bot.storage.dialects.sqlite import NOTHING_BESIDE, is_whole_without_log
from bot.storage.opening import VERSIONS
from corpus import clean_line

MEMORIES = (Memory, PostMemory, ArchiveMemory)
"""What is known of each kind of source, a file each."""

_SECONDS_TO_WAIT = 10.0
_MAX_SHOWN = 80
_OWN_VERSIONS = "alembic_version"
"""The table that only what the bot keeps has."""
_OF_SQLITE = {"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}
"""Tables that SQLite makes by itself."""


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """The content of a database's file. `is_empty` says that nothing is kept in it but what would
    be gone by itself, as in one that was just made; `why_not` why this Footnote could not put it
    back, "" if it could."""

    content: bytes
    is_empty: bool
    why_not: str


def list_databases(state_dir: Path) -> list[Path]:
    """Those of the state that are there; an owner's copy by a name of his own is none.

    :raises OSError: if the folder is there and cannot be listed.
    """
    try:
        paths = sorted(state_dir.iterdir())
    except FileNotFoundError:  # nothing was ever kept
        return []
    databases = (path for path in paths if path.suffix == ".sqlite3")
    return [path for path in databases if is_allowed(f"{STATE}{path.name}")]


def copy_database(path: Path) -> DatabaseCopy:
    """The file as of one moment, by SQLite's online backup, in memory; without questions
    that are under way, which nobody waits for when it is put back, without what was deleted, and
    without what other programs have added, as one that copies it does.

    :raises BackupError: if the file is damaged or locked for long, or is none, as a link to a disk
        that is not there.
    """
    if not path.is_file():  # a pipe would be waited for
        raise BackupError(f"{path} is no regular file")
    try:
        with (
            closing(_open_to_read(path)) as source,
            closing(sqlite3.connect(":memory:", isolation_level=None)) as copy,
        ):
            source.backup(copy)
            _check(copy, path)
            tables = _list_tables(copy)
            why_not = _find_other_version(copy, path, tables)
            if not why_not:
                _drop_foreign(copy, path.name)
                if _list_foreign(copy, path.name):
                    why_not = f"{path.name} has in it what is none of Footnote's"
                tables = _list_tables(copy)
            if PENDING.name in tables:
                copy.execute(f"DELETE FROM {PENDING.name}")
            copy.execute("VACUUM")
            return DatabaseCopy(copy.serialize(), _is_empty(copy, tables), why_not)
    except sqlite3.Error as exc:
        raise BackupError(f"{path} cannot be backed up ({exc})") from exc


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Also where no log can be made beside the file, as on a full disk: then without one."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=_SECONDS_TO_WAIT)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.Error as exc:
        connection.close()
        is_without_log = exc.sqlite_errorcode in NOTHING_BESIDE and is_whole_without_log(path)
        if not is_without_log:
            raise
        return sqlite3.connect(f"{address}&immutable=1", uri=True)
    return connection


def copy_server(url: StateUrl) -> DatabaseCopy:
    """What is kept in a database of PostgreSQL, as of one moment, as a file of SQLite: it can be
    put back into either.

    :raises BackupError: if it cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "footnote.sqlite3"
        try:
            with copied(Database(url), Database(path)):
                pass
        except DatabaseError as exc:
            raise BackupError(f"what is kept cannot be backed up ({exc})") from exc
        return copy_database(path)


def is_empty(content: bytes) -> bool:
    """Whether nothing is kept in a database whose file has this content, as `DatabaseCopy` has it.

    :raises BackupError: if it is none.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(content)
            return _is_empty(connection, _list_tables(connection))
    except sqlite3.Error as exc:
        raise BackupError("it is damaged") from exc


def check_database(path: Path, database_name: str) -> None:
    """Looks whether a file that was backed up is whole, with all its tables, and of a version that
    this Footnote knows; an older one of those called `database_name` is brought up to date.

    :raises BackupError: if it is not.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            _check(connection, path)
            hidden = "SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')"
            if connection.execute(hidden).fetchone()[0]:  # which would do something when it is used
                raise BackupError(f"{path.name} in it is none of Footnote's")
            tables = _check_kind(connection, path, database_name)
            # A newer version may have others; that is told as what it is.
            is_known = not _find_other_version(connection, path, tables)
            foreign = _list_foreign(connection, path.name) if is_known else []
            # A plain table of another program's, which back-ups once had, does nothing.
            if active := [one for one in foreign if one[0] != "table"]:
                kind, found = active[0]
                raise BackupError(
                    f"{path.name} in it has what is none of Footnote's: the {kind} "
                    f"{clean_line(found)[:_MAX_SHOWN]!r}"
                )
        if path.name == database_name:
            Database(path).open()
            path.with_name(f"{path.name}.lock").unlink(missing_ok=True)
        for memory in MEMORIES:
            if path.name == memory.NAME:
                with closing(memory(path)) as restored:
                    restored.check_values()
    except UnknownFileError as exc:
        raise BackupError(_word_newer(f"its {path.name}")) from exc
    except OtherVersionError as exc:
        raise BackupError(_word_other(f"its {path.name}")) from exc
    except (sqlite3.Error, DatabaseError, RememberError) as exc:
        raise BackupError(f"its {path.name} is damaged") from exc


def _word_newer(name: str) -> str:
    return f"a newer version of Footnote wrote {name}: update Footnote to that one"


def _word_other(name: str) -> str:
    return f"another version of Footnote wrote {name}: restore it with that one"


def _find_other_version(connection: sqlite3.Connection, path: Path, tables: set[str]) -> str:
    """That a version has written the file that this Footnote cannot read; "" if it can."""
    if _OWN_VERSIONS in tables:
        versions = {str(one) for (one,) in connection.execute(f"SELECT * FROM {_OWN_VERSIONS}")}
        return "" if versions.issubset(VERSIONS) else _word_newer(path.name)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    known = {memory.NAME: memory.VERSION for memory in MEMORIES}
    return _word_other(path.name) if tables and version != known.get(path.name, version) else ""


def _is_empty(connection: sqlite3.Connection, tables: set[str]) -> bool:
    if _OWN_VERSIONS in tables:
        tables = tables.intersection(table.name for table in LASTING)
    looks = (f'SELECT 1 FROM "{name}" LIMIT 1' for name in sorted(tables))
    return not any(connection.execute(look).fetchone() for look in looks)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """:raises BackupError: if the file is not whole."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise BackupError(f"{path} is damaged: {' '.join(str(found).split())}")


def _list_foreign(connection: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    """Kind and name of all that a file of this name has in it and no Footnote makes, such as a
    "table"; a "virtual table", a "trigger" and a "view" do something when they are used. An older
    one has no others."""
    known = next((_list_made(memory) for memory in MEMORIES if name == memory.NAME), TABLE_NAMES)
    known = known | {_OWN_VERSIONS} | _OF_SQLITE
    rows = connection.execute(
        "SELECT type, name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master "
        "WHERE type <> 'index' ORDER BY type <> 'trigger', type <> 'view', 3 DESC, name"
    )
    return [
        ("virtual table" if is_virtual else str(kind), str(found))
        for kind, found, is_virtual in rows
        if kind != "table" or is_virtual or found not in known
    ]


def _list_made(memory: type[StateFile]) -> frozenset[str]:
    """The tables of a file in which what is known of sources is."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(memory.SCHEMA)
        return frozenset(_list_tables(made))


def _drop_foreign(connection: sqlite3.Connection, name: str) -> None:
    """As far as that can be: of some tables only a program that has a library for them."""
    for kind, found in _list_foreign(connection, name):
        quoted = found.replace('"', '""')
        with suppress(sqlite3.Error):
            connection.execute(f'DROP {kind.removeprefix("virtual ")} IF EXISTS "{quoted}"')


def _check_kind(connection: sqlite3.Connection, path: Path, database_name: str) -> set[str]:
    """The names of its tables.

    :raises BackupError: if the file has tables and no version, as one of another kind; what it
    lacks would be made beside them."""
    tables = _list_tables(connection)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    has_version = _OWN_VERSIONS in tables if path.name == database_name else bool(version)
    if tables and not has_version:
        raise BackupError(f"{path.name} in it is none of Footnote's")
    return tables


def _list_tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {str(name) for (name,) in rows}
