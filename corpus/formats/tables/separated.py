"""Tables in files of values that are separated by a sign, `.csv` and `.tsv`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from corpus.article import ArticleError, Locator
from corpus.fields.metadata import Metadata
from corpus.formats.content import Content
from corpus.formats.decoding import decode_text
from corpus.formats.short_lines import MAX_LINES
from corpus.formats.tables.alone import is_withheld, leave_out_stated, read_stated, without_title
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
_LABELLED = re.compile(r"\w[:：]\s")
_DIGIT = re.compile(r"\d")
_MAX_REMARKS = 100
"""Lines above a table."""


def read_comma_separated(data: bytes, name: str) -> Content:
    """The content of a table whose values are separated by commas, semicolons, tabs or bars.

    :raises ArticleError: if it is blank, in no readable encoding, or all of it is a draft.
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
    drafts = 0
    if tiny:
        _write_together(rows, writer)
    else:
        for row in rows:
            if _is_withheld(row, shape):
                drafts += 1
            else:
                _write_row(row, shape, records, writer)
    if drafts and not writer.blocks:
        raise ArticleError("it is a draft")
    left = (f"drafts are left out: {drafts}",) if drafts else ()
    text, paragraphs = assemble_text(writer.blocks)
    metadata = Metadata()
    if only is not None:
        metadata = _read_beside(only, shape)
        paragraphs = without_title(metadata.title, paragraphs)
    return Content(
        metadata=metadata,
        text=text,
        paragraphs=tuple(paragraphs),
        warnings=decoded.doubts + records.left.tell() + tiny + left,
        encoding=decoded.encoding,
        is_encoding_guessed=decoded.is_guess,
    )


def _split_remarks(text: str, signs: str) -> tuple[list[str], str]:
    """What the lines above the table say that begin with "#" and are no rows of it, and `text` with
    blank lines instead, so that its rows keep their numbers."""
    lines = text.split("\n", _MAX_REMARKS)
    count = next((n for n, line in enumerate(lines) if not line.startswith(_REMARK)), 0)
    table = "\n".join(lines[count:])
    if not count or not table.strip():
        return [], text
    separator, start = find_separator(table, signs)
    filled = (row.cells for row in read_rows(table, separator, start) if any(row.cells))
    rows = list(islice(filled, 2))
    while count and rows and _is_row(lines[count - 1], separator, table, rows):
        count -= 1  # the names of the columns, or a row of tags
    remarks = [line.strip(f"{_REMARK} \t\r") for line in lines[:count]]
    return list(filter(None, remarks)), "\n" * count + "\n".join(lines[count:])


def _is_row(line: str, separator: str, table: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a line that begins with "#" has as many cells as the first of `rows` of the `table`
    below it, and is no remark: these say what they say behind a colon, have blanks behind commas
    as the table has not, or stand, as remarks do, with a blank above the names of its columns."""
    said = line.strip(f"{_REMARK} \t\r").split(separator)
    if not 1 < len(rows[0]) <= len(said) or _LABELLED.search(said[0]):
        return False
    if not line.lstrip(_REMARK).startswith(" "):
        return True
    is_spaced = all(cell.startswith(" ") for cell in said[1:])
    if is_spaced and f"{separator} " not in table.lstrip().partition("\n")[0]:
        return False
    counts = [any(map(_DIGIT.search, row)) for row in rows]
    return counts != [False, True]


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


def _is_withheld(row: Row, shape: Shape) -> bool:
    """Whether a row with a text is not to be read; of others "deleted" may be a number."""
    if row.number <= shape.header_row or not (shape.columns.texts or shape.columns.has_answers):
        return False
    return is_withheld(shape.names, row.cells)


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
