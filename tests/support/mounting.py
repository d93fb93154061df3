"""File systems of their own, for tests of disks that are full or cannot be written."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

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
        while os.path.ismount(path):  # also what `make_read_only` has laid over it
            subprocess.run(["umount", "--lazy", str(path)], check=True)


def leave_room(path: Path, pages: int, files: int) -> None:
    """From now on the file system at `path` has room for so many more pages of memory, and so many
    more files and folders. There must be one page or more of all, as none means any number."""
    status = os.statvfs(path)
    size = (status.f_blocks - status.f_bfree) * status.f_frsize + pages * status.f_frsize
    inodes = status.f_files - status.f_ffree + files
    options = f"remount,size={size},nr_inodes={inodes}"
    subprocess.run(["mount", "-o", options, str(path)], check=True)


def make_read_only(path: Path) -> None:
    """From now on nothing can be written there; files that are open, such as a lock that is held,
    stay as they are.

    What is laid over it was read-only before anybody could open a file by it: while one is open for
    writing, a mount cannot become read-only.
    """
    with tempfile.TemporaryDirectory() as aside:
        for arguments in (
            ["mount", "--bind", str(path), aside],
            ["mount", "-o", "remount,bind,ro", aside],
            ["mount", "--bind", aside, str(path)],
            ["umount", aside],
        ):
            subprocess.run(arguments, check=True)
