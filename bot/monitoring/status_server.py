"""A small HTTP server that shows how the bot is, in a thread of its own: it answers also where the
bot's event loop does not."""

import asyncio
import logging
import re
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address

import h11

logger = logging.getLogger(__name__)

_MAX_CONNECTIONS = 32
"""Of more the oldest is closed: whoever opens many and says nothing holds up nobody."""
_MAX_HEADER_BYTES = 8 * 1024
_READ_BYTES = 4 * 1024
_SECONDS_OF_CONNECTION = 5.0
"""Of all of it: who sends a byte every few seconds is let go as well."""
_SECONDS_BETWEEN_TRIES = 30.0
_SECONDS_TO_END = 2.0
_PLAIN = "text/plain; charset=utf-8"
_HOST = re.compile(r"(?:\[([^\]]*)\]|([^:]*))(?::\d*)?")
"""An address in brackets, or another host; and a port."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is answered; `status` is that of HTTP."""

    body: bytes
    media_type: str = _PLAIN
    status: int = 200


MakePage = Callable[[str], Page]
"""Makes a page for who accepts these media types, as the header of that name says; quickly, as
nobody else is answered meanwhile."""


class StatusServer:
    """Shows `pages`, by their paths, at `host` and `port`, to who GETs them by an address, a name
    without a dot, this machine's own or `host`; nothing that is sent to it is read beyond the head
    of the request."""

    def __init__(self, host: str, port: int, pages: Mapping[str, MakePage]) -> None:
        self._host = host
        self._port = port
        self._names = {host.casefold(), socket.gethostname().casefold()}
        self._pages = pages
        self._open: dict[asyncio.Task[None], None] = {}
        """The connections, the oldest first."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_over = asyncio.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins. Where the port is taken that is logged, and tried again from time to time: who
        asks the bot has no need of this, and who watches over it sees that it is not there."""
        loop = self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(loop,), name="status", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends, with all connections."""
        if self._loop is None or self._thread is None:
            return
        with suppress(RuntimeError):  # it has failed, and its loop is closed
            self._loop.call_soon_threadsafe(self._is_over.set)
        self._thread.join(_SECONDS_TO_END)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        has_failed = False
        while not self._is_over.is_set():
            try:
                server = await asyncio.start_server(self._answer, self._host, self._port)
            except OSError as exc:
                if not has_failed:
                    logger.error(
                        "no metrics: METRICS_PORT %d at %s cannot be used (%s); the bot answers, "
                        "and tries again every %.0f s: end what has the port, or choose another",
                        *(self._port, self._host, exc.strerror or exc, _SECONDS_BETWEEN_TRIES),
                    )
                has_failed = True
                with suppress(TimeoutError):
                    async with asyncio.timeout(_SECONDS_BETWEEN_TRIES):
                        await self._is_over.wait()
                continue
            logger.info("health and metrics are shown at %s, port %d", self._host, self._port)
            try:
                await self._is_over.wait()
            finally:
                server.close()  # connections end with the loop

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        if len(self._open) >= _MAX_CONNECTIONS:
            oldest = next(iter(self._open))
            del self._open[oldest]
            oldest.cancel()
        self._open[task] = None
        try:
            async with asyncio.timeout(_SECONDS_OF_CONNECTION):
                await self._talk(reader, writer)
        except (TimeoutError, OSError, h11.LocalProtocolError, asyncio.CancelledError):
            pass  # there is nobody to tell
        finally:
            self._open.pop(task, None)
            writer.transport.abort()  # all that was written has been sent, or nobody reads it
            with suppress(OSError):
                await writer.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.set_write_buffer_limits(0)  # what is written is waited for to the end
        talk = h11.Connection(h11.SERVER, max_incomplete_event_size=_MAX_HEADER_BYTES)
        try:
            request = await _read_request(talk, reader)
        except h11.RemoteProtocolError as exc:
            page, has_body = (
                Page(b"no request that can be read\n", status=exc.error_status_hint),
                True,
            )
        else:
            if request is None:
                return
            page, has_body = self._make_page(request), request.method != b"HEAD"
        headers = [
            ("Content-Type", page.media_type),
            ("Content-Length", str(len(page.body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Connection", "close"),
        ]
        writer.write(talk.send(h11.Response(status_code=page.status, headers=headers)) or b"")
        if has_body:
            writer.write(talk.send(h11.Data(page.body)) or b"")
        await writer.drain()

    def _make_page(self, request: h11.Request) -> Page:
        if request.method not in (b"GET", b"HEAD"):
            return Page(b"only GET\n", status=405)
        headers = dict(request.headers)
        if not self._is_own(headers.get(b"host", b"").decode("latin-1")):
            return Page(b"not by this name: write the address, or METRICS_HOST\n", status=421)
        path = request.target.partition(b"?")[0].decode("ascii", "replace")
        make = self._pages.get(path)
        if make is None:
            paths = ", ".join(self._pages)
            return Page(f"nothing here: {paths}\n".encode(), status=404)
        try:
            return make(headers.get(b"accept", b"").decode("latin-1"))
        except Exception as exc:
            logger.error("%s cannot be shown", path, exc_info=exc)
            return Page(b"cannot be shown, the log says why\n", status=500)

    def _is_own(self, asked: str) -> bool:
        """Whether the bot may be asked for by the header Host: the page of a stranger, in a browser
        that can reach the bot, asks for a name of the stranger's that has got the bot's address.
        Nobody gets a name without a dot, as "localhost" or a container's; "" if there is none."""
        parts = _HOST.fullmatch(asked.strip())
        if parts is None:
            return False
        if parts[1] is not None:
            return _is_address(parts[1])
        name = parts[2].casefold()
        return "." not in name or name in self._names or _is_address(name)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


async def _read_request(talk: h11.Connection, reader: asyncio.StreamReader) -> h11.Request | None:
    """The head of the request; None if there is none.

    :raises h11.RemoteProtocolError: if it is none, or too long.
    """
    while (event := talk.next_event()) is h11.NEED_DATA:
        talk.receive_data(await reader.read(_READ_BYTES))
    return event if isinstance(event, h11.Request) else None
