"""Being told of changes, by the system's own means. What is not told hangs until pytest ends it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.indexing.notices import Notices

_FOR_EVER = 3600.0


@contextmanager
def _watched(path: Path) -> Iterator[Notices]:
    told: list[str] = []
    with closing(Notices(path, told.append)) as notices:
        yield notices
    assert told == []


def test_is_told_of_files_also_in_folders_that_are_new(tmp_path: Path) -> None:
    with _watched(tmp_path) as notices:
        (tmp_path / "a.txt").touch()
        notices.wait(_FOR_EVER, 0)
        (tmp_path / "deep").mkdir()
        notices.wait(_FOR_EVER, 0)
        (tmp_path / "deep" / "b.txt").touch()
        notices.wait(_FOR_EVER, 0)


@pytest.mark.parametrize("is_link", [False, True])
def test_another_folder_in_the_place_is_watched(tmp_path: Path, is_link: bool) -> None:
    path, other = tmp_path / "texts", tmp_path / "other"
    other.mkdir()
    if is_link:
        (tmp_path / "first").mkdir()
        path.symlink_to("first")
    else:
        path.mkdir()
    with _watched(path) as notices:
        if is_link:
            path.unlink()
            path.symlink_to("other")
        else:
            path.rmdir()
            notices.wait(_FOR_EVER, 0)
            other.rename(path)
        notices.wait(_FOR_EVER, _FOR_EVER)
        (path / "a.txt").touch()
        notices.wait(_FOR_EVER, _FOR_EVER)


def test_on_a_disk_of_several_machines_it_says_that_it_only_looks(tmp_path: Path) -> None:
    told: list[str] = []
    with closing(Notices(tmp_path, told.append, lambda _: "nfs4")) as notices:
        notices.wait(_FOR_EVER, 0.01)
    assert told == [
        f"nfs4 does not tell what other machines change in {tmp_path}: "
        "its files are looked at every few seconds instead"
    ]
