"""`footnote` as processes that are cut off: at the n-th step that one takes in some folders it is
killed, or its disk is full from then on, or it waits. The encoder has computable vectors.

A step is a file that is opened to be written, or a file or folder that is made, moved, removed or
given another mode; the process ends before it takes it.

    python -m tests.support.cut_off            forks a process for each line that it reads
    python -m tests.support.cut_off index …    is one
"""

import errno
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.support.fake_encoder import FakeEncoder
from tests.support.paths import PROJECT

ENCODER = FakeEncoder(dimension=64, max_tokens=64)

_CUT = "CUT"
# What processes import that build, and bots.
_MODULES = ("bot.cli.main", "bot.indexing.rebuild", "bot.telegram.application")
_STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.chmod", "shutil.rmtree")
_SECONDS_BETWEEN_LOOKS = 0.02
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True, slots=True)
class Cut:
    """Cuts `command` off at its step number `at` in files and folders whose paths begin with one of
    `folders`. `by` is "kill"; "full", which lasts; "hold", which writes the process's id into the
    file `note` and waits until that is gone; or "count", which writes the number of each step into
    `note`."""

    command: str
    folders: tuple[str, ...]
    at: int
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Forks:
    """What forks processes of `footnote`, whose imports take seconds, from one that has them."""

    _process: "subprocess.Popen[str]"

    def begin(
        self,
        arguments: Sequence[str],
        env: Mapping[str, str],
        folder: Path,
        cut: Cut | None = None,
    ) -> int:
        """The id of a process in `folder`, which has its log there."""
        environment = {**env, **make_environment(cut)}
        return self._ask([list(arguments), environment, str(folder)])

    def end(self, process_id: int) -> int:
        """The exit code of a process, when it has ended."""
        return self._ask(process_id)

    def _ask(self, question: object) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def make_environment(cut: Cut | None) -> dict[str, str]:
    """The variables that a process of `command` is cut off by."""
    return {_CUT: json.dumps(asdict(cut)) if cut else ""}


def command_line() -> tuple[str, ...]:
    """What a bot runs for `footnote index`, with computable vectors."""
    from bot.indexing import process

    arguments = process.COMMAND[process.COMMAND.index("index") :]
    return (sys.executable, "-m", "tests.support.cut_off", *arguments)


@contextmanager
def fork_processes() -> Iterator[Forks]:
    """Ends with all that it has forked."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.cut_off"],
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Forks(process)
        assert process.stdin is not None
        process.stdin.close()


def obey(command: str) -> None:
    """From now on this process, which is one of `command`, is cut off as its variables say."""
    if text := os.environ.get(_CUT):
        cut = Cut(**json.loads(text))
        if cut.command == command:
            _cut_off(cut)


def _serve() -> None:
    for module in _MODULES:
        importlib.import_module(module)
    running: set[int] = set()
    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, int):
            running.discard(asked)
            print(os.waitstatus_to_exitcode(os.waitpid(asked, 0)[1]), flush=True)
        else:
            process_id = os.fork()
            if process_id == 0:
                os._exit(_run_forked(*asked))
            running.add(process_id)
            print(process_id, flush=True)
    for process_id in running:
        os.kill(process_id, signal.SIGKILL)
        os.waitpid(process_id, 0)


def _run_forked(arguments: list[str], env: dict[str, str], folder: str) -> int:
    # Who runs tests in the background has what they begin ignore SIGINT.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    os.environ.update(env)
    os.chdir(folder)
    log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for mine, given in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(mine, given)
    return _run(arguments)


def _run(arguments: list[str]) -> int:
    from bot.cli.main import main
    from bot.indexing import opening, process, rebuild

    for module in (opening, rebuild):
        setattr(module, "load_encoder", lambda *_: ENCODER)  # noqa: B010
    setattr(process, "COMMAND", command_line())  # noqa: B010
    obey(arguments[0])
    try:
        return main(arguments)
    except SystemExit as exc:
        return int(exc.code or 0)


def _cut_off(cut: Cut) -> None:
    folders = tuple(cut.folders)
    count = 0

    def note(name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if name not in _STEPS or (name == "open" and not _writes(arguments)):
            return
        named = [each for each in arguments if isinstance(each, str | bytes | os.PathLike)]
        if not any(os.fsdecode(each).startswith(folders) for each in named):
            return
        count += 1
        if cut.by == "count":
            Path(cut.note).write_text(str(count))
        elif cut.by == "full":
            if count >= cut.at and name in ("open", "os.mkdir"):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        elif count == cut.at:
            if cut.by == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            _hold(Path(cut.note))

    sys.addaudithook(note)


def _hold(note: Path) -> None:
    passing = note.with_suffix(".new")
    passing.write_text(str(os.getpid()))
    passing.replace(note)
    while note.exists():
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _writes(arguments: tuple[Any, ...]) -> bool:
    return isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(_run(sys.argv[1:]))
    _serve()
