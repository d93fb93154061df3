"""An export read as a stranger would, with nothing of ours."""

import json
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file

from bot.cli.commands.export import render_passage
from bot.config.settings import Settings
from bot.indexing.export import export_index
from corpus import read_corpus
from embeddings import (
    BuildFolder,
    Encoder,
    PassageIndexError,
    build_index,
    load_checked_index,
    load_index,
)
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import FILES, LAMP_QUESTION, WALL_QUESTION, build_harbour

MakeCorpus = Callable[[Mapping[str, str]], Path]

QUESTIONS = [LAMP_QUESTION, WALL_QUESTION, "Was anybody hurt in the storm?", "red granite"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    given = {"CORPUS_DIR": "corpus", "INDEX_DIR": "index", "STATE_DIR": "state"}
    return Settings.from_env({**given, "SHOW_FIELDS": "Grade"}, tmp_path, tmp_path)


def _read_lines(folder: Path) -> list[dict[str, Any]]:
    with (folder / "passages.jsonl").open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


def test_lines_and_vectors_are_those_that_are_searched(
    settings: Settings, tmp_path: Path, encoder: Encoder
) -> None:
    build_harbour(settings, encoder)
    export_index(settings, tmp_path / "out", render_passage)
    index = load_index(BuildFolder(settings.index_dir), encoder)

    lines = _read_lines(tmp_path / "out")
    assert [line["id"] for line in lines] == [passage.id for passage in index.passages]
    for line in lines:
        text = index.articles[line["article"]].text
        assert line["text"] == text[line["start"] : line["end"]]

    vectors = load_file(tmp_path / "out" / "vectors.safetensors")["vectors"]
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(lines), encoder.dimension)
    for question in QUESTIONS:
        query = encoder.encode_query(question).vector
        cosines = vectors @ query
        ours = cosines[index.nearest(query, len(lines))]
        # By their cosines, as two articles have the same words.
        assert np.allclose(ours, -np.sort(-cosines), rtol=0, atol=1e-6)
        assert len(ours) == len(lines)


def test_what_it_was_made_with_stands_in_it(settings: Settings, tmp_path: Path) -> None:
    encoder = FakeEncoder()
    build_harbour(settings, encoder)
    export_index(settings, tmp_path / "out", render_passage)
    about = json.loads((tmp_path / "out" / "export.json").read_text())
    build = BuildFolder(settings.index_dir).current()
    assert build is not None
    assert about == {
        "format": 1,
        "build": build.name,
        "created": about["created"],
        "encoder": encoder.name,
        "encoder_fingerprint": encoder.fingerprint,
        "dimension": encoder.dimension,
        "articles": len(FILES),
        "passages": len(_read_lines(tmp_path / "out")),
    }
    with safe_open(tmp_path / "out" / "vectors.safetensors", "np") as file:
        assert file.metadata() == {name: str(value) for name, value in about.items()}
    assert (tmp_path / "out" / "vectors.safetensors").stat().st_size % 4 == 0


def test_a_line_says_what_is_known_of_its_passage(
    settings: Settings, tmp_path: Path, make_corpus: MakeCorpus
) -> None:
    head = "---\ntitle: Tolls\nauthor: Ada Pell\nsource: Coast News\ndate: 2024-11-13\n"
    rest = "url: https://example.org/t\nlanguage: en\ngrade: 7\nsecret: x\nbased_on: Report\n---\n"
    table = "## Boats\n\nWhat a boat pays:\n\n| boat | crowns |\n| --- | --- |\n| small | 5 |\n"
    corpus = make_corpus({"coast/tolls.md": head + rest + table})
    build_index(read_corpus(corpus), corpus, FakeEncoder(), BuildFolder(settings.index_dir))
    export_index(settings, tmp_path / "out", render_passage)
    line = next(one for one in _read_lines(tmp_path / "out") if one["kind"] == "table")
    assert "small" in line["text"]
    expected = {
        "article": "coast/tolls.md",
        "headings": ["Boats"],
        "label": None,
        "speaker": None,
        "locator": None,
        "places": [],
        "title": "Tolls",
        "author": "Ada Pell",
        "source": "Coast News",
        "published": "2024-11-13",
        "url": "https://example.org/t",
        "language": "en",
        "folder": "coast",
        "fields": {"Grade": "7"},
        "based_on": [{"title": "Report", "source": None, "published": None, "url": None}],
    }
    assert {name: line[name] for name in expected} == expected
    assert "boat" in " ".join(line["context"])


def test_memory_does_not_grow_with_the_texts(
    settings: Settings, tmp_path: Path, make_corpus: MakeCorpus
) -> None:
    paragraph = "The boat is in the harbor and the guard is on the bridge. " * 12
    articles = {
        f"{number}.txt": "\n\n".join(f"{number} {part} {paragraph}" for part in range(60))
        for number in range(12)
    }
    corpus = make_corpus(articles)
    encoder = FakeEncoder()
    build_index(read_corpus(corpus), corpus, encoder, BuildFolder(settings.index_dir))
    export_index(settings, tmp_path / "warm", render_passage)
    folder = BuildFolder(settings.index_dir)
    opened = _measure_peak(lambda: load_checked_index(folder))
    exported = _measure_peak(lambda: export_index(settings, tmp_path / "out", render_passage))
    written = (tmp_path / "out" / "passages.jsonl").stat().st_size
    assert exported < opened + written / 10


def _measure_peak(do: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        do()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_damaged_index_leaves_the_export_before(settings: Settings, tmp_path: Path) -> None:
    build_harbour(settings, FakeEncoder())
    export_index(settings, tmp_path / "out", render_passage)
    before = _read_lines(tmp_path / "out")
    build = BuildFolder(settings.index_dir).current()
    assert build is not None
    for path in build.glob("segments/*/vectors.codes"):
        path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(PassageIndexError, match="run footnote index"):
        export_index(settings, tmp_path / "out", render_passage)
    assert _read_lines(tmp_path / "out") == before
