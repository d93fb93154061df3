"""What holds for all commands: one root of exceptions, which is caught; how many files may be
open."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.main import allow_open_files
from corpus import FootnoteError
from tests.support.modules import list_modules
from tests.support.paths import PROJECT

INTERNAL = {
    "ManifestError",  # a reason, which a PassageIndexError takes over
    "ExportError",
    "RefusedError",  # of its kind
    "FrameError",  # a reader that sends what is no answer is replaced
    "LongFrameError",
    "EndedError",  # the same of one that has ended
    "_NotSimpleError",  # a formula that no line holds stays as it is written
    "_UnknownError",  # a selector of what is not known hides nothing
    "NoAnswerError",  # of the library's own kind, which tries again
}
"""What never comes to somebody who asks or runs Footnote."""


def test_every_exception_is_of_the_root_or_internal() -> None:
    kinds = [kind for kind in _list_kinds() if issubclass(kind, Exception)]
    assert FootnoteError in kinds
    outside = {kind.__name__ for kind in kinds if not issubclass(kind, FootnoteError)}
    assert outside == INTERNAL


def _list_kinds() -> Iterator[type]:
    """Every class of the three packages."""
    for module in list_modules():
        names = vars(importlib.import_module(module))
        yield from (
            kind for kind in names.values() if isinstance(kind, type) and kind.__module__ == module
        )


def test_more_files_may_be_open_than_is_usual() -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, limits[1]))
    try:
        allow_open_files()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert soft >= min(10_000, limits[1])
    assert hard == limits[1]


_WITHOUT_MEMORY = """
import sys
from bot.cli.main import main

class Finder:
    def find_spec(self, name, *_):
        if name == "embeddings":
            raise error

sys.meta_path.insert(0, Finder())
for error in (
    MemoryError(),
    ImportError("libopenblas.so: failed to map segment from shared object"),
    ImportError("libgomp.so.1: cannot allocate memory in static TLS block"),
    RuntimeError("can't start new thread"),
):
    assert main(["ask", "Who oils the winch?"]) == 1, error
error = RuntimeError("a mistake")
main(["ask", "Who oils the winch?"])
"""


def test_too_little_memory_is_a_line_and_a_mistake_of_ours_is_not(tmp_path: Path) -> None:
    """Whoever says so: Python, its loader, a library."""
    (tmp_path / ".env").touch()
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_MEMORY],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PROJECT), "STATE_DIR": "state"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stderr.splitlines()
    assert [line.startswith("footnote: there is too little memory") for line in lines[:5]] == [
        *[True] * 4,
        False,
    ]
    assert lines[-1] == "RuntimeError: a mistake"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not on this system")
@pytest.mark.parametrize("argument", ["--version", "health"])
def test_output_that_does_not_arrive_is_a_line(argument: str, tmp_path: Path) -> None:
    (tmp_path / ".env").touch()
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", argument],
            cwd=tmp_path,
            env=env | {"PYTHONPATH": str(PROJECT), "STATE_DIR": "state"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    told = "footnote: standard output: No space left on device\n"
    assert (done.returncode, done.stderr) == (1, told)
