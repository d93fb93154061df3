"""The codes in which vectors are stored: those of tokens with eight bits a dimension, or two, or
one, those of passages with eight."""

import functools
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors
from embeddings.index.tokens.integer_product import IntegerProduct

DEFAULT_TOKEN_BITS = 8
TOKEN_BITS = (1, 2, 8)

Records = NDArray[np.uint8]
"""Of one token each, shape `[tokens, record bytes]`."""

_ROTATION_SEED = 0
"""Any other does as well; figures of five are in docs/retrieval.md, and none was chosen by them."""
_LEVEL_STEP = 1.0
"""Between the four levels of two bits, in standard deviations: what loses least of a normal
distribution (Max, Quantizing for Minimum Distortion, 1960)."""


class CodeProduct(Protocol):
    """The vectors of one query, ready to be multiplied with what one code has stored."""

    def multiply(self, records: Records) -> Vectors:
        """The product of each of `records` with each token of the query, shape
        `[records, tokens]`."""


class TokenCode(Protocol):
    """How vectors of one dimension become records of bytes, and are multiplied as such."""

    record_bytes: int

    def encode(self, vectors: Vectors) -> Records:
        """Records of `vectors`, which have the shape `[tokens, dimension]`."""

    def prepare(self, query: Vectors) -> CodeProduct:
        """What multiplies records with `query`, which has the shape `[tokens, dimension]`."""


@functools.cache
def make_code(bits: int, dimension: int) -> TokenCode:
    """The code with one of `TOKEN_BITS` a dimension, one object for all files that are stored so.

    :raises ValueError: if there is none with so many.
    """
    if bits not in TOKEN_BITS:
        raise ValueError(f"tokens cannot be read in {bits} bits a dimension")
    return make_byte_code(dimension) if bits == 8 else _BitCode(bits, dimension)


@functools.cache
def make_byte_code(dimension: int) -> "ByteCode":
    """The code with eight bits a dimension, in which passages' vectors are stored, too."""
    return ByteCode(dimension)


class TokenQuery:
    """The tokens of one query, to be multiplied with whatever codes an index is stored in."""

    def __init__(self, vectors: Vectors) -> None:
        """`vectors` have the shape `[tokens, dimension]`."""
        self.vectors = vectors
        self._products: dict[TokenCode, CodeProduct] = {}

    def prepare(self, code: TokenCode) -> CodeProduct:
        """What multiplies records of `code`, made once for each."""
        if code not in self._products:
            self._products[code] = code.prepare(self.vectors)
        return self._products[code]


class ByteCode:
    """A byte a dimension, from 0 to 255 for -128 to 127, and a float32 to multiply them by."""

    def __init__(self, dimension: int) -> None:
        self.record_bytes = dimension + 4
        self._dimension = dimension

    def encode(self, vectors: Vectors) -> Records:
        """Records of `vectors`, which have the shape `[tokens, dimension]`."""
        factors = np.abs(vectors).max(axis=1, initial=1e-12) / 127
        records = np.empty((len(vectors), self.record_bytes), dtype=np.uint8)
        records[:, : self._dimension] = np.rint(vectors / factors[:, np.newaxis]) + 128
        records[:, self._dimension :] = _write(factors.astype(np.float32))
        return records

    def decode(self, records: Records) -> Vectors:
        """The vectors of `records`, shape `[records, dimension]`."""
        vectors = records[:, : self._dimension].astype(np.float32)
        vectors -= 128
        vectors *= _read(records[:, self._dimension :], np.float32)
        return vectors

    def prepare(self, query: Vectors) -> CodeProduct:
        """What multiplies records with `query`, which has the shape `[tokens, dimension]`."""
        return _ByteProduct(query, self.record_bytes)


class _ByteProduct:
    def __init__(self, query: Vectors, record_bytes: int) -> None:
        self._dimension = query.shape[1]
        # Whole records are multiplied, with nothing where the factor lies: cheaper than a copy.
        self._product = IntegerProduct(_fill(query, record_bytes), digits=2, zero=128)

    def multiply(self, records: Records) -> Vectors:
        products = self._product.multiply(records)
        products *= _read(records[:, self._dimension :], np.float32)
        return products


class _BitCode:
    """One or two bits a dimension of the vector in another basis, and a float16 (RaBitQ: Gao and
    Long, 2024).

    In a random basis any vector's numbers are as if normally distributed, so a bit says as much of
    one as of the next. Levels v of a vector x are signs, or with two bits -3, -1, 1 and 3; with any
    query q, <q, x> is on average <q, v> · <x, x> / <x, v>, which keeps cosines where they
    are, so that they can be read as those of whole numbers are. For each bit all dimensions lie
    together, the more significant first.
    """

    def __init__(self, bits: int, dimension: int) -> None:
        self._bits = bits
        self._dimension = dimension
        self._plane_bytes = -(-dimension // 8)
        self.record_bytes = bits * self._plane_bytes + 2

    def encode(self, vectors: Vectors) -> Records:
        rotated = vectors @ _make_rotation(self._dimension)
        squares = np.einsum("td,td->t", rotated, rotated)
        planes = [rotated >= 0]
        if self._bits == 2:
            border = _LEVEL_STEP * np.sqrt(squares / max(1, self._dimension))[:, np.newaxis]
            planes.append(np.where(planes[0], rotated >= border, rotated >= -border))
        levels = sum(
            (2.0 * plane - 1) * 2 ** (self._bits - 1 - place) for place, plane in enumerate(planes)
        )
        held = np.einsum("td,td->t", rotated, levels)
        # A token that stands for nothing has only zeros.
        factors = np.divide(squares, held, out=np.zeros_like(squares), where=held > 0)
        packed = [np.packbits(plane, axis=1) for plane in planes]
        return np.concatenate([*packed, _write(factors.astype(np.float16))], axis=1)

    def prepare(self, query: Vectors) -> CodeProduct:
        rotated = query @ _make_rotation(self._dimension)
        length = 8 * self._plane_bytes
        planes = [_fill(rotated * 2**place, length) for place in reversed(range(self._bits))]
        return _BitProduct(_fill(np.concatenate(planes, axis=1), 8 * self.record_bytes))


class _BitProduct:
    def __init__(self, query: Vectors) -> None:
        """`query` has for each token a number for each bit of a record."""
        # One digit: that loses a fortieth of what one bit has lost, a twentieth of what two have.
        # Where the records have 0 and 1, the levels are -1 and 1: twice as much, less all of it.
        self._product = IntegerProduct(2 * query, digits=1, zero=0)
        self._all = self._product.multiply(np.ones((1, query.shape[1]), dtype=np.uint8)) / 2

    def multiply(self, records: Records) -> Vectors:
        # As one row: along an axis it takes twice as long.
        bits = np.unpackbits(records).reshape(len(records), 8 * records.shape[1])
        products = self._product.multiply(bits)
        products -= self._all
        products *= _read(records[:, -2:], np.float16)
        return products


@functools.cache
def _make_rotation(dimension: int) -> Vectors:
    """A random orthogonal matrix, the same everywhere and for ever, shape
    `[dimension, dimension]`."""
    # Unlike newer ones, this generator never changes.
    random = np.random.RandomState(_ROTATION_SEED)
    basis, triangle = np.linalg.qr(random.standard_normal((dimension, dimension)))
    # Which of two opposite directions comes out, differs from one library to another.
    signs = np.where(np.diag(triangle) < 0, -1.0, 1.0)
    return np.asarray(basis * signs, dtype=np.float32)


def _fill(query: Vectors, length: int) -> Vectors:
    """`query` with zeros behind the numbers of each token, `length` in all."""
    filled = np.zeros((len(query), length), dtype=np.float32)
    filled[:, : query.shape[1]] = query
    return filled


def _write(factors: NDArray[np.floating]) -> Records:
    """The bytes of each factor."""
    little = factors.astype(factors.dtype.newbyteorder("<"))
    return little[:, np.newaxis].view(np.uint8)


def _read(written: Records, kind: type[np.float16] | type[np.float32]) -> Vectors:
    """The factors that `_write` wrote, shape `[records, 1]`."""
    little = np.dtype(kind).newbyteorder("<")
    return written.view(little).astype(np.float32, copy=False)
