"""The vectors of passages on disk, one each, a byte a dimension."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors
from embeddings.index.tokens.codes import ByteCode, Records, TokenQuery, make_byte_code
from embeddings.index.tokens.token_records import JoinedRecords, TokenRecords

_Rows = NDArray[np.int64]


class VectorFile:
    """The vectors that `encode_vectors` made records of, in the file `path`.

    :raises OSError: if it cannot be read.
    :raises ValueError: if it does not hold `count` vectors of `dimension` numbers.
    """

    def __init__(self, path: Path, count: int, dimension: int) -> None:
        self.dimension = dimension
        self.code: ByteCode = make_byte_code(dimension)
        self.records = TokenRecords(path, self.code, count)

    def __len__(self) -> int:
        return len(self.records)

    def copy(self, rows: _Rows | slice) -> Records:
        """The records of `rows`."""
        return np.array(self.records.all[rows])

    def read(self, rows: _Rows | slice) -> Vectors:
        """The vectors of `rows`, shape `[rows, dimension]`; of each number the 254th part of the
        largest may be lost."""
        return self.code.decode(self.records.all[rows])


class JoinedVectors:
    """The vectors of several files: of row `i` it is number `places[i]` of `files[holders[i]]`."""

    def __init__(self, files: Sequence[VectorFile], holders: _Rows, places: _Rows) -> None:
        self._records = JoinedRecords([file.records for file in files])
        self._code = files[0].code
        self._places = self._records.starts[holders] + places

    def read(self, rows: _Rows) -> Vectors:
        """The vectors of `rows`, shape `[rows, dimension]`."""
        return self._code.decode(self._records.take(self._places[rows]))

    def multiply(self, query: Vectors, rows: _Rows) -> Vectors:
        """The product of each of `rows` with `query`, shape `[rows]`."""
        return self._records.multiply(TokenQuery(query[np.newaxis]), self._places[rows])[:, 0]


def encode_vectors(vectors: Vectors) -> Records:
    """Records of `vectors`, shape `[count, dimension]`."""
    return make_byte_code(vectors.shape[1]).encode(vectors)
