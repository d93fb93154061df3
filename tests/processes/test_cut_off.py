"""`footnote index` killed, or on a disk that is full, from each of its steps on: the index is whole
and of one version, and the next build leaves nothing of it behind."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings import BuildFolder, load_index
from tests.support.cut_off import ENCODER, Cut, Forks, fork_processes

_ARTICLES = 3
_SAMPLE = 5
_LEFT_OVER = "20240229T000000-00000000"
_MAX_MORE_STEPS = 12
_DIFFERENT_STEPS = 2
"""What killed builds have left behind takes a step or two more or less than what was counted."""


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with fork_processes() as forks:
        yield forks


class Scene:
    """A corpus whose articles say of which version they are."""

    def __init__(self, folder: Path, forks: Forks) -> None:
        self.folder, self.index = folder, folder / "index"
        self._forks = forks
        (folder / ".env").touch()
        (folder / "texts").mkdir()
        self.version = -1
        self.live = 0
        assert self.build() == 0

    def build(self, by: str = "", at: int = 0) -> int:
        """Writes the next version and builds it; the exit code."""
        self.version += 1
        for number in range(_ARTICLES):
            text = f"The port {number} has the harbor master Keeper-{self.version}.\n"
            (self.folder / "texts" / f"{number}.txt").write_text(text)
        env = {"CORPUS_DIR": "texts", "INDEX_DIR": str(self.index), "OMP_NUM_THREADS": "1"}
        note = str(self.folder / "note")
        cut = Cut("index", (str(self.index),), at, by, note) if by else None
        return self._forks.end(self._forks.begin(["index"], env, self.folder, cut))

    def count_steps(self) -> int:
        assert self.build("count") == 0
        self.live = self.version
        return int((self.folder / "note").read_text())

    def leave_build(self) -> None:
        """What a killed one leaves behind, unless it is there: removing it is one more step."""
        if len(os.listdir(self.index / "builds")) == 1:  # noqa: PTH208
            (self.index / "builds" / _LEFT_OVER).mkdir()

    def check(self) -> int:
        """The version that all of the live index is of."""
        index = load_index(BuildFolder(self.index), ENCODER)
        assert len(index.articles) == len(index.passages) == _ARTICLES
        (version,) = {int(p.text.split("Keeper-")[1].rstrip(".")) for p in index.passages}
        assert version in (self.live, self.version)
        self.live = version
        return version

    def says(self) -> str:
        return (self.folder / "log").read_text().strip().splitlines()[-1]


@pytest.fixture
def scene(tmp_path: Path, forks: Forks) -> Scene:
    return Scene(tmp_path, forks)


def choose_steps(count: int, *, all_of_them: bool) -> range | list[int]:
    """Numbers of steps, the first and the last among them."""
    if all_of_them:
        return range(1, count + 1)
    return [1 + (count - 1) * number // (_SAMPLE - 1) for number in range(_SAMPLE)]


EACH_STEP = pytest.mark.parametrize(
    "all_of_them", [False, pytest.param(True, marks=pytest.mark.soak)]
)


@EACH_STEP
def test_an_index_killed_at_a_step_is_whole(scene: Scene, all_of_them: bool) -> None:
    seen = set()
    scene.leave_build()
    count = scene.count_steps() - _DIFFERENT_STEPS
    steps = choose_steps(count, all_of_them=all_of_them)
    for step in steps:
        scene.leave_build()
        assert scene.build("kill", step) == -signal.SIGKILL
        seen.add("new" if scene.check() == scene.version else "old")
    # What killed builds have left may take more steps than were counted: on to the last of all.
    for step in range(count + 1, count + _MAX_MORE_STEPS):
        scene.leave_build()
        is_killed = scene.build("kill", step) == -signal.SIGKILL
        seen.add("new" if scene.check() == scene.version else "old")
        if not is_killed:
            break
    assert not is_killed
    assert seen == {"old", "new"}
    print(f"{len(steps)} kills")
    check_that_all_is_mended(scene)


@EACH_STEP
def test_an_index_on_a_disk_full_from_a_step_on_is_whole_and_says_so(
    scene: Scene, all_of_them: bool
) -> None:
    steps = choose_steps(scene.count_steps(), all_of_them=all_of_them)
    codes = []
    for step in steps:
        codes.append(scene.build("full", step))
        assert scene.check() == (scene.live if codes[-1] else scene.version)
        if codes[-1]:
            assert "cannot write in" in scene.says()
            assert "No space left on device" in scene.says()
        assert len(os.listdir(scene.index / "builds")) <= 2  # noqa: PTH208
    assert codes[0] == 1
    assert set(codes) <= {0, 1}, "what is full only when builds are removed costs nothing"
    print(f"{len(steps)} full disks, {codes.count(1)} told")
    check_that_all_is_mended(scene)


def check_that_all_is_mended(scene: Scene) -> None:
    assert scene.build() == 0
    assert scene.check() == scene.version
    names = {path.name for path in scene.index.iterdir()}
    assert names == {"CURRENT", "PREVIOUS", "build.lock", "builds"}
    assert len(os.listdir(scene.index / "builds")) == 2, "the one before is kept"  # noqa: PTH208
