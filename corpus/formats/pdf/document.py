"""A PDF file as PDFium opens it: its pages' words, its bookmarks, and what it says of itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.article import ArticleError
from corpus.formats.pdf.drawn import PixelAllowance
from corpus.formats.pdf.lines import Line, make_lines
from corpus.formats.pdf.words import read_words

_MIN_CHARACTERS = 2_000_000
_CHARACTERS_A_BYTE = 0.6
"""So much text is read of any file, and so much more for its size: the same page may stand in a
small file a million times, and what it takes to read a file is to grow with that."""
_MIN_PIXELS = 60_000_000
_PIXELS_A_BYTE = 8
MAX_PAGES = 20_000
_MAX_BOOKMARKS = 20_000
_MAX_DEPTH = 16
_MANY_OBJECTS = 100
_MAX_UNKNOWN = 0.3
"""Of a page's characters, of which no letter is known: then nobody could read it."""
_HEAD = b"%PDF-"
_LOOKED_AT = 1 << 16
_KEYS = ("Title", "Author", "CreationDate", "ModDate", "Subject", "Keywords")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a file's outline: `page` is counted from 1, `level`, too."""

    title: str
    page: int
    level: int


@dataclass(slots=True)
class Document:
    """What was read of a file. `scanned` are the pages that hold pictures and no text, `recognised`
    those that are pictures whose letters a machine has recognised, `unread` those that are damaged,
    `unknown` those whose letters are not known."""

    pages: list[list[Line]] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    language: str | None = None
    scanned: list[int] = field(default_factory=list)
    recognised: set[int] = field(default_factory=set)
    unread: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    left_out: int = 0
    """Pages behind the last that was read."""


def read_document(data: bytes, max_characters: int | None = None) -> Document:
    """What the file `data` holds, of the first `max_characters`, if they are not told as many as
    its size allows.

    :raises ArticleError: if it is no PDF, damaged beyond reading, or locked by a password.
    """
    if max_characters is None:
        max_characters = _MIN_CHARACTERS + int(_CHARACTERS_A_BYTE * len(data))
    with _opened(data) as opened:
        document = Document(info=_read_info(opened), language=_read_language(opened))
        document.bookmarks = list(_read_bookmarks(opened))
        pixels = PixelAllowance(_MIN_PIXELS + _PIXELS_A_BYTE * len(data))
        _read_pages(opened, document, max_characters, pixels)
    return document


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        raise ArticleError(_explain(data, exc)) from exc
    try:
        yield opened
    finally:
        opened.close()


def _explain(data: bytes, error: pypdfium2.PdfiumError) -> str:
    code = getattr(error, "err_code", None)
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return "is locked by a password: save it without one"
    if _HEAD not in data[:_LOOKED_AT]:
        return "is no PDF, whatever its name says"
    return "is damaged: its pages cannot be found; save it again with the program that shows it"


def _read_pages(
    opened: pypdfium2.PdfDocument, document: Document, left: int, pixels: PixelAllowance
) -> None:
    total = len(opened)
    for number in range(1, total + 1):
        if left <= 0 or number > MAX_PAGES:
            document.left_out = total - number + 1
            return
        lines: list[Line] = []
        try:
            page = opened[number - 1]
        except pypdfium2.PdfiumError:
            document.unread.append(number)
            document.pages.append(lines)
            continue
        try:
            words = read_words(page, left, partial(opened.get_page, number - 1), pixels)
            left -= max(1, words.count)
            if words.unknown > _MAX_UNKNOWN * words.count:
                document.unknown.append(number)
            elif any(any(map(str.isalnum, word.text)) for word in words.words):
                lines = make_lines(words, number)
                if words.is_recognised:
                    document.recognised.add(number)
            elif _has_picture(page):
                document.scanned.append(number)
        except pypdfium2.PdfiumError:
            document.unread.append(number)
        finally:
            page.close()
        document.pages.append(lines)


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a page holds an image, or so many lines that they may be letters."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > _MANY_OBJECTS:
        return True
    kinds = (
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, number))
        for number in range(count)
    )
    return any(kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) for kind in kinds)


def _read_info(opened: pypdfium2.PdfDocument) -> dict[str, str]:
    return {key: text for key in _KEYS if (text := opened.get_metadata_value(key).strip())}


def _read_language(opened: pypdfium2.PdfDocument) -> str | None:
    size = pdfium.FPDFCatalog_GetLanguage(opened.raw, None, 0)
    if not 2 < size <= 128:
        return None
    buffer = (pdfium.FPDF_WCHAR * (size // 2))()
    pdfium.FPDFCatalog_GetLanguage(opened.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").strip() or None


def _read_bookmarks(opened: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    try:
        for count, entry in enumerate(opened.get_toc(max_depth=_MAX_DEPTH)):
            if count >= _MAX_BOOKMARKS:
                return
            target = entry.get_dest()
            page = target.get_index() if target else None
            title = " ".join(entry.get_title().split())
            if page is not None and title:
                yield Bookmark(title, page + 1, entry.level + 1)
    except pypdfium2.PdfiumError:
        return
