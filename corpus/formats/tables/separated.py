"""Tables in files of values that are separated by a sign, `.csv` and `.tsv`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from corpus.article import ArticleError, Locator
from corpus.fields.metadata import Metadata
from corpus.formats.content import Content
from corpus.formats.decoding import decode_text
from corpus.formats.short_lines import MAX_LINES
from corpus.formats.tables.alone import leave_out_stated, read_stated, without_title
from corpus.formats.tables.headers import Shape, find_shape
from corpus.formats.tables.record_writer import RecordWriter
from corpus.formats.tables.rows import Row, find_separator, read_rows
from corpus.formats.writing.assembly import assemble_text
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.tables import join_cells

_OF_DISCORD = {"AuthorID", "Author", "Date", "Content"}
_SAMPLE = 200
"""Rows that tell what the others are like."""
_MIN_CELLS = 3
_MAX_HEADING = 100
_MIN_ROW = 8
"""Characters of a row, on average, that is read by itself."""
_TOGETHER = 10
_REMARK = "#"
_MAX_REMARKS = 100
"""Lines above a table."""


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
    remarks, table = _split_remarks(decoded.text, signs)
    separator, start = find_separator(table, signs)
    sample = list(islice(read_rows(table, separator, start), _SAMPLE))
    if sample and set(sample[0].cells) >= _OF_DISCORD:
        raise ArticleError("is an export of Discord as a table: export it in JSON")
    shape = find_shape([row.cells for row in sample])
    only = _find_only(sample, shape)
    if only is not None:
        shape = replace(shape, columns=leave_out_stated(shape.columns, shape.names))
    writer = BlockWriter()
    records = RecordWriter(writer)
    for remark in remarks:
        writer.add(remark, "prose")
    rows = read_rows(table, separator, start)
    tiny = _count_tiny(table)
    if tiny:
        _write_together(rows, writer)
    else:
        for row in rows:
            _write_row(row, shape, records, writer)
    text, paragraphs = assemble_text(writer.blocks)
    metadata = Metadata()
    if only is not None:
        metadata = _read_beside(only, shape)
        paragraphs = without_title(metadata.title, paragraphs)
    return Content(
        metadata=metadata,
        text=text,
        paragraphs=tuple(paragraphs),
        warnings=decoded.doubts + records.left.tell() + tiny,
        encoding=decoded.encoding,
        is_encoding_guessed=decoded.is_guess,
    )


def _split_remarks(text: str, signs: str) -> tuple[list[str], str]:
    """What the lines above the table say that begin with "#" and have fewer cells than its first
    row, and `text` with blank lines instead, so that its rows keep their numbers."""
    lines = text.split("\n", _MAX_REMARKS)
    count = next((n for n, line in enumerate(lines) if not line.startswith(_REMARK)), 0)
    above, table = lines[:count], "\n".join(lines[count:])
    separator, start = find_separator(table, signs) if above and table.strip() else (None, 0)
    width = table[start:].lstrip("\r\n").partition("\n")[0].count(separator) if separator else 0
    if not width or any(line.count(separator or "") >= width for line in above):
        return [], text
    remarks = [line.strip(f"{_REMARK} \t\r") for line in above]
    return list(filter(None, remarks)), "\n" * count + table


def _find_only(sample: Sequence[Row], shape: Shape) -> Row | None:
    """The row with a text that is the only one below the names of its columns; None if there are
    others, or none."""
    rows = [row for row in sample if row.number > shape.header_row and any(row.cells)]
    if len(rows) != 1 or len(sample) == _SAMPLE or shape.columns.has_answers:
        return None
    cells = shape.widen(rows[0].cells)
    return rows[0] if any(cells[n].strip() for n in shape.columns.texts) else None


def _read_beside(row: Row, shape: Shape) -> Metadata:
    """What the cells beside its text say of the article."""
    cells = shape.widen(row.cells)
    texts = shape.columns.texts
    return read_stated({name: cells[n] for n, name in enumerate(shape.names) if n not in texts})


def _count_tiny(text: str) -> tuple[str, ...]:
    """A warning, if there are thousands of rows of a few letters: each by itself costs a reader far
    more than its length, and says nothing to quote."""
    count = text.count("\n")
    if count < MAX_LINES or len(text) >= _MIN_ROW * count:
        return ()
    return (f"of {count} very short rows {_TOGETHER} are read together",)


def _write_together(rows: Iterator[Row], writer: BlockWriter) -> None:
    said: list[str] = []
    first = 0
    for row in rows:
        if any(row.cells):
            first = first if said else row.number
            said.append(join_cells(row.cells))
        if len(said) == _TOGETHER:
            _write_lines(said, first, writer)
            said = []
    _write_lines(said, first, writer)


def _write_lines(said: list[str], first: int, writer: BlockWriter) -> None:
    if said:
        writer.locator = Locator("row", first)
        writer.add("\n".join(said), "table")
        writer.locator = None


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
