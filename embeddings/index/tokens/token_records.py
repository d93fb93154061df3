"""Tokens' records, of which those that are needed are read."""

import mmap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors
from embeddings.index.mapping import MIN_MAPPED_BYTES, map_file
from embeddings.index.tokens.codes import Records, TokenCode, TokenQuery

_Rows = NDArray[np.int64]

_BLOCK_ROWS = 2048
"""So many stay in the processor's cache between being fetched and being multiplied; of half as many
the calls take a fourteenth of the time more."""


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


class AbsentRecords(TokenRecords):
    """So many records of a code that lie elsewhere."""

    def __init__(self, code: TokenCode, tokens: int) -> None:
        self.code = code
        self.all = np.empty((0, code.record_bytes), dtype=np.uint8)
        self._tokens = tokens

    def __len__(self) -> int:
        return self._tokens


class JoinedRecords:
    """The records of several files, numbered through as if these lay one behind the other.

    :raises ValueError: if they are of several codes.
    """

    def __init__(self, files: Sequence[TokenRecords]) -> None:
        if len({file.code for file in files}) > 1:
            raise ValueError("the tokens are stored in several codes")
        self._files = files
        self._ends = np.cumsum([len(file) for file in files])
        self.starts = self._ends - [len(file) for file in files]
        """The number of the first record of each file, shape `[files]`."""

    def multiply(self, query: TokenQuery, rows: _Rows) -> Vectors:
        """The product of each of the tokens `rows` with each of `query`, shape
        `[rows, query tokens]`."""
        products = np.empty((len(rows), len(query.vectors)), dtype=np.float32)
        if not len(rows):
            return products
        code = self._files[0].code
        product = query.prepare(code)
        order, rows = self._group(rows)
        # Again and again the same memory, which the processor has at hand.
        fetched = np.empty((min(len(rows), _BLOCK_ROWS), code.record_bytes), dtype=np.uint8)
        for start in range(0, len(rows), _BLOCK_ROWS):
            block = rows[start : start + _BLOCK_ROWS]
            some = fetched[: len(block)]
            self._fetch(block, some)
            products[start : start + _BLOCK_ROWS] = product.multiply(some)
        return _put_back(products, order)

    def take(self, rows: _Rows) -> Records:
        """The records `rows`, copied."""
        fetched = np.empty((len(rows), self._files[0].code.record_bytes), dtype=np.uint8)
        order, rows = self._group(rows)
        self._fetch(rows, fetched)
        return _put_back(fetched, order)

    def _group(self, rows: _Rows) -> tuple[_Rows | None, _Rows]:
        """`rows` with those of the first file first, then those of the next; and where each of them
        stood, None if all stand as they stood."""
        if len(self._files) == 1:
            return None, rows
        order = np.argsort(self._find_files(rows), kind="stable")
        return order, rows[order]

    def _fetch(self, rows: _Rows, records: Records) -> None:
        """Writes those of `rows`, which are grouped, into `records`: one file after the other, so
        that a change which has left many files costs little."""
        if len(self._files) == 1:
            self._files[0].all.take(rows, axis=0, out=records, mode="clip")
            return
        ends = self._find_files(rows).searchsorted(range(len(self._files)), side="right").tolist()
        for file, start, end, first in zip(
            self._files, [0, *ends], ends, self.starts.tolist(), strict=False
        ):
            if end > start:
                # Where numpy is to raise for rows that are out of bounds, it fetches them twice.
                own = rows[start:end] - first
                file.all.take(own, axis=0, out=records[start:end], mode="clip")

    def _find_files(self, rows: _Rows) -> NDArray[np.uint16]:
        """The number of the file that each of `rows` lies in. So small a kind of number is sorted
        by counting."""
        return self._ends.searchsorted(rows, side="right").astype(np.uint16)


def _put_back(found: NDArray[Any], order: _Rows | None) -> NDArray[Any]:
    """What was `found` of rows that had been put into this order."""
    if order is None:
        return found
    put_back = np.empty_like(found)
    put_back[order] = found
    return put_back


def _map_records(path: Path, shape: tuple[int, int]) -> Records:
    if shape[0] * shape[1] < MIN_MAPPED_BYTES:
        return map_file(path, np.uint8, shape)
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if hasattr(mapped, "madvise"):  # not on Windows
        # Else the system reads megabytes around each passage that nobody has asked for.
        mapped.madvise(mmap.MADV_RANDOM)
    return np.frombuffer(mapped, dtype=np.uint8).reshape(shape)
