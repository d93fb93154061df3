"""A line between the bot and the tests' Bot API server, which can be cut and mended."""

import socket
import threading
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

_BLOCK = 65536


class Line:
    """Hands on what comes to `url`, as long as it is not cut: then whoever comes is refused, as by
    a machine on which nothing listens, and what is open breaks."""

    def __init__(self, to_url: str) -> None:
        parts = urlsplit(to_url)
        self._target = (parts.hostname or "", parts.port or 0)
        self._open: list[socket.socket] = []
        self._listener = self._listen(0)
        self._port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()

    def cut(self) -> None:
        """From now on nothing comes through."""
        for each in [self._listener, *self._open]:
            _end(each)
        self._open.clear()

    def mend(self) -> None:
        """From now on all comes through again."""
        self._listener = self._listen(self._port)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                here, _ = listener.accept()
                there = socket.create_connection(self._target)
                self._open += [here, there]
                for ends in ((here, there), (there, here)):
                    threading.Thread(target=_hand_on, args=ends, daemon=True).start()


def _hand_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while block := source.recv(_BLOCK):
            target.sendall(block)
    for each in (source, target):
        _end(each)


def _end(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)  # wakes who waits for it
    end.close()
