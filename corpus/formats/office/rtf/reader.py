"""RTF: groups and control words to a document."""

import re
from dataclasses import dataclass, field, replace

from corpus.formats.content import Content
from corpus.formats.heads.bylines import is_day
from corpus.formats.office.equations import EQUATION_PROGRAMS
from corpus.formats.office.fields import Fields
from corpus.formats.office.finishing import finish_content
from corpus.formats.office.flow import LetterLevel, find_level
from corpus.formats.office.formulas import Formula, holds_words
from corpus.formats.office.grounds import UNKNOWN, Rgb
from corpus.formats.office.properties import choose_properties
from corpus.formats.office.rtf.body import Body, Layout, Letter
from corpus.formats.office.rtf.head import INFO_FIELDS, Head
from corpus.formats.office.rtf.tokens import Font, Letters, Word, find_codec, read_tokens
from corpus.formats.office.unseen import is_tiny
from corpus.formats.writing.formulas.formulas import LEFT_OUT
from corpus.normalization import clean_line

_MAX_GROUPS = 2000
"""Groups within each other, of which each has its own state."""
_MAX_FALLBACK = 100
_MAX_PROPERTY = 40
_LARGE = 15
"""Points of a title's letters."""
_USUAL_HEIGHT = 6
"""Half points above or below the line where no number says it."""
_SKIPPED = frozenset(
    (
        *("filetbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "pict"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "annotation", "atnid"),
        *("atnauthor", "atntime", "atnicn", "atnref", "atndate", "comment", "xe", "tc", "tcn"),
        *("bkmkstart", "bkmkend", "shprslt", "nonesttables", "nonshppict", "objdata"),
        *("template", "falt", "panose", "private", "datafield", "pnseclvl", "pn", "rxe", "txe"),
        *("generator", "themedata", "datastore", "mmathPict", "operator", "company"),
        *("manager", "category", "hlinkbase", "revtim", "printim", "buptim", "userprops"),
    )
)
_SHOWN_THOUGH_OPTIONAL = frozenset(
    (
        *("shpinst", "shptxt", "dptxbxtext", "do", "nesttableprops", "footnote", "fldinst"),
        "objclass",
        *("fldrslt", "ud", "sp", "sn", "sv", "pntext", "listtext", "stylesheet", "fonttbl"),
        *("colortbl", "info"),
    )
)
"""Marked as what may be passed over, and read all the same."""
_CHARACTERS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": " ",
    "line": "\n",
    "lbr": "\n",
    "page": " ",
    "column": " ",
    "softline": " ",
    "softpage": " ",
    "softcol": " ",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
_SYMBOLS = {"\\~": "\u00a0", "\\-": "\u00ad", "\\_": "\u2011"}
_ESCAPED = {"\\\\": b"\\", "\\{": b"{", "\\}": b"}"}
_NAME = re.compile(r"[^\W\d_][\w.'’-]{0,40}(?: [^\W\d_][\w.'’-]{0,40}){0,4}")
"""Of an author in the middle below the title and above a day."""
_SETS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}


@dataclass(slots=True)
class _Group:
    """What holds in a group. `destination` is where its text goes: "text", "" for nowhere, the name
    of a field of information, or "fonts", "styles", "marker", "instruction"."""

    destination: str = "text"
    letter: Letter = field(default_factory=Letter)
    layout: Layout = field(default_factory=Layout)
    font: int | None = None
    other_font: int | None = None
    uses_other_font: bool = False
    fallback: int = 1
    ends_frame: bool = False
    ends_field: bool = False
    shape: "_Shape | None" = None
    """That whose group it is."""
    is_of_inner_row: bool = False
    math: str = ""
    """The element of a formula whose group it is, as Word's own format calls it."""
    above_pair: str = ""
    """Where text goes that stands in a pair of which one is in Unicode."""

    def copy(self) -> "_Group":
        return _Group(
            self.destination,
            self.letter,
            self.layout,
            self.font,
            self.other_font,
            self.uses_other_font,
            self.fallback,
            is_of_inner_row=self.is_of_inner_row,
            above_pair=self.above_pair,
        )


@dataclass(slots=True)
class _Shape:
    """A drawing: how much the boxes beside its paragraph held before it, and the name and the value
    of the property that was read last."""

    boxes: int
    name: str = ""
    value: str = ""
    is_hidden: bool = False


class _Reader:
    def __init__(self) -> None:
        self.head = Head()
        self.body = Body()
        self._fields = Fields()
        self._letters = Letters()
        self._groups: list[_Group] = []
        self._deeper = 0
        self._group = _Group()
        self._codec = "cp1252"
        self._default_font: int | None = None
        self._skipping = 0
        self._is_optional = False
        self._is_first = False
        self._shapes: list[_Shape] = []
        self._formula = Formula()
        self._sign = ""

    def read(self, data: bytes) -> bool:
        """Reads all of it; gives whether its last group ended."""
        for token in read_tokens(data):
            if isinstance(token, bytes):
                self._read_bytes(token)
            elif isinstance(token, int):
                self._read_bytes(bytes((token,)))
            elif isinstance(token, Word):
                self._read_word(token)
            elif token == "{":
                self._open_group()
            elif token == "}":
                self._close_group()
                if not self._groups:
                    return True
            else:
                self._read_symbol(token)
        self._put(self._letters.take())
        return False

    # Letters

    def _read_bytes(self, text: bytes) -> None:
        self._is_first = self._is_optional = False
        if self._skipping:
            left = max(0, self._skipping - len(text))
            text, self._skipping = text[self._skipping :], left
        if text and self._group.destination:
            font = self._find_font()
            codec = font.codec(self._codec) if font else self._codec
            self._put(self._letters.add_bytes(text, codec, font if self._shows_signs else None))

    def _find_font(self) -> Font | None:
        group = self._group
        number = group.font if group.font is not None else self._default_font
        if group.uses_other_font and group.other_font is not None:
            number = group.other_font
        # Names of fonts and of styles are in the codec of the document.
        return self.head.fonts.get(number) if number is not None else None

    @property
    def _shows_signs(self) -> bool:
        """Whether letters are as their font shows them; the names of fields are in any font."""
        return self._group.destination != "instruction" or self._fields.is_equation

    def _is_fixed(self) -> bool:
        """Whether letters are of one width, in a document whose usual ones are not."""
        font, usual = self._find_font(), self.head.fonts.get(self._default_font or 0)
        return font is not None and font.is_fixed and not (usual is not None and usual.is_fixed)

    def _put(self, text: str) -> None:
        if not text:
            return
        match self._group.destination:
            case "":
                return
            case "text":
                if self._formula.is_open:
                    if self.body.shows(self._group.letter, self._group.layout):
                        self._formula.add(text)
                elif not self._fields.hides:
                    letter = replace(self._group.letter, is_fixed=self._is_fixed())
                    self.body.add(text, letter, self._group.layout, self._fields.link)
            case "fonts":
                self.head.add_font_name(text)
            case "colours":
                self.head.end_colours(text.count(";"))
            case "styles":
                self.head.add_style_name(text)
            case "marker":
                self.body.add_marker(text)
            case "instruction":
                letter = self._group.letter
                is_seen = self.body.shows(letter, self._group.layout)
                self._fields.add_instruction(
                    text, is_seen=is_seen, is_raised=(letter.level or letter.moved) == "above"
                )
            case "sign" if len(self._sign) < _MAX_PROPERTY:
                self._sign += text
            case "program":
                if text.strip().lower().startswith(EQUATION_PROGRAMS):
                    self._add_shown(LEFT_OUT, is_formula=True)
            case "property" | "sn" | "sv" as part:
                self._add_to_property(part, text)
            case name:
                self.head.add_value(name, text)

    def _add_shown(self, text: str, *, is_formula: bool) -> None:
        """What a field shows by its instruction, or an object."""
        if not self._fields.hides:
            add = self.body.add_formula if is_formula else self.body.add
            add(text, self._group.letter, self._group.layout)

    def _add_to_property(self, part: str, text: str) -> None:
        shape = self._shapes[-1]
        if part == "sn" and len(shape.name) < _MAX_PROPERTY:
            shape.name += text
        elif part == "sv" and len(shape.value) < _MAX_PROPERTY:
            shape.value += text

    def _end_property(self) -> None:
        shape = self._shapes[-1]
        if shape.name.strip() == "fHidden":
            shape.is_hidden = shape.value.strip() not in ("", "0")
        shape.name = shape.value = ""

    def _read_symbol(self, symbol: str) -> None:
        if symbol == "\\*":
            self._is_optional = True
        elif symbol in _ESCAPED:
            self._read_bytes(_ESCAPED[symbol])
        elif symbol in ("\\\n", "\\\r"):
            self._read_word(Word("par", None))
        elif self._skipping:
            self._skipping -= 1
        elif symbol in _SYMBOLS:
            self._put(self._letters.take())
            self._put(_SYMBOLS[symbol])

    # Groups

    def _open_group(self) -> None:
        self._put(self._letters.take())
        self._skipping = 0
        if len(self._groups) >= _MAX_GROUPS:
            self._deeper += 1
            return
        self._groups.append(self._group)
        self._group = self._group.copy()
        self._is_first, self._is_optional = True, False
        if self._group.destination == "styles":
            self.head.open_style()

    def _close_group(self) -> None:
        self._put(self._letters.take())
        self._skipping = 0
        if self._deeper:
            self._deeper -= 1
            return
        if self._group.ends_frame:
            self.body.close_frame()
        if self._group.math:
            self._end_formula(self._group)
        if self._group.ends_field and (shown := self._fields.end()):
            self._add_shown(shown[0], is_formula=shown[1])
        if self._group.shape is not None and self._shapes.pop().is_hidden:
            self.body.drop_boxes(self._group.shape.boxes)
        if self._groups:
            is_property = self._group.destination == "property"
            self._group = self._groups.pop()
            if is_property and self._group.destination != "property":
                self._end_property()

    # Words

    def _read_word(self, word: Word) -> None:
        if word.name == "u" and word.number is not None:
            self._read_unicode(word.number)
            return
        if self._skipping:
            self._skipping -= 1
            return
        self._put(self._letters.take())
        is_first, is_optional = self._is_first, self._is_optional
        self._is_first = self._is_optional = False
        if (is_first or is_optional) and self._open_destination(word.name, is_optional):
            return
        match self._group.destination:
            case "":
                return
            case "fonts":
                self.head.read_font(word)
            case "styles":
                self.head.read_style(word)
            case "colours":
                self.head.read_colour(word)
            case "date":
                self.head.read_day(word)
            case _ if word.name in _CHARACTERS:
                self._put(_CHARACTERS[word.name])
            case _:
                self._apply(word)

    def _read_unicode(self, number: int) -> None:
        self._is_first = self._is_optional = False
        if self._group.destination:
            font = self._find_font() if self._shows_signs else None
            self._put(self._letters.add_unit(number, font))
        self._skipping = self._group.fallback

    def _open_destination(self, name: str, is_optional: bool) -> bool:
        """Whether `name` says where the text of its group goes; then it does so."""
        group = self._group
        if name == "ud" and group.above_pair:
            group.destination = group.above_pair
            return True
        if not group.destination:
            return True
        if name.startswith("m") and self._open_formula(name[1:]):
            return True
        if name in _SKIPPED or (is_optional and name not in _SHOWN_THOUGH_OPTIONAL):
            group.destination = ""
        elif name == "upr":
            group.above_pair, group.destination = group.destination, ""
        elif name in ("fonttbl", "stylesheet"):
            group.destination = "fonts" if name == "fonttbl" else "styles"
        elif name == "colortbl":
            group.destination = "colours"
        elif name == "background":
            self.body.colour_pages()
            group.destination = ""
        elif name == "info":
            group.destination = "information"
        elif group.destination == "information":
            group.destination = INFO_FIELDS.get(name, "")
            self.head.open_value(group.destination)
        elif name in ("pntext", "listtext"):
            group.destination = "marker"
        elif name in ("footnote", "shptxt", "dptxbxtext") and group.destination == "text":
            self._open_frame(is_note=name == "footnote")
        elif name == "field":
            self._fields.begin()
            group.ends_field = True
        elif name == "fldinst":
            group.destination = "instruction"
        elif name == "objclass" and group.destination == "text":
            group.destination = "program"
        elif name == "fldrslt":
            self._fields.begin_result()
        elif name == "shpinst" and group.destination == "text":
            group.shape = _Shape(self.body.count_boxes())
            self._shapes.append(group.shape)
        elif name == "sp":
            group.destination = "property" if self._shapes else ""
        elif name in ("sn", "sv"):
            group.destination = name if group.destination == "property" else ""
        elif name == "nesttableprops":
            group.is_of_inner_row = True
        else:
            return name in ("shpinst", "do")
        return True

    def _open_formula(self, name: str) -> bool:
        """Whether the group is a formula, a part of one or what is said of a part."""
        group = self._group
        if name in ("math", "oMathPara"):
            return True
        if group.destination != "text" or not (name == "oMath" or self._formula.is_open):
            return False
        if holds_words(name):
            group.math = name
            self._formula.open(name, {})
        elif name == "ctrlPr":
            group.destination = ""
        elif not name.endswith("Pr"):
            group.math, group.destination, self._sign = name, "sign", ""
        return True

    def _end_formula(self, group: _Group) -> None:
        if group.destination == "sign":
            self._formula.open(group.math, {"val": self._sign})
        elif (said := self._formula.close(group.math)) and not self._fields.hides:
            self.body.add_formula(said, group.letter, group.layout)

    def _open_frame(self, *, is_note: bool) -> None:
        group = self._group
        group.ends_frame = True
        group.letter, group.layout = Letter(), Layout()
        if is_note:
            self.body.open_note()
        else:
            self.body.open_box()

    def _apply(self, word: Word) -> None:
        """What a word says of the letters, the paragraph or the table that it stands in."""
        name, number = word.name, word.number
        is_on = number != 0
        group = self._group
        match name:
            case "b":
                group.letter = replace(group.letter, is_bold=is_on)
            case "v":
                group.letter = replace(group.letter, is_hidden=is_on)
            case "strike" | "striked":
                group.letter = replace(group.letter, is_struck=is_on)
            case "deleted" | "mvf":
                group.letter = replace(group.letter, is_deleted=is_on)
            case "cf":
                group.letter = replace(group.letter, colour=self.head.colour(number))
            case "highlight" | "chcbpat":
                group.letter = replace(group.letter, ground=self._find_ground(number))
            case "cb" if number and group.letter.ground is None:  # which not all programs show
                group.letter = replace(group.letter, ground=self._find_ground(number))
            case "chshdng" if number:
                group.letter = replace(group.letter, ground=UNKNOWN)
            case "fs":
                points = (24 if number is None else number) / 2
                group.letter = replace(
                    group.letter, is_tiny=is_tiny(points), is_large=points >= _LARGE
                )
            case "super" | "sub":
                level: LetterLevel = "above" if name == "super" else "below"
                group.letter = replace(group.letter, level=level if is_on else "")
            case "up" | "dn":
                height = _USUAL_HEIGHT if number is None else number
                moved = find_level(height if name == "up" else -height)
                group.letter = replace(group.letter, moved=moved)
            case "nosupersub":
                group.letter = replace(group.letter, level="", moved="")
            case "plain":
                group.letter = Letter(is_deleted=group.letter.is_deleted)
                group.font, group.other_font, group.uses_other_font = None, None, False
            case "f":
                group.font = number
            case "af":
                group.other_font = number
            case "dbch" | "rtlch":
                group.uses_other_font = True
            case "loch" | "hich" | "ltrch":
                group.uses_other_font = False
            case "uc":
                group.fallback = max(0, min(number or 0, _MAX_FALLBACK))
            case "ansi" | "mac" | "pc" | "pca":
                self._codec = _SETS[name]
            case "ansicpg":
                self._codec = find_codec(number) or self._codec
            case "deff":
                self._default_font = number
            case _ if group.destination == "text":
                self._apply_to_paragraph(name, number)

    def _apply_to_paragraph(self, name: str, number: int | None) -> None:
        group = self._group
        match name:
            case "pard":
                group.layout = Layout()
            case "s":
                group.layout = replace(group.layout, style=number or 0)
            case "outlinelevel":
                group.layout = replace(group.layout, outline=number)
            case "ls":
                group.layout = replace(group.layout, list_number=number or 0)
            case "ilvl":
                group.layout = replace(group.layout, list_level=number or 0)
            case "qc" | "ql" | "qr" | "qj":
                group.layout = replace(group.layout, is_centred=name == "qc")
            case "li":
                group.layout = replace(group.layout, indent=number or 0)
            case "fi":
                group.layout = replace(group.layout, first_indent=number or 0)
            case "sa":
                group.layout = replace(group.layout, space_below=number or 0)
            case "brdrb" | "brdrt" | "brdrnone" | "brdrnil":
                group.layout = replace(group.layout, is_rule=name in ("brdrb", "brdrt"))
            case "intbl":
                group.layout = replace(group.layout, is_in_table=True)
            case "itap":
                group.layout = replace(group.layout, depth=max(0, number or 0))
            case "cbpat" if number and group.layout.ground != UNKNOWN:
                group.layout = replace(group.layout, ground=self._find_ground(number))
            case "shading" if number:
                group.layout = replace(group.layout, ground=UNKNOWN)
            case "par" | "sect":
                self._end_paragraph()
            case "cell" | "nestcell":
                shape = self.head.shape(group.layout.style)
                self.body.end_cell(group.layout, shape, is_nested=name == "nestcell")
            case "row" | "nestrow":
                self.body.end_row(is_nested=name == "nestrow")
            case "trowd":
                self.body.open_row(is_nested=group.is_of_inner_row)
            case _ if name.startswith("bg"):  # a pattern
                group.layout = replace(group.layout, ground=UNKNOWN)
            case _ if name.startswith(("cl", "tr", "cellx")):
                self.body.define_row(
                    name, number, self.head.colour(number), is_nested=group.is_of_inner_row
                )

    def _find_ground(self, number: int | None) -> Rgb | None:
        """What the colour with that number puts behind letters; None if nothing."""
        return (self.head.colour(number) or UNKNOWN) if number else None

    def _end_paragraph(self) -> None:
        group = self._group
        if not group.letter.is_deleted and not self._fields.hides:
            self.body.end_paragraph(group.layout, self.head.shape(group.layout.style))


def read_rich_text(data: bytes) -> Content:
    """The content of RTF, without what is no text of it: headers and footers, comments, deleted
    words, tables of contents, pictures and objects.

    :raises ArticleError: if it is damaged and nothing of it can be read.
    """
    reader = _Reader()
    is_whole = reader.read(data)
    pieces = reader.body.finish()
    *authors, day = reader.body.head_lines or [""]
    if day and is_day(day) and len(authors) == 1 and _NAME.fullmatch(authors[0]):
        reader.head.stated.setdefault("author", authors)
    stated = {
        name: list(dict.fromkeys(filter(None, map(clean_line, values))))
        for name, values in reader.head.stated.items()
    }
    return finish_content(pieces, reader.body.notes, choose_properties(stated), is_whole=is_whole)
