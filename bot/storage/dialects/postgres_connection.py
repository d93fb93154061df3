"""A connection to PostgreSQL; imported only where its driver is."""

import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.types.string import StrDumper

V = TypeVar("V")

_SECONDS = 4.0
"""Longer than the server itself lets a statement take."""


class PatientConnection(psycopg.Connection[Any]):
    """Waits no longer than for `seconds` for what the server says: one that is frozen, and not its
    machine, says nothing, and neither does any part of the network."""

    seconds = _SECONDS

    def wait(self, gen: PQGen[V], *args: Any, **kwargs: Any) -> V:
        """As the driver's.

        :raises OperationalError: if it takes longer; the connection is closed then.
        """
        return super().wait(self._limit(gen), *args, **kwargs)

    def _limit(self, gen: PQGen[V]) -> PQGen[V]:
        until = time.monotonic() + self.seconds
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and time.monotonic() > until:
                    self.close()
                    raise psycopg.OperationalError("the server does not answer")
                wanted = gen.send(ready)
        except StopIteration as ended:
            result: V = ended.value
            return result


class TextDumper(StrDumper):
    """Leaves out null characters, which no text of PostgreSQL may have."""

    def dump(self, obj: str) -> bytes | bytearray | memoryview | None:
        """As the driver's."""
        return super().dump(obj.replace("\0", ""))
