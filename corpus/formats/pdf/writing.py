"""Chunks to blocks of text, each with its page, and notes behind what cites them."""

from collections import deque
from collections.abc import Collection, Sequence
from itertools import pairwise

from corpus.article import BlockKind, Locator
from corpus.formats.pdf.chunks import Chunk, is_term
from corpus.formats.pdf.headings import HeadingLevels
from corpus.formats.pdf.joining import Joiner, Places, join_code
from corpus.formats.pdf.metadata import read_names
from corpus.formats.pdf.notes import Note
from corpus.formats.pdf.words import find_marks, lower_marks
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.tables import TableWriter, join_cells

_NEAR_PAGES = 1
_INDENT = 0.7
"""Of the size: what stands in by less stands at the same place."""
_MAX_INDENT = 6
"""Of the size: an item that stands in by more is of another column."""


class PdfWriter:
    """Writes the chunks of a file in their order; on the pages `recognised` a machine has read
    them."""

    def __init__(
        self,
        levels: HeadingLevels,
        joiner: Joiner,
        notes: Sequence[Note],
        recognised: Collection[int],
    ) -> None:
        self.writer = BlockWriter()
        self._recognised = recognised
        self._levels = levels
        self._joiner = joiner
        self._notes = {(note.page, note.mark): note for note in notes}
        self._waiting = deque(self._notes)
        self._tables = TableWriter(self.writer)
        self._lead: tuple[int, ...] | None = None
        self._items: list[tuple[int, Chunk]] = []
        """The items that the next one may stand in, outermost first, with their blocks."""
        self._header = ""
        self._term: Chunk | None = None
        self._described: tuple[int, Chunk] | None = None

    def write(self, chunks: Sequence[Chunk], title: Chunk | None) -> None:
        """Writes `chunks`; `title` is the one of them that is the file's title."""
        for number, chunk in enumerate(chunks):
            below = chunks[number + 1] if number + 1 < len(chunks) else None
            self._flush_notes(chunk.lines[0].page - _NEAR_PAGES)
            self._go_to(chunk.lines[0].page)
            if chunk.kind != "item":
                self._lead = None
                self._items.clear()
            if chunk.kind == "row":
                self._write_row(chunk, chunks[number - 1] if number else None)
                continue
            if self._tables.is_open:
                self._tables.close()
            self._write(chunk, below, is_title=chunk is title)
        if self._tables.is_open:
            self._tables.close()
        self._flush_notes(None)

    def _write(self, chunk: Chunk, below: Chunk | None, is_title: bool) -> None:
        if is_title:
            self.writer.add_title(self._joiner.join_heading(chunk.lines))
            return
        if is_term(chunk, below):
            self._term = chunk
            return
        level = self._levels.level(chunk, below)
        if level is not None:
            self._add_heading(level, self._joiner.join_heading(chunk.lines))
            self._write_cited("".join(line.text for line in chunk.lines), ())
            return
        if chunk.kind == "code":
            self._add_code(chunk)
            return
        if chunk.kind == "scraps" or (chunk.kind in ("head", "prose") and read_names(chunk)):
            lines = [lower_marks(line.text, ()) for line in chunk.lines]
            self._add("\n".join(lines), "prose", (), ())
            return
        text, places = self._joiner.join(chunk.lines)
        if self._term is not None:
            self._describe(self._term, text, places)
            return
        if chunk.kind == "item":
            if self._lead is None:
                self._lead = self.writer.leads()
            lead = self._find_item_above(chunk) or self._lead
            number = len(self.writer.blocks)
            self._add(text, "list", lead, places, is_tight=self.writer.last_kind == "list")
            if number < len(self.writer.blocks):
                self._items.append((number, chunk))
            return
        context = self._find_described(chunk) or self.writer.announces()
        self._add(text, "prose", context, places)

    def _find_item_above(self, chunk: Chunk) -> tuple[int, ...]:
        """The item that `chunk`, another one, stands in, with what that is not understood without:
        it stands further in, but not in the next column."""
        while self._items and not _stands_in(chunk, self._items[-1][1]):
            self._items.pop()
        return self.writer.chain(self._items[-1][0]) if self._items else ()

    def _describe(self, term: Chunk, text: str, places: Places) -> None:
        """Writes a term, and below it the first paragraph of what describes it."""
        self._term = None
        name = self._joiner.join(term.lines)[0]
        self._go_to(term.lines[0].page)
        shifted = tuple((start + len(name) + 1, page) for start, page in places)
        self._add(f"{name}\n{text}", "term", self.writer.announces(), shifted)
        self._described = (len(self.writer.blocks) - 1, term)

    def _find_described(self, chunk: Chunk) -> tuple[int, ...]:
        """The term that a further paragraph describes: one that stands further in than it."""
        if self._described is None:
            return ()
        number, term = self._described
        first, named = chunk.lines[0], term.lines[0]
        if first.left > named.left + _INDENT * first.size and first.page - named.page <= 1:
            return (number,)
        self._described = None
        return ()

    def _add_heading(self, level: int, text: str) -> None:
        """Adds a heading, but for one right above that is the same, on a part's own title page."""
        self._described = None
        path = self.writer.headings.path
        if path and path[-1] == text and self.writer.above is None:
            return
        self.writer.add_heading(level, text)

    def _add_code(self, chunk: Chunk) -> None:
        text, places = join_code(chunk.lines)
        self._add(text, "code", self.writer.leads(), places)

    def _add(
        self,
        text: str,
        kind: BlockKind,
        context: tuple[int, ...],
        places: Places,
        *,
        is_tight: bool = False,
    ) -> None:
        """Adds a block, and behind it the notes that it cites."""
        cited = self._find_cited(text, places)
        plain, places = _lower(text, places, {mark for _, mark in cited})
        if not plain.strip():
            return
        self.writer.places = places
        number = self.writer.add(plain, kind, context, is_tight=is_tight)
        self.writer.places = ()
        self._write_cited(text, places, (number,))
        if places:
            self._go_to(places[-1][1])

    def _find_cited(self, text: str, places: Places) -> list[tuple[int, str]]:
        """The keys of the notes that `text` cites, on the pages that it stands on."""
        pages = dict.fromkeys((self._page, *(place for _, place in places)))
        marks = dict.fromkeys(find_marks(text))
        return [(page, mark) for mark in marks for page in pages if (page, mark) in self._notes]

    def _write_cited(self, text: str, places: Places, citing: tuple[int, ...] = ()) -> None:
        page = self._page
        for key in self._find_cited(text, places):
            self._write_note(self._notes.pop(key), citing)
        self._go_to(page)

    def _write_note(self, note: Note, citing: tuple[int, ...]) -> None:
        text, places = self._joiner.join(note.lines)
        plain, _ = _lower(text, places, frozenset())
        if plain.strip():
            above = self.writer.above
            self._go_to(note.page)
            self.writer.add(plain, "prose", citing)
            self.writer.above = above

    def _flush_notes(self, page: int | None) -> None:
        """Writes the notes of pages before `page` that nothing cites; all if that is None."""
        while self._waiting and (page is None or self._waiting[0][0] < page):
            note = self._notes.pop(self._waiting.popleft(), None)
            if note:
                self._write_note(note, ())

    def _write_row(self, chunk: Chunk, above: Chunk | None) -> None:
        cells = [
            " ".join(self._joiner.join(cell)[0].split()) if cell else "" for cell in chunk.cells
        ]
        is_first = not self._tables.is_open
        if is_first:
            is_caption = above is not None and above.is_caption
            self._tables.open(self.writer.leads() if is_caption else self.writer.announces())
        text = lower_marks(join_cells(cells), ())
        is_bold = all(line.is_bold for line in chunk.lines)
        if is_first:
            self._header = text if is_bold else ""
        elif is_bold and text == self._header:
            return  # the header again, on the next page
        self._tables.add_row(text, is_header=is_first and is_bold)

    def _go_to(self, page: int) -> None:
        self._page = page
        self.writer.locator = Locator("scan" if page in self._recognised else "page", page)


def _stands_in(chunk: Chunk, item: Chunk) -> bool:
    first, above = chunk.lines[0], item.lines[0]
    in_by = (first.left - above.left) / first.size
    return _INDENT < in_by < _MAX_INDENT and (first.page > above.page or first.base < above.base)


def _lower(text: str, places: Places, noted: set[str] | frozenset[str]) -> tuple[str, Places]:
    """`text` without the marks of `noted` notes, and where pages begin in it then."""
    bounds = [0, *(start for start, _ in places), len(text)]
    parts = [lower_marks(text[a:b], noted) for a, b in pairwise(bounds)]
    lowered = [sum(map(len, parts[: n + 1])) for n in range(len(places))]
    return "".join(parts), tuple(
        (start, page) for start, (_, page) in zip(lowered, places, strict=True)
    )
