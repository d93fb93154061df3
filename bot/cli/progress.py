"""How far a command is, on standard error."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from tqdm import tqdm

_SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def show_progress(stream: TextIO, things: str = "passages") -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, else a line now and then, of how many `things` are encoded."""
    if stream.isatty():
        with tqdm(unit=f" {things}", file=stream, leave=False) as bar:
            yield lambda done, total: _move_bar(bar, done, total)
        return
    last = time.monotonic()

    def print_line(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            print(f"encoded {done} of {total} {things}", file=stream, flush=True)

    yield print_line


def _move_bar(bar: "tqdm[Any]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
