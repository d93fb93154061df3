"""Files of the articles' folder as bytes, and none that a link leads to outside of it."""

import errno
import os
import stat
from pathlib import Path

from corpus.errors import FootnoteError

MAX_FILE_BYTES = 32 * 1024 * 1024
"""A larger file is no article; the Bible has 4 MiB."""


class RefusedFileError(FootnoteError):
    """A file is not read; the text says why. `is_unreadable` is whether the system does not let
    it be read: then it may hold what it held before."""

    def __init__(self, reason: str, is_unreadable: bool = False) -> None:
        super().__init__(reason)
        self.is_unreadable = is_unreadable


def read_inside(path: Path, root: Path) -> bytes:
    """What the file `path` holds, which lies in the folder `root`, a resolved path. A link is
    followed to a file that lies there too, and would be looked at.

    :raises RefusedFileError: if it leads elsewhere, is no file, is too large or cannot be read.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))
        _check_target(target, root)
        # A socket cannot be opened at all, and some devices do something when they are.
        _check_kind(target.stat())
        with open(target, "rb", opener=_open_plainly) as file:
            status = os.fstat(file.fileno())
            _check_kind(status)
            # One that grows meanwhile is not read for ever; nothing is set aside for one that is
            # too large already.
            too_large = status.st_size > MAX_FILE_BYTES
            data = b"" if too_large else file.read(MAX_FILE_BYTES + 1)
    except OSError as exc:
        reason = _explain_link(path, exc) or f"cannot be read: {exc.strerror}"
        raise RefusedFileError(reason, is_unreadable=True) from exc
    if too_large or len(data) > MAX_FILE_BYTES:
        raise RefusedFileError(f"is larger than {MAX_FILE_BYTES >> 20} MiB")
    return data


def _check_target(target: Path, root: Path) -> None:
    """:raises RefusedFileError: if `target`, a resolved path, is not for the bot to quote."""
    if not target.is_relative_to(root):
        raise RefusedFileError(
            "is a link that leads out of the folder of the articles: put the file itself there"
        )
    if any(part.startswith(".") for part in target.relative_to(root).parts):
        raise RefusedFileError("is a link to a name with a leading dot, and these are not read")


def _explain_link(path: Path, error: OSError) -> str | None:
    """What is wrong with the link `path`, None if it is none or something else is."""
    if not os.path.islink(path):  # noqa: PTH114  # unlike that of a path, false for any that is odd
        return None
    if error.errno == errno.ELOOP:
        return "cannot be read: is a link that leads back to itself"
    return "cannot be read: is a link to nothing" if error.errno == errno.ENOENT else None


def _check_kind(status: os.stat_result) -> None:
    """:raises RefusedFileError: if it is of a pipe, a socket, a device or a folder."""
    if not stat.S_ISREG(status.st_mode):
        raise RefusedFileError("is no regular file")


def _open_plainly(path: str, flags: int) -> int:
    # What was a file may have become a link since it was looked at, or a pipe that nobody fills.
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
