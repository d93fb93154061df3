"""A folder that is written as a whole, or stays as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.indexing.replacing import ReplacingError, replaced_folder
from tests.support.mounting import mounted, needs_mount

_FILES = frozenset({"one", "two"})


def _write(target: Path, text: str) -> None:
    with replaced_folder(target, _FILES, "an export") as folder:
        for name in _FILES:
            (folder / name).write_text(text)


def _read(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """Where to write; nothing is left beside it."""
    target = tmp_path / "place" / "out"
    target.parent.mkdir()
    yield target
    assert list(target.parent.iterdir()) in ([], [target])


def _same(text: str) -> dict[str, str]:
    return dict.fromkeys(_FILES, text)


def test_what_is_there_is_replaced(target: Path) -> None:
    _write(target, "old")
    assert _read(target) == _same("old")
    _write(target, "new")
    assert _read(target) == _same("new")


def test_an_empty_folder_is_taken(target: Path) -> None:
    target.mkdir()
    _write(target, "new")
    assert _read(target) == _same("new")


def test_a_link_leads_to_what_is_replaced(target: Path, tmp_path: Path) -> None:
    _write(target, "old")
    (tmp_path / "link").symlink_to(target)
    _write(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert _read(target) == _same("new")


@pytest.mark.parametrize("ending", ["new", "old"])
def test_a_link_beside_it_leads_nowhere(ending: str, tmp_path: Path) -> None:
    """Anybody may put one into a folder that all write to: what it leads to would be emptied."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("dear")
    (tmp_path / f".out.footnote-{ending}").symlink_to(tmp_path / "mine")
    with pytest.raises(ReplacingError, match="is not of Footnote: remove it"):
        _write(tmp_path / "out", "new")
    assert _read(tmp_path / "mine") == {"letter": "dear"}
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["mine", "one"])
def test_a_folder_with_anything_else_is_refused(target: Path, name: str) -> None:
    target.mkdir()
    (target / name).write_text("mine")
    with pytest.raises(ReplacingError, match="out is there and is not an export: name another"):
        _write(target, "new")
    assert _read(target) == {name: "mine"}


def test_a_file_is_refused(target: Path) -> None:
    target.write_text("mine")
    with pytest.raises(ReplacingError, match="is not an export"):
        _write(target, "new")
    assert target.read_text() == "mine"


def test_the_root_is_refused() -> None:
    with pytest.raises(ReplacingError, match="name another folder"):
        _write(Path("/"), "new")


def test_what_came_meanwhile_is_not_lost(target: Path) -> None:
    _write(target, "old")
    with pytest.raises(ReplacingError), replaced_folder(target, _FILES, "an export") as folder:
        (folder / "one").write_text("new")
        (target / "mine").write_text("mine")
    assert _read(target) == {**_same("old"), "mine": "mine"}


def test_whatever_is_raised_leaves_it_as_it_was(target: Path) -> None:
    _write(target, "old")
    with (
        pytest.raises(KeyboardInterrupt),
        replaced_folder(target, _FILES, "an export") as folder,
    ):
        (folder / "one").write_text("new")
        raise KeyboardInterrupt
    assert _read(target) == _same("old")


def test_two_at_once_are_not_mixed(target: Path) -> None:
    with replaced_folder(target, _FILES, "an export") as folder:
        for name in _FILES:
            (folder / name).write_text("first")
        with pytest.raises(ReplacingError, match="another process is writing"):
            _write(target, "second")
    assert _read(target) == _same("first")


def test_what_a_killed_process_left_is_removed(target: Path) -> None:
    left = target.with_name(".out.footnote-new")
    left.mkdir()
    (left / "half").write_text("half")
    (left / "lock").touch()
    _write(target, "new")
    assert _read(target) == _same("new")


@pytest.mark.parametrize("is_replaced", [True, False])
def test_who_was_killed_between_two_renamings_loses_nothing(
    target: Path, is_replaced: bool
) -> None:
    _write(target, "old")
    target.rename(target.with_name(".out.footnote-old"))
    if is_replaced:
        _write(target, "new")
        assert _read(target) == _same("new")
        return
    with (
        pytest.raises(ValueError, match="ended"),
        replaced_folder(target, _FILES, "an export"),
    ):
        raise ValueError("ended")
    assert _read(target) == _same("old")


@needs_mount
def test_a_full_disk_is_told_and_nothing_changes(tmp_path: Path) -> None:
    target = tmp_path / "disk" / "out"
    with mounted(tmp_path / "disk", "size=64k"):
        _write(target, "old")
        with pytest.raises(ReplacingError, match=r"cannot write .*: No space left on device"):
            _write(target, "x" * 100_000)
        assert _read(target) == _same("old")
        assert list(target.parent.iterdir()) == [target]


@needs_mount
def test_a_disk_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with (
        mounted(tmp_path / "disk", "ro"),
        pytest.raises(ReplacingError, match=r"cannot write .*: Read-only file system"),
    ):
        _write(tmp_path / "disk" / "out", "new")
