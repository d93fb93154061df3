"""What is kept between two runs of the bot, in a file of SQLite or in a database of PostgreSQL: its
tables, and transactions. `bot/storage/migrations` says how they came to be what they are,
`bot/storage/dialects` what either needs."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from bot.config.state_url import StateUrl
from bot.storage.dialects.access import Access
from bot.storage.dialects.holds import Hold
from bot.storage.dialects.postgres import PostgresDatabase
from bot.storage.dialects.sqlite import SqliteFile
from bot.storage.errors import DamagedError, DatabaseError, LockedError, UnknownFileError
from bot.storage.tables import find_lack

__all__ = [
    "CHANGES",
    "CHANNELS",
    "CHATS",
    "EARLIER_ANSWERS",
    "FEEDBACK",
    "GAPS",
    "PENDING",
    "DamagedError",
    "Database",
    "DatabaseError",
    "LockedError",
    "UnknownFileError",
]

_tables = MetaData()

_WHOLE = BigInteger().with_variant(Integer, "sqlite")
"""Telegram's ids have up to 52 bits; SQLite calls a whole number of any size so."""

FEEDBACK = Table(
    "feedback",
    _tables,
    Column("passage_id", String, primary_key=True),
    Column("useful", _WHOLE, nullable=False),
    Column("useless", _WHOLE, nullable=False),
)
CHATS = Table(
    "chats",
    _tables,
    Column("chat_id", _WHOLE, primary_key=True),
    Column("quotes", Integer),
    Column("folders", String),  # JSON list
    Column("silent_misses", Boolean),
    Column("language", String),
    Column("membership", String),  # in a group: member, muted or gone
    Column("was_told", Boolean),  # that the bot does not serve it
    Column("moved_from", _WHOLE),  # its id before it became a supergroup
)
EARLIER_ANSWERS = Table(
    "earlier_answers",
    _tables,
    Column("chat_id", _WHOLE, primary_key=True),
    Column("message_id", _WHOLE, primary_key=True),
    Column("topic", _WHOLE, nullable=False),  # 0 outside of topics
    Column("sentence", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("at", Float, nullable=False),  # seconds since 1970
)
GAPS = Table(
    "gaps",
    _tables,
    Column("id", _WHOLE, primary_key=True),
    Column("question", String, nullable=False),
    Column("day", String, nullable=False),  # ISO 8601
)
PENDING = Table(
    "pending_updates",
    _tables,
    Column("update_id", _WHOLE, primary_key=True),
    Column("chat_id", _WHOLE, nullable=False),
    Column("sender_id", _WHOLE, nullable=False),
    Column("raw", String),  # JSON; none when it is dealt with
    Column("at", Float, nullable=False),  # seconds since 1970
    Column("attempts", Integer, nullable=False),
    Column("owner", String),  # where several bots share it: the one that answers,
    Column("until", Float),  # and until when that is so, by the server's clock
)
CHANNELS = Table(
    "channels",
    _tables,
    Column("chat_id", _WHOLE, primary_key=True),
    Column("title", String, nullable=False),
    Column("name", String),  # without "@", of one that is public
)
SPENDINGS = Table(
    "spendings",
    _tables,
    Column("id", _WHOLE, primary_key=True),
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
    Column("who", _WHOLE, primary_key=True),
    Column("at", Float, nullable=False),  # seconds since 1970
)
CHANGES = Table(
    "changes",
    _tables,
    Column("subject", String, primary_key=True),  # what is remembered of: chats, channels
    Column("number", _WHOLE, nullable=False),  # a higher one after each change
)
TABLE_NAMES = frozenset(_tables.tables)
"""No version has had others, but for Alembic's."""


class _Dialect(Protocol):
    """Where things are kept, called `name` to who reads of it; `to_mend` says what to do about what
    is missing there, "" if who tells of it knows."""

    name: str
    is_shared: bool
    to_mend: str
    reading: Access
    writing: Access

    def open(self) -> None: ...
    def check(self, connection: Connection) -> None: ...
    def list_columns(self, connection: Connection) -> Iterable[tuple[str, str]]: ...
    def find_misfit(self, connection: Connection, tables: Iterable[Table]) -> str: ...
    def is_gone(self) -> bool: ...
    def is_empty(self) -> bool: ...
    def now(self) -> ColumnElement[float]: ...
    def touch(self, connection: Connection) -> None: ...
    def be_alone(self, connection: Connection) -> None: ...
    def hold(self, name: str, *, shared: bool) -> Hold: ...
    def empty_log(self) -> None: ...
    def close(self) -> None: ...


class Database:
    """What is kept at `place`, made or brought up to date when it is first used. Several threads
    and processes may use it; nobody waits for a lock longer than `Patience` says. One that `lasts`
    keeps connections to a server open, until it is closed.
    """

    def __init__(self, place: Path | StateUrl, lasts: bool = False) -> None:
        self._dialect: _Dialect = (
            SqliteFile(place) if isinstance(place, Path) else PostgresDatabase(place, lasts)
        )
        self._opening = threading.Lock()
        self._is_open = False
        self._damage = ""
        """What is wrong with what is not whole."""

    @property
    def name(self) -> str:
        """Where it is, for those who read of it; without the password."""
        return self._dialect.name

    @property
    def is_shared(self) -> bool:
        """Whether several bots may answer with it, which then write down what each of them has to
        know of the others."""
        return self._dialect.is_shared

    def begin(self, *, alone: bool = False) -> AbstractContextManager[Connection]:
        """A transaction that writes, in this process one at a time. One that is `alone` has, of
        those of all processes, none beside it that is to be alone as well.

        :raises DatabaseError: if it cannot be; nothing of the transaction is kept.
        """
        return self._begin_alone() if alone else self._transact(self._dialect.writing)

    @contextmanager
    def _begin_alone(self) -> Iterator[Connection]:
        with self._transact(self._dialect.writing) as connection:
            self._dialect.be_alone(connection)
            yield connection

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads, all of it as of one moment; it waits for no writer.

        :raises DatabaseError: if it cannot be.
        """
        return self._transact(self._dialect.reading)

    def open(self) -> None:
        """Makes it, or brings it up to date.

        :raises DatabaseError: if it cannot be used.
        """
        with self.read():
            pass

    def close(self) -> None:
        """Ends connections that were kept open."""
        self._dialect.close()

    @property
    def is_gone(self) -> bool:
        """Whether the file that this object has opened was deleted, or emptied, since. It is not
        made anew, as nobody would know what each chat may see; a new object would."""
        return self._is_open and self._dialect.is_gone()

    def examine(self) -> None:
        """Looks whether all is whole, in time that grows with the size of a file.

        :raises DatabaseError: if it is not; then this object leaves it alone from now on, as what
            is read might be wrong, and what is written the end of it.
        """
        try:
            with self.read() as connection:
                self._dialect.check(connection)
        except DamagedError as exc:
            self._damage = str(exc)
            raise

    def is_empty(self) -> bool:
        """Whether nothing can have been kept. False if that is not known."""
        return self._dialect.is_empty()

    def probe(self) -> None:
        """Writes something that nobody reads, and looks whether all tables are there.

        :raises DatabaseError: if it cannot be written, or one is not there.
        """
        with self.begin() as connection:
            self._check_tables(connection)
            self._dialect.touch(connection)

    @property
    def now(self) -> ColumnElement[float]:
        """The time that is the same for all who share it, in seconds since 1970."""
        return self._dialect.now()

    def hold(self, name: str, *, shared: bool = False) -> Hold:
        """What excludes other processes from what is called `name`; those of which each is `shared`
        exclude only one that is not. Nothing is held yet."""
        return self._dialect.hold(name, shared=shared)

    def empty_log(self) -> None:
        """Empties what SQLite keeps of what was overwritten.

        :raises LockedError: if somebody reads it.
        :raises DatabaseError: if the file cannot be written.
        """
        self._dialect.empty_log()

    @contextmanager
    def _transact(self, access: Access) -> Iterator[Connection]:
        if self._damage:
            raise DamagedError(self._damage)
        with access.transact(self._open_once) as connection:
            yield connection

    def _check_tables(self, connection: Connection) -> None:
        """:raises DamagedError: if one is not there, or not as the last migration leaves it."""
        needed = (
            (table.name, column.name) for table in _tables.tables.values() for column in table.c
        )
        lack = find_lack(self._dialect.list_columns(connection), needed)
        if lack or (lack := self._dialect.find_misfit(connection, _tables.tables.values())):
            told = f"{self.name} is damaged: {lack}"
            to_mend = self._dialect.to_mend
            raise DamagedError(f"{told}; {to_mend}" if to_mend else told)

    def _open_once(self) -> None:
        with self._opening:
            if self._is_open:
                return
            self._dialect.open()
            with self._dialect.reading.engine.begin() as connection:
                self._check_tables(connection)
            self._is_open = True
