"""Whether the files of a build are as they were written: when it is opened, those that are read
then; the others, nearly all of its bytes, when somebody has the time."""

from collections.abc import Iterable
from pathlib import Path

from embeddings.index.manifest import Manifest, ManifestError, check_files
from embeddings.index.segments.files import SEGMENTS
from embeddings.index.segments.segment import READ_LATER

_TOKENS = ("tokens.codes", "tokens.ids")


def check_opened(manifest: Manifest, build: Path, but: Iterable[str] = ()) -> None:
    """Compares with `manifest` all files of `build` that are read when it is opened, but those of
    the segments `but`, and looks whether the others are there.

    :raises ManifestError: naming the first file that differs.
    """
    skipped = tuple(f"{SEGMENTS}/{name}/" for name in but)
    names = [name for name in manifest.files if not name.startswith(skipped)]
    check_files(manifest, build, (name for name in names if not _is_read_later(name)))
    _look_for(build, names)


def check_segment(manifest: Manifest, build: Path, segment: str) -> None:
    """As `check_opened`, of one segment, and of all but its tokens: what is used again is never
    looked at again.

    :raises ManifestError: as there.
    """
    prefix = f"{SEGMENTS}/{segment}/"
    names = [name for name in manifest.files if name.startswith(prefix)]
    check_files(manifest, build, (name for name in names if not name.endswith(_TOKENS)))
    _look_for(build, names)


def check_rest(manifest: Manifest, build: Path) -> None:
    """Compares with `manifest` what `check_opened` does not.

    :raises ManifestError: as there.
    """
    check_files(manifest, build, filter(_is_read_later, manifest.files))


def _is_read_later(name: str) -> bool:
    return name.endswith((*_TOKENS, *READ_LATER))


def _look_for(build: Path, names: Iterable[str]) -> None:
    for name in names:
        if not (build / name).is_file():
            raise ManifestError(f"{name} cannot be read")
