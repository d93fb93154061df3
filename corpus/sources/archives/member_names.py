"""The names of an archive's members as paths that may be written: none leads elsewhere, none is
hidden, and each is there once."""

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from zipfile import ZipInfo

from corpus.errors import FootnoteError
from corpus.formats.archive import leaves_archive
from corpus.formats.encodings import guess_encoding
from corpus.normalization import clean_line

_IS_UTF8 = 0x800
_PACKERS_ENCODING = "cp437"
"""Of DOS, in which names stand that say nothing else, by the letter; Python reads them so."""
_UNICODE_PATH = 0x7075
_FIELD_HEAD = struct.Struct("<HH")
_PATH_HEAD = struct.Struct("<BL")
_SAMPLE_NAMES = 2000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f/]")
_MAX_PART_BYTES = 180
_MAX_PATH_BYTES = 900
_MAX_PARTS = 20


class NameRefusedError(FootnoteError):
    """A member cannot be written by its name; the text says why."""


def decode_names(members: Iterable[ZipInfo]) -> list[str]:
    """The name of each, with `/` between folders, whatever encoding it is in: all that do not say
    so are taken to be in the same one."""
    raw = [_find_stated(member) for member in members]
    sample = [name for name in raw if isinstance(name, bytes) and not name.isascii()]
    encoding = _guess(b"\n".join(sample[:_SAMPLE_NAMES])) if sample else "ascii"
    names = (name if isinstance(name, str) else name.decode(encoding, "replace") for name in raw)
    # Only now, as in Japanese and Chinese the second byte of a letter may be a backslash.
    return [name.replace("\\", "/") for name in names]


def make_path(name: str) -> str:
    """The path of a member that is called so; `""` if it is none, as it is hidden.

    :raises NameRefusedError: if it leads elsewhere, or too deep.
    """
    if leaves_archive(name):
        raise NameRefusedError("its name leads out of the folder")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return ""
    cleaned = [clean_part(part) for part in parts]
    path = "/".join(cleaned)
    if len(parts) > _MAX_PARTS or len(path.encode()) > _MAX_PATH_BYTES:
        raise NameRefusedError("its name is too long, or lies in too many folders")
    if not all(cleaned):
        raise NameRefusedError("its name has no letters")
    return path


def clean_part(text: str) -> str:
    """A name of a file or folder that says as much as `text`; `""` if that is nothing."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    text = clean_line(_CONTROL.sub(" ", text)).lstrip(". ")
    if len(text.encode()) <= _MAX_PART_BYTES:
        return text
    suffix = PurePosixPath(text).suffix if len(PurePosixPath(text).suffix) < 12 else ""
    room = _MAX_PART_BYTES - len(suffix.encode())
    return text.removesuffix(suffix).encode()[:room].decode("utf-8", "ignore").rstrip() + suffix


class Names:
    """Names that were given: of two that some systems take for the same one, the second gets a
    number."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._next: dict[str, int] = {}

    def give(self, path: str) -> str:
        """`path`, or one like it that was not given yet."""
        place = PurePosixPath(path)
        free, number = path, self._next.get(_fold(path), 2)
        while _fold(free) in self._given:
            free = str(place.with_name(f"{place.stem}-{number}{place.suffix}"))
            number += 1
        self._next[_fold(path)] = number
        self._given.add(_fold(free))
        return free


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())


def _find_stated(member: ZipInfo) -> str | bytes:
    """The name, as bytes if it does not say in which encoding it is."""
    if member.flag_bits & _IS_UTF8:
        return member.filename
    raw = member.filename.encode(_PACKERS_ENCODING, "replace")
    return _find_unicode_path(member.extra, raw) or raw


def _find_unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name that a packer states beside the one of old, if it is still of that."""
    start = 0
    while start + _FIELD_HEAD.size <= len(extra):
        kind, length = _FIELD_HEAD.unpack_from(extra, start)
        start += _FIELD_HEAD.size
        field = extra[start : start + length]
        start += length
        if kind != _UNICODE_PATH or len(field) <= _PATH_HEAD.size:
            continue
        version, checked = _PATH_HEAD.unpack_from(field)
        if version == 1 and checked == zlib.crc32(raw):
            try:
                return field[_PATH_HEAD.size :].decode().partition("\0")[0]
            except UnicodeDecodeError:
                return None
    return None


def _guess(sample: bytes) -> str:
    """The likeliest encoding of names: that in which they are made of letters."""
    try:
        sample.decode()
    except UnicodeDecodeError:
        guess = guess_encoding(sample)
        found = [guess.encoding, guess.rival] if guess else []
        candidates = [name for name in (*found, _PACKERS_ENCODING) if name]
        return min(candidates, key=lambda name: _count_odd(sample.decode(name, "replace")))
    return "utf-8"


def _count_odd(text: str) -> int:
    """How many signs are none of a name's in any language."""
    return sum(
        not character.isascii() and unicodedata.category(character)[0] not in "LMN"
        for character in text
    )
