"""What was written of archives, and into which folders, in one file of SQLite: what is still so is
not the owner's."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from bot.config.settings import Settings
from corpus import FootnoteError
from embeddings import PRIVATE_FILE, make_private_file, make_private_folder

_VERSION = 1
_SECONDS_TO_WAIT = 10.0
_SCHEMA = """
CREATE TABLE file (
    folder TEXT NOT NULL, name TEXT NOT NULL, written TEXT, pending TEXT,
    PRIMARY KEY (folder, name)
) WITHOUT ROWID
"""


class ArchiveMemoryError(FootnoteError):
    """What is remembered of archives cannot be used; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Known:
    """SHA-256 of what was written into a file, and of what was just being written when a process
    may have been killed."""

    written: str | None
    pending: str | None

    def is_ours(self, digest: str) -> bool:
        """Whether a file that holds that is as it was written."""
        return digest in (self.written, self.pending)


class ArchiveMemory:
    """The file, open. No other process has it."""

    def __init__(self, path: Path) -> None:
        """:raises ArchiveMemoryError: if it cannot be opened."""
        self._path = path
        try:
            make_private_file(path)
            self._connection = sqlite3.connect(path, timeout=_SECONDS_TO_WAIT, isolation_level=None)
            self._connection.execute("PRAGMA synchronous = FULL")
            self._prepare()
        except (OSError, sqlite3.Error) as exc:
            raise self._explain(exc) from exc

    @classmethod
    @contextmanager
    def held(cls, settings: Settings) -> Iterator["ArchiveMemory"]:
        """That of these settings, as long as the block lasts.

        :raises ArchiveMemoryError: if another process has it, or it cannot be opened.
        """
        path = settings.state_dir / "archives.sqlite3"
        lock = FileLock(path.with_suffix(".lock"), timeout=0, mode=PRIVATE_FILE)
        try:
            make_private_folder(path.parent)
            lock.acquire()
        except Timeout as exc:
            raise ArchiveMemoryError(
                "another footnote add is at work: try again when it has ended"
            ) from exc
        except OSError as exc:
            raise ArchiveMemoryError(f"{path.parent} cannot be written: {exc.strerror}") from exc
        try:
            memory = cls(path)
            try:
                yield memory
            finally:
                memory.close()
        finally:
            lock.release()

    def close(self) -> None:
        """Nothing is asked any more."""
        self._connection.close()

    def list_known(self, folder: str) -> dict[str, Known]:
        """What was written into a folder, by the names there."""
        rows = self._run("SELECT name, written, pending FROM file WHERE folder = ?", (folder,))
        return {name: Known(written, pending) for name, written, pending in rows.fetchall()}

    def plan(self, folder: str, digests: Mapping[str, str]) -> None:
        """What is about to be written."""
        self._change(
            "INSERT INTO file (folder, name, pending) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET pending = excluded.pending",
            ((folder, name, digest) for name, digest in digests.items()),
        )

    def keep(self, folder: str, digests: Mapping[str, str]) -> None:
        """What was written, or was there already."""
        self._change(
            "INSERT INTO file (folder, name, written) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET written = excluded.written, pending = NULL",
            ((folder, name, digest) for name, digest in digests.items()),
        )

    def forget(self, folder: str, names: Iterable[str]) -> None:
        """What is not there any more, or is the owner's for good."""
        self._change(
            "DELETE FROM file WHERE folder = ? AND name = ?", ((folder, name) for name in names)
        )

    def _change(self, statement: str, rows: Iterable[tuple[str, ...]]) -> None:
        """Does it with all of the rows, or with none."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(statement, rows)
            self._connection.execute("COMMIT")
        except sqlite3.Error as exc:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise self._explain(exc) from exc

    def _prepare(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version == _VERSION:
            return
        if version:
            raise ArchiveMemoryError(
                f"{self._path} was written by another version of Footnote: use that one, or move "
                "the file away"
            )
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(_SCHEMA)
        self._connection.execute(f"PRAGMA user_version = {_VERSION}")
        self._connection.execute("COMMIT")

    def _run(self, statement: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, values)
        except sqlite3.Error as exc:
            raise self._explain(exc) from exc

    def _explain(self, error: Exception) -> ArchiveMemoryError:
        return ArchiveMemoryError(
            f"{self._path} cannot be read or written ({error}): if it is damaged, move it away"
        )
