"""A format that is a ZIP archive of parts: what it declares is looked at before it is unpacked."""

import re
import zipfile
import zlib
from io import BytesIO

from corpus.article import ArticleError

MAX_PART_BYTES = 32 * 1024 * 1024
_MAX_ALL_BYTES = 64 * 1024 * 1024
"""Of the parts that are read, unpacked."""
_MAX_PARTS = 20_000
_LEAVES = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_IS_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class PartError(ArticleError):
    """One part of an archive cannot be read; others may be."""


class Archive:
    """The parts of an archive, by their names.

    :raises ArticleError: if the bytes are no archive, or a part of it leads out of it.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as exc:
            raise ArticleError("no archive, or one that is damaged or cut off") from exc
        if len(parts) > _MAX_PARTS:
            raise ArticleError(f"holds {len(parts)} parts; more than {_MAX_PARTS} are not read")
        self._parts = {part.filename: part for part in parts}
        self._left = _MAX_ALL_BYTES
        for name in self._parts:
            if leaves_archive(name):
                raise ArticleError(f"holds a part that leads out of it: {name[:60]!a}")

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> list[str]:
        """Of all parts, in the order of the archive."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """The part `name`.

        :raises PartError: if there is none, or it is damaged, encrypted or packed in a rare way.
        :raises ArticleError: if it, or what was read so far, would be larger than is allowed.
        """
        part = self._parts.get(name)
        if part is None:
            raise PartError(f"lacks its part {name[:60]!a}")
        if part.flag_bits & _IS_ENCRYPTED:
            raise PartError("is locked by a password")
        if part.compress_type not in _METHODS:
            raise PartError(f"its part {name[:60]!a} is packed in a way that is not read")
        self._left -= part.file_size
        if part.file_size > MAX_PART_BYTES or self._left < 0:
            raise ArticleError(
                f"its parts would unpack to more than {_MAX_ALL_BYTES >> 20} MiB, or one to more "
                f"than {MAX_PART_BYTES >> 20} MiB"
            )
        try:
            return self._zip.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as exc:
            raise PartError(f"its part {name[:60]!a} is damaged") from exc


def leaves_archive(name: str) -> bool:
    """Whether a name leads out of the archive that it stands in."""
    return _LEAVES.search(name) is not None
