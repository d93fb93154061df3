"""Looking at a running bot, from a thread that goes on where its event loop does not."""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from bot.monitoring.health import (
    MAX_SECONDS_OF_SILENCE,
    MAX_SECONDS_UNWELL,
    Check,
    Health,
    find_own_health,
    is_of_start,
    read_health,
    write_health,
)
from corpus.errors import FootnoteError

logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_LOOKS = 10.0
_SECONDS_TO_END = 1.0
_LOOKS_OF_COMPANY = 2
"""For which another bot that has been seen may still be there."""


class Vitals:
    """Writes into the file `path` every few seconds whether the bot is well. `contact_at` says when
    Telegram was last heard of, in seconds of `time.monotonic`; `looks` have for each further name
    what looks at it, and returns what to tell, or raises a `FootnoteError` that says what is wrong.
    In what is told each of `shown`, a folder's path, is called by its name: it may be read by who
    is not to know of the machine.
    """

    def __init__(
        self,
        path: Path,
        contact_at: Callable[[], float],
        looks: Mapping[str, Callable[[], str]],
        shown: Mapping[Path, str],
    ) -> None:
        self._path = path
        self._contact_at = contact_at
        self._looks = looks
        self._shown = shown
        begun = time.monotonic()
        self._checks = {
            name: Check(name, begun, MAX_SECONDS_UNWELL, "as at the start") for name in looks
        }
        self._is_over = threading.Event()
        self._writing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="vitals", daemon=True)
        self._has_failed = False
        self._looks_left = 0
        """In which another bot, that should not be there, may be about to tell how it is."""

    def start(self) -> None:
        """Begins; what is not looked at yet is well."""
        self._thread.start()

    def stop(self) -> None:
        """Ends, and takes the file away: who looks for the bot finds that it does not run. Where
        another one does, it stays until that writes over it."""
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join(_SECONDS_TO_END)
        with self._writing:  # a look that ends later writes nothing
            # Else another bot has begun meanwhile.
            if find_own_health(self._path) and not self._looks_left:
                with suppress(OSError):
                    self._path.unlink(missing_ok=True)

    @property
    def health(self) -> Health:
        """What is known now, from memory: `looked_at` is this moment."""
        now = time.monotonic()
        contact_at = self._contact_at()
        telegram = Check("telegram", contact_at, MAX_SECONDS_OF_SILENCE, "last contact")
        return Health(os.getpid(), now, (telegram, *self._checks.values()))

    def look(self) -> None:
        """Looks at everything."""
        for name, look in self._looks.items():
            before = self._checks[name]
            try:
                told, well_at = look(), time.monotonic()
            except (FootnoteError, OSError) as exc:
                told, well_at = str(exc), before.well_at
            except Exception as exc:
                logger.error("%s cannot be looked at", name, exc_info=exc)
                told, well_at = "cannot be looked at, the log says why", before.well_at
            self._checks[name] = Check(name, well_at, before.max_age, self._name_folders(told))

    def _run(self) -> None:
        self._write()
        while not self._is_over.wait(_SECONDS_BETWEEN_LOOKS):
            self.look()
            self._write()

    def _write(self) -> None:
        with self._writing:
            if not self._is_over.is_set():
                self._write_health()

    def _write_health(self) -> None:
        health = self.health
        self._looks_left = max(0, self._looks_left - 1)
        if self._is_of_another(health.looked_at):
            self._looks_left = _LOOKS_OF_COMPANY
        try:
            write_health(self._path, health)
        except OSError as exc:
            if not self._has_failed:
                logger.warning("footnote health is not told how the bot is: %s", exc.strerror)
            self._has_failed = True
        else:
            self._has_failed = False

    def _is_of_another(self, now: float) -> bool:
        """Whether another bot has told how it is, a look ago at most."""
        told = read_health(self._path)
        if told is None or is_of_start(told) or find_own_health(self._path):
            return False
        return 0 <= now - told.looked_at <= 2 * _SECONDS_BETWEEN_LOOKS

    def _name_folders(self, told: str) -> str:
        for path, name in self._shown.items():
            told = told.replace(str(path), name)
        return " ".join(told.split())
