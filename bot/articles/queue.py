"""What admins ask for while the index is rebuilt: it waits, and all that waits is one rebuild."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from bot.articles.change import (
    NEWER,
    NOT_DONE,
    STOPPED,
    Asked,
    Plan,
    Status,
    undo_all,
    word_undoing,
)
from bot.articles.rebuilding import Rebuilding
from bot.articles.under_way import NOWHERE, HeldError, Journal, UnderWay
from bot.indexing.live import LiveRetriever
from bot.monitoring.metrics import RebuildOutcome
from bot.text.translation import gettext, gettext_noop

logger = logging.getLogger(__name__)

MAX_WAITING = 20
MAX_WAITING_BYTES = 20 * 1024 * 1024

_BUSY = gettext_noop("The index is being rebuilt already. Try again when that has ended.")
_FULL = gettext_noop(
    "No more changes can wait than wait already. Try again when the rebuild that runs has ended."
)
_REBUILD_WAITS = gettext_noop("A rebuild waits already. It will be of all that is there by then.")
_WAITS = gettext_noop("Waits for the rebuild that runs. All that waits then is one rebuild.")
_GATHERS = gettext_noop("Waits a moment for what else is to be in the same rebuild.")
_SAME_FILE = gettext_noop("Another change of {name} was asked for before, and is made first.")
_CANCELLED = gettext_noop("It waits no more, and nothing of it is done.")
_SECONDS_FOR_LAST_WORD = 3.0


class ChangeQueue:
    """Of one bot. What is asked for while nothing runs begins at once, unless `is_expecting` says
    that more is likely to come: then whatever comes within `seconds_to_gather` of the last is in
    the same rebuild. What waits is written down in `journal`, as what runs. `count` is told how
    each rebuild ends."""

    def __init__(
        self,
        live: LiveRetriever,
        journal: Journal,
        is_expecting: Callable[[], bool] = lambda: False,
        seconds_to_gather: float = 0.0,
        count: Callable[[RebuildOutcome], None] = lambda outcome: None,
    ) -> None:
        self._journal = journal
        self._is_expecting = is_expecting
        self._seconds_to_gather = seconds_to_gather
        self._rebuilding = Rebuilding(live, self._keep, count)
        self._live = live
        self._waiting: list[Asked] = []
        self._leaving: list[Asked] = []
        """Taken out, and not told of it yet: who kills the process leaves that to the next one."""
        self._has_come = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._is_settling = self._is_holding = False

    def begin_settling(self, settle: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begins to end what an earlier process has left. Until that is done nothing is taken:
        the journal is not yet this process's."""

        async def settle_first() -> None:
            try:
                await settle()
            finally:
                self._is_settling = False

        self._is_settling = True
        self._task = asyncio.create_task(settle_first())

    def find_refusal(self, plan: Plan | None = None) -> str | None:
        """Why a change is not taken now, not yet translated; None if it is. Without `plan` a
        rebuild alone, of which one at most waits. What is shown nowhere takes nobody's place: who
        hands it in keeps to a number."""
        if self._is_settling:
            return _BUSY
        if plan is None:
            waits = any(each.plan is None for each in self._waiting)
            return _REBUILD_WAITS if waits else None
        plans = [each.plan for each in self._waiting if each.plan and each.status.place != NOWHERE]
        size = plan.size + sum(each.size for each in plans)
        is_full = len(plans) >= MAX_WAITING or (plans and size > MAX_WAITING_BYTES)
        return _FULL if is_full else None

    def put(self, status: Status, plan: Plan | None = None) -> None:
        """Begins what is asked for, or has it wait and says so; `find_refusal` is asked before."""
        asked = Asked(status, plan)
        is_running = self._task is not None and not self._task.done()
        if is_running or self._is_expecting():
            lines = [gettext(_WAITS if self._rebuilding.running else _GATHERS)]
            if plan and self.find_planned(plan.name):
                lines.append(gettext(_SAME_FILE).format(name=plan.name))
            show = partial(self._show_waiting, asked, "\n".join(lines))
            asked.say(show, is_passing=True)
        self._waiting.append(asked)
        self._has_come.set()
        self._keep()
        if not is_running:
            self._task = asyncio.create_task(self._work())

    async def cancel(self, key: str, chat_id: int) -> bool:
        """Takes out what waits under `key` in a chat, and says so; False if it waits no more."""
        found = [a for a in self._waiting if a.key == key and a.status.place[0] == chat_id]
        for asked in found:
            self._waiting.remove(asked)
            self._leaving.append(asked)
            self._has_come.set()
            text = asked.word(lambda: gettext(_CANCELLED))
            # Not awaited itself: a bot that stops calls it off.
            await asyncio.wait([asked.say(partial(asked.status.finish, text))])
            self._drop(asked)
        return bool(found)

    @property
    def length(self) -> int:
        """How many wait, or are in the rebuild that runs; may be asked in any thread."""
        return len(self._rebuilding.running) + len(self._waiting)

    def find_planned(self, name: str) -> Plan | None:
        """The last change of the file `name` that runs or waits; None if there is none."""
        all_asked = [*self._rebuilding.running, *self._waiting]
        plans = [each.plan for each in all_asked if each.plan and each.plan.name == name]
        return plans[-1] if plans else None

    async def stop(self) -> None:
        """Undoes what runs, and tells all who wait, as far as that takes no time: the next start
        tells the others."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _show_waiting(self, asked: Asked, text: str) -> None:
        await asked.status.show_waiting(text, asked.key)
        self._keep()  # with the message that is there now

    async def _work(self) -> None:
        try:
            with self._journal.held():
                self._is_holding = True
                try:
                    await self._work_off()
                except asyncio.CancelledError:
                    await self._end_early()
                    raise
                finally:
                    self._is_holding = False
        except HeldError as exc:
            logger.warning("no rebuild is begun: %s", exc)
            await self._refuse_all()

    async def _work_off(self) -> None:
        self._keep()
        while self._waiting or self._leaving:
            await self._gather()
            batch, self._waiting = self._waiting, []
            if batch:
                await self._rebuilding.run(batch)
            elif self._leaving:
                self._has_come.clear()
                await self._has_come.wait()

    async def _gather(self) -> None:
        while self._waiting and self._is_expecting():
            self._has_come.clear()
            try:
                async with asyncio.timeout(self._seconds_to_gather):
                    await self._has_come.wait()
            except TimeoutError:
                return

    async def _refuse_all(self) -> None:
        while self._waiting:
            asked = self._waiting.pop(0)
            text = asked.word(lambda: gettext(_BUSY))
            await asked.say(partial(asked.status.fail, text))

    async def _end_early(self) -> None:
        """As what is asked for cannot be done any more. Who is not told in time is by the next
        process."""
        left = self._list_left()
        texts = self._give_up([each for each in left if not each.waits])
        for each in left:
            each.hush()
        telling = [
            self._tell_end(each, texts.get(each) or each.word(lambda: gettext(NOT_DONE)))
            for each in left
        ]
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_FOR_LAST_WORD):
                await asyncio.gather(*telling)

    def _give_up(self, running: Sequence[Asked]) -> dict[Asked, str]:
        """Undoes what runs, unless another index is live; what each is told."""
        lines = {each: [each.word(lambda: gettext(STOPPED))] for each in running}
        if self._live.find_live_name() != self._rebuilding.before:
            for each in running:
                lines[each].append(each.word(lambda: gettext(NEWER)))
        else:
            for each, problem in undo_all(running, self._keep).items():
                lines[each].append(each.word(partial(word_undoing, problem)))
        return {each: "\n".join(told) for each, told in lines.items()}

    async def _tell_end(self, asked: Asked, text: str) -> None:
        await asked.say(lambda: asked.status.finish(text))
        self._rebuilding.drop(asked)
        self._drop(asked)

    def _drop(self, asked: Asked) -> None:
        """It does not wait, and has been told so."""
        for those in (self._waiting, self._leaving):
            if asked in those:
                those.remove(asked)
                self._has_come.set()
                self._keep()

    def _list_left(self) -> list[Asked]:
        return [*self._rebuilding.running, *self._waiting, *self._leaving]

    def _keep(self) -> None:
        if not self._is_holding:
            return  # it is somebody else's, or is written when it is this process's
        # Of what nobody is told of, and nothing is done yet, there is nothing to say or undo.
        left = [e for e in self._list_left() if not (e.waits and e.status.place == NOWHERE)]
        if left:
            entries = tuple(each.entry for each in left)
            self._journal.write(UnderWay(self._rebuilding.before, entries))
        else:
            self._journal.end()
