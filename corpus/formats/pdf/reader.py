"""A PDF file as text and paragraphs, each with the page that it stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.article import ArticleError, Paragraph
from corpus.fields.dates import parse_date
from corpus.formats.content import Content
from corpus.formats.pdf.chunks import make_chunks
from corpus.formats.pdf.document import Document, read_document
from corpus.formats.pdf.headings import HeadingLevels, name_in_ways
from corpus.formats.pdf.joining import Joiner
from corpus.formats.pdf.layout import Layout, measure_layout
from corpus.formats.pdf.left_out import (
    leave_out_contents,
    leave_out_line_numbers,
    leave_out_running_heads,
)
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.list_marks import place_marks
from corpus.formats.pdf.metadata import DAYS, find_title, read_head, read_metadata
from corpus.formats.pdf.notes import Note, take_notes
from corpus.formats.pdf.reading_order import order_lines
from corpus.formats.pdf.writing import PdfWriter
from corpus.formats.writing.assembly import assemble_text
from corpus.structure.speakers.label_words import CAPTION

_MAX_NAMED = 8


def read_pdf(data: bytes, name: str) -> Content:
    """The content of a PDF file. It takes as long as the file has words, and PDFium for its pages.

    :raises ArticleError: if it is none, locked by a password, damaged, or a scan without text.
    """
    document = read_document(data)
    _check_text(document)
    pages = leave_out_running_heads(document.pages)
    pages = [order_lines(leave_out_line_numbers(place_marks(page))) for page in pages]
    layout = measure_layout(pages)
    lines, notes = _take_all_notes(pages, layout)
    titles = frozenset(
        name for bookmark in document.bookmarks for name in name_in_ways(bookmark.title)
    )
    chunks = make_chunks(leave_out_contents(lines), layout, titles)
    metadata = read_metadata(_list_stated(document), document.language, data)
    title = find_title(chunks, metadata.title, layout, titles)
    joiner = Joiner(pages)
    writer = PdfWriter(
        HeadingLevels(chunks, document.bookmarks, layout, title),
        joiner,
        notes,
        document.recognised,
    )
    writer.write(chunks, title)
    text, paragraphs = assemble_text(writer.writer.blocks)
    if metadata.title is None and title is not None:
        metadata = replace(metadata, title=joiner.join_heading(title.lines))
    head = read_head(chunks, metadata.language)
    if "date" in head and (day := parse_date(head["date"], metadata.language)):
        metadata = replace(metadata, published=day)
    if metadata.author is None and "author" in head:
        metadata = replace(metadata, author=head["author"])
    warnings = tuple(_warn(document))
    return Content(metadata, text, tuple(map(_without_captions_label, paragraphs)), warnings)


def _without_captions_label(paragraph: Paragraph) -> Paragraph:
    """`paragraph`, but for the label of a table or a figure, which only names what stands there."""
    label = paragraph.label
    is_caption = label is not None and CAPTION.match(label)
    return replace(paragraph, label=None) if is_caption else paragraph


def _list_stated(document: Document) -> dict[str, str]:
    """What the file says of itself. The day of one that is made of pictures is that on which they
    were taken, or read."""
    if 2 * len(document.recognised) <= len(document.pages):
        return document.info
    return {name: value for name, value in document.info.items() if name not in DAYS}


def _check_text(document: Document) -> None:
    """:raises ArticleError: if no page has text that can be read."""
    if any(document.pages):
        return
    if document.scanned:
        raise ArticleError(
            "holds pictures and no text, as a scan does: have a program recognise its letters "
            "(OCR), such as ocrmypdf"
        )
    if document.unknown:
        raise ArticleError("does not say which letters its signs are: export it anew, or use OCR")
    if document.unread:
        raise ArticleError("is damaged: none of its pages can be read")
    raise ArticleError("it is empty")


def _take_all_notes(
    pages: Sequence[Sequence[Line]], layout: Layout
) -> tuple[list[Line], list[Note]]:
    lines: list[Line] = []
    notes: list[Note] = []
    for page in pages:
        kept, own = take_notes(page, layout)
        lines += kept
        notes += own
    return lines, notes


def _warn(document: Document) -> Iterator[str]:
    total = len(document.pages) + document.left_out
    for numbers, why in (
        (document.scanned, "they are pictures without text"),
        (document.unknown, "which letters their signs are is not known"),
        (document.unread, "they are damaged"),
    ):
        if numbers:
            named = ", ".join(map(str, numbers[:_MAX_NAMED]))
            more = ", …" if len(numbers) > _MAX_NAMED else ""
            count = f"{len(numbers)} of {total} ({named}{more})"
            yield f"pages of which nothing is read: {count}, as {why}"
    if document.left_out:
        yield f"the last {document.left_out} of {total} pages are not read: it is too long"
