"""Connections to Telegram, each by itself, the one used last first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram.request import BaseRequest, HTTPXRequest


class Connections(BaseRequest):
    """At most so many connections at once, opened when they are needed; who finds none free waits
    his turn, first come, first served. A call costs the same however many there are: the library's
    own pool looks through all that are open, twice at each call, and through all who wait.

    `httpx_kwargs` are what the client of each connection is made with; an SSL context that they
    share spares reading the certificates for each.
    """

    def __init__(self, most: int, httpx_kwargs: dict[str, Any]) -> None:
        self._httpx_kwargs = httpx_kwargs
        self._free = asyncio.Semaphore(most)
        self._all = [self._make()]
        self._idle = list(self._all)

    @property
    def read_timeout(self) -> float | None:
        """In seconds, that of all."""
        return self._all[0].read_timeout

    async def initialize(self) -> None:
        """Those that there are can be used, also again after `shutdown`."""
        for each in self._all:
            await each.initialize()

    async def shutdown(self) -> None:
        """Closes all."""
        for each in self._all:
            await each.shutdown()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As `HTTPXRequest.do_request`."""
        async with self._take() as connection:
            return await connection.do_request(*args, **kwargs)

    @asynccontextmanager
    async def _take(self) -> AsyncIterator[HTTPXRequest]:
        async with self._free:
            connection = self._idle.pop() if self._idle else self._open()
            try:
                yield connection
            finally:
                self._idle.append(connection)

    def _open(self) -> HTTPXRequest:
        connection = self._make()
        self._all.append(connection)
        return connection

    def _make(self) -> HTTPXRequest:
        return HTTPXRequest(1, httpx_kwargs=self._httpx_kwargs)
