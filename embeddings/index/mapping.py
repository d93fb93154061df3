"""Files as arrays: what is large stays on disk until it is asked for."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

MIN_MAPPED_BYTES = 65_536
"""Of a file that stays on disk. Each takes one of those that a process may have open, often a
thousand, and killed builds may leave hundreds of small segments, with a dozen files each."""


def map_file(path: Path, kind: DTypeLike, shape: tuple[int, ...] | None = None) -> NDArray[Any]:
    """The numbers in `path`, in `shape`, or one after the other. What is mapped can be read as long
    as somebody has it, whoever removes the file.

    :raises OSError, ValueError: if it is missing or has another size.
    """
    if path.stat().st_size < MIN_MAPPED_BYTES:
        numbers = np.fromfile(path, dtype=kind)
        return numbers if shape is None else numbers.reshape(shape)
    # A plain array over the mapped file: each slice of a memmap object costs as much as the sum.
    return np.asarray(np.memmap(path, dtype=kind, mode="r", shape=shape))
