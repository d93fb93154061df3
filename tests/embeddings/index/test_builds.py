import itertools
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from filelock import FileLock

from embeddings import BuildError, BuildFolder, BusyError
from embeddings.index import builds
from tests.support.mounting import leave_room, make_read_only, mounted, needs_mount


@pytest.fixture
def folder(tmp_path: Path) -> BuildFolder:
    return BuildFolder(tmp_path / "index")


def _build(folder: BuildFolder, text: str = "text") -> Path:
    with folder.new_build() as build:
        (build / "file").write_text(text)
    return build


def _live_text(folder: BuildFolder) -> str:
    live = folder.current()
    assert live is not None
    return (live / "file").read_text()


def _builds(folder: BuildFolder) -> list[Path]:
    return sorted((folder.path / "builds").iterdir())


def _take_any(build: Path) -> None:
    """It may be gone back to."""


def test_there_is_no_build_at_first(folder: BuildFolder) -> None:
    assert folder.current() is None
    assert not folder.path.exists(), "looking must not write"


def test_a_build_goes_live_at_the_end(folder: BuildFolder) -> None:
    with folder.new_build() as build:
        assert list(build.iterdir()) == []
        assert folder.current() is None
    assert folder.current() == build


def test_the_old_build_is_live_until_the_switch_and_kept_once(folder: BuildFolder) -> None:
    oldest = _build(folder, "oldest")
    old = _build(folder, "old")
    assert folder.previous() == oldest
    with folder.new_build() as build:
        (build / "file").write_text("new")
        assert folder.current() == old
        assert _live_text(folder) == "old"
    assert _live_text(folder) == "new"
    assert _builds(folder) == sorted([old, build])
    assert folder.previous() == old
    names = {path.name for path in folder.path.iterdir()}
    assert names == {"CURRENT", "PREVIOUS", "build.lock", "builds"}


def test_one_goes_back_to_the_build_before_and_forward_again(folder: BuildFolder) -> None:
    with pytest.raises(BuildError, match="no index before the live one"):
        folder.go_back(_take_any)
    old = _build(folder, "old")
    with pytest.raises(BuildError, match="no index before the live one"):
        folder.go_back(_take_any)
    new = _build(folder, "new")
    for expected, other in ((old, new), (new, old), (old, new)):
        folder.go_back(_take_any)
        assert (folder.current(), folder.previous()) == (expected, other)
    newest = _build(folder, "newest")
    assert _builds(folder) == sorted([old, newest]), "what was gone back from is gone"
    with folder.held(), pytest.raises(BuildError, match="another build is running"):
        folder.go_back(_take_any)


def test_one_goes_back_to_what_is_looked_at_while_nobody_builds(folder: BuildFolder) -> None:
    old, new = _build(folder, "old"), _build(folder, "new")

    def refuse(build: Path) -> None:
        with pytest.raises(BusyError), folder.held():
            pass
        raise ValueError(build.name)

    with pytest.raises(ValueError, match=old.name):
        folder.go_back(refuse)
    assert folder.current() == new
    with folder.held(), pytest.raises(BusyError):
        folder.go_back(refuse)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize("name", ["CURRENT", "PREVIOUS"])
def test_a_pipe_in_the_place_of_a_pointer_is_not_waited_for(name: str, folder: BuildFolder) -> None:
    _build(folder, "old")
    new = _build(folder, "new")
    (folder.path / name).unlink()
    os.mkfifo(folder.path / name)
    if name == "CURRENT":
        with pytest.raises(BuildError, match=r"cannot read .*CURRENT: run footnote index\Z"):
            folder.current()
    assert folder.previous() is None
    newest = _build(folder, "newest")
    assert folder.current() == newest != new


@pytest.mark.parametrize("name", ["CURRENT", "PREVIOUS"])
def test_a_folder_in_the_place_of_a_pointer_is_named(name: str, folder: BuildFolder) -> None:
    old, new = _build(folder, "old"), _build(folder, "new")
    (folder.path / name).unlink()
    (folder.path / name / "mine").mkdir(parents=True)
    told = rf"{name} is a folder: remove it and run footnote index\Z"
    if name == "CURRENT":
        with pytest.raises(BuildError, match=told):
            folder.current()
    with pytest.raises(BuildError, match=told):
        _build(folder, "newest")
    (folder.path / name / "mine").rmdir()
    (folder.path / name).rmdir()
    newest = _build(folder, "newest")
    assert folder.current() == newest
    assert {old, new} - set(_builds(folder))


@pytest.mark.parametrize("name", ["CURRENT", "PREVIOUS"])
def test_a_pointer_of_any_size_is_not_read_whole(name: str, folder: BuildFolder) -> None:
    _build(folder, "old")
    new = _build(folder, "new")
    with (folder.path / name).open("ab") as file:
        file.truncate(20 << 30)  # of holes
    if name == "CURRENT":
        with pytest.raises(BuildError, match=r"cannot read .*CURRENT: run footnote index\Z"):
            folder.current()
    assert folder.previous() is None
    assert _build(folder, "newest") == folder.current() != new


@pytest.mark.parametrize("content", [b"", b"\xff", b"../../etc", b"20260101T000000-00000000"])
def test_a_damaged_pointer_to_the_build_before_is_none(content: bytes, folder: BuildFolder) -> None:
    _build(folder, "old")
    assert folder.find_damaged_previous() is None, "there has been none"
    new = _build(folder, "new")
    assert folder.find_damaged_previous() is None
    (folder.path / "PREVIOUS").write_bytes(content)
    assert folder.previous() is None
    assert folder.find_damaged_previous() == folder.path / "PREVIOUS"
    newest = _build(folder, "newest")
    assert folder.find_damaged_previous() is None
    assert _builds(folder) == sorted([new, newest])


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_build_that_fails_leaves_the_old_one(
    error: type[BaseException], folder: BuildFolder
) -> None:
    old = _build(folder, "old")
    with pytest.raises(error), folder.new_build() as build:
        (build / "file").write_text("new")
        raise error
    assert folder.current() == old
    assert _builds(folder) == [old]
    assert _live_text(folder) == "old"
    _build(folder)


def test_an_os_error_says_where_and_why(folder: BuildFolder) -> None:
    with (
        pytest.raises(BuildError, match=r"cannot write in .*: No space left on device"),
        folder.new_build(),
    ):
        raise OSError(28, "No space left on device")


def test_nobody_is_told_to_remove_what_is_elsewhere(folder: BuildFolder) -> None:
    told = r"\Acannot write in .*: Is a directory\Z"
    with pytest.raises(BuildError, match=told), folder.new_build():
        Path(__file__).parent.read_bytes()


def test_an_os_error_without_a_number_says_why(folder: BuildFolder) -> None:
    with pytest.raises(BuildError, match=r"cannot write in .*: tape torn"), folder.new_build():
        raise OSError("tape torn")


def test_a_second_builder_is_refused_and_harms_nothing(folder: BuildFolder) -> None:
    with folder.new_build() as build:
        (build / "file").write_text("first")
        with pytest.raises(BuildError, match="another build is running"), folder.new_build():
            pytest.fail("two builds at once")
        assert build.is_dir()
    assert _live_text(folder) == "first"


def test_a_builder_in_another_process_is_refused(folder: BuildFolder, project_dir: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from embeddings.index.builds import BuildError, BuildFolder\n"
        "try:\n"
        "    with BuildFolder(Path(sys.argv[1])).new_build(): pass\n"
        "except BuildError as exc: print(exc)"
    )
    with folder.new_build():
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder.path)],
            cwd=project_dir,
            capture_output=True,
            text=True,
            check=True,
        )
    assert "another build is running" in done.stdout


def test_the_lock_of_a_dead_process_holds_nobody(folder: BuildFolder, project_dir: Path) -> None:
    old = _build(folder, "old")
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from embeddings.index.builds import BuildFolder\n"
        "with BuildFolder(Path(sys.argv[1])).new_build(): os.kill(os.getpid(), signal.SIGKILL)"
    )
    command = [sys.executable, "-c", script, str(folder.path)]
    assert subprocess.run(command, cwd=project_dir, check=False).returncode == -signal.SIGKILL
    assert len(_builds(folder)) == 2, "what a killed build leaves"
    assert _live_text(folder) == "old"

    new = _build(folder, "new")
    assert _builds(folder) == sorted([old, new])


def test_foreign_files_are_left_alone(folder: BuildFolder) -> None:
    foreign = [
        folder.path / "notes.txt",
        folder.path / "builds" / "notes.txt",
        folder.path / "builds" / "mine" / "file",
        folder.path / "20260101T000000-00000000" / "file",
    ]
    for path in foreign:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    _build(folder)
    _build(folder)
    assert all(path.read_text() == "mine" for path in foreign)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\xff\xfe", b"../../etc", b"20260101T000000-0000000g", b"a\nb\n"]
)
def test_a_damaged_pointer_says_what_to_run_and_the_next_build_mends_it(
    content: bytes, folder: BuildFolder
) -> None:
    _build(folder, "old")
    (folder.path / "CURRENT").write_bytes(content)
    with pytest.raises(BuildError, match=r"run footnote index\Z"):
        folder.current()

    new = _build(folder, "new")
    assert _live_text(folder) == "new"
    assert _builds(folder) == [new]


def test_a_build_that_fails_behind_a_damaged_pointer_is_removed(folder: BuildFolder) -> None:
    old = _build(folder, "old")
    (folder.path / "CURRENT").write_text("damaged")
    with pytest.raises(ValueError, match="failed"), folder.new_build():
        raise ValueError("failed")
    assert _builds(folder) == [old], "the old build may be the one that was live"


def test_a_pointer_to_a_missing_build(folder: BuildFolder) -> None:
    live = _build(folder)
    shutil.rmtree(live)
    assert folder.current() == live
    assert _builds(folder) == []
    new = _build(folder, "new")
    assert folder.current() == new


def test_a_missing_pointer_is_no_build(folder: BuildFolder) -> None:
    _build(folder)
    (folder.path / "CURRENT").unlink()
    assert folder.current() is None
    new = _build(folder)
    assert _builds(folder) == [new]


def test_a_pointer_half_written_by_a_killed_build(folder: BuildFolder) -> None:
    _build(folder, "old")
    (folder.path / "CURRENT.new").write_text("2026")
    assert _live_text(folder) == "old"
    _build(folder, "new")
    assert _live_text(folder) == "new"
    assert not (folder.path / "CURRENT.new").exists()


@pytest.mark.parametrize("place", [".", "builds", ".."])
def test_a_file_where_a_folder_should_be_is_named(place: str, folder: BuildFolder) -> None:
    path = Path(os.path.normpath(folder.path / place))
    shutil.rmtree(path, ignore_errors=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a file")
    assert folder.current() is None
    told = f"{re.escape(str(path))} is in the way: remove it and run footnote index"
    with pytest.raises(BuildError, match=rf"\A{told}\Z"):
        _build(folder)
    path.unlink()
    _build(folder)


def _make_pipe(path: Path) -> None:
    os.mkfifo(path)


def _make_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.parent / "elsewhere")


def _make_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def _make_folder(path: Path) -> None:
    path.mkdir()


_PLACES = ("CURRENT", "PREVIOUS", "CURRENT.new", "PREVIOUS.new", "build.lock", "builds", "pieces")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize(
    "make", [_make_pipe, _make_link_to_nothing, _make_link_to_itself, _make_folder]
)
@pytest.mark.parametrize("place", _PLACES)
def test_whatever_is_in_the_place_of_a_file_is_replaced_or_named(
    place: str, make: Callable[[Path], None], folder: BuildFolder
) -> None:
    """Nobody waits for a pipe, or writes where a link leads."""
    _build(folder, "old")
    live = _build(folder, "new")
    path = folder.path / place
    if place == "builds":
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    make(path)
    try:
        _build(folder, "newest")
    except BuildError as exc:
        told = rf"{re.escape(str(path))} is (in the way|a folder): remove it and run footnote index"
        assert re.fullmatch(told, str(exc))
        assert place in ("CURRENT", "builds") or folder.current() == live
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        _build(folder, "newest")
    assert _live_text(folder) == "newest"
    assert len(_builds(folder)) <= 2
    assert not (folder.path / "elsewhere").is_file()


def test_where_no_pointer_is_left_what_has_ended_stays_until_another_is_live(
    folder: BuildFolder,
) -> None:
    """What it holds is used again."""
    old = _build(folder, "old")
    (old / "manifest.json").write_text("{}")
    (folder.path / "CURRENT").unlink()
    killed = folder.path / "builds" / "20260101T000000-00000000"
    killed.mkdir()
    with folder.new_build() as new:
        assert _builds(folder) == sorted([old, new])
    assert _builds(folder) == [new]


@needs_mount
def test_a_first_build_without_room_for_its_pointer_leaves_nothing(folder: BuildFolder) -> None:
    with mounted(folder.path, "size=1m,nr_inodes=100"):
        with pytest.raises(BuildError, match="No space left on device"), folder.new_build() as new:
            (new / "manifest.json").write_text("{}")
            leave_room(folder.path, pages=10, files=0)
        assert _builds(folder) == []


def test_who_looks_whether_somebody_builds_is_waited_for(
    folder: BuildFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a build whose articles took an hour to read would be refused for a look."""
    folder.path.mkdir()
    looking = FileLock(folder.path / "build.lock")
    looking.acquire()
    monkeypatch.setattr("filelock._api.time.sleep", lambda _: looking.release())
    _build(folder)
    assert _live_text(folder) == "text"


@needs_mount
def test_a_read_only_file_system_can_be_read_and_not_written(folder: BuildFolder) -> None:
    with mounted(folder.path, "size=1m"):
        _build(folder, "old")
        make_read_only(folder.path)
        assert _live_text(folder) == "old"
        with pytest.raises(BuildError, match=r"cannot write in .*: Read-only file system"):
            _build(folder)


@needs_mount
def test_a_full_disk_leaves_the_old_build(folder: BuildFolder) -> None:
    with mounted(folder.path, "size=1m"):
        old = _build(folder, "old")
        with (
            pytest.raises(BuildError, match=r"cannot write in .*: No space left on device"),
            folder.new_build() as build,
        ):
            (build / "file").write_bytes(bytes(2 << 20))
        assert _builds(folder) == [old]
        # Full to the last byte, so that the block ends well and the switch does not.
        with pytest.raises(BuildError, match="No space left"), folder.new_build() as build:
            _fill(build / "file")
        assert _builds(folder) == [old]
        assert _live_text(folder) == "old"
        _build(folder, "new")
        assert _live_text(folder) == "new"


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def test_a_file_that_must_not_grow_leaves_the_old_build(folder: BuildFolder) -> None:
    old = _build(folder, "old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Python ignores the signal that comes with it, so that writing fails with "File too large".
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(BuildError, match="File too large"):
            _build(folder, "new" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert _builds(folder) == [old]


def test_an_interrupt_at_any_line_of_the_switch(tmp_path: Path) -> None:
    """Ctrl-C at the first, the second, ... line that the end of a build comes to."""
    seen = set()
    for line in itertools.count():
        folder = BuildFolder(tmp_path / str(line))
        old = _build(folder, "old")
        interrupted = _build_interrupted_at(line, folder)

        live = folder.current()
        assert live
        seen.add("old" if live == old else "new")
        assert _live_text(folder) == ("old" if live == old else "new")
        newest = _build(folder, "newest")
        assert _builds(folder) == sorted([live, newest])
        assert _live_text(folder) == "newest"
        if not interrupted:
            break
    assert line > 20
    assert seen == {"old", "new"}


def _build_interrupted_at(line: int, folder: BuildFolder) -> bool:
    """Whether there was such a line."""
    left = line

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename != builds.__file__:
            return None
        if event == "line":
            left -= 1
            if left == -1:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    try:
        with folder.new_build() as build:
            (build / "file").write_text("new")
            sys.settrace(trace)
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_a_switch_that_ends_half_way_loses_no_build(
    folder: BuildFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`PREVIOUS` is written first: if it then named the live build alone, there would be none to go
    back to, and the next build would remove the one before."""
    old, new = _build(folder, "old"), _build(folder, "new")
    replace = Path.replace

    def die(self: Path, target: Path) -> Path:
        if target.name == "CURRENT":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        _build(folder, "newest")
    with pytest.raises(KeyboardInterrupt):
        folder.go_back(_take_any)
    monkeypatch.undo()
    assert (folder.current(), folder.previous()) == (new, old)
    with pytest.raises(ValueError, match="failed"), folder.new_build():
        raise ValueError("failed")
    assert _builds(folder) == sorted([old, new])
    folder.go_back(_take_any)
    assert (folder.current(), folder.previous()) == (old, new)


def test_a_pointer_to_nothing_costs_no_build(folder: BuildFolder) -> None:
    """A digit of it may have changed."""
    old, new = _build(folder, "old"), _build(folder, "new")
    (folder.path / "CURRENT").write_text("20260101T000000-00000000\n")
    with pytest.raises(ValueError, match="failed"), folder.new_build():
        raise ValueError("failed")
    assert _builds(folder) == sorted([old, new]), "one of them was the live one"
    newest = _build(folder, "newest")
    assert (folder.current(), folder.previous()) == (newest, old)
    assert _builds(folder) == sorted([old, newest])


def test_pieces_are_removed_before_another_may_build(
    folder: BuildFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the next one has begun there is not to go with them."""
    seen = []
    release = FileLock.release

    def look(self: FileLock, *arguments: bool) -> None:
        seen.append(folder.pieces.exists())
        release(self, *arguments)

    monkeypatch.setattr(FileLock, "release", look)
    with folder.new_build():
        (folder.pieces / "piece").mkdir(parents=True)
    assert seen[0] is False
