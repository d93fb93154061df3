"""What is kept between two runs of the bot, in one SQLite file. The only file that knows how it is
opened; `bot/storage/migrations` says how it came to be what it is."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from filelock import FileLock
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
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

from corpus import FootnoteError
from embeddings import PRIVATE_FILE, make_private, make_private_file, make_private_folder

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 5.0
_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite writes beside a database, and leaves there if it is killed."""

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


class DatabaseError(FootnoteError):
    """Nothing can be kept or read; the text says why."""


class Database:
    """The file, which is made or brought up to date when it is first used. Several threads and
    processes may use it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(
            f"sqlite:///{path}",
            poolclass=NullPool,
            connect_args={"timeout": _BUSY_SECONDS},
            # Or else errors would take what is written, such as questions, into the log.
            hide_parameters=True,
        )
        # The driver begins a transaction at the first write: what was read before it might not be
        # true any more. See SQLAlchemy's notes on pysqlite.
        event.listen(self._engine, "connect", _set_up)
        event.listen(self._engine, "begin", _begin_at_once)
        self._opening = threading.Lock()
        self._is_open = False

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction.

        :raises DatabaseError: if the file cannot be used; nothing of the transaction is kept.
        """
        try:
            with self._opening:
                if not self._is_open:
                    self._open()
                    self._is_open = True
            with self._engine.begin() as connection:
                yield connection
        except CommandError as exc:
            raise DatabaseError(
                f"{self.path} was written by another version of Footnote: "
                "run that one, or move the file away"
            ) from exc
        except (OSError, SQLAlchemyError) as exc:
            reason = getattr(exc, "orig", None) or exc
            raise DatabaseError(f"{self.path}: {reason}") from exc

    def _open(self) -> None:
        make_private_folder(self.path.parent)
        # Of two processes the second waits, and finds nothing left to do.
        with FileLock(f"{self.path}.lock", timeout=60, mode=PRIVATE_FILE):
            # Before there is anything in it. SQLite gives the files beside it the same rights.
            make_private_file(self.path)
            for suffix in _BESIDE:
                make_private(self.path.with_name(self.path.name + suffix))
            with self._engine.begin() as connection:
                config = Config()
                config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten


def _begin_at_once(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
