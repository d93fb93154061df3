"""Files in the corpus folder: written, replaced and removed whole, none outside of it."""

import os
import resource
import shutil
import time
from functools import partial
from pathlib import Path

import pytest

from bot.articles.files import ArticleFileError, ArticleFiles, FileChange
from corpus import MUST_ANSWER_NAME, read_corpus


@pytest.fixture
def files(tmp_path: Path) -> ArticleFiles:
    (tmp_path / "corpus").mkdir()
    return ArticleFiles(tmp_path / "corpus", tmp_path / "state" / "removed")


def test_what_is_written_replaced_and_removed_can_be_undone(files: ArticleFiles) -> None:
    path = files.folder / "a.md"
    written = files.write("a.md", b"one")
    assert (written.kept, path.read_bytes()) == (None, b"one")
    replaced = files.write("a.md", b"two")
    assert (replaced.kept, path.read_bytes()) == (files.removed / "a.md", b"two")
    removed = files.remove("a.md")
    assert removed.kept == files.removed / "a-2.md", "none that is there already is lost"
    assert not path.exists()
    removed.undo()
    assert path.read_bytes() == b"two"
    replaced.undo()
    assert path.read_bytes() == b"one"
    written.undo()
    assert list(files.folder.iterdir()) == []


def test_nothing_is_done_before_it_is_announced(files: ArticleFiles) -> None:
    """Whoever is killed then leaves what the next process knows of, or nothing."""
    (files.folder / "a.md").write_text("one")
    seen: list[tuple[str, list[Path]]] = []

    def look(change: FileChange) -> None:
        there = [path for path in files.removed.rglob("*") if path.is_file()]
        seen.append(((files.folder / "a.md").read_text(), there))
        change.undo()  # not made yet: nothing to do

    replaced = files.write("a.md", b"two", look)
    assert seen == [("one", [])]
    assert replaced.kept is not None
    assert replaced.kept.read_text() == "one"
    files.remove("a.md", look)
    assert seen[1] == ("two", [replaced.kept])


def test_what_cannot_be_put_back_as_its_copy_is_lost_is_told(files: ArticleFiles) -> None:
    """As of an owner who deletes STATE_DIR during the rebuild: nobody is told that all is as it
    was."""
    (files.folder / "a.md").write_text("one")
    for make in (partial(files.write, "a.md", b"two"), partial(files.remove, "a.md")):
        change = make()
        shutil.rmtree(files.removed)
        with pytest.raises(ArticleFileError, match=r"a\.md cannot be moved: No such file"):
            change.undo()


def test_a_folder_below_is_kept_in_what_is_removed(files: ArticleFiles) -> None:
    (files.folder / "coast").mkdir()
    (files.folder / "coast" / "a.md").write_text("one")
    assert files.remove("coast/a.md").kept == files.removed / "coast" / "a.md"


@pytest.mark.parametrize(
    "name",
    ["../a.md", "x/../../a.md", "/etc/a.md", "//etc/a.md", "", "..", "a\0.md", MUST_ANSWER_NAME],
)
def test_nothing_outside_is_touched(files: ArticleFiles, name: str) -> None:
    (files.folder.parent / "a.md").write_text("mine")
    (files.folder / MUST_ANSWER_NAME).write_text("{}")
    with pytest.raises(ArticleFileError, match="does not lie"):
        files.write(name, b"theirs")
    with pytest.raises(ArticleFileError, match="does not lie"):
        files.remove(name)
    assert (files.folder.parent / "a.md").read_text() == "mine"


def test_links_are_not_followed(files: ArticleFiles, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("mine")
    (files.folder / "a.md").symlink_to(outside / "a.md")
    (files.folder / "out").symlink_to(outside)
    for name in ("a.md", "out/a.md"):
        with pytest.raises(ArticleFileError, match="is a link"):
            files.write(name, b"theirs")
        with pytest.raises(ArticleFileError, match="is a link"):
            files.remove(name)
    assert (outside / "a.md").read_text() == "mine"


def test_the_folder_itself_may_be_a_link(files: ArticleFiles, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(files.folder)
    ArticleFiles(tmp_path / "link", files.removed).write("a.md", b"one")
    assert (files.folder / "a.md").read_bytes() == b"one"


def test_a_full_disk_leaves_nothing_half_written(files: ArticleFiles) -> None:
    files.write("a.md", b"one")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Python ignores the signal that comes with it, so that writing fails with "File too large".
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(ArticleFileError, match=r"a\.md cannot be written: File too large"):
            files.write("a.md", b"two" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [path.read_bytes() for path in files.folder.iterdir()] == [b"one"]


def test_what_a_killed_write_left_is_no_article_and_goes(files: ArticleFiles) -> None:
    (files.folder / ".footnote-0123456789abcdef").write_text("half")
    assert read_corpus(files.folder).skipped == ()
    files.write("a.md", b"one")
    assert [path.name for path in files.folder.iterdir()] == ["a.md"]


def test_what_was_left_in_any_folder_goes_when_it_is_a_day_old(files: ArticleFiles) -> None:
    passing = ".footnote-0123456789abcdef"
    kept = [files.folder / "b/.footnote-mine", files.removed.parent / passing]
    left = [files.folder / "b/c" / passing, files.removed / "b" / passing]
    for path in (*kept, *left):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
        os.utime(path, (0, 0))  # a copy has the time of what it is of
    (files.folder / passing).symlink_to(kept[0])
    now = time.time()
    files.remove_old_left_overs(now + 23 * 60 * 60)
    assert all(path.exists() for path in left)
    files.remove_old_left_overs(now + 25 * 60 * 60)
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in kept)


def test_what_a_killed_import_left_goes_with_the_next_one(files: ArticleFiles) -> None:
    """In each of the folders that it writes into."""
    (files.folder / "b").mkdir()
    for folder in (files.folder, files.folder / "b"):
        (folder / ".footnote-0123456789abcdef").write_text("half")
    files.write_all({"a.md": b"one", "b/a.md": b"two", "b/b.md": b"three"})
    left = [path.name for path in files.folder.rglob("*") if path.is_file()]
    assert sorted(left) == ["a.md", "a.md", "b.md"]


def test_what_is_gone_or_in_the_way_is_told(files: ArticleFiles) -> None:
    with pytest.raises(ArticleFileError, match="is gone from the folder already"):
        files.remove("a.md")
    (files.folder / "b.md").mkdir()
    with pytest.raises(ArticleFileError, match=r"b\.md cannot be written: File exists"):
        files.write("b.md", b"one")


def test_what_is_removed_does_not_lie_among_the_articles(files: ArticleFiles) -> None:
    inside = ArticleFiles(files.folder, files.folder / "state" / "removed")
    inside.write("a.md", b"one")
    with pytest.raises(ArticleFileError, match="STATE_DIR"):
        inside.remove("a.md")
    assert (files.folder / "a.md").exists()
