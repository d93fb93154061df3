"""What an exported model reads, held against sentence-transformers itself."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings import EncodedText, Encoder, ModelError, load_encoder
from embeddings.encoders.reference import load_reference
from embeddings.encoders.reference_questions import REFERENCE_QUESTIONS

if TYPE_CHECKING:
    from embeddings.encoders.sentence_encoder import SentenceEncoder

TEXTS = (
    "Who guards the port of Gwadar?",
    "a",
    "Ein Leuchtturm steht auf der Klippe, 32 Meter über dem Meer.",
    "灯台は崖の上に立っている",
    "\N{SNOWMAN} ok \N{PILE OF POO}",
    "  spaces\tand\nlines  ",
    "word " * 400,
    "e\N{COMBINING ACUTE ACCENT}te\N{ZERO WIDTH JOINER}x",
)


@pytest.fixture(scope="module")
def float32(encoder: Encoder, encoder_state: Path) -> Encoder:
    """The bundled model exported without loss."""
    return load_encoder("", encoder_state / "fingerprints.json", "onnx")


def _are_alike(one: EncodedText, other: EncodedText, least: float) -> bool:
    assert np.array_equal(one.token_ids, other.token_ids)
    assert np.array_equal(one.token_spans, other.token_spans)
    assert np.array_equal(one.is_known, other.is_known)
    cosines = np.einsum("td,td->t", one.token_vectors, other.token_vectors)[one.is_known]
    return bool(one.vector @ other.vector >= least and (cosines >= least).all())


@pytest.mark.parametrize("text", TEXTS)
def test_it_reads_as_the_reference(
    text: str, float32: Encoder, encoder: Encoder, reference: "SentenceEncoder"
) -> None:
    query, passage = reference.encode_query(text), reference.encode_passages([text])[0]
    for one, least in ((float32, 0.9999), (encoder, 0.95)):
        assert _are_alike(one.encode_query(text), query, least)
        assert _are_alike(one.encode_passages([text])[0], passage, least)
    assert encoder.count_tokens(text) == reference.count_tokens(text)


def test_eight_bits_are_near_on_any_processor(float32: Encoder, encoder: Encoder) -> None:
    """Also where it cuts off sums of products with a sign, which costs two thousandths."""
    for language, least in (("en", 0.9975), ("de", 0.9965)):
        text = " ".join(REFERENCE_QUESTIONS[language])
        one, other = (each.encode_query(text) for each in (float32, encoder))
        assert one.vector @ other.vector >= least
        assert np.einsum("td,td->t", one.token_vectors, other.token_vectors).mean() >= least


def test_it_is_the_same_encoder(
    float32: Encoder, encoder: Encoder, reference: "SentenceEncoder"
) -> None:
    """An index that one of them built is asked with any other."""
    for one in (float32, encoder):
        assert (one.name, one.fingerprint) == (reference.name, reference.fingerprint)
        assert (one.dimension, one.max_tokens) == (reference.dimension, reference.max_tokens)
    assert [one.backend for one in (float32, encoder, reference)] == ["onnx", "onnx-int8", "torch"]


def test_a_text_is_read_alike_beside_any_others(encoder: Encoder) -> None:
    """Bit for bit, so that what was encoded once need not be encoded again."""
    together = encoder.encode_passages(TEXTS)
    for text, beside in zip(TEXTS, together, strict=True):
        alone = encoder.encode_passages([text])[0]
        assert np.array_equal(alone.vector, beside.vector)
        assert np.array_equal(alone.token_vectors, beside.token_vectors)


def test_openvino_reads_as_the_reference(encoder_state: Path, reference: "SentenceEncoder") -> None:
    """In bfloat16 at most; its extra is not among what tests are installed with."""
    pytest.importorskip("openvino")
    one = load_encoder("", encoder_state / "fingerprints.json", "openvino")
    assert one.backend == "openvino"
    for text in TEXTS:
        assert _are_alike(one.encode_query(text), reference.encode_query(text), 0.995)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(one.encode_query, TEXTS * 5))
    for text, again in zip(TEXTS * 5, found, strict=True):
        assert np.array_equal(one.encode_query(text).vector, again.vector)
    for text, beside in zip(TEXTS * 5, one.encode_passages(TEXTS * 5), strict=True):
        alone = one.encode_passages([text])[0]
        assert np.array_equal(alone.vector, beside.vector)
        assert np.array_equal(alone.token_vectors, beside.token_vectors)


def test_several_threads_encode_at_once(encoder: Encoder) -> None:
    expected = [encoder.encode_query(text).vector for text in TEXTS]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(encoder.encode_query, TEXTS * 20))
    for vector, text in zip(expected * 20, found, strict=True):
        assert np.array_equal(vector, text.vector)


def test_no_passages(encoder: Encoder) -> None:
    assert encoder.encode_passages([]) == []


def test_a_model_with_prompts_and_a_short_limit(
    small_model_folder: Path, small_state: Path
) -> None:
    memory = small_state / "fingerprints.json"
    exported = load_encoder(str(small_model_folder), memory)
    reference = load_reference(str(small_model_folder), memory)
    assert exported.backend == "onnx", "eight bits were measured with the bundled model only"
    for text in ("the old harbor bridge", "who guards the bridge?", "the bridge " * 30):
        assert _are_alike(exported.encode_query(text), reference.encode_query(text), 0.9999)
        passages = exported.encode_passages([text]), reference.encode_passages([text])
        assert _are_alike(passages[0][0], passages[1][0], 0.9999)
        assert exported.count_tokens(text) == reference.count_tokens(text)


def test_vectors_that_are_no_numbers_are_refused(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = encoder._session  # type: ignore[attr-defined]

    def run(ids: "np.ndarray") -> tuple["np.ndarray", "np.ndarray"]:
        tokens, whole = type(session).run(session, ids)
        return tokens * np.nan, whole

    monkeypatch.setattr(session, "run", run)
    with pytest.raises(ModelError, match="no numbers"):
        encoder.encode_query("Who?")
