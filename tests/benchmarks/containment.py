"""What reading files in a process of its own costs, compared with reading them here.

    python -m tests.benchmarks.containment FOLDER

Processor time of this process and those it started, so that other work on the machine counts less.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from corpus import ArticleError, ContainedReader, list_files, read_article

_ROUNDS = 3


def main(folder: Path) -> None:
    """Prints the ratio, with the start of the process and without."""
    files = [(file.data, file.name) for file in list_files(folder) if isinstance(file.data, bytes)]

    def read_here() -> None:
        _read_all(files, read_article)

    def read_contained() -> None:
        with ContainedReader() as reader:
            _read_all(files, reader.read)

    def start() -> None:
        with ContainedReader() as reader:
            _read_all(files[:1], reader.read)

    read_here()  # what is loaded once is loaded
    here, contained, started = (_measure(job) for job in (read_here, read_contained, start))
    print(f"{len(files)} files, {sum(len(data) for data, _ in files) / 1e6:.2f} MB")
    print(f"here {here:.2f} s, contained {contained:.2f} s, the start of it {started:.2f} s")
    print(f"ratio {contained / here:.2f}, without the start {(contained - started) / here:.2f}")


def _read_all(files: list[tuple[bytes, str]], read: Callable[[bytes, str], object]) -> None:
    for data, name in files:
        try:
            read(data, name)
        except ArticleError:
            continue


def _measure(job: Callable[[], None]) -> float:
    """The least processor time of some runs, in seconds."""
    times = []
    for _ in range(_ROUNDS):
        before = sum(os.times()[:4])
        job()
        times.append(sum(os.times()[:4]) - before)
    return min(times)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
