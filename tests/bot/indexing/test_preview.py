"""What a build would change, and what it would come to."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.indexing.preview import preview_rebuild
from bot.indexing.rebuild import make_maker, rebuild_index
from corpus import read_corpus
from embeddings import BuildFolder, Maker, ModelError, build_index
from embeddings.index.manifest import MANIFEST_NAME
from embeddings.index.segments.files import SEGMENTS
from embeddings.index.segments.segment import SOURCES
from tests.support.fake_encoder import FakeEncoder

_NAMES = ("bell", "horn", "lamp")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    for name in _NAMES:
        (settings.corpus_dir / f"{name}.txt").write_text(f"The {name} of Skerry.\n")
    return settings


def _build(settings: Settings, maker: Maker | None = None) -> Path:
    """The folder of a build of all articles."""
    maker = maker or make_maker(settings)
    encoder = FakeEncoder(maker.encoder, maker.encoder_fingerprint)
    folder, corpus_dir = BuildFolder(settings.index_dir), settings.corpus_dir
    build_index(read_corpus(corpus_dir), corpus_dir, encoder, folder, maker=maker)
    build = folder.current()
    assert build
    return build


def test_where_all_can_be_used_again_only_changes_are_told(settings: Settings) -> None:
    _build(settings)
    (settings.corpus_dir / "horn.txt").write_text("Another horn.\n")
    (settings.corpus_dir / "lamp.txt").rename(settings.corpus_dir / "light.txt")
    found = preview_rebuild(settings)
    assert (found.added, found.changed) == (("light.txt",), ("horn.txt",))
    assert (found.removed, found.unused, found.refusal) == (("lamp.txt",), "", "")


def test_before_the_first_build_nothing_is_missed(settings: Settings) -> None:
    found = preview_rebuild(settings)
    assert (len(found.added), found.unused) == (3, "")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"encoder": "other"}, "it was made with the encoder other"),
        ({"encoder_fingerprint": "other"}, "have changed since"),
        ({"code": "other"}, "it was made by another version of Footnote"),
    ],
)
def test_what_others_have_made_is_told_and_why(
    changed: dict[str, str], why: str, settings: Settings
) -> None:
    """After an upgrade or another EMBEDDING_MODEL, all is read again, which takes long."""
    _build(settings, replace(make_maker(settings), **changed))  # type: ignore[arg-type]
    unused = preview_rebuild(settings).unused
    assert unused.startswith("nothing of the index before can be used again: ")
    assert why in unused


def test_a_damaged_index_is_told(settings: Settings) -> None:
    build = _build(settings)
    next((build / SEGMENTS).glob(f"*/{SOURCES}")).write_text("nonsense")
    unused = preview_rebuild(settings).unused
    assert unused.endswith("can be used again: some of its files are damaged")
    (build / MANIFEST_NAME).unlink()
    unused = preview_rebuild(settings).unused
    assert unused.endswith("can be used again: its manifest is missing or damaged")


def test_what_would_be_refused_is_told(settings: Settings) -> None:
    _build(settings)
    for name in _NAMES[1:]:
        (settings.corpus_dir / f"{name}.txt").unlink()
    assert preview_rebuild(settings).refusal.startswith("2 of the 3 articles of the live index")


def test_a_model_that_is_none_is_told_before_anything_is_read(settings: Settings) -> None:
    """Reading thousands of files takes minutes."""
    settings = replace(settings, embedding_model="/nowhere")
    read: list[object] = []
    with pytest.raises(ModelError, match="EMBEDDING_MODEL"):
        rebuild_index(settings, lambda *told: read.append(told))
    with pytest.raises(ModelError, match="EMBEDDING_MODEL"):
        preview_rebuild(settings)
    assert not read
