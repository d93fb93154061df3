"""The text of a piece of HTML, in one pass over it whatever it holds."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.formats.sight.declarations import may_open, read_style
from corpus.formats.sight.tags import TagStyles
from corpus.formats.writing.formulas.drawn import DrawnFormulas
from corpus.formats.writing.formulas.formulas import LEFT_OUT
from corpus.formats.writing.formulas.mathml import write_math_markup
from corpus.formats.writing.formulas.pictures import read_formula
from corpus.formats.writing.levels import LevelledText
from corpus.formats.writing.tables import HangingCells
from corpus.normalization import clean_line
from corpus.structure.signs import leave_out_spelt

# Every alternative matches wherever it begins, so that nothing is looked for twice: what is never
# closed is hidden to the end, as in a browser, and a tag that is not leaves `end` empty.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<(?P<hidden>script|style)\b(?P<said>[^>]*)(?:>(?P<source>.*?)(?:</(?P=hidden)\b[^>]*>?|\Z)|\Z)"
    r"|(?P<math><math\b[^>]*(?:>.*?(?:</math\b[^>]*>?|\Z)|\Z))"
    r"|<(?P<closes>/?)(?P<name>[a-z][a-z0-9]*)(?:[^>\"']++|\"[^\"]*\"|'[^']*')*(?P<end>>?)"
    r"|<(?:![a-z]|[?/])[^>]*(?P<other_end>>?)",
    re.DOTALL | re.IGNORECASE,
)
_PLAIN_TAG = re.compile("<(?:!?[A-Za-z]|[?/])[^<>]*>")
_LONG_REFERENCE = re.compile(r"&#\d{8,};?")
"""To a character that there is none of, by more digits than Python makes a number of."""
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'=<>/]++)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"?|'(?P<single>[^']*)'?|(?P<bare>[^\s>]*)))?"
)
_LEFT_OUT = frozenset(
    (
        *("s", "del", "strike", "template", "noembed", "noframes", "progress", "meter", "rt", "rp"),
        *("svg", "style", "iframe", "object", "applet", "audio", "video", "canvas"),
    )
)
"""Whose words were taken back, are shown by none of today's browsers, say how others sound, or are
in or in place of a picture, as pages are read, too."""
_MAX_DIGITS = 4
"""Of the number of rows that a cell goes over."""
_PARAGRAPHS = frozenset(("p", "div"))
"""Of a term's description."""
_DRAWING = frozenset(("span", "nobr", "mjx"))
_DRAWN = re.compile(r"""katex-html|MathJax_Preview|^<(?:nobr|mjx-)[^<>]{0,200}aria-hidden=.true""")
"""A formula that MathJax or KaTeX draws beside its MathML."""
ANNOTATING = frozenset(("rt", "rp"))
"""Elements that the next one in a `ruby`, or its end, ends."""
_VOID = frozenset(("br", "img", "input", "wbr", "hr", "source", "meta", "link", "col", "area"))
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data"),
        *("del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "meter"),
        *("nobr", "noscript", "output", "path", "picture", "progress", "q", "rp", "rt", "ruby"),
        *("s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "svg"),
        *("time", "tt", "u", "var", "wbr", "mjx", "rb"),
    )
)
"""Elements that stand in a line; any other one begins and ends lines, but for those of others."""

PieceKind: TypeAlias = Literal[
    "prose",
    "list",
    "term",
    "code",
    "heading",
    "open",
    "summary",
    "close",
    "header",
    "row",
    "table_end",
]


@dataclass(frozen=True, slots=True)
class HtmlPiece:
    """A block of HTML, with its text, of code with its lines; `level` is that of a heading, `depth`
    in how many quotations it stands.

    A "header" and a "row" are those of a table, and "table_end" has no text; "open" and
    "close", without text, stand around what can be folded up, a "summary" above it.
    """

    kind: PieceKind
    text: str = ""
    level: int = 0
    depth: int = 0


def breaks_line(tag: str) -> bool:
    """Whether the HTML tag `tag`, such as `<br>`, parts what stands before and after it."""
    match = _TAG_NAME.match(tag)
    return match is not None and match[1].casefold() not in _INLINE and match[1].islower()


def is_hiding(attributes: str) -> bool:
    """Whether a tag or attributes of one say that what stands in it is not shown."""
    said = read_attributes(attributes)
    return _hides_all(said) or read_style(said.get("style", "")).is_unseen


def _hides_all(said: dict[str, str]) -> bool:
    style = read_style(said.get("style", ""))
    is_shut = style.is_hidden or (style.is_folded and not may_open(said))
    return is_shut or "hidden" in said or "popover" in said


def read_attributes(attributes: str) -> dict[str, str]:
    """What stands in a tag behind its name: attributes by theirs, of several the first."""
    said: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        value = match["double"] or match["single"] or match["bare"] or ""
        said.setdefault(match["name"].lower(), html.unescape(value))
    return said


def hides(tag: str) -> str | None:
    """The name of the tag that `tag` opens, if its words are not shown or were taken back."""
    match = _TAG_NAME.match(tag)
    if match is None or tag.startswith("</") or tag.endswith("/>"):
        return None
    name = match[1].casefold()
    is_hidden = name in _LEFT_OUT or is_hiding(tag[match.end() :])
    is_hidden = is_hidden or (name in _DRAWING and _DRAWN.search(tag) is not None)
    return name if is_hidden and name not in _VOID else None


def ends_annotation(tag: str) -> bool:
    """Whether `tag` ends what stands above a letter to say how it sounds."""
    match = _TAG_NAME.match(tag)
    name = match[1].casefold() if match else ""
    return name in ("rt", "rp", "rb") or (name == "ruby" and tag.startswith("</"))


def is_tex(attributes: str) -> bool:
    """Whether a script with these attributes is a formula, of which MathJax makes what is shown."""
    return read_attributes(attributes).get("type", "").lower().startswith("math/tex")


def read_tags(markup: str) -> Iterator[re.Match[str]]:
    """The tags of `markup` but for those in comments and programs: each with its "name", and with
    what "closes" if it is an end."""
    return (match for match in _MARKUP.finditer(markup) if match["name"] and match["end"])


def read_sheets(markup: str) -> Iterator[tuple[str, str]]:
    """The style elements of `markup`, each with its attributes and its rules."""
    for match in _MARKUP.finditer(markup):
        if match["source"] and match["hidden"].lower() == "style":
            yield match["said"], match["source"]


def read_html(markup: str) -> list[HtmlPiece]:
    """What stands between the tags of `markup`, block by block; scripts, styles and comments do
    not.

    Behind a tag that is never closed, whatever is no tag in itself counts as text.
    """
    reader = _Reader()
    position = 0
    for match in _MARKUP.finditer(markup):
        if "" in (match["end"], match["other_end"]):
            break
        reader.add_text(markup[position : match.start()])
        if match["math"]:
            reader.add_formula(write_math_markup(match["math"]))
        elif match["source"] and is_tex(match["said"]):
            reader.add_source(match["source"])
        elif match["name"]:
            reader.read_tag(match["name"].casefold(), match[0])
        position = match.end()
    reader.add_text(_PLAIN_TAG.sub("", markup[position:]))
    return list(reader.finish())


def _read_rows(attributes: str) -> int:
    """Over how many rows a cell with these attributes goes."""
    rows = read_attributes(attributes).get("rowspan", "") if "rowspan" in attributes.lower() else ""
    return int(rows) if rows.isdecimal() and len(rows) <= _MAX_DIGITS else 1


class _Reader:
    """Pieces, grown tag by tag."""

    def __init__(self) -> None:
        self._pieces: list[HtmlPiece] = []
        self._text = LevelledText()
        self._styles = TagStyles(self._text)
        self._drawn = DrawnFormulas(self._text.add_formula)
        self._kind: PieceKind = "prose"
        self._level = 0
        self._cells: list[str] | None = None
        self._is_header = True
        self._rows = 1
        """Over how many rows the cell goes that is being read."""
        self._hanging = HangingCells()
        self._term = ""
        self._is_described = False
        """Whether a description of the term has begun, above which several may stand."""
        self._is_in_description = False
        self._depth = 0
        self._hidden = ""
        self._hidden_depth = 0
        self._is_of_letters = False
        """Whether what is hidden is only by the size or the colour of its letters."""

    def read_tag(self, name: str, tag: str) -> None:
        """`tag`, called `name`, in lower case."""
        if not self._hidden_depth:
            attributes = tag[1 + len(name) : -1]
            if (
                self._drawn.close(name)
                if tag.startswith("</")
                else self._drawn.open(name, read_attributes(attributes))
            ):
                if name == "img":
                    self._add_picture(read_attributes(attributes))
                return
        if not self._is_hidden(name, tag):
            self._add_tag(name, tag)

    def _is_hidden(self, name: str, tag: str) -> bool:
        """Whether `tag` stands within what is not shown."""
        if self._hidden_depth and self._is_of_letters and not tag.startswith("</"):
            # As in mails, where cells of no size have their words within in one.
            said = read_attributes(tag[1 + len(name) :])
            if not said.keys().isdisjoint(("style", "class", "color")):
                self._hidden_depth = 0
        if self._hidden_depth:
            if self._hidden in ANNOTATING:
                self._hidden_depth = int(not ends_annotation(tag))
            elif name.casefold() == self._hidden and not tag.endswith("/>"):
                self._hidden_depth += -1 if tag.startswith("</") else 1
            if self._hidden_depth or tag.startswith("</"):
                return self._hidden_depth > 0
        self._hidden = hides(tag) or ""
        if self._hidden:
            self._hidden_depth = 1
            is_of_letters = self._hidden not in _LEFT_OUT and not _DRAWN.search(tag)
            self._is_of_letters = is_of_letters and not _hides_all(
                read_attributes(tag[1 + len(name) :])
            )
        return False

    def add_text(self, markup: str) -> None:
        if not markup or self._hidden_depth:
            return
        self._drawn.add_text(markup)
        if not self._drawn.is_open:
            self._styles.add(leave_out_spelt(html.unescape(_LONG_REFERENCE.sub("\ufffd", markup))))

    def add_formula(self, text: str) -> None:
        """A formula within the line."""
        if not self._hidden_depth:
            self._drawn.add_formula(text)

    def add_source(self, source: str) -> None:
        """The source of a formula within the line."""
        if not self._hidden_depth:
            self._drawn.add_source(source)

    def _add_tag(self, name: str, tag: str) -> None:
        """`tag` begins or ends an element called `name`."""
        is_end = tag.startswith("</")
        if name in _INLINE:
            if name == "img":
                self._add_picture(read_attributes(tag[1 + len(name) : -1]))
            elif is_end:
                self._styles.close(name)
            elif name not in _VOID:
                self._styles.open(name, read_attributes(tag[1 + len(name) : -1]))
            return
        if name == "br":
            self._text.add("\n")
        elif name in ("td", "th"):
            self._part_cells(name, is_end=is_end)
            self._rows = 1 if is_end else _read_rows(tag[1 + len(name) : -1])
        elif name in ("tr", "table", "thead", "tbody", "tfoot"):
            self._part_rows(name, is_end=is_end)
        elif self._cells is not None and name != "caption":
            self._text.add("\n")  # blocks of a cell
        else:
            self._part_blocks(name, is_end=is_end)

    def _add_picture(self, said: dict[str, str]) -> None:
        classes = said.get("class", "").lower().split()
        formula = read_formula(said.get("alt", ""), classes, said.get("src", ""))
        if formula is not None and not _hides_all(said):
            self._drawn.add_formula(formula or LEFT_OUT)

    def finish(self) -> Iterator[HtmlPiece]:
        self._end_row()
        self._end_block()
        self._end_term()
        return iter(self._pieces)

    def _part_cells(self, name: str, *, is_end: bool) -> None:
        if self._cells is None:
            self._end_block()
            self._cells, self._is_header, self._rows = [], True, 1
        cell = self._take_line()
        if cell or is_end:
            self._hanging.add(self._cells, cell, self._rows)
        if name == "td":
            self._is_header = False

    def _part_rows(self, name: str, *, is_end: bool) -> None:
        self._end_row()
        self._end_block()
        if name == "table":
            self._hanging = HangingCells()
        if name == "table" and is_end:
            self._pieces.append(HtmlPiece("table_end"))

    def _part_blocks(self, name: str, *, is_end: bool) -> None:
        self._end_block()
        if name == "dl" or (name == "dt" and not is_end and self._is_described):
            self._end_term()
        if name == "blockquote":
            self._depth = max(0, self._depth + (-1 if is_end else 1))
        if name in ("dt", "dd", "dl"):
            self._is_in_description = name == "dd" and not is_end
        is_of_it = self._is_in_description and name in _PARAGRAPHS
        self._kind, self._level = "term" if is_of_it else "prose", 0
        if name == "details":
            self._pieces.append(HtmlPiece("close" if is_end else "open"))
        if is_end:
            return
        match name:
            case "li":
                self._kind = "list"
            case "pre":
                self._kind = "code"
            case "dt" | "dd":
                self._kind = "term"
                self._is_described = name == "dd"
            case "summary":
                self._kind = "summary"
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._kind, self._level = "heading", int(name[1])

    def _end_row(self) -> None:
        if self._cells is None:
            return
        rest = self._take_line()
        cells = self._cells
        if rest:
            self._hanging.add(cells, rest, self._rows)
        self._hanging.end(cells)
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            kind: PieceKind = "header" if self._is_header else "row"
            self._pieces.append(HtmlPiece(kind, " | ".join(cells), depth=self._depth))
        self._cells = None

    def _end_block(self) -> None:
        if self._kind == "code":
            text = self._take_text().strip("\n").rstrip()
            if text.strip():
                self._pieces.append(HtmlPiece("code", text, depth=self._depth))
            return
        if self._kind == "term":
            line = self._take_line()
            self._term += f"\n{line}" if self._term and line else line
            return
        line = self._take_line()
        if line:
            self._end_term()  # what stands in its description stands below it
            self._pieces.append(HtmlPiece(self._kind, line, self._level, self._depth))

    def _end_term(self) -> None:
        if self._term:
            self._pieces.append(HtmlPiece("term", self._term, depth=self._depth))
            self._term = ""

    def _take_line(self) -> str:
        return clean_line(self._take_text())

    def _take_text(self) -> str:
        self._drawn.end()
        self._styles.forget()
        return self._text.take()
