from pathlib import Path

import numpy as np
import pytest

from embeddings.encoders.encoder import Vectors
from embeddings.index.segments.passage_vectors import JoinedVectors, VectorFile, encode_vectors


def _make(count: int, dimension: int = 24) -> Vectors:
    vectors = np.random.default_rng(count).normal(size=(count, dimension))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _write(vectors: Vectors, path: Path) -> VectorFile:
    path.write_bytes(encode_vectors(vectors).tobytes())
    return VectorFile(path, *vectors.shape)


@pytest.mark.parametrize("count", [1, 40, 5000])  # read at once, or mapped
def test_a_byte_a_number_is_nearly_what_it_was(count: int, tmp_path: Path) -> None:
    vectors = _make(count)
    file = _write(vectors, tmp_path / "vectors.codes")
    assert len(file) == count
    assert file.dimension == 24
    half_a_step = np.abs(vectors).max(axis=1, keepdims=True) / 254
    assert (np.abs(file.read(slice(None)) - vectors) <= 1.001 * half_a_step).all()
    some = np.asarray([count - 1, 0])
    assert np.array_equal(file.read(some), file.read(slice(None))[some])


def test_what_is_copied_is_the_same_to_the_byte(tmp_path: Path) -> None:
    file = _write(_make(40), tmp_path / "vectors.codes")
    rows = np.asarray([3, 17, 39])
    (tmp_path / "copied").write_bytes(file.copy(rows).tobytes())
    copied = VectorFile(tmp_path / "copied", 3, 24)
    assert np.array_equal(copied.read(slice(None)), file.read(rows))


def test_rows_of_several_files_are_multiplied_in_their_order(tmp_path: Path) -> None:
    vectors = _make(60)
    files = [_write(vectors[:20], tmp_path / "a"), _write(vectors[20:], tmp_path / "b")]
    order = np.random.default_rng(1).permutation(60)
    joined = JoinedVectors(
        files, (order >= 20).astype(np.int64), np.where(order < 20, order, order - 20)
    )
    rows = np.asarray([59, 4, 31, 4])
    assert joined.read(rows) == pytest.approx(vectors[order[rows]], abs=0.01)
    products = joined.multiply(vectors[0], rows)
    assert products == pytest.approx(joined.read(rows) @ vectors[0], abs=1e-4)
    assert joined.multiply(vectors[0], rows[:0]).shape == (0,)


@pytest.mark.parametrize(("count", "dimension"), [(39, 24), (41, 24), (40, 23)])
def test_a_file_of_another_size_is_refused(count: int, dimension: int, tmp_path: Path) -> None:
    _write(_make(40), tmp_path / "vectors.codes")
    with pytest.raises(ValueError, match="do not belong together"):
        VectorFile(tmp_path / "vectors.codes", count, dimension)
