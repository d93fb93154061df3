"""Opening what is kept: whose version it is, bringing it up to date; how a file is journalled."""

import logging
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from bot.storage.file_systems import find_file_system, may_share_memory
from corpus import FootnoteError

logger = logging.getLogger(__name__)

VERSIONS = ("v0001", "v0002", "v0003", "v0004", "v0005", "v0006")
"""Those of `bot/storage/migrations`, the newest last: what a file has is known without Alembic,
which takes longer to import than all else that a file is opened with."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_OF_A_FILE = "SELECT version_num FROM alembic_version"
_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}
"""Ask for the names of tables: those that would be made anew, not another program's that are seen
as well."""

_WAL_VERSION = b"\x02\x02"
"""At offset 18 of a file that has a write-ahead log: https://sqlite.org/fileformat2.html"""


class UnknownVersionError(FootnoteError):
    """What is kept has a version that this Footnote does not know."""


def is_up_to_date(connection: Connection) -> bool:
    """Whether no migration is needed.

    :raises UnknownVersionError: if another Footnote has written it: all older ones are known.
    """
    versions = _read_versions(connection)
    if not versions:
        return False
    if len(versions) > 1 or versions[0] not in VERSIONS:
        raise UnknownVersionError
    return versions[0] == VERSIONS[-1]


def migrate(connection: Connection, version: str = "head") -> None:
    """Brings the tables to `version` within the transaction of `connection`: all of it, or nothing
    if it fails or the process ends."""
    # Heavy, and for a file that is new or old alone.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["schema"] = _find_schema(connection)
    command.upgrade(config, version)


def set_journal(writing: Engine, path: Path) -> None:
    """Has the file journalled by a write-ahead log, so that nobody who reads waits for somebody who
    writes; as before if that cannot be, of which there is one line in the log."""
    file_system = find_file_system(path)
    mode = "WAL" if may_share_memory(file_system) else "DELETE"
    if mode == "DELETE":
        logger.warning(
            "%s is on %s, where SQLite cannot keep a write-ahead log: who reads may wait for "
            "somebody who writes",
            *(path, file_system),
        )
    if is_write_ahead(path) is (mode == "WAL"):
        return
    try:
        connection = writing.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA journal_mode = {mode}")
            (reached,) = cursor.fetchone() or ("",)
        finally:
            connection.close()
    except (OperationalError, sqlite3.OperationalError) as exc:
        reached = str(getattr(exc, "orig", None) or exc)
    if reached.upper() != mode:
        logger.warning("the journal of %s cannot be changed to %s: %s", path, mode, reached)


def is_write_ahead(path: Path) -> bool:
    """Whether the file is set to be journalled by a write-ahead log; False if it cannot be read."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            return file.read(20)[18:] == _WAL_VERSION
    except OSError:
        return False


def _find_schema(connection: Connection) -> str | None:
    """The schema in which tables are made, where there are several: or else Alembic would take for
    ours what another program has in another one that is seen as well."""
    if connection.dialect.name == "sqlite":
        return None
    return str(connection.exec_driver_sql("SELECT current_schema()").scalar())


def _read_versions(connection: Connection) -> list[str]:
    """What Alembic keeps in a table of its own: one version, none where nothing was made yet."""
    names = connection.exec_driver_sql(_NAMES[connection.dialect.name])
    if "alembic_version" not in names.scalars():
        return []
    return [str(each) for each in connection.exec_driver_sql(_VERSION_OF_A_FILE).scalars()]
