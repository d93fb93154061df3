"""Articles that are encoded in shards, as on several machines, and the build that takes them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.config.settings import Settings
from bot.indexing.preview import preview_rebuild
from bot.indexing.rebuild import Rebuilt, Step, Tools, rebuild_index
from bot.indexing.sharding import ShardReport, encode_shard
from corpus import CorpusError
from embeddings import (
    BuildFolder,
    BusyError,
    EncodedText,
    Manifest,
    Retriever,
    Shard,
    canonical_name,
    fingerprint_encoder,
    hold_shard,
    load_index,
)
from embeddings.index.segments.segment import Segment
from tests.support.fake_encoder import FakeEncoder

_ARTICLES = 7


class _Encoder(FakeEncoder):
    """Counts what it encodes, and is interrupted before it encodes the text `stops_at`."""

    def __init__(self, name: str, memory_path: Path) -> None:
        super().__init__(canonical_name(name), fingerprint_encoder(name, memory_path))
        self.encoded: list[str] = []
        self.stops_at = ""

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        if self.stops_at and any(self.stops_at in text for text in texts):
            raise KeyboardInterrupt
        self.encoded += texts
        return super().encode_passages(texts)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    for number in range(_ARTICLES):
        _write(settings, number, f"The lamp of light {number} was lit in {1800 + number}.")
    (settings.corpus_dir / "skipped.bin").write_bytes(b"\0")
    # A portion of files, and a segment, for each article.
    monkeypatch.setattr("corpus.folder._PORTION_BYTES", 1)
    return settings


@pytest.fixture
def encoder(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> _Encoder:
    encoder = _Encoder(settings.embedding_model, settings.fingerprints_path)
    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", lambda *_: encoder)
    return encoder


def _write(settings: Settings, number: int, text: str) -> None:
    path = settings.corpus_dir / f"{number:02}.md"
    path.write_text(f"# Light {number}\n\n{text}\n\nIts keeper was called {number * 7} by all.\n")


def _encode(settings: Settings, number: int, count: int) -> ShardReport:
    return encode_shard(settings, Shard(number, count), lambda *_: None)


def _rebuild(settings: Settings, tools: Tools | None = None) -> Rebuilt:
    return rebuild_index(settings, lambda *_: None, tools=tools)


def test_no_shard_takes_a_file_with_the_token(settings: Settings, encoder: _Encoder) -> None:
    """Nor does the build that takes the shards, which reads nothing of them again."""
    secret = "Secret-part" * 3
    settings = replace(settings, telegram_bot_token=f"7:{secret}")
    _write(settings, 3, f"The bot's token is 7:{secret}, of May.")
    assert _encode(settings, 1, 1).skipped == 2
    assert _rebuild(settings).manifest.articles == _ARTICLES - 1
    assert not any(secret in text for text in encoder.encoded)


def _list_files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _list_shards(settings: Settings) -> list[Path]:
    return sorted(path for path in (settings.index_dir / "shards").glob("*/*"))


def _read_all(settings: Settings, encoder: FakeEncoder) -> Iterator[tuple[object, ...]]:
    """What a build has of each passage, and what it answers."""
    build = BuildFolder(settings.index_dir).current()
    assert build
    for segment in map(Segment, (build / "segments").iterdir()):
        for row in range(segment.passage_count):
            passage = segment.read_passage(row)
            records = segment.vectors.copy(np.asarray([row]))
            yield passage, records.data.tobytes(), segment.keys.tokens[row]
    retriever = Retriever(load_index(BuildFolder(settings.index_dir), encoder), encoder)
    for number in range(_ARTICLES):
        for hit in retriever.search(f"When was the lamp of light {number} lit?", 3):
            yield number, hit.passage, hit.score, hit.confidence


def _leave_out_own(manifest: Manifest) -> Manifest:
    """Without what is of each build alone: when it was made, and what its segments are called."""
    return replace(manifest, created="", seconds=0.0, left_out={}, files={})


@pytest.mark.parametrize("is_merged", [False, True])
def test_a_build_of_shards_is_as_one_that_was_not_split(
    settings: Settings, encoder: _Encoder, is_merged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_merged:
        monkeypatch.setattr("embeddings.index.segments.shards._MAX_SEGMENTS", 1)
    whole = replace(settings, index_dir=settings.index_dir.with_name("whole"))
    manifest = _rebuild(whole).manifest
    reports = [_encode(settings, number, 3) for number in (1, 2, 3)]
    assert not (settings.index_dir / "CURRENT").exists()
    assert sum(report.new_articles for report in reports) == _ARTICLES
    assert sum(report.new_passages for report in reports) == manifest.passages
    assert sum(report.skipped for report in reports) == 1
    assert all(report.new_articles for report in reports)
    assert is_merged == (len(_list_shards(settings)) == 3)
    preview = preview_rebuild(settings)
    assert (preview.encoded, preview.left) == (_ARTICLES, 0)

    encoder.encoded.clear()
    told: list[tuple[Step, int, int]] = []
    built = rebuild_index(settings, lambda *numbers: told.append(numbers))
    assert not encoder.encoded
    assert {Step.CUT, Step.ENCODED}.isdisjoint(step for step, *_ in told)
    assert not (settings.index_dir / "shards").exists()
    assert sorted(map(repr, _read_all(settings, encoder))) == sorted(
        map(repr, _read_all(whole, encoder))
    )
    assert _leave_out_own(built.manifest) == _leave_out_own(manifest)
    assert not _rebuild(settings).is_new


def test_a_shard_encodes_what_no_build_has_and_leaves_the_live_one_alone(
    settings: Settings, encoder: _Encoder
) -> None:
    _rebuild(settings)
    before = _list_files(settings.index_dir)
    assert [_encode(settings, number, 2).new_articles for number in (1, 2)] == [0, 0]
    assert _list_files(settings.index_dir) == before
    _write(settings, 3, "The lamp of light 3 is electric.")
    assert sum(_encode(settings, number, 2).new_articles for number in (1, 2)) == 1
    live = {name for name in _list_files(settings.index_dir) if not name.startswith("shards")}
    assert live == before
    preview = preview_rebuild(settings)
    assert (preview.added, preview.changed) == ((), ("03.md",))
    # Encoded twice: what is newer counts, also where shares are others.
    _write(settings, 3, "The lamp of light 3 is out.")
    assert sum(_encode(settings, number, 3).new_articles for number in (1, 2, 3)) == 1
    encoder.encoded.clear()
    assert _rebuild(settings).changes.changed == ("Light 3",)
    assert not encoder.encoded


def test_a_shard_that_was_ended_goes_on_where_it_was(settings: Settings, encoder: _Encoder) -> None:
    encoder.stops_at = "light 4"
    with pytest.raises(KeyboardInterrupt):
        _encode(settings, 1, 1)
    folder = settings.index_dir / "shards" / "1-of-1"
    (folder / "begun").mkdir()
    (folder / "begun" / "texts.txt").touch()
    encoder.stops_at = ""
    report = _encode(settings, 1, 1)
    assert (report.articles, report.new_articles) == (_ARTICLES, 3)
    assert not (folder / "begun").exists()
    passages = [text for text in encoder.encoded if "lamp" in text]
    assert len(passages) == len(set(passages)) == _ARTICLES
    assert _encode(settings, 1, 1).new_articles == 0
    # With other shares nothing is encoded again, either.
    assert [_encode(settings, number, 2).new_articles for number in (1, 2)] == [0, 0]


def test_of_articles_that_changed_meanwhile_the_last_is_kept(
    settings: Settings, encoder: _Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.index.segments.shards._MAX_SEGMENTS", 1)
    _encode(settings, 1, 1)
    for number in range(_ARTICLES):
        _write(settings, number, f"The lamp of light {number} is out.")
    assert _encode(settings, 1, 1).new_articles == _ARTICLES
    (left,) = _list_shards(settings)
    assert len(Segment(left).columns.ids) == _ARTICLES
    encoder.encoded.clear()
    assert _rebuild(settings).manifest.articles == _ARTICLES
    assert not encoder.encoded


def test_a_shard_waits_for_none_but_itself(settings: Settings, encoder: _Encoder) -> None:
    folder = BuildFolder(settings.index_dir)
    with folder.held(), hold_shard(folder, Shard(1, 2)):
        with pytest.raises(BusyError, match="shard 1/2 is being encoded"):
            _encode(settings, 1, 2)
        _encode(settings, 2, 2)
    # A build leaves one that is at work alone.
    with hold_shard(folder, Shard(1, 2)) as path:
        (path / "begun").mkdir()
        _rebuild(settings)
        assert _list_shards(settings) == [path / "begun"]


def test_what_another_version_has_encoded_is_not_used_and_removed(
    settings: Settings, encoder: _Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    other = replace(settings, token_bits=8 if settings.token_bits != 8 else 1)
    _encode(other, 1, 2)
    found = len(_list_shards(settings))
    with pytest.raises(CorpusError):  # it may be a mistake
        _encode(replace(settings, corpus_dir=settings.corpus_dir / "none"), 1, 2)
    assert len(_list_shards(settings)) == found
    # What builds again and again may be a bot beside which an owner encodes for a new version.
    _rebuild(settings, Tools())
    assert "not all of shard 1/2 is used: TOKEN_BITS was" in caplog.text
    assert len(encoder.encoded) > 2 * _ARTICLES
    assert len(_list_shards(settings)) == found
    _rebuild(settings)
    assert not _list_shards(settings)


def test_each_article_is_in_one_shard_and_shards_are_about_equal() -> None:
    names = [f"folder/article {number}.md" for number in range(1000)]
    shards = [Shard(number, 4) for number in (1, 2, 3, 4)]
    counts = [sum(map(shard.holds, names)) for shard in shards]
    assert sum(counts) == len(names)
    assert all(sum(shard.holds(name) for shard in shards) == 1 for name in names)
    assert 0.85 * 250 < min(counts) <= max(counts) < 1.15 * 250


def test_where_there_is_nothing_a_shard_says_so(settings: Settings, encoder: _Encoder) -> None:
    for path in settings.corpus_dir.iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match="no article in"):
        _encode(settings, 1, 2)
    assert not settings.index_dir.exists()
