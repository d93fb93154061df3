"""The vectors of passages, one each, and which are nearest to a query. The only file that imports
faiss."""

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

_Rows = NDArray[np.int64]


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
        self._index = _index_signs(signs)
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
            rows = _search(self._index, signs, min(asked, len(self)))
        elif len(among) <= asked:
            rows = among
        else:
            rows = among[_search(_index_signs(self._signs[among]), signs, asked)]
        rows = np.sort(rows)
        order = np.argsort(-self._stored.multiply(query, rows), kind="stable")
        found: list[int] = rows[order[:k]].tolist()
        return found


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
