"""Waiting until something in a folder may have changed."""

import os
import time
from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from watchfiles import Change, watch

from bot.storage.file_systems import find_file_system, may_share_memory
from corpus import SeenFolder, clean_line

_STEP_MILLISECONDS = 100
_MAX_GATHERED_MILLISECONDS = 500
_TURN_MILLISECONDS = 250
"""After so long it is looked whether the folder is still the one that is watched."""

_NO_MORE_WATCHERS = "os error 24"

_Watcher = Generator[set[tuple[Change, str]], None, None]
_Folders = frozenset[SeenFolder]


class Notices:
    """What the system tells of changes in the folder `path` and below it. Where it tells nothing,
    which `tell` is given a line on, it can only be looked. `file_system` is the type of the one
    that it is on, None if that is to be found out.

    Each folder is watched by itself: watchfiles would follow links out of the articles' folder, to
    a whole disk, and go into `.git`.
    """

    def __init__(
        self, path: Path, tell: Callable[[str], None], file_system: str | None = None
    ) -> None:
        self._path = path
        self._file_system = file_system
        self._tell = tell
        self._told = ""
        self._watcher: _Watcher | None = None
        self._watched: _Folders | None = None
        self._root: tuple[int, int] | None = None

    def follow(self, folders: _Folders) -> bool:
        """From now on changes in these folders are told. True if they were not before: then what
        changed just now may not have been."""
        if folders == self._watched and self._root == self._find_root():
            return False
        self.close()
        self._root = self._find_root()
        self._watched = folders
        self._begin(folders)
        return True

    def wait(self, seconds: float, seconds_without: float) -> None:
        """Returns when something has changed, or may have; after so many seconds at the latest, and
        where the system tells nothing after `seconds_without`."""
        end = time.monotonic() + (seconds if self._watcher else seconds_without)
        while (left := end - time.monotonic()) > 0:
            if self._find_root() != self._root:
                return
            if self._watcher is None:
                time.sleep(min(_TURN_MILLISECONDS / 1000, left))
            elif self._is_told():
                return

    def close(self) -> None:
        """Nothing is told any more."""
        watcher, self._watcher, self._watched = self._watcher, None, None
        if watcher:
            watcher.close()

    def _begin(self, folders: _Folders) -> None:
        file_system = self._file_system or find_file_system(self._path)
        if not may_share_memory(file_system):
            self._say(f"{file_system} does not tell what other machines change in {self._path}")
            return
        watcher = watch(
            *(folder.path for folder in folders if _is_text(folder.path)),
            watch_filter=lambda _, path: not os.path.basename(path).startswith("."),  # noqa: PTH119
            debounce=_MAX_GATHERED_MILLISECONDS,
            step=_STEP_MILLISECONDS,
            rust_timeout=_TURN_MILLISECONDS,
            yield_on_timeout=True,
            force_polling=False,  # it would look at each file four times a second
            recursive=False,
            ignore_permission_denied=False,  # it would pass over a limit that is reached, too
        )
        try:
            next(watcher)  # or else it would not have begun
        except FileNotFoundError:
            return  # a folder is gone since it was listed: the next glance has the others
        except (OSError, RuntimeError) as exc:
            self._say(_explain(exc, self._path))
        else:
            self._watcher = watcher
            self._told = ""

    def _is_told(self) -> bool:
        """Whether something has changed, or may have, a moment later."""
        assert self._watcher
        try:
            changes = next(self._watcher)
        except RuntimeError:  # as of a file whose name is no UTF-8; it has ended by that
            self.close()
            return True
        self._forget_replaced(changes)
        return bool(changes)

    def _forget_replaced(self, changes: Iterable[tuple[Change, str]]) -> None:
        """A folder that was removed and made again is watched no more, and often has the inode of
        the one before."""
        watched = {str(folder.path) for folder in self._watched or ()}
        if any(path in watched for kind, path in changes if kind is not Change.modified):
            self._watched = None

    def _find_root(self) -> tuple[int, int] | None:
        """What tells the folder from another one that takes its place, or that a link leads to."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _say(self, why: str) -> None:
        if why != self._told:
            self._told = why
            self._tell(f"{why}: its files are looked at every few seconds instead")


def _is_text(path: Path) -> bool:
    """Else no file below it is read, and watchfiles cannot be told its name."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _explain(error: Exception, path: Path) -> str:
    text = clean_line(str(error)).partition(" (Error")[0]
    if "watch limit" in text:
        limit = "fs.inotify.max_user_watches"
    elif _NO_MORE_WATCHERS in text:
        limit = "fs.inotify.max_user_instances"
    else:
        return f"the system does not tell what changes in {path} ({text})"
    return f"the system tells of no more folders than it does already ({limit}, see sysctl)"
