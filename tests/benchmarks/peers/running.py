"""One run of one contender: an index, a first answer, and all questions, each by processes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.peers.contenders import SCRIPTS, Command, Contender

_WARM_UP = 10
"""Questions that are asked before any is timed."""
_LAST_LINES = 3

Answers = tuple[Mapping[str, Any], ...]


class RunError(Exception):
    """A process failed or took too long; what it said last."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost from its start to its end, as `scripts/measured.py` says: seconds, and
    MiB at most."""

    wall_s: float
    processor_s: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Run:
    """`answers` are in the order of the questions, as `scripts/speaking.py` has them."""

    build: Cost
    first: Cost
    asking: Cost
    answers: Answers
    built: Mapping[str, Any]


def run_contender(
    contender: Contender,
    corpus: Path,
    folder: Path,
    questions: Sequence[str],
    cores: int,
    max_seconds: float,
) -> Run:
    """Builds into `folder`, which is empty, with all `cores`, and asks `questions` (one or more)
    in one thread each.

    :raises RunError: if a process fails or takes longer than `max_seconds`.
    """
    build, built = start(contender.build(corpus, folder), cores, max_seconds)
    first, _ = start(contender.ask_first(folder, questions[0]), 1, max_seconds)
    warm_up = questions[:_WARM_UP]
    asked = contender.ask(folder, [*warm_up, *questions])
    asking, answers = start(asked, 1, max_seconds)
    if len(answers) != len(asked.requests):
        raise RunError(f"answered {len(answers)} of {len(asked.requests)} questions")
    return Run(build, first, asking, answers[len(warm_up) :], built[-1] if built else {})


def prepare_contender(
    contender: Contender, corpus: Path, folder: Path, cores: int, max_seconds: float
) -> float:
    """Seconds of processor time for what is made once, such as an exported encoder: a build of
    the few articles in `corpus`, less the same build again. 0 if nothing is made."""
    costs = []
    for name in ("first", "second"):
        command = contender.prepare(corpus, folder / name)
        if command is None:
            return 0.0
        costs.append(start(command, cores, max_seconds)[0].processor_s)
    return max(0.0, costs[0] - costs[1])


def start(command: Command, threads: int, max_seconds: float) -> tuple[Cost, Answers]:
    """What the process cost, and the lines of its output that are JSON objects.

    :raises RunError: if it fails or takes longer than `max_seconds`.
    """
    with TemporaryDirectory(prefix="footnote-bench-") as name:
        (Path(name) / ".env").touch()  # or else the one of whoever runs this would count
        figures = Path(name) / "figures.json"
        measured = [sys.executable, "-I", str(SCRIPTS / "measured.py"), str(figures)]
        output = _run([*measured, *command.arguments], command, threads, max_seconds, Path(name))
        cost = Cost(**json.loads(figures.read_text("utf-8")))
    lines = [line for line in output.splitlines() if line.startswith("{")]
    return cost, tuple(json.loads(line) for line in lines)


def _run(
    arguments: Sequence[str], command: Command, threads: int, max_seconds: float, folder: Path
) -> str:
    requests = "".join(json.dumps(request) + "\n" for request in command.requests)
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=_make_env(command, threads),
        start_new_session=True,  # so that it can be ended with what it started
        encoding="utf-8",
        errors="replace",
    )
    try:
        output, errors = process.communicate(requests, timeout=max_seconds)
    except subprocess.TimeoutExpired as exc:
        raise RunError(f"took more than {max_seconds:.0f} s") from exc
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    if process.returncode:
        said = " / ".join(errors.strip().splitlines()[-_LAST_LINES:])
        raise RunError(f"exit code {process.returncode}: {said}")
    return output


def _make_env(command: Command, threads: int) -> dict[str, str]:
    """The environment's variables, but for those that would have two runs measure other things."""
    return {
        **os.environ,
        "OMP_NUM_THREADS": str(threads),
        "HF_HUB_OFFLINE": "1",
        "PYTHONWARNINGS": "ignore",
        **command.env,
    }
