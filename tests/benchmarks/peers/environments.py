"""The peers' environments: made once from pinned requirements, kept until these change."""

import hashlib
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from filelock import FileLock

from tests.support.paths import PROJECT

REQUIREMENTS = Path(__file__).parent / "requirements"
ENVIRONMENTS = PROJECT / "var" / "peers"

_MARK = ".installed"
_MAX_SECONDS = 1800


class PeerError(Exception):
    """An environment cannot be made; one line that says why."""


def read_torch() -> str:
    """The project's own requirement of torch, which peers get, too."""
    found = re.search(r'"(torch==[^"]+)"', (PROJECT / "pyproject.toml").read_text("utf-8"))
    if found is None:
        raise PeerError("pyproject.toml pins no torch")
    return found[1]


def ensure_environment(name: str) -> None:
    """Makes the environment `name` in `ENVIRONMENTS` of what stands in `REQUIREMENTS`, unless that
    was done before.

    :raises PeerError: if it cannot be made.
    """
    requirements = REQUIREMENTS / f"{name}.txt"
    torch = read_torch()
    digest = hashlib.sha256(requirements.read_bytes() + torch.encode()).hexdigest()
    folder = ENVIRONMENTS / name
    mark = folder / _MARK
    ENVIRONMENTS.mkdir(parents=True, exist_ok=True)
    with FileLock(ENVIRONMENTS / f"{name}.lock"):  # two benchmarks may begin at once
        _make(folder, torch, requirements, mark, digest)


def _make(folder: Path, torch: str, requirements: Path, mark: Path, digest: str) -> None:
    if mark.is_file() and mark.read_text("utf-8") == digest:
        return
    print(f"installing {folder.name} into {folder.relative_to(PROJECT)}", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        venv.create(folder, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as exc:
        raise PeerError(f"no environment can be made here: {exc}") from exc
    # torch first and with what its file asks for, which differs from place to place; nothing that
    # comes then may replace it.
    _install(folder, torch)
    _install(folder, "--no-deps", "--requirement", str(requirements))
    mark.write_text(digest, "utf-8")


def _install(folder: Path, *arguments: str) -> None:
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *arguments]
    try:
        done = subprocess.run(
            pip, stderr=subprocess.PIPE, text=True, errors="replace", timeout=_MAX_SECONDS
        )
    except subprocess.TimeoutExpired as exc:
        raise PeerError(f"pip took more than {_MAX_SECONDS} s") from exc
    if done.returncode:
        mistakes = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise PeerError(mistakes[-1] if mistakes else "pip failed")
