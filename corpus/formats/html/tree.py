"""A tree of HTML to pieces, in one pass over it, however deep it is."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml import etree

from corpus.formats.html.elements import (
    BOLD,
    HEADINGS,
    INLINE,
    Element,
    classes_of,
    is_hidden,
    name_of,
)
from corpus.formats.html.formulas import write_formula
from corpus.formats.html.inline import Words
from corpus.formats.html.notes import Notes, find_notes
from corpus.formats.html.pieces import Piece, PieceKind, Pieces
from corpus.formats.html.tables import Cell, Table, find_placing_tables, is_row_of_buttons, lay_out
from corpus.formats.sight.fonts import read_font
from corpus.formats.sight.levels import read_level
from corpus.formats.writing.symbols import read_signs
from corpus.formats.writing.tables import join_cells
from corpus.structure.signs import leave_out_spelt
from corpus.structure.speakers.sayers import names_sayer

_ASIDE_CLASSES = frozenset(("admonition", "admonitionblock", "callout", "topic", "sidebar"))
_TITLE_CLASSES = frozenset(("admonition-title", "callout-title", "topic-title", "sidebar-title"))
_ADMONITION_CLASSES = frozenset(("note", "tip", "warning", "caution", "important"))
"""Of an aside that begins with its title, as DocBook has them; others call anything so."""
_CAPTIONED_CLASSES = frozenset(("table", "figure"))
"""Of what begins with its caption in a paragraph of the class "title", as in DocBook."""
_ASIDES = frozenset(("blockquote", "details"))
_PLAIN = frozenset(
    ("b", "strong", "i", "em", "span", "small", "big", "font", "var", "u", "sup", "sub")
)
_MAX_PLAIN = 20
_LISTS = frozenset(("ul", "ol", "dl", "dir"))
_CODE_CLASSES = frozenset(
    ("code", "programlisting", "screen", "verbatim", "listing", "sourcecode", "literallayout")
)
_HEAD_CLASSES = frozenset(
    (
        "byline",
        "author",
        "posted-on",
        "posted-by",
        "entry-date",
        "post-date",
        "published",
        "updated",
    )
)
"""Of what stands beside each other below a title."""
_BELOW_TITLE_CLASSES = frozenset(("author", "corpauthor", "subtitle", "releaseinfo", "pubdate"))
"""Of headings that head nothing, as DocBook has them below a title."""
_RUNNING = frozenset(("p", "ul", "ol", "dl", "pre", "table", "blockquote"))
"""What follows a section that is of the one around it."""
_TITLE_LEVEL = 1
_MAX_SECTIONS = 20
"""Sections around one of which the end is told: each of its pieces is looked at once by each."""
_MAX_SPAN = 1000
_RULE_CLASSES = frozenset(
    ("separator", "divider", "hr", "rule", "horizontal-rule", "section-break")
)
_RULE_NAMES = frozenset(("rule", "line", "separator", "divider", "horizontal rule", "hr"))
_LINE = re.compile(r"(?:^|[;\s])border(?:-top|-bottom)?\s*:\s*(?!none|hidden|0)[^;]*\S", re.I)
_DASH = re.compile(r"[—–―]|--")
_MIN_QUOTED = 2
"""Pieces of a quotation without its source: what opens it, and words."""
_SENTENCE_WORDS = 5
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？")


def read_tree(root: Element, hidden: Collection[Element] = frozenset()) -> Pieces:
    """The blocks in `root`, an element of HTML or XHTML, but for those in `hidden`. Footnotes that
    are cited stand apart."""
    notes = find_notes(root)
    placing = find_placing_tables(root)
    left_out = {*hidden, *notes.backs}
    text = _TreeReader(notes, placing, left_out | notes.elements.keys()).read(root)
    cited = {
        name: _TreeReader(notes, placing, left_out | (notes.elements.keys() - {note})).read(note)
        for note, name in notes.elements.items()
    }
    return Pieces(text, cited)


@dataclass(slots=True)
class _Rows:
    """The table that is being read."""

    table: Table = field(default_factory=Table)
    is_in_head: bool = False
    cell: Element | None = None


class _TreeReader:
    """Pieces, grown element by element."""

    def __init__(
        self, notes: Notes, placing: Collection[Element], left_out: Collection[Element]
    ) -> None:
        self._notes = notes
        self._placing = placing
        self._left_out = left_out
        self._pieces: list[Piece] = []
        self._words = Words()
        self._cited: list[str] = []
        self._rows: _Rows | None = None
        self._code: list[str] | None = None
        self._terms: list[str] | None = None
        self._is_in_term = False
        self._line: tuple[PieceKind, int] | None = None
        """What the line that is being read is, if no running text: a heading with its level, a
        caption, a title."""
        self._bold = 0
        self._levels: list[Element] = []
        self._sections: list[int] = []
        """Where the pieces of each section that is open begin."""
        self._asides: list[int] = []
        """Where the pieces of each aside that is open begin."""
        self._quotation = 0
        """Where those of the last quotation that was closed began."""
        self._link: str | None = None
        self._is_linked = False
        self._fonts: list[tuple[Element, str]] = []
        """Those that the elements that are open name."""

    def read(self, root: Element) -> list[Piece]:
        """The pieces of `root`."""
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: Element | None = None
        for event, element in walker:
            if event == "start":
                name = name_of(element)
                formula = None if self._code is not None else write_formula(element, name)
                if element is not root and (
                    element in self._left_out
                    or ((formula is None or name != "script") and is_hidden(element, name))
                    or self._cites(element)
                ):
                    skipped = element
                    walker.skip_subtree()
                    continue
                if formula is not None:
                    self._words.add_formula(formula)
                    skipped = element
                    walker.skip_subtree()
                    continue
                self._open(element, name)
                if font := read_font(name, element.attrib):
                    self._fonts.append((element, font))
                self._add(element.text)
                continue
            if event == "end":
                if element is skipped:
                    skipped = None
                else:
                    if self._fonts and self._fonts[-1][0] is element:
                        self._fonts.pop()
                    self._close(element, name_of(element))
            if element is not root:
                self._add(element.tail)
        self._end_block()
        self._end_terms()
        return self._pieces

    def _cites(self, element: Element) -> bool:
        """Whether `element` is nothing but the mark of a note, which is remembered."""
        if element not in self._notes.marks:
            return False
        note = self._notes.marks[element]
        if note is not None:
            self._cited.append(note)
        return True

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._code is not None:
            self._code.append(text)
            return
        if self._fonts:
            text = read_signs(text, self._fonts[-1][1])
        if self._levels:
            self._words.add(text)
        else:
            self._words.add(
                text, is_bold=self._bold > 0, link=self._link, is_linked=self._is_linked
            )

    def _open(self, element: Element, name: str) -> None:
        if self._code is not None:
            if name == "br" or (name == "code" and _follows_code(element)):
                self._code.append("\n")
        elif name in INLINE:
            self._open_inline(element, name)
        elif name == "br":
            self._words.add_break()
        elif self._rows is not None:
            self._open_in_table(element, name)
        else:
            self._end_block()
            self._open_block(element, name)

    def _close(self, element: Element, name: str) -> None:
        if self._code is not None:
            if name == "pre":
                self._end_code()
            elif name not in INLINE and self._code and not self._code[-1].endswith("\n"):
                self._code.append("\n")  # a line that is a block of its own
        elif name in INLINE:
            self._close_inline(element, name)
        elif self._rows is not None:
            self._close_in_table(element, name)
        elif name != "br":
            self._close_block(element, name)

    def _open_inline(self, element: Element, name: str) -> None:
        if name in BOLD:
            self._bold += 1
        elif name == "a":
            href = element.get("href") or ""
            self._link = href if href.startswith("#") else None
            self._is_linked = bool(href)
        elif name == "img":
            self._words.add(_name_picture(element))
        elif name == "q":
            self._words.add("“")
        if level := read_level(name, element.attrib):
            self._levels.append(element)
            self._words.open_level(level, is_plain=_is_plain(element))
        if _is_of_head(element, name):
            self._words.add_break()

    def _close_inline(self, element: Element, name: str) -> None:
        if _is_of_head(element, name):
            self._words.add_break()
        if self._levels and self._levels[-1] is element:
            self._levels.pop()
            self._words.close_level()
        if name in BOLD:
            self._bold -= 1
        elif name == "a":
            self._link, self._is_linked = None, False
        elif name == "q":  # browsers put the marks around it
            self._words.add("”")

    def _open_block(self, element: Element, name: str) -> None:
        if name == "section":
            self._sections.append(len(self._pieces))
        if name in HEADINGS:
            if not self._is_in_term and not classes_of(element) & _BELOW_TITLE_CLASSES:
                self._line = "heading", HEADINGS[name]
        elif name == "pre":
            self._code = []
        elif name in _LISTS:
            self._pieces.append(Piece("list_open"))
            self._terms = [] if name == "dl" else None
        elif name == "li":
            self._pieces.append(Piece("item"))
        elif name == "dt":
            self._terms = self._terms or []
            self._is_in_term = True
        elif name == "dd":
            self._end_terms()
        elif name == "table" and element not in self._placing:
            self._rows = _Rows()
        elif name == "hr" or _is_rule(element, name):
            self._pieces.append(Piece("rule"))
        elif name in ("figcaption", "caption") or _is_docbook_caption(element, name):
            self._line = "caption", 0
        elif name == "summary" or classes_of(element) & _TITLE_CLASSES:
            self._line = "aside_title", 0
        elif _is_aside(element, name):
            self._asides.append(len(self._pieces))
            self._pieces.append(Piece("aside_open"))
        elif name in ("p", "div") and _is_code(element):
            self._line = "code", 0

    def _close_block(self, element: Element, name: str) -> None:
        self._end_block()
        if name == "section" and self._sections:
            self._end_section(element, self._sections.pop())
        if name == "dt":
            self._is_in_term = False
        elif name in _LISTS:
            self._end_terms()
            self._pieces.append(Piece("list_close"))
        elif _is_aside(element, name):
            start = self._asides.pop() if self._asides else 0
            if name == "blockquote":
                self._quotation = start
                self._name_source(start, is_cited=_ends_in_source(element))
            self._pieces.append(Piece("aside_close"))
        elif name == "figcaption" and self._pieces[-2:-1] == [Piece("aside_close")]:
            self._name_source(self._quotation, is_cited=True)
        ends_line = name in HEADINGS or name in ("figcaption", "caption", "summary")
        ends_line = ends_line or _is_docbook_caption(element, name)
        if ends_line or (self._line and self._line[0] in ("aside_title", "code")):
            self._line = None

    def _name_source(self, start: int, *, is_cited: bool) -> None:
        """Makes the last piece the source of the quotation that begins at `start`, if it names who
        is quoted and stands below words: `is_cited` if the page marks it as that."""
        if len(self._pieces) - start <= _MIN_QUOTED:
            return
        opened, last = self._pieces[start], self._pieces[-1]
        if opened.kind != "aside_open" or opened.name:
            return
        line = " ".join(last.lines)
        is_marked = is_cited or _DASH.match(line) is not None
        if last.kind not in ("words", "caption") or not is_marked:
            return
        if names_sayer(line, is_cited=is_cited):
            self._pieces[start] = replace(opened, name=line.lstrip("—–―- "))
            self._pieces[-1] = Piece("source", last.lines)

    def _end_section(self, element: Element, start: int) -> None:
        """Ends a section with a heading of its own and words below that, if running text around it
        follows: builders of pages put a heading into one section, and its text into others."""
        if not _goes_on(element) or len(self._sections) > _MAX_SECTIONS:
            return
        within = self._pieces[start:]
        level = min((piece.level for piece in within if piece.kind == "heading"), default=0)
        if level > _TITLE_LEVEL and within[0].kind == "heading" and within[-1].kind != "heading":
            self._pieces.append(Piece("section_close", level=level))

    def _open_in_table(self, element: Element, name: str) -> None:
        rows = self._rows
        assert rows is not None
        match name:
            case "thead":
                rows.is_in_head = True
            case "tr":
                self._end_cell()
                if rows.is_in_head:
                    rows.table.heads.add(len(rows.table.rows))
                rows.table.rows.append([])
            case "td" | "th":
                self._end_cell()
                rows.cell = element
            case _:
                self._words.add(" ")

    def _close_in_table(self, element: Element, name: str) -> None:
        rows = self._rows
        assert rows is not None
        match name:
            case "thead":
                rows.is_in_head = False
            case "td" | "th" | "tr":
                self._end_cell()
            case "caption":
                self._pieces += _caption(self._words)
            case "table":
                self._end_cell()
                self._end_table(rows.table)
            case _:
                self._words.add(" ")

    def _end_cell(self) -> None:
        rows = self._rows
        assert rows is not None
        is_bold = self._words.is_bold
        text = " ".join(" ".join(lines) for lines in self._words.take())
        cell, rows.cell = rows.cell, None
        if cell is None and not text:
            return
        if not rows.table.rows:
            rows.table.rows.append([])
        if cell is None:  # text between cells, which browsers put before the table
            rows.table.rows[-1].append(Cell(text, is_header=False))
            return
        columns, spanned = _count_span(cell, "colspan"), _count_span(cell, "rowspan")
        is_header = name_of(cell) == "th"
        rows.table.rows[-1].append(Cell(text, is_header, columns, spanned, is_bold))

    def _end_table(self, table: Table) -> None:
        self._rows = None
        if is_row_of_buttons(table):
            return
        self._pieces.append(Piece("table_open"))
        for cells, is_header in lay_out(table):
            line = join_cells(list(cells))
            if line:
                self._pieces.append(Piece("header" if is_header else "row", (line,)))
        self._pieces.append(Piece("table_close"))
        self._cite()

    def _end_code(self) -> None:
        text = leave_out_spelt("".join(self._code or ())).strip("\n").rstrip()
        self._code = None
        if self._is_in_term and self._terms is not None:
            self._terms.append(text)
        elif text.strip():
            self._pieces.append(Piece("code", (text,)))

    def _end_block(self) -> None:
        """Ends what was read since the last block began or ended."""
        is_bold, is_link = self._words.is_bold, self._words.is_link
        is_linked = self._words.is_linked
        paragraphs = self._words.take()
        if not paragraphs:
            return
        if self._is_in_term and self._terms is not None:
            self._terms += (" ".join(lines) for lines in paragraphs)
            return
        if self._line:
            kind, level = self._line
            between = "\n" if kind == "code" else " "
            line = between.join(between.join(lines) for lines in paragraphs)
            self._pieces.append(Piece(kind, (line,), level=level))
        else:
            self._pieces += (
                Piece("words", lines, is_bold=is_bold, is_link=is_link, is_linked=is_linked)
                for lines in paragraphs
            )
        self._cite()

    def _end_terms(self) -> None:
        if self._terms:
            self._pieces.append(Piece("term", tuple(filter(None, self._terms))))
            self._terms = []

    def _cite(self) -> None:
        self._pieces += (Piece("note", name=name) for name in self._cited)
        self._cited = []


def _ends_in_source(quotation: Element) -> bool:
    """Whether the last element in `quotation` is a footer, or nothing but what is cited."""
    last = next(quotation.iterchildren("{*}*", reversed=True), None)
    if last is None or (last.tail and last.tail.strip()):
        return False
    if name_of(last) in ("p", "div") and len(last) and not (last.text or "").strip("—–―- \n\t"):
        inner = last[-1]
        is_all = len(last) == 1 and not (inner.tail or "").strip()
        return is_all and name_of(inner) in ("cite", "footer")
    return name_of(last) in ("footer", "cite", "figcaption")


def _goes_on(section: Element) -> bool:
    after = section.getnext()
    if section.tail and section.tail.strip():
        return True
    return after is not None and name_of(after) in _RUNNING


def _is_aside(element: Element, name: str) -> bool:
    if name not in ("div", "aside", "section"):
        return name in _ASIDES
    classes = classes_of(element)
    return bool(classes & _ASIDE_CLASSES) or (
        bool(classes & _ADMONITION_CLASSES) and _begins_with_title(element)
    )


def _begins_with_title(element: Element) -> bool:
    first = next(element.iterchildren("{*}*"), None)
    return first is not None and name_of(first) in HEADINGS and "title" in classes_of(first)


def _is_rule(element: Element, name: str) -> bool:
    """Whether a block without words draws a line, or is a picture of one."""
    if name not in ("div", "p") or (element.text and element.text.strip()) or len(element) > 1:
        return False
    if not len(element):
        is_named = element.get("role") == "separator" or classes_of(element) & _RULE_CLASSES
        return bool(is_named or _LINE.search(element.get("style") or ""))
    picture = element[0]
    said = " ".join((picture.get("alt") or "").lower().split())
    is_one = name_of(picture) == "img" and not (picture.tail or "").strip()
    return is_one and said in _RULE_NAMES


def _is_plain(element: Element) -> bool:
    """Whether `element` is words, perhaps bold ones, and no link or picture."""
    return all(name_of(one) in _PLAIN for one in islice(element.iterdescendants(), _MAX_PLAIN))


def _is_docbook_caption(element: Element, name: str) -> bool:
    if name != "p" or "title" not in classes_of(element):
        return False
    above = element.getparent()
    return above is not None and bool(classes_of(above) & _CAPTIONED_CLASSES)


def _is_of_head(element: Element, name: str) -> bool:
    return name in ("span", "time") and bool(classes_of(element) & _HEAD_CLASSES)


def _follows_code(element: Element) -> bool:
    """Whether a listing stands right behind another one in the same frame, as its like in another
    language."""
    above = element.getprevious()
    return above is not None and name_of(above) == "code" and not above.tail


def _is_code(element: Element) -> bool:
    """Whether a paragraph is called code, and holds nothing but lines."""
    return bool(classes_of(element) & _CODE_CLASSES) and all(
        name_of(child) in INLINE or name_of(child) == "br" for child in element
    )


def _caption(words: Words) -> list[Piece]:
    return [Piece("caption", (" ".join(lines),)) for lines in words.take()]


def _name_picture(element: Element) -> str:
    """What stands for a picture that cannot be seen, if it is a sentence."""
    said = " ".join((element.get("alt") or "").split())
    is_sentence = said.endswith(_SENTENCE_ENDS) and len(said.split()) >= _SENTENCE_WORDS
    return f" {said} " if is_sentence else ""


def _count_span(cell: Element, name: str) -> int:
    said = (cell.get(name) or "1").strip()
    return (
        max(1, min(int(said), _MAX_SPAN))
        if said.isascii() and said.isdecimal() and len(said) < 6
        else 1
    )
