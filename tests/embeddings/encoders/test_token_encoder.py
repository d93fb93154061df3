"""Late-interaction models, which give vectors of tokens only."""

import json
import logging
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bot.config.settings import Settings
from bot.doctor.findings import Health
from bot.doctor.index import check_index
from corpus import read_corpus
from embeddings import (
    BuildFolder,
    EncodedText,
    Encoder,
    ModelError,
    PassageIndex,
    Retriever,
    build_index,
    load_encoder,
    load_index,
)
from embeddings.encoders.encoder import Vectors
from embeddings.encoders.exported import exports
from embeddings.encoders.model_files import is_late_interaction
from embeddings.encoders.reference import load_by_library, load_reference
from embeddings.encoders.token_encoder import TokenEncoder

if TYPE_CHECKING:
    from sentence_transformers import MultiVectorEncoder

_WIDTH = 12
_TEXT = "Who guards the harbor?"
_WORDS = ["Who", "guards", "the", "harbor"]
_PASSAGES = (
    "The harbor, the port.",
    "A king opened the old bridge. He watched the boats of the city, and a queen said who she is.",
    "",
    "fish",
)


@pytest.fixture(scope="module")
def make_late_model(
    small_model_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Path]:
    """Makes a folder with a model of random weights that reads 12 tokens of a query and 20 of a
    passage, fills queries up with masks and leaves some punctuation out of passages."""

    def make(
        *, attend: bool = False, pools: bool = False, keep_only: list[int] | None = None
    ) -> Path:
        import torch
        from sentence_transformers import MultiVectorEncoder
        from sentence_transformers.base.modules import Dense, Normalize, Transformer
        from sentence_transformers.multi_vector_encoder.modules import (
            HierarchicalTokenPooling,
            MultiVectorMask,
        )

        transformer = Transformer(
            str(small_model_folder),
            document_length=20,
            query_expansion={"strategy": "fixed", "attend": attend, "length": _WIDTH},
        )
        with torch.random.fork_rng():
            torch.manual_seed(5)
            projection = Dense(
                32,
                16,
                bias=False,
                activation_function=torch.nn.Identity(),
                module_input_name="token_embeddings",
            )
        modules = [
            transformer,
            projection,
            MultiVectorMask(skiplist_words=list(".,?"), keep_only_token_ids=keep_only),
            Normalize(module_input_name="token_embeddings"),
        ]
        if pools:
            modules.append(HierarchicalTokenPooling(pool_factor=2))
        model = MultiVectorEncoder(
            modules=modules,
            device="cpu",
            prompts={"query": "query: ", "document": "passage: "},
        )
        folder = tmp_path_factory.mktemp("late") / "model"
        model.save(str(folder), create_model_card=False)
        return folder

    return make


@pytest.fixture(scope="module")
def late_folder(make_late_model: Callable[..., Path]) -> Path:
    """Do not write into it."""
    return make_late_model()


@pytest.fixture
def copy(late_folder: Path, tmp_path: Path) -> Path:
    """A copy to be spoilt."""
    return Path(shutil.copytree(late_folder, tmp_path / "copy"))


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "state" / "fingerprints.json"


@pytest.fixture
def no_export(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("nothing is to be exported")

    monkeypatch.setattr(exports, "_export", refuse)


def _load_library_model(folder: Path) -> "MultiVectorEncoder":
    from sentence_transformers import MultiVectorEncoder

    return MultiVectorEncoder(str(folder), device="cpu", local_files_only=True)


def _words(text: str, encoded: EncodedText) -> list[str]:
    return [text[start:end] for start, end in encoded.token_spans.tolist()]


def _mean(vectors: Vectors) -> Vectors:
    whole = vectors.mean(axis=0)
    return np.asarray(whole / np.linalg.norm(whole), dtype=np.float32)


def _edit_json(path: Path, edit: Callable[[Any], Any]) -> None:
    path.write_text(json.dumps(edit(json.loads(path.read_text()))))


@pytest.mark.parametrize("attend", [False, True])
def test_a_query_is_read_as_the_model_does(
    attend: bool, make_late_model: Callable[..., Path], memory: Path
) -> None:
    folder = make_late_model(attend=attend)
    encoded = load_encoder(str(folder), memory).encode_query(_TEXT)
    expected = _load_library_model(folder).encode_query(_TEXT, convert_to_numpy=True)
    assert len(expected) == _WIDTH, "the query was not filled up"
    assert _words(_TEXT, encoded) == _WORDS
    # Behind the first mark and the two tokens of the prompt.
    assert encoded.token_vectors == pytest.approx(expected[3:7], abs=1e-5)
    assert encoded.vector == pytest.approx(_mean(expected), abs=1e-5)


def test_passages_are_read_as_the_model_does(late_folder: Path, memory: Path) -> None:
    encoder = load_encoder(str(late_folder), memory)
    model = _load_library_model(late_folder)
    assert (encoder.dimension, encoder.max_tokens) == (16, 20)
    encoded = encoder.encode_passages(_PASSAGES)
    for text, one in zip(_PASSAGES, encoded, strict=True):
        expected = model.encode_document([text], convert_to_numpy=True)[0]
        assert one.vector == pytest.approx(_mean(expected), abs=1e-4)
        assert one.token_vectors == pytest.approx(expected[3:-1], abs=1e-4)
        assert len(one.token_ids) == len(one.token_spans) == len(one.token_vectors)
    assert _words(_PASSAGES[0], encoded[0]) == ["The", "harbor", "the", "port"]
    assert encoded[2].token_vectors.shape == (0, 16)
    assert encoder.count_tokens(_TEXT) == 2 + 2 + 5
    assert encoder.encode_passages([]) == []


def test_texts_beyond_its_lengths_are_read_to_them(late_folder: Path, memory: Path) -> None:
    encoder = load_encoder(str(late_folder), memory)
    assert len(encoder.encode_query("the port " * 30).token_ids) == _WIDTH - 2 - 2
    assert len(encoder.encode_passages(["the port " * 30])[0].token_ids) == 20 - 2 - 2
    assert encoder.count_tokens("the port " * 30) == 60 + 2 + 2


def test_texts_padded_at_the_left(copy: Path, memory: Path) -> None:
    _edit_json(copy / "tokenizer_config.json", lambda config: config | {"padding_side": "left"})
    encoder = load_encoder(str(copy), memory)
    model = _load_library_model(copy)
    expected = model.encode_query(_TEXT, convert_to_numpy=True)
    encoded = encoder.encode_query(_TEXT)
    assert _words(_TEXT, encoded) == _WORDS
    assert encoded.token_vectors == pytest.approx(expected[-6:-2], abs=1e-5)
    passages = encoder.encode_passages(_PASSAGES)
    assert [_words(text, one)[:2] for text, one in zip(_PASSAGES, passages, strict=True)] == [
        ["The", "harbor"],
        ["A", "king"],
        [],
        ["fish"],
    ]


def _as_pylate_1(config: dict[str, Any]) -> dict[str, Any]:
    return {
        "prompts": {},
        "query_prefix": "query: ",
        "document_prefix": "passage: ",
        "query_length": _WIDTH,
        "document_length": 20,
        "attend_to_expansion_tokens": False,
        "skiplist_words": [".", ",", "?"],
    }


def _as_pylate_3(config: dict[str, Any]) -> dict[str, Any]:
    return _as_pylate_1(config) | {"model_type": "ColBERT"}


def _as_pylate_modules(modules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kinds = ("sentence_transformers.models.Transformer", "pylate.models.Dense.Dense")
    pairs = zip(modules, kinds, strict=False)
    return [
        {key: module[key] for key in ("idx", "name", "path")} | {"type": kind}
        for module, kind in pairs
    ]


@pytest.mark.parametrize("edit", [_as_pylate_1, _as_pylate_3])
def test_models_of_pylate_are_read_alike(
    edit: Callable[[Any], Any], late_folder: Path, copy: Path, memory: Path
) -> None:
    _edit_json(copy / "config_sentence_transformers.json", edit)
    _edit_json(copy / "modules.json", _as_pylate_modules)
    (copy / "sentence_bert_config.json").write_text('{"max_seq_length": 24}')
    _assert_alike(copy, late_folder, memory)


def test_a_model_of_colbert_itself_is_read_alike(
    late_folder: Path, tmp_path: Path, memory: Path
) -> None:
    """The projection lies beside the transformer, what else there is to know in a file of its
    own."""
    from safetensors.torch import load_file, save_file

    folder = tmp_path / "colbert"
    folder.mkdir()
    for file in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(late_folder / file, folder)
    _edit_json(folder / "config.json", lambda config: config | {"architectures": ["HF_ColBERT"]})
    weights = {
        f"bert.{key}": value for key, value in load_file(late_folder / "model.safetensors").items()
    }
    weights["linear.weight"] = load_file(late_folder / "1_Dense" / "model.safetensors")[
        "linear.weight"
    ]
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    metadata = {
        "query_token_id": "query",
        "doc_token_id": "passage",
        "query_maxlen": _WIDTH,
        "doc_maxlen": 20,
    }
    (folder / "artifact.metadata").write_text(json.dumps(metadata))
    encoder = load_encoder(str(folder), memory)
    assert isinstance(encoder, TokenEncoder)
    before = encoder.fingerprint
    expected = _load_library_model(folder).encode_query(_TEXT, convert_to_numpy=True)
    assert encoder.encode_query(_TEXT).token_vectors == pytest.approx(expected[2:6], abs=1e-5)
    assert encoder.encode_query(_TEXT).vector == pytest.approx(_mean(expected), abs=1e-5)
    (folder / "artifact.metadata").write_text(json.dumps(metadata | {"query_maxlen": 16}))
    assert load_encoder(str(folder), memory).fingerprint != before


def test_tokens_that_a_model_would_make_fewer_stay(
    make_late_model: Callable[..., Path], late_folder: Path, memory: Path
) -> None:
    _assert_alike(make_late_model(pools=True), late_folder, memory)


def _assert_alike(folder: Path, other: Path, memory: Path) -> None:
    encoders = load_encoder(str(folder), memory), load_encoder(str(other), memory)
    assert all(isinstance(encoder, TokenEncoder) for encoder in encoders)
    assert encoders[0].max_tokens == encoders[1].max_tokens
    read: list[Sequence[EncodedText]] = [
        [encoder.encode_query(_TEXT), *encoder.encode_passages(_PASSAGES)] for encoder in encoders
    ]
    for one, same in zip(*read, strict=True):
        assert one.token_spans.tolist() == same.token_spans.tolist()
        assert one.token_vectors == pytest.approx(same.token_vectors, abs=1e-5)
        assert one.vector == pytest.approx(same.vector, abs=1e-5)


_MODULES = [{"path": "", "type": "sentence_transformers.base.modules.transformer.Transformer"}]


@pytest.mark.parametrize(
    ("file", "content", "is_late"),
    [
        ("config_sentence_transformers.json", {"model_type": "MultiVectorEncoder"}, True),
        ("config_sentence_transformers.json", {"model_type": "ColBERT"}, True),
        ("config_sentence_transformers.json", {"query_prefix": "[Q] "}, True),
        ("config_sentence_transformers.json", {"model_type": "SentenceTransformer"}, False),
        ("modules.json", [*_MODULES, {"path": "1", "type": "pylate.models.Dense.Dense"}], True),
        ("modules.json", [*_MODULES, {"path": "1"}, 2, None], False),
        ("config.json", {"architectures": ["HF_ColBERT"]}, True),
        ("config.json", {"architectures": ["BertModel"]}, False),
        ("config.json", {"architectures": "HF_ColBERT"}, False),
        ("README.md", {}, False),
    ],
)
def test_the_kind_is_told_by_one_file(
    file: str, content: object, is_late: bool, tmp_path: Path
) -> None:
    (tmp_path / file).write_text(json.dumps(content))
    assert is_late_interaction(lambda name: tmp_path / name) == is_late


# How it is run


@pytest.mark.usefixtures("no_export")
def test_it_is_run_by_the_library_without_a_warning(
    late_folder: Path, memory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        encoder = load_encoder(str(late_folder), memory)
    assert (encoder.backend, encoder.why_slow, encoder.is_thread_safe) == ("torch", "", False)
    assert [record for record in caplog.records if record.name.startswith("embeddings")] == []


def test_one_of_a_hub_is_run_in_the_same_way(
    late_folder: Path,
    memory: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A hub that is not reached now; the model was downloaded before."""
    from huggingface_hub import constants

    model, commit = tmp_path / "cache" / "models--nobody--late", "0" * 40
    shutil.copytree(late_folder, model / "snapshots" / commit)
    (model / "refs").mkdir()
    (model / "refs" / "main").write_text(commit)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")  # nothing listens there
    with caplog.at_level(logging.WARNING):
        encoder = load_encoder("nobody/late", memory)
    assert (encoder.backend, encoder.why_slow, encoder.name) == ("torch", "", "nobody/late")
    assert [record for record in caplog.records if record.name.startswith("embeddings")] == []
    expected = load_encoder(str(late_folder), memory).encode_query(_TEXT)
    assert encoder.encode_query(_TEXT).vector == pytest.approx(expected.vector, abs=1e-5)


@pytest.mark.usefixtures("no_export")
def test_the_doctor_finds_nothing_to_mend(
    late_folder: Path, project_dir: Path, tmp_path: Path
) -> None:
    env = {
        "EMBEDDING_MODEL": str(late_folder),
        "INDEX_DIR": str(tmp_path / "index"),
        "STATE_DIR": str(tmp_path / "state"),
    }
    finding = check_index(Settings.from_env(env, project_dir, tmp_path))[0]
    assert finding.health is Health.OK
    assert "run by torch, the fastest" in finding.what


@pytest.mark.usefixtures("no_export")
@pytest.mark.parametrize("backend", ["onnx", "onnx-int8", "openvino"])
def test_another_way_to_run_it_is_refused(backend: str, late_folder: Path, memory: Path) -> None:
    with pytest.raises(ModelError, match=rf"\AENCODER_BACKEND: {backend} .*late-interaction.*\Z"):
        load_encoder(str(late_folder), memory, backend)


def test_nothing_is_held_against_it(late_folder: Path, memory: Path) -> None:
    assert isinstance(load_by_library(str(late_folder), memory), TokenEncoder)
    with pytest.raises(ModelError, match="no vector of a whole text"):
        load_reference(str(late_folder), memory)


def test_a_pickled_projection_is_refused(copy: Path, memory: Path) -> None:
    import torch
    from safetensors.torch import load_file

    weights = copy / "1_Dense" / "model.safetensors"
    torch.save(load_file(weights), weights.with_name("pytorch_model.bin"))
    weights.unlink()
    with pytest.raises(
        ModelError, match=r"\AEMBEDDING_MODEL: .*1_Dense/pytorch_model.bin is no .*\Z"
    ):
        load_encoder(str(copy), memory)


def test_a_model_that_compares_images_only_is_refused(
    make_late_model: Callable[..., Path], memory: Path
) -> None:
    folder = make_late_model(keep_only=[0])
    with pytest.raises(ModelError, match="reads no words: take another model"):
        load_encoder(str(folder), memory)


@pytest.mark.parametrize(
    "name", ["modules.json", "config_sentence_transformers.json", "config.json"]
)
@pytest.mark.parametrize("damage", [b"", b"[1", b'"a"', b"[[[]]]", b"null"])
def test_a_damaged_model_is_told_in_one_line(
    name: str, damage: bytes, copy: Path, memory: Path
) -> None:
    (copy / name).write_bytes(damage)
    with pytest.raises(ModelError, match=r"\AE(MBEDDING_MODEL|NCODER_BACKEND): .*\Z"):
        load_encoder(str(copy), memory, "torch")


# From articles to an answer


@pytest.fixture(scope="module")
def late_index(
    late_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Encoder, PassageIndex]:
    """The model as it is loaded, and an index that was built with it, which takes seconds."""
    folder = tmp_path_factory.mktemp("late-index")
    articles = {
        "port.md": "# Port\n\nWho guards the harbor? Mary. The port is old, and boats trade there.",
        "bridge.md": "# Bridge\n\nA king opened the bridge. It was built of old houses.",
        "lake.md": "# Lake\n\nThe lake is north of the mountain. A queen said what it is.",
    }
    (corpus := folder / "corpus").mkdir()
    for name, text in articles.items():
        (corpus / name).write_text(text, "utf-8")
    encoder = load_encoder(str(late_folder), folder / "state" / "fingerprints.json")
    build = BuildFolder(folder / "index")
    build_index(read_corpus(corpus), corpus, encoder, build)
    return encoder, load_index(build, encoder)


def test_it_finds_what_is_asked_for(late_index: tuple[Encoder, PassageIndex]) -> None:
    encoder, index = late_index
    assert index.manifest.dimension == 16
    hits = Retriever(index, encoder).search("who opened the bridge?", 3)
    assert "king opened the bridge" in hits[0].passage.text
    assert 0 <= hits[0].confidence <= 1
    assert Retriever(index, encoder).search("?!", 3) is not None


def test_marks_that_no_passage_has_weigh_nothing(late_index: tuple[Encoder, PassageIndex]) -> None:
    """Neither what the model adds to a query nor the punctuation that it leaves out of passages:
    both would count as words that are rare."""
    encoder, index = late_index
    with_mark, without = (encoder.encode_query(text) for text in (_TEXT, _TEXT[:-1]))
    assert index.tokens.weigh(with_mark, 0).tolist() == index.tokens.weigh(without, 0).tolist()
    assert len(index.tokens.weigh(with_mark, 0)) == len(_WORDS)
