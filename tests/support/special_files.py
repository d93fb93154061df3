"""What may lie where a file is looked for, and is none: who waits for it waits for ever."""

import os
import socket
from pathlib import Path

KINDS = ("pipe", "socket", "folder", "device")


def put_special(path: Path, kind: str) -> None:
    """Puts it at `path`, in place of what is there."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        folder = os.open(path.parent, os.O_RDONLY)  # the path itself may be too long for one
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(f"/proc/self/fd/{folder}/{path.name}")
        os.close(folder)
