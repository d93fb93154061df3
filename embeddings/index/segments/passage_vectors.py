"""The vectors of passages on disk, one each, a byte a dimension."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors
from embeddings.index.tokens.codes import ByteCode, Records, TokenQuery, make_byte_code
from embeddings.index.tokens.token_records import TokenRecords

_Rows = NDArray[np.int64]


class VectorFile:
    """The vectors that `encode_vectors` made records of, in the file `path`.

    :raises OSError: if it cannot be read.
    :raises ValueError: if it does not hold `count` vectors of `dimension` numbers.
    """

    def __init__(self, path: Path, count: int, dimension: int) -> None:
        self.dimension = dimension
        self._code: ByteCode = make_byte_code(dimension)
        self._records = TokenRecords(path, self._code, count)

    def __len__(self) -> int:
        return len(self._records)

    def copy(self, rows: _Rows | slice) -> Records:
        """The records of `rows`."""
        return np.array(self._records.all[rows])

    def read(self, rows: _Rows | slice) -> Vectors:
        """The vectors of `rows`, shape `[rows, dimension]`; of each number the 254th part of the
        largest may be lost."""
        return self._code.decode(self._records.all[rows])

    def multiply(self, query: TokenQuery, rows: _Rows) -> Vectors:
        """The product of each of `rows` with each vector of `query`, shape
        `[rows, query vectors]`."""
        return self._records.multiply(query, rows)


class JoinedVectors:
    """The vectors of several files: of row `i` it is number `places[i]` of `files[holders[i]]`."""

    def __init__(self, files: Sequence[VectorFile], holders: _Rows, places: _Rows) -> None:
        self._files = files
        self._holders = holders
        self._places = places

    def read(self, rows: _Rows) -> Vectors:
        """The vectors of `rows`, shape `[rows, dimension]`."""
        found: Vectors = np.empty((len(rows), self._files[0].dimension), dtype=np.float32)
        for number, here in self._split(rows):
            found[here] = self._files[number].read(self._places[rows[here]])
        return found

    def multiply(self, query: Vectors, rows: _Rows) -> Vectors:
        """The product of each of `rows` with `query`, shape `[rows]`."""
        prepared = TokenQuery(query[np.newaxis])
        found: Vectors = np.empty(len(rows), dtype=np.float32)
        for number, here in self._split(rows):
            products = self._files[number].multiply(prepared, self._places[rows[here]])
            found[here] = products[:, 0]
        return found

    def _split(self, rows: _Rows) -> list[tuple[int, NDArray[np.bool_]]]:
        """Which of `rows` lie in which file."""
        holders = self._holders[rows]
        return [(number, holders == number) for number in np.unique(holders).tolist()]


def encode_vectors(vectors: Vectors) -> Records:
    """Records of `vectors`, shape `[count, dimension]`."""
    return make_byte_code(vectors.shape[1]).encode(vectors)
