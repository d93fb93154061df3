"""Updates that Telegram has handed over and that are not yet dealt with: a process that is killed
loses none of them. Their text, and who sent it where, is kept no longer than until then."""

import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from bot.storage.database import PENDING, Database, LockedError
from bot.storage.dialects.holds import Hold
from bot.storage.dialects.upserting import insert_into

MAX_PENDING = 1000
"""More are not written down, as more are not under way; of more only the oldest are read."""

MAX_AGE_SECONDS = 24 * 3600.0
"""As long as Telegram itself keeps what nobody fetches."""

MAX_TRIES = 2
"""After so many starts in which it was tried, and the process killed, an update is given up."""

LEASE_SECONDS = 15.0
"""So long an update is a process's that gives no sign of life any more."""

_HELD = "pending_updates"
_COLUMNS = PENDING.c
_NOTHING_BUT_ITS_NUMBER = {"raw": None, "chat_id": 0, "sender_id": 0, "owner": None}


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
    """The updates, by their ids. Each method is one transaction, and may raise `DatabaseError`.

    Unless a process `is_alone`, several share them, and each update is that of one of them, for
    `LEASE_SECONDS` from when it was added, taken up or renewed. No connection and no clock of a
    bot's machine has to last for that: a server that restarts takes no update from its owner.
    """

    def __init__(
        self, database: Database, clock: Callable[[], float] = time.time, is_alone: bool = True
    ) -> None:
        self._database = database
        self._clock = clock
        self._owner = None if is_alone else secrets.token_hex(8)
        self._held = database.hold(_HELD, shared=not is_alone)

    @property
    def name(self) -> str:
        """Where they are, for those who read of it."""
        return self._database.name

    @property
    def is_renewed(self) -> bool:
        """Whether it is lost in time what is not renewed."""
        return self._database.is_shared or self.has_others

    @property
    def has_others(self) -> bool:
        """Whether several processes share them."""
        return self._owner is not None

    def change(
        self,
        added: Collection[PendingUpdate],
        dealt_with: Collection[int],
        confirmed: Collection[int],
    ) -> frozenset[int]:
        """Adds some, forgets all but the number of those that are dealt with, and that, too, of
        those of which Telegram knows it, or which it keeps no longer. Returns the ids of those that
        were not added, as another process has them, or has dealt with them."""
        others: frozenset[int] = frozenset()
        with self._database.begin() as connection:
            if added:
                others = self._add(added, connection)
            if dealt_with:
                these = _COLUMNS.update_id.in_(dealt_with)
                connection.execute(update(PENDING).where(these).values(_NOTHING_BUT_ITS_NUMBER))
                connection.execute(delete(PENDING).where(self._is_too_old, _COLUMNS.raw.is_(None)))
            if confirmed:
                connection.execute(delete(PENDING).where(_COLUMNS.update_id.in_(confirmed)))
        return others

    def _add(self, added: Collection[PendingUpdate], connection: Connection) -> frozenset[int]:
        at = self._clock()
        rows = [_make_row(each, at) for each in added]
        adding = insert_into(PENDING, connection)
        if self._owner is None:
            connection.execute(adding.on_conflict_do_nothing(), rows)
            return frozenset()
        until = self._database.now + LEASE_SECONDS
        # In the same order in each process: who waits for a row has none that another waits for.
        rows.sort(key=lambda row: row["update_id"])
        # What was added before, though an error said no, is there.
        added_again = adding.on_conflict_do_update(
            index_elements=[_COLUMNS.update_id],
            set_={"until": until},
            where=_COLUMNS.raw.is_not(None) & (_COLUMNS.owner == self._owner),
        )
        mine = added_again.values([{**row, "owner": self._owner, "until": until} for row in rows])
        found = connection.execute(mine.returning(_COLUMNS.update_id)).scalars()
        return frozenset(each.update_id for each in added) - frozenset(found)

    def take_up(self, most: int = MAX_PENDING) -> Left:
        """What there is to do from the time before. Those that were never tried again are counted
        as tried, as they are going to be all at once; the others by `count_try`. Those that are too
        old or were tried too often are forgotten. From now on all are this process's; of several
        that share them, `most` of those that nobody has any more.

        :raises LockedError: as long as they are another one's, which lives and answers them.
        """
        self._hold()
        with self._database.begin() as connection:
            connection.execute(delete(PENDING).where(self._is_too_old))
            if self._owner is not None:
                return self._take_from_others(most, connection)
            # Earlier versions left who had asked.
            done = update(PENDING).where(_COLUMNS.raw.is_(None))
            connection.execute(done.values(_NOTHING_BUT_ITS_NUMBER))
            given_up = _give_up(connection, _COLUMNS.raw.is_not(None))
            rows = connection.execute(_list_oldest()).all()
            pending = [row for row in rows if row.raw is not None][:MAX_PENDING]
            connection.execute(update(PENDING).where(_COLUMNS.attempts == 0).values(attempts=1))
        return Left(
            _read_rows(pending),
            given_up,
            frozenset(row.update_id for row in rows if row.raw is None),
        )

    def _take_from_others(self, most: int, connection: Connection) -> Left:
        is_free = or_(_COLUMNS.owner.is_(None), _COLUMNS.until < self._database.now)
        is_left = _COLUMNS.raw.is_not(None) & is_free & _COLUMNS.owner.is_distinct_from(self._owner)
        given_up = _give_up(connection, is_left)
        # What somebody else takes up at this moment is his.
        oldest = _list_oldest().where(is_left).limit(most).with_for_update(skip_locked=True)
        rows = connection.execute(oldest).all()
        taken = update(PENDING).where(_COLUMNS.update_id.in_([row.update_id for row in rows]))
        until = self._database.now + LEASE_SECONDS
        tries = case((_COLUMNS.attempts == 0, 1), else_=_COLUMNS.attempts)
        connection.execute(taken.values(owner=self._owner, until=until, attempts=tries))
        return Left(_read_rows(rows), given_up)

    def renew(self) -> None:
        """That this process lives, and what it has is its own."""
        self._hold()
        if self._owner is None:
            return
        mine = (_COLUMNS.owner == self._owner) & _COLUMNS.raw.is_not(None)
        until = self._database.now + LEASE_SECONDS
        with self._database.begin() as connection:
            connection.execute(update(PENDING).where(mine).values(until=until))

    @property
    def _is_too_old(self) -> ColumnElement[bool]:
        return func.abs(_COLUMNS.at - self._clock()) > MAX_AGE_SECONDS

    def count_try(self, update_id: int) -> None:
        """That the update is tried now."""
        tried = update(PENDING).where(_COLUMNS.update_id == update_id)
        with self._database.begin() as connection:
            connection.execute(tried.values(attempts=_COLUMNS.attempts + 1))

    def excuse(self) -> None:
        """That none of those that are left had to do with the end of this process, of which others
        need not wait for a sign of life."""
        mine = update(PENDING)
        if self._owner is not None:
            mine = mine.where(_COLUMNS.owner == self._owner, _COLUMNS.raw.is_not(None))
        with self._database.begin() as connection:
            connection.execute(mine.values(attempts=0, owner=None, until=None))

    def forget(self, chat_id: int) -> None:
        """Forgets those of a chat."""
        with self._database.begin() as connection:
            connection.execute(delete(PENDING).where(_COLUMNS.chat_id == chat_id))

    def forget_sender(self, sender_id: int) -> None:
        """Forgets all but the numbers of what somebody sent anywhere and other processes have; they
        go on with it."""
        if self._owner is None:
            return
        theirs = (_COLUMNS.sender_id == sender_id) & (_COLUMNS.owner != self._owner)
        with self._database.begin() as connection:
            connection.execute(update(PENDING).where(theirs).values(_NOTHING_BUT_ITS_NUMBER))

    @contextmanager
    def held(self) -> Iterator[None]:
        """As long as the block lasts no bot takes up what there is, nor has it.

        :raises LockedError: if one runs.
        """
        held = self._database.hold(_HELD)
        self._take(held)
        try:
            yield
        finally:
            held.release()

    def let_go(self) -> None:
        """Leaves the updates to the next process."""
        self._held.release()

    def clear_traces(self) -> None:
        """Empties SQLite's write-ahead log, if there is one: it keeps what was overwritten."""
        self._database.empty_log()

    def _hold(self) -> None:
        self._take(self._held)

    def _take(self, hold: Hold) -> None:
        try:
            hold.take()
        except LockedError as exc:
            raise LockedError(f"another bot runs with {self._database.name}: end it") from exc


def _make_row(pending: PendingUpdate, at: float) -> dict[str, Any]:
    return {
        "update_id": pending.update_id,
        "chat_id": pending.chat_id,
        "sender_id": pending.sender_id,
        "raw": pending.raw,
        "at": at,
        "attempts": pending.tries,
    }


def _list_oldest() -> Select[Any]:
    return select(PENDING).order_by(_COLUMNS.at, _COLUMNS.update_id)


def _read_rows(rows: Iterable[Row[Any]]) -> tuple[PendingUpdate, ...]:
    return tuple(
        PendingUpdate(row.update_id, row.chat_id, row.sender_id, row.raw, row.attempts)
        for row in rows
    )


def _give_up(connection: Connection, is_left: ColumnElement[bool]) -> tuple[int, ...]:
    tried_enough = select(_COLUMNS.update_id).where(is_left, _COLUMNS.attempts >= MAX_TRIES)
    found = connection.execute(tried_enough.with_for_update(skip_locked=True)).scalars()
    given_up = tuple(found)
    connection.execute(delete(PENDING).where(_COLUMNS.update_id.in_(given_up)))
    return given_up
