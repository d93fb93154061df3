"""What is remembered of a model that cannot be exported, and what is tried again."""

import errno
import os
from pathlib import Path

import pytest

from embeddings.encoders.exported import exporting, exports
from embeddings.encoders.exported.exports import RefusedError, open_export, read_export
from embeddings.encoders.model_files import fingerprint_encoder


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "fingerprints.json"


@pytest.fixture
def folder(small_model_folder: Path, tmp_path: Path, memory: Path) -> Path:
    """Where the small model is exported to."""
    fingerprint = fingerprint_encoder(str(small_model_folder), memory)
    folder = tmp_path / "encoders" / f"{fingerprint[:32]}-{exports._FORMAT}"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("step", "passing"),
    [
        ("_write_float32", MemoryError()),
        (
            "_write_float32",
            RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 B."),
        ),
        ("_write_float32", ImportError("No module named 'onnx'")),
        ("_write_float32", RuntimeError("could not create a primitive")),
        ("_write_float32", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))),
        ("_write_int8", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))),
    ],
)
def test_what_may_pass_is_not_remembered(
    passing: Exception,
    step: str,
    small_model_folder: Path,
    folder: Path,
    memory: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise passing

    monkeypatch.setattr(exporting, step, fail)
    said: list[str] = []
    arguments = [str(small_model_folder), str(folder), str(memory)]
    assert exporting.main(arguments, said.append) == 1
    assert said
    assert not (folder / "encoder.json").exists()


@pytest.mark.parametrize(
    ("step", "refused"),
    [("_write_float32", ["float32.onnx", "int8.onnx"]), ("_write_int8", ["int8.onnx"])],
)
def test_what_a_library_does_not_know_is_not_tried_again(
    step: str,
    refused: list[str],
    small_model_folder: Path,
    folder: Path,
    memory: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no operator for it\nand more lines")

    monkeypatch.setattr(exporting, step, fail)
    assert exporting.main([str(small_model_folder), str(folder), str(memory)]) == 0
    assert list(read_export(folder).refused) == refused
    fingerprint = fingerprint_encoder(str(small_model_folder), memory)
    with pytest.raises(RefusedError, match=r"cannot be .* \(no operator for it\)$"):
        open_export(str(small_model_folder), fingerprint, memory, ("tokenizer.json", refused[0]))
