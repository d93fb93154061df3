"""The files in a ZIP archive that may be articles, one by one: what they declare is looked at
before any is unpacked, and what they are while they are."""

import re
import stat
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO

from corpus.article import ArticleError
from corpus.folder import MUST_ANSWER_NAME
from corpus.formats.registry import is_read
from corpus.opening import MAX_FILE_BYTES
from corpus.sources.archives.member_names import (
    NameRefusedError,
    Names,
    decode_names,
    make_path,
)
from corpus.sources.archives.records import (
    MAX_ALL_BYTES,
    MAX_FILES,
    Damaged,
    Item,
    PassedOver,
    Refused,
    TakenFile,
)

_MAX_MEMBERS = 200_000
_MAX_PART_FILES = 100
_MAX_SUFFIX = 12
_PIECE_BYTES = 1024 * 1024
_IS_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEAD_BYTES = 30
_UNIX = 3
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
"""What reading an archive raises that is broken."""
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar")

_DUMP_SUFFIX = ".xml"
_PART = re.compile(r"(?:^|/)(?:ExportBlock|Export)-[0-9a-f-]{8,}.*\.zip$", re.IGNORECASE)
"""What Notion packs its exports into before it packs them."""
_TOO_DEEP = "is an archive in an archive: unpack it, and add that"


@dataclass(slots=True)
class Budget:
    """How many bytes may still be unpacked."""

    left: int = MAX_ALL_BYTES

    def take(self, size: int) -> None:
        """:raises ArticleError: if that is more than may be."""
        if size > self.left:
            raise ArticleError(f"the archive unpacks to more than {MAX_ALL_BYTES >> 30} GiB")
        self.left -= size


@dataclass(slots=True)
class Member:
    """One that may be an article, by the `path` that it is to have; `make` makes the article of
    its bytes."""

    archive: "ZipArchive"
    info: zipfile.ZipInfo
    path: str
    make: Callable[[bytes], bytes] = bytes


@dataclass(slots=True)
class Found:
    """What may be articles, and what may hold many."""

    members: list[Member] = field(default_factory=list)
    dumps: list[Member] = field(default_factory=list)


class ZipArchive:
    """An archive that is read from a file that can be sought in.

    :raises ArticleError: if it is none.
    """

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._budget = budget
        try:
            self._zip = zipfile.ZipFile(file)
            self._infos = self._zip.infolist()
        except _DAMAGE as exc:
            raise ArticleError("it is no archive, or one that is damaged or cut off") from exc
        if len(self._infos) > _MAX_MEMBERS:
            raise ArticleError(f"holds {len(self._infos)} files: more than {_MAX_MEMBERS}")
        self._overlapping = _find_overlapping(self._infos)

    def list_members(self, found: Found, parts: list[zipfile.ZipInfo]) -> Iterator[Item]:
        """Puts those that may be articles, or hold some, into `found`, the parts in which an export
        came into `parts`, and says what becomes of the others."""
        seen: set[str] = set()
        for info, name in zip(self._infos, decode_names(self._infos), strict=True):
            if info.is_dir() or name.endswith("/"):
                continue
            try:
                path = make_path(name)
            except NameRefusedError as exc:
                yield Refused(name, str(exc))
                continue
            suffix = PurePosixPath(path).suffix.casefold()
            if not path:
                yield PassedOver("hidden")
            elif _PART.search(path):
                parts.append(info)
            elif suffix == _DUMP_SUFFIX and not self._find_refusal(info, False, MAX_ALL_BYTES):
                found.dumps.append(Member(self, info, path))
            elif suffix in _ARCHIVES:
                yield Refused(path, _TOO_DEEP)
            elif PurePosixPath(path).name == MUST_ANSWER_NAME or not is_read(path):
                yield PassedOver(suffix if 1 < len(suffix) <= _MAX_SUFFIX else "without an ending")
            elif reason := self._find_refusal(info, path in seen):
                yield Refused(path, reason)
            else:
                seen.add(path)
                found.members.append(Member(self, info, path))

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """:raises ArticleError: if it is damaged, or larger than it may be."""
        self._budget.take(info.file_size)
        try:
            with self._zip.open(info) as member:
                data = member.read(info.file_size + 1)
        except _DAMAGE as exc:
            raise ArticleError("is damaged") from exc
        if len(data) != info.file_size:
            raise ArticleError("is damaged")
        return data

    def open_part(self, info: zipfile.ZipInfo, opened: ExitStack) -> BinaryIO:
        """What a file of it holds, as a file that can be sought in, which `opened` closes.

        :raises ArticleError: if it is damaged or larger than it may be.
        """
        if reason := self._find_refusal(info, is_seen=False, max_bytes=MAX_ALL_BYTES):
            raise ArticleError(reason)
        file = opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_PIECE_BYTES):
                    self._budget.take(len(piece))
                    file.write(piece)
        except _DAMAGE as exc:
            raise ArticleError("is damaged") from exc
        file.seek(0)
        return file

    def open_archive(self, info: zipfile.ZipInfo, opened: ExitStack) -> "ZipArchive":
        """An archive in this one, as long as `opened` is.

        :raises ArticleError: as `open_part`, and if it is none.
        """
        return ZipArchive(self.open_part(info, opened), self._budget)

    def _find_refusal(
        self, info: zipfile.ZipInfo, is_seen: bool, max_bytes: int = MAX_FILE_BYTES
    ) -> str | None:
        if is_seen:
            return "is there twice: the first one is taken"
        kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == _UNIX else 0
        if kind not in (0, stat.S_IFREG):
            return "is a link" if kind == stat.S_IFLNK else "is no regular file"
        if info.flag_bits & _IS_ENCRYPTED:
            return "is locked by a password"
        if info.compress_type not in _METHODS:
            return "is packed in a way that is not read"
        if info.file_size > max_bytes:
            return f"unpacks to more than {max_bytes >> 20} MiB"
        if info.header_offset in self._overlapping:
            return "shares its bytes with another file, as in a bomb"
        return None


def list_archive(file: BinaryIO, found: Found, opened: ExitStack) -> Iterator[Item]:
    """Puts all that may be articles, or hold some, into `found`, and says what becomes of the
    others. `opened` closes what is open as long as they are read.

    :raises ArticleError: if it is no archive.
    """
    archive = ZipArchive(file, Budget())
    parts: list[zipfile.ZipInfo] = []
    yield from archive.list_members(found, parts)
    for part in parts[:_MAX_PART_FILES]:
        deeper: list[zipfile.ZipInfo] = []
        try:
            yield from archive.open_archive(part, opened).list_members(found, deeper)
        except ArticleError as exc:
            yield Refused(part.filename, str(exc))
        yield from (Refused(each.filename, _TOO_DEEP) for each in deeper)
    yield from (Refused(part.filename, "is one too many") for part in parts[_MAX_PART_FILES:])
    _leave_out_common_folder(found.members)


def read_members(members: list[Member], names: Names) -> Iterator[Item]:
    """The files themselves, by names of which no two are the same."""
    for number, member in enumerate(members):
        if number == MAX_FILES:
            yield Damaged(f"holds more than {MAX_FILES} articles: the others are left out")
            return
        name = names.give(member.path)
        try:
            data = member.archive.read(member.info)
        except ArticleError as exc:
            yield Refused(name, str(exc))
        else:
            yield TakenFile(name, member.make(data))


def _leave_out_common_folder(members: list[Member]) -> None:
    """What is all in one folder is called after that, which tells nothing: the same files of a
    newer version often lie in another one."""
    tops = {member.path.partition("/")[0] for member in members}
    if len(tops) == 1 and all("/" in member.path for member in members):
        for member in members:
            member.path = member.path.partition("/")[2]


def _find_overlapping(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Where those begin that share bytes with another."""
    counted = Counter(info.header_offset for info in infos)
    overlapping = {start for start, count in counted.items() if count > 1}
    end, last = 0, -1
    for info in sorted(infos, key=lambda info: info.header_offset):
        start = info.header_offset
        if start < end:
            overlapping |= {start, last}
        own_end = start + _LOCAL_HEAD_BYTES + info.compress_size
        if own_end > end:
            end, last = own_end, start
    return overlapping
