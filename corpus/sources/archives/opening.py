"""What kind of archive some bytes are, and what is in it."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

from corpus.article import ArticleError
from corpus.sources.archives.arranging import arrange
from corpus.sources.archives.mediawiki import read_mediawiki
from corpus.sources.archives.notion import arrange_notion
from corpus.sources.archives.records import Item
from corpus.sources.archives.wordpress import read_wordpress
from corpus.sources.archives.xml_streams import StreamError, read_head, unpack
from corpus.sources.archives.zip_files import Member, list_archive, read_members

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
    unpacked = unpack(file)
    try:
        beginning = read_head(unpacked)
    except StreamError as exc:
        raise ArticleError(str(exc)) from exc
    if _WORDPRESS in beginning and b"<rss" in beginning:
        return read_wordpress(unpacked)
    if _MEDIAWIKI in beginning:
        return read_mediawiki(unpacked)
    raise ArticleError(_OTHER)


def _read_zip(file: BinaryIO) -> Iterator[Item]:
    members: list[Member] = []
    with ExitStack() as opened:
        yield from list_archive(file, members, opened)
        yield from arrange(members)
        yield from arrange_notion(members)
        yield from read_members(members)
