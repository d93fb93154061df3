import gc
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus import Article, Corpus, Head, Note, Paragraph, chunk_article
from embeddings import (
    RANKING_PARAMETERS,
    BuildError,
    BuildFolder,
    EncodedText,
    Hit,
    PassageIndex,
    PassageIndexError,
    Retriever,
    build_index,
    check_live_tokens,
    load_index,
    read_live_manifest,
    roll_back,
)
from embeddings.index.manifest import FORMAT, hash_files, read_manifest, write_manifest
from embeddings.index.passage_lines import find_lines
from embeddings.index.segments.segment import DamagedError
from tests.support.counting import count_calls
from tests.support.fake_encoder import FakeEncoder

_COMMAND = re.compile(r"run footnote index\Z")
_OF_THE_SEGMENT = (
    *(
        "segment.json",
        "articles.json",
        "sources.jsonl",
        "labels.npz",
        "letters.npy",
        "passage_context.npz",
    ),
    *("texts.txt", "passages.jsonl", "terms.zlib", "headings.jsonl", "places.npy", "ids.npy"),
    *("vectors.codes", "signs.npy", "centre.npy", "keys.npz"),
    *("tokens.codes", "tokens.ids", "tokens.npz"),
    *("lines/tokens.codes", "lines/tokens.ids", "lines/tokens.npz"),
)
_FILES = (
    "changes.json",
    "manifest.json",
    "states.json",
    "titles.json",
    *(f"segments/*/{name}" for name in _OF_THE_SEGMENT),
)
_READ_LATER = (
    *("tokens.codes", "tokens.ids", "vectors.codes", "signs.npy", "keys.npz"),
    *("texts.txt", "passages.jsonl", "terms.zlib", "headings.jsonl", "places.npy", "ids.npy"),
)
"""What is not compared with its checksum when it is opened."""


def _make_article(name: str, paragraphs: Sequence[str]) -> Article:
    text = "\n\n".join(paragraphs)
    spans: list[Paragraph] = []
    start = 0
    for paragraph in paragraphs:
        # Numbered units are never read together.
        label = str(len(spans) + 1)
        spans.append(Paragraph(start, start + len(paragraph), label=label))
        start += len(paragraph) + 2
    return Article(name, name.title(), text, tuple(spans), language="en")


def _make_corpus(*articles: Article, fingerprint: str = "c1") -> Corpus:
    return Corpus(articles, (), (), fingerprint)


_PORTS = _make_corpus(
    _make_article("ports.md", ["The port is old. Who guards it? A king.", "Ships come."]),
    _make_article("roads.md", ["The road goes north.", "…"]),
)


@pytest.fixture
def folder(tmp_path: Path) -> BuildFolder:
    return BuildFolder(tmp_path / "index")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Do not write into it."""
    folder = BuildFolder(tmp_path_factory.mktemp("built") / "index")
    build_index(_PORTS, Path("corpus"), FakeEncoder(), folder)
    return folder.path


@pytest.fixture
def built(built_once: Path, folder: BuildFolder) -> BuildFolder:
    shutil.copytree(built_once, folder.path)
    return folder


def _live(folder: BuildFolder) -> Path:
    live = folder.current()
    assert live is not None
    return live


def _find(build: Path, name: str) -> Path:
    """The file of a build; the `*` in its name is the only segment that there is."""
    (path,) = build.glob(name)
    return path


# Building and loading


def test_what_was_built_is_loaded(built: BuildFolder) -> None:
    encoder = FakeEncoder()
    index = load_index(built, encoder)
    assert index.build_name == _live(built).name
    assert list(index.articles.values()) == [a.head.with_text(a.text) for a in _PORTS.articles]
    assert list(index.passages) == [
        passage
        for article in _PORTS.articles
        for passage in chunk_article(article, encoder.count_tokens, encoder.max_tokens)
    ]
    for row, passage in enumerate(index.passages):
        article = index.articles[passage.article_id]
        assert article.text[passage.start : passage.end] == passage.text
        vector = encoder.encode_passages([passage.text])[0].vector
        step = np.abs(vector).max() / 127
        assert index.vectors.read(np.asarray([row]))[0] == pytest.approx(
            vector, abs=float(0.51 * step)
        )
    names = {path.name for path in _live(built).iterdir()}
    assert names == {name.split("/")[0] for name in _FILES} | {"lexical"}
    (segment,) = (_live(built) / "segments").iterdir()
    files = {path.relative_to(segment).as_posix() for path in segment.rglob("*") if path.is_file()}
    assert files == set(_OF_THE_SEGMENT)
    assert not (built.path / "pieces").exists()


def test_a_passage_is_found_with_its_place(built: BuildFolder) -> None:
    index = load_index(built, FakeEncoder())
    for article in _PORTS.articles:
        passages = index.list_passages(article.id)
        ids = [None, *(passage.id for passage in passages), None]
        for number, passage in enumerate(passages, 1):
            found = index.find_passage(passage.id)
            assert found is not None
            assert (found.passage, found.article.head) == (passage, article.head)
            assert (found.number, found.count) == (number, 2)
            assert (found.before, found.after) == (ids[number - 1], ids[number + 1])
    assert index.find_passage("gone") is None


def test_behind_a_post_of_a_channel_the_next_one_goes_on(folder: BuildFolder) -> None:
    posts = [f"coast_news/{number:010}.md" for number in (9, 10, 123)]
    names = ("a.md", *posts, "coast_news/about.md", "c-5/0000000001.md", "harbour/0000000001.md")
    articles = [_make_article(name, [f"Of {name}", "The end."]) for name in reversed(names)]
    corpus = Corpus(tuple(articles), (), (), "")
    build_index(corpus, Path("corpus"), FakeEncoder(), folder)
    index = load_index(folder, FakeEncoder())
    ids = [passage.id for name in posts for passage in index.list_passages(name)]
    found = [index.find_passage(passage_id) for passage_id in ids]
    assert [each and each.before for each in found] == [None, *ids[:-1]]
    assert [each and each.after for each in found] == [*ids[1:], None]
    for name in set(names) - set(posts):
        ends = index.list_passages(name)[0], index.list_passages(name)[-1]
        first, last = (index.find_passage(passage.id) for passage in ends)
        assert first and last
        assert (first.before, last.after) == (None, None)


def test_articles_are_asked_for_by_id_and_page_by_page(folder: BuildFolder) -> None:
    names = ("sea/tide.md", "a.md", "sea/buoy.md", "land/oak.md")
    articles = [_make_article(name, ["Words."]) for name in names]
    blank = Article("empty.md", "", "", ())
    build_index(_make_corpus(*articles, blank), Path("corpus"), FakeEncoder(), folder)
    index = load_index(folder, FakeEncoder())
    assert index.find_article("a.md") == replace(articles[1], paragraphs=())
    assert index.find_head("a.md") == articles[1].head
    assert index.find_article("b.md") is None
    assert set(index.article_ids) == {*names, "empty.md"}
    assert index.folders == ("", "land", "sea")
    assert index.list_passages("empty.md") == index.list_passages("b.md") == []
    assert index.article_texts["a.md"] == "Words."
    page = index.list_articles(1, 2)
    assert [article.id for article in page.articles] == ["land/oak.md", "sea/buoy.md"]
    assert (page.number, page.page_count, page.article_count) == (1, 3, 5)
    at_sea = index.list_articles(0, 9, frozenset({"sea", "gone"}))
    assert [article.id for article in at_sea.articles] == ["sea/buoy.md", "sea/tide.md"]
    tides = index.list_articles(0, 9, frozenset({"sea"}), "TIDE")
    assert [article.id for article in tides.articles] == ["sea/tide.md"]
    assert index.list_articles(3, 9, frozenset({"gone"})).article_count == 0


def test_the_manifest_says_what_was_built(folder: BuildFolder, tmp_path: Path) -> None:
    corpus = replace(_PORTS, skipped=(Note("a.pdf", "no reader"),), warnings=(Note("b.md", "x"),))
    manifest = build_index(corpus, tmp_path / "x" / ".." / "corpus", FakeEncoder(), folder)
    assert manifest == read_live_manifest(folder)
    assert (manifest.encoder, manifest.encoder_fingerprint) == ("fake", "f1")
    assert (manifest.dimension, manifest.max_tokens) == (8, 20)
    assert (manifest.articles, manifest.passages, manifest.sentences) == (2, 4, 6)
    assert manifest.skipped == [["a.pdf", "no reader"]]
    assert manifest.warnings == [["b.md", "x"]]
    assert manifest.corpus_folder == str(tmp_path / "corpus")
    ((segment, left_out),) = manifest.left_out.items()
    assert left_out == []
    flat = {name for name in manifest.files if not name.startswith("lexical/")}
    assert flat == {name.replace("*", segment) for name in _FILES} - {"manifest.json"}
    assert len(flat) < len(manifest.files)


def test_progress_ends_with_all(folder: BuildFolder) -> None:
    article = _make_article("a.md", [f"Paragraph {number}." for number in range(600)])
    steps: list[tuple[int, int]] = []
    build_index(
        _make_corpus(article),
        Path("corpus"),
        FakeEncoder(),
        folder,
        lambda done, total: steps.append((done, total)),
    )
    assert steps == [(256, 600), (512, 600), (600, 600)]
    assert len(load_index(folder, FakeEncoder()).vectors) == 600


def test_a_corpus_without_articles_leaves_the_index(built: BuildFolder) -> None:
    live = _live(built)
    with pytest.raises(
        PassageIndexError,
        match=r"no article in .*: put some there \(docs/articles\.md",
    ):
        build_index(_make_corpus(), Path("corpus"), FakeEncoder(), built)
    assert _live(built) == live


def test_files_that_were_all_skipped_are_told_with_their_reasons(built: BuildFolder) -> None:
    live = _live(built)
    corpus = replace(
        _make_corpus(), skipped=(Note("a\n.md", "is empty"), Note("b.pdf", "no reader"))
    )
    with pytest.raises(PassageIndexError) as told:
        build_index(corpus, Path("texts"), FakeEncoder(), built)
    assert str(told.value).split("\n") == [
        "a .md: is empty",
        "b.pdf: no reader",
        "no article in texts, 2 skipped: put some there (docs/articles.md names what is read)",
    ]
    assert _live(built) == live


def test_a_corpus_without_a_word_is_an_index_without_hits(folder: BuildFolder) -> None:
    build_index(_make_corpus(_make_article("a.md", ["…"])), Path("c"), FakeEncoder(), folder)
    index = load_index(folder, FakeEncoder())
    assert not index.tokens.sentence_rows.any()
    (hit,) = Retriever(index, FakeEncoder()).search("port", 5)
    assert hit.confidence < 0.01


_SENTENCE = st.lists(
    st.sampled_from(["port", "ship", "sea", "king", "old", "the", "who", "zoë", "港口", "😀"]),
    min_size=1,
    max_size=6,
).map(lambda words: " ".join(words).capitalize() + ".")
_ARTICLE = st.lists(
    st.lists(_SENTENCE, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3
)


@pytest.mark.parametrize("count", [8, pytest.param(30, marks=pytest.mark.soak)])
def test_save_then_load_gives_the_hits_of_the_vectors(count: int) -> None:
    given(texts=st.lists(_ARTICLE, min_size=1, max_size=3), query=_SENTENCE)(
        settings(max_examples=count)(lambda texts, query: _check_saved(texts, query))
    )()


def _check_saved(texts: list[list[str]], query: str) -> None:
    encoder = FakeEncoder(max_tokens=12)
    articles = [_make_article(f"{n}.md", paragraphs) for n, paragraphs in enumerate(texts)]
    with tempfile.TemporaryDirectory() as name:
        folder = BuildFolder(Path(name))
        build_index(_make_corpus(*articles), Path("corpus"), encoder, folder)
        first, again = load_index(folder, encoder), load_index(folder, encoder)
        hits = Retriever(first, encoder).search(query, 50)
        assert hits == Retriever(again, encoder).search(query, 50)

        build_index(_make_corpus(*articles), Path("corpus"), encoder, folder)
        rebuilt = load_index(folder, encoder)
        assert hits == Retriever(rebuilt, encoder).search(query, 50)
        # The build that was removed is still answered from by those who loaded it.
        assert hits == Retriever(first, encoder).search(query, 50)

    if not encoder.encode_query(query).token_ids.size:
        assert hits == []
        return
    assert {hit.passage.id for hit in hits} == {passage.id for passage in first.passages}
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    if first.language_coverage.min() < 0.85:
        return  # words count there, too
    # What stands before is counted of the best ten alone.
    bare = replace(RANKING_PARAMETERS, words=0.0, block=0.0, early=0.0, beside=0.0)
    for hit in Retriever(first, encoder, parameters=bare).search(query, 50)[:10]:
        expected = _score(query, hit, first, encoder)
        assert hit.score == pytest.approx(expected, abs=0.03)  # a stored vector is rounded


def _score(query: str, hit: Hit, index: PassageIndex, encoder: FakeEncoder) -> float:
    """.6 of the passage's score and .4 of its best sentence's, from the vectors as they were
    encoded; a word of the lines above it counts .9, one of the passage before .7."""
    passage, asked = hit.passage, encoder.encode_query(query)
    weights = index.tokens.weigh(asked, 100)

    def find_best(text: str) -> NDArray[np.float32]:
        tokens = encoder.encode_passages([text])[0].token_vectors
        if not len(tokens):
            return np.full(len(weights), -1, dtype=np.float32)
        return np.asarray((asked.token_vectors @ tokens.T).max(axis=1), dtype=np.float32)

    lines = [line for _, line in find_lines(hit.passage, hit.article)]
    around = 0.9 * np.max([find_best(line) for line in lines], axis=0)
    row = index.passages.index(passage)
    if row and index.passages[row - 1].article_id == passage.article_id:
        around = np.maximum(around, 0.7 * find_best(index.passages[row - 1].text))
    read = encoder.encode_passages([passage.text])[0]
    ends = [start for start, _ in passage.sentences[1:]] + [len(passage.text)]
    scores, first = [], 0
    for end in ends:
        last = first + sum(
            first <= n and start < end for n, (start, _) in enumerate(read.token_spans)
        )
        cosines = asked.token_vectors @ read.token_vectors[first:last].T
        scores.append(weights @ np.maximum(around, cosines.max(axis=1, initial=-1)))
        first = last
    whole = weights @ np.maximum(around, find_best(passage.text))
    return float(0.6 * whole + 0.4 * max(scores))


# What does not fit


def test_no_index_says_what_to_run(folder: BuildFolder) -> None:
    for read in (read_live_manifest, lambda folder: load_index(folder, FakeEncoder())):
        with pytest.raises(PassageIndexError, match=_COMMAND):
            read(folder)


@pytest.mark.parametrize("name", _FILES)
@pytest.mark.parametrize("places", [60, pytest.param(200, marks=pytest.mark.soak)])
def test_a_damaged_byte_is_noticed_wherever_it_is(
    name: str, places: int, built: BuildFolder
) -> None:
    path = _find(_live(built), name)
    data = path.read_bytes()
    for place in range(0, len(data), 1 + len(data) // places):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        if name.endswith(_READ_LATER):
            with pytest.raises(PassageIndexError, match=r"run footnote index --full\Z"):
                check_live_tokens(built)
            continue
        with pytest.raises(PassageIndexError, match=_COMMAND):
            load_index(built, FakeEncoder())
    path.write_bytes(data)
    load_index(built, FakeEncoder())
    check_live_tokens(built)


@pytest.mark.parametrize("name", _FILES)
def test_a_file_that_is_cut_longer_or_missing_is_noticed(name: str, built: BuildFolder) -> None:
    path = _find(_live(built), name)
    data = path.read_bytes()
    for changed in (b"", data[:-1], data[: len(data) // 2], data + b"\0", data * 2):
        path.write_bytes(changed)
        with pytest.raises(PassageIndexError, match=r"run footnote index( --full)?\Z"):
            load_index(built, FakeEncoder())
            assert name.endswith("keys.npz"), "the next build reads it, a search does not"
            check_live_tokens(built)
    path.unlink()
    with pytest.raises(PassageIndexError, match=_COMMAND):
        load_index(built, FakeEncoder())
    path.mkdir()
    with pytest.raises(PassageIndexError, match=_COMMAND):
        load_index(built, FakeEncoder())


@pytest.mark.parametrize("name", ["texts.txt", "passages.jsonl", "places.npy", "headings.jsonl"])
@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.soak)])
def test_a_damaged_byte_is_never_part_of_what_is_read(
    name: str, step: int, built: BuildFolder
) -> None:
    whole = load_index(built, FakeEncoder())
    expected = list(whole.passages), list(whole.articles.values()), list(whole.read_headings())
    path = _find(_live(built), f"segments/*/{name}")
    data = path.read_bytes()
    path.unlink()  # what is open stays as it is
    for place in range(0, len(data), step):
        path.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        noticed = 0
        try:
            index = load_index(built, FakeEncoder())
        except PassageIndexError:
            continue
        reads = index.passages.__iter__, index.articles.values, index.read_headings
        for read, known in zip(reads, expected, strict=True):
            try:
                assert list(read()) == known
            except DamagedError as exc:
                noticed += 1
                assert _COMMAND.search(str(exc))
        # Behind the end of a file there is nothing.
        assert noticed or name == "places.npy"
    assert list(whole.passages) == expected[0]


def test_damage_of_the_words_is_noticed(built: BuildFolder) -> None:
    for path in sorted((_live(built) / "lexical").iterdir()):
        data = path.read_bytes()
        for changed in (b"", data + b"\0", bytes([data[0] ^ 1]) + data[1:] if data else b"\0"):
            if changed != data:
                path.write_bytes(changed)
                with pytest.raises(PassageIndexError, match=_COMMAND):
                    load_index(built, FakeEncoder())
        path.write_bytes(data)
    load_index(built, FakeEncoder())


_FITTING = ("segment.json", "terms.zlib", "keys.npz", "tokens.ids", "lines/tokens.ids")
"""What is used when the next build is made; it is checked then."""


@pytest.mark.parametrize(
    "name",
    [f"segments/*/{name}" for name in _OF_THE_SEGMENT if name not in _FITTING],
)
def test_a_file_of_another_build_is_noticed_even_if_it_is_listed(
    name: str, built: BuildFolder, tmp_path: Path
) -> None:
    """Files that are whole and do not fit, as no checksum finds them."""
    other = BuildFolder(tmp_path / "other")
    article = _make_article(
        "ports.md", ["One more here. And two. And three.", "The sea.", "Gulls."]
    )
    build_index(_make_corpus(article), Path("c"), FakeEncoder(dimension=6), other)
    build = _live(built)
    shutil.copy(_find(_live(other), name), _find(build, name))
    write_manifest(replace(read_manifest(build), files=hash_files(build)), build)
    with pytest.raises(PassageIndexError, match=_COMMAND):
        load_index(built, FakeEncoder())


@pytest.mark.parametrize(
    ("encoder", "problem"),
    [
        (FakeEncoder(name="other"), "built with the encoder fake, EMBEDDING_MODEL is other"),
        (FakeEncoder(fingerprint="f2"), "the files of the encoder fake have changed"),
        (FakeEncoder(dimension=9), "the files of the encoder fake have changed"),
    ],
)
def test_another_encoder_is_told(encoder: FakeEncoder, problem: str, built: BuildFolder) -> None:
    with pytest.raises(PassageIndexError, match=_COMMAND) as caught:
        load_index(built, encoder)
    assert problem in str(caught.value)


@pytest.mark.parametrize("version", [FORMAT - 1, FORMAT + 1])
def test_another_format_is_told(version: int, built: BuildFolder) -> None:
    build = _live(built)
    write_manifest(replace(read_manifest(build), format=version), build)
    for read in (read_live_manifest, lambda folder: load_index(folder, FakeEncoder())):
        with pytest.raises(PassageIndexError, match="another version of Footnote") as caught:
            read(built)
        assert _COMMAND.search(str(caught.value))
    build_index(_PORTS, Path("corpus"), FakeEncoder(), built)
    assert load_index(built, FakeEncoder()).manifest.format == FORMAT
    live = _live(built)
    with pytest.raises(PassageIndexError, match="another version of Footnote"):
        roll_back(built, "fake", "f1")  # to the one that is of that version
    assert _live(built) == live


@pytest.mark.parametrize("pointer", [b"", b"\xff", b"20260101T000000-00000000\n"])
def test_a_wrong_pointer_is_told(pointer: bytes, built: BuildFolder) -> None:
    (built.path / "CURRENT").write_bytes(pointer)
    for read in (read_live_manifest, lambda folder: load_index(folder, FakeEncoder())):
        with pytest.raises(PassageIndexError, match=_COMMAND):
            read(built)


# Builds that fail


class _FailingEncoder(FakeEncoder):
    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        raise RuntimeError("out of memory")


def test_an_encoder_that_fails_leaves_the_index(built: BuildFolder) -> None:
    live = _live(built)
    with pytest.raises(RuntimeError, match="out of memory"):
        build_index(_PORTS, Path("corpus"), _FailingEncoder(), built)
    assert _live(built) == live
    assert list((built.path / "builds").iterdir()) == [live]
    load_index(built, FakeEncoder())


# More than the first file, than the first two, ...: each kind of file is the one that fails once.
@pytest.mark.parametrize("limit", [0, 100, 500, 5_000, 20_000, 40_000, 70_000])
def test_a_full_disk_leaves_the_index(limit: int, built: BuildFolder) -> None:
    """A limit on the size of files in place of a full disk: writing fails in the same way."""
    live = _live(built)
    article = _make_article("a.md", [f"Paragraph {n} of the port, the sea." for n in range(800)])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limits[1]))
    try:
        with pytest.raises(BuildError, match=r"cannot write in .*: File too large"):
            build_index(_make_corpus(article), Path("corpus"), FakeEncoder(dimension=64), built)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert _live(built) == live
    assert list((built.path / "builds").iterdir()) == [live]
    load_index(built, FakeEncoder())


def test_a_disk_that_is_full_when_the_vectors_are_closed_leaves_the_index(
    built: BuildFolder,
) -> None:
    """The vectors, larger than all other files, still fit into the buffer of an open file."""
    live = _live(built)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2500, limits[1]))
    try:
        with pytest.raises(BuildError, match="File too large"):
            corpus = _make_corpus(_make_article("a.md", ["Port."]))
            build_index(corpus, Path("corpus"), FakeEncoder(dimension=900), built)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert _live(built) == live
    load_index(built, FakeEncoder())


# Readers while builders switch

_BUILDER = """
import sys
from pathlib import Path
from embeddings import BuildFolder, build_index
from tests.support.counting import count_calls
from tests.support.fake_encoder import FakeEncoder
from tests.embeddings.index.test_passage_index import make_versioned_corpus

folder = BuildFolder(Path(sys.argv[1]))
version = 1
while True:
    build_index(make_versioned_corpus(version), Path("c"), FakeEncoder(), folder)
    version += 1
"""


def make_versioned_corpus(version: int) -> Corpus:
    """Every passage names `version`."""
    articles = [
        _make_article(f"{n}.md", [f"Version {version} of {n}.", f"Version {version}, again."])
        for n in range(3)
    ]
    return _make_corpus(*articles, fingerprint=str(version))


def test_a_reader_never_fails_while_builds_go_live(folder: BuildFolder, project_dir: Path) -> None:
    encoder = FakeEncoder()
    build_index(make_versioned_corpus(0), Path("c"), encoder, folder)
    seen: set[str] = set()
    command = [sys.executable, "-c", _BUILDER, str(folder.path)]
    with subprocess.Popen(command, cwd=project_dir) as builder:
        try:
            while len(seen) < 8:
                assert builder.poll() is None
                index = load_index(folder, encoder)
                version = index.manifest.corpus_fingerprint
                assert all(f"Version {version}" in passage.text for passage in index.passages)
                hits = Retriever(index, encoder).search(f"version {version}", 3)
                assert len(hits) == 3
                read_live_manifest(folder)
                seen.add(version)
        finally:
            builder.kill()


def test_the_manifest_is_checked_before_the_rest(built: BuildFolder) -> None:
    """So that a wrong encoder is told at once, not when a large index has been read."""
    _find(_live(built), "segments/*/tokens.codes").unlink()
    with pytest.raises(PassageIndexError, match="EMBEDDING_MODEL is other"):
        load_index(built, FakeEncoder(name="other"))
    assert json.loads((_live(built) / "manifest.json").read_text())["encoder"] == "fake"


def test_nearest_refuses_another_dimension(built: BuildFolder) -> None:
    index = load_index(built, FakeEncoder())
    with pytest.raises(ValueError, match=r"shape \(9,\), the index takes \[8\]"):
        index.nearest(np.zeros(9, dtype=np.float32), 1)
    assert index.nearest(FakeEncoder().embed_word("port"), 1000) != []
    assert sorted(index.nearest(FakeEncoder().embed_word("port"), 1000)) == [0, 1, 2, 3]


def test_the_passage_at_a_place_of_an_article(built: BuildFolder) -> None:
    index = load_index(built, FakeEncoder())
    for article in index.articles.values():
        for passage in index.list_passages(article.id):
            for position in (passage.start, passage.end - 1):
                assert index.find_passage_at(article.id, position) == passage
        assert index.find_passage_at(article.id, len(article.text)) is None
        assert index.find_passage_at(article.id, -1) is None
    first = index.list_passages("ports.md")[0]
    assert index.find_passage_at("ports.md", first.end) is None
    assert index.find_passage_at("nowhere.md", 0) is None


def test_whether_an_article_has_a_title(built: BuildFolder) -> None:
    index = load_index(built, FakeEncoder())
    for article in index.articles.values():
        assert index.is_titled(article.title)
        assert index.is_titled(article.title.upper(), frozenset([article.folder]))
        assert not index.is_titled(article.title, frozenset(["nowhere"]))
        assert not index.is_titled(f"{article.title} x")
    assert not index.is_titled("")


def test_what_a_page_of_articles_costs_is_of_the_page(built: BuildFolder) -> None:
    index = load_index(built, FakeEncoder())
    heads = [Head(f"{n % 9}/{n}.md", f"No {n}") for n in range(20_000)]

    def count(number: int, folders: frozenset[str] | None = None, words: str = "") -> int:
        held = replace(index, heads_by_title=heads[:number])
        return count_calls(lambda: held.list_articles(number, 8, folders, words))

    assert count(20_000) == count(20) < 30
    # Those of some folders, or with some words, are looked through: a few steps each.
    assert count(20_000, folders=frozenset({"3"})) < 12 * 20_000
    assert count(20_000, words="no 17") < 12 * 20_000


def test_an_index_is_gone_when_nobody_has_it(built: BuildFolder) -> None:
    """Without the garbage collector, which never looks at what a running bot has loaded."""
    index = load_index(built, FakeEncoder())
    assert index.articles["ports.md"].text
    assert index.passages[0].text
    gone = [weakref.ref(each) for each in (index.passages, index.articles, index.segments[0])]
    gc.disable()
    try:
        del index
        assert [each() for each in gone] == [None] * 3
    finally:
        gc.enable()
