"""All articles of a build, one after the other, whatever becomes of the build meanwhile."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from corpus import FootnoteError, read_corpus
from embeddings import (
    BuildFolder,
    Maker,
    PassageIndexError,
    build_index,
    load_checked_index,
    load_index,
    open_known,
    stream_articles,
)
from tests.support.fake_encoder import FakeEncoder

MakeCorpus = Callable[[Mapping[str, str]], Path]
_MAKER = Maker("fake", "f1", "code")


def _build(corpus: Path, folder: BuildFolder) -> None:
    known = open_known(folder, _MAKER)
    read = read_corpus(corpus, kept=known.readings)
    build_index(read, corpus, FakeEncoder(), folder, known=known, maker=_MAKER)


def _write_article(number: int) -> str:
    return f"Article {number}\n\nThe boat number {number} is in the harbor.\n\nIt is old.\n"


@pytest.fixture
def folder(tmp_path: Path, make_corpus: MakeCorpus) -> BuildFolder:
    """A build of several segments, of which some articles are left out."""
    folder = BuildFolder(tmp_path / "index")
    corpus = make_corpus({f"{n}.txt": _write_article(n) for n in range(9)})
    _build(corpus, folder)
    make_corpus({"3.txt": _write_article(33), "a.txt": _write_article(10)})
    (corpus / "5.txt").unlink()
    _build(corpus, folder)
    return folder


def test_it_is_what_the_index_holds_in_its_order(folder: BuildFolder) -> None:
    index = load_index(folder, FakeEncoder())
    assert len(index.segments) > 1
    found = list(stream_articles(load_checked_index(folder)))
    assert [one.article.text for one in found] == list(index.article_texts.values())
    assert [passage for one in found for passage in one.passages] == list(index.passages)
    vectors = np.concatenate([one.vectors for one in found])
    assert np.array_equal(vectors, index.vectors.read(np.arange(len(index.passages))))
    assert all(len(one.digest) == 64 for one in found)


def test_it_is_read_to_its_end_when_the_build_is_gone(
    folder: BuildFolder, make_corpus: MakeCorpus
) -> None:
    build = folder.current()
    assert build is not None
    expected = list(load_index(folder, FakeEncoder()).articles)
    articles = stream_articles(load_checked_index(folder))
    found = [next(articles).article.id]
    for number in range(2):
        _build(make_corpus({"new.txt": _write_article(100 + number)}), folder)
    assert not build.exists()
    found += [one.article.id for one in articles]
    assert found == expected


@pytest.mark.parametrize("name", ["passages.jsonl", "texts.txt", "vectors.codes", "sources.jsonl"])
def test_damage_is_told_with_what_to_run(name: str, folder: BuildFolder) -> None:
    build = folder.current()
    assert build is not None
    path = max(build.glob(f"segments/*/{name}"), key=lambda path: path.stat().st_size)
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    with pytest.raises(FootnoteError, match=r"damaged.*: run footnote index$"):
        list(stream_articles(load_checked_index(folder)))


def test_without_an_index_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(PassageIndexError, match="run footnote index"):
        load_checked_index(BuildFolder(tmp_path / "none"))
