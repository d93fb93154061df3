import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Passage
from embeddings import EncodedText
from embeddings.encoders.encoder import Vectors
from embeddings.index.tokens.codes import TokenQuery
from embeddings.index.tokens.token_vectors import (
    PassageTokens,
    TokenWriter,
    join_tokens,
    read_token_file,
)
from tests.support.fake_encoder import FakeEncoder

_ENCODER = FakeEncoder()


def _make_passage(sentences: list[str]) -> Passage:
    text = " ".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return Passage("p", "a.md", 0, len(text), text, tuple(spans))


def _store(
    passages: list[Passage], folder: Path, encoder: FakeEncoder = _ENCODER, bits: int = 8
) -> PassageTokens:
    with TokenWriter(folder, bits) as writer:
        for passage in passages:
            starts = [start for start, _ in passage.sentences]
            writer.add(starts, encoder.encode_passages([passage.text])[0])
        writer.finish()
    return _read(folder)


def _read(folder: Path) -> PassageTokens:
    file = read_token_file(folder)
    texts = np.arange(len(file.text_sentences))
    return join_tokens([file], [texts], texts)


def _max_sim(query: EncodedText, weights: list[float], words: list[str]) -> float:
    """The formula, word by word."""
    if not words:
        return -1.0
    vectors = [_ENCODER.embed_word(word).tolist() for word in words]
    total = 0.0
    for token, weight in zip(query.token_vectors.tolist(), weights, strict=True):
        total += weight * max(
            sum(a * b for a, b in zip(token, vector, strict=True)) for vector in vectors
        )
    return total


_WORDS = st.sampled_from(["port", "ship", "sea", "king", "city", "old", "the", "of"])
_SENTENCES = st.lists(st.lists(_WORDS, max_size=5), min_size=1, max_size=4)


@given(passages=st.lists(_SENTENCES, min_size=1, max_size=4), query=st.lists(_WORDS, min_size=1))
@settings(deadline=None)
def test_scores_are_those_of_the_formula(
    passages: list[list[list[str]]],
    query: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    # A sentence without words is a full stop, which has no token.
    stored = [_make_passage([" ".join(words) or "." for words in p]) for p in passages]
    tokens = _store(stored, tmp_path_factory.mktemp("tokens"))
    encoded = _ENCODER.encode_query(" ".join(query))
    weights = tokens.weigh(encoded, 100)

    first = 0
    for sentences in passages:
        # The stored passage is cut at the encoder's limit as every passage is.
        read, left = [], _ENCODER.max_tokens
        for words in sentences:
            read.append(words[:left])
            left -= len(read[-1])
        last = first + len(sentences)
        score, scores = _score(tokens, encoded, weights, first, last)
        expected = [_max_sim(encoded, weights.tolist(), words) for words in read]
        assert scores == pytest.approx(expected, abs=0.03)
        whole = [word for words in read for word in words]
        assert score == pytest.approx(_max_sim(encoded, weights.tolist(), whole), abs=0.03)
        first = last


def test_weights_are_inverse_frequencies(tmp_path: Path) -> None:
    passages = [_make_passage([text]) for text in ("the port", "the sea", "the the king", "old")]
    tokens = _store(passages, tmp_path)
    weights = tokens.weigh(_ENCODER.encode_query("the port unknown"), 100)

    def inverse(found: int) -> float:
        return math.log(1 + (104 - found + 0.5) / (found + 0.5))  # of 4 passages and 100 unseen

    total = inverse(3) + inverse(1) + inverse(0)
    expected = [inverse(3) / total, inverse(1) / total, inverse(0) / total]
    assert weights == pytest.approx(expected, abs=1e-6)
    assert weights.sum() == pytest.approx(1)


def _score(
    tokens: PassageTokens, query: EncodedText, weights: Vectors, first: int, last: int
) -> tuple[float, Vectors]:
    """The MaxSim of a passage and of each of its sentences."""
    matches = tokens.match_sentences(TokenQuery(query.token_vectors), np.arange(first, last))
    assert matches.shape == (last - first, len(weights))
    return float(matches.max(axis=0) @ weights), matches @ weights


@pytest.mark.parametrize("query", ["unknown words only", "the", "the the the"])
def test_weights_sum_to_one_in_extreme_cases(query: str, tmp_path: Path) -> None:
    tokens = _store([_make_passage(["the"])] * 500, tmp_path)
    assert tokens.weigh(_ENCODER.encode_query(query), 100).sum() == pytest.approx(1, abs=1e-5)


def test_sentences_behind_the_limit_have_nothing(tmp_path: Path) -> None:
    encoder = FakeEncoder(max_tokens=3)
    passage = _make_passage(["the port is", "old and", "new"])
    tokens = _store([passage, _make_passage(["the sea"])], tmp_path, encoder)
    query = encoder.encode_query("new sea")
    weights = tokens.weigh(query, 100)

    _, scores = _score(tokens, query, weights, 0, 3)
    assert scores[0] > -1
    assert scores[1:].tolist() == pytest.approx([-1, -1])
    assert _score(tokens, query, weights, 3, 4)[0] > 0.4, "the next passage has its own"


def test_a_passage_without_tokens(tmp_path: Path) -> None:
    tokens = _store([_make_passage(["the"]), _make_passage(["!", "?"])], tmp_path)
    query = _ENCODER.encode_query("the")
    score, scores = _score(tokens, query, tokens.weigh(query, 100), 1, 3)
    assert score == pytest.approx(-1)
    assert scores.tolist() == pytest.approx([-1, -1])


def test_no_token_at_all(tmp_path: Path) -> None:
    tokens = _store([_make_passage(["!"]), _make_passage(["?"])], tmp_path)
    query = _ENCODER.encode_query("the")
    assert _score(tokens, query, tokens.weigh(query, 100), 0, 1)[0] == pytest.approx(-1)


@pytest.mark.parametrize("bits", [1, 2, 8])
def test_the_tokens_dimension_need_not_be_the_passages(bits: int, tmp_path: Path) -> None:
    encoder = FakeEncoder(dimension=12)
    tokens = _store([_make_passage(["the port"])], tmp_path, encoder, bits)
    query = encoder.encode_query("the port")
    # As each word is the vector that was stored, it matches itself best, however it is stored.
    matched = tokens.match_sentences(TokenQuery(query.token_vectors), np.arange(1))[0]
    assert matched == pytest.approx([1, 1], abs=0.5)


@pytest.mark.parametrize("bits", [1, 2, 8])
def test_tokens_are_copied_as_they_are(bits: int, tmp_path: Path) -> None:
    for name in ("one", "two", "other"):
        (tmp_path / name).mkdir()
    _store(
        [_make_passage([text]) for text in ("the", "old port", "sea")], tmp_path / "one", bits=bits
    )
    file = read_token_file(tmp_path / "one")
    with TokenWriter(tmp_path / "two", bits) as writer:
        writer.copy(file, np.asarray([1, 2]))
        writer.finish()
    copied = read_token_file(tmp_path / "two")
    assert np.array_equal(copied.records.read(0, 3), file.records.read(1, 4))
    assert np.array_equal(copied.ids, file.ids[1:])
    with (
        TokenWriter(tmp_path / "other", 1 if bits == 8 else 8) as writer,
        pytest.raises(ValueError, match="other codes"),
    ):
        writer.copy(file, np.asarray([1]))


def test_files_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    _store([_make_passage(["the old port"])], tmp_path)
    records = (tmp_path / "tokens.codes").read_bytes()
    (tmp_path / "tokens.codes").write_bytes(records[:-1])
    with pytest.raises(ValueError, match="belong together"):
        read_token_file(tmp_path)
    (tmp_path / "tokens.codes").unlink()
    with pytest.raises(OSError, match=r"tokens\.codes"):
        read_token_file(tmp_path)


def test_the_layout_is_no_pickle(tmp_path: Path) -> None:
    _store([_make_passage(["the"])], tmp_path)
    objects = np.empty(1, dtype=object)
    objects[0] = {}
    np.savez(tmp_path / "tokens.npz", counts=objects)
    with pytest.raises(ValueError, match="allow_pickle"):
        read_token_file(tmp_path)


def test_where_one_file_cannot_be_made_the_other_is_not_left_open(tmp_path: Path) -> None:
    """Warnings of files that nobody has closed are errors in tests."""
    (tmp_path / "tokens.ids").mkdir()
    with pytest.raises(IsADirectoryError):
        TokenWriter(tmp_path, 1)
