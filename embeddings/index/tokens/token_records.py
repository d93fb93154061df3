"""Tokens' records, of which those that are needed are read."""

import mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors
from embeddings.index.mapping import MIN_MAPPED_BYTES, map_file
from embeddings.index.tokens.codes import Records, TokenCode, TokenQuery

_BLOCK_ROWS = 1024
"""So many stay in the processor's cache between being fetched and being multiplied."""


class TokenRecords:
    """The records of `tokens` tokens at `path`, open for as long as this object lives."""

    def __init__(self, path: Path, code: TokenCode, tokens: int) -> None:
        """:raises OSError: if it cannot be read.
        :raises ValueError: if it holds another number of records."""
        if path.stat().st_size != tokens * code.record_bytes:
            raise ValueError("the tokens' files do not belong together")
        self.code = code
        self.all = _map_records(path, (tokens, code.record_bytes))
        """Not in memory but for what is read of them."""

    def __len__(self) -> int:
        return len(self.all)

    def read(self, first: int, last: int) -> Records:
        """The records from `first` up to `last`, not copied."""
        return self.all[first:last]

    def multiply(self, query: TokenQuery, rows: NDArray[np.int64]) -> Vectors:
        """The product of each of the tokens `rows` with each of `query`, shape
        `[rows, query tokens]`."""
        if not len(rows):
            return np.empty((0, len(query.vectors)), dtype=np.float32)
        product = query.prepare(self.code)
        products = np.empty((len(rows), len(query.vectors)), dtype=np.float32)
        # Again and again the same memory, which the processor has at hand.
        fetched = np.empty((min(len(rows), _BLOCK_ROWS), self.code.record_bytes), dtype=np.uint8)
        for start in range(0, len(rows), _BLOCK_ROWS):
            block = rows[start : start + _BLOCK_ROWS]
            some = fetched[: len(block)]
            # Where numpy is to raise for rows that are out of bounds, it fetches them twice.
            self.all.take(block, axis=0, out=some, mode="clip")
            products[start : start + _BLOCK_ROWS] = product.multiply(some)
        return products


def _map_records(path: Path, shape: tuple[int, int]) -> Records:
    if shape[0] * shape[1] < MIN_MAPPED_BYTES:
        return map_file(path, np.uint8, shape)
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if hasattr(mapped, "madvise"):  # not on Windows
        # Else the system reads megabytes around each passage that nobody has asked for.
        mapped.madvise(mmap.MADV_RANDOM)
    return np.frombuffer(mapped, dtype=np.uint8).reshape(shape)
