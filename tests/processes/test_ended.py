"""What writes much, told to end while it does so: nothing is left of what is not whole."""

import os
import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.backup.writing import back_up
from bot.config.settings import Settings
from bot.storage.database import Database
from tests.support.bot_process import list_folders
from tests.support.cut_off import ENCODER, Cut, Forks, fork_processes
from tests.support.harbour import build_harbour

_SECONDS_TO_HOLD = 30
_TARGET = "out/made"
_EACH = 9
"""Of the steps of a restore."""
_LAST = 30
"""Of these steps, from before the last things are moved."""
_AFTER = 15
"""Of the last, more than those behind that."""
_RESTORE = ["restore", "b.zip"]
_TWO = [signal.SIGTERM, signal.SIGHUP]
_RESTORED = {
    "articles/keeper.md",
    "index/CURRENT",
    "state/footnote.sqlite3",
    "state/restored.env",
}
_PARTS = ("out/articles", "out/index", "out/state")


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with fork_processes() as forks:
        yield forks


class Scene:
    """An owner with articles, an index, a state and a back-up, and the empty folder `out`."""

    def __init__(self, folder: Path, forks: Forks) -> None:
        self._folder, self._forks = folder, forks
        given = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}
        settings = Settings.from_env(given, folder, folder)
        build_harbour(settings, ENCODER)
        Database(settings.database_path).open()
        (folder / ".env").touch()
        back_up(settings, {"GREETING": "Hail."}, folder / "b.zip", with_index=True)
        (folder / "out").mkdir()
        self._env = list_folders(settings)

    def restore_into_others(self) -> None:
        """From now on commands have folders in `out`, in which nothing is yet."""
        self._env = dict(zip(sorted(self._env), map(str, self._folder_of(_PARTS)), strict=True))

    def _folder_of(self, names: tuple[str, ...]) -> list[Path]:
        return [self._folder / name for name in names]

    def end_at(self, step: int, numbers: Sequence[int], arguments: list[str]) -> int | None:
        """Sends the signals at that step of what is written into `out`; the exit code then, None if
        there are fewer."""
        note = self._folder / "note"
        cut = Cut(arguments[0], (str(self._folder / "out"), "out"), step, "hold", str(note))
        process = self._forks.begin(arguments, self._env, self._folder, cut)
        end = time.monotonic() + _SECONDS_TO_HOLD
        while not note.exists():
            if _has_ended(process):
                assert self._forks.end(process) == 0, self.read_log()
                return None
            assert time.monotonic() < end
            time.sleep(0.01)
        for number in numbers:
            os.kill(process, number)
        note.unlink()  # the process goes on, if it does
        return self._forks.end(process)

    def count_steps(self, arguments: list[str]) -> int:
        """Of what is written into `out`."""
        note = self._folder / "note"
        cut = Cut(arguments[0], (str(self._folder / "out"), "out"), 0, "count", str(note))
        assert self._forks.end(self._forks.begin(arguments, self._env, self._folder, cut)) == 0
        count = int(note.read_text())
        note.unlink()
        return count

    def empty_out(self) -> None:
        """With the log."""
        shutil.rmtree(self._folder / "out")
        (self._folder / "out").mkdir()
        (self._folder / "log").unlink(missing_ok=True)

    def read_log(self) -> str:
        return (self._folder / "log").read_text()

    def list_out(self) -> set[str]:
        """The files there, but for locks, and folders that are empty."""
        out = self._folder / "out"
        paths = {path for path in out.rglob("*") if "lock" not in (path.name, path.suffix[1:])}
        return {path.relative_to(out).as_posix() for path in paths if path.is_file()}


def _has_ended(process: int) -> bool:
    return "Z (zombie)" in Path(f"/proc/{process}/status").read_text()


@pytest.fixture
def scene(tmp_path: Path, forks: Forks) -> Scene:
    return Scene(tmp_path, forks)


@pytest.mark.parametrize("numbers", [[signal.SIGTERM], [signal.SIGHUP], _TWO])
@pytest.mark.parametrize("command", [["backup", "--force"], ["export"]])
def test_what_is_half_written_goes_with_who_writes_it(
    command: list[str], numbers: list[int], scene: Scene
) -> None:
    seen: set[frozenset[str]] = set()
    steps = 0
    while code := scene.end_at(steps + 1, numbers, [*command, _TARGET]):
        assert code == 130, scene.read_log()
        steps += 1
        seen.add(frozenset(scene.list_out()))
    assert steps > 2
    assert seen - {frozenset(scene.list_out())} == {frozenset()}


def test_what_is_half_restored_goes_with_who_restores_it(scene: Scene) -> None:
    scene.restore_into_others()
    last = scene.count_steps(_RESTORE) - _LAST
    assert last > 10 * _EACH
    scene.empty_out()
    for step in range(1, last, _EACH):
        assert scene.end_at(step, _TWO, _RESTORE) == 130, scene.read_log()
        assert not scene.list_out()


@pytest.mark.parametrize("numbers", [[signal.SIGTERM], [signal.SIGINT], _TWO])
def test_what_is_said_of_a_restore_that_was_told_to_end_late_is_true(
    numbers: list[int], scene: Scene
) -> None:
    """Nothing is there if it was interrupted; else all, with the settings."""
    scene.restore_into_others()
    codes: list[int] = []
    # On a busy machine there are some more steps, of waiting.
    step = scene.count_steps(_RESTORE) + 1
    while step > 1 and codes.count(130) < _LAST - _AFTER:
        step -= 1
        scene.empty_out()
        codes.append(scene.end_at(step, numbers, _RESTORE) or 0)
        if codes[-1]:
            assert scene.read_log() == "footnote: interrupted\n"
            assert not scene.list_out()
        else:
            assert scene.read_log().startswith("Restored 4 files of the articles and the state")
            assert scene.list_out() >= _RESTORED
            assert not any("footnote-restore" in name for name in scene.list_out())
    assert set(codes) == {130, 0}
