"""The text of RTF: groups with what holds in them, paragraphs, tables, notes and boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.formats.html.pieces import Piece
from corpus.formats.office.flow import Flow, LetterLevel, Shape, outlined
from corpus.formats.office.grounds import UNKNOWN, WHITE, Rgb, look_alike
from corpus.formats.office.rtf.rows import CellDefinition, RowDefinition
from corpus.formats.office.tables import TableBuilder
from corpus.structure.blocks.code import looks_like_code
from corpus.structure.blocks.lines import make_line

_MAX_TABLES = 10
"""Tables within each other."""
_MAX_MARKER = 60
_MAX_TERM = 200
_BULLETS = frozenset(("o",))
"""Letters that a text processor takes for the bullets of a list's second level."""


@dataclass(slots=True)
class Letter:
    """How letters are shown."""

    is_bold: bool = False
    is_hidden: bool = False
    level: LetterLevel = ""
    moved: LetterLevel = ""
    """Where those stand that are as large as what stands beside them."""
    is_struck: bool = False
    is_deleted: bool = False
    is_tiny: bool = False
    colour: Rgb | None = None
    ground: Rgb | None = None
    is_large: bool = False
    is_fixed: bool = False

    def are_none(self, ground: Rgb) -> bool:
        """Whether nobody sees them, or their author took them back; `ground` lies behind them,
        unless they have one of their own."""
        own = ground if self.ground is None else self.ground
        is_unseen = self.colour is not None and look_alike(self.colour, own)
        return self.is_hidden or self.is_struck or self.is_deleted or self.is_tiny or is_unseen


@dataclass(slots=True)
class Layout:
    """What is said of a paragraph."""

    style: int = 0
    outline: int | None = None
    list_number: int = 0
    list_level: int = 0
    is_in_table: bool = False
    depth: int = 0
    ground: Rgb | None = None
    is_centred: bool = False
    is_rule: bool = False
    """Whether a line is drawn above or below it."""
    indent: int = 0
    first_indent: int = 0
    space_below: int | None = None
    """In twips: of all lines, what the first one has besides, and below the last one; None if that
    is not said."""


@dataclass(slots=True)
class _Level:
    """A table that is being read, and its cell."""

    builder: TableBuilder = field(default_factory=TableBuilder)
    cell: Flow = field(default_factory=Flow)
    cells: int = 0
    pending: list[list[Piece]] = field(default_factory=list)
    """Of cells of a row that is defined behind them, as in tables in cells, what stands in them."""

    def end_row(self, row: RowDefinition) -> None:
        """The row is as `row` says; nothing is pending of one that was defined before it."""
        for number, pieces in enumerate(self.pending):
            self.add_cell(pieces, row.find_cell(number))
        self.pending, self.cells = [], 0

    def add_cell(self, pieces: list[Piece], definition: CellDefinition) -> None:
        shown = [] if definition.is_unseen else pieces
        self.builder.add_cell(shown, continues=definition.continues)


@dataclass(frozen=True, slots=True)
class _Said:
    """Words, how they are shown, and what they lead to."""

    text: str
    letter: Letter
    link: str | None = None
    is_formula: bool = False


@dataclass(slots=True)
class _Frame:
    """A text within another one: the body, a note, a box. Its paragraph is put where it belongs
    when it ends, as only then one knows in which table it is."""

    flow: Flow = field(default_factory=Flow)
    words: list[_Said] = field(default_factory=list)
    marker: str | None = None
    cited: list[str] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    is_in_row: bool = False
    row: RowDefinition = field(default_factory=RowDefinition)
    inner_row: RowDefinition = field(default_factory=RowDefinition)
    """The row that is being read, and the last one of a table in it."""
    ground: Rgb = WHITE
    is_close: bool = False
    """Whether the last paragraph may be a term."""
    has_margin: bool = False
    """Whether a paragraph was not set in: one that is may then be quoted."""
    item_indent: int = 0
    """How far what belongs to the last item, or to a term, is set in."""
    quote_indent: int = 0
    """How far the quotation is set in that is being read; 0 if there is none."""

    @property
    def letters(self) -> list[Letter]:
        """How the words are shown, without blanks."""
        return [said.letter for said in self.words if said.text.strip()]


class Body:
    """Builds the text of RTF, of which `shapes` knows the styles."""

    def __init__(self) -> None:
        self.notes: dict[str, list[Piece]] = {}
        self._frames = [_Frame()]
        self._names: list[str] = []
        self._count = 0
        self.head_lines: list[str] = []
        """What stands in the middle right below the title."""
        self._has_begun = self._is_head = False

    def colour_pages(self) -> None:
        """The pages may have another ground than white."""
        self._frames[0].ground = UNKNOWN

    def add(self, text: str, letter: Letter, layout: Layout, link: str | None = None) -> None:
        """Adds text to the paragraph, which may be a link within the document."""
        if self.shows(letter, layout):
            self._frame.words.append(_Said(text, letter, link))

    def shows(self, letter: Letter, layout: Layout) -> bool:
        """Whether such letters are seen where the text has come to."""
        return not letter.are_none(self._find_ground(layout))

    def add_formula(self, text: str, letter: Letter, layout: Layout) -> None:
        """Adds a formula to the paragraph."""
        if self.shows(letter, layout):
            self._frame.words.append(_Said(text, letter, is_formula=True))

    def add_marker(self, text: str) -> None:
        """Adds to the number that the paragraph is shown with."""
        if len(self._frame.marker or "") < _MAX_MARKER:
            self._frame.marker = (self._frame.marker or "") + text

    def end_paragraph(self, layout: Layout, shape: Shape) -> None:
        """Ends a paragraph, of which the style says `shape`."""
        depth = layout.depth or int(layout.is_in_table)
        if self._frame.is_in_row:
            depth = max(depth, 1)
        self._end_paragraph(depth, layout, shape)

    def end_cell(self, layout: Layout, shape: Shape, *, is_nested: bool) -> None:
        """Ends a cell of the outermost table, or of one in it."""
        depth = min(max(layout.depth, 2), _MAX_TABLES) if is_nested else 1
        frame = self._frame
        self._end_paragraph(depth, layout, shape)
        level = frame.levels[-1]
        if level.cells == 0:
            level.builder.open_row()
        pieces, level.cell = level.cell.finish(), Flow()
        if is_nested:
            level.pending.append(pieces)
        else:
            level.add_cell(pieces, frame.row.find_cell(level.cells))
        level.cells += 1

    def end_row(self, *, is_nested: bool) -> None:
        """Ends a row, which may be one of the header."""
        frame = self._frame
        if not is_nested:
            self._close_levels(1)
            frame.is_in_row = False
        level = frame.levels[-1] if frame.levels else None
        if level is None or not level.cells:
            return
        row = frame.inner_row if is_nested else frame.row
        level.end_row(row)
        if row.is_deleted:
            level.builder.drop_row()
        elif row.is_header:
            level.builder.mark_header()

    def open_row(self, *, is_nested: bool) -> None:
        """Begins the definition of a row."""
        if is_nested:
            self._frame.inner_row = RowDefinition()
        else:
            self._frame.is_in_row, self._frame.row = True, RowDefinition()

    def define_row(
        self, name: str, number: int | None, colour: Rgb | None, *, is_nested: bool
    ) -> None:
        """A control word of a row's definition, as `RowDefinition.apply` has it."""
        row = self._frame.inner_row if is_nested else self._frame.row
        row.apply(name, number, colour)

    def open_note(self) -> None:
        """A note begins where it is cited."""
        self._count += 1
        name = f"note {self._count}"
        self._frame.cited.append(name)
        self._open_frame(name)

    def open_box(self) -> None:
        """A box begins, which stands beside the paragraph."""
        self._open_frame("")
        self._frame.ground = UNKNOWN

    def count_boxes(self) -> int:
        """How much the boxes beside the paragraph hold so far."""
        return len(self._frame.boxes)

    def drop_boxes(self, count: int) -> None:
        """Takes back the boxes that came since they held `count`."""
        del self._frame.boxes[count:]

    def close_frame(self) -> None:
        """Ends a note or a box."""
        if len(self._frames) > 1:
            pieces, name = self._finish_frame(), self._names.pop()
            if name:
                self.notes[name] = pieces
            else:
                self._frame.boxes += pieces

    def finish(self) -> list[Piece]:
        """All that was read, of a damaged text also what had not ended."""
        while len(self._frames) > 1:
            self.close_frame()
        return self._finish_frame()

    @property
    def _frame(self) -> _Frame:
        return self._frames[-1]

    def _find_ground(self, layout: Layout) -> Rgb:
        """What lies behind the words of the paragraph."""
        frame = self._frame
        ground = layout.ground
        if ground is None and layout.depth > 1:
            return UNKNOWN
        if ground is None and frame.is_in_row:
            ground = frame.row.find_ground(frame.levels[0].cells if frame.levels else 0)
        return frame.ground if ground is None else ground

    def _open_frame(self, name: str) -> None:
        self._frames.append(_Frame())
        self._names.append(name)

    def _finish_frame(self) -> list[Piece]:
        frame = self._frame
        self._end_paragraph(len(frame.levels), Layout(), Shape())
        self._close_levels(0)
        return self._frames.pop().flow.finish()

    def _end_paragraph(self, depth: int, layout: Layout, shape: Shape) -> None:
        frame = self._frame
        flow = self._find_flow(min(depth, _MAX_TABLES))
        letters = frame.letters
        if shape.kind == "words" and letters and not depth and frame.marker is None:
            shape = self._look_closer(layout, shape, letters)
        elif frame.marker is not None and not depth:
            frame.item_indent, frame.quote_indent = layout.indent, 0
        for said in frame.words:
            if said.is_formula:
                flow.add_formula(said.text)
            elif said.text == "\n":
                flow.add_break()
            else:
                letter = said.letter
                flow.add(
                    said.text,
                    is_bold=letter.is_bold,
                    level=letter.level or letter.moved,
                    link=said.link,
                )
        if layout.is_rule and not depth and len(self._frames) == 1:
            flow.add_rule()
        for name in frame.cited:
            flow.cite(name)
        flow.add_box(frame.boxes)
        flow.end_paragraph(_choose_shape(layout, shape, frame.marker))
        frame.words, frame.cited, frame.boxes, frame.marker = [], [], [], None

    def _look_closer(self, layout: Layout, shape: Shape, letters: Sequence[Letter]) -> Shape:
        """What a paragraph in `letters` is of which no style says it, as Pandoc writes them: the
        title, in large bold letters in the middle above all else, code, in letters of one width,
        and a term, below which what describes it is set in without a gap."""
        frame = self._frame
        text = "".join(said.text for said in frame.words)
        is_first, self._has_begun = not self._has_begun and len(self._frames) == 1, True
        if is_first and layout.is_centred and all(x.is_bold and x.is_large for x in letters):
            self._is_head = True
            return Shape("title")
        if self._is_head and layout.is_centred:
            self.head_lines.append(" ".join(text.split()))
            return shape
        self._is_head = False
        if all(letter.is_fixed for letter in letters):
            lines = [make_line(line) for line in text.split("\n") if line.strip()]
            is_set_in = any(line.indent > lines[0].indent for line in lines)
            return Shape("code") if is_set_in or looks_like_code(lines) else shape
        if layout.style:
            return shape
        if layout.indent + layout.first_indent > 0:
            return self._look_at_indent(layout)
        frame.item_indent = layout.indent
        frame.quote_indent, frame.has_margin = 0, True
        is_close = layout.space_below == 0 and not layout.indent and len(text) <= _MAX_TERM
        # Of lines without a gap between them none is a term.
        was_close, frame.is_close = frame.is_close, is_close
        return Shape("term") if is_close and not was_close else shape

    def _look_at_indent(self, layout: Layout) -> Shape:
        """What a paragraph is that is set in: a quotation, unless it describes a term, is an item
        of a list or goes on with one, or begins with a gap."""
        frame = self._frame
        was_close, frame.is_close = frame.is_close, False
        left = layout.indent + layout.first_indent
        is_quoted = 0 < frame.quote_indent <= left
        is_item = was_close or layout.first_indent < 0
        if is_item:
            frame.item_indent = layout.indent
        is_set_in = layout.indent > frame.item_indent and not layout.first_indent
        if is_quoted or (is_set_in and not is_item and frame.has_margin):
            frame.quote_indent = frame.quote_indent if is_quoted else left
            return Shape("quotation")
        frame.quote_indent = 0
        return Shape("described")

    def _find_flow(self, depth: int) -> Flow:
        levels = self._frame.levels
        self._close_levels(depth)
        while len(levels) < depth:
            levels.append(_Level())
        return levels[-1].cell if levels else self._frame.flow

    def _close_levels(self, depth: int) -> None:
        """Ends the tables that lie deeper than that."""
        frame = self._frame
        while len(frame.levels) > depth:
            level = frame.levels.pop()
            is_row_open = level.cells > 0
            level.end_row(RowDefinition())
            if rest := level.cell.finish():
                if not is_row_open:
                    level.builder.open_row()
                level.builder.add_cell(rest)
            outer = frame.levels[-1].cell if frame.levels else frame.flow
            outer.put(level.builder.finish())


def _choose_shape(layout: Layout, shape: Shape, marker: str | None) -> Shape:
    if shape.kind in ("nothing", "code"):
        return shape
    if shape.kind not in ("title", "heading"):
        shape = outlined(layout.outline) or shape
    shown = " ".join((marker or "").split())
    if shown in _BULLETS or not any(map(str.isalnum, shown)):
        shown = ""
    if shape.kind in ("title", "heading"):
        return Shape(shape.kind, shape.level, shown)
    if marker is None and not layout.list_number:
        return shape
    return Shape("item", min(max(layout.list_level, 0), 20), shown)
