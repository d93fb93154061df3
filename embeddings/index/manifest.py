"""What an index was built from and with, stored beside it so that nothing has to be guessed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from corpus.private_files import open_regular, read_private_file

FORMAT = 19
"""Version of the files of a build; raise it whenever an older reader or writer would not fit."""

MANIFEST_NAME = "manifest.json"


_CHECKSUM = "sha256"
_MAX_BYTES = 1 << 30
"""Far more than what a build has of its articles in one file takes, for millions of them."""


class ManifestError(ValueError):
    """The manifest is missing, damaged, of another version, or names files that differ."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` maps each file of the build to its SHA-256; `skipped` and `warnings` are
    `[path, reason]` pairs of the corpus; `created` is an ISO time in UTC; `seconds` is how long
    the build took; `languages` are those that the encoder was found to know, `likeness` what it
    finds alike, as `write_likeness` has it; `encoder_backend`
    is what ran the encoder, which any other may take the place of. `code` and
    `token_bits` are as in `Maker`, `left_out` has for each segment the numbers of those of its
    articles that are not in the build."""

    created: str
    seconds: float
    encoder: str
    encoder_fingerprint: str
    encoder_backend: str
    dimension: int
    max_tokens: int
    token_bits: int
    corpus_folder: str
    corpus_fingerprint: str
    articles: int
    passages: int
    sentences: int
    skipped: list[list[str]]
    warnings: list[list[str]]
    languages: list[str]
    likeness: dict[str, dict[str, float]]
    code: str
    left_out: dict[str, list[int]]
    files: dict[str, str]
    format: int = FORMAT


def write_manifest(manifest: Manifest, build: Path) -> None:
    """Writes `manifest` into the folder `build`."""
    (build / MANIFEST_NAME).write_bytes(_format_manifest(asdict(manifest)))


def read_manifest(build: Path) -> Manifest:
    """The manifest of `build`. The files that it names are not looked at.

    :raises ManifestError: if there is none, or none of this version.
    """
    try:
        data = read_regular(build / MANIFEST_NAME)
        values = json.loads(data)
    except (OSError, ValueError) as exc:
        raise ManifestError("its manifest is missing or damaged") from exc
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise ManifestError("it was made by another version of Footnote")
    values.pop(_CHECKSUM, None)
    names = {field.name for field in fields(Manifest)}
    if set(values) != names or _format_manifest(values) != data:
        raise ManifestError("its manifest is damaged")
    return Manifest(**values)


def hash_files(folder: Path, but: str = "") -> dict[str, str]:
    """SHA-256 of each file in `folder`, by name, but the manifest and what is called `but`."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] not in (MANIFEST_NAME, but) and path.is_file():
            found[name.as_posix()] = hash_file(path)
    return found


def check_files(manifest: Manifest, build: Path, names: Iterable[str]) -> None:
    """Compares those files of `build` with `manifest`.

    :raises ManifestError: naming the first file that is missing or differs.
    """
    for name in names:
        check_file(manifest, build, name)


def check_file(manifest: Manifest, build: Path, name: str) -> None:
    """Compares one file of `build` with `manifest`.

    :raises ManifestError: if it is missing, differs or is none of the build's.
    """
    try:
        found = hash_file(build / name)
    except OSError as exc:
        raise ManifestError(f"{name} cannot be read") from exc
    if found != manifest.files.get(name):
        raise ManifestError(f"{name} is damaged")


def hash_file(path: Path) -> str:
    """SHA-256 of the file `path`.

    :raises OSError: if it cannot be read, or is no regular file.
    """
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_regular(path: Path, max_bytes: int = _MAX_BYTES) -> bytes:
    """What the file `path` holds.

    :raises OSError: if it cannot be read, is larger than `max_bytes`, or no regular file: a pipe
        would be waited for.
    """
    return read_private_file(path, max_bytes)


def _format_manifest(values: dict[str, Any]) -> bytes:
    """The manifest's file: `values` as JSON, and the SHA-256 of them, so that it can be checked
    as it checks the other files."""
    checksum = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
    return json.dumps(values | {_CHECKSUM: checksum}, indent=1).encode() + b"\n"
