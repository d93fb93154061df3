"""A book: its chapters, one after another, as one text."""

from dataclasses import replace
from posixpath import dirname

from corpus.article import ArticleError
from corpus.formats.archive import Archive, PartError
from corpus.formats.content import Content
from corpus.formats.decoding import decode_text
from corpus.formats.epub.contents import read_contents
from corpus.formats.epub.package import Package, read_package
from corpus.formats.epub.properties import read_properties
from corpus.formats.epub.sheets import Sheets
from corpus.formats.html import Pieces, read_tree
from corpus.formats.html.elements import Element, name_of, short_text, types_of
from corpus.formats.html.listings import read_parts
from corpus.formats.html.main.page_remains import leave_out_remains
from corpus.formats.html.parsing import parse_page
from corpus.formats.html.pieces import Piece
from corpus.formats.html.reader import leave_out_title
from corpus.formats.html.rules import put_rules
from corpus.normalization import fold_case

_MAX_NAMED = 3
_MIN_LINKS = 5
_LINK_SHARE = 0.7
_MAX_LINK = 200
_AROUND = frozenset(("cover", "toc", "landmarks", "page-list", "index", "doc-cover", "doc-toc"))


def read_book(data: bytes, name: str) -> Content:
    """The content of a book, without its cover and its tables of contents.

    :raises ArticleError: if it is no book, is encrypted or damaged, leads out of its archive, or
        unpacks to more than is read.
    """
    archive = Archive(data)
    package = read_package(archive)
    parts, unread = _read_parts(archive, package)
    if unread and not parts:
        raise ArticleError(f"none of its chapters can be read: {unread[0]}")
    said = read_parts(parts)
    metadata = read_properties(package.metadata)
    title = metadata.title or said.first_heading
    return Content(
        metadata=replace(metadata, title=title),
        text=said.text,
        paragraphs=tuple(leave_out_title(title, said.first_heading, said.text, said.paragraphs)),
        warnings=_tell_unread(unread),
    )


def _read_parts(archive: Archive, package: Package) -> tuple[list[Pieces], list[str]]:
    """What stands in the texts of the book, and why some of them cannot be read."""
    chapters = read_contents(archive, package)
    parts: list[Pieces] = []
    unread: list[str] = []
    sheets = Sheets(archive)
    for path in package.order:
        if path in package.around:
            continue
        try:
            page = parse_page(decode_text(archive.read(path)).text, is_xml=True)
        except PartError as exc:
            unread.append(str(exc))
            continue
        except ArticleError as exc:
            if "unpack" in str(exc):
                raise
            continue  # a page with nothing on it
        body = next((e for e in page.root.iter() if name_of(e) == "body"), None)
        if body is None or _is_around(body):
            continue
        put_rules(page.root, sheets.read(page.root, dirname(path)))
        read = read_tree(body)
        pieces = Pieces(leave_out_remains(read.text), read.notes)
        parts.append(_put_titles(pieces, chapters[path]) if path in chapters else pieces)
    return parts, unread


def _put_titles(pieces: Pieces, titles: list[tuple[int, str]]) -> Pieces:
    """`pieces` of a file with the titles that the table of contents has for what begins in it: in
    the place of paragraphs that are those words, and the first one on top if nothing is there."""
    headings = {fold_case(title): Piece("heading", (title,), level) for level, title in titles}
    for piece in pieces.text:
        if piece.kind == "heading":
            headings.pop(fold_case(piece.lines[0]), None)
    text = [headings.get(fold_case(p.lines[0]), p) if _is_line(p) else p for p in pieces.text]
    first = next((piece for piece in text if piece.lines), None)
    if first is not None and first.kind != "heading":
        level, title = titles[0]
        text.insert(0, Piece("heading", (title,), level))
    return Pieces(text, pieces.notes)


def _is_line(piece: Piece) -> bool:
    return piece.kind == "words" and len(piece.lines) == 1


def _is_around(body: Element) -> bool:
    """Whether a text is the cover, or a table of contents or an index: mostly links."""
    top = [body, *body[:1]]
    if any(types_of(element) & _AROUND for element in top):
        return True
    links = [element for element in body.iter() if name_of(element) == "a" and element.get("href")]
    if len(links) < _MIN_LINKS:
        return False
    linked = sum(len("".join(short_text(link, _MAX_LINK).split())) for link in links)
    return linked > _LINK_SHARE * len("".join("".join(body.itertext()).split()))


def _tell_unread(reasons: list[str]) -> tuple[str, ...]:
    if not reasons:
        return ()
    more = f" and {len(reasons) - _MAX_NAMED} more" if len(reasons) > _MAX_NAMED else ""
    return (f"parts that cannot be read are left out: {'; '.join(reasons[:_MAX_NAMED])}{more}",)
