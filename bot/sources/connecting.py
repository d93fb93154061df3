"""Connections to the web: to addresses that were looked at, and within bounds of time and bytes."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from bot.sources.reachable import Reachable

Options = Iterable[httpcore.SOCKET_OPTION]

MAX_HEAD_BYTES = 128 * 1024
"""Of the head of an answer with all that is said before it: "100 Continue" may be said for ever."""

_SECONDS_TO_CONNECT = 10.0
_SECONDS_TO_READ = 20.0


class Bounds:
    """When what is being done has to be over, and how much may be read until then."""

    def __init__(self) -> None:
        self._end = 0.0
        self._bytes = 0

    def begin(self, seconds: float) -> None:
        """A request has so many seconds from now, and its answer a head of `MAX_HEAD_BYTES`."""
        self._end = time.monotonic() + seconds
        self._bytes = MAX_HEAD_BYTES

    def begin_body(self, max_bytes: int) -> None:
        """The head is over: so much may be read from here on."""
        self._bytes = max_bytes

    def count(self, size: int) -> None:
        """So many bytes were read."""
        self._bytes -= size

    def check_bytes(self) -> None:
        """To be asked before more is read: what comes with the end of a head may be its body.

        :raises httpcore.RemoteProtocolError: if nothing more may be.
        """
        if self._bytes <= 0:
            raise httpcore.RemoteProtocolError("it says more than an answer has")

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

    def __init__(self, reachable: Reachable, bounds: Bounds) -> None:
        self._reachable = reachable
        self._bounds = bounds
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
        seconds = self._bounds.left(_SECONDS_TO_CONNECT)
        for address in self._reachable.resolve(host.strip("[]"), port, seconds):
            try:
                stream = self._backend.connect_tcp(
                    address,
                    port,
                    timeout=self._bounds.left(_SECONDS_TO_CONNECT),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
            else:
                return _BoundedStream(stream, self._bounds)
        raise failure

    def sleep(self, seconds: float) -> None:
        """Not needed: nothing is tried again here."""


class _BoundedStream(httpcore.NetworkStream):
    """Ends at its bounds, though bytes keep dripping or pouring, also those of a head."""

    def __init__(self, stream: httpcore.NetworkStream, bounds: Bounds) -> None:
        self._stream = stream
        self._bounds = bounds

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._bounds.check_bytes()
        data = self._stream.read(max_bytes, timeout=self._bounds.left(_SECONDS_TO_READ))
        self._bounds.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._bounds.left(_SECONDS_TO_READ))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._bounds.left(_SECONDS_TO_CONNECT)
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout=seconds)
        return _BoundedStream(stream, self._bounds)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
