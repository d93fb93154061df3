"""`footnote index` killed at random moments leaves an index that loads and answers."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from embeddings import BuildFolder, Retriever, load_index
from tests.conftest import ShareEncoder

if TYPE_CHECKING:
    from embeddings import Encoder

ARTICLES = 5
PARAGRAPHS = 5
PATIENCE_SECONDS = 60

# Imports once what takes seconds, and then, at each line that it reads, forks a `footnote index`:
# the command's own code on real files. A child is not reaped before the next line, so that its
# number cannot become another process's.
_DRIVER = """
import os, sys
import onnxruntime, bot.indexing.rebuild
from bot.cli.main import main
exec(sys.argv[2])

print("ready", flush=True)
while sys.stdin.readline():
    child = os.fork()
    if child == 0:
        log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os._exit(main(["index"]))
    print(child, flush=True)
    sys.stdin.readline()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass
class KillScene:
    """A corpus whose articles say in every passage in which round they were written."""

    folder: Path
    project_dir: Path
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        unwanted = ("TELEGRAM_", "EMBEDDING_")
        kept = {n: value for n, value in os.environ.items() if not n.startswith(unwanted)}
        self.environment = kept | {
            "CORPUS_DIR": str(self.folder / "corpus"),
            "INDEX_DIR": str(self.index_dir),
            "STATE_DIR": str(self.folder / "state"),
            "PYTHONPATH": str(self.project_dir),
        }
        (self.folder / ".env").touch()  # so that the project's own is not read
        (self.folder / "corpus").mkdir()

    @property
    def index_dir(self) -> Path:
        return self.folder / "index"

    @property
    def pointer(self) -> Path:
        return self.index_dir / "CURRENT"

    @property
    def new_pointer(self) -> Path:
        return self.index_dir / "CURRENT.new"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def write_corpus(self, version: int) -> None:
        for number in range(ARTICLES):
            paragraphs = [
                f"## Week {week}\n\nThe harbor master of Port {number} is Keeper-{version}. "
                f"Boats that come in the week {week} pay her {week * 7 + 3} coins, "
                f"as the decree of the year {1000 + version} orders."
                for week in range(PARAGRAPHS)
            ]
            path = self.folder / "corpus" / f"port-{number}.md"
            path.write_text("\n\n".join([f"# Port {number}", *paragraphs]) + "\n")

    def builds(self) -> set[str]:
        try:
            return set(os.listdir(self.index_dir / "builds"))  # noqa: PTH208
        except FileNotFoundError:
            return set()

    def wait_for_switch(self, before: str) -> None:
        """Returns when another build than the one called `before` is live."""
        _wait_until(lambda: self.live_name() != before, self, 0.001)

    def live_name(self) -> str:
        try:
            return self.pointer.read_text()
        except FileNotFoundError:
            return ""


@contextmanager
def begin_driver(scene: KillScene, first: str = "") -> Iterator[Callable[[], "IndexRun"]]:
    """What begins a `footnote index`, in a process that runs the code `first`."""
    with subprocess.Popen(
        [sys.executable, "-c", _DRIVER, str(scene.log), first],
        cwd=scene.folder,
        env=scene.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield lambda: IndexRun(process)
        process.stdin.close()


class IndexRun:
    """One `footnote index`."""

    def __init__(self, driver: "subprocess.Popen[str]") -> None:
        self._driver = driver
        self.pid = int(self._ask())

    def end(self) -> int:
        """Its exit code, when it has ended."""
        return int(self._ask())

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def _ask(self) -> str:
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.write("\n")
        self._driver.stdin.flush()
        return self._driver.stdout.readline()


def _wait_until(condition: Callable[[], bool], scene: KillScene, pause_seconds: float = 0) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            log = scene.log.read_text() if scene.log.exists() else "nothing"
            pytest.fail(f"footnote index does not come to it; it said: {log}")
        if pause_seconds:
            time.sleep(pause_seconds)


def _pause(seconds: float) -> None:
    """To a fraction of a millisecond, which sleep does not reach."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def _kill_somewhere(moment: str, run: IndexRun, scene: KillScene, rng: random.Random) -> None:
    """Kills `run` at `moment`: at any time; while it writes; while it switches; while it removes
    the build before."""
    live, builds = scene.live_name(), scene.builds()
    pointer = scene.new_pointer
    left_over = pointer.exists() and pointer.stat().st_mtime_ns

    def is_written() -> bool:
        new = scene.builds() - builds
        return any((scene.index_dir / "builds" / name / "manifest.json").exists() for name in new)

    def is_switching() -> bool:
        try:
            return pointer.stat().st_mtime_ns != left_over or scene.live_name() != live
        except FileNotFoundError:
            return scene.live_name() != live

    if moment == "any":
        _pause(rng.uniform(0, 2.5))
    elif moment == "writing":
        _wait_until(lambda: bool(scene.builds() - builds), scene, 0.001)
        _pause(rng.uniform(0, 0.5))
    else:
        # Only the last moments are waited for without a pause, as that takes the builder's time.
        _wait_until(lambda: is_written() or scene.live_name() != live, scene, 0.0002)
        if moment == "switching":
            _wait_until(is_switching, scene)
        else:
            _wait_until(lambda: scene.live_name() != live, scene)
        _pause(rng.choice([0, rng.uniform(0, 0.002)]))
    run.kill()


def check_answer(folder: BuildFolder, encoder: "Encoder", versions: set[int]) -> int:
    """Loads the index and asks; returns the one version that all of it is of."""
    index = load_index(folder, encoder)
    assert len(index.articles) == ARTICLES
    assert len(index.passages) == ARTICLES * PARAGRAPHS
    found = {
        version
        for version in versions
        for passage in index.passages
        if f"Keeper-{version}." in passage.text
    }
    assert len(found) == 1, f"a mixture of {found}"
    version = found.pop()
    assert all(f"Keeper-{version}." in passage.text for passage in index.passages)

    hits = Retriever(index, encoder).search("Who is the harbor master of Port 3?", 1)
    assert hits[0].passage.text.startswith(f"The harbor master of Port 3 is Keeper-{version}.")
    return version


def _kill_again_and_again(
    kills: int, scene: KillScene, encoder: "Encoder", rng: random.Random
) -> list[str]:
    """What became of each kill that came before the end of its build."""
    moments = ("switching", "writing", "removing", "switching", "any")
    landed: list[str] = []
    live = version = 0
    with begin_driver(scene) as begin:
        scene.write_corpus(0)
        begun = begin()
        assert begun.end() == 0, scene.log.read_text()
        while len(landed) < kills:
            assert version < 4 * kills, "the index is built faster than it can be killed"
            version += 1
            scene.write_corpus(version)
            moment = moments[len(landed) % len(moments)]
            run = begin()
            _kill_somewhere(moment, run, scene, rng)
            code = run.end()
            assert code in (0, -signal.SIGKILL), scene.log.read_text()
            live = check_answer(BuildFolder(scene.index_dir), encoder, {live, version})
            assert len(scene.builds()) <= 3, "builds pile up"  # with that before, and a killed one
            if code == 0:
                assert live == version
            else:
                outcome = "new" if live == version else "old"
                names = scene.new_pointer.read_text() if scene.new_pointer.exists() else ""
                if names.strip() and names.strip() in scene.builds():
                    outcome += ", within the switch"
                landed.append(f"{moment}: {outcome}")
        _rebuild(scene, encoder, begin)
    print(*landed, sep="\n")
    return landed


def _rebuild(scene: KillScene, encoder: "Encoder", begin: Callable[[], "IndexRun"]) -> None:
    """An undisturbed build mends all that there is to mend."""
    scene.write_corpus(10**6)
    assert begin().end() == 0, scene.log.read_text()
    assert check_answer(BuildFolder(scene.index_dir), encoder, {10**6}) == 10**6
    assert len(scene.builds()) == 2
    names = {path.name for path in scene.index_dir.iterdir()}
    assert names == {"CURRENT", "PREVIOUS", "build.lock", "builds"}


def _run_scene(kills: int, folder: Path, project_dir: Path, encoder: "Encoder") -> list[str]:
    seed = int(os.environ.get("KILL_SEED") or time.time_ns() % 10**9)
    print(f"KILL_SEED={seed}")
    scene = KillScene(folder, project_dir)
    return _kill_again_and_again(kills, scene, encoder, random.Random(seed))


@pytest.mark.soak  # tests/processes/test_cut_off.py kills at chosen steps, without a model
def test_a_killed_build_harms_nothing(
    tmp_path: Path, project_dir: Path, encoder: "Encoder", share_encoder: ShareEncoder
) -> None:
    share_encoder(tmp_path / "state")
    _run_scene(3, tmp_path, project_dir, encoder)


@pytest.mark.soak
def test_fifty_killed_builds_harm_nothing(
    tmp_path: Path, project_dir: Path, encoder: "Encoder", share_encoder: ShareEncoder
) -> None:
    share_encoder(tmp_path / "state")
    landed = _run_scene(50, tmp_path, project_dir, encoder)
    outcomes = {outcome for kill in landed for outcome in kill.split(": ")[1].split(", ")}
    assert outcomes == {"old", "new", "within the switch"}
