"""Parts in XML, read as they come: no tree is built, so that memory does not grow with the part."""

from functools import lru_cache
from typing import Protocol

from lxml import etree

from corpus.article import ArticleError
from corpus.formats.archive import Archive, PartError

_CHUNK = 1 << 16
_MAX_DEPTH = 256
"""Elements within each other; what lies deeper is left out."""
_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.oclc.org/ooxml/package/metadata/core-properties": "cp",
}


class Handler(Protocol):
    """Is told what stands in a part. Names of elements are those that everybody writes, such as
    "w:p", whatever prefix the part has for the namespace; attributes have none."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Target:
    def __init__(self, handler: Handler) -> None:
        self.is_cut = False
        self._handler = handler
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            self.is_cut = True
            return
        own = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        self._handler.start(_short_name(tag), own)

    def end(self, tag: str) -> None:
        if self._depth <= _MAX_DEPTH:
            self._handler.end(_short_name(tag))
        self._depth -= 1

    def data(self, text: str) -> None:
        if self._depth <= _MAX_DEPTH:
            self._handler.data(text)

    def doctype(self, *_: str | None) -> None:
        raise ArticleError("a part of it defines entities, which no text processor writes")

    def close(self) -> None:
        pass


def read_events(data: bytes, handler: Handler) -> bool:
    """Tells `handler` what stands in the part `data`; gives whether that is all of it. Of a damaged
    one it is what stands before the damage. Nothing is fetched or expanded.

    :raises ArticleError: if it defines entities.
    """
    target = _Target(handler)
    parser = etree.XMLParser(
        target=target,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
    )
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except (etree.XMLSyntaxError, ValueError):
        return False
    return not target.is_cut


def read_part(archive: Archive, path: str, handler: Handler) -> None:
    """Tells `handler` what stands in a part without which a document can be read, too."""
    try:
        data = archive.read(path)
    except PartError:
        return
    read_events(data, handler)


def read_count(attributes: dict[str, str], name: str = "val") -> int | None:
    """A number in an attribute; None if there is none that makes sense."""
    text = attributes.get(name, "").strip()
    is_number = text.isascii() and text.removeprefix("-").isdecimal() and len(text) < 10
    return int(text) if is_number else None


@lru_cache(maxsize=2048)
def _short_name(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    return f"{_NAMESPACES.get(namespace[1:], '')}:{name}"
