"""Products of bytes, multiplied as the integers that they are."""

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors

_MODEL = bytes.fromhex(
    "08083ab5010a1b0a01610a01620a017a120169220d4d61744d756c496e74656765720a170a01691201662204"
    "436173742a090a02746f1801a001020a110a01660a017312016f22064d61744d756c1201675a150a01611210"
    "0a0e0802120a0a031201720a031201645a150a016212100a0e0803120a0a031201640a031201635a0b0a017a"
    "12060a04080212005a150a017312100a0e0801120a0a031201630a0312017462150a016f12100a0e0801120a"
    "0a031201720a0312017442040a00100d"
)
"""In ONNX: MatMulInteger of `a`, whose zero is `z`, and `b`, as float32, times `s`. Written out, as
what writes such models takes longer to import than an answer to find."""
_LARGEST_DIGIT = 63
"""Where a processor adds two products in 16 bits, with 255 in the other factor they still fit."""
_BASE = 2 * _LARGEST_DIGIT
_COLUMNS = 8
"""That are multiplied together: where some are left over, as with AVX2, that takes longer than all
of them."""


class IntegerProduct:
    """Multiplies rows of bytes with one query, several times as fast as in float32.

    Each number of the query is written with one digit or two, from -63 to 63, of the base 126; two
    keep it to a 16,000th of the largest of its vector, one to a 126th. Everything else is exact.
    """

    def __init__(self, query: Vectors, digits: int, zero: int) -> None:
        """`query` has the shape `[tokens, dimension]`; `zero` is the byte that stands for 0."""
        steps = np.abs(query).max(axis=1, initial=1e-12) / _LARGEST_DIGIT
        left = query / steps[:, np.newaxis]
        written, values = [], []
        for place in range(digits):
            written.append(np.rint(left))
            values.append(np.diag(steps / _BASE**place))
            left = _BASE * (left - written[-1])
        used = digits * len(query)
        columns = -(-used // _COLUMNS) * _COLUMNS
        self._digits = np.zeros((query.shape[1], columns), dtype=np.int8)
        self._digits[:, :used] = np.concatenate(written).T
        self._values = np.zeros((columns, len(query)), dtype=np.float32)
        self._values[:used] = np.concatenate(values)
        self._zero = np.asarray(zero, dtype=np.uint8)

    def multiply(self, rows: NDArray[np.uint8]) -> Vectors:
        """The product of each of `rows` with each token, shape `[rows, tokens]`."""
        session = _open_session()
        if session is None:
            floats = rows.astype(np.float32) - np.float32(self._zero)
            return np.asarray(floats @ self._digits.astype(np.float32) @ self._values)
        given = {"a": rows, "b": self._digits, "z": self._zero, "s": self._values}
        product: Vectors = session.run(None, given)[0]
        return product


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
