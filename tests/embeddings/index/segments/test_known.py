"""What is known of the live build is read once for the next."""

from pathlib import Path

import pytest

from corpus import read_corpus
from embeddings import BuildFolder, Maker, build_index, open_known, read_live_changes
from embeddings.index.segments.segment import Segment, Source
from tests.support.fake_encoder import FakeEncoder

_MAKER = Maker("fake", "f1", "code")


def _build(articles: Path, folder: BuildFolder) -> None:
    known = open_known(folder, _MAKER)
    corpus = read_corpus(articles, kept=known.readings)
    build_index(corpus, articles, FakeEncoder(), folder, known=known, maker=_MAKER)


def test_what_is_known_of_an_article_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a build of a hundred thousand passages that was a tenth of what a change costs."""
    articles, folder = tmp_path / "articles", BuildFolder(tmp_path / "index")
    articles.mkdir()
    for number in range(50):
        (articles / f"{number:02}.md").write_text(f"# Ship {number}\n\nIt is {number} years old.\n")
    _build(articles, folder)
    (articles / "00.md").write_text("# Gull\n\nIt sits on the mast.\n")
    (articles / "49.md").unlink()
    read: list[int] = []
    read_source = Segment.read_source

    def count(segment: Segment, number: int) -> Source:
        read.append(number)
        return read_source(segment, number)

    monkeypatch.setattr(Segment, "read_source", count)
    _build(articles, folder)
    assert 50 <= len(read) < 60
    changes = read_live_changes(folder)
    assert (changes.added, changes.changed, changes.removed) == ((), ("Gull",), ("Ship 49",))


def test_changes_are_of_the_live_build_whatever_was_known(tmp_path: Path) -> None:
    articles, folder = tmp_path / "articles", BuildFolder(tmp_path / "index")
    articles.mkdir()
    (articles / "a.md").write_text("# Ship\n\nIt is old.\n")
    _build(articles, folder)
    known = open_known(folder, _MAKER)
    (articles / "b.md").write_text("# Gull\n\nIt sits on the mast.\n")
    corpus = read_corpus(articles, kept=known.readings)
    _build(articles, folder)
    build_index(corpus, articles, FakeEncoder(), folder, known=known, maker=_MAKER)
    assert read_live_changes(folder).added == ()
