"""What is kept in a database of PostgreSQL, which several bots share. What they make is in the
first schema of their search path."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Float,
    Table,
    cast,
    create_engine,
    event,
    func,
    text,
)
from sqlalchemy.exc import InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import NullPool, QueuePool

from bot.config.state_url import StateUrl, redact_addresses
from bot.storage.dialects.access import Access
from bot.storage.dialects.holds import Hold
from bot.storage.errors import DamagedError, DatabaseError, LockedError, UnknownFileError
from bot.storage.opening import UnknownVersionError, is_up_to_date, migrate
from bot.storage.patience import IMPATIENT_SECONDS, SECONDS, Patience

if TYPE_CHECKING:
    import psycopg

EXTRA = (
    "STATE_URL needs a package that is not installed: run pip install 'psycopg[binary]' where "
    "Footnote is installed"
)

_SECONDS_TO_CONNECT = 2
"""The least that libpq takes."""
_SECONDS_UNTIL_NEXT = 2.0
"""After a vain try to connect, in which nobody else tries."""
_MILLISECONDS_UNANSWERED = 3000
"""A server that is gone without a word says nothing to what is sent, either."""
_POOL_SIZE = 3
_MOST_MORE = 3
_SECONDS_BETWEEN_CONNECTS = 300

_DEFAULTS: dict[str, str | int] = {
    "application_name": "footnote",
    "connect_timeout": _SECONDS_TO_CONNECT,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": _MILLISECONDS_UNANSWERED,
}
"""Parameters of the connection, unless the address has others."""
_OURS = {"client_encoding": "UTF8"}
"""Parameters of the connection, whatever the address has."""

_SESSION = {
    "lock_timeout": f"{SECONDS}s",
    "statement_timeout": "3s",
    "idle_in_transaction_session_timeout": "10s",
}
_MIGRATING = {"lock_timeout": "60s", "statement_timeout": "120s"}
"""Who starts beside one that makes the tables waits for it."""
_SECONDS_TO_MIGRATE = 125.0

_KEY = "hashtextextended(:name || current_schema(), 0)"
"""Of an advisory lock: in one database there may be several bots, each in a schema of its own."""

_COLUMNS = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE pg_table_is_visible(c.oid) AND c.relkind IN ('r', 'p', 'v')
    AND a.attnum > 0 AND NOT a.attisdropped
"""

_TO_MEND = (
    "a table was dropped or changed, or the user's search path: put it back, or run footnote "
    "restore with a back-up and an empty schema"
)
_LOCKED = ("55P03", "57014", "40P01", "40001")
_NO_TABLES = ("42P01", "42703")
_DAMAGED = ("XX001", "XX002")
_ADVICE = {
    "25006": "name the primary server in STATE_URL, and one where default_transaction_read_only "
    "is off",
    "3F000": "make a schema for it: CREATE SCHEMA footnote AUTHORIZATION the user of STATE_URL",
    "42501": "give the user of STATE_URL a schema of its own: CREATE SCHEMA AUTHORIZATION, "
    "with the user's name behind it",
    "42703": _TO_MEND,
    "42P01": _TO_MEND,
    "42P07": "another program's tables are there: give Footnote a schema of its own",
    "53100": "the server's disk is full: free some space there",
}
"""What to do about errors by their SQLSTATE:
https://www.postgresql.org/docs/current/errcodes-appendix.html"""
_ADVICE_BY_TEXT = {
    "too many clients already": "raise max_connections there: each bot takes up to 8",
    "remaining connection slots are": "raise max_connections there: each bot takes up to 8",
    "too many connections for": "raise its CONNECTION LIMIT there: each bot takes up to 8",
    "no password supplied": "write it into STATE_URL, or into a passfile that only its owner may "
    "read",
}
"""What to do about errors by what the server, or libpq, says in English: it gives those that it has
when it connects no SQLSTATE."""

_MAX_REASON = 300


class PostgresDatabase:
    """The database at `url`, whose tables are made or brought up to date when it is opened.
    Connections are few; with `lasts` they are kept open. While there is no server nobody waits for
    it twice in a row."""

    is_shared = True
    to_mend = _TO_MEND

    def __init__(self, url: StateUrl, lasts: bool) -> None:
        self.name = str(url)
        self._url = url
        self._gate = threading.Lock()
        self._away_until = float("-inf")
        self._why_away = ""
        self._engine = self._make_engine(lasts)
        self.reading = Access(
            self._engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            ),
            *(Patience(), nullcontext(), self.explain),
        )
        to_write = Patience()
        writing = self._engine.execution_options(isolation_level="READ COMMITTED")
        self.writing = Access(writing, to_write, nullcontext(), self.explain)

        def be_impatient(connection: Connection) -> None:
            if to_write.seconds == IMPATIENT_SECONDS:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{IMPATIENT_SECONDS}s'")

        event.listen(writing, "begin", be_impatient)

    def open(self) -> None:
        """Makes the tables, or brings them up to date.

        :raises DatabaseError, SQLAlchemyError, UnknownVersionError: if they cannot be used.
        """
        with self.reading.engine.begin() as connection:
            self._check_encoding(connection)
            self._check_schema(connection)
            if is_up_to_date(connection):
                return
        with self._patient() as connection:
            for name, value in _MIGRATING.items():
                connection.exec_driver_sql(f"SET LOCAL {name} = '{value}'")
            self._lock_until_end(connection, "migration")
            if not is_up_to_date(connection):
                migrate(connection)

    @contextmanager
    def _patient(self) -> Iterator[Connection]:
        """A transaction whose statements may take long, by a connection that nobody has then."""
        with self.writing.engine.connect() as connection:
            driven: Any = connection.connection.driver_connection
            driven.seconds = _SECONDS_TO_MIGRATE
            try:
                with connection.begin():
                    yield connection
            finally:
                connection.invalidate()

    def check(self, connection: Connection) -> None:
        """Whether files are whole is the server's care."""

    def list_columns(self, connection: Connection) -> Iterable[tuple[str, str]]:
        """Those of all tables that are seen, each with its table's name before its own."""
        return ((table, column) for table, column in connection.exec_driver_sql(_COLUMNS))

    def find_misfit(self, connection: Connection, tables: Iterable[Table]) -> str:
        """Nothing: the server takes no value of another kind."""
        return ""

    def is_gone(self) -> bool:
        """What was dropped is told when it is used."""
        return False

    def is_empty(self) -> bool:
        """Not known without asking."""
        return False

    def now(self) -> ColumnElement[float]:
        """The server's clock: those of the bots' machines may differ."""
        return cast(func.extract("epoch", func.clock_timestamp()), Float)

    def touch(self, connection: Connection) -> None:
        """Writes what is there already."""
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")

    def be_alone(self, connection: Connection) -> None:
        """Waits for other transactions that are to be alone."""
        self._lock_until_end(connection, "alone")

    def hold(self, name: str, *, shared: bool) -> Hold:
        """An advisory lock of a connection of its own, which ends with it."""
        return _AdvisoryHold(self, name, shared)

    def empty_log(self) -> None:
        """When what was overwritten is gone is the server's care, as its log is."""

    def close(self) -> None:
        """Closes connections that were kept."""
        self._engine.dispose()

    def connect(self) -> "psycopg.Connection[Any]":
        """A connection beside those that are kept.

        :raises psycopg.Error: if there is none; at once, if there was none a moment ago.
        :raises DatabaseError: if there can be none.
        """
        if find_spec("psycopg") is None:
            raise DatabaseError(EXTRA)
        import psycopg  # not everybody's

        with self._gate:
            if time.monotonic() < self._away_until:
                raise psycopg.OperationalError(self._why_away)
        try:
            return self._connect()
        except psycopg.OperationalError as exc:
            with self._gate:
                self._why_away = str(exc)
                self._away_until = time.monotonic() + _SECONDS_UNTIL_NEXT
            raise

    def _connect(self) -> "psycopg.Connection[Any]":
        import psycopg
        from psycopg.conninfo import conninfo_to_dict, make_conninfo

        from bot.storage.dialects.postgres_connection import PatientConnection, TextDumper

        try:
            given = conninfo_to_dict(self._url.url)
        except (psycopg.Error, UnicodeDecodeError):
            # Its text may show what stands beside the mistake.
            raise DatabaseError(
                "STATE_URL cannot be read: look at its parameters, and whether in user and "
                "password all but letters and digits is percent-encoded"
            ) from None
        if "replication" in given:
            # What such a connection says would be taken for a fault of the server.
            raise DatabaseError("STATE_URL has the parameter replication: leave it out")
        connection = PatientConnection.connect(
            make_conninfo("", **(_DEFAULTS | given | _OURS)),
            autocommit=True,
            prepare_threshold=None,  # or else a migration beside it would be an error
        )
        try:
            connection.adapters.register_dumper(str, TextDumper)
            values = [part for pair in _SESSION.items() for part in pair]
            connection.execute(
                "SELECT " + ", ".join(["set_config(%s, %s, false)"] * len(_SESSION)), values
            )
            connection.autocommit = False
        except BaseException:
            connection.close()
            raise
        return connection

    def _make_engine(self, lasts: bool) -> Engine:
        pool: dict[str, Any] = {"poolclass": NullPool}
        if lasts:
            pool = {
                "poolclass": QueuePool,
                "pool_size": _POOL_SIZE,
                "max_overflow": _MOST_MORE,
                "pool_timeout": SECONDS,
                "pool_recycle": _SECONDS_BETWEEN_CONNECTS,
                "pool_pre_ping": True,  # a restart of the server is nobody's error
            }
        if find_spec("psycopg") is None:
            raise DatabaseError(EXTRA)
        return create_engine(
            "postgresql+psycopg://",
            creator=self.connect,
            use_native_hstore=False,
            # Or else errors would take what is written, such as questions, into the log.
            hide_parameters=True,
            **pool,
        )

    def _check_encoding(self, connection: Connection) -> None:
        """:raises DatabaseError: if there are letters that cannot be kept."""
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise DatabaseError(
                f"{self.name} has the encoding {encoding}: make one that has UTF8, by createdb "
                "--encoding=UTF8 --template=template0"
            )

    def _check_schema(self, connection: Connection) -> None:
        """:raises DatabaseError: if there is none in which tables could be made."""
        if connection.exec_driver_sql("SELECT current_schema()").scalar() is None:
            path = connection.exec_driver_sql("SHOW search_path").scalar()
            raise DatabaseError(self.tell_no_schema(f" ({path})"))

    def tell_no_schema(self, path: str = "") -> str:
        """That what is to be made could be nowhere, in one line, and what to do about it."""
        return (
            f"{self.name}: the search path of its user{path} names no schema that is there: make "
            "one of those by CREATE SCHEMA, or change the path, in STATE_URL or by ALTER ROLE"
        )

    def _lock_until_end(self, connection: Connection, name: str) -> None:
        """Has the advisory lock `name` until the transaction ends."""
        lock = text(f"SELECT pg_advisory_xact_lock({_KEY})")
        connection.execute(lock, {"name": f"footnote {name} "})

    def explain(self, exc: Exception) -> DatabaseError:
        """`exc`, of the driver or of what is above it, in one line, and what to do about it."""
        if isinstance(exc, UnknownVersionError):
            return UnknownFileError(
                f"{self.name} was written by a newer version of Footnote, or by another program: "
                "update Footnote to that one, or give it a schema of its own"
            )
        if isinstance(exc, PoolTimeoutError):
            return LockedError(f"{self.name}: all connections to it are in use")
        reason = getattr(exc, "orig", None) or exc
        state = getattr(reason, "sqlstate", None) or ""
        kind = DatabaseError
        if state in _LOCKED:
            kind = LockedError
        elif state in _DAMAGED or (state in _NO_TABLES and not isinstance(exc, InterfaceError)):
            kind = DamagedError
        told = f"{self.name}: {_describe(reason)}"
        advice = _ADVICE.get(state) or _advise(str(reason))
        return kind(f"{told}; {advice}" if advice else told)


class _AdvisoryHold:
    """A hold by PostgreSQL: it is lost with its connection, and had again by taking it again."""

    def __init__(self, database: PostgresDatabase, name: str, shared: bool) -> None:
        self._database = database
        self._name = f"footnote {name} "
        self._lock = f"pg_try_advisory_lock{'_shared' if shared else ''}"
        self._connection: psycopg.Connection[Any] | None = None

    def take(self) -> None:
        """As `Hold` has it."""
        import psycopg

        try:
            if self._connection is not None:
                self._connection.execute("SELECT 1")
                return
            connection = self._database.connect()
        except psycopg.Error as exc:
            self.release()
            raise self._database.explain(exc) from exc
        try:
            connection.autocommit = True
            key = _KEY.replace(":name", "%s")
            found = connection.execute(f"SELECT {self._lock}({key})", (self._name,)).fetchone()
        except psycopg.Error as exc:
            connection.close()
            raise self._database.explain(exc) from exc
        if not found or not found[0]:
            connection.close()
            if found and found[0] is None:  # the key is none without a schema
                raise DatabaseError(self._database.tell_no_schema())
            raise LockedError(f"{self._database.name} is held by another process")
        self._connection = connection

    def release(self) -> None:
        """As `Hold` has it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):  # what is broken is closed all the same
                connection.close()


def _advise(told: str) -> str:
    """What to do about an error that is known by its text alone; "" if that is not known."""
    return next((advice for text, advice in _ADVICE_BY_TEXT.items() if text in told), "")


def _describe(reason: BaseException) -> str:
    """What the server, or the way to it, says: never what was written."""
    told = getattr(getattr(reason, "diag", None), "message_primary", None) or str(reason)
    line = redact_addresses(" ".join(told.split()))
    return line if len(line) <= _MAX_REASON else f"{line[:_MAX_REASON]}…"
