"""What kind of archive some bytes are, and what is in it."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO

from corpus.article import ArticleError
from corpus.sources.archives.arranging import arrange
from corpus.sources.archives.mediawiki import read_mediawiki
from corpus.sources.archives.member_names import Names
from corpus.sources.archives.notion import arrange_notion
from corpus.sources.archives.records import Item, PassedOver, Refused, TakenFile
from corpus.sources.archives.wordpress import read_wordpress
from corpus.sources.archives.xml_streams import StreamError, read_head, unpack
from corpus.sources.archives.zip_files import Found, Member, list_archive, read_members

_HEAD_BYTES = 4
_WORDPRESS = b"wordpress.org/export"
_MEDIAWIKI = b"<mediawiki"
_OTHER = (
    "it is no archive that is read: .zip, or the .xml that WordPress or MediaWiki makes for others"
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def read_items(file: BinaryIO) -> Iterator[Item]:
    """All that is in an archive, step by step.

    :raises ArticleError: if it is none that is read.
    """
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    if head.startswith(_ZIP):
        return _read_zip(file)
    dump = _open_dump(file)
    if dump is None:
        raise ArticleError(_OTHER)
    return dump


def _open_dump(file: BinaryIO) -> Iterator[Item] | None:
    """What is in an export in XML; None if it is none that is read.

    :raises ArticleError: if it is damaged from its beginning on.
    """
    unpacked = unpack(file)
    try:
        beginning = read_head(unpacked)
    except StreamError as exc:
        raise ArticleError(str(exc)) from exc
    if _WORDPRESS in beginning and b"<rss" in beginning:
        return read_wordpress(unpacked)
    if _MEDIAWIKI in beginning:
        return read_mediawiki(unpacked)
    return None


def _read_zip(file: BinaryIO) -> Iterator[Item]:
    found = Found()
    with ExitStack() as opened:
        yield from list_archive(file, found, opened)
        yield from arrange(found.members)
        yield from arrange_notion(found.members)
        names = Names()
        yield from read_members(found.members, names)
        for member in found.dumps:
            yield from _read_dump(member, names)


def _read_dump(member: Member, names: Names) -> Iterator[Item]:
    """Exports come packed, and of large sites in parts."""
    with ExitStack() as opened:
        try:
            items = _open_dump(member.archive.open_part(member.info, opened))
        except ArticleError as exc:
            yield Refused(member.path, str(exc))
            return
        if items is None:
            yield PassedOver(PurePosixPath(member.path).suffix)
            return
        for item in items:
            yield replace(item, name=names.give(item.name)) if isinstance(item, TakenFile) else item
