from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors
from embeddings.index.vectors import (
    _OF_CENTRE,
    _RESCORED,
    FlatVectors,
    PassageVectors,
    SignedVectors,
    find_centre,
    pack_signs,
)

_DIMENSION = 100
_COUNT = 9000


def _make(side: float = 0.0) -> Vectors:
    """Unit vectors in tight groups, all of them on one side of nothing by `side`."""
    rng = np.random.default_rng(19)
    groups = rng.normal(size=(300, _DIMENSION))
    vectors = groups[rng.integers(300, size=_COUNT)] + rng.normal(size=(_COUNT, _DIMENSION))
    vectors += side
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@dataclass
class _Stored:
    vectors: Vectors

    def read(self, rows: NDArray[np.int64]) -> Vectors:
        return self.vectors[rows]

    def multiply(self, query: Vectors, rows: NDArray[np.int64]) -> Vectors:
        return self.vectors[rows] @ query


def _sign(vectors: Vectors, centre: Vectors) -> SignedVectors:
    return SignedVectors(pack_signs(vectors, centre), centre, _Stored(vectors))


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
    for each in flat, signed:
        assert np.array_equal(each.read(np.asarray([7, 2])), vectors[[7, 2]])


@pytest.mark.parametrize("dimension", [13, 100, 384, 1024])
def test_signs_are_weighed_by_what_the_question_has(dimension: int) -> None:
    rng = np.random.default_rng(dimension)
    vectors = rng.normal(size=(3 * _RESCORED, dimension)).astype(np.float32)
    centre, query = vectors.mean(axis=0), rng.normal(size=dimension).astype(np.float32)
    compared: list[NDArray[np.int64]] = []

    class Seen(_Stored):
        def multiply(self, query: Vectors, rows: NDArray[np.int64]) -> Vectors:
            compared.append(rows)
            return super().multiply(query, rows)

    SignedVectors(pack_signs(vectors, centre), centre, Seen(vectors)).find_nearest(query, 3, None)
    signs = np.where(vectors > centre, 1.0, -1.0)
    products = signs @ (query - _OF_CENTRE * centre)
    (rows,) = compared
    assert np.array_equal(rows, np.unique(rows))
    assert len(rows) == _RESCORED
    # FAISS adds up numbers of eight bits.
    least = np.sort(products)[-_RESCORED] - 0.02 * products.std() * np.sqrt(dimension)
    assert products[rows].min() >= least


@pytest.mark.parametrize("shared", [0.0, 0.5, 0.8, 0.95])
def test_what_vectors_have_in_common_hides_none_of_the_nearest(shared: float) -> None:
    rng = np.random.default_rng(3)
    own = rng.normal(size=(10 * _RESCORED, 128)) / np.sqrt(128)
    vectors = np.sqrt(1 - shared) * own
    vectors[:, 0] += np.sqrt(shared)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    signed = _sign(vectors, vectors.mean(axis=0))
    found = 0
    for query in vectors[:20]:
        nearest = np.argsort(-(vectors @ query))[:10]
        found += len({*nearest.tolist()} & {*signed.find_nearest(query, 10, None)})
    assert found / 200 > 0.9


def test_a_question_without_numbers_finds_the_first() -> None:
    vectors = _make()
    signed = _sign(vectors, np.zeros_like(vectors[0]))
    assert signed.find_nearest(np.zeros_like(vectors[0]), 3, None) == [0, 1, 2]


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
    signed = _sign(np.repeat(_make()[:1], 9000, axis=0), np.zeros(_DIMENSION, dtype=np.float32))
    assert signed.find_nearest(signed.read(np.asarray([9]))[0], 3, None) == [0, 1, 2]


@pytest.mark.parametrize("make", [FlatVectors, lambda v: _sign(v, np.zeros_like(v[0]))])
def test_faiss_starts_no_threads_in_whichever_thread_it_is_asked(
    make: Callable[[Vectors], PassageVectors],
) -> None:
    vectors = _make()
    searched = make(vectors)

    def ask() -> int:
        faiss.omp_set_num_threads(2)
        searched.find_nearest(vectors[0], 5, None)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(ask).result() == 1


def test_the_centre_is_in_the_middle() -> None:
    vectors = _make(side=2.0)
    assert np.allclose(find_centre(vectors), vectors.mean(axis=0))
    assert not find_centre(vectors[:0]).any()
