"""What a back-up says of itself: when it was made, its files with their digests, the settings."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from bot.config.environment import fits_a_line
from corpus import FootnoteError

FORMAT = 1
"""Raised whenever an older Footnote would not put back what a newer one has written."""

MANIFEST_NAME = "manifest.json"
ARTICLES, STATE, INDEX = "articles/", "state/", "index/"
REMOVED = "removed"
"""The folder in STATE_DIR of the articles that admins took out."""

MAX_BYTES_OF_A_NAME = 4096
MAX_FOLDERS_OF_A_NAME = 200
"""Folders are made, and removed, by functions that call themselves for each."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_STATE_FILE = re.compile(r"[a-z0-9_]+\.sqlite3")
_INDEX_FILE = re.compile(r"confidence\.json|CURRENT|builds/[0-9T]+-[0-9a-f]+/.+")


class BackupError(FootnoteError):
    """A back-up cannot be made or put back, and nothing was changed; the text says why."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """How many bytes a file has, and their SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """`footnote` is the version that made it, `created` an ISO time in UTC; `settings` are values
    by the names of variables, `files` those of the archive by name."""

    footnote: str
    created: str
    settings: Mapping[str, str]
    files: Mapping[str, FileRecord]
    format: int = FORMAT

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(record.size for record in self.files.values())

    def count(self, part: str) -> int:
        """How many files begin with `part`."""
        return sum(name.startswith(part) for name in self.files)


def format_manifest(manifest: BackupManifest) -> bytes:
    """The manifest as JSON."""
    return json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode()


def parse_manifest(data: bytes) -> BackupManifest:
    """:raises BackupError: if `data` is none, or one of another version."""
    try:
        values = json.loads(data)
        found = values["format"]
    except (ValueError, KeyError, TypeError, RecursionError) as exc:
        raise BackupError("its manifest is damaged") from exc
    if found != FORMAT:
        raise BackupError(
            "another version of Footnote made it: install the one that is named in its "
            f"{MANIFEST_NAME}, or a newer one"
        )
    try:
        return _parse(values)
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise BackupError("its manifest is damaged") from exc


def is_allowed(name: str) -> bool:
    """Whether a file of a back-up may be called so: it stays in its folder, and is of a kind that
    a back-up has."""
    if len(os.fsencode(name)) > MAX_BYTES_OF_A_NAME or "\0" in name:
        return False
    folder, _, inside = name.partition("/")
    parts = inside.split("/")
    if len(parts) > MAX_FOLDERS_OF_A_NAME:
        return False
    if not all(part and part not in (".", "..") for part in parts):
        return False
    if f"{folder}/" == INDEX:
        return bool(_INDEX_FILE.fullmatch(inside))
    if any(part.startswith(".") for part in parts):
        return False
    if f"{folder}/" == STATE:
        is_removed = parts[0] == REMOVED and len(parts) > 1
        return is_removed or bool(_STATE_FILE.fullmatch(inside))
    return f"{folder}/" == ARTICLES


def _parse(values: dict[str, object]) -> BackupManifest:
    """:raises ValueError, KeyError, TypeError, AttributeError: if something is wrong."""
    if set(values) != {field.name for field in fields(BackupManifest)}:
        raise ValueError
    created, made_by = values["created"], values["footnote"]
    settings, files = values["settings"], values["files"]
    if not isinstance(created, str) or not isinstance(made_by, str):
        raise TypeError
    datetime.fromisoformat(created)
    if not isinstance(settings, dict) or not isinstance(files, dict):
        raise TypeError
    for value in settings.values():
        value.encode()  # halves of pairs can be written nowhere
        if not fits_a_line(value):
            raise ValueError
    records = {name: _parse_record(record) for name, record in files.items()}
    return BackupManifest(made_by, created, settings, records)


def _parse_record(record: dict[str, object]) -> FileRecord:
    size, digest = record["size"], record["sha256"]
    if type(size) is not int or size < 0 or not isinstance(digest, str):
        raise TypeError
    if len(record) != 2 or not _DIGEST.fullmatch(digest):
        raise ValueError
    return FileRecord(size, digest)
