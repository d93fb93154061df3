"""Moving all or nothing, whenever the process is killed."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bot.backup.manifest import BackupError
from bot.backup.moving import explain_cut_off, find_note, move_all, undo_moves


class Killed(BaseException):
    """In place of a signal, after which nothing is moved."""


def rename_only(moves: int) -> Callable[[Path, Path], Path]:
    """As `Path.rename`, so many times."""
    rename, left = Path.rename, iter(range(moves))

    def rename_some(path: Path, target: Path) -> Path:
        for _ in left:
            return rename(path, target)
        raise Killed

    return rename_some


def write(folder: Path, **contents: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_text(content)


def read(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


@pytest.mark.parametrize("undone", range(4))
@pytest.mark.parametrize("moved", range(1, 4))
def test_wherever_it_is_killed_all_is_back(
    moved: int, undone: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if the undoing is killed."""
    here, new, old = (tmp_path / name for name in ("here", "new", "old"))
    write(here, a="old a", b="old b")
    write(new, a="new a", b="new b")
    old.mkdir()
    pairs = [(here / n, old / n) for n in "ab"] + [(new / n, here / n) for n in "ab"]
    note = find_note(tmp_path)
    steps = (moved, lambda: move_all(pairs, note)), (undone, lambda: undo_moves(note))
    for count, action in steps:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", rename_only(count))
            with suppress(Killed):
                action()
    if undone < moved:
        assert explain_cut_off(tmp_path)
        assert undo_moves(note) == {here, old}
    assert not explain_cut_off(tmp_path)
    assert read(here) == {"a": "old a", "b": "old b"}
    assert read(new) == {"a": "new a", "b": "new b"}
    assert read(old) == {}


def test_one_that_fails_is_undone_at_once(tmp_path: Path) -> None:
    write(tmp_path, a="a", b="b")
    pairs = [(tmp_path / "a", tmp_path / "c"), (tmp_path / "b", tmp_path / "none" / "b")]
    with pytest.raises(FileNotFoundError):
        move_all(pairs, find_note(tmp_path))
    assert read(tmp_path) == {"a": "a", "b": "b"}


@pytest.mark.parametrize("fails", [False, True])
def test_signals_are_held_before_it_is_settled_what_is_there(fails: bool, tmp_path: Path) -> None:
    write(tmp_path, a="a")
    note, target = find_note(tmp_path), tmp_path / ("none/c" if fails else "c")
    held: list[tuple[bool, bool]] = []
    with suppress(FileNotFoundError):
        move_all(
            [(tmp_path / "a", target)], note, lambda: held.append((note.exists(), target.exists()))
        )
    assert held == [(True, not fails)]
    assert not note.exists()


@pytest.mark.parametrize("what", ["note", "source", "target"])
def test_what_cannot_be_undone_is_told_and_stays(what: str, tmp_path: Path) -> None:
    """What somebody has put in the place of what was moved is his."""
    write(tmp_path, a="a")
    note, source, target = find_note(tmp_path), tmp_path / "a", tmp_path / "c"
    moves = [[str(source), str(target), source.lstat().st_ino]]
    note.write_text("[[1]]" if what == "note" else json.dumps(moves))
    source.rename(target)
    if what == "source":
        write(tmp_path, a="of somebody")
    elif what == "target":
        target.rename(tmp_path / "elsewhere")
        write(tmp_path, c="of somebody")
    before = read(tmp_path)
    with pytest.raises(BackupError, match="remove"):
        undo_moves(note)
    assert read(tmp_path) == before
