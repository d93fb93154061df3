"""What is kept between two runs of the bot, in one SQLite file: its tables, and transactions.
`bot/storage/migrations` says how it came to be what it is, `bot/storage/opening.py` how it is
opened."""

import errno
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.storage.opening import (
    UnknownVersionError,
    is_up_to_date,
    is_write_ahead,
    migrate,
    set_journal,
)
from bot.storage.patience import Patience
from bot.storage.tables import COLUMNS, TYPED, find_lack, find_misfit
from corpus import FootnoteError
from embeddings import PRIVATE_FILE, make_private, make_private_file, make_private_folder

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite writes beside a database, and leaves there if it is killed."""

_NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)

_tables = MetaData()

FEEDBACK = Table(
    "feedback",
    _tables,
    Column("passage_id", String, primary_key=True),
    Column("useful", Integer, nullable=False),
    Column("useless", Integer, nullable=False),
)
CHATS = Table(
    "chats",
    _tables,
    Column("chat_id", Integer, primary_key=True),
    Column("quotes", Integer),
    Column("folders", String),  # JSON list
    Column("silent_misses", Boolean),
    Column("language", String),
    Column("membership", String),  # in a group: member, muted or gone
    Column("was_told", Boolean),  # that the bot does not serve it
    Column("moved_from", Integer),  # its id before it became a supergroup
)
EARLIER_ANSWERS = Table(
    "earlier_answers",
    _tables,
    Column("chat_id", Integer, primary_key=True),
    Column("message_id", Integer, primary_key=True),
    Column("topic", Integer, nullable=False),  # 0 outside of topics
    Column("sentence", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("at", Float, nullable=False),  # seconds since 1970
)
GAPS = Table(
    "gaps",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("question", String, nullable=False),
    Column("day", String, nullable=False),  # ISO 8601
)
PENDING = Table(
    "pending_updates",
    _tables,
    Column("update_id", Integer, primary_key=True),
    Column("chat_id", Integer, nullable=False),
    Column("sender_id", Integer, nullable=False),
    Column("raw", String),  # JSON; none when it is dealt with
    Column("at", Float, nullable=False),  # seconds since 1970
    Column("attempts", Integer, nullable=False),
)
CHANNELS = Table(
    "channels",
    _tables,
    Column("chat_id", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("name", String),  # without "@", of one that is public
)
SPENDINGS = Table(
    "spendings",
    _tables,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("account", LargeBinary, nullable=False),  # nobody's name: see `SpendingStore`
    Column("until", Float, nullable=False),  # when it counts no more, in seconds since 1970
    Index("spendings_of_account", "account"),
)
PROCESSES = Table(
    "processes",
    _tables,
    Column("name", String, primary_key=True),
    Column("until", Float, nullable=False),  # when it counts as dead, in seconds since 1970
)
ANSWERS = Table(
    "answers",
    _tables,
    Column("chat_id", BigInteger, primary_key=True),
    Column("answer_id", BigInteger, primary_key=True),
    Column("question_id", BigInteger, nullable=False),
    Column("asker_id", BigInteger),
    Column("question", String, nullable=False),  # JSON, as the next two
    Column("before", String),  # the question that it was understood with
    Column("follows", String),  # the one before it, whether that was needed or not
    Column("follows_asker", BigInteger),
    Column("language", String),
    Column("at", Float, nullable=False),  # seconds since 1970
    Index("answers_by_time", "at"),
)
FORGOTTEN = Table(
    "forgotten",
    _tables,
    Column("who", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Float, nullable=False),  # seconds since 1970
)


class DatabaseError(FootnoteError):
    """Nothing can be kept or read; the text says why."""


class LockedError(DatabaseError):
    """Another process has locked the file, and did not let go of it in time."""


class DamagedError(DatabaseError):
    """The file is no database, or not a whole one."""


class UnknownFileError(DatabaseError):
    """A newer Footnote has written the file."""


class Database:
    """The file, which is made or brought up to date when it is first used. Several threads and
    processes may use it: with its write-ahead log, who reads waits for nobody.

    Nobody waits for a lock longer than `Patience` says. Where the file cannot be written it is
    read all the same.
    """

    is_shared = False
    """Whether several bots may answer with it, which then write down what each of them has to know
    of the others."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._patience_to_read, self._patience_to_write = Patience(), Patience()
        # The driver begins a transaction at the first write: what was read before it might not be
        # true any more. See SQLAlchemy's notes on pysqlite.
        self._reading = _make_engine(
            partial(self._connect, self._patience_to_read, "PRAGMA query_only = ON"), "BEGIN"
        )
        self._writing = _make_engine(
            # What is forgotten is overwritten.
            partial(self._connect, self._patience_to_write, "PRAGMA secure_delete = ON"),
            "BEGIN IMMEDIATE",
        )
        self._writing_turn = threading.Lock()
        """Held by who writes: of one process they wait for each other, however long that takes."""
        self._opening = threading.Lock()
        self._is_open = False
        self._is_read_only = False
        self._damage = ""
        """What is wrong with a file that is not whole."""

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that writes, one at a time.

        :raises DatabaseError: if the file cannot be used; nothing of the transaction is kept.
        """
        with (
            self._writing_turn,
            self._transact(self._writing, self._patience_to_write) as connection,
        ):
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads, all of it as of one moment; it waits for no writer.

        :raises DatabaseError: if the file cannot be used.
        """
        with self._transact(self._reading, self._patience_to_read) as connection:
            yield connection

    def open(self) -> None:
        """Makes the file, or brings it up to date.

        :raises DatabaseError: if it cannot be used.
        """
        with self.read():
            pass

    @property
    def is_gone(self) -> bool:
        """Whether the file that this object has opened was deleted, or emptied, since. It is not
        made anew, as nobody would know what each chat may see; a new object would."""
        try:
            return self._is_open and not self.path.stat().st_size
        except OSError:
            return self._is_open

    def examine(self) -> None:
        """Looks whether the file is whole, in time that grows with its size.

        :raises DatabaseError: if it is not; then this object leaves it alone from now on, as what
            is read might be wrong, and what is written the end of it.
        """
        try:
            with self.read() as connection:
                self._check(connection)
        except DamagedError as exc:
            self._damage = str(exc)
            raise

    def is_empty(self) -> bool:
        """Whether nothing can have been kept: there is no file, or one of no bytes, as is left
        where it could not be made. False if that is not known."""
        files = [self.path, *(self.path.with_name(self.path.name + end) for end in _BESIDE[:2])]
        try:
            # A link that leads nowhere now may lead to a file when its disk is there again.
            leads_nowhere = any(one.is_symlink() and not one.exists() for one in self.path.parents)
            return not leads_nowhere and not any(map(_measure, files))
        except OSError:
            return False

    def probe(self) -> None:
        """Writes what is there already, and looks whether all tables are.

        :raises DatabaseError: if it cannot be written, or one is not there.
        """
        with self.begin() as connection:
            self._check_tables(connection)
            connection.exec_driver_sql("PRAGMA user_version = 0")

    def empty_log(self) -> None:
        """Empties the write-ahead log, if there is one: it keeps what was overwritten.

        :raises LockedError: if somebody reads what it has; SQLite says so without an error.
        :raises DatabaseError: if the file cannot be written.
        """
        try:
            connection = self._connect(self._patience_to_write, "PRAGMA secure_delete = ON")
            try:
                (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.close()
        except sqlite3.Error as exc:
            raise _explain(self.path, exc) from exc
        if is_busy:
            raise LockedError(f"{self.path}: somebody reads the write-ahead log")

    @contextmanager
    def _transact(self, engine: Engine, patience: Patience) -> Iterator[Connection]:
        if self._damage:
            raise DamagedError(self._damage)
        try:
            self._open_once()
            with engine.begin() as connection:
                yield connection
        except (OSError, SQLAlchemyError, UnknownVersionError) as exc:
            error = _explain(self.path, exc)
            if isinstance(error, LockedError):
                patience.lose()
            raise error from exc
        patience.regain()

    def _connect(self, patience: Patience, setting: str) -> sqlite3.Connection:
        options = "mode=rw"
        if self._is_read_only:
            # A log cannot be opened where nothing can be made; without one nothing is missed.
            log = self.path.with_name(f"{self.path.name}-wal")
            is_whole = is_write_ahead(self.path) and not (log.exists() and log.stat().st_size)
            options = "mode=ro&immutable=1" if is_whole else "mode=ro"
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{options}",
            uri=True,
            timeout=patience.seconds,
            isolation_level=None,
        )
        # The driver's own fails at what a bad disk made of a text, with an error that has the text.
        connection.text_factory = partial(str, encoding="utf-8", errors="replace")
        connection.execute(setting)
        return connection

    def _check(self, connection: Connection) -> None:
        """:raises DamagedError: if the file is not whole."""
        found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
        if found != "ok":
            raise DamagedError(f"{self.path} is damaged: {' '.join(found.split())}")

    def _check_tables(self, connection: Connection) -> None:
        """:raises DamagedError: if one is not there, or not as the last migration leaves it."""
        found = ((table, column) for table, column in connection.exec_driver_sql(COLUMNS))
        needed = (
            (table.name, column.name) for table in _tables.tables.values() for column in table.c
        )
        typed = (tuple(row) for row in connection.exec_driver_sql(TYPED))
        if lack := find_lack(found, needed) or find_misfit(typed, _tables.tables.values()):
            raise DamagedError(f"{self.path} is damaged: {lack}")

    def _open_once(self) -> None:
        with self._opening:
            if self._is_open:
                return
            if self.path.exists() and not self.path.is_file():
                # Opening a pipe would wait for ever.
                raise DamagedError(f"{self.path} is no regular file")
            try:
                self._open()
            except UnknownVersionError:
                with self._reading.begin() as connection:
                    self._check(connection)  # what is damaged may have any version
                raise
            except OSError as exc:
                if exc.errno not in _NOT_WRITABLE or not self.path.exists():
                    raise
                self._open_to_read()
            with self._reading.begin() as connection:
                self._check_tables(connection)
            self._is_open = True

    def _open(self) -> None:
        self._is_read_only = False
        make_private_folder(self.path.parent)
        # Of two processes the second waits, and finds nothing left to do.
        patience = self._patience_to_write.seconds
        with FileLock(f"{self.path}.lock", timeout=patience, mode=PRIVATE_FILE):
            # Before there is anything in it. SQLite gives the files beside it the same rights.
            make_private_file(self.path)
            for suffix in _BESIDE:
                make_private(self.path.with_name(self.path.name + suffix))
            with self._reading.begin() as connection:
                is_ready = is_up_to_date(connection)
            if not is_ready:
                with self._writing.begin() as connection:
                    migrate(connection)
            set_journal(self._writing, self.path)

    def _open_to_read(self) -> None:
        self._is_read_only = True
        with self._reading.begin() as connection:
            if not is_up_to_date(connection):
                raise PermissionError(
                    errno.EROFS, "an older file that cannot be brought up to date"
                )


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
    return kind(f"{path}: {reason}")
