"""The vectors of passages, one each, and which are nearest to a query. The only file that imports
faiss."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors


class PassageVectors:
    """Unit vectors, so that inner products are cosines, in the order in which they were added."""

    def __init__(self, dimension: int) -> None:
        self._index = faiss.IndexFlatIP(dimension)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    def add(self, vectors: Vectors) -> None:
        """Vectors of shape `[count, dimension]`, behind those that there are."""
        self._index.add(vectors)

    def read(self, row: int) -> Vectors:
        """The vector at `row`, shape `[dimension]`."""
        return np.asarray(self._index.reconstruct(row), dtype=np.float32)

    def find_nearest(self, query: Vectors, k: int, among: NDArray[np.int64] | None) -> list[int]:
        """Rows of the `k` vectors nearest to `query` (shape `[dimension]`), nearest first; only of
        the rows `among` if they are given.

        :raises ValueError: if `query` has another shape.
        """
        # FAISS answers a wrong dimension with an empty AssertionError, and pads with row -1.
        if query.shape != (self.dimension,):
            raise ValueError(f"query has shape {query.shape}, the index takes [{self.dimension}]")
        chosen = None
        if among is not None:
            # A bit a row, looked up at once; a list of rows is put into a hash table every time.
            mask = np.zeros(len(self), dtype=np.bool_)
            mask[among] = True
            bitmap = np.packbits(mask, bitorder="little")
            selector = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]
            chosen = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        _, rows = self._index.search(query[np.newaxis], min(k, len(self)), params=chosen)
        return [row for row in rows[0].tolist() if row >= 0]

    def write(self, path: Path) -> None:
        """:raises OSError: if they cannot be written."""
        # Not by faiss.write_index: if the disk is full only when it closes the file, it is silent.
        path.write_bytes(faiss.serialize_index(self._index).data)


def read_vectors(path: Path) -> PassageVectors:
    """The vectors that `PassageVectors.write` wrote.

    :raises OSError, ValueError, RuntimeError: if there are none.
    """
    index = faiss.deserialize_index(np.fromfile(path, dtype=np.uint8))
    if not isinstance(index, faiss.IndexFlatIP):
        raise ValueError(f"{path} holds no flat index of inner products")
    vectors = PassageVectors(index.d)
    vectors._index = index
    return vectors
