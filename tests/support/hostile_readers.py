"""Readers that do what a file by a stranger, or a library that reads it, might make them do. Which
of it is said in the file."""

import errno
import os
import signal
import time

from corpus.formats.content import Content
from corpus.formats.plain_text import read_plain_text


class _NoUsualError(BaseException):
    """As libraries in other languages raise."""


_HOARD: list[bytes] = []


def read(data: bytes, name: str) -> Content:
    """Does what the file's first word says, else reads it."""
    word = data.split(maxsplit=1)[0].decode()
    if word == "spin":
        while True:
            pass
    if word == "sleep":
        time.sleep(600)
    if word == "hoard":
        while True:
            _HOARD.append(bytes(1 << 24))
    if word == "exit":
        os._exit(0)
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "raise":
        raise _NoUsualError("odd")
    if word == "missing":
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")
    if word == "stated":
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", "stated.dtd")
    if word == "leave":
        raise SystemExit(3)
    if word == "print":
        print("A library that talks.")
    if word == "babble":
        for descriptor in range(3, 20):
            try:
                os.write(descriptor, b'\x00\x00\x00\x00\x00\x00\x00\x09{"a": 1}\n')
            except OSError:
                continue
        os._exit(0)
    return read_plain_text(data, name)
