"""Which updates are written down until they are dealt with, and what becomes of those that the last
process left."""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from telegram import Bot, Update

from bot.storage.background import write_if_possible
from bot.storage.channels import ChannelStore
from bot.storage.under_way.pending import Left, PendingUpdate
from bot.storage.under_way.pending_journal import PendingJournal
from bot.telegram.incoming.request import Request, read_request
from bot.telegram.incoming.updates import find_channel, read_update

logger = logging.getLogger(__name__)

_MAX_SECONDS_ALONE = 60.0
"""An update that is tried again keeps the next one waiting no longer."""
_PAUSE_SECONDS = 1.0
_MAX_PAUSE_SECONDS = 60.0
"""Before what cannot be counted as tried is counted again; twice as long each time."""

_MAX_RECENT = 5_000
"""Updates of which it is known that they came; at thirty a second those of some minutes, of most
bots those of days."""

_Json = dict[str, Any]


class Keeper:
    """Stands between Telegram and the handlers: what comes is with `journal` before Telegram is
    told that it came through, and leaves it when it is dealt with. Posts of other channels than
    those of `channels` are without content."""

    def __init__(self, journal: PendingJournal, channels: ChannelStore) -> None:
        self._journal = journal
        self._channels = channels
        self._requests: dict[int, tuple[Update, Request | None]] = {}
        """What was read, until the update has its turn."""
        self._recent: OrderedDict[int, None] = OrderedDict()
        """Ids of what came, also of what Telegram was told to have come through, the oldest first:
        its server, or what stands between, may hand it over again all the same."""
        self._offset = 0

    async def keep(self, fetched: Iterable[_Json], bot: Bot) -> tuple[Update, ...]:
        """The updates in what was fetched. One that came before, and is under way or dealt with, is
        without content, and so is one that another process has; one that Telegram was told to have
        come through is left out."""
        updates: list[Update] = []
        kept: list[PendingUpdate] = []
        for raw in fetched:
            update_id = raw["update_id"]
            if self._journal.knows(update_id) or update_id in self._recent:
                if update_id >= self._offset:
                    updates.append(Update(update_id))
                continue
            self._remember([update_id])
            update = self._read_update(raw, bot)
            updates.append(update)
            request = self._read(update)
            if request is not None and _outlives_the_process(update, request):
                text = json.dumps(raw)
                kept.append(PendingUpdate(update_id, request.chat_id, request.sender_id, text))
        others = await self._journal.add(kept)
        for update_id in others:
            self._requests.pop(update_id, None)
        return tuple(Update(one.update_id) if one.update_id in others else one for one in updates)

    def note_confirmed(self, offset: int) -> None:
        """That Telegram knows of all updates before `offset`."""
        self._offset = offset
        self._journal.note_confirmed(offset)

    def take_request(self, update: Update) -> Request | None:
        """What `update` asks; None, which is logged, if it cannot be read."""
        read = self._requests.get(update.update_id)
        if read is None or read[0] is not update:
            return _read_request(update)
        del self._requests[update.update_id]
        return read[1]

    def note_dealt_with(self, update_id: int) -> None:
        """That nothing is left to do about an update."""
        self._journal.note_dealt_with(update_id)

    async def resume(
        self, bot: Bot, queue: "asyncio.Queue[object]", tasks: set[asyncio.Task[None]]
    ) -> None:
        """Puts what the last process left into `queue`: now, if it can be read. What was tried
        before comes one by one, by a task among `tasks`: that which kills the process is to be told
        from what was beside it."""

        def receive(left: Left) -> None:
            self._remember([each.update_id for each in left.pending])
            self._remember([*left.dealt_with, *left.given_up])
            for update_id in left.given_up:
                logger.error("update %d is given up: each try to answer it was killed", update_id)
            if left.pending:
                logger.info("%d updates of the last run are dealt with now", len(left.pending))
            for pending in left.pending:
                if not pending.tries:
                    self._put(pending, bot, queue)
            again = [pending for pending in left.pending if pending.tries]
            if again:
                tasks.add(asyncio.create_task(self._put_one_by_one(again, bot, queue)))

        await self._journal.begin(receive)

    async def _put_one_by_one(
        self, again: list[PendingUpdate], bot: Bot, queue: "asyncio.Queue[object]"
    ) -> None:
        for pending in again:
            failure = "what was tried before waits until it can be counted"
            count, pause = self._journal.store.count_try, _PAUSE_SECONDS
            while not await write_if_possible(logger, failure, count, pending.update_id):
                await asyncio.sleep(pause)
                pause = min(2 * pause, _MAX_PAUSE_SECONDS)
            ended = self._journal.watch(pending.update_id)
            self._put(pending, bot, queue)
            await asyncio.wait([ended], timeout=_MAX_SECONDS_ALONE)

    def _put(self, pending: PendingUpdate, bot: Bot, queue: "asyncio.Queue[object]") -> None:
        try:
            raw = json.loads(pending.raw)
        except (ValueError, RecursionError):
            raw = None
        update = Update(pending.update_id)
        if isinstance(raw, dict):
            update = self._read_update(raw | {"update_id": pending.update_id}, bot)
        request = self._read(update)
        if request is None or request.needs_nothing:
            self.note_dealt_with(pending.update_id)  # it is read in another way by now
        else:
            queue.put_nowait(update)

    def _read_update(self, raw: _Json, bot: Bot) -> Update:
        channel_id = find_channel(raw)
        if channel_id is not None and self._channels.find(channel_id) is None:
            return Update(raw["update_id"])
        return read_update(raw, bot)

    def _remember(self, update_ids: Iterable[int]) -> None:
        self._recent.update(dict.fromkeys(update_ids))
        while len(self._recent) > _MAX_RECENT:
            self._recent.popitem(last=False)

    def _read(self, update: Update) -> Request | None:
        request = _read_request(update)
        self._requests[update.update_id] = update, request
        return request


def _outlives_the_process(update: Update, request: Request) -> bool:
    """Whether somebody waits for an answer also after a restart. Telegram ends by itself what
    waits for a button or types in inline mode."""
    return not (request.needs_nothing or update.callback_query or update.inline_query)


def _read_request(update: Update) -> Request | None:
    """None, which is logged, if the library let something pass that no message of Telegram has."""
    try:
        return read_request(update)
    except Exception as exc:
        kind = type(exc).__name__  # its text may hold what was asked
        logger.error("update %d cannot be read and is skipped: %s", update.update_id, kind)
        return None
