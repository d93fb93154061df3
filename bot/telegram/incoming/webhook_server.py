"""The HTTP server that Telegram calls, or what stands between: one path, one method, one secret;
all else is refused without a word, and before its body is read."""

import asyncio
import errno
import hmac
import logging
import os
import socket
import stat
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPMethod, HTTPStatus
from pathlib import Path

import h11

from bot.config.webhook import WebhookSettings

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 1024 * 1024
"""An update of Telegram has some kilobytes; a rich message, the longest, some hundred."""

_MAX_HEAD_BYTES = 16 * 1024
_MAX_CONNECTIONS = 200
"""Telegram opens at most a hundred. Of more the one that has been idle for the longest is closed:
whoever opens many and says nothing holds up nobody."""
_READ_BYTES = 64 * 1024
_SECONDS_FOR_REQUEST = 20.0
"""From its first byte to its last."""
_SECONDS_IDLE = 90.0
"""After a request that was taken; longer than nginx keeps a connection, a minute: it would else
call one that ends just then. Who has sent none yet has no longer than for one."""
_SECONDS_TO_END = 2.0
_SECRET_HEADER = b"x-telegram-bot-api-secret-token"
_FRAMINGS = {b"content-length", b"transfer-encoding"}
"""Who says both may have been read otherwise by what stands between."""
_SOCKET_MODE = 0o666
"""For nginx, which is another user: who may come near is said by the folder, and who calls by the
secret."""

Take = Callable[[bytes], Awaitable[HTTPStatus]]


class WebhookServer:
    """Calls `take` with the body of each request that has `secret`, and answers with the status
    that it returns: what is not answered with 200 Telegram sends again. Requests of several
    connections are taken beside each other, and what was begun is not cancelled before the end."""

    def __init__(self, settings: WebhookSettings, secret: str, take: Take) -> None:
        self._settings = settings
        self._path = settings.path.encode()
        self._secret = secret.encode()
        self._take = take
        self._server: asyncio.Server | None = None
        self._socket_id: tuple[int, int] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy: set[asyncio.Task[None]] = set()
        """Of the tasks those that have a request which may be called."""
        self._idle: dict[asyncio.Task[None], None] = {}
        """The others, those first that have been so for the longest."""
        self._is_ending = False

    async def start(self) -> None:
        """Listens from now on, or anew where its socket was taken away.

        :raises OSError: if it cannot, as where somebody else listens.
        """
        settings = self._settings
        if self._server is not None:
            self._server.close()
            self._socket_id = None
        if settings.socket is None:
            self._server = await asyncio.start_server(self._serve, settings.host, settings.port)
        else:
            _check_free(settings.socket)
            self._server = await asyncio.start_unix_server(self._serve, settings.socket)
            self._socket_id = _identify(settings.socket)
            settings.socket.chmod(_SOCKET_MODE)

    @property
    def is_cut_off(self) -> bool:
        """Whether its socket is not there any more, or another stands in its place."""
        path, own = self._settings.socket, self._socket_id
        return path is not None and (own is None or _identify(path) != own)

    async def stop(self) -> None:
        """Listens no more; what was begun is answered, if that takes no more than a moment."""
        self._is_ending = True
        path = self._settings.socket
        # Before it is closed: the number of what is closed may be given to another one's.
        if path is not None and not self.is_cut_off:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        if self._server is not None:
            self._server.close()
        for task in self._idle:
            task.cancel()
        if self._busy:
            await asyncio.wait(self._busy, timeout=_SECONDS_TO_END)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_ending or not self._make_room():
            writer.close()
            return
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._idle[task] = None
        try:
            await self._answer_all(_Connection(reader, writer), task)
        except (OSError, h11.ProtocolError):
            logger.debug("a connection to the webhook was broken")
        except asyncio.CancelledError:
            pass  # the end, which nobody waits for here
        finally:
            self._tasks.discard(task)
            self._idle.pop(task, None)
            writer.close()

    def _make_room(self) -> bool:
        """Whether one more may come."""
        if len(self._busy) + len(self._idle) < _MAX_CONNECTIONS:
            return True
        if not self._idle:
            return False
        oldest = next(iter(self._idle))
        del self._idle[oldest]
        oldest.cancel()
        return True

    async def _answer_all(self, connection: "_Connection", task: "asyncio.Task[None]") -> None:
        """What is no request is the last that is answered."""
        try:
            await self._answer_requests(connection, task)
        except h11.RemoteProtocolError as exc:
            if connection.may_answer:
                await connection.answer(HTTPStatus(exc.error_status_hint), False)

    async def _answer_requests(self, connection: "_Connection", task: "asyncio.Task[None]") -> None:
        is_kept = True
        while is_kept and (request := await connection.read_request()):
            status = self._judge(request)
            is_kept = status is HTTPStatus.OK
            if is_kept:
                self._busy.add(task)
                self._idle.pop(task, None)
                try:
                    status = await self._take_body(connection)
                    is_kept = status is not HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                    is_kept = await connection.answer(status, is_kept and not self._is_ending)
                finally:
                    self._busy.discard(task)
                    self._idle[task] = None
            else:
                await connection.answer(status, False)

    def _judge(self, request: h11.Request) -> HTTPStatus:
        """OK if its body is to be read."""
        if request.target != self._path:
            return HTTPStatus.NOT_FOUND
        if request.method != HTTPMethod.POST.encode():
            return HTTPStatus.METHOD_NOT_ALLOWED
        if {name for name, _ in request.headers} >= _FRAMINGS:
            return HTTPStatus.BAD_REQUEST
        given = [value for name, value in request.headers if name == _SECRET_HEADER]
        if len(given) != 1 or not hmac.compare_digest(given[0], self._secret):
            return HTTPStatus.FORBIDDEN
        # Once, and of some digits, or else it would be no request.
        lengths = (int(value) for name, value in request.headers if name == b"content-length")
        if any(length > MAX_BODY_BYTES for length in lengths):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return HTTPStatus.OK

    async def _take_body(self, connection: "_Connection") -> HTTPStatus:
        body = await connection.read_body()
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        try:
            return await self._take(body)
        except Exception as exc:
            logger.error("an update was not taken", exc_info=exc)
            return HTTPStatus.INTERNAL_SERVER_ERROR


class _Connection:
    """One of HTTP/1.1, with its limits. What is read may raise `h11.RemoteProtocolError` or
    `ConnectionError`, and `TimeoutError` if it does not come."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._state = h11.Connection(h11.SERVER, max_incomplete_event_size=_MAX_HEAD_BYTES)
        self._is_new = True

    async def read_request(self) -> h11.Request | None:
        """The head of the next request; None if there will be none."""
        event = self._state.next_event()
        if event is h11.NEED_DATA:
            async with asyncio.timeout(_SECONDS_FOR_REQUEST if self._is_new else _SECONDS_IDLE):
                self._state.receive_data(await self._reader.read(_READ_BYTES))
            async with asyncio.timeout(_SECONDS_FOR_REQUEST):
                event = await self._next_event()
        self._is_new = False
        return event if isinstance(event, h11.Request) else None

    async def read_body(self) -> bytes | None:
        """The body of the request; None if it is too long."""
        body = bytearray()
        async with asyncio.timeout(_SECONDS_FOR_REQUEST):
            while isinstance(event := await self._next_event(), h11.Data):
                body += event.data
                if len(body) > MAX_BODY_BYTES:
                    return None
        return bytes(body)

    @property
    def may_answer(self) -> bool:
        """Whether nothing is answered yet to what was read last."""
        return self._state.our_state in (h11.IDLE, h11.SEND_RESPONSE)

    async def answer(self, status: HTTPStatus, is_kept: bool) -> bool:
        """Answers by `status` alone; whether another request may come, if it `is_kept` open."""
        headers = [("Content-Length", "0")]
        if not is_kept:
            headers.append(("Connection", "close"))
        head = h11.Response(status_code=status, headers=headers)
        sent = (self._state.send(head) or b"") + (self._state.send(h11.EndOfMessage()) or b"")
        self._writer.write(sent)
        async with asyncio.timeout(_SECONDS_FOR_REQUEST):
            await self._writer.drain()
        if self._state.our_state is not h11.DONE or self._state.their_state is not h11.DONE:
            return False
        self._state.start_next_cycle()
        return True

    async def _next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        while (event := self._state.next_event()) is h11.NEED_DATA:
            self._state.receive_data(await self._reader.read(_READ_BYTES))
        return event


def _check_free(path: Path) -> None:
    """What a killed process left may be replaced; asyncio replaces each socket, also one that is
    listened at.

    :raises OSError: if something else is there.
    """
    try:
        is_socket = stat.S_ISSOCK(path.lstat().st_mode)
    except FileNotFoundError:
        return
    if not is_socket:
        raise FileExistsError(errno.EEXIST, "what is there is no socket")
    with socket.socket(socket.AF_UNIX) as caller:
        caller.setblocking(False)
        code = caller.connect_ex(str(path))
    if code in (0, errno.EAGAIN):  # the latter from who has many callers
        code = errno.EADDRINUSE
    if code not in (errno.ECONNREFUSED, errno.ENOENT):
        raise OSError(code, os.strerror(code))


def _identify(path: Path) -> tuple[int, int] | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
