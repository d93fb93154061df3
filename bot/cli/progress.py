"""How far a command is, on standard error."""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from tqdm import tqdm

_SECONDS_BETWEEN_LINES = 5.0

Show = Callable[[str, str, int, int], None]
"""Called with what is done and with what ("encoded", "passages"), how many are done, and how many
there are to do."""


@contextmanager
def show_progress(stream: TextIO, passing: Collection[str] = ()) -> Iterator[Show]:
    """A bar on a terminal, else a line now and then, and one at the end of what is done, unless
    that is among the verbs `passing`."""
    if stream.isatty():
        bars = _Bars(stream)
        try:
            yield bars.show
        finally:
            bars.close()
        return
    last = time.monotonic()

    def print_line(verb: str, things: str, done: int, total: int) -> None:
        nonlocal last
        is_end = done == total and verb not in passing
        if is_end or time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            print(f"{verb} {done} of {total} {things}", file=stream, flush=True)

    yield print_line


class _Bars:
    """One bar after the other, none of which stays."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: tqdm[Any] | None = None
        self._verb = ""

    def show(self, verb: str, things: str, done: int, total: int) -> None:
        if self._bar is None or verb != self._verb:
            self.close()
            self._bar = tqdm(total=total, unit=f" {things}", file=self._stream, leave=False)
            self._verb = verb
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
