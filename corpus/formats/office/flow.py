"""Paragraphs of a text processor, one after another, as pieces: in lists, as code, with notes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.formats.html.inline import Words
from corpus.formats.html.pieces import Piece
from corpus.formats.writing.formulas.formulas import LEFT_OUT
from corpus.structure.signs import leave_out_spelt

LetterLevel: TypeAlias = Literal["", "above", "below"]
"""Whether letters stand above or below the line; "" for those on it."""
_RAISED_FROM = 4
"""Half points from the line, from which on letters stand there as an exponent or an index does."""
ShapeKind: TypeAlias = Literal[
    "words",
    "heading",
    "title",
    "code",
    "item",
    "continued",
    "term",
    "described",
    "quotation",
    "nothing",
]
_BULLET = re.compile(r"[•‣◦▪▫●○■□◆➢❍❏❐❑❒⬧⧫❖⬥➔✓✔⁃·]\s+(?=\S)")
_SIGNS_OF_FONTS = re.compile("[\uf000-\uf0ff]+")
"""Signs such as those of Wingdings, which mean nothing in another font."""
TITLE_LEVEL = 0
"""Of the title of the whole text, above all headings."""
_MAX_LIST_LEVEL = 30
_NO_OUTLINE = 9
_MAX_TERMS = 10
"""Paragraphs that one text describes; more are none of a list of definitions."""
_OF_TERMS = -1
"""The level of a list of terms: items below a description stand in it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is by its style. `level` is that of a heading, from 1, or of an item, from
    0; `marker` the number that is shown in front of it, if the text itself does not hold it.
    "continued" is a further paragraph of an item, "term" one that the next paragraph describes if
    that is "described", "quotation" one of somebody else's words, "nothing" what is not to be
    quoted."""

    kind: ShapeKind = "words"
    level: int = 0
    marker: str = ""


WORDS = Shape()


def outlined(level: int | None) -> Shape | None:
    """The heading that a `level` of the outline, from 0, makes of a paragraph; None if none."""
    return Shape("heading", level + 1) if level is not None and 0 <= level < _NO_OUTLINE else None


def find_level(half_points: int) -> LetterLevel:
    """Whether letters that are moved up by `half_points`, or down, stand above the line or below
    it."""
    if abs(half_points) < _RAISED_FROM:
        return ""
    return "above" if half_points > 0 else "below"


class Flow:
    """A text that is read paragraph by paragraph: the body, a note, a cell or a box."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._words = Words()
        self._raw: list[str] = []
        self._code: list[str] | None = None
        self._lists: list[int] = []
        self._cited: list[str] = []
        self._boxes: list[Piece] = []
        self._terms: list[Piece] = []
        self._is_quotation = False

    def add(
        self,
        text: str,
        *,
        is_bold: bool = False,
        level: LetterLevel = "",
        link: str | None = None,
    ) -> None:
        """Adds words to the paragraph that is being read."""
        if not text.isascii():
            text = self._leave_signs_out(text)
        if not text:
            return
        self._raw.append(text)
        if level:
            self._words.open_level(level, is_plain=True)
        self._words.add(text, is_bold=is_bold, link=link)
        if level:
            self._words.close_level()

    def add_formula(self, text: str) -> None:
        """Adds a formula to the paragraph that is being read."""
        self._raw.append(text)
        self._words.add_formula(text)

    def add_break(self) -> None:
        """Begins a line within the paragraph."""
        self._raw.append("\n")
        self._words.add_break()

    def cite(self, name: str) -> None:
        """Here the note `name` is cited; it comes below the paragraph."""
        self._cited.append(name)

    def add_box(self, pieces: Iterable[Piece]) -> None:
        """What stands in a box beside the paragraph comes below it."""
        self._boxes += pieces

    @property
    def has_words(self) -> bool:
        """Whether anything was added since the last paragraph ended."""
        return bool(self._raw)

    def end_paragraph(self, shape: Shape = WORDS) -> None:
        """Ends the paragraph, which is what `shape` says."""
        is_bold, is_link = self._words.is_bold, self._words.is_link
        raw = "".join(self._raw)
        self._raw.clear()
        paragraphs = self._words.take()
        if shape.kind == "code":
            # A paragraph for each line, or one with breaks for each block.
            if self._code and "\n" in self._code[-1] and "\n" in raw.strip():
                self._end_code()
            self._code = [] if self._code is None else self._code
            self._code.append(leave_out_spelt(raw).rstrip())
        elif shape.kind != "nothing" and paragraphs:
            self._end_code()
            self._add_paragraph(shape, paragraphs, is_bold=is_bold, is_link=is_link)
        if shape.kind != "nothing" and self._cited:
            self._end_code()
            cited = [Piece("note", name=name) for name in self._cited]
            (self._terms if self._terms else self._pieces).extend(cited)
        self._cited.clear()
        if self._boxes:
            self.put(self._boxes)
            self._boxes = []

    def add_rule(self) -> None:
        """Draws a rule instead of the paragraph, if that has no words."""
        if not self._raw:
            self.put([Piece("rule")])

    def put(self, pieces: Iterable[Piece]) -> None:
        """Adds whole blocks, such as a table, below what was read."""
        self._end_code()
        self._end_terms()
        self._end_lists()
        self._end_quotation()
        self._pieces += pieces

    def finish(self) -> list[Piece]:
        """All that was read."""
        self.end_paragraph()
        self._end_code()
        self._end_terms()
        self._end_lists()
        self._end_quotation()
        return self._pieces

    def _leave_signs_out(self, text: str) -> str:
        """`text` without signs that no font names: those that begin a line are bullets."""
        if (not self._raw or self._raw[-1] == "\n") and (bullet := _SIGNS_OF_FONTS.match(text)):
            text = text[bullet.end() :]
        text = _SIGNS_OF_FONTS.sub(LEFT_OUT, text)
        follows_gap = self._raw and self._raw[-1].endswith(LEFT_OUT)
        return text.removeprefix(LEFT_OUT) if follows_gap else text

    def _add_paragraph(
        self, shape: Shape, paragraphs: list[tuple[str, ...]], *, is_bold: bool, is_link: bool
    ) -> None:
        if shape.kind == "term":
            lines = tuple(line for lines in paragraphs for line in lines)
            self._terms.append(Piece("words", lines, is_bold=is_bold, is_link=is_link))
            return
        self._end_terms(is_described=shape.kind in ("described", "item", "continued"))
        if shape.kind == "quotation" and not self._is_quotation:
            self._end_lists()
            self._pieces.append(Piece("aside_open"))
            self._is_quotation = True
        elif shape.kind not in ("quotation", "item", "continued"):
            self._end_quotation()
        if shape.kind in ("heading", "title"):
            self._end_lists()
            line = _mark(shape.marker, " ".join(" ".join(lines) for lines in paragraphs))
            self._add_heading(line, shape)
            return
        first, *others = paragraphs
        # A list by hand, or of a program that knows no lists.
        typed = None if shape.marker else _BULLET.match(first[0])
        if shape.kind == "item":
            self._open_item(min(shape.level, _MAX_LIST_LEVEL))
        elif shape.kind != "continued" and typed:
            self._open_item(0)
        elif shape.kind != "continued":
            is_within = shape.kind == "described" and self._lists[:1] == [_OF_TERMS]
            self._end_lists(down_to=int(is_within))
        if typed:
            first = (first[0][typed.end() :], *first[1:])
        first = (_mark(shape.marker, first[0]), *first[1:])
        self._pieces += (
            Piece("words", lines, is_bold=is_bold, is_link=is_link) for lines in (first, *others)
        )

    def _add_heading(self, line: str, shape: Shape) -> None:
        level = TITLE_LEVEL if shape.kind == "title" else shape.level
        last = self._pieces[-1] if self._pieces else None
        if level == TITLE_LEVEL and last and last.kind == "heading" and last.level == TITLE_LEVEL:
            self._pieces[-1] = Piece("heading", (f"{last.lines[0]} {line}",), TITLE_LEVEL)
        else:
            self._pieces.append(Piece("heading", (line,), level))

    def _open_item(self, level: int) -> None:
        while self._lists and self._lists[-1] > level:
            self._lists.pop()
            self._pieces.append(Piece("list_close"))
        if not self._lists or self._lists[-1] < level:
            self._lists.append(level)
            self._pieces.append(Piece("list_open"))
        self._pieces.append(Piece("item"))

    def _end_terms(self, *, is_described: bool = False) -> None:
        """Writes the paragraphs that may be terms, as such if what follows describes them."""
        terms, self._terms = self._terms, []
        if not terms:
            return
        if not is_described or len(terms) > _MAX_TERMS:
            self._end_lists()
            self._pieces += terms
            return
        self._end_lists(down_to=int(self._lists[:1] == [_OF_TERMS]))
        if not self._lists:
            self._lists.append(_OF_TERMS)
            self._pieces.append(Piece("list_open"))
        lines = (line for piece in terms if piece.kind == "words" for line in piece.lines)
        self._pieces.append(Piece("term", tuple(lines)))
        self._pieces += (piece for piece in terms if piece.kind != "words")

    def _end_lists(self, *, down_to: int = 0) -> None:
        """Ends the lists but for that many of the outermost ones."""
        self._pieces += (Piece("list_close") for _ in self._lists[down_to:])
        del self._lists[down_to:]

    def _end_quotation(self) -> None:
        if self._is_quotation:
            self._end_lists()
            self._pieces.append(Piece("aside_close"))
            self._is_quotation = False

    def _end_code(self) -> None:
        code, self._code = self._code, None
        text = "\n".join(code or ()).strip("\n")
        if text.strip():
            if self._terms:
                self._end_terms(is_described=True)
            else:
                self._end_lists()
            self._end_quotation()
            self._pieces.append(Piece("code", (text,)))


def _mark(marker: str, text: str) -> str:
    return f"{marker} {text}" if marker else text
