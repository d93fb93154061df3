import hashlib
import json
import logging
import os
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from embeddings.encoders import fingerprint
from embeddings.encoders.fingerprint import FingerprintMemory, fingerprint_model
from tests.support.special_files import KINDS, put_special


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def memory_path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "fingerprints.json"


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"weights")
    return path


def test_a_file_is_hashed(memory_path: Path, weights: Path) -> None:
    assert FingerprintMemory(memory_path).hash_file(weights) == _sha256(b"weights")


def test_a_file_is_read_once_while_size_and_time_stay(memory_path: Path, weights: Path) -> None:
    FingerprintMemory(memory_path).hash_file(weights)
    time = weights.stat().st_mtime_ns
    weights.write_bytes(b"WEIGHTS")
    os.utime(weights, ns=(time, time))

    assert FingerprintMemory(memory_path).hash_file(weights) == _sha256(b"weights")


@pytest.mark.parametrize("kind", KINDS)
def test_a_memory_that_is_no_file_is_none(kind: str, memory_path: Path, weights: Path) -> None:
    put_special(memory_path, kind)
    assert FingerprintMemory(memory_path).hash_file(weights) == _sha256(b"weights")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_not_hashed(kind: str, memory_path: Path, weights: Path) -> None:
    """Nor waited for."""
    put_special(weights, kind)
    with pytest.raises(OSError, match=r"regular|directory|No such device"):
        FingerprintMemory(memory_path).hash_file(weights)


def test_a_file_that_changed_is_read_again(memory_path: Path, weights: Path) -> None:
    FingerprintMemory(memory_path).hash_file(weights)
    time = weights.stat().st_mtime_ns
    weights.write_bytes(b"WEIGHTS")
    os.utime(weights, ns=(time, time + 1))

    assert FingerprintMemory(memory_path).hash_file(weights) == _sha256(b"WEIGHTS")


def test_a_process_that_is_stopped_holds_up_nobody(
    memory_path: Path,
    weights: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(fingerprint, "_MAX_SECONDS_TO_WAIT", 0.1)
    memory_path.parent.mkdir()
    with FileLock(memory_path.with_name(f"{memory_path.name}.lock")):
        assert FingerprintMemory(memory_path).hash_file(weights) == _sha256(b"weights")
    assert "cannot remember fingerprints" in caplog.text
    assert ".lock" in caplog.text


@pytest.mark.parametrize(
    "damage", ["", "{", "[" * 99_999, "[]", "null", "\0\0\0", '{"KEY": 5}', '{"KEY": {}}']
)
def test_a_damaged_memory_is_as_none(damage: str, memory_path: Path, weights: Path) -> None:
    memory_path.parent.mkdir()
    memory_path.write_text(damage.replace("KEY", str(weights.resolve())))

    assert FingerprintMemory(memory_path).hash_file(weights) == _sha256(b"weights")


@pytest.mark.parametrize("sha256", [None, 5, "", "zz", "ab"])
def test_a_remembered_value_that_is_no_hash_is_not_believed(
    sha256: object, memory_path: Path, weights: Path
) -> None:
    FingerprintMemory(memory_path).hash_file(weights)
    known = json.loads(memory_path.read_text())
    known[str(weights.resolve())]["sha256"] = sha256
    memory_path.write_text(json.dumps(known))

    assert FingerprintMemory(memory_path).hash_file(weights) == _sha256(b"weights")


def test_a_memory_that_cannot_be_kept_costs_one_warning(
    tmp_path: Path, weights: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    memory = FingerprintMemory(tmp_path / "file" / "fingerprints.json")
    with caplog.at_level(logging.WARNING):
        assert memory.hash_file(weights) == _sha256(b"weights")
        assert memory.hash_file(tmp_path / "file") == _sha256(b"")
    assert len(caplog.records) == 1
    assert "None" not in caplog.text


def test_what_several_learn_at_once_is_all_remembered(memory_path: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.json" for number in range(24)]
    for path in files:
        path.write_text(path.name)
    # All have read the memory before any of them writes.
    memories = [FingerprintMemory(memory_path) for _ in files]
    threads = [
        threading.Thread(target=memory.hash_file, args=(path,))
        for memory, path in zip(memories, files, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    known = json.loads(memory_path.read_text())
    assert set(known) == {str(path.resolve()) for path in files}


def test_nothing_piles_up_beside_the_memory(memory_path: Path, weights: Path) -> None:
    memory_path.parent.mkdir()
    memory_path.with_name("fingerprints.json.new").write_text("left by one that was killed")
    FingerprintMemory(memory_path).hash_file(weights)

    names = {path.name for path in memory_path.parent.iterdir()}
    assert names == {"fingerprints.json", "fingerprints.json.lock"}


@pytest.mark.parametrize(
    "name", ["model.safetensors", "1_Pooling/config.json", "vocab.txt", "2_Dense/weights.bin"]
)
def test_a_model_differs_with_its_files(name: str, memory_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_text("one")
    (folder / "README.md").write_text("one")
    memory = FingerprintMemory(memory_path)
    before = fingerprint_model(folder, memory)

    (folder / "README.md").write_text("another page")
    assert fingerprint_model(folder, memory) == before
    path.write_text("more")
    assert fingerprint_model(folder, memory) != before


def test_a_copied_or_renamed_model(memory_path: Path, tmp_path: Path) -> None:
    memory = FingerprintMemory(memory_path)
    fingerprints = []
    for folder, name in (("a", "x.json"), ("b", "x.json"), ("c", "y.json")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("{}")
        fingerprints.append(fingerprint_model(tmp_path / folder, memory))
    assert fingerprints[0] == fingerprints[1] != fingerprints[2]


def test_a_missing_file_is_told(memory_path: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        FingerprintMemory(memory_path).hash_file(tmp_path / "missing")
