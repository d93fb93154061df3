"""Cosines with tokens that are kept in eight bits, multiplied as the integers that they are."""

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors

_MODEL = bytes.fromhex(
    "08083ab3010a1b0a01610a01620a017a120169220d4d61744d756c496e74656765720a170a01691201662204"
    "436173742a090a02746f1801a001020a110a01660a017312016f22064d61744d756c1201672a0910022a0280"
    "0142017a5a150a016112100a0e0802120a0a031201720a031201645a150a016212100a0e0803120a0a031201"
    "640a031201635a150a017312100a0e0801120a0a031201630a0312017462150a016f12100a0e0801120a0a03"
    "1201720a0312017442040a00100d"
)
"""In ONNX: MatMulInteger of `a`, whose zero is 128, and `b`, as float32, times `s`. Written out, as
what writes such models takes longer to import than an answer to find."""
_LARGEST_DIGIT = 63
"""Where a processor adds two products in 16 bits, with 255 in the other factor they still fit."""
_BASE = 2 * _LARGEST_DIGIT
_BLOCK_ROWS = 1024
"""So many stay in the processor's cache between being fetched and being multiplied."""


class IntegerProduct:
    """Multiplies rows of int8 with one query, several times as fast as in float32.

    Each number of the query is written with two digits, from -63 to 63, of the base 126, which
    keeps it to a 16,000th of the largest of its vector; everything else is exact.
    """

    def __init__(self, query: Vectors) -> None:
        """`query` has the shape `[tokens, dimension]`."""
        steps = np.abs(query).max(axis=1, initial=1e-12) / _LARGEST_DIGIT
        scaled = query / steps[:, np.newaxis]
        first = np.rint(scaled)
        second = np.rint(_BASE * (scaled - first))
        self._digits = np.ascontiguousarray(np.concatenate([first, second]).T, dtype=np.int8)
        values = np.concatenate([np.diag(steps), np.diag(steps / _BASE)])
        self._values = values.astype(np.float32)

    @property
    def token_count(self) -> int:
        """How many tokens the query has."""
        return int(self._values.shape[1])

    def multiply(
        self, vectors: NDArray[np.int8], scales: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> Vectors:
        """The product of each of `vectors[rows]`, times its factor of `scales`, with each token,
        shape `[rows, tokens]`."""
        multiply = self._multiply_floats if _open_session() is None else self._multiply_integers
        products = np.empty((len(rows), self._values.shape[1]), dtype=np.float32)
        factors = scales.take(rows)[:, np.newaxis]
        # Again and again the same memory, which the processor has at hand.
        fetched = np.empty((min(len(rows), _BLOCK_ROWS), vectors.shape[1]), dtype=np.int8)
        for start in range(0, len(rows), _BLOCK_ROWS):
            block = slice(start, start + _BLOCK_ROWS)
            some = fetched[: len(rows[block])]
            # Where numpy is to raise for rows that are out of bounds, it fetches them twice.
            vectors.take(rows[block], axis=0, out=some, mode="clip")
            np.multiply(multiply(some), factors[block], out=products[block])
        return products

    def _multiply_integers(self, fetched: NDArray[np.int8]) -> Vectors:
        unsigned = fetched.view(np.uint8)
        unsigned ^= 128  # from -128 … 127 to 0 … 255
        given = {"a": unsigned, "b": self._digits, "s": self._values}
        product: Vectors = _open_session().run(None, given)[0]
        return product

    def _multiply_floats(self, fetched: NDArray[np.int8]) -> Vectors:
        return fetched.astype(np.float32) @ self._digits.astype(np.float32) @ self._values


@functools.cache
def _open_session() -> Any:
    """None where the library cannot be imported: numpy does without, in several times the time."""
    # Imported here, as most commands do without it.
    try:
        import onnxruntime
    except ImportError:
        return None

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(_MODEL, options, providers=["CPUExecutionProvider"])
