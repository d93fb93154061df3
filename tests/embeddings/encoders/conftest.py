"""The small model, exported once for the tests of all that reads it: each export takes ten seconds
of processor time."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock


@dataclass(frozen=True, slots=True)
class ExportedAtOnce:
    """The state folder of two processes that wanted the small model exported in the same moment,
    and what each wrote to its output and its errors."""

    state: Path
    told: list[tuple[str, str]]


def start_loading(model: Path, memory: Path) -> "subprocess.Popen[str]":
    """A process that loads `model` and prints what runs it."""
    code = (
        "import logging, sys; from pathlib import Path; from embeddings import load_encoder\n"
        "logging.basicConfig(level='INFO')\n"
        "print(load_encoder(sys.argv[1], Path(sys.argv[2])).backend)"
    )
    command = [sys.executable, "-c", code, str(model), str(memory)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="session")
def exported_at_once(small_model_folder: Path, common_folder: Path) -> ExportedAtOnce:
    state, told = common_folder / "exported", common_folder / "exported.json"
    with FileLock(common_folder / "exported.lock"):  # once for all processes that run tests
        if not told.exists():
            memory = state / "fingerprints.json"
            running = [start_loading(small_model_folder, memory) for _ in range(2)]
            told.write_text(json.dumps([process.communicate(timeout=120) for process in running]))
        return ExportedAtOnce(state, [(said, log) for said, log in json.loads(told.read_text())])


@pytest.fixture(scope="session")
def small_state(exported_at_once: ExportedAtOnce) -> Path:
    """A state folder with the small model exported; copy it before you spoil it."""
    return exported_at_once.state
