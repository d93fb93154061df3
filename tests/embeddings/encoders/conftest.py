"""The small model, exported once for the tests of all that reads it: each export takes ten seconds
of processor time."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


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
def exported_at_once(
    small_model_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> ExportedAtOnce:
    state = tmp_path_factory.mktemp("exported")
    running = [start_loading(small_model_folder, state / "fingerprints.json") for _ in range(2)]
    return ExportedAtOnce(state, [process.communicate(timeout=120) for process in running])


@pytest.fixture(scope="session")
def small_state(exported_at_once: ExportedAtOnce) -> Path:
    """A state folder with the small model exported; copy it before you spoil it."""
    return exported_at_once.state
