"""What is kept in one file of SQLite: `bot/storage/opening.py` says how it is opened."""

import errno
import sqlite3
import stat
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import ColumnElement, Connection, Engine, Table, create_engine, event, literal
from sqlalchemy.pool import NullPool

from bot.storage.dialects.access import Access
from bot.storage.dialects.holds import FileHold, Hold
from bot.storage.errors import DamagedError, DatabaseError, LockedError, UnknownFileError
from bot.storage.opening import (
    UnknownVersionError,
    is_up_to_date,
    is_write_ahead,
    migrate,
    set_journal,
)
from bot.storage.patience import Patience
from bot.storage.tables import COLUMNS, TYPED, find_misfit
from corpus.private_files import find_obstacle, is_full
from embeddings import PRIVATE_FILE, make_private, make_private_file, make_private_folder

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite writes beside a database, and leaves there if it is killed."""

_NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)
NOTHING_BESIDE = (
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY_CANTINIT, sqlite3.SQLITE_IOERR_SHMOPEN),
    *(sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP),
)
"""What SQLite says where it cannot make the files beside a database that its log needs."""

_READS = "PRAGMA query_only = ON"
_OVERWRITES = "PRAGMA secure_delete = ON"
"""What is forgotten is overwritten."""


class SqliteFile:
    """The file at `path`, which is made or brought up to date when it is opened. With its
    write-ahead log, who reads waits for nobody. Where it cannot be written, or the disk is full, it
    is read all the same."""

    is_shared = False
    to_mend = ""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        to_read, to_write = Patience(), Patience()
        # The driver begins a transaction at the first write: what was read before it might not be
        # true any more. See SQLAlchemy's notes on pysqlite.
        self.reading = Access(
            _make_engine(partial(self._connect_to_read, to_read), "BEGIN"),
            *(to_read, nullcontext(), partial(_explain, path)),
        )
        # Of one process those who write wait for each other, however long that takes.
        self.writing = Access(
            _make_engine(partial(self._connect_to_write, to_write), "BEGIN IMMEDIATE"),
            *(to_write, threading.Lock(), partial(_explain, path)),
        )

    def open(self) -> None:
        """Makes the file, or brings it up to date.

        :raises DamagedError: if it is none.
        :raises OSError, SQLAlchemyError, UnknownVersionError: if it cannot be used.
        """
        if self._path.exists() and not self._path.is_file():
            # Opening a pipe would wait for ever.
            raise DamagedError(f"{self._path} is no regular file")
        try:
            self._open()
        except UnknownVersionError:
            with self.reading.engine.begin() as connection:
                self.check(connection)  # what is damaged may have any version
            raise
        except OSError as exc:
            is_to_read = exc.errno in _NOT_WRITABLE or is_full(exc)
            if not is_to_read or not self._path.exists():
                raise
            self._open_to_read()

    def check(self, connection: Connection) -> None:
        """:raises DamagedError: if the file is not whole."""
        found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
        if found != "ok":
            raise DamagedError(f"{self._path} is damaged: {' '.join(found.split())}")

    def list_columns(self, connection: Connection) -> Iterable[tuple[str, str]]:
        """Those of all tables, each with its table's name before its own."""
        return ((table, column) for table, column in connection.exec_driver_sql(COLUMNS))

    def find_misfit(self, connection: Connection, tables: Iterable[Table]) -> str:
        """The first column of `tables` that is declared in another way, in words; "" if none is."""
        found = (tuple(row) for row in connection.exec_driver_sql(TYPED))
        return find_misfit(found, tables)

    def is_gone(self) -> bool:
        """Whether the file was deleted, or emptied."""
        try:
            return not self._path.stat().st_size
        except OSError:
            return True

    def is_empty(self) -> bool:
        """Whether there is no file, or one of no bytes, as is left where it could not be made.
        False if that is not known."""
        files = [self._path, *(self._path.with_name(self._path.name + end) for end in _BESIDE[:2])]
        try:
            # A link that leads nowhere now may lead to a file when its disk is there again.
            leads_nowhere = any(one.is_symlink() and not one.exists() for one in self._path.parents)
            return not leads_nowhere and not any(map(_measure, files))
        except OSError:
            return False

    def now(self) -> ColumnElement[float]:
        """The clock of this machine: there is no other."""
        return literal(time.time())

    def touch(self, connection: Connection) -> None:
        """Writes what is there already."""
        connection.exec_driver_sql("PRAGMA user_version = 0")

    def be_alone(self, connection: Connection) -> None:
        """SQLite lets one write at a time."""

    def hold(self, name: str, *, shared: bool) -> Hold:
        """A lock file beside the file; it is never `shared`, as the file is not."""
        return FileHold(self._path.with_name(f"{name}.lock"))

    def empty_log(self) -> None:
        """Empties the write-ahead log, if there is one: it keeps what was overwritten.

        :raises LockedError: if somebody reads what it has; SQLite says so without an error.
        :raises DatabaseError: if the file cannot be written.
        """
        try:
            connection = self._connect_to_write(self.writing.patience)
            try:
                (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.close()
        except sqlite3.Error as exc:
            raise _explain(self._path, exc) from exc
        if is_busy:
            raise LockedError(f"{self._path}: somebody reads the write-ahead log")

    def close(self) -> None:
        """Nothing is left open."""

    def _connect_to_read(self, patience: Patience) -> sqlite3.Connection:
        connection = self._connect(patience, _READS)
        try:
            connection.execute("PRAGMA schema_version")  # opens the log
        except sqlite3.OperationalError as exc:
            connection.close()
            # A log cannot be opened where nothing can be made; without one nothing is missed.
            if exc.sqlite_errorcode not in NOTHING_BESIDE or not is_whole_without_log(self._path):
                raise
            return self._connect(patience, _READS, "mode=ro&immutable=1")
        return connection

    def _connect_to_write(self, patience: Patience) -> sqlite3.Connection:
        # SQLite gives the files beside it the rights that it has at that time: what was made while
        # it could only be read would keep everybody from writing from then on.
        with suppress(OSError):
            if self._path.stat().st_mode & stat.S_IWUSR:
                for suffix in _BESIDE:
                    _make_writable(self._path.with_name(self._path.name + suffix))
        return self._connect(patience, _OVERWRITES)

    def _connect(
        self, patience: Patience, setting: str, options: str = "mode=rw"
    ) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?{options}",
            uri=True,
            timeout=patience.seconds,
            isolation_level=None,
        )
        # The driver's own fails at what a bad disk made of a text, with an error that has the text.
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        connection.execute(setting)
        return connection

    def _open(self) -> None:
        make_private_folder(self._path.parent)
        # Of two processes the second waits, and finds nothing left to do.
        patience = self.writing.patience.seconds
        with FileLock(f"{self._path}.lock", timeout=patience, mode=PRIVATE_FILE):
            # Before there is anything in it. SQLite gives the files beside it the same rights.
            make_private_file(self._path)
            for suffix in _BESIDE:
                make_private(self._path.with_name(self._path.name + suffix))
            with self.reading.engine.begin() as connection:
                is_ready = is_up_to_date(connection)
            if not is_ready:
                with self.writing.engine.begin() as connection:
                    migrate(connection)
            set_journal(self.writing.engine, self._path)

    def _open_to_read(self) -> None:
        with self.reading.engine.begin() as connection:
            if not is_up_to_date(connection):
                raise PermissionError(
                    errno.EROFS, "an older file that cannot be brought up to date"
                )


def _make_writable(path: Path) -> None:
    """Lets this user, whose file it is, write it, if it is there."""
    with suppress(FileNotFoundError):
        status = path.lstat()
        if stat.S_ISREG(status.st_mode) and not status.st_mode & stat.S_IWUSR:
            path.chmod(PRIVATE_FILE)


def _measure(path: Path) -> int:
    try:
        return path.lstat().st_size
    except FileNotFoundError:
        return 0


def _make_engine(connect: Callable[[], sqlite3.Connection], begin: str) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=NullPool,
        # Or else errors would take what is written, such as questions, into the log.
        hide_parameters=True,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def is_whole_without_log(path: Path) -> bool:
    """Whether the database at `path` has a write-ahead log that holds nothing."""
    log = path.with_name(f"{path.name}-wal")
    return is_write_ahead(path) and not (log.exists() and log.stat().st_size)


def _explain(path: Path, exc: Exception) -> DatabaseError:
    """`exc` as what has become of the file at `path`, on one line."""
    if isinstance(exc, UnknownVersionError):
        return UnknownFileError(
            f"{path} was written by a newer version of Footnote: "
            "update Footnote to that one, or move the file away"
        )
    if isinstance(exc, Timeout):
        return LockedError(f"{path}: database is locked")
    reason = getattr(exc, "orig", None) or exc
    code = getattr(reason, "sqlite_errorcode", 0) & 0xFF  # without what it is extended by
    kind = {
        sqlite3.SQLITE_BUSY: LockedError,
        sqlite3.SQLITE_LOCKED: LockedError,
        sqlite3.SQLITE_NOTADB: DamagedError,
        sqlite3.SQLITE_CORRUPT: DamagedError,
    }.get(code, DatabaseError)
    return kind(f"{path}: {_name_obstacle(path, reason)}")


def _name_obstacle(path: Path, reason: Exception) -> object:
    """`reason`, or what it comes of: SQLite calls a full disk one that fails, and a folder that may
    only be read a file that cannot be opened."""
    code = getattr(reason, "sqlite_errorcode", 0) & 0xFF
    found: Exception | None = reason
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and path.exists():
        found = find_obstacle(path.parent)
    if code == sqlite3.SQLITE_FULL or (isinstance(found, OSError) and is_full(found)):
        return "the disk is full"
    return found.strerror if isinstance(found, OSError) and found is not reason else reason
