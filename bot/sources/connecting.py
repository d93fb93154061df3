"""Connections to the web: to addresses that were looked at, and no longer than to a deadline."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from bot.sources.reachable import Reachable

Options = Iterable[httpcore.SOCKET_OPTION]

_SECONDS_TO_CONNECT = 10.0
_SECONDS_TO_READ = 20.0


class Deadline:
    """When what is being done has to be over."""

    def __init__(self) -> None:
        self._end = 0.0

    def begin(self, seconds: float) -> None:
        """It is so many seconds from now."""
        self._end = time.monotonic() + seconds

    def left(self, most: float) -> float:
        """The seconds that are left, `most` at most.

        :raises httpcore.ReadTimeout: if none are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("it takes too long")
        return min(most, left)


class CheckedBackend(httpcore.NetworkBackend):
    """Looks up a host once, and connects to one of the addresses that were found good."""

    def __init__(self, reachable: Reachable, deadline: Deadline) -> None:
        self._reachable = reachable
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Options | None = None,
    ) -> httpcore.NetworkStream:
        """:raises UnreachableError, UnknownHostError: as `Reachable.resolve`."""
        failure: Exception = httpcore.ConnectError("it has no address")
        seconds = self._deadline.left(_SECONDS_TO_CONNECT)
        for address in self._reachable.resolve(host.strip("[]"), port, seconds):
            try:
                stream = self._backend.connect_tcp(
                    address,
                    port,
                    timeout=self._deadline.left(_SECONDS_TO_CONNECT),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def sleep(self, seconds: float) -> None:
        """Not needed: nothing is tried again here."""


class _TimedStream(httpcore.NetworkStream):
    """Ends at the deadline, though bytes keep dripping, also those of a head or a handshake."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._deadline.left(_SECONDS_TO_READ))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._deadline.left(_SECONDS_TO_READ))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._deadline.left(_SECONDS_TO_CONNECT)
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout=seconds)
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
