"""What one process holds as long as it lives, and others do not have meanwhile."""

from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from bot.storage.errors import LockedError
from embeddings import PRIVATE_FILE, make_private_folder


class Hold(Protocol):
    """May be taken in one thread and given back in another."""

    def take(self) -> None:
        """Holds it, or goes on to.

        :raises LockedError: if another process does.
        :raises DatabaseError: if that cannot be known.
        """

    def release(self) -> None:
        """Leaves it to others; nothing if it was not held."""


class FileHold:
    """A hold on the file at `path`, which is there for nothing else."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path, timeout=0, mode=PRIVATE_FILE, thread_local=False)

    def take(self) -> None:
        """As `Hold` has it; where no lock can be had there is none: whether one can write is told
        by writing."""
        try:
            make_private_folder(self._path.parent)
            if not self._lock.is_locked:
                self._lock.acquire()
        except Timeout as exc:
            raise LockedError(f"{self._path} is held by another process") from exc
        except (OSError, NotImplementedError):
            pass

    def release(self) -> None:
        """As `Hold` has it."""
        self._lock.release()
