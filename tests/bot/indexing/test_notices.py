"""What the system tells of changes in a folder, and where it tells nothing."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.indexing.notices import Notices
from corpus import glance_at_corpus

_NEVER = 60.0
"""Seconds after which a test has failed."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "coast").mkdir(parents=True)
    return folder


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def notices(folder: Path, told: list[str]) -> Iterator[Notices]:
    with closing(Notices(folder, told.append)) as notices:
        assert follow(notices, folder)
        yield notices
    assert told == []


def follow(notices: Notices, folder: Path) -> bool:
    return notices.follow(glance_at_corpus(folder).folders)


def test_tells_of_a_change_below_the_folder(notices: Notices, folder: Path) -> None:
    assert not follow(notices, folder)
    (folder / "coast" / "lamp.txt").write_text("The lamp of Skerry.")
    notices.wait(_NEVER, _NEVER)
    assert not follow(notices, folder)


def test_follows_a_folder_that_is_new(notices: Notices, folder: Path) -> None:
    (folder / "town").mkdir()
    notices.wait(_NEVER, _NEVER)
    assert follow(notices, folder)
    (folder / "town" / "mill.txt").write_text("The mill of Skerry.")
    notices.wait(_NEVER, _NEVER)


@pytest.mark.parametrize("name", ["coast", "."])
def test_a_folder_that_is_made_again_is_followed_again(
    notices: Notices, folder: Path, name: str
) -> None:
    """It often has the number of the one before, by which it cannot be told from that."""
    if name == ".":
        (folder / "coast").rmdir()
        folder.rmdir()
        folder.mkdir()
    else:
        (folder / name).rmdir()
        (folder / name).mkdir()
    notices.wait(_NEVER, _NEVER)
    assert follow(notices, folder)
    (folder / name / "mill.txt").write_text("The mill of Skerry.")
    notices.wait(_NEVER, _NEVER)


def test_a_folder_in_whose_place_another_is_put_is_followed_again(
    notices: Notices, folder: Path, tmp_path: Path
) -> None:
    """As a disk that is mounted, of which nobody is told."""
    other = tmp_path / "other"
    other.mkdir()
    folder.rename(tmp_path / "away")
    folder.symlink_to(other)
    notices.wait(_NEVER, _NEVER)
    assert follow(notices, folder)
    (other / "mill.txt").write_text("The mill of Skerry.")
    notices.wait(_NEVER, _NEVER)


@pytest.mark.skipif(sys.platform != "linux", reason="others have no such names")
def test_names_that_are_no_text_end_nothing(notices: Notices, folder: Path) -> None:
    for _ in range(2):
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff")).mkdir()
        notices.wait(_NEVER, _NEVER)
        assert follow(notices, folder)
        (folder / "coast" / "lamp.txt").write_text("The lamp of Skerry.")
        notices.wait(_NEVER, _NEVER)
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff")).rmdir()
        notices.wait(_NEVER, _NEVER)
        assert follow(notices, folder)


@pytest.mark.skipif(sys.platform != "linux", reason="counts what Linux watches")
def test_does_not_go_behind_links_nor_into_hidden_folders(
    notices: Notices, folder: Path, tmp_path: Path
) -> None:
    """Behind a link may be a whole disk."""
    many = tmp_path / "elsewhere"
    for number in range(50):
        (many / str(number)).mkdir(parents=True)
        (folder / ".git" / str(number)).mkdir(parents=True)
    (folder / "link").symlink_to(many)
    before = _count_watches()
    notices.close()
    assert follow(notices, folder)
    assert _count_watches() <= before + 1  # of the link's making nothing had been read yet


def test_says_where_it_is_told_nothing(folder: Path) -> None:
    told: list[str] = []
    with closing(Notices(folder, told.append, "nfs4")) as notices:
        assert follow(notices, folder)
        notices.wait(_NEVER, 0.01)
        (folder / "town").mkdir()
        assert follow(notices, folder)
        assert not follow(notices, folder)
    assert told == [
        f"nfs4 does not tell what other machines change in {folder}: "
        "its files are looked at every few seconds instead"
    ]


def _count_watches() -> int:
    count = 0
    for path in Path("/proc/self/fdinfo").iterdir():
        try:
            count += path.read_text().count("inotify wd")
        except OSError:
            continue
    return count
