"""Connections to Telegram, each by itself, the one used last first."""

import asyncio
import sys
from collections.abc import AsyncIterator
from importlib.util import find_spec
from typing import Any

import httpx
from telegram.error import TimedOut
from telegram.request import BaseRequest, HTTPXRequest

from bot.doctor.proxies import make_request
from corpus.sources.inflating import Inflater, InflationError

_SECONDS_BESIDE_READING = 15.0
"""In which a connection is found and opened, and what is asked is sent: a little more than the
library gives each of these. An answer may come in pieces in what is left."""

_SECONDS_OF_FILE = 120.0
"""In which a file of some megabytes comes, also on a slow line."""

_MAX_BYTES = 64 * 1024 * 1024
"""Of an answer, packed and unpacked: Telegram's files are of 20 MB at most. What has no end would
take all memory, and so would a megabyte that is packed a thousand times over."""

_PACKED = ("gzip", "deflate")

# The HTTP library tries to import this at each of five locks of a call. Python does not remember
# that something is missing: looking for it anew was a quarter of a millisecond of each call.
if "sniffio" not in sys.modules and find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]


class Connections(BaseRequest):
    """At most so many connections at once, opened when they are needed; who finds none free waits
    his turn, first come, first served. A call costs the same however many there are: the library's
    own pool looks through all that are open, twice at each call, and through all who wait.

    A call is given up its `read_timeout` and `spare_seconds` after it got its connection: the
    library's own timeouts begin anew with each byte, and what drips would hold its place for ever.

    `httpx_kwargs` are what the client of each connection is made with; an SSL context that they
    share spares reading the certificates for each.
    """

    def __init__(
        self,
        most: int,
        httpx_kwargs: dict[str, Any],
        spare_seconds: float = _SECONDS_BESIDE_READING,
    ) -> None:
        hooks = httpx_kwargs.get("event_hooks", {}).get("response", [])
        self._httpx_kwargs = httpx_kwargs | {
            "event_hooks": {"response": [*hooks, _bound]},
            "headers": {"Accept-Encoding": ", ".join(_PACKED)},
        }
        self._spare_seconds = spare_seconds
        self._free = asyncio.Semaphore(most)
        first = self._make()
        self._read_timeout = first.read_timeout
        self._all = {first}
        self._idle = [first]
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def read_timeout(self) -> float | None:
        """In seconds, that of all."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Those that there are can be used, also again after `shutdown`."""
        for each in self._all:
            await each.initialize()

    async def shutdown(self) -> None:
        """Closes all."""
        for each in list(self._all):
            await each.shutdown()
        if self._closing:
            await asyncio.wait(self._closing)

    async def do_request(
        self, url: str, method: str, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """As `HTTPXRequest.do_request`, in bounded time."""
        async with self._free:
            connection = self._idle.pop() if self._idle else self._open()
            try:
                async with asyncio.timeout(self._find_seconds(method, **kwargs)):
                    answer = await connection.do_request(url, method, *args, **kwargs)
            except TimeoutError as exc:
                self._let_go(connection)
                raise TimedOut from exc
            except BaseException:
                self._let_go(connection)
                raise
            self._idle.append(connection)
            return answer

    def _find_seconds(self, method: str, read_timeout: object = None, **_: object) -> float:
        if not isinstance(read_timeout, int | float):
            read_timeout = self._read_timeout or 0.0  # the caller named none
        return read_timeout + (_SECONDS_OF_FILE if method == "GET" else self._spare_seconds)

    def _open(self) -> HTTPXRequest:
        connection = self._make()
        self._all.add(connection)
        return connection

    def _let_go(self, connection: HTTPXRequest) -> None:
        """Closes a connection whose call came to no end. One that was given up at the wrong moment
        is counted by the library as used for ever; used last, it would be taken for each call."""
        self._all.discard(connection)
        closing = asyncio.create_task(connection.shutdown())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    def _make(self) -> HTTPXRequest:
        return make_request(self._httpx_kwargs)


class _Bounded(httpx.AsyncByteStream):
    """What comes of an answer, up to `_MAX_BYTES`; unpacked, up to as many, if it `is_packed`."""

    def __init__(self, stream: httpx.AsyncByteStream, is_packed: bool) -> None:
        self._stream = stream
        self._is_packed = is_packed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = _MAX_BYTES
        inflater = Inflater(_MAX_BYTES) if self._is_packed else None
        async for part in self._stream:
            left -= len(part)
            if left < 0:
                raise httpx.RemoteProtocolError("the answer is too long")
            try:
                yield inflater.feed(part) if inflater else part
            except InflationError as exc:
                raise httpx.RemoteProtocolError(f"the answer cannot be unpacked: {exc}") from exc

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _bound(response: httpx.Response) -> None:
    """Called before anything of the body is read. The library, which unpacks without a bound, is
    left nothing to unpack; what is packed as it was not asked for is no answer."""
    packing = response.headers.pop("content-encoding", "").strip().lower()
    if isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _Bounded(response.stream, packing in _PACKED)
