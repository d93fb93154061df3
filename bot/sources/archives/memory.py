"""What was written of archives, and into which folders: what is still so is not the owner's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.sources.remembering import StateFile

_SCHEMA = """
CREATE TABLE file (
    folder TEXT NOT NULL, name TEXT NOT NULL, written TEXT, pending TEXT,
    PRIMARY KEY (folder, name)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Known:
    """SHA-256 of what was written into a file, and of what was just being written when a process
    may have been killed."""

    written: str | None
    pending: str | None

    def is_ours(self, digest: str) -> bool:
        """Whether a file that holds that is as it was written."""
        return digest in (self.written, self.pending)


class ArchiveMemory(StateFile):
    """Which files were written into which folders."""

    NAME = "archives.sqlite3"
    VERSION = 1
    SCHEMA = _SCHEMA
    WORK = "footnote add"

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
        with self.changing():
            self._run_all(statement, rows)
