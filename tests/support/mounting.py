"""File systems of their own, for tests of disks that are full or cannot be written."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PATIENCE_SECONDS = 30

needs_mount = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("mount") is None, reason="needs root"
)


@contextmanager
def mounted(path: Path, options: str) -> Iterator[None]:
    """A file system in memory at `path`, with options as of mount."""
    path.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)],
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def make_read_only(path: Path) -> None:
    """From now on nothing can be written there. While a file is open to be written, it is refused
    and tried again."""
    command = ["mount", "-o", "remount,ro", str(path)]
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while subprocess.run(command, check=time.monotonic() > deadline).returncode != 0:
        time.sleep(0.05)
