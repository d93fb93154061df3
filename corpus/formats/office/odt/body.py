"""The text of an OpenDocument text: paragraphs, lists, tables, notes and boxes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from corpus.formats.html.pieces import Piece
from corpus.formats.office.flow import WORDS, Flow, LetterLevel, Shape
from corpus.formats.office.grounds import UNKNOWN, WHITE, Rgb, look_alike
from corpus.formats.office.numbering import LevelCounter, spell_number
from corpus.formats.office.odt.columns import Columns
from corpus.formats.office.odt.objects import Objects
from corpus.formats.office.odt.styles import ListLevel, StyleReader, Styles
from corpus.formats.office.tables import TableBuilder
from corpus.formats.office.xml_events import read_count
from corpus.formats.writing.symbols import read_signs

_Attributes: TypeAlias = dict[str, str]
_NOT_TEXT = frozenset(
    (
        *("text:tracked-changes", "office:annotation", "office:annotation-end", "office:forms"),
        *("text:note-citation", "text:table-of-content", "text:alphabetical-index"),
        *("text:illustration-index", "text:table-index", "text:object-index", "text:user-index"),
        *("text:page-number", "text:page-count", "text:page-continuation", "text:file-name"),
        *("text:template-name", "text:editing-duration", "text:editing-cycles", "text:script"),
        *("text:ruby-text", "text:number", "table:covered-table-cell"),
        *("text:variable-decls", "text:sequence-decls", "text:user-field-decls", "text:toc-mark"),
        *("text:word-count", "text:character-count", "text:paragraph-count", "text:table-count"),
        *("text:image-count", "text:object-count", "text:alphabetical-index-auto-mark-file"),
        *("text:dde-connection-decls", "draw:object", "draw:object-ole", "draw:applet"),
        *("draw:plugin", "office:automatic-styles", "office:scripts"),
        *("office:master-styles", "office:styles", "office:meta", "office:settings"),
        *(":title", ":desc", "office:event-listeners", "text:note-continuation-notice-forward"),
    )
)
_FIELDS = frozenset(
    ("text:variable-set", "text:variable-get", "text:user-field-get", "text:user-field-input")
)
"""Fields that may be said to show nothing."""
_OBJECTS = ("draw:object", "draw:object-ole")
_OF_STYLES = ("office:automatic-styles", "office:font-face-decls")
_OF_ITEMS = ("words", "continued", "term", "described")
"""What a paragraph in a list is by its style, so that its item counts."""
_MAX_BLANKS = 100
_MAX_REPEATS = 20
_MAX_LEVEL = 30


@dataclass(slots=True)
class _List:
    name: str
    counter: LevelCounter
    is_new_item: bool = False
    is_numbered: bool = True
    start: int | None = None


@dataclass(slots=True)
class _Letters:
    is_bold: bool = False
    is_hidden: bool = False
    level: LetterLevel = ""
    is_struck: bool = False
    colour: Rgb = UNKNOWN
    ground: Rgb = WHITE
    is_tiny: bool = False
    font: str = ""

    @property
    def are_none(self) -> bool:
        """Whether nobody sees them, or their author took them back."""
        if self.is_tiny:
            return True
        return self.is_hidden or self.is_struck or look_alike(self.colour, self.ground)


@dataclass(slots=True)
class _Frame:
    """A text within another one: the body, a note, a cell, a box."""

    flow: Flow = field(default_factory=Flow)
    lists: list[_List] = field(default_factory=list)
    letters: list[_Letters] = field(default_factory=list)
    is_rule: bool = False
    """Whether a line is drawn in the paragraph that is being read."""
    shape: Shape | None = None
    """Of the paragraph that is being read, without its number; None between two."""
    links: list[str | None] = field(default_factory=list)
    note: str | None = None
    is_head: bool = True
    """Whether all paragraphs so far are of the style that heads of tables have."""
    tables: list[TableBuilder] = field(default_factory=list)
    columns: list[Columns] = field(default_factory=list)
    """Of its tables that are open."""
    is_hidden: bool = False
    """Whether a field hides the paragraph that is being read."""
    ground: Rgb | None = None
    grounds: list[Rgb | None] = field(default_factory=list)
    row_ground: Rgb | None = None
    """What lies behind it, behind its tables and behind their row; None if nothing does."""
    spans: tuple[int, int, int] = (1, 1, 1)
    """Of a cell: columns, rows, and how many like it stand there."""
    is_folded: bool = False
    """Of a cell, whether its columns are folded up."""


class BodyReader:
    """Reads the part with the text, whose own styles come first: a handler of `read_events`."""

    def __init__(self, styles: Styles, objects: Objects) -> None:
        self.notes: dict[str, list[Piece]] = {}
        self._styles = styles
        self._objects = objects
        self._style_reader = StyleReader(styles)
        self._frames = [_Frame()]
        self._skipped = 0
        self._is_in_styles = False
        self._headings = LevelCounter()
        self._counters: dict[str, LevelCounter] = {}
        self._of_lists: dict[str, LevelCounter] = {}
        self._in_head = 0

    def finish(self) -> list[Piece]:
        """All that was read, of a damaged part also what had not ended."""
        while len(self._frames) > 1:
            self._end_frame()
        return self._finish_flow(self._frames.pop())

    def start(self, name: str, attributes: _Attributes) -> None:
        if self._is_in_styles:
            self._style_reader.start(name, attributes)
            return
        if name in _OF_STYLES and not self._skipped:
            self._is_in_styles = True
            return
        if self._skipped or name in _NOT_TEXT or self._is_hidden(name, attributes):
            if name == "table:covered-table-cell" and not self._skipped and self._frame.columns:
                repeats = read_count(attributes, "number-columns-repeated") or 1
                self._frame.columns[-1].go_on(repeats)
            if name in _OBJECTS and not self._skipped and not self._is_hidden(name, attributes):
                self._add_object(attributes)
            self._skipped += 1
            return
        if opener := self._OPENERS.get(name):
            opener(self, attributes)

    def end(self, name: str) -> None:
        if self._is_in_styles:
            self._is_in_styles = name not in _OF_STYLES
            self._style_reader.end(name)
        elif self._skipped:
            self._skipped -= 1
        elif closer := self._CLOSERS.get(name):
            closer(self)

    def data(self, text: str) -> None:
        frame, letters = self._frame, self._letters
        if not self._skipped and frame.shape is not None and not letters.are_none:
            frame.flow.add(
                read_signs(text, letters.font),
                is_bold=letters.is_bold,
                level=letters.level,
                link=frame.links[-1] if frame.links else None,
            )

    def _add_object(self, attributes: _Attributes) -> None:
        if self._frame.shape is None or self._letters.are_none:
            return
        if formula := self._objects.read(attributes):
            self._frame.flow.add_formula(formula)

    @property
    def _letters(self) -> _Letters:
        """How the words are shown that stand here."""
        letters = self._frame.letters
        return letters[-1] if letters else _Letters()

    @property
    def _frame(self) -> _Frame:
        return self._frames[-1]

    def _is_hidden(self, name: str, attributes: _Attributes) -> bool:
        if name == "table:table-row":
            return attributes.get("visibility", "visible") != "visible"
        if name in ("table:table-row-group", "table:table-rows"):
            return attributes.get("display") == "false"
        if name == "text:hidden-text":
            return attributes.get("is-hidden") != "false"
        display = attributes.get("display")
        if name == "table:table":
            style = self._styles.resolve("table", attributes.get("style-name", ""))
            return display == "false" or bool(style.is_hidden)
        if name.startswith("draw:") or name in _FIELDS:
            return display == "none"
        return name == "text:section" and (
            display == "none" or attributes.get("is-hidden") == "true"
        )

    # Paragraphs

    def _open_paragraph(self, attributes: _Attributes) -> None:
        style = self._styles.resolve("paragraph", attributes.get("style-name", ""))
        self._begin(style.shape or WORDS, attributes)

    def _open_heading(self, attributes: _Attributes) -> None:
        level = min(read_count(attributes, "outline-level") or 1, _MAX_LEVEL)
        named = self._styles.resolve("paragraph", attributes.get("style-name", "")).shape
        is_title = named is not None and named.kind in ("title", "nothing")
        shape = named if named and is_title else Shape("heading", max(level, 1))
        if shape.kind == "heading":
            shape = self._number_heading(shape, attributes)
        self._begin(shape, attributes)

    def _begin(self, shape: Shape, attributes: _Attributes) -> None:
        frame = self._frame
        if frame.shape is not None:  # of a damaged file
            self._close_paragraph()
        name = attributes.get("style-name", "")
        style = self._styles.resolve("paragraph", name)
        frame.is_head &= style.is_table_head
        frame.letters.append(
            _Letters(
                bool(style.is_bold),
                bool(style.is_hidden),
                "",
                bool(style.is_struck),
                UNKNOWN if style.colour is None else style.colour,
                self._choose_ground(style.ground, frame.ground),
                bool(style.is_tiny),
                style.font or "",
            )
        )
        frame.shape, frame.is_rule = shape, bool(style.is_rule)

    def _close_paragraph(self) -> None:
        frame = self._frame
        shape, frame.shape = frame.shape or WORDS, None
        frame.letters.clear()
        frame.links.clear()
        if frame.lists and shape.kind in _OF_ITEMS:
            shape = self._make_item(frame.lists)
        if frame.is_hidden:
            shape = Shape("nothing")
        if frame.is_rule and not frame.is_hidden and len(self._frames) == 1:
            frame.flow.add_rule()
        frame.is_hidden = False
        frame.flow.end_paragraph(shape)

    def _number_heading(self, shape: Shape, attributes: _Attributes) -> Shape:
        """A heading with the number of the outline, or of the list that it is an item of."""
        lists = self._frame.lists
        if lists:
            item = self._make_item(lists)
            return Shape(shape.kind, shape.level, item.marker)
        levels = self._styles.headings
        place = shape.level - 1
        style = self._styles.resolve("paragraph", attributes.get("style-name", ""))
        if attributes.get("is-list-header") == "true" or place not in levels:
            return shape
        if style.list_name and style.list_name in self._styles.lists:
            levels = self._styles.lists[style.list_name]
        if attributes.get("restart-numbering") == "true":
            start = read_count(attributes, "start-value")
            self._headings.set(place, 1 if start is None else start)
        own = levels.get(place, ListLevel())
        self._headings.count(place, own.start)
        return Shape(shape.kind, shape.level, _show(levels, place, self._headings))

    def _open_span(self, attributes: _Attributes) -> None:
        letters = self._frame.letters
        above = letters[-1] if letters else _Letters()
        own = self._styles.resolve("text", attributes.get("style-name", ""))
        letters.append(
            _Letters(
                above.is_bold if own.is_bold is None else own.is_bold,
                above.is_hidden if own.is_hidden is None else own.is_hidden,
                above.level if own.level is None else own.level,
                above.is_struck if own.is_struck is None else own.is_struck,
                above.colour if own.colour is None else own.colour,
                above.ground if own.ground is None else own.ground,
                above.is_tiny if own.is_tiny is None else own.is_tiny,
                above.font if own.font is None else own.font,
            )
        )

    def _hide_paragraph(self, attributes: _Attributes) -> None:
        self._frame.is_hidden |= attributes.get("is-hidden") == "true"

    def _close_span(self) -> None:
        if self._frame.letters:
            self._frame.letters.pop()

    def _open_link(self, attributes: _Attributes) -> None:
        href = attributes.get("href", "")
        self._frame.links.append(href if href.startswith("#") else None)

    def _close_link(self) -> None:
        if self._frame.links:
            self._frame.links.pop()

    def _add_blanks(self, attributes: _Attributes) -> None:
        self.data(" " * min(read_count(attributes, "c") or 1, _MAX_BLANKS))

    def _add_break(self, _: _Attributes) -> None:
        self._frame.flow.add_break()

    # Lists

    def _open_list(self, attributes: _Attributes) -> None:
        lists = self._frame.lists
        name = attributes.get("style-name") or (lists[-1].name if lists else "")
        lists.append(_List(name, self._find_counter(name, attributes)))

    def _find_counter(self, name: str, attributes: _Attributes) -> LevelCounter:
        """What counts the items of a list: that of the list around it or of one that it goes on."""
        lists = self._frame.lists
        if lists:
            return lists[-1].counter
        continued = self._of_lists.get(attributes.get("continue-list", ""))
        if continued is None and attributes.get("continue-numbering") == "true":
            continued = self._counters.get(name)
        counter = continued or LevelCounter()
        self._counters[name] = counter
        if own := attributes.get("id"):
            self._of_lists[own] = counter
        return counter

    def _close_list(self) -> None:
        if self._frame.lists:
            self._frame.lists.pop()

    def _open_item(self, attributes: _Attributes) -> None:
        if self._frame.lists:
            one = self._frame.lists[-1]
            one.is_new_item, one.is_numbered = True, True
            one.start = read_count(attributes, "start-value")

    def _open_list_header(self, _: _Attributes) -> None:
        if self._frame.lists:
            self._frame.lists[-1].is_new_item, self._frame.lists[-1].is_numbered = True, False

    def _make_item(self, lists: list[_List]) -> Shape:
        """The next paragraph in the innermost list: an item, or a further one of it."""
        own, level = lists[-1], min(len(lists) - 1, _MAX_LEVEL)
        if not own.is_new_item:
            return Shape("continued")
        for one in lists:  # an item that begins with a list is no further one
            one.is_new_item = False
        if not own.is_numbered:
            return Shape("item", level)
        levels = self._styles.lists.get(own.name, {})
        if own.start is not None:
            own.counter.set(level, own.start)
        own.counter.count(level, levels.get(level, ListLevel()).start)
        return Shape("item", level, _show(levels, level, own.counter))

    # Notes and boxes

    def _open_note(self, _: _Attributes) -> None:
        name = f"note {len(self.notes) + len(self._frames)}"
        while name in self.notes:
            name += "'"
        self._frame.flow.cite(name)
        self._frames.append(_Frame(note=name))

    def _open_box(self, _: _Attributes) -> None:
        self._frames.append(_Frame(ground=UNKNOWN))  # as the shape around it may be

    def _end_frame(self) -> None:
        if len(self._frames) == 1:
            return
        frame = self._frames.pop()
        pieces = self._finish_flow(frame)
        if frame.note is None:
            self._put_box(pieces)
        else:
            self.notes[frame.note] = pieces

    def _put_box(self, pieces: list[Piece]) -> None:
        if self._frame.shape is None:
            self._frame.flow.put(pieces)
        else:
            self._frame.flow.add_box(pieces)

    def _finish_flow(self, frame: _Frame) -> list[Piece]:
        if frame.shape is not None:
            frame.flow.end_paragraph(frame.shape)
        while frame.tables:
            frame.flow.put(frame.tables.pop().finish())
        return frame.flow.finish()

    # Tables

    def _find_ground(self, family: str, attributes: _Attributes) -> Rgb | None:
        return self._styles.resolve(family, attributes.get("style-name", "")).ground

    def _choose_ground(self, *said: Rgb | None) -> Rgb:
        """The nearest ground, that of the page if there is no other."""
        page = UNKNOWN if self._styles.has_ground else WHITE
        return next((ground for ground in said if ground is not None), page)

    def _open_section(self, attributes: _Attributes) -> None:
        ground = self._find_ground("section", attributes)
        self._frame.ground = self._frame.ground if ground is None else UNKNOWN

    def _open_table(self, attributes: _Attributes) -> None:
        self._frame.tables.append(TableBuilder())
        self._frame.columns.append(Columns())
        self._frame.grounds.append(self._find_ground("table", attributes))

    def _close_table(self) -> None:
        if self._frame.tables:
            self._frame.flow.put(self._frame.tables.pop().finish())
            self._frame.grounds.pop()
            self._frame.columns.pop()

    def _open_columns(self, attributes: _Attributes) -> None:
        if self._frame.columns:
            is_hidden = attributes.get("display") == "false"
            self._frame.columns[-1].open_group(is_hidden=is_hidden)

    def _close_columns(self) -> None:
        if self._frame.columns:
            self._frame.columns[-1].close_group()

    def _add_column(self, attributes: _Attributes) -> None:
        if self._frame.columns:
            count = read_count(attributes, "number-columns-repeated") or 1
            is_hidden = attributes.get("visibility", "visible") != "visible"
            self._frame.columns[-1].add(count, is_hidden=is_hidden)

    def _open_head(self, _: _Attributes) -> None:
        self._in_head += 1

    def _close_head(self) -> None:
        self._in_head -= 1

    def _open_row(self, attributes: _Attributes) -> None:
        self._frame.row_ground = self._find_ground("table-row", attributes)
        if self._frame.tables:
            self._frame.tables[-1].open_row()
            self._frame.columns[-1].open_row()
            if self._in_head:
                self._frame.tables[-1].mark_header()

    def _open_cell(self, attributes: _Attributes) -> None:
        columns = read_count(attributes, "number-columns-spanned") or 1
        rows = read_count(attributes, "number-rows-spanned") or 1
        repeats = read_count(attributes, "number-columns-repeated") or 1
        around = self._frame
        own = self._find_ground("table-cell", attributes)
        ground = self._choose_ground(
            own, around.row_ground, *reversed(around.grounds), around.ground
        )
        is_folded = False
        if around.columns:
            is_folded = around.columns[-1].hide(columns)
            around.columns[-1].go_on(repeats)
        spans = columns, rows, repeats
        self._frames.append(_Frame(spans=spans, ground=ground, is_folded=is_folded))

    def _close_cell(self) -> None:
        if len(self._frames) == 1:
            return
        frame = self._frames.pop()
        pieces = [] if frame.is_folded else self._finish_flow(frame)
        columns, rows, repeats = frame.spans
        if not self._frame.tables:
            self._frame.flow.put(pieces)
            return
        is_header = frame.is_head and bool(pieces)
        table = self._frame.tables[-1]
        table.add_cell(pieces, columns, rows, is_header=is_header)
        for _ in range(min(repeats, _MAX_REPEATS) - 1):
            table.add_cell([])

    _OPENERS: ClassVar[dict[str, Callable[["BodyReader", _Attributes], None]]] = {
        "text:p": _open_paragraph,
        "text:h": _open_heading,
        "text:span": _open_span,
        "text:hidden-paragraph": _hide_paragraph,
        "text:section": _open_section,
        "text:a": _open_link,
        "text:s": _add_blanks,
        "text:tab": lambda self, _: self.data(" "),
        "text:line-break": _add_break,
        "text:list": _open_list,
        "text:list-item": _open_item,
        "text:list-header": _open_list_header,
        "text:note": _open_note,
        "draw:text-box": _open_box,
        "draw:custom-shape": _open_box,
        "draw:rect": _open_box,
        "table:table": _open_table,
        "table:table-header-rows": _open_head,
        "table:table-column-group": _open_columns,
        "table:table-column": _add_column,
        "table:table-row": _open_row,
        "table:table-cell": _open_cell,
    }
    _CLOSERS: ClassVar[dict[str, Callable[["BodyReader"], None]]] = {
        "text:p": _close_paragraph,
        "text:h": _close_paragraph,
        "text:span": _close_span,
        "text:a": _close_link,
        "text:list": _close_list,
        "text:note": _end_frame,
        "draw:text-box": _end_frame,
        "draw:custom-shape": _end_frame,
        "draw:rect": _end_frame,
        "table:table": _close_table,
        "table:table-header-rows": _close_head,
        "table:table-column-group": _close_columns,
        "table:table-cell": _close_cell,
    }


def _show(levels: dict[int, ListLevel], place: int, counter: LevelCounter) -> str:
    own = levels.get(place)
    if own is None or not own.kind:
        return ""
    shown: list[str] = []
    for n in range(max(0, place - max(own.shown, 1) + 1), place + 1):
        level = levels.get(n)
        if level is not None and level.kind:
            shown.append(spell_number(counter.value(n, level.start), level.kind))
    return f"{own.prefix}{'.'.join(shown)}{own.suffix}".strip()
