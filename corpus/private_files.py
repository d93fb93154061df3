"""Files and folders of the bot's own, which nobody else on the machine may read."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from io import BufferedReader
from pathlib import Path

PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700
_OTHERS = 0o077
MAX_KEPT_BYTES = 32 << 20
"""Far more than anything takes that is kept in one file and read as a whole."""
_TRIED_BYTES = 65_536
_TO_READ = os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0)
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def make_private_folder(folder: Path) -> None:
    """Makes `folder`, which nobody else may enter, and as usual what is missing above it. One that
    is there stays as it is: others may have a use for it.

    :raises OSError: if that cannot be done.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Makes `path`, an empty file, unless it is there; nobody else may read it in either case.

    :raises OSError: if it cannot be made or opened, or is no regular file.
    """
    descriptor = os.open(path, _TO_READ | os.O_CREAT, PRIVATE_FILE)
    try:
        _refuse_special(descriptor, path)
    finally:
        os.close(descriptor)
    make_private(path)


def read_private_file(path: Path, max_bytes: int = MAX_KEPT_BYTES) -> bytes:
    """What the file `path` holds.

    :raises OSError: as `open_regular`, or if it is larger than `max_bytes`.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        # What is asked for is set aside, and few files are as large as they may be.
        data = file.read(size + 1) if size <= max_bytes else b""
        if len(data) > size:  # it has grown
            data += file.read(max_bytes + 1 - len(data))
    if max(size, len(data)) > max_bytes:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), os.fspath(path))
    return data


def open_regular(path: Path) -> BufferedReader:
    """The file `path`, to be read.

    :raises OSError: if it cannot be opened, or is no regular file: a pipe would be waited for, and
        a device has no end.
    """
    descriptor = os.open(path, _TO_READ)
    try:
        _refuse_special(descriptor, path)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def write_private_file(path: Path, data: bytes, *, is_synced: bool = False) -> None:
    """Puts `data` in the place of `path`, which nobody else may read, in one step, or leaves what
    was there; if it `is_synced` it is on the disk then.

    :raises OSError: if it cannot be written.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        new.unlink(missing_ok=True)  # a pipe would be waited for
        # Exclusive: a link that somebody puts there just now is not followed.
        with open(new, "xb", opener=_open_private) as file:
            file.write(data)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
        new.replace(path)
    except BaseException:  # an interrupt, too
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def find_obstacle(folder: Path) -> OSError | None:
    """Why no file can be made and filled in `folder` now; None if one can be, of which nothing is
    left."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_TRIED_BYTES))
    except OSError as exc:
        return exc
    return None


def is_full(error: OSError) -> bool:
    """Whether the disk has no room, or this user may take no more of it."""
    return error.errno in _FULL


def _refuse_special(descriptor: int, path: Path) -> None:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "is no regular file", os.fspath(path))


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_FILE)


def make_private(path: Path) -> None:
    """Takes from others what they may do with `path`, if it is there and belongs to this user."""
    with suppress(OSError):
        status = path.stat()
        if status.st_mode & _OTHERS and status.st_uid == os.geteuid():
            path.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)


def may_others_read(path: Path) -> bool:
    """Whether anybody else may do anything with `path`; False if it is not there."""
    try:
        return bool(path.stat().st_mode & _OTHERS)
    except OSError:
        return False
