"""What a bot and the process that builds for it tell each other: an order is a byte on the standard
input of the process, what it says a line on its standard output."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

BEGUN = "begun"
"""What the process says when it has been told to build."""

ALIVE = "alive"
"""What it says now and then of a build that is at work and has said nothing else."""

BUILT = "built"
"""What it says when the index is live that it was told to build."""

REFUSED = "refused"
"""What it says before it fails, if it is the articles that it does not take."""

_MIN_SECONDS_OF_WORK = 0.005
"""Of processor time between two signs of life: looking alone takes a fiftieth of that. A build that
waits for a disk for ever shows none, though this thread could."""


class Orders:
    """Those of the bot that runs this process, with a sign of life every `seconds_between_signs` of
    a build. Nothing else may read standard input."""

    def __init__(self, seconds_between_signs: float) -> None:
        self._seconds_between_signs = seconds_between_signs
        self._is_told = threading.Event()
        for run in (self._follow, self._show_life):
            threading.Thread(target=run, daemon=True).start()

    def is_given(self) -> bool:
        """Whether there is one that has not been obeyed."""
        return self._is_told.is_set()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Waits for the next one, which is obeyed within."""
        self._is_told.wait()
        try:
            yield
        finally:
            self._is_told.clear()

    def _follow(self) -> None:
        """Ends this process when nobody can write to its standard input any more, as the bot that
        runs it has ended: whatever was killed, nobody goes on building beside the next one."""
        while os.read(0, 1024):
            tell_bot(BEGUN)
            self._is_told.set()
        os._exit(1)

    def _show_life(self) -> None:
        while True:
            self._is_told.wait()
            before = time.process_time()
            time.sleep(self._seconds_between_signs)
            has_worked = time.process_time() - before > _MIN_SECONDS_OF_WORK
            if has_worked and self._is_told.is_set():
                tell_bot(ALIVE)


def tell_bot(line: str) -> None:
    """Says it at once, whatever else this process is saying."""
    with suppress(BrokenPipeError):  # the bot has ended, and this process does, too
        os.write(1, f"{line}\n".encode("ascii"))
