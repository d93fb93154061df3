"""Processes of `footnote` that are forked from one that has their imports, which take seconds of
processor time each. Other than that they begin and end as those of `subprocess`: with a command
line, variables, a folder and files of their own, by way of the interpreter's own end.

    python -m tests.support.forking 3          forks what it is asked for by the socket 3
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.support.paths import PROJECT

# What processes import that build, and bots.
_MODULES = ("bot.cli.main", "bot.indexing.rebuild", "bot.telegram.application")
_MAX_QUESTION_BYTES = 1 << 17


class Forked:
    """A process that was forked, as a `subprocess.Popen`."""

    def __init__(self, answers: socket.socket) -> None:
        self.returncode: int | None = None
        self._answers = answers
        self.pid = int(answers.recv(32))

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, when it has ended.

        :raises subprocess.TimeoutExpired: if it does not within so many seconds.
        """
        if self.returncode is None:
            self._answers.settimeout(timeout)
            try:
                self.returncode = int(self._answers.recv(32))
            except (TimeoutError, BlockingIOError) as exc:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0) from exc
            self._answers.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Nothing happens if it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class _Asked(NamedTuple):
    """A process to be: `python -m module *arguments` in `folder`."""

    module: str
    arguments: list[str]
    env: dict[str, str]
    folder: str


def fork_process(
    module: str,
    arguments: Sequence[str],
    env: Mapping[str, str],
    folder: Path,
    output: int,
) -> Forked:
    """`python -m module *arguments`, with no variables but `env`, and nothing to read. What it says
    goes to the file that has the descriptor `output`."""
    asked = _Asked(module, list(arguments), dict(env), str(folder))
    answers, given = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with given, Path(os.devnull).open("rb") as nothing:
        files = given.fileno(), nothing.fileno(), output, output
        socket.send_fds(_start_once(), [json.dumps(asked).encode()], files)
    return Forked(answers)


@cache
def _start_once() -> socket.socket:
    """Where the process that forks is asked. It ends with this one."""
    asking, answering = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with answering:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.forking", str(answering.fileno())],
            cwd=PROJECT,
            env=os.environ | {"PYTHONPATH": str(PROJECT)},
            pass_fds=[answering.fileno()],
            stdin=subprocess.DEVNULL,
        )
    atexit.register(process.wait)
    atexit.register(asking.close)
    return asking


def _serve(asked_by: socket.socket) -> _Asked | None:
    """Comes back in each forked process, with what that is to be; None when nobody can ask."""
    running: dict[int, tuple[int, socket.socket]] = {}
    while True:
        for ready in select.select([asked_by.fileno(), *running], [], [])[0]:
            if ready in running:
                process_id, answers = running.pop(ready)
                os.close(ready)
                code = os.waitstatus_to_exitcode(os.waitpid(process_id, 0)[1])
                _answer(answers, code)
                answers.close()
                continue
            question, files, *_ = socket.recv_fds(asked_by, _MAX_QUESTION_BYTES, 4)
            if not question:
                for process_id, _ in running.values():
                    os.kill(process_id, signal.SIGKILL)
                return None
            process_id = os.fork()
            if process_id == 0:
                asked_by.close()
                for ended, (_, answers) in running.items():
                    os.close(ended)
                    answers.close()
                return _become(_Asked(*json.loads(question)), files)
            answers = socket.socket(fileno=files[0])
            for file in files[1:]:
                os.close(file)
            _answer(answers, process_id)
            running[os.pidfd_open(process_id)] = process_id, answers


def _answer(answers: socket.socket, number: int) -> None:
    with suppress(ConnectionError):  # nobody waits for it
        answers.send(str(number).encode())


def _become(asked: _Asked, files: Sequence[int]) -> _Asked:
    for place, file in enumerate(files[1:]):
        os.dup2(file, place)
    for file in files:
        os.close(file)
    # Anew, as it is remembered of a stream whether its file has places to go to.
    sys.stdin = os.fdopen(0, "r", closefd=False)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)
    os.environ.clear()
    os.environ.update(asked.env)
    os.chdir(asked.folder)
    sys.argv[1:] = asked.arguments
    return asked


if __name__ == "__main__":
    for _module in _MODULES:
        importlib.import_module(_module)
    gc.freeze()
    if _asked := _serve(socket.socket(fileno=int(sys.argv[1]))):
        runpy.run_module(_asked.module, run_name="__main__", alter_sys=True)
