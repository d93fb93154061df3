"""What counts as a change of the corpus folder, without a file being read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import CorpusError, glance_at_corpus
from corpus.opening import MAX_FILE_BYTES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "deep").mkdir(parents=True)
    (folder / "lamp.txt").write_text("The lamp.\n")
    (folder / "deep" / "horn.md").write_text("The horn.\n")
    (folder / "photo.jpg").write_bytes(b"1")
    return folder


def _edit_in_place(folder: Path) -> None:
    path = folder / "lamp.txt"
    before = path.stat()
    path.write_text("The lump.\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _write_and_rename(folder: Path) -> None:
    new = folder / ".lamp.txt.new"
    new.write_text("The limp.\n")
    new.replace(folder / "lamp.txt")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a new file": lambda folder: (folder / "bell.txt").write_text(""),
    "an edit of the same length and time": _edit_in_place,
    "another file moved into the place": _write_and_rename,
    "a name": lambda folder: (folder / "lamp.txt").rename(folder / "light.txt"),
    "a removal": lambda folder: (folder / "deep" / "horn.md").unlink(),
    "a file that is skipped": lambda folder: (folder / "a.xyz").touch(),
    "rights": lambda folder: (folder / "lamp.txt").chmod(0),
    "questions": lambda folder: (folder / "must_answer.jsonl").touch(),
    "a link": lambda folder: (folder / "link.txt").symlink_to("lamp.txt"),
    "a link to nothing": lambda folder: (folder / "link.txt").symlink_to("nothing"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_changes_are_seen(folder: Path, what: str) -> None:
    before = glance_at_corpus(folder).state
    assert glance_at_corpus(folder).state == before
    CHANGES[what](folder)
    assert glance_at_corpus(folder).state != before


def _grow_a_download(folder: Path) -> None:
    (folder / "photo.jpg").write_bytes(b"1" * 100)


def _write_hidden_names(folder: Path) -> None:
    (folder / ".lamp.txt.swp").touch()
    (folder / ".#lamp.txt").symlink_to("nobody@nowhere")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD.txt").touch()


def _write_what_is_undone(folder: Path) -> None:
    (folder / "4913").touch()
    (folder / "4913").unlink()


@pytest.mark.parametrize("do", [_grow_a_download, _write_hidden_names, _write_what_is_undone])
def test_what_no_build_reads_is_none(folder: Path, do: Callable[[Path], None]) -> None:
    before = glance_at_corpus(folder).state
    do(folder)
    assert glance_at_corpus(folder).state == before


def test_what_is_too_large_may_go_on_growing(folder: Path) -> None:
    with (folder / "log.txt").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
        before = glance_at_corpus(folder).state
        file.truncate(MAX_FILE_BYTES + 2)
    assert glance_at_corpus(folder).state == before


def test_another_folder_in_its_place_is_a_change(folder: Path) -> None:
    before = glance_at_corpus(folder).state
    folder.rename(folder.with_name("before"))
    with pytest.raises(CorpusError):
        glance_at_corpus(folder)
    folder.mkdir()
    assert glance_at_corpus(folder).state != before


def test_tells_each_folder_in_which_something_may_change(folder: Path, tmp_path: Path) -> None:
    """And none that a link leads to, which may be a whole disk."""
    for name in ("empty", ".git", ".git/objects"):
        (folder / name).mkdir()
    (folder / "elsewhere").symlink_to(tmp_path)
    seen = glance_at_corpus(folder).folders
    assert {each.path for each in seen} == {folder, folder / "deep", folder / "empty"}
    (folder / "deep").rename(folder / "shore")
    (folder / "shore").rename(folder / "deep")
    assert glance_at_corpus(folder).folders == seen
    (folder / "deep").rename(tmp_path / "away")
    (folder / "deep").mkdir()
    assert glance_at_corpus(folder).folders != seen
