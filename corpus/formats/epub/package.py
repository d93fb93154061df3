"""The package of a book: what it consists of, in which order it is read, what it is called."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from corpus.article import ArticleError
from corpus.formats.archive import Archive, leaves_archive
from corpus.formats.decoding import decode_text
from corpus.formats.html.elements import Element, name_of
from corpus.formats.html.parsing import parse_xml, without_declaration

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to make fonts unusable elsewhere, which hide no text."""
_TEXTS = frozenset(("application/xhtml+xml", "text/html", "application/xml", "text/xml"))
_TEXT_ENDINGS = (".xhtml", ".html", ".htm", ".xml")
_NOT_QUOTED = frozenset(("cover", "toc", "loi", "lot", "index"))
_MAX_ITEMS = 20_000


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book: its name in the archive, its kind, and what it stands in for."""

    path: str
    media_type: str
    properties: frozenset[str]
    fallback: str | None


@dataclass(frozen=True, slots=True)
class Package:
    """`metadata` is the element with that, None if there is none. `order` are the names of texts as
    they are read, `navigation` those of tables of contents, `around` those of texts that are
    covers and tables of contents."""

    metadata: Element | None
    order: tuple[str, ...]
    navigation: tuple[str, ...] = ()
    around: frozenset[str] = field(default_factory=frozenset)


def read_package(archive: Archive) -> Package:
    """The package that the container of `archive` names first.

    :raises ArticleError: if there is none that can be read, the book is encrypted, or its package
        names files that lie outside or stand in for each other in a circle.
    """
    _check_encryption(archive)
    path = _find_package(archive)
    root = read_part(archive, path)
    if root is None or name_of(root) != "package":
        raise ArticleError("its package file is damaged")
    items = _read_manifest(root, dirname(path))
    spine = _find(root, "spine")
    order = list(dict.fromkeys(_read_spine(spine, items)))
    navigation = [item.path for item in items.values() if "nav" in item.properties]
    toc = items.get((spine.get("toc") or "") if spine is not None else "")
    navigation += [
        item.path
        for item in items.values()
        if item is toc or item.media_type.endswith("dtbncx+xml")
    ]
    around = {*navigation, *_read_guide(root, dirname(path))}
    return Package(
        _find(root, "metadata"),
        tuple(order),
        tuple(dict.fromkeys(navigation)),
        frozenset(around),
    )


def read_part(archive: Archive, path: str) -> Element | None:
    """The root of the part `path`, which is XML; None if it is none.

    :raises ArticleError: as `Archive.read`.
    """
    return parse_xml(without_declaration(decode_text(archive.read(path)).text))


def resolve(folder: str, href: str) -> str:
    """The name in the archive of what `href` in a file in `folder` leads to, without the fragment.

    :raises ArticleError: if it leads out of the archive.
    """
    path = unquote(href.partition("#")[0].strip())
    name = normpath(join(folder, path)) if path else ""
    if leaves_archive(name):
        raise ArticleError(f"names a file outside of the book: {href[:60]!a}")
    return name


def _check_encryption(archive: Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    root = read_part(archive, _ENCRYPTION)
    ways = [e.get("Algorithm") or "" for e in _all(root, "encryptionmethod")]
    if root is None or any(way not in _FONTS_ONLY for way in ways):
        raise ArticleError("it is encrypted (copy protection): only an open copy can be read")


def _find_package(archive: Archive) -> str:
    root = read_part(archive, _CONTAINER) if _CONTAINER in archive else None
    named = [resolve("", e.get("full-path") or "") for e in _all(root, "rootfile")]
    others = [name for name in archive.names if name.lower().endswith(".opf")]
    for path in (*named, *others):
        if path in archive:
            return path
    raise ArticleError("no book: it has no package file (.opf)")


def _read_manifest(root: Element, folder: str) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for element in _all(_find(root, "manifest"), "item"):
        href, key = element.get("href") or "", element.get("id") or ""
        if not href or "://" in href or len(items) >= _MAX_ITEMS:
            continue  # what lies elsewhere is not fetched
        items[key] = Item(
            resolve(folder, href),
            (element.get("media-type") or "").lower().strip(),
            frozenset((element.get("properties") or "").split()),
            element.get("fallback"),
        )
    return items


def _read_spine(spine: Element | None, items: dict[str, Item]) -> Iterator[str]:
    """The texts in the order of reading, those beside it last."""
    beside: list[str] = []
    for reference in _all(spine, "itemref"):
        item = _find_text(reference.get("idref") or "", items)
        if item and reference.get("linear") == "no":
            beside.append(item.path)
        elif item:
            yield item.path
    yield from beside


def _find_text(key: str, items: dict[str, Item]) -> Item | None:
    """The item `key`, or what stands in for it, if that is a text.

    :raises ArticleError: if items stand in for each other in a circle.
    """
    seen: set[str] = set()
    while key in items:
        item = items[key]
        if item.media_type in _TEXTS or item.path.lower().endswith(_TEXT_ENDINGS):
            return item
        if key in seen:
            raise ArticleError(f"its files stand in for each other in a circle: {key[:60]!a}")
        seen.add(key)
        key = item.fallback or ""
    return None


def _read_guide(root: Element, folder: str) -> Iterator[str]:
    for element in _all(_find(root, "guide"), "reference"):
        if (element.get("type") or "").lower() in _NOT_QUOTED:
            yield resolve(folder, element.get("href") or "")


def _find(root: Element, name: str) -> Element | None:
    return next((element for element in root if name_of(element) == name), None)


def _all(root: Element | None, name: str) -> Iterator[Element]:
    if root is not None:
        yield from (element for element in root.iter() if name_of(element) == name)
