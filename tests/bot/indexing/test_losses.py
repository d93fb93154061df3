"""Rebuilds that would lose articles of the live index."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.indexing.losses import LossError, find_unreadable, refuse_losses
from corpus import Article, Corpus, Note, Paragraph
from embeddings import BuildFolder, build_index
from tests.support.fake_encoder import FakeEncoder

NAMES = ("a.md", "docks/b.md", "docks/c.md", "docks/old/d.md")


def make_corpus(*names: str, skipped: tuple[Note, ...] = ()) -> Corpus:
    articles = []
    for name in names:
        text = f"The crane of {Path(name).name} lifts two tons."
        articles.append(Article(name, "A crane", text, (Paragraph(0, len(text)),)))
    return Corpus(tuple(articles), skipped, (), "f")


@pytest.fixture
def folder(tmp_path: Path) -> BuildFolder:
    folder = BuildFolder(tmp_path / "index")
    build_index(make_corpus(*NAMES), tmp_path, FakeEncoder(), folder)
    return folder


@pytest.mark.parametrize(
    "names",
    [
        NAMES,
        (*NAMES, "e.md"),
        NAMES[:2],  # half of them
        tuple(f"moved/{Path(name).name}" for name in NAMES),
    ],
)
def test_a_usual_change_is_none(
    tmp_path: Path, folder: BuildFolder, names: tuple[str, ...]
) -> None:
    refuse_losses(make_corpus(*names), tmp_path, folder)


def test_an_article_that_was_not_read_again_is_not_lost(
    tmp_path: Path, folder: BuildFolder
) -> None:
    kept = make_corpus("a.md", *(f"moved/{Path(name).name}" for name in NAMES[1:])).summaries
    refuse_losses(replace(make_corpus(), kept=kept), tmp_path, folder)


@pytest.mark.parametrize("names", [("a.md",), ("e.md",), ()])
def test_more_than_half_is_refused(
    tmp_path: Path, folder: BuildFolder, names: tuple[str, ...]
) -> None:
    lost = 4 - ("a.md" in names)
    with pytest.raises(LossError, match=rf"^{lost} of the 4 articles .* --force$"):
        refuse_losses(make_corpus(*names), tmp_path, folder)


@pytest.mark.parametrize(
    ("note", "count"),
    [
        (Note("a.md", "cannot be read: Input/output error", True), 1),
        (Note("docks/old", "is a folder that cannot be listed: Permission denied", True), 1),
        (Note("docks", "is a folder that cannot be listed: Permission denied", True), 3),
    ],
)
def test_what_cannot_be_read_now_is_refused(
    tmp_path: Path, folder: BuildFolder, note: Note, count: int
) -> None:
    names = [name for name in NAMES if not f"{name}/".startswith(f"{note.path}/")]
    assert len(names) == 4 - count
    with pytest.raises(LossError) as refusal:
        refuse_losses(make_corpus(*names, skipped=(note,)), tmp_path, folder)
    said = str(refusal.value)
    assert "\n" not in said
    assert f"{note.path} {note.reason}" in said
    assert (f"{count} articles" in said) == (count > 1)


def test_a_file_that_says_nonsense_now_is_not_the_systems_fault(
    tmp_path: Path, folder: BuildFolder
) -> None:
    skipped = (Note("a.md", "front matter is no valid YAML"), Note("docks/x.md", "gone", True))
    refuse_losses(make_corpus(*NAMES[1:], skipped=skipped), tmp_path, folder)


def test_the_only_article_may_be_replaced(tmp_path: Path) -> None:
    folder = BuildFolder(tmp_path / "index")
    build_index(make_corpus("a.md"), tmp_path, FakeEncoder(), folder)
    refuse_losses(make_corpus("b.md"), tmp_path, folder)


def test_another_folder_or_no_index_is_not_compared(tmp_path: Path, folder: BuildFolder) -> None:
    refuse_losses(make_corpus("e.md"), tmp_path / "other", folder)
    refuse_losses(make_corpus("e.md"), tmp_path, BuildFolder(tmp_path / "none"))


def test_what_a_link_leads_to_since_is_another_folder(tmp_path: Path) -> None:
    """As where each release of the articles has a folder, which it is a decision to take."""
    link, builds = tmp_path / "articles", BuildFolder(tmp_path / "index")
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    link.symlink_to("first")
    build_index(make_corpus(*NAMES), link, FakeEncoder(), builds)
    with pytest.raises(LossError):
        refuse_losses(make_corpus("e.md"), link, builds)
    link.unlink()
    link.symlink_to("second")
    refuse_losses(make_corpus("e.md"), link, builds)


def test_a_folder_is_no_part_of_a_name() -> None:
    note = Note("dock", "is a folder that cannot be listed", True)
    assert find_unreadable({"docks/b.md", "dock/a.md"}, (note,)) == [("dock/a.md", note)]
