"""Writes down which updates are under way, beside the event loop and many at once. A state file
that cannot be written makes nobody wait for more than a moment, and is one line in the log."""

import asyncio
import logging
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.storage.background import write_at_once
from bot.storage.database import DatabaseError
from bot.storage.under_way.pending import (
    LEASE_SECONDS,
    MAX_PENDING,
    Left,
    PendingStore,
    PendingUpdate,
)

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 1.0
"""What was fetched waits no longer to be written down, and once it did, not at all until the file
can be written again."""

_RETRY_SECONDS = 10.0
_QUIET_SECONDS = 1.0
_MAX_TRACE_SECONDS = 60.0
"""Traces are cleared when nothing was under way for a second, and if that never is, so often."""

_SECONDS_TO_CLOSE = 0.5

_BEAT_SECONDS = 5.0
"""So often several processes give a sign of life, and look for what others have left."""


@dataclass(slots=True)
class _Batch:
    """What one transaction writes, and who waits for it."""

    added: dict[int, PendingUpdate] = field(default_factory=dict)
    dealt_with: set[int] = field(default_factory=set)
    confirmed: set[int] = field(default_factory=set)
    waiting: list["asyncio.Future[frozenset[int]]"] = field(default_factory=list)
    others: frozenset[int] = frozenset()
    """Those of `added` that another process has."""

    def end(self) -> None:
        for future in self.waiting:
            if not future.done():
                future.set_result(self.others)


class PendingJournal:
    """What is under way; all methods are for the event loop's thread, but those of `store`.

    An id is known from when it was added until it is dealt with and Telegram was told so: what
    Telegram hands over again meanwhile is the same update. One transaction runs at a time, and
    has all that has come together since the one before.
    """

    def __init__(self, store: PendingStore) -> None:
        self.store = store
        self._under_way: dict[int, PendingUpdate] = {}
        self._unwritten: set[int] = set()
        """Under way as well, but beyond what is written down."""
        self._dealt_with: set[int] = set()
        self._others: set[int] = set()
        """Those that came here as well, and that another process has."""
        self._written: set[int] = set()
        """Those that may stand in the file, with text or without."""
        self._next = _Batch()
        self._offset = 0
        self._writing: asyncio.Task[None] | None = None
        self._clearing: asyncio.Task[None] | None = None
        self._watched: dict[int, asyncio.Future[None]] = {}
        self._receive_left: Callable[[Left], None] | None = None
        self._receive: Callable[[Left], None] | None = None
        self._beating: asyncio.Task[None] | None = None
        self._beat_at = math.inf
        """When this process last gave a sign of life."""
        self._waits_until = -math.inf
        """Until then others may come back that could give none."""
        self._timers: dict[Callable[[], None], asyncio.TimerHandle] = {}
        self._is_failing = self._is_closing = self._is_closed = False
        self._traces_since: float | None = None

    async def begin(self, receive: Callable[[Left], None]) -> None:
        """Has `receive` called with what the last process left: before this returns, or as soon as
        it can be read. Nothing is written before. Of several processes each goes on to be told what
        others leave."""
        self._receive_left = self._receive = receive
        if self.store.is_renewed:
            self._beat_at = asyncio.get_running_loop().time()
            self._call_later(_BEAT_SECONDS, self._beat)
        await self._write_soon()

    def knows(self, update_id: int) -> bool:
        """Whether the update is under way, or dealt with and Telegram may not know; also where
        another process has it."""
        is_here = self._is_under_way(update_id) or update_id in self._dealt_with
        return is_here or update_id in self._others

    def _is_under_way(self, update_id: int) -> bool:
        return update_id in self._under_way or update_id in self._unwritten

    async def add(self, updates: Iterable[PendingUpdate]) -> frozenset[int]:
        """Writes these down, `MAX_PENDING` with those that are under way; of more only the ids are
        known, and while this process lasts. Returns the ids of those that another process has, as
        Telegram hands over to another one what it was not told to have come through."""
        for each in updates:
            if len(self._under_way) < MAX_PENDING:
                self._under_way[each.update_id] = self._next.added[each.update_id] = each
            else:
                self._unwritten.add(each.update_id)
        return await self._write_soon() if self._next.added else frozenset()

    def note_dealt_with(self, update_id: int) -> None:
        """That nothing is left to do about an update; its text is forgotten at once."""
        if not self._is_under_way(update_id):
            return
        self._dealt_with.add(update_id)
        self._unwritten.discard(update_id)
        self._under_way.pop(update_id, None)
        if watched := self._watched.pop(update_id, None):
            watched.set_result(None)
        if self._next.added.pop(update_id, None) is None:
            self._next.dealt_with.add(update_id)
            self._wake()

    def note_confirmed(self, offset: int) -> None:
        """That Telegram knows of all updates before `offset`: they do not come again."""
        self._offset = offset
        self._others = {update_id for update_id in self._others if update_id >= offset}
        known = {update_id for update_id in self._dealt_with if update_id < offset}
        if self._receive_left is not None:
            # What the last process left is not known yet; Telegram hands that over before all else.
            self._dealt_with -= set(sorted(known)[MAX_PENDING:])
            return
        self._dealt_with -= known
        self._next.confirmed |= known  # with the next transaction: there is no text in them

    def watch(self, update_id: int) -> "asyncio.Future[None]":
        """Ends when an update is dealt with, at once if it is none that is under way."""
        future = asyncio.get_running_loop().create_future()
        if self._is_under_way(update_id):
            self._watched[update_id] = future
        else:
            future.set_result(None)
        return future

    def forget_chat(self, chat_id: int) -> None:
        """Forgets the text of what is under way in a chat; it goes on."""
        for each in list(self._under_way.values()):
            if each.chat_id == chat_id:
                self.note_dealt_with(each.update_id)

    def forget_sender(self, sender_id: int) -> None:
        """As `forget_chat`, of what somebody sent anywhere."""
        for each in list(self._under_way.values()):
            if each.sender_id == sender_id:
                self.note_dealt_with(each.update_id)

    async def close(self) -> None:
        """Writes the rest. What is under way stays for the next process, and this one was not ended
        by it."""
        try:
            async with asyncio.timeout(_SECONDS_TO_CLOSE):
                self._is_closing = True
                self._wake()
                if self._writing:
                    await asyncio.shield(self._writing)
                if self._beating:  # or it would take up again what is left here
                    await asyncio.wait([self._beating])
                if self._writing:  # what that took up may be dealt with
                    await asyncio.shield(self._writing)
                if self._under_way:
                    await write_at_once(self.store.excuse)
                if self._traces_since is not None:
                    await self._clear()
        except (TimeoutError, DatabaseError) as exc:
            reason = str(exc) or f"{self.store.name} takes too long"
            logger.error("not all that was dealt with is noted, and may be again: %s", reason)
        self._is_closed = True
        for timer in self._timers.values():
            timer.cancel()
        under_way = [task for task in (self._writing, self._clearing, self._beating) if task]
        for task in under_way:
            task.cancel()
        if under_way:
            await asyncio.wait(under_way)
        self.store.let_go()

    async def _write_soon(self) -> frozenset[int]:
        """Returns when what there is by now is written, or when that takes too long; what of it
        another process has."""
        written: asyncio.Future[frozenset[int]] = asyncio.get_running_loop().create_future()
        self._next.waiting.append(written)
        self._wake()
        if self._is_failing:
            return frozenset()
        done, _ = await asyncio.wait([written], timeout=_PATIENCE_SECONDS)
        if not done:
            self._note_failure(f"{self.store.name} takes too long")
            return frozenset()
        return written.result()

    def _wake(self) -> None:
        if not self._is_closed and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._has_work():
            batch, self._next = self._next, _Batch()
            try:
                if self._receive_left is not None:
                    batch.dealt_with |= self._take_in(await write_at_once(self.store.take_up))
                await self._write_batch(batch)
            except DatabaseError as exc:
                self._put_back(batch)
                self._note_failure(str(exc))
                self._call_later(_RETRY_SECONDS, self._wake)
                return
            finally:
                batch.end()
            self._note_success()
        self._next.end()

    def _has_work(self) -> bool:
        """What Telegram knows by now is without text, and need not be removed at once."""
        following = self._next
        is_pressing = bool(following.added or following.dealt_with)
        is_last = self._is_closing and bool(following.confirmed)
        return is_pressing or is_last or self._receive_left is not None

    async def _write_batch(self, batch: _Batch) -> None:
        # What came and went while the file could not be written, for weeks perhaps, is not there.
        batch.dealt_with &= self._written
        batch.confirmed &= self._written
        if not (batch.added or batch.dealt_with or batch.confirmed):
            return
        if self._traces_since is None:
            self._traces_since = asyncio.get_running_loop().time()
        batch.others = await write_at_once(
            self.store.change,
            list(batch.added.values()),
            batch.dealt_with - batch.confirmed,
            batch.confirmed,
        )
        self._leave_to_others(batch.others)
        self._written |= batch.added.keys() - batch.others
        self._written -= batch.confirmed
        self._call_later(_QUIET_SECONDS, self._clear_traces)

    def _leave_to_others(self, update_ids: frozenset[int]) -> None:
        for update_id in update_ids:
            self._under_way.pop(update_id, None)
            if watched := self._watched.pop(update_id, None):
                watched.set_result(None)
        self._others |= update_ids

    def _take_in(self, left: Left) -> set[int]:
        """Goes on with what was left; returns the ids of what was dealt with already."""
        is_first, self._receive_left = self._receive_left is not None, None
        receive = self._receive
        assert receive is not None
        self._others -= {each.update_id for each in left.pending}
        # Telegram may have handed over again what could not be read at first.
        new = tuple(each for each in left.pending if not self.knows(each.update_id))
        known = {each.update_id for each in left.pending} & self._dealt_with
        self._dealt_with |= left.dealt_with
        self._written |= left.dealt_with | {each.update_id for each in left.pending}
        self._under_way.update({each.update_id: each for each in new})
        self.note_confirmed(self._offset)
        if left.pending or left.dealt_with or left.given_up:
            self._traces_since = asyncio.get_running_loop().time()
        if is_first or new or left.given_up or left.dealt_with:
            receive(Left(new, left.given_up, left.dealt_with))
        return known

    def _beat(self) -> None:
        if not self._is_closed and not self._is_closing:
            self._beating = asyncio.create_task(self._renew())

    async def _renew(self) -> None:
        """Gives a sign of life, and takes up what others have left."""
        now = asyncio.get_running_loop().time()
        try:
            await write_at_once(self.store.renew)
            if now - self._beat_at > LEASE_SECONDS:
                # Nor could others, perhaps, who live as well: they are waited for.
                self._waits_until = now + LEASE_SECONDS
            self._beat_at = now
            self._end_failing()
            is_known = self._receive_left is None and self.store.has_others
            if is_known and now >= self._waits_until and not self._is_closing:
                most = MAX_PENDING - len(self._under_way)
                known = self._take_in(await write_at_once(self.store.take_up, max(0, most)))
                if known:
                    self._next.dealt_with |= known
                    self._wake()
        except DatabaseError as exc:
            self._note_failure(str(exc))
        self._call_later(_BEAT_SECONDS, self._beat)

    def _put_back(self, batch: _Batch) -> None:
        """What a transaction that failed was to write. What was dealt with meanwhile, and never
        written down, need not be."""
        later = self._next
        for update_id in batch.added.keys() & later.dealt_with:
            del batch.added[update_id]
            later.dealt_with.discard(update_id)
        later.added = batch.added | later.added
        later.dealt_with |= batch.dealt_with
        later.confirmed |= batch.confirmed

    def _end_failing(self) -> None:
        """After a sign of life: what comes next is waited for again, before it is answered."""
        if self._is_failing and self.store.has_others:  # else nothing was written
            self._wake()
            if not self._has_work():
                self._note_success()

    def _note_success(self) -> None:
        if self._is_failing:
            self._is_failing = False
            logger.warning("what is under way is written down again")

    def _note_failure(self, reason: str) -> None:
        """From now on nobody waits until something could be written."""
        if not self._is_failing:
            self._is_failing = True
            logger.error("%s; a killed process would lose what is under way", reason)

    def _clear_traces(self) -> None:
        """Clears them if it is time to."""
        now = asyncio.get_running_loop().time()
        if self._traces_since is None or self._is_closed:
            return
        is_busy = self._under_way or (self._writing and not self._writing.done())
        if is_busy and now - self._traces_since < _MAX_TRACE_SECONDS:
            self._call_later(_QUIET_SECONDS, self._clear_traces)
            return
        self._traces_since = None
        self._clearing = asyncio.create_task(self._clear())

    async def _clear(self) -> None:
        try:
            await write_at_once(self.store.clear_traces)
        except DatabaseError as exc:
            logger.debug("traces are cleared later: %s", exc)
            self._traces_since = asyncio.get_running_loop().time()
            self._call_later(_MAX_TRACE_SECONDS, self._clear_traces)

    def _call_later(self, seconds: float, call: Callable[[], None]) -> None:
        """Calls it once, however often this is asked for meanwhile."""
        loop = asyncio.get_running_loop()
        timer = self._timers.get(call)
        if timer is None or timer.cancelled() or timer.when() <= loop.time():
            self._timers[call] = loop.call_later(seconds, call)
