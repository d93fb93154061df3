"""Ports of this machine."""

import socket
from contextlib import closing


def find_port() -> int:
    """One that is free."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
