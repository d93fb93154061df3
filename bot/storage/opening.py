"""Opening the state file: whose version it is, bringing it up to date, how it is journalled."""

import logging
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from bot.storage.file_systems import find_file_system, may_share_memory
from corpus import FootnoteError

logger = logging.getLogger(__name__)

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAL_VERSION = b"\x02\x02"
"""At offset 18 of a file that has a write-ahead log: https://sqlite.org/fileformat2.html"""


class UnknownVersionError(FootnoteError):
    """The file has a version that this Footnote does not know."""


def is_up_to_date(connection: Connection) -> bool:
    """Whether the file needs no migration.

    :raises UnknownVersionError: if another Footnote has written it: all older ones are known.
    """
    scripts = ScriptDirectory.from_config(_configure())
    versions = MigrationContext.configure(connection).get_current_heads()
    if not versions:
        return False
    known = {script.revision for script in scripts.walk_revisions()}
    if len(versions) > 1 or versions[0] not in known:
        raise UnknownVersionError
    return versions[0] == scripts.get_current_head()


def migrate(connection: Connection, version: str = "head") -> None:
    """Brings the tables to `version` within the transaction of `connection`: all of it, or nothing
    if it fails or the process ends."""
    config = _configure()
    config.attributes["connection"] = connection
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
        with path.open("rb") as file:
            return file.read(20)[18:] == _WAL_VERSION
    except OSError:
        return False


def _configure() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
