"""A notebook as one text, from its first cell to its last."""

from dataclasses import replace

from corpus.article import ArticleError, Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.content import Content
from corpus.formats.heads.front_matter import split_front_matter
from corpus.formats.markdown.reader import write_markdown
from corpus.formats.notebook.cells import Cell, read_cells
from corpus.formats.tables.json_values import Found, Outside, find_elements, to_utf8
from corpus.formats.writing.assembly import assemble_text
from corpus.formats.writing.block_writer import BlockWriter

_STATED = ("title", "date", "license", "description", "language")
"""What a notebook may state of itself; all else is for programs."""


def read_notebook(data: bytes, name: str) -> Content:
    """The content of a notebook. Of one that is cut off the cells before that are read.

    :raises ArticleError: if it holds no cells, or is said to be a draft.
    """
    if not data.strip():
        raise ArticleError("it is empty")
    outside = Outside()
    reader = _Reader()
    for found in find_elements(to_utf8(data, outside), outside):
        reader.read(found)
    if not reader.count:
        raise ArticleError("is no notebook: no valid JSON with cells")
    text, paragraphs = assemble_text(reader.writer.blocks)
    title = reader.writer.first_heading
    stated = {key: outside.values.get(("metadata", key), "") for key in _STATED}
    metadata = parse_metadata({**stated, "authors": reader.authors})
    metadata = reader.stated.filled_from(metadata).filled_from(Metadata(title=title))
    damaged = f"it is no valid JSON, or cut off: {reader.count} cells before that are read"
    return Content(
        metadata=metadata,
        text=text,
        paragraphs=tuple(_leave_out(title, p) for p in paragraphs),
        warnings=(*reader.warnings, *((damaged,) if outside.is_cut else ())),
        encoding=outside.encoding,
    )


class _Reader:
    """Writes one cell after another; `count` is how many there were so far."""

    def __init__(self) -> None:
        self.writer = BlockWriter()
        self.stated = Metadata()
        self.authors: list[object] = []
        self.warnings: tuple[str, ...] = ()
        self.count = 0

    def read(self, found: Found) -> None:
        if found.path == ("metadata", "authors"):
            self.authors.append(found.value)
        for cell in read_cells(found):
            self.count += 1
            self._write(cell)

    def _write(self, cell: Cell) -> None:
        source = cell.source
        if self.count == 1 and cell.kind in ("raw", "markdown"):
            front = split_front_matter(source)
            self.stated, self.warnings = parse_metadata(front.fields), front.warnings
            source = front.body
        if cell.kind == "markdown":
            self._write_markdown(source)
        elif cell.level:
            self.writer.add_heading(cell.level, " ".join(source.split()))
        elif cell.kind == "code":
            self._write_code(cell)

    def _write_markdown(self, source: str) -> None:
        try:
            stated = write_markdown(self.writer, source, has_head=self.count == 1)
        except ArticleError as exc:
            self.warnings += (f"cell {self.count} is left out: {exc}",)
        else:
            self.stated = self.stated.filled_from(stated)

    def _write_code(self, cell: Cell) -> None:
        code = cell.source.strip("\n").rstrip()
        number = self.writer.add(code, "code", self.writer.leads()) if code else None
        for output in cell.outputs:
            above = self.writer.leads() if number is None else self.writer.chain(number)
            self.writer.add(output, "code", above)


def _leave_out(title: str | None, paragraph: Paragraph) -> Paragraph:
    """`paragraph` without the title above it."""
    if title is None or paragraph.headings[:1] != (title,):
        return paragraph
    return replace(paragraph, headings=paragraph.headings[1:])
