from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.shipped import lacks_articles, place_shipped_articles
from bot.config.folders import Folders
from bot.config.settings import Settings

OWN, INDEX = Path("own/articles"), Path("state/index")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Those of a package with two articles, which nobody may write."""
    shipped = tmp_path / "package" / "articles"
    for name in ("one.md", "deep/two.md"):
        path = shipped / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        path.chmod(0o444)
    return Folders(tmp_path, tmp_path / OWN, tmp_path / INDEX, shipped)


@pytest.fixture
def settings(bot_settings: Settings, folders: Folders) -> Settings:
    return replace(bot_settings, corpus_dir=folders.corpus_dir, index_dir=folders.index_dir)


def test_who_has_none_gets_copies_that_he_may_change(settings: Settings, folders: Folders) -> None:
    half = folders.corpus_dir.with_name("articles.copying")
    half.mkdir(parents=True)
    (half / "of one that was interrupted.md").touch()
    assert lacks_articles(settings, folders)  # which the doctor tells
    assert place_shipped_articles(settings, folders) == 2
    assert not lacks_articles(settings, folders)
    copied = [path for path in folders.corpus_dir.rglob("*") if path.is_file()]
    assert {path.read_text() for path in copied} == {"one.md", "deep/two.md"}
    assert all(path.stat().st_mode & 0o200 for path in copied)
    assert place_shipped_articles(settings, folders) == 0


@pytest.mark.parametrize("there", [OWN, INDEX])
def test_who_has_articles_or_had_them_gets_none(
    settings: Settings, folders: Folders, tmp_path: Path, there: Path
) -> None:
    (tmp_path / there).mkdir(parents=True)
    assert place_shipped_articles(settings, folders) == 0
    assert list((tmp_path / there).iterdir()) == []


def test_where_others_are_named_or_in_a_clone_nothing_is_copied(
    settings: Settings, folders: Folders, tmp_path: Path
) -> None:
    named = replace(settings, corpus_dir=tmp_path / "named")
    assert place_shipped_articles(named, folders) == 0
    assert place_shipped_articles(settings, replace(folders, shipped=None)) == 0
    assert not folders.corpus_dir.exists()
