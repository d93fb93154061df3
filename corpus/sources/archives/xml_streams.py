"""A dump in XML, however large, element by element: no entity is expanded, nothing is fetched, and
what has been read is let go."""

import bz2
import codecs
import gzip
import lzma
import zlib
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from lxml import etree

from corpus.errors import FootnoteError
from corpus.sources.archives.records import MAX_ALL_BYTES

_PACKERS: tuple[tuple[bytes, Any], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ\x00", lzma.open),
)
_HEAD_BYTES = 65536
_OTHER_ENCODINGS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = bytes(code if code >= 32 or code in b"\t\n\r" else 32 for code in range(256))
"""What no XML may hold, and many an export does, is a blank."""
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)


class StreamError(FootnoteError):
    """A dump is damaged or cut off from here on; the text says how."""


class _Bounded:
    """What is unpacked, as a file that is read from its beginning on, up to `MAX_ALL_BYTES`."""

    def __init__(self, unpacked: BinaryIO) -> None:
        self._unpacked = unpacked
        self._left = MAX_ALL_BYTES

    def read(self, size: int) -> bytes:
        """:raises StreamError: if it is more than may be."""
        data = self._unpacked.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise StreamError(f"unpacks to more than {MAX_ALL_BYTES >> 30} GiB")
        return data

    def seek(self, place: int) -> None:
        """To the beginning alone."""
        assert place == 0
        self._unpacked.seek(0)
        self._left = MAX_ALL_BYTES


def unpack(file: BinaryIO) -> Any:
    """What `file` holds, unpacked as it is read if it is packed, up to `MAX_ALL_BYTES`."""
    head = file.read(8)
    file.seek(0)
    for mark, open_packed in _PACKERS:
        if head.startswith(mark):
            return _Bounded(open_packed(file, "rb"))
    return file


def read_head(file: BinaryIO) -> bytes:
    """How it begins, in UTF-8.

    :raises StreamError: if it cannot be unpacked.
    """
    try:
        head = file.read(_HEAD_BYTES)
        file.seek(0)
    except _DAMAGE as exc:
        raise StreamError("is damaged") from exc
    return head.decode("utf-16", "replace").encode() if head.startswith(_OTHER_ENCODINGS) else head


def iterate(file: BinaryIO, names: Collection[str]) -> Iterator[tuple[str, Any]]:
    """The elements of these names, without their namespaces, each when it ends. What stands before
    an element is let go when the next one is asked for, unless it lies in one of them.

    :raises StreamError: if it is no XML from somewhere on.
    """
    wanted = [f"{{*}}{name}" for name in names]
    try:
        parsed = etree.iterparse(
            _Cleaned(file),
            events=("end",),
            tag=wanted,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        for _, element in parsed:
            yield etree.QName(element).localname, element
    except etree.XMLSyntaxError as exc:
        raise StreamError(f"is damaged or cut off in line {exc.lineno or 0}") from exc
    except _DAMAGE as exc:
        raise StreamError("is damaged or cut off") from exc


def let_go(element: Any) -> None:
    """Forgets what an element holds, and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        parent.remove(element.getprevious())


def text_of(element: Any, name: str, namespace: str = "") -> str:
    """What the first child of this name says, in a namespace whose address holds `namespace`."""
    for child in element.iterchildren(f"{{*}}{name}"):
        if namespace in (etree.QName(child).namespace or ""):
            return "".join(child.itertext())
    return ""


class _Cleaned:
    """A file as its bytes are to be for a parser that takes no mistake in them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_first = True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most about `size`."""
        data = self._file.read(size)
        if self._is_first:
            self._is_first = False
            declared = data[:200].partition(b"?>")[0].lower()
            is_utf8 = b"encoding" not in declared or b"utf-8" in declared
            if is_utf8 and not data.startswith(_OTHER_ENCODINGS):
                self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        if self._decoder is None:
            return data
        cleaned = self._decoder.decode(data, final=not data).encode().translate(_CONTROLS)
        # Nothing is the end: a few bytes may be but the beginning of a character.
        return cleaned if cleaned or not data else self.read(size)
