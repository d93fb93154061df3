"""A folder of hostile files beside good ones: `footnote index`, a process, reads what can be read,
says of each other why not, and takes nothing from anywhere else."""

import json
import os
import select
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from corpus import Limits
from corpus.folder import list_files
from corpus.formats.registry import SUFFIXES
from embeddings import BuildFolder
from embeddings.index.manifest import read_manifest
from tests.support.bot_process import WITH_FAKE_ENCODER
from tests.support.hostile.folder import (
    SECRET,
    WHOLE,
    HostileFile,
    Size,
    deep_folder,
    lay_hostile_files,
)
from tests.support.measured_reader import Cost, MeasuredReader, format_costs
from tests.support.paths import PROJECT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

Done: TypeAlias = "subprocess.CompletedProcess[str]"

INDEX = "tests.support.cut_off"
FEW = Size(cuts=1, spoilt=0, odd=0, patterns=1, pattern_bytes=500)
GOOD = {
    "keeper.txt": ("Who keeps the lighthouse on Skerry Rock?", "Mary Flint"),
    "crane.md": ("Who painted the Halvorsen crane?", "Otto Brandt"),
    "dredger.html": ("Where was the dredger Perseverance built?", "Gdansk"),
    "buoys.csv": ("Who mends the Kestrel buoys?", "Ines Roth"),
}
ARTICLES = {
    "keeper.txt": "The lighthouse\n\nThe lighthouse on Skerry Rock is kept by Mary Flint.\n",
    "crane.md": "# The crane\n\nThe Halvorsen crane was painted by Otto Brandt.\n",
    "dredger.html": "<h1>Dredger</h1><p>The dredger Perseverance was built in Gdansk.</p>",
    "buoys.csv": "Question,Answer\nWho mends the Kestrel buoys?,Ines Roth mends the buoys.\n",
}
ENDINGS = (*SUFFIXES, ".1", "")
_LONG = [pytest.mark.soak, pytest.mark.timeout(7200)]
_SECONDS_TO_START = 10
"""Of a new process, which a file is charged with if it ended the one before."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder in which all is in its place: `texts`, and `beside`, which nothing is to touch."""

    folder: Path
    listener: socket.socket

    def run(self, module: str, *arguments: str, stdin: str = "") -> Done:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        folders = {"HOME": "home", "TMPDIR": "tmp", "CORPUS_DIR": "texts", "INDEX_DIR": "index"}
        places = {name: str(self.folder / value) for name, value in folders.items()}
        others = {"PYTHONPATH": str(PROJECT), "STATE_DIR": str(self.folder / "state")}
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder / "beside",
            env=kept | places | others | {"PYTHONDONTWRITEBYTECODE": "1"},
            input=stdin,
            capture_output=True,
            text=True,
            errors="strict",
            check=False,
        )

    def list_beside(self) -> set[str]:
        """All that lies in the workplace but what an index is made of."""
        found = self.folder.rglob("*")
        ours = ("texts", "index", "state")
        return {str(path) for path in found if path.relative_to(self.folder).parts[0] not in ours}

    def was_called(self) -> bool:
        """Whether anybody has connected to the address that the files name."""
        return bool(select.select([self.listener], [], [], 0)[0])


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    for name in ("texts", "beside", "home", "tmp", "state"):
        (tmp_path / name).mkdir()
    (tmp_path / "beside" / ".env").touch(0o600)
    (tmp_path / "beside" / "secret.txt").write_text(f"The word that opens the gate: {SECRET}.")
    for name, text in ARTICLES.items():
        (tmp_path / "texts" / name).write_text(text)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Workplace(tmp_path, listener)


@pytest.mark.parametrize(
    ("size", "depth", "least"),
    [
        pytest.param(FEW, 1500, 100, id="few"),
        pytest.param(
            WHOLE, 1500, 500, id="all", marks=[pytest.mark.soak, pytest.mark.timeout(7200)]
        ),
    ],
)
def test_a_hostile_folder_is_indexed(
    workplace: Workplace, size: Size, depth: int, least: int, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = workplace.folder / "texts"
    web = f"http://127.0.0.1:{workplace.listener.getsockname()[1]}/"
    secret = workplace.folder / "beside" / "secret.txt"
    laid = lay_hostile_files(texts, ENDINGS, size, web, secret)
    assert len(laid) >= least
    before = workplace.list_beside()
    with deep_folder(texts, "d", depth):
        done = workplace.run(INDEX, "index")
        costs = _measure(texts, laid) if size is WHOLE else []
        asked = workplace.run(
            WITH_FAKE_ENCODER, "ask", "--json", "-", stdin="\n".join(q for q, _ in GOOD.values())
        )
        skipped = _check_index(workplace, done)
        _check_answers(asked)
        if costs:
            _check_costs(costs, skipped)
    assert not workplace.was_called()
    assert workplace.list_beside() == before
    with capsys.disabled():
        print(f"\n{len(laid)} hostile files, {sum(skipped.values())} of them not read")
        print(format_costs(costs) if costs else "", end="")


def _check_index(workplace: Workplace, done: Done) -> Counter[tuple[str, str]]:
    """What was skipped and why, each in one line."""
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stdout + done.stderr
    assert all(line.isprintable() for line in done.stdout.splitlines())
    build = BuildFolder(workplace.folder / "index").current()
    assert build
    manifest = read_manifest(build)
    skipped = Counter((path, reason) for path, reason in manifest.skipped)
    files = [file.name for file in list_files(workplace.folder / "texts")]
    assert manifest.articles + sum(skipped.values()) == len(files)
    assert {path for path, _ in skipped} <= set(files)
    assert all(reason.strip() and "\n" not in reason for _, reason in skipped)
    assert not any("Error" in reason for _, reason in skipped), "what nobody thought of"
    assert not any(
        SECRET.encode() in path.read_bytes() for path in build.rglob("*") if path.is_file()
    )
    return skipped


def _check_answers(asked: Done) -> None:
    """Each good file is quoted."""
    assert asked.returncode == 0, asked.stderr[-2000:]
    answers = [json.loads(line) for line in asked.stdout.splitlines()]
    for (name, (_, said)), answer in zip(GOOD.items(), answers, strict=True):
        quoted = [quote for quote in answer["quotes"] if said in quote["quote"]]
        assert quoted, f"{name} is not quoted: {answer}"


def _measure(texts: Path, laid: list[HostileFile]) -> list[tuple[str, str, Cost]]:
    """What each of `laid` that can be opened costs, read one after the other."""
    kinds = {str(file.path.relative_to(texts)): file for file in laid}
    costs = []
    with MeasuredReader(Limits()) as reader:
        for file in list_files(texts):
            one = kinds.get(file.name)
            if one and isinstance(file.data, bytes):
                costs.append((one.kind, file.name, reader.read(file.data, file.name)))
    return costs


def _check_costs(costs: list[tuple[str, str, Cost]], skipped: Counter[tuple[str, str]]) -> None:
    """None costs more than its limits, and what is said of it is the same beside others."""
    limits = Limits()
    for _, name, cost in costs:
        assert cost.seconds <= limits.processor_seconds(cost.size) + _SECONDS_TO_START, name
        assert cost.memory <= limits.memory_bytes / (1 << 20), name
        assert (cost.refusal is not None) == any(path == name for path, _ in skipped), name
