from collections.abc import Callable, Sequence

import numpy as np
import pytest

from embeddings import EncodedText
from embeddings.encoders.encoder import Vectors
from embeddings.index.vectors import (
    FlatVectors,
    PassageVectors,
    SignedVectors,
    find_centre,
    pack_signs,
)
from tests.support.fake_encoder import FakeEncoder

_DIMENSION = 100
_COUNT = 9000


def _make(side: float = 0.0) -> Vectors:
    """Unit vectors in tight groups, all of them on one side of nothing by `side`."""
    rng = np.random.default_rng(19)
    groups = rng.normal(size=(300, _DIMENSION))
    vectors = groups[rng.integers(300, size=_COUNT)] + rng.normal(size=(_COUNT, _DIMENSION))
    vectors += side
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _sign(vectors: Vectors, centre: Vectors) -> SignedVectors:
    return SignedVectors(pack_signs(vectors, centre), centre, lambda rows: vectors[rows])


@pytest.mark.parametrize("side", [0.0, 4.0])
def test_nearly_all_of_the_nearest_are_found_by_signs(side: float) -> None:
    vectors = _make(side)
    flat, signed = FlatVectors(vectors), _sign(vectors, vectors.mean(axis=0))
    assert len(flat) == len(signed) == _COUNT
    assert flat.dimension == signed.dimension == _DIMENSION
    found = [
        len({*signed.find_nearest(query, 30, None)} & {*flat.find_nearest(query, 30, None)})
        for query in vectors[::200]
    ]
    assert sum(found) >= 0.98 * 30 * len(found)
    assert np.array_equal(signed.read(7), vectors[7])


@pytest.mark.parametrize("make", [FlatVectors, lambda v: _sign(v, np.zeros_like(v[0]))])
@pytest.mark.parametrize("step", [1, 2, 700])
def test_only_some_rows_are_searched(make: Callable[[Vectors], PassageVectors], step: int) -> None:
    vectors = _make()
    among = np.arange(3, _COUNT, step)
    found = make(vectors).find_nearest(vectors[3], 5, among)
    best = among[np.argsort(-(vectors[among] @ vectors[3]))]
    assert found[0] == 3
    assert len(found) == len(set(found)) == 5
    assert set(found) <= set(among.tolist())
    assert found == best[:5].tolist()


@pytest.mark.parametrize("make", [FlatVectors, lambda v: _sign(v, np.zeros_like(v[0]))])
def test_what_cannot_be_compared_is_refused(make: Callable[[Vectors], PassageVectors]) -> None:
    vectors = _make()[:3]
    assert sorted(make(vectors).find_nearest(vectors[0], 9, None)) == [0, 1, 2]
    assert make(vectors).find_nearest(vectors[0], 9, np.empty(0, dtype=np.int64)) == []
    with pytest.raises(ValueError, match=r"shape \(99,\), the index takes \[100\]"):
        make(vectors).find_nearest(vectors[0, 1:], 1, None)


def test_what_is_equally_near_is_in_the_order_of_rows() -> None:
    signed = _sign(np.repeat(_make()[:1], 5000, axis=0), np.zeros(_DIMENSION, dtype=np.float32))
    assert signed.find_nearest(signed.read(9), 3, None) == [0, 1, 2]


class _OneSided(FakeEncoder):
    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        encoded = super().encode_passages(texts)
        for text in encoded:
            text.vector[:] += 3
        return encoded


def test_the_centre_is_where_an_encoder_has_its_texts() -> None:
    centre = find_centre(_OneSided())
    assert centre.shape == (8,)
    assert (centre > 2).all()
    assert not find_centre(FakeEncoder(name="all-MiniLM-L6-v2")).any()
