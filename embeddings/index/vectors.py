"""The vectors of passages, one each, and which are nearest to a query. The only file that imports
faiss."""

from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors

MAX_COMPARED = 32_768
"""Passages that are all compared with a question. Of more their signs are, at a bit a dimension."""
_RESCORED = 2000
_SHARE_RESCORED = 1 / 400
"""Of all passages, or `_RESCORED` if that is more: those whose signs agree most with the question,
whose vectors are then compared with it."""
_RESCORED_OF_SOME = 4000
_SHARE_RESCORED_OF_SOME = 1 / 100
"""The same where only some passages are searched, by the signs that they have in common with the
question: these say less."""
_OF_CENTRE = 0.5
"""So much of the centre at least is taken off a question before signs are weighed by it: with
nothing, or with all of it, two to four times as many must be looked at again to find as many of the
nearest. Where vectors have more in common, it is as much as their mean cosine, the centre's square:
what is left of the centre would outweigh all that tells them apart."""

_PART = 4
"""Signs that are looked up at once."""

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

    Weighing signs and then comparing the vectors of the likest finds .999 of the 30 nearest of a
    million passages (`tests/benchmarks/scale.py`), in a twentieth of the time that comparing all
    vectors takes. Clusters of an IVF would have to be learnt anew as passages are added, and find
    less at a cost that is no smaller.
    """

    def __init__(self, signs: NDArray[np.uint8], centre: Vectors, stored: StoredVectors) -> None:
        self._signs = signs
        self._weighed = _WeighedSigns(signs)
        self._centre = centre
        self._taken_off = max(_OF_CENTRE, float(centre @ centre)) * centre
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
        if among is None or len(among) == len(self):
            asked = max(_RESCORED, int(_SHARE_RESCORED * len(self)), k)
            rows = self._weighed.find_likest(query - self._taken_off, asked)
        else:
            rows = self._choose(query, max(k, _RESCORED_OF_SOME), among)
        rows = np.sort(rows)
        order = np.argsort(-self._stored.multiply(query, rows), kind="stable")
        found: list[int] = rows[order[:k]].tolist()
        return found

    def _choose(self, query: Vectors, least: int, among: _Rows) -> _Rows:
        """Those of the rows `among` that are looked at again: `least`, or more if that is a smaller
        share than `_SHARE_RESCORED_OF_SOME`."""
        asked = max(least, int(_SHARE_RESCORED_OF_SOME * len(self)))
        if len(among) <= asked:
            return among
        # What weighs signs cannot be limited to some, and takes longer to make than to search.
        signs = pack_signs(query[np.newaxis], self._centre)[0]
        return among[_search(_index_signs(self._signs[among]), signs, asked)]


class _WeighedSigns:
    """Signs, shape `[passages, bytes]`, whose sums are taken by the numbers of a question.

    For FAISS these are products (Jégou, Douze and Schmid, 2011) whose parts have four numbers, each
    1 or -1: half a byte of signs is a code as it is. What each code adds for one question fits into
    registers, by which 32 passages are summed at once (André, Kermarrec and Le Scouarnec, Cache
    locality is not enough, 2015): two thirds of what counting common signs takes, while a question
    is not cut down to its own signs.
    """

    def __init__(self, signs: NDArray[np.uint8]) -> None:
        count, held = signs.shape
        codes = faiss.IndexPQ(8 * held, 2 * held, _PART, faiss.METRIC_INNER_PRODUCT)
        # The numbers of each code, those of its highest bit last.
        values = np.unpackbits(np.arange(2**_PART, dtype=np.uint8)[:, np.newaxis], axis=1)
        numbers = 2 * values[:, : _PART - 1 : -1].astype(np.float32) - 1
        faiss.copy_array_to_vector(np.tile(numbers.ravel(), 2 * held), codes.pq.centroids)
        faiss.copy_array_to_vector(np.ascontiguousarray(signs).ravel(), codes.codes)
        codes.is_trained, codes.ntotal = True, count
        self._index = faiss.IndexPQFastScan(codes)  # type: ignore[arg-type]

    def find_likest(self, query: Vectors, k: int) -> _Rows:
        """The rows of the `k` whose signs, 1 or -1, have the largest product with `query`, or of
        all if there are not as many."""
        k = min(k, self._index.ntotal)
        asked = np.zeros(self._index.d, dtype=np.float32)
        asked[: len(query)] = query
        # FAISS scales by the largest number, and finds nothing if that is 0.
        if not asked.any():
            return np.arange(k)
        # A code has its first number in its lowest bit, `pack_signs` in the highest of a byte.
        return _search(self._index, asked.reshape(-1, 8)[:, ::-1].ravel(), k)


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
