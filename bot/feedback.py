"""What readers thought of passages: counts, and nothing of who they are."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    passage_id TEXT PRIMARY KEY,
    useful INTEGER NOT NULL DEFAULT 0,
    useless INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID
"""
_VERSION = 1
_BUSY_SECONDS = 5.0


class FeedbackError(Exception):
    """Feedback cannot be kept; the text says why."""


@dataclass(frozen=True, slots=True)
class PassageFeedback:
    """How many found a passage useful, and how many did not."""

    passage_id: str
    useful: int
    useless: int


class FeedbackStore:
    """Counts in an SQLite file, which several processes may use.

    Each method raises `FeedbackError` if the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def change(self, passage_id: str, useful: int, useless: int) -> None:
        """Adds to a passage's counts, which do not fall below 0."""
        with self._connect() as connection:
            connection.execute(
                "INSERT INTO feedback VALUES (?, max(0, ?), max(0, ?))"
                " ON CONFLICT (passage_id) DO UPDATE"
                " SET useful = max(0, useful + ?), useless = max(0, useless + ?)",
                (passage_id, useful, useless, useful, useless),
            )

    def count(self) -> tuple[int, int]:
        """All votes that a passage was useful, and all that it was not."""
        with self._connect() as connection:
            query = "SELECT total(useful), total(useless) FROM feedback"
            useful, useless = connection.execute(query).fetchone()
            return int(useful), int(useless)

    def find_worst(self, most: int) -> list[PassageFeedback]:
        """The passages that most found useless, the worst first, at most `most`."""
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT passage_id, useful, useless FROM feedback WHERE useless > 0"
                " ORDER BY useless - useful DESC, useless DESC, passage_id LIMIT ?",
                (most,),
            ).fetchall()
            return [PassageFeedback(*row) for row in rows]

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction of its own."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as connection:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if version > _VERSION:
                    raise FeedbackError(f"{self._path} was written by a newer version")
                with connection:
                    if version < _VERSION:
                        connection.execute(_SCHEMA)
                        connection.execute(f"PRAGMA user_version = {_VERSION}")
                    yield connection
        except (OSError, sqlite3.Error) as exc:
            raise FeedbackError(f"{self._path}: {exc}") from exc
