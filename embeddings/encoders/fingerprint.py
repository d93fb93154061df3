"""Which model files an encoder consists of, told by their SHA-256."""

import hashlib
import json
import logging
import re
from pathlib import Path

from filelock import FileLock

from corpus.private_files import (
    PRIVATE_FILE,
    make_private_folder,
    open_regular,
    read_private_file,
    write_private_file,
)

logger = logging.getLogger(__name__)

_MODEL_SUFFIXES = frozenset({".safetensors", ".json", ".txt", ".model", ".bin", ".metadata"})
_MAX_SECONDS_TO_WAIT = 10
"""For a process that writes down what it knows, which takes milliseconds unless it is stopped."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FingerprintMemory:
    """SHA-256 of files, remembered in a JSON file while their size and time of change stay.

    Weights are large and start-up should be quick, so that they are read once only.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _read_json(path)
        self._can_save = True

    def hash_file(self, path: Path) -> str:
        """SHA-256 of the file at `path`, in hexadecimal.

        :raises OSError: if it cannot be read.
        """
        status = path.stat()
        key, version = str(path.resolve()), [status.st_size, status.st_mtime_ns]
        match self._known.get(key):
            case {"version": known, "sha256": str(sha256)} if (
                known == version and _SHA256.fullmatch(sha256)
            ):
                return sha256
        sha256 = hash_file(path)
        self._known[key] = {"version": version, "sha256": sha256}
        if self._can_save:
            self._save(key)
        return sha256

    def _save(self, key: str) -> None:
        """Adds what was learnt about `key` to what others have saved meanwhile."""
        try:
            make_private_folder(self._path.parent)
            lock = self._path.with_name(f"{self._path.name}.lock")
            with FileLock(lock, timeout=_MAX_SECONDS_TO_WAIT, mode=PRIVATE_FILE):
                self._known = _read_json(self._path) | {key: self._known[key]}
                write_private_file(self._path, json.dumps(self._known, indent=1).encode())
        except OSError as exc:
            # A memory that cannot be kept costs a fraction of a second at each start, no more.
            self._can_save = False
            logger.warning(
                "cannot remember fingerprints in %s: %s", self._path, exc.strerror or exc
            )


def hash_file(path: Path) -> str:
    """SHA-256 of the file at `path` as it is now, in hexadecimal; 0.1 s for 90 MB.

    :raises OSError: if it cannot be read, or is no regular file.
    """
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint_model(folder: Path, memory: FingerprintMemory) -> str:
    """SHA-256 over the names and contents of a model's weights, tokenizer and configuration.

    :raises OSError: if one of them cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _MODEL_SUFFIXES and path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(bytes.fromhex(memory.hash_file(path)))
    return digest.hexdigest()


def _read_json(path: Path) -> dict[str, object]:
    try:
        known = json.loads(read_private_file(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}
