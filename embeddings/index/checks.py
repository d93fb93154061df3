"""Whether the files of a build are as they were written: when it is opened, those that are read
then; the others, nearly all of its bytes, when somebody has the time."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from embeddings.index.manifest import Manifest, ManifestError, check_files
from embeddings.index.segments.files import SEGMENTS

_TOKENS = ("tokens.int8", "tokens.ids")


def check_opened(manifest: Manifest, build: Path, but: Iterable[str] = ()) -> None:
    """Compares with `manifest` all files of `build` that are read when it is opened, but those of
    the segments `but`, and looks whether the others are there.

    :raises ManifestError: naming the first file that differs.
    """
    skipped = tuple(f"{SEGMENTS}/{name}/" for name in but)
    _check(manifest, build, [name for name in manifest.files if not name.startswith(skipped)])


def check_segment(manifest: Manifest, build: Path, segment: str) -> None:
    """As `check_opened`, of one segment.

    :raises ManifestError: as there.
    """
    prefix = f"{SEGMENTS}/{segment}/"
    _check(manifest, build, [name for name in manifest.files if name.startswith(prefix)])


def check_rest(manifest: Manifest, build: Path) -> None:
    """Compares with `manifest` what `check_opened` does not.

    :raises ManifestError: as there.
    """
    check_files(manifest, build, (name for name in manifest.files if name.endswith(_TOKENS)))


def _check(manifest: Manifest, build: Path, names: Sequence[str]) -> None:
    check_files(manifest, build, (name for name in names if not name.endswith(_TOKENS)))
    for name in names:
        if not (build / name).is_file():
            raise ManifestError(f"{name} cannot be read")
