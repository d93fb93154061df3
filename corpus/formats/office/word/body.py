"""The text of a Word document: paragraphs, tables, notes and boxes, without what is not text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from corpus.formats.html.pieces import Piece
from corpus.formats.office.equations import EQUATION_PROGRAMS
from corpus.formats.office.fields import Fields
from corpus.formats.office.flow import Flow, LetterLevel, Shape, find_level, outlined
from corpus.formats.office.formulas import Formula
from corpus.formats.office.grounds import CLEAR, UNKNOWN, WHITE, Rgb, read_ground
from corpus.formats.office.tables import TableBuilder
from corpus.formats.office.word.looks import Look
from corpus.formats.office.word.numbering import Numbering
from corpus.formats.office.word.styles import (
    Fonts,
    LetterFill,
    Styles,
    choose_fonts,
    is_on,
    read_fonts,
    read_level,
    read_shading,
)
from corpus.formats.office.xml_events import read_count
from corpus.formats.sight.declarations import read_style
from corpus.formats.writing.formulas.formulas import LEFT_OUT
from corpus.formats.writing.symbols import read_signs, read_symbol

_Attributes: TypeAlias = dict[str, str]
_NOT_TEXT = frozenset(
    (
        *("w:del", "w:moveFrom", "w:delText", "w:delInstrText", "w:pPrChange", "w:rPrChange"),
        *("w:rt", "w:sectPr", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:tblGrid"),
        *("w:tblPrExChange", "w:sectPrChange", "w:numberingChange", "w:ffData"),
    )
)
"""Deleted and moved text, what something was before it was changed, aids to read."""
_CONTENTS = frozenset(("table of contents", "table of figures", "index", "cover pages"))
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_MAX_SKIPPED = 10
"""Columns of a table that a row begins behind."""
_READABLE = frozenset(
    (
        *("wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "w16cex"),
        *("w16du", "w16sdtdh", "wne", "a14", "am3d", "aink", "c14", "cx", "cx1", "oel", "v"),
    )
)
"""What a part of a document may require that the text processors of today read."""
_MAX_ROW = 20
"""Twentieths of points, of a row or a line that is of exactly that height: a stroke at most."""
_GRID = frozenset(("tablegrid", "tablenormal", "normaltable", ""))


@dataclass(slots=True)
class _Paragraph:
    style: str = ""
    list_number: str | None = None
    list_level: int | None = None
    outline: int | None = None
    is_merged: bool = False
    """Whether its end was deleted or is none, so that the next one goes on in it."""
    ground: Rgb | None = None
    is_rule: bool = False
    """Whether a line is drawn in it, which is all that one without words shows."""
    is_flat: bool = False
    """Whether its lines are of exactly a height that shows nothing of their letters."""


@dataclass(slots=True)
class _Run:
    style: str = ""
    is_bold: bool | None = None
    is_hidden: bool | None = None
    level: LetterLevel | None = None
    moved: LetterLevel | None = None
    is_struck: bool | None = None
    look: Look = field(default_factory=Look)
    fonts: Fonts = (None, None)
    has_own_mark: bool = False


@dataclass(slots=True)
class _Row:
    is_header: bool = False
    is_deleted: bool = False


@dataclass(slots=True)
class _Table:
    builder: TableBuilder = field(default_factory=TableBuilder)
    style: str = ""
    is_head_set_off: bool = False
    ground: Rgb | None = None
    row: _Row = field(default_factory=_Row)
    rows: int = 0
    columns: int = 1
    continues: bool = False


@dataclass(slots=True)
class _Frame:
    """A text within another one: the body, a note, a cell, a box."""

    flow: Flow = field(default_factory=Flow)
    paragraph: _Paragraph = field(default_factory=_Paragraph)
    run: _Run = field(default_factory=_Run)
    tables: list[_Table] = field(default_factory=list)
    link: str | None = None
    note: str | None = None
    ground: Rgb | None = None
    """What lies behind it, None if nothing does."""
    is_hidden: bool = False
    """Whether the style of its table hides it."""
    is_deleted: bool = False
    is_covered: bool = False
    """Whether it is a cell that the one before it goes on over."""


class BodyReader:
    """Reads a part with text: a handler of `read_events`. `has_fields` is False for a text whose
    fields do not end: then all of them are shown."""

    def __init__(self, styles: Styles, numbering: Numbering, *, has_fields: bool = True) -> None:
        self.notes: dict[str, list[Piece]] = {}
        self.cited: set[str] = set()
        self.fields = Fields()
        self._styles = styles
        self._numbering = numbering
        self._has_fields = has_fields
        self._frames = [_Frame()]
        self._path: list[str] = []
        self._skipped = 0
        self._is_text = False
        self._ground: Rgb | None = None
        self._is_unseen_drawing = False
        self._formula = Formula()
        self._fill: LetterFill | None = None
        self._choices: list[bool] = []
        self._blocks: list[bool] = []
        """Of structured blocks within each other, whether they are no text."""

    def finish(self) -> list[Piece]:
        """All that was read, of a damaged part also what had not ended."""
        while len(self._frames) > 1:
            self._end_frame()
        self._end_tables()
        return self._frame.flow.finish()

    def start(self, name: str, attributes: _Attributes) -> None:
        if self._skipped or self._is_left_out(name, attributes):
            self._skipped += 1
            return
        if name.startswith("m:"):
            self._formula.open(name[2:], attributes)
        if self._fill is not None:
            self._fill.read(name, attributes)
        if opener := self._OPENERS.get(name):
            opener(self, attributes)
        self._path.append(name)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        self._path.pop()
        if closer := self._CLOSERS.get(name):
            closer(self)
        if name.startswith("m:") and (said := self._formula.close(name[2:])):
            self._frame.flow.add_formula(said)

    def data(self, text: str) -> None:
        if self._is_text:
            self._add(read_signs(text, *self._find_fonts()))
        elif self._path and self._path[-1] == "w:instrText" and not self._skipped:
            is_equation = self.fields.is_equation
            self._add_instruction(read_signs(text, *self._find_fonts()) if is_equation else text)

    @property
    def _frame(self) -> _Frame:
        return self._frames[-1]

    @property
    def _table(self) -> _Table | None:
        tables = self._frame.tables
        return tables[-1] if tables else None

    @property
    def _parent(self) -> str:
        return self._path[-1] if self._path else ""

    def _is_left_out(self, name: str, attributes: _Attributes) -> bool:
        if name == "mc:Choice" and self._choices:
            required = set(attributes.get("Requires", "").split())
            return self._choices[-1] or not required <= _READABLE
        if name in ("w:del", "w:moveFrom"):
            self._note_deletion()
        if name == "mc:Fallback":
            return bool(self._choices) and self._choices[-1]
        if name == "w:sdtContent":
            return bool(self._blocks) and self._blocks[-1]
        return name in _NOT_TEXT

    def _note_deletion(self) -> None:
        """What is deleted may be the end of a paragraph or a row instead of text."""
        if self._parent == "w:trPr" and self._table:
            self._table.row.is_deleted = True
        elif self._parent == "w:rPr" and self._path[-2:-1] == ["w:pPr"]:
            self._frame.paragraph.is_merged = True

    # Paragraphs and runs

    def _open_paragraph(self, _: _Attributes) -> None:
        self._frame.paragraph = _Paragraph(self._styles.default)

    def _close_paragraph(self) -> None:
        frame = self._frame
        if not frame.paragraph.is_merged:
            # Within a cell a line is its border.
            if len(self._frames) == 1 and (
                frame.paragraph.is_rule or self._styles.resolve(frame.paragraph.style).is_rule
            ):
                frame.flow.add_rule()
            frame.flow.end_paragraph(self._shape(frame))

    def _shape(self, frame: _Frame) -> Shape:
        paragraph = frame.paragraph
        shape = self._styles.resolve(paragraph.style).shape
        if shape.kind in ("nothing", "code"):
            return shape
        if paragraph.outline is not None and shape.kind != "title":
            is_own = shape.kind == "heading" and outlined(paragraph.outline) is None
            shape = Shape() if is_own else outlined(paragraph.outline) or shape
        marker = self._count(paragraph) if frame.flow.has_words else None
        if marker is None:
            return shape
        level, text = marker
        if shape.kind in ("heading", "title"):
            return Shape(shape.kind, shape.level, text)
        return Shape("item", level, text)

    def _count(self, paragraph: _Paragraph) -> tuple[int, str] | None:
        """The level and the number of the paragraph in its list; None if it is in none."""
        style = self._styles.resolve(paragraph.style)
        number, level = style.list_number, style.list_level
        if level is None and number and paragraph.list_number is None:
            level = self._numbering.find_level(number, paragraph.style)
        number = number if paragraph.list_number is None else paragraph.list_number
        level = level if paragraph.list_level is None else paragraph.list_level
        if not number or number == "0":
            return None
        marker = self._numbering.count(number, level or 0, self._styles)
        return None if marker is None else (level or 0, marker)

    def _open_frame(self, attributes: _Attributes) -> None:
        """A large first letter is a paragraph of its own, and yet of the next one."""
        self._frame.paragraph.is_merged |= attributes.get("dropCap", "none") != "none"

    def _open_run(self, _: _Attributes) -> None:
        self._frame.run = _Run()

    def _close_run(self) -> None:
        self._frame.run = _Run()

    def _is_unseen(self) -> bool:
        """Whether nobody sees the letters of the run, or their author took them back."""
        frame = self._frame
        run = frame.run
        style, above = map(self._styles.resolve, (run.style, frame.paragraph.style))
        is_hidden, is_struck = run.is_hidden, run.is_struck
        if is_hidden is None:
            is_hidden = above.is_hidden or (bool(run.style) and style.is_hidden) or frame.is_hidden
        if is_struck is None:
            is_struck = above.is_struck or (bool(run.style) and style.is_struck)
        is_unseen = run.look.is_unseen(
            style if run.style else None,
            above,
            frame.paragraph.ground,
            (frame.ground, self._ground),
        )
        return is_hidden or is_struck or is_unseen or frame.paragraph.is_flat

    def _add(self, text: str, *, is_formula: bool = False) -> None:
        frame = self._frame
        run = frame.run
        if self.fields.hides or run.has_own_mark or self._is_unseen():
            return
        if self._formula.is_open:
            self._formula.add(text)
            return
        if is_formula:
            frame.flow.add_formula(text)
            return
        is_bold = run.is_bold
        if is_bold is None:
            style, above = map(self._styles.resolve, (run.style, frame.paragraph.style))
            is_bold = style.is_bold or above.is_bold
        link = frame.link or self.fields.link
        frame.flow.add(text, is_bold=is_bold, level=self._level, link=link)

    @property
    def _level(self) -> LetterLevel:
        """Whether letters of the run stand above or below the line."""
        run = self._frame.run
        style = self._styles.resolve(run.style)
        level = style.level if run.level is None else run.level
        return level or (style.moved if run.moved is None else run.moved)

    def _add_break(self, _: _Attributes) -> None:
        if not self.fields.hides:
            self._frame.flow.add_break()

    def _add_symbol(self, attributes: _Attributes) -> None:
        place = attributes.get("char", "")
        if 0 < len(place) <= 6 and all(sign in "0123456789abcdefABCDEF" for sign in place):
            font = attributes.get("font") or self._find_fonts()[1]
            text = read_symbol(int(place, 16), font)
            if self.fields.is_equation:
                self._add_instruction(text)
            else:
                self._add(text)

    def _find_fonts(self) -> tuple[str, str]:
        """The fonts of ASCII and of other letters of the run."""
        run, paragraph = self._frame.run, self._frame.paragraph
        said = [self._styles.resolve(paragraph.style).fonts]
        if run.style:
            said.insert(0, self._styles.resolve(run.style).fonts)
        ascii_font, other = choose_fonts(run.fonts, *said)
        return ascii_font or "", other or ""

    def _set_style(self, attributes: _Attributes) -> None:
        self._frame.paragraph.style = attributes.get("val", "")

    def _set_list(self, attributes: _Attributes) -> None:
        if self._parent == "w:numPr":
            self._frame.paragraph.list_number = attributes.get("val", "")

    def _set_list_level(self, attributes: _Attributes) -> None:
        if self._parent == "w:numPr":
            self._frame.paragraph.list_level = read_count(attributes)

    def _set_outline(self, attributes: _Attributes) -> None:
        self._frame.paragraph.outline = read_count(attributes)

    def _set_run(self, name: str, attributes: _Attributes) -> None:
        if "w:pPr" in self._path[-2:]:  # of the sign at the paragraph's end
            return
        run = self._frame.run
        match name:
            case "bold":
                run.is_bold = is_on(attributes)
            case "hidden":
                run.is_hidden = is_on(attributes)
            case "struck":
                run.is_struck = bool(run.is_struck) or is_on(attributes)
            case "colour":
                run.look.set_colour(attributes)
            case "highlight":
                run.look.set_highlight(attributes)
            case "fonts":
                run.fonts = read_fonts(attributes)
            case "size":
                run.look.set_size(attributes)
            case "raised":
                run.level = read_level(attributes)
            case "position":
                run.moved = find_level(read_count(attributes) or 0)
            case "style":
                run.style = attributes.get("val", "")

    def _shade(self, attributes: _Attributes) -> None:
        """The ground of letters, a paragraph, a cell or a table."""
        ground = read_shading(attributes)
        if ground is None:
            return
        frame = self._frame
        if self._parent == "w:pPr":
            frame.paragraph.ground = ground
        elif self._parent == "w:rPr":
            if "w:pPr" not in self._path[-2:]:
                frame.run.look.shade(attributes)
        elif self._parent == "w:tcPr":
            frame.ground = ground
        elif self._parent in ("w:tblPr", "w:tblPrEx") and self._table:
            is_whole = self._parent == "w:tblPr"  # else of some rows
            if ground != WHITE:
                self._table.ground = ground if is_whole else UNKNOWN
        else:
            frame.ground = UNKNOWN

    def _set_ground(self, attributes: _Attributes) -> None:
        if read_ground(attributes.get("color", "auto")) not in (CLEAR, WHITE):
            self._ground = UNKNOWN

    # Fields, links, notes

    def _mark_field(self, attributes: _Attributes) -> None:
        if not self._has_fields:
            return
        match attributes.get("fldCharType"):
            case "begin":
                self.fields.begin()
            case "separate":
                self.fields.begin_result()
            case "end":
                self._end_field()

    def _add_instruction(self, text: str) -> None:
        is_seen, is_raised = not self._is_unseen(), self._level == "above"
        self.fields.add_instruction(text, is_seen=is_seen, is_raised=is_raised)

    def _end_field(self) -> None:
        if shown := self.fields.end():
            text, is_formula = shown
            self._add(text, is_formula=is_formula)

    def _add_object(self, attributes: _Attributes) -> None:
        """Of what another program shows, that it is a formula."""
        if attributes.get("ProgID", "").lower().startswith(EQUATION_PROGRAMS):
            self._add(LEFT_OUT, is_formula=True)

    def _open_field(self, attributes: _Attributes) -> None:
        self.fields.begin_simple(attributes.get("instr", ""))

    def _open_link(self, attributes: _Attributes) -> None:
        anchor = attributes.get("anchor")
        self._frame.link = f"#{anchor}" if anchor and "id" not in attributes else None

    def _close_link(self) -> None:
        self._frame.link = None

    def _cite_footnote(self, attributes: _Attributes) -> None:
        self._cite("footnote", attributes)

    def _cite_endnote(self, attributes: _Attributes) -> None:
        self._cite("endnote", attributes)

    def _cite(self, kind: str, attributes: _Attributes) -> None:
        name = f"{kind} {attributes.get('id', '')}"
        self.cited.add(name)
        self._frame.flow.cite(name)
        self._frame.run.has_own_mark = "customMarkFollows" in attributes

    def _open_footnote(self, attributes: _Attributes) -> None:
        self._open_note("footnote", attributes)

    def _open_endnote(self, attributes: _Attributes) -> None:
        self._open_note("endnote", attributes)

    def _open_note(self, kind: str, attributes: _Attributes) -> None:
        is_note = attributes.get("type") not in _SEPARATORS
        self._frames.append(_Frame(note=f"{kind} {attributes.get('id', '')}" if is_note else ""))

    def _end_frame(self) -> None:
        self._end_tables()
        frame = self._frames.pop()
        pieces = frame.flow.finish()
        if frame.note is None:
            self._frame.flow.add_box(pieces)
        elif frame.note:
            self.notes[frame.note] = pieces

    # Boxes, blocks, alternatives

    def _open_box(self, _: _Attributes) -> None:
        note = "" if self._is_unseen_drawing else None
        self._frames.append(_Frame(ground=UNKNOWN, note=note))  # as the shape around it may be

    def _open_drawing(self, _: _Attributes) -> None:
        self._is_unseen_drawing = False

    def _describe_drawing(self, attributes: _Attributes) -> None:
        self._is_unseen_drawing |= is_on({"val": attributes.get("hidden", "0")})

    def _open_shape(self, attributes: _Attributes) -> None:
        self._is_unseen_drawing |= read_style(attributes.get("style", "")).is_hidden
        self._frame.paragraph.is_rule |= is_on({"val": attributes.get("hr", "0")})

    def _draw_border(self, attributes: _Attributes) -> None:
        if self._parent == "w:pBdr":
            is_drawn = attributes.get("val", "nil") not in ("nil", "none")
            self._frame.paragraph.is_rule |= is_drawn

    def _open_fill(self, _: _Attributes) -> None:
        if self._parent == "w:rPr":
            self._fill = LetterFill()

    def _close_fill(self) -> None:
        fill, self._fill = self._fill, None
        if fill is not None and "w:pPr" not in self._path[-2:]:
            run = self._frame.run
            run.look.colour, run.is_hidden = fill.colour, fill.is_clear or run.is_hidden

    def _open_alternatives(self, _: _Attributes) -> None:
        self._choices.append(False)

    def _choose(self, _: _Attributes) -> None:
        if self._choices:
            self._choices[-1] = True

    def _close_alternatives(self) -> None:
        self._choices.pop()

    def _open_block(self, _: _Attributes) -> None:
        self._blocks.append(False)

    def _leave_block_out(self, attributes: _Attributes) -> None:
        if self._blocks and attributes.get("val", "").lower() in _CONTENTS:
            self._blocks[-1] = True

    def _leave_hint_out(self, attributes: _Attributes) -> None:
        if self._blocks and is_on(attributes):
            self._blocks[-1] = True

    def _close_block(self) -> None:
        self._blocks.pop()

    # Tables

    def _open_table(self, _: _Attributes) -> None:
        if self._frame.flow.has_words:
            self._frame.flow.end_paragraph(self._shape(self._frame))
        self._frame.tables.append(_Table())

    def _close_table(self) -> None:
        if self._frame.tables:
            self._frame.flow.put(self._frame.tables.pop().builder.finish())

    def _end_tables(self) -> None:
        while self._frame.tables:
            self._close_table()

    def _set_table_style(self, attributes: _Attributes) -> None:
        if self._table:
            self._table.style = attributes.get("val", "")

    def _set_look(self, attributes: _Attributes) -> None:
        if self._table:
            bits = attributes.get("val", "0")
            said = attributes.get("firstRow")
            is_hex = len(bits) == 4 and all(sign in "0123456789abcdefABCDEF" for sign in bits)
            shows = is_on({"val": said}) if said else is_hex and bool(int(bits, 16) & 0x20)
            self._table.is_head_set_off = shows

    def _open_row(self, _: _Attributes) -> None:
        if self._table:
            self._table.row = _Row()
            self._table.builder.open_row()
            self._table.rows += 1

    def _mark_header(self, attributes: _Attributes) -> None:
        if self._table and is_on(attributes):
            self._table.row.is_header = True

    def _hide_row(self, attributes: _Attributes) -> None:
        if self._parent == "w:trPr" and self._table:
            self._table.row.is_deleted |= is_on(attributes)

    def _set_row_height(self, attributes: _Attributes) -> None:
        height = read_count(attributes)
        is_line = height is not None and 0 < height <= _MAX_ROW
        if self._table and is_line and attributes.get("hRule") == "exact":
            self._table.row.is_deleted = True

    def _set_line_height(self, attributes: _Attributes) -> None:
        height = read_count({"val": attributes.get("line", "")})
        if attributes.get("lineRule") == "exact" and height is not None:
            self._frame.paragraph.is_flat = 0 < height <= _MAX_ROW

    def _skip_columns(self, attributes: _Attributes) -> None:
        if self._table:
            for _ in range(min(read_count(attributes) or 0, _MAX_SKIPPED)):
                self._table.builder.add_cell([])

    def _close_row(self) -> None:
        table = self._table
        if not table:
            return
        if table.row.is_deleted:
            table.builder.drop_row()
            table.rows -= 1
            return
        is_set_off = table.is_head_set_off and table.style.lower() not in _GRID
        is_set_off = is_set_off and self._styles.resolve(table.style).has_bold_head
        if table.row.is_header or (table.rows == 1 and is_set_off):
            table.builder.mark_header()

    def _open_cell(self, _: _Attributes) -> None:
        if self._table:
            self._table.columns, self._table.continues = 1, False
        ground = self._frame.ground
        is_hidden = self._frame.is_hidden
        if (table := self._table) and table.style:
            style = self._styles.resolve(table.style)
            is_hidden |= style.is_hidden or bool(style.is_tiny)
        if table and table.ground is not None:
            ground = table.ground
        elif table and table.style.lower() not in _GRID:
            ground = UNKNOWN
        self._frames.append(_Frame(ground=ground, is_hidden=is_hidden))

    def _cell_table(self) -> _Table | None:
        """The table whose cell is being read."""
        tables = self._frames[-2].tables if len(self._frames) > 1 else []
        return tables[-1] if tables else None

    def _set_span(self, attributes: _Attributes) -> None:
        if table := self._cell_table():
            table.columns = read_count(attributes) or 1

    def _set_merge(self, attributes: _Attributes) -> None:
        if table := self._cell_table():
            table.continues = attributes.get("val", "continue") == "continue"

    def _cover(self, attributes: _Attributes) -> None:
        self._frame.is_covered = attributes.get("val", "continue") == "continue"

    def _delete_cell(self, _: _Attributes) -> None:
        self._frame.is_deleted = True

    def _close_cell(self) -> None:
        self._end_tables()
        frame = self._frames.pop()
        pieces = frame.flow.finish()
        if frame.is_deleted or frame.is_covered:
            pieces = []
        if table := self._table:
            table.builder.add_cell(pieces, table.columns, continues=table.continues)
        else:
            self._frame.flow.put(pieces)

    def _open_text(self, _: _Attributes) -> None:
        self._is_text = True

    def _close_text(self) -> None:
        self._is_text = False

    _OPENERS: ClassVar[dict[str, Callable[["BodyReader", _Attributes], None]]] = {
        "w:p": _open_paragraph,
        "w:r": _open_run,
        "m:r": _open_run,
        "w:t": _open_text,
        "m:t": _open_text,
        "w:tab": lambda self, _: self._add(" ") if self._parent == "w:r" else None,
        "w:ptab": lambda self, _: self._add(" "),
        "w:br": _add_break,
        "w:cr": _add_break,
        "w:noBreakHyphen": lambda self, _: self._add("\u2011"),
        "w:softHyphen": lambda self, _: self._add("\u00ad"),
        "w:sym": _add_symbol,
        "w:pStyle": _set_style,
        "w:numId": _set_list,
        "w:ilvl": _set_list_level,
        "w:outlineLvl": _set_outline,
        "w:spacing": _set_line_height,
        "w:b": lambda self, said: self._set_run("bold", said),
        "w:vanish": lambda self, said: self._set_run("hidden", said),
        "w:strike": lambda self, said: self._set_run("struck", said),
        "w:dstrike": lambda self, said: self._set_run("struck", said),
        "w:vertAlign": lambda self, said: self._set_run("raised", said),
        "w:position": lambda self, said: self._set_run("position", said),
        "w:color": lambda self, said: self._set_run("colour", said),
        "w:highlight": lambda self, said: self._set_run("highlight", said),
        "w:rFonts": lambda self, said: self._set_run("fonts", said),
        "w:sz": lambda self, said: self._set_run("size", said),
        "w:shd": _shade,
        "w:top": _draw_border,
        "w:bottom": _draw_border,
        "w:between": _draw_border,
        "w:background": _set_ground,
        "w:rStyle": lambda self, said: self._set_run("style", said),
        "w:framePr": _open_frame,
        "w:fldChar": _mark_field,
        "w:fldSimple": _open_field,
        "w:hyperlink": _open_link,
        "w:footnoteReference": _cite_footnote,
        "w:endnoteReference": _cite_endnote,
        "w:footnote": _open_footnote,
        "w:endnote": _open_endnote,
        "w:txbxContent": _open_box,
        "mc:AlternateContent": _open_alternatives,
        "mc:Choice": _choose,
        "w:sdt": _open_block,
        "w:docPartGallery": _leave_block_out,
        "w:showingPlcHdr": _leave_hint_out,
        "w:tbl": _open_table,
        "w:tblStyle": _set_table_style,
        "w:tblLook": _set_look,
        "w:tr": _open_row,
        "w:tblHeader": _mark_header,
        "w:hidden": _hide_row,
        "w:gridBefore": _skip_columns,
        "w:tc": _open_cell,
        "w:gridSpan": _set_span,
        "w:vMerge": _set_merge,
        "w:hMerge": _cover,
        "w:cellDel": _delete_cell,
        "w:trHeight": _set_row_height,
        "w:drawing": _open_drawing,
        "w:pict": _open_drawing,
        ":OLEObject": _add_object,
        ":docPr": _describe_drawing,
        ":textFill": _open_fill,
        **dict.fromkeys((":shape", ":rect", ":roundrect", ":oval", ":group"), _open_shape),
    }
    _CLOSERS: ClassVar[dict[str, Callable[["BodyReader"], None]]] = {
        "w:p": _close_paragraph,
        "w:r": _close_run,
        "m:r": _close_run,
        "w:t": _close_text,
        "m:t": _close_text,
        ":textFill": _close_fill,
        "w:fldSimple": _end_field,
        "w:hyperlink": _close_link,
        "w:footnote": _end_frame,
        "w:endnote": _end_frame,
        "w:txbxContent": _end_frame,
        "mc:AlternateContent": _close_alternatives,
        "w:sdt": _close_block,
        "w:tbl": _close_table,
        "w:tr": _close_row,
        "w:tc": _close_cell,
    }
