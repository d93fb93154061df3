"""Updates that Telegram has handed over and that are not yet dealt with: a process that is killed
loses none of them. Their text, and who sent it where, is kept no longer than until then."""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from bot.storage.database import PENDING, Database, LockedError
from bot.storage.dialects.upserting import insert_into

MAX_PENDING = 1000
"""More are not written down, as more are not under way; of more only the oldest are read."""

MAX_AGE_SECONDS = 24 * 3600.0
"""As long as Telegram itself keeps what nobody fetches."""

MAX_TRIES = 2
"""After so many starts in which it was tried, and the process killed, an update is given up."""

_COLUMNS = PENDING.c
_NOTHING_BUT_ITS_NUMBER = {"raw": None, "chat_id": 0, "sender_id": 0}


@dataclass(frozen=True, slots=True)
class PendingUpdate:
    """An update as Telegram sent it, `raw`, in JSON; `chat_id` is where it is answered, and
    `sender_id` who sent it. `tries` are the starts before this one in which it was tried."""

    update_id: int
    chat_id: int
    sender_id: int
    raw: str
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """What the last process left: `pending`, the oldest first; the ids of those that are `given_up`
    now, and of those that were `dealt_with` before Telegram was told so."""

    pending: tuple[PendingUpdate, ...] = ()
    given_up: tuple[int, ...] = ()
    dealt_with: frozenset[int] = frozenset()


class PendingStore:
    """The updates, by their ids. Each method is one transaction, and may raise `DatabaseError`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._held = database.hold("pending_updates")

    def change(
        self,
        added: Collection[PendingUpdate],
        dealt_with: Collection[int],
        confirmed: Collection[int],
    ) -> None:
        """Adds some, forgets all but the number of those that are dealt with, and that, too, of
        those of which Telegram knows it, or which it keeps no longer."""
        with self._database.begin() as connection:
            if added:
                at = self._clock()
                rows = [_make_row(each, at) for each in added]
                connection.execute(insert_into(PENDING, connection).on_conflict_do_nothing(), rows)
            if dealt_with:
                these = _COLUMNS.update_id.in_(dealt_with)
                connection.execute(update(PENDING).where(these).values(_NOTHING_BUT_ITS_NUMBER))
                connection.execute(delete(PENDING).where(self._is_too_old, _COLUMNS.raw.is_(None)))
            if confirmed:
                connection.execute(delete(PENDING).where(_COLUMNS.update_id.in_(confirmed)))

    def take_up(self) -> Left:
        """What there is to do from the time before. Those that were never tried again are counted
        as tried, as they are going to be all at once; the others by `count_try`. Those that are too
        old or were tried too often are forgotten. From now on all are this process's.

        :raises LockedError: as long as they are another one's, which lives and answers them.
        """
        self._hold()
        with self._database.begin() as connection:
            connection.execute(delete(PENDING).where(self._is_too_old))
            # Earlier versions left who had asked.
            done = update(PENDING).where(_COLUMNS.raw.is_(None))
            connection.execute(done.values(_NOTHING_BUT_ITS_NUMBER))
            given_up = _give_up(connection)
            rows = connection.execute(
                select(PENDING).order_by(_COLUMNS.at, _COLUMNS.update_id)
            ).all()
            pending = [row for row in rows if row.raw is not None][:MAX_PENDING]
            connection.execute(update(PENDING).where(_COLUMNS.attempts == 0).values(attempts=1))
        return Left(
            tuple(
                PendingUpdate(row.update_id, row.chat_id, row.sender_id, row.raw, row.attempts)
                for row in pending
            ),
            given_up,
            frozenset(row.update_id for row in rows if row.raw is None),
        )

    @property
    def _is_too_old(self) -> ColumnElement[bool]:
        return func.abs(_COLUMNS.at - self._clock()) > MAX_AGE_SECONDS

    def count_try(self, update_id: int) -> None:
        """That the update is tried now."""
        tried = update(PENDING).where(_COLUMNS.update_id == update_id)
        with self._database.begin() as connection:
            connection.execute(tried.values(attempts=_COLUMNS.attempts + 1))

    def excuse(self) -> None:
        """That none of those that are left had to do with the end of this process."""
        with self._database.begin() as connection:
            connection.execute(update(PENDING).values(attempts=0))

    def forget(self, chat_id: int) -> None:
        """Forgets those of a chat."""
        with self._database.begin() as connection:
            connection.execute(delete(PENDING).where(_COLUMNS.chat_id == chat_id))

    @contextmanager
    def held(self) -> Iterator[None]:
        """As long as the block lasts no bot takes up what there is, nor has it.

        :raises LockedError: if one runs.
        """
        self._hold()
        try:
            yield
        finally:
            self.let_go()

    def let_go(self) -> None:
        """Leaves the updates to the next process."""
        self._held.release()

    def clear_traces(self) -> None:
        """Empties SQLite's write-ahead log, if there is one: it keeps what was overwritten."""
        self._database.empty_log()

    def _hold(self) -> None:
        try:
            self._held.take()
        except LockedError as exc:
            raise LockedError(f"another bot runs with {self._database.name}: end it") from exc


def _make_row(pending: PendingUpdate, at: float) -> dict[str, object]:
    return {
        "update_id": pending.update_id,
        "chat_id": pending.chat_id,
        "sender_id": pending.sender_id,
        "raw": pending.raw,
        "at": at,
        "attempts": pending.tries,
    }


def _give_up(connection: Connection) -> tuple[int, ...]:
    tried_enough = _COLUMNS.raw.is_not(None) & (_COLUMNS.attempts >= MAX_TRIES)
    given_up = tuple(connection.execute(select(_COLUMNS.update_id).where(tried_enough)).scalars())
    connection.execute(delete(PENDING).where(tried_enough))
    return given_up
