"""The vectors of passages, one each, and which are nearest to a query. The only file that imports
faiss."""

import functools
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors

MAX_COMPARED = 32_768
"""Passages that are all compared with a question. Of more their signs are, at a bit a dimension."""
_RESCORED = 4000
_SHARE_RESCORED = 1 / 100
"""Of all passages, or `_RESCORED` if that is more: those with the most signs of the question's,
whose vectors are then compared with it."""

_PARTED = 200_000
"""Passages from which on two threads look at every other one each: signs of a million take some 8
milliseconds, and the vectors of the likest 3 more."""
_THREADS = 2

_Rows = NDArray[np.int64]


@functools.cache
def _start_threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="vectors")


class PassageVectors(Protocol):
    """Unit vectors, so that inner products are cosines, of passages by row."""

    def __len__(self) -> int: ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    def read(self, rows: _Rows) -> Vectors:
        """The vectors of `rows`, shape `[rows, dimension]`."""

    def find_nearest(self, query: Vectors, k: int, among: _Rows | None) -> list[int]:
        """Rows of the `k` vectors nearest to `query` (shape `[dimension]`), nearest first; only of
        the rows `among` if they are given.

        :raises ValueError: if `query` has another shape.
        """


class StoredVectors(Protocol):
    """Vectors on disk."""

    def read(self, rows: _Rows) -> Vectors:
        """The vectors of `rows`, shape `[rows, dimension]`."""

    def multiply(self, query: Vectors, rows: _Rows) -> Vectors:
        """The product of each of `rows` with `query` (shape `[dimension]`), shape `[rows]`."""


class FlatVectors:
    """`PassageVectors` in memory, shape `[passages, dimension]`, all of which a query is compared
    with."""

    def __init__(self, vectors: Vectors) -> None:
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """As `PassageVectors`."""
        return int(self._index.d)

    def read(self, rows: _Rows) -> Vectors:
        """As `PassageVectors`."""
        return np.asarray(self._index.reconstruct_batch(rows), dtype=np.float32)

    def find_nearest(self, query: Vectors, k: int, among: _Rows | None) -> list[int]:
        """As `PassageVectors`."""
        _check_shape(query, self.dimension)
        chosen = None
        if among is not None:
            # A bit a row, looked up at once; a list of rows is put into a hash table every time.
            mask = np.zeros(len(self), dtype=np.bool_)
            mask[among] = True
            bitmap = np.packbits(mask, bitorder="little")
            selector = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]
            chosen = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        rows = _search(self._index, query, min(k, len(self)), chosen)
        # FAISS pads with row -1.
        return [row for row in rows.tolist() if row >= 0]


class SignedVectors:
    """`PassageVectors` on disk, of which only the signs are in memory: `signs` as `pack_signs`
    makes them with `centre`, shape `[passages, bytes]`; the vectors are `stored`.

    Comparing signs and then the vectors of the likest finds .990 of the 30 nearest of a million
    passages (`tests/benchmarks/scale.py`), in a tenth of the time that comparing all vectors
    takes. Clusters of an IVF would have to be learnt anew as passages are added, and find less at a
    cost that is no smaller.
    """

    def __init__(self, signs: NDArray[np.uint8], centre: Vectors, stored: StoredVectors) -> None:
        self._signs = signs
        parts = _THREADS if len(signs) >= _PARTED else 1
        # Passages that are alike stand beside each other, so each part has every other one.
        self._parts = [_index_signs(signs[first::parts]) for first in range(parts)]
        self._centre = centre
        self._stored = stored

    def __len__(self) -> int:
        return len(self._signs)

    @property
    def dimension(self) -> int:
        """As `PassageVectors`."""
        return len(self._centre)

    def read(self, rows: _Rows) -> Vectors:
        """As `PassageVectors`."""
        return self._stored.read(rows)

    def find_nearest(self, query: Vectors, k: int, among: _Rows | None) -> list[int]:
        """As `PassageVectors`."""
        _check_shape(query, self.dimension)
        signs = pack_signs(query[np.newaxis], self._centre)[0]
        asked = max(_RESCORED, int(_SHARE_RESCORED * len(self)), k)
        if among is None or len(among) == len(self):
            search = functools.partial(self._search_part, signs, query, asked, k)
            others = [_start_threads().submit(search, part) for part in range(1, len(self._parts))]
            found = [search(0), *(other.result() for other in others)]
            rows, products = (np.concatenate(column) for column in zip(*found, strict=True))
        elif len(among) <= asked:
            rows, products = self._find_best(query, among, k)
        else:
            likest = _search(_index_signs(self._signs[among]), signs, asked)
            rows, products = self._find_best(query, among[likest], k)
        best: list[int] = rows[np.lexsort((rows, -products))[:k]].tolist()
        return best

    def _search_part(
        self, signs: NDArray[np.uint8], query: Vectors, asked: int, k: int, part: int
    ) -> tuple[_Rows, Vectors]:
        """As `_find_best`, of those of a part that have the most signs of the question's."""
        parts = len(self._parts)
        index = self._parts[part]
        likest = _search(index, signs, min(-(-asked // parts), index.ntotal))
        return self._find_best(query, parts * likest + part, k)

    def _find_best(self, query: Vectors, rows: _Rows, k: int) -> tuple[_Rows, Vectors]:
        """The `k` of `rows` that are nearest to `query`, or all, and its product with each."""
        rows = np.sort(rows)
        products = self._stored.multiply(query, rows)
        best = np.argsort(-products, kind="stable")[:k]
        return rows[best], products[best]


def pack_signs(vectors: Vectors, centre: Vectors) -> NDArray[np.uint8]:
    """For each number of `vectors`, shape `[count, dimension]`, whether it is more than that of
    `centre`, a bit each, shape `[count, bytes]`."""
    return np.packbits(vectors > centre, axis=1)


def find_centre(vectors: Vectors) -> Vectors:
    """What signs are told from, shape `[dimension]`: the mean of `vectors`, as those of many
    encoders and of articles on one subject lie on one side. About the mean is as good."""
    if not len(vectors):
        return np.zeros(vectors.shape[1], dtype=np.float32)
    return np.asarray(vectors.mean(axis=0), dtype=np.float32)


def _index_signs(signs: NDArray[np.uint8]) -> faiss.IndexBinaryFlat:
    index = faiss.IndexBinaryFlat(8 * signs.shape[1])
    # Counting is several times as fast where thousands are asked for.
    index.use_heap = False  # type: ignore[attr-defined]
    index.add(signs)
    return index


def _search(
    index: faiss.Index | faiss.IndexBinary, query: NDArray[Any], k: int, chosen: Any = None
) -> _Rows:
    """The rows of the `k` nearest to `query`."""
    # For each thread FAISS has a number of its own, and threads of OpenMP that wait for each other
    # take five times as long where the processor is busy.
    faiss.omp_set_num_threads(1)
    rows: _Rows = index.search(query[np.newaxis], k, params=chosen)[1][0]
    return rows


def _check_shape(query: Vectors, dimension: int) -> None:
    # FAISS answers a wrong dimension with an empty AssertionError.
    if query.shape != (dimension,):
        raise ValueError(f"query has shape {query.shape}, the index takes [{dimension}]")
