"""What is remembered between two runs, in a file of SQLite in STATE_DIR.

Each change is a transaction: a kill leaves what was there before it or behind it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import ClassVar, Self

from filelock import FileLock, Timeout

from bot.config.settings import Settings
from bot.storage.tables import COLUMNS, find_lack, find_stray
from corpus import FootnoteError
from embeddings import PRIVATE_FILE, make_private_file, make_private_folder

_SECONDS_TO_WAIT = 10.0


class RememberError(FootnoteError):
    """What is remembered cannot be read or written; the text says what to do."""


class OtherVersionError(RememberError):
    """Another version of Footnote has written it."""


class AtWorkError(FootnoteError):
    """Another process, which lives, has what is remembered."""


class StateFile:
    """The file, open. To be closed; whoever has it by `held` is the only process that does.

    `NAME` is what it is called, `SCHEMA` what is in it, of `VERSION`; `WORK` what another process
    does that has it, `ADVICE` what comes behind moving a damaged one away; `NAMES` has for some
    columns of tables all that there may be in them.
    """

    NAME: ClassVar[str]
    VERSION: ClassVar[int]
    SCHEMA: ClassVar[str]
    WORK: ClassVar[str]
    ADVICE: ClassVar[str] = ""
    NAMES: ClassVar[Mapping[tuple[str, str], Sequence[str]]] = {}

    def __init__(self, path: Path) -> None:
        """:raises RememberError: if it cannot be opened."""
        self._path = path
        try:
            make_private_folder(path.parent)
            make_private_file(path)
            self._connection = sqlite3.connect(path, timeout=_SECONDS_TO_WAIT, isolation_level=None)
            self._connection.execute("PRAGMA synchronous = FULL")
            self._prepare()
        except (OSError, sqlite3.Error) as exc:
            raise self._explain(exc) from exc

    @classmethod
    def of_settings(cls, settings: Settings) -> Self:
        """That of a bot with these settings, which others may have open, too.

        :raises RememberError: if it cannot be opened.
        """
        return cls(settings.state_dir / cls.NAME)

    @classmethod
    @contextmanager
    def held(cls, settings: Settings) -> Iterator[Self]:
        """The same, for this process alone as long as the block lasts.

        :raises AtWorkError: if another process has it.
        :raises RememberError: if it cannot be opened, or holds values that were not written so.
        """
        with cls.locked(settings):
            memory = cls(settings.state_dir / cls.NAME)
            try:
                memory.check_values()
                yield memory
            finally:
                memory.close()

    @classmethod
    @contextmanager
    def locked(cls, settings: Settings) -> Iterator[None]:
        """Nobody else has it as long as the block lasts; it is not opened.

        :raises AtWorkError: if another process has it.
        :raises RememberError: if the folder cannot be written.
        """
        path = settings.state_dir / cls.NAME
        lock = FileLock(path.with_suffix(".lock"), timeout=0, mode=PRIVATE_FILE)
        try:
            make_private_folder(path.parent)
            lock.acquire()
        except Timeout as exc:
            told = f"another {cls.WORK} is at work: try again when it has ended"
            raise AtWorkError(told) from exc
        except OSError as exc:
            raise RememberError(f"{path.parent} cannot be written: {exc.strerror}") from exc
        try:
            yield
        finally:
            lock.release()

    def check_values(self) -> None:
        """Looks at all rows, as somebody may have written them by hand.

        :raises RememberError: if one has a value that is none of its column's.
        """
        try:
            stray = find_stray(self._connection, self.SCHEMA) or self._find_unknown()
        except sqlite3.Error as exc:
            raise self._explain(exc) from exc
        if stray:
            raise self._explain(stray)

    def _find_unknown(self) -> str:
        """The first column of `NAMES` that has a value which is none of them, in words; ""
        if none has."""
        for (table, column), names in self.NAMES.items():
            marks = ", ".join("?" * len(names))
            query = f"SELECT 1 FROM {table} WHERE {column} NOT IN ({marks}) LIMIT 1"
            if self._run(query, tuple(names)).fetchone():
                return f"the column {column} of the table {table} has values that are not known"
        return ""

    def close(self) -> None:
        """Nothing is asked any more."""
        self._connection.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All that is changed in the block is changed in one step, or not at all."""
        self._run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._run("ROLLBACK")
            raise
        self._run("COMMIT")

    def _prepare(self) -> None:
        with self.changing():
            version = self._run("PRAGMA user_version").fetchone()[0]
            if version == self.VERSION:
                self._check_tables()
                return
            if version:
                raise OtherVersionError(
                    f"{self._path} was written by another version of Footnote: use that one, or "
                    f"move the file away{self.ADVICE}"
                )
            for statement in filter(str.strip, self.SCHEMA.split(";")):
                self._run(statement)
            self._run(f"PRAGMA user_version = {self.VERSION}")

    def _check_tables(self) -> None:
        """:raises RememberError: if one of the schema is not there."""
        with closing(sqlite3.connect(":memory:")) as made:
            made.executescript(self.SCHEMA)
            needed = made.execute(COLUMNS).fetchall()
        if lack := find_lack(self._run(COLUMNS).fetchall(), needed):
            raise self._explain(lack)

    def _run(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, values)
        except sqlite3.Error as exc:
            raise self._explain(exc) from exc

    def _run_all(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.Error as exc:
            raise self._explain(exc) from exc

    def _explain(self, error: Exception | str) -> RememberError:
        return RememberError(
            f"{self._path} cannot be read or written ({error}): if it is damaged, move it "
            f"away{self.ADVICE}"
        )
