import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embeddings.encoders.encoder import Vectors
from embeddings.index.tokens import codes
from embeddings.index.tokens.codes import DEFAULT_TOKEN_BITS, TOKEN_BITS, TokenQuery, make_code


def _make_unit_vectors(seed: int, tokens: int, dimension: int) -> Vectors:
    random = np.random.default_rng(seed)
    # As texts' tokens, they have much in common, and in some dimensions more than in others.
    found = random.standard_normal((tokens, dimension)) * np.linspace(0.2, 3, dimension) + 0.5
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found, dtype=np.float32)


def _multiply(bits: int, vectors: Vectors, query: Vectors) -> Vectors:
    code = make_code(bits, vectors.shape[1])
    return code.prepare(query).multiply(code.encode(vectors))


@given(vectors=arrays(np.float32, (5, 8), elements=st.floats(-1, 1, width=32)))
@settings(deadline=None)
def test_a_byte_differs_by_half_a_step(vectors: Vectors) -> None:
    restored = _multiply(8, vectors, np.eye(8, dtype=np.float32))
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    assert (np.abs(restored - vectors) <= largest * (1 / 254 + 1 / 16_000) + 1e-6).all()


# Of a random direction a bit keeps a cosine of .798, two .94 (Gao and others, 2024).
@pytest.mark.parametrize(("bits", "off"), [(1, 0.039), (2, 0.019), (8, 0.0006)])
def test_cosines_stay_where_they_are(bits: int, off: float) -> None:
    vectors, query = _make_unit_vectors(0, 3000, 384), _make_unit_vectors(1, 12, 384)
    query[:6] = vectors[:6]
    exact = vectors @ query.T
    errors = _multiply(bits, vectors, query) - exact
    assert abs(errors.mean()) < off / 10, "they are not shrunk"
    assert abs(errors[exact > 0.6].mean()) < off / 5
    assert errors.std() < off


@pytest.mark.parametrize("bits", TOKEN_BITS)
@pytest.mark.parametrize("dimension", [1, 7, 12, 100])
def test_any_dimension_will_do(bits: int, dimension: int) -> None:
    vectors = _make_unit_vectors(2, 20, dimension)
    own = np.diag(_multiply(bits, vectors, vectors))
    assert own == pytest.approx(np.ones(20), abs=0.5)


@pytest.mark.parametrize("bits", TOKEN_BITS)
def test_a_token_that_stands_for_nothing_matches_nothing(bits: int) -> None:
    vectors = _make_unit_vectors(3, 4, 16)
    nothing = np.zeros((1, 16), dtype=np.float32)
    assert not _multiply(bits, nothing, vectors).any()
    assert _multiply(bits, vectors, nothing) == pytest.approx(np.zeros((4, 1)), abs=1e-9)


@pytest.mark.parametrize("bits", TOKEN_BITS)
def test_a_record_is_the_same_beside_any_others(bits: int) -> None:
    vectors, query = _make_unit_vectors(4, 300, 64), _make_unit_vectors(5, 9, 64)
    code = make_code(bits, 64)
    records = code.encode(vectors)
    assert records.shape == (300, code.record_bytes)
    rows = np.asarray([299, 0, 17, 17])
    together = code.prepare(query).multiply(records)
    assert (code.prepare(query).multiply(records[rows]) == together[rows]).all()


@pytest.mark.parametrize(("bits", "size"), [(1, 50), (2, 98), (8, 388)])
def test_what_a_token_takes(bits: int, size: int) -> None:
    assert make_code(bits, 384).record_bytes == size


def test_the_rotation_is_the_same_for_ever() -> None:
    rotation = codes._make_rotation(384)
    assert rotation @ rotation.T == pytest.approx(np.eye(384), abs=1e-5)
    # An index that was built with another one would find nothing.
    assert rotation[0, :3] == pytest.approx([0.087198, 0.026903, 0.052703], abs=1e-6)


def test_a_query_is_prepared_once_for_each_code() -> None:
    query = TokenQuery(_make_unit_vectors(6, 3, 16))
    one, other = make_code(1, 16), make_code(8, 16)
    assert query.prepare(one) is query.prepare(make_code(1, 16)), "of another file"
    assert query.prepare(one) is not query.prepare(other)


def test_other_bits_are_refused() -> None:
    with pytest.raises(ValueError, match="in 3 bits"):
        make_code(3, 384)


def test_the_setting_knows_every_code() -> None:
    from bot.config import settings

    assert tuple(map(int, settings.TOKEN_BITS)) == TOKEN_BITS
    assert int(settings.DEFAULT_TOKEN_BITS) == DEFAULT_TOKEN_BITS
