"""Tables in files of values that are separated by a sign, `.csv` and `.tsv`."""

from collections.abc import Sequence
from itertools import islice

from corpus.article import ArticleError
from corpus.fields.metadata import Metadata
from corpus.formats.content import Content
from corpus.formats.decoding import decode_text
from corpus.formats.tables.headers import Shape, find_shape
from corpus.formats.tables.record_writer import RecordWriter
from corpus.formats.tables.rows import Row, find_separator, read_rows
from corpus.formats.writing.assembly import assemble_text
from corpus.formats.writing.block_writer import BlockWriter

_SAMPLE = 200
"""Rows that tell what the others are like."""
_MIN_CELLS = 3
_MAX_HEADING = 100


def read_comma_separated(data: bytes, name: str) -> Content:
    """The content of a table whose values are separated by commas, semicolons, tabs or bars.

    :raises ArticleError: if it is blank or in no readable encoding.
    """
    return _read(data, ",;\t|")


def read_tab_separated(data: bytes, name: str) -> Content:
    """The content of a table whose values are separated by tabs, or else by another sign.

    :raises ArticleError: as `read_comma_separated`.
    """
    return _read(data, "\t,;|")


def _read(data: bytes, signs: str) -> Content:
    decoded = decode_text(data)
    if not decoded.text.strip():
        raise ArticleError("it is empty")
    separator, start = find_separator(decoded.text, signs)
    sample = list(islice(read_rows(decoded.text, separator, start), _SAMPLE))
    shape = find_shape([row.cells for row in sample])
    writer = BlockWriter()
    records = RecordWriter(writer)
    for row in read_rows(decoded.text, separator, start):
        _write_row(row, shape, records, writer)
    text, paragraphs = assemble_text(writer.blocks)
    return Content(
        metadata=Metadata(),
        text=text,
        paragraphs=tuple(paragraphs),
        warnings=decoded.doubts + records.left.tell(),
        encoding=decoded.encoding,
        is_encoding_guessed=decoded.is_guess,
    )


def _write_row(row: Row, shape: Shape, records: RecordWriter, writer: BlockWriter) -> None:
    cells = row.cells
    if not any(cells) or row.number == shape.header_row:
        return
    if row.number < shape.header_row:
        writer.add(" ".join(filter(None, cells)), "prose")
    elif _is_heading(cells, shape):
        records.write_heading(1, cells[0])
    else:
        records.write(shape.names, shape.widen(cells), row.number, shape.columns, shape.level)


def _is_heading(cells: Sequence[str], shape: Shape) -> bool:
    """Whether a row of a table of several columns has but one cell, its first, and is short."""
    if shape.width < _MIN_CELLS or not cells[0] or len(cells[0]) > _MAX_HEADING:
        return False
    return not any(cells[1:]) and len(cells) > 1 and "\n" not in cells[0]
