"""Waiting until something in a folder may have changed."""

import os
import time
from collections.abc import Callable, Generator
from pathlib import Path

from watchfiles import Change, watch

from bot.storage.file_systems import find_file_system, may_share_memory

_STEP_MILLISECONDS = 100
_MAX_GATHERED_MILLISECONDS = 500
_TURN_MILLISECONDS = 250
"""After so long it is looked whether the folder is still the one that is watched."""

_NO_MORE_WATCHERS = "os error 24"

_Watcher = Generator[set[tuple[Change, str]], None, None]


class Notices:
    """What the system tells of changes in the folder `path` and below it, but for names with a
    leading dot. Where it tells nothing, which `tell` is given a line on, it can only be looked.

    If another folder takes the place of this one, or a link leads to another one, that is watched.
    """

    def __init__(
        self,
        path: Path,
        tell: Callable[[str], None],
        find_file_system: Callable[[Path], str | None] = find_file_system,
    ) -> None:
        self._path = path
        self._tell = tell
        self._find_file_system = find_file_system
        self._told = ""
        self._watcher: _Watcher | None = None
        self._watched: tuple[int, int] | None = None
        self._begin()

    def wait(self, seconds: float, seconds_without: float) -> None:
        """Returns when something has changed, or may have; after so many seconds at the latest, and
        where the system tells nothing after `seconds_without`."""
        end = time.monotonic() + (seconds if self._watcher else seconds_without)
        while (left := end - time.monotonic()) > 0:
            if self._find_identity() != self._watched:
                self._begin()
                return
            if self._watcher is None:
                time.sleep(min(_TURN_MILLISECONDS / 1000, left))
            elif next(self._watcher):
                return

    def close(self) -> None:
        """Ends it."""
        watcher, self._watcher = self._watcher, None
        if watcher:
            watcher.close()

    def _begin(self) -> None:
        """After this whatever changes is told, or nothing ever is."""
        self.close()
        # In this order: a folder that is replaced meanwhile is found to be another one.
        self._watched = self._find_identity()
        root = os.path.realpath(self._path)
        if self._watched is None:
            return
        file_system = self._find_file_system(Path(root))
        if not may_share_memory(file_system):
            self._say(f"{file_system} does not tell what other machines change in {self._path}")
            return
        watcher = watch(
            root,
            watch_filter=lambda _, path: not _is_hidden(path, root),
            debounce=_MAX_GATHERED_MILLISECONDS,
            step=_STEP_MILLISECONDS,
            rust_timeout=_TURN_MILLISECONDS,
            yield_on_timeout=True,
            force_polling=False,  # what it would look at is less than we look at
            # Or else it would say nothing of any folder that it cannot watch, whatever the reason.
            ignore_permission_denied=False,
        )
        try:
            next(watcher)  # or else it would not have begun
        except (OSError, RuntimeError) as exc:
            if self._find_identity() == self._watched:
                self._say(_explain(exc, self._path))
        else:
            self._watcher = watcher

    def _find_identity(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _say(self, why: str) -> None:
        if why != self._told:
            self._told = why
            self._tell(f"{why}: its files are looked at every few seconds instead")


def _is_hidden(path: str, root: str) -> bool:
    below = path.removeprefix(root)
    return f"{os.sep}." in below


def _explain(error: Exception, path: Path) -> str:
    text = str(error)
    if "watch limit" in text:
        limit = "fs.inotify.max_user_watches"
    elif _NO_MORE_WATCHERS in text:
        limit = "fs.inotify.max_user_instances"
    else:
        return f"the system does not tell what changes in {path} ({text.partition(' (')[0]})"
    return f"the system tells of no more folders than it does already ({limit}, see sysctl)"
