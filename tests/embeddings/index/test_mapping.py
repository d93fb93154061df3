"""Large files stay on disk, small ones take no place among those that are open."""

import os
from pathlib import Path

import numpy as np
import pytest

from embeddings.index.mapping import MIN_MAPPED_BYTES, map_file

_OPEN = Path("/proc/self/fd")


@pytest.mark.parametrize("count", [0, 1, MIN_MAPPED_BYTES // 4, MIN_MAPPED_BYTES])
def test_numbers_are_those_of_the_file_whatever_becomes_of_it(count: int, tmp_path: Path) -> None:
    numbers = np.arange(2 * count, dtype=np.uint32).reshape(count, 2)
    path = tmp_path / "file"
    path.write_bytes(numbers.tobytes())
    whole, flat = map_file(path, np.uint32, (count, 2)), map_file(path, np.uint32)
    path.unlink()
    assert np.array_equal(whole, numbers)
    assert np.array_equal(flat, numbers.reshape(-1))


@pytest.mark.parametrize("size", [12, MIN_MAPPED_BYTES])
def test_a_file_of_another_size_is_refused(size: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(size))
    with pytest.raises(ValueError, match=r"reshape|mmap length|greater"):
        map_file(path, np.uint8, (size + 1,))
    path.unlink()
    with pytest.raises(OSError, match="No such file"):
        map_file(path, np.uint8)


@pytest.mark.skipif(not _OPEN.is_dir(), reason="it is told by Linux alone which files are open")
@pytest.mark.parametrize(("size", "opened"), [(MIN_MAPPED_BYTES - 1, 0), (MIN_MAPPED_BYTES, 1)])
def test_small_files_are_not_held_open(size: int, opened: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(size))
    before = len(os.listdir(_OPEN))  # noqa: PTH208
    array = map_file(path, np.uint8)
    assert len(os.listdir(_OPEN)) - before == opened  # noqa: PTH208
    assert not array.any()
