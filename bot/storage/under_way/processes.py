"""How many bots answer together: each says so every few seconds, and who has not for a while does
not count. It is no lock: where it is wrong for a while, limits that are divided by it are, too."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from bot.storage.background import write_beside
from bot.storage.database import PROCESSES, Database, DatabaseError

logger = logging.getLogger(__name__)

_BEAT_SECONDS = 5.0
_LIFE_SECONDS = 3 * _BEAT_SECONDS
_SECONDS_TO_LEAVE = 0.5


@dataclass(frozen=True, slots=True)
class Living:
    """How many processes there are, this one included; `is_first` of exactly one, which does what
    is to be done once."""

    count: int = 1
    is_first: bool = True


class ProcessStore:
    """The processes, by names that they draw. Each method is one transaction, and may raise
    `DatabaseError`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._name = secrets.token_hex(8)

    def beat(self) -> Living:
        """Says that this process lives."""
        now, columns = self._clock(), PROCESSES.c
        values = {"until": now + _LIFE_SECONDS}
        own = update(PROCESSES).where(columns.name == self._name).values(values)
        with self._database.begin() as connection:
            if not connection.execute(own).rowcount:
                connection.execute(insert(PROCESSES).values(name=self._name, **values))
            connection.execute(delete(PROCESSES).where(columns.until <= now))
            names = list(connection.execute(select(columns.name)).scalars())
        return Living(len(names), min(names) == self._name)

    def leave(self) -> None:
        """Says that this process ends."""
        with self._database.begin() as connection:
            connection.execute(delete(PROCESSES).where(PROCESSES.c.name == self._name))


class ProcessCounter:
    """Tells how many there are each time that this one says that it lives; the first of them
    sweeps. While the database cannot be used nothing is told: there are as many as there were."""

    def __init__(
        self, store: ProcessStore, tell: Callable[[int], None], sweep: Callable[[], None]
    ) -> None:
        self._store = store
        self._tell = tell
        self._sweep = sweep
        self._is_away = False

    async def beat(self) -> None:
        """Says it once."""
        try:
            self._tell(await write_beside(self._beat))
            self._is_away = False
        except DatabaseError as exc:
            if not self._is_away:
                logger.error("%s; how many bots there are is not known", exc)
            self._is_away = True

    async def run(self) -> None:
        """Says it again and again, and when it is cancelled that it ends."""
        try:
            while True:
                await asyncio.sleep(_BEAT_SECONDS)
                await self.beat()
        finally:
            with suppress(DatabaseError, TimeoutError):
                await asyncio.wait_for(write_beside(self._store.leave), _SECONDS_TO_LEAVE)

    def _beat(self) -> int:
        living = self._store.beat()
        if living.is_first:
            self._sweep()
        return living.count
