"""Segments on disk: what says that one is whole and what it was made by, and how builds share
their files."""

import errno
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from embeddings.index.manifest import FORMAT, hash_file, hash_files, read_regular
from embeddings.index.segments.segment import Segment
from embeddings.index.tokens.codes import DEFAULT_TOKEN_BITS

SEGMENTS = "segments"
_INFO = "segment.json"
_NAME_BYTES = 4
_NO_LINKS = {errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS, errno.EACCES}


@dataclass(frozen=True, slots=True)
class Maker:
    """What a segment was made by: only what the same has made may be used again. `code` is a
    fingerprint of what reads files and writes segments, `""` if nobody is to use them again;
    `token_bits`, one of `TOKEN_BITS`, is how many each dimension of a token's vector takes."""

    encoder: str
    encoder_fingerprint: str
    code: str
    token_bits: int = DEFAULT_TOKEN_BITS
    format: int = FORMAT

    def why_not(self, other: "Maker") -> str:
        """Why this one cannot use what `other` has made; empty if that can be."""
        if other.encoder != self.encoder:
            return f"it was made with the encoder {other.encoder}"
        if other.encoder_fingerprint != self.encoder_fingerprint:
            return f"the files of the encoder {self.encoder} have changed since"
        if other.token_bits != self.token_bits:
            return f"TOKEN_BITS was {other.token_bits} then and is {self.token_bits} now"
        if other != self:
            return "it was made by another version of Footnote or of its libraries"
        return ""


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """Who made a segment, and the SHA-256 of each of its other files, by name."""

    maker: Maker
    files: dict[str, str]


def make_name() -> str:
    """A name that no other segment has; those that were made later come later in order."""
    return f"{time.time_ns():016x}{secrets.token_hex(_NAME_BYTES)}"


def finish_segment(path: Path, maker: Maker) -> None:
    """Says that all files of a segment have been written: without that it is none."""
    info = SegmentInfo(maker, hash_files(path))
    (path / _INFO).write_text(json.dumps(asdict(info), indent=1) + "\n", "ascii")


def read_info(path: Path) -> SegmentInfo:
    """What `finish_segment` wrote.

    :raises OSError, ValueError, KeyError, TypeError: if it did not.
    """
    values = json.loads(read_regular(path / _INFO))
    files = {str(name): str(digest) for name, digest in values["files"].items()}
    return SegmentInfo(Maker(**values["maker"]), files)


def read_digests(path: Path) -> dict[str, str]:
    """SHA-256 of each file of the segment in the folder `path`, by name.

    :raises OSError, ValueError, KeyError, TypeError: as `read_info`.
    """
    return read_info(path).files | {_INFO: hash_file(path / _INFO)}


def list_whole(folder: Path, maker: Maker) -> Iterator[Segment]:
    """The segments in `folder` that are whole, and were made by `maker`."""
    for path in sorted(folder.glob("*")):
        try:
            info = read_info(path)
            if info.maker == maker and info.files == hash_files(path, but=_INFO):
                yield Segment(path)
        except (OSError, ValueError, KeyError, TypeError):
            continue


def link_segment(source: Path, target: Path) -> None:
    """Makes the segment in the folder `source` one in `target` as well, where the file system can
    without taking space for it.

    :raises OSError: if it cannot be done.
    """
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        link_file(path, place)


def link_file(source: Path, target: Path) -> None:
    """Makes the file `source` be in `target` as well, as `link_segment` does.

    :raises OSError: if it cannot be done.
    """
    try:
        os.link(source, target)
    except OSError as exc:
        if exc.errno not in _NO_LINKS:
            raise
        shutil.copyfile(source, target)
