"""Reading a back-up, whoever wrote it: nothing of it is believed before it was compared."""

import hashlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.backup.manifest import (
    MANIFEST_NAME,
    STATE,
    BackupError,
    BackupManifest,
    is_allowed,
    parse_manifest,
)
from corpus.private_files import make_private_folder

CHUNK_BYTES = 1 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 1
_BYTES_OF_MANIFEST = 1 << 20
"""What the manifest may have beside a record of each file."""
_BYTES_OF_A_RECORD = 200
"""What a record may have beside the name."""
_BYTES_OF_A_LETTER = 12
"""As JSON may write it."""

_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,  # how the library refuses what is encrypted
    ValueError,
)


class BackupArchive:
    """A back-up in the file `path`, open, its manifest read and compared with its table of
    contents; to be used by `with`. Nothing is unpacked yet.

    :raises BackupError: if the file is no back-up, is cut off, or names what it should not.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._explained():
            if not path.is_file():  # a pipe would be waited for
                reason = "is no file" if os.path.lexists(path) else "is not there"
                raise BackupError(f"{path} {reason}")
            self._zip = zipfile.ZipFile(path)
            try:
                self._entries = {entry.orig_filename: entry for entry in self._zip.infolist()}
                self.manifest = self._read_manifest()
                self._check_entries()
            except BaseException:
                self._zip.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The content of the file of that name.

        :raises BackupError: if it differs from what the manifest says.
        """
        record = self.manifest.files[name]
        with self._explained():
            content = self._zip.read(self._entries[name])  # no more than its declared size
        if (len(content), hashlib.sha256(content).hexdigest()) != (record.size, record.sha256):
            raise self._refuse(f"{name[:200]!r} differs from what was backed up")
        return content

    def unpack(self, place: Callable[[str], Path | None], on_file: Callable[[int], None]) -> None:
        """Writes each file to where `place` has its name, none if that is None, and compares its
        digest. `on_file` is called with how many are done.

        :raises BackupError: if one differs from what the manifest says.
        :raises OSError: if one cannot be written.
        """
        for number, name in enumerate(self.manifest.files, start=1):
            if target := place(name):
                self._unpack(name, target)
            on_file(number)

    def _unpack(self, name: str, target: Path) -> None:
        record, entry = self.manifest.files[name], self._entries[name]
        digest = hashlib.sha256()
        try:
            _make_folder(target.parent, is_private=name.startswith(STATE))
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _find_mode(entry))
        except (FileExistsError, NotADirectoryError) as exc:
            raise self._refuse(f"{name} is in it twice, as this system has it") from exc
        with os.fdopen(descriptor, "wb") as file, self._explained(), self._zip.open(entry) as data:
            while chunk := data.read(CHUNK_BYTES):  # no more than its declared size
                file.write(chunk)
                digest.update(chunk)
            size = file.tell()
        if (size, digest.hexdigest()) != (record.size, record.sha256):
            raise self._refuse(f"{name[:200]!r} differs from what was backed up")

    def _read_manifest(self) -> BackupManifest:
        entry = self._entries.get(MANIFEST_NAME)
        if entry is None:
            raise BackupError("it is no back-up of Footnote")
        # By the names that the archive has, which are not compressed: a small one has no large one.
        letters = sum(map(len, self._entries))
        most = _BYTES_OF_MANIFEST + _BYTES_OF_A_RECORD * len(self._entries)
        most += _BYTES_OF_A_LETTER * letters
        if entry.file_size > most or not _is_plain(entry):
            raise BackupError("its manifest is damaged")
        return parse_manifest(self._zip.read(entry))

    def _check_entries(self) -> None:
        """:raises BackupError: if the archive has other files than its manifest names."""
        files = self.manifest.files
        names = set(self._entries) - {MANIFEST_NAME}
        if len(self._zip.infolist()) != len(self._entries) or names != set(files):
            raise BackupError("its files are not those that its manifest names")
        for name in files:
            if not is_allowed(name):
                raise BackupError(f"it has a file that no back-up has: {name[:200]!r}")
            if not _is_plain(entry := self._entries[name]):
                raise BackupError(f"it has what is no file: {name[:200]!r}")
            if entry.file_size != files[name].size:
                raise BackupError(f"{name[:200]!r} differs from what was backed up")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except BackupError as exc:
            raise self._refuse(str(exc)) from exc
        except _ERRORS as exc:
            raise self._refuse("it is no whole back-up of Footnote") from exc

    def _refuse(self, reason: str) -> BackupError:
        where = str(self.path)
        if reason.startswith(where):
            return BackupError(reason)
        return BackupError(f"{where} cannot be restored: {reason}")


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a file, neither link nor device nor folder, that can be read as any other."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return (
        kind in (0, stat.S_IFREG)
        and entry.compress_type in _METHODS
        and not entry.flag_bits & _IS_ENCRYPTED
        and entry.header_offset >= 0  # else the system fails to go there
    )


def _make_folder(folder: Path, *, is_private: bool) -> None:
    """Makes `folder` and what is missing above it; if it `is_private` for nobody else to enter, as
    a bot makes those of its state."""
    if not is_private:
        folder.mkdir(parents=True, exist_ok=True)
        return
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    for each in (*reversed(missing), folder):
        make_private_folder(each)


def _find_mode(entry: zipfile.ZipInfo) -> int:
    """Who may read and write the file: who could, but nobody may run it, and its owner may both."""
    return (entry.external_attr >> 16) & 0o666 | 0o600
