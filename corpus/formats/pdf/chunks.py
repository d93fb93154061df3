"""Lines to what they are parts of: paragraphs, items, rows, code, lines that may be headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

from corpus.formats.pdf.definitions import find_terms
from corpus.formats.pdf.justified import find_justified
from corpus.formats.pdf.layout import Layout, follows
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.list_marks import BULLETS, MARK
from corpus.formats.pdf.rows import Rows
from corpus.structure.blocks.lines import SENTENCE_END
from corpus.structure.speakers.label_words import CAPTION

ChunkKind: TypeAlias = Literal["prose", "item", "code", "row", "head", "scraps", "term"]

_INDENT = 0.7
"""Of the size: what stands in by less stands at the same place."""
_MAX_GAP = 1.28
"""Times the usual step, from one line of a paragraph to the next."""
_MAX_OPEN_GAP = 1.75
"""The same within a sentence: a sign that is raised or lowered makes its line higher."""
_MAX_HEAD_GAP = 1.7
_SIZE_STEP = 0.05
_SHORT = 0.75
"""Of a column: a line that ends left of that ends a paragraph, whatever it says."""
_HEAD_SIZE = 1.08
_OPTION = re.compile(r"[-−–]{1,2}[A-Za-z?#][^.]*$")
_MAX_TERM_LINES = 2
_MIN_SCRAPS = 4
_MAX_SCRAP = 24
_MAX_FORMULA = 90
_MAX_FORMULA_GAP = 2.2
_WORD = re.compile(r"[^\W\d_]{5,}|[^\W\d_]+\s[^\W\d_]{2,}\s[^\W\d_]+|[\u2e80-\u9fff\uac00-\ud7af]")
_MATHS = re.compile(r"[=<>≤≥≈≡∈∑∏∫√·×±−+/^|∞→∂∇λμσπθαβγδΩ{}\[\]()\ue000]|^\w{1,3}$")
_NUMBER = re.compile(r"[-−]?\d{1,9}(?:[.,]\d{1,9})?%?$", re.A)
_MIN_MARKS, _MAX_MARKS = 4, 60
"""Numbers at an axis."""
_MAX_HEAD = 160
_MAX_HEAD_LINES = 3


@dataclass(slots=True)
class Chunk:
    """Lines that belong together. `mark` is an item's, `cells` are those of a row."""

    kind: ChunkKind
    lines: list[Line] = field(default_factory=list)
    mark: str = ""
    cells: list[list[Line]] = field(default_factory=list)
    indent: float = 0.0
    is_caption: bool = False
    is_open: bool = False
    """Whether its sentence may go on behind a break of the page or the column."""


def make_chunks(lines: Sequence[Line], layout: Layout, titles: frozenset[str]) -> list[Chunk]:
    """The chunks of a file. `titles` are those of its outline, as by `fold_title`."""
    return _Chunker(layout, titles).make(lines)


def is_formula(line: Line) -> bool:
    """Whether a line has no words, but signs and numbers as formulas have."""
    if line.is_mono or len(line.text) > _MAX_FORMULA:
        return False
    return not _WORD.search(line.plain) and bool(_MATHS.search(line.text))


def is_term(chunk: Chunk, below: Chunk | None) -> bool:
    """Whether `chunk` is a term, or an option, that running text below describes."""
    if chunk.kind == "term":
        return below is not None and below.kind in ("prose", "item")
    if below is None or below.kind != "prose" or below.is_caption or chunk.kind == "row":
        return False
    if len(chunk.lines) > _MAX_TERM_LINES or not _OPTION.match(chunk.lines[0].plain):
        return False
    return follows(chunk.lines[-1], below.lines[0]) and (
        below.lines[0].left > chunk.lines[0].left - 1
    )


def fold_title(text: str) -> str:
    """A title, the same whether it stands in the text or in the outline."""
    return "".join(filter(str.isalnum, text.casefold()))


def _gather_scraps(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """`chunks`, of which a few words each that stand about, as in a figure, are one."""
    for is_scrap, group in groupby(chunks, _is_scrap):
        scraps = list(group)
        if not is_scrap or len(scraps) < _MIN_SCRAPS:
            yield from scraps
            continue
        for _, here in groupby(scraps, lambda chunk: chunk.lines[0].page):
            yield Chunk("scraps", [line for chunk in here for line in chunk.lines])


def _leave_out_scales(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """`chunks` without those that are nothing but numbers in even steps, as at the axis of a
    diagram."""
    for place, group in groupby(chunks, _find_page_of_numbers):
        numbers = list(group)
        if place is None or not _is_scale(numbers):
            yield from numbers


def _find_page_of_numbers(chunk: Chunk) -> int | None:
    """The page of what has nothing but numbers; else None."""
    words = (word.text for line in chunk.lines for word in line.words)
    is_of_numbers = chunk.kind not in ("code", "head") and all(map(_NUMBER.match, words))
    return chunk.lines[0].page if is_of_numbers else None


def _is_scale(chunks: Sequence[Chunk]) -> bool:
    words = [word.text for chunk in chunks for line in chunk.lines for word in line.words]
    if not _MIN_MARKS <= len(words) <= _MAX_MARKS:
        return False
    numbers = [Decimal(word.replace(",", ".").replace("−", "-").rstrip("%")) for word in words]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(steps) == 1 and steps != {0}


def _is_scrap(chunk: Chunk) -> bool:
    if chunk.kind not in ("prose", "item") or len(chunk.lines) > 1 or chunk.is_caption:
        return False
    text = chunk.lines[0].plain
    is_item = chunk.kind == "item" and chunk.mark in BULLETS
    return len(text) <= _MAX_SCRAP and not is_item and not text.endswith((".", "?", "!", ":"))


def _is_as_large(last: Line, line: Line) -> bool:
    """Whether a line is set as large as the one above, or has words that are as large as that ends:
    a name, an address or capitals in it may be smaller, and be most of a short line."""
    least = max(0.6, _SIZE_STEP * line.size)
    if abs(last.size - line.size) <= least:
        return True
    end = last.words[-1].style.size
    return not SENTENCE_END.search(last.plain) and any(
        abs(end - word.style.size) <= least for word in line.words
    )


class _Chunker:
    def __init__(self, layout: Layout, titles: frozenset[str]) -> None:
        self._layout = layout
        self._titles = titles
        self._chunks: list[Chunk] = []

    def make(self, lines: Sequence[Line]) -> list[Chunk]:
        justified = find_justified(lines, self._layout)
        terms = find_terms(lines, self._layout)
        number = 0
        while number < len(lines):
            if number in terms:
                self._chunks.append(Chunk("term", [lines[number]], indent=lines[number].left))
                number += 1
                continue
            table = Rows(lines, number, self._layout, justified).read()
            if table:
                rows, number = table
                self._chunks += [
                    Chunk("row", [c for cell in r for c in cell], cells=r) for r in rows
                ]
                continue
            self._add(lines[number], lines[number + 1 : number + _MAX_HEAD_LINES])
            number += 1
        return list(_gather_scraps(list(_leave_out_scales(self._chunks))))

    def _add(self, line: Line, below: Sequence[Line]) -> None:
        last = self._chunks[-1] if self._chunks else None
        if last and last.lines and self._belongs(last, line, below[0] if below else None):
            last.lines.append(line)
            return
        if self._begins_title(line, below):
            self._chunks.append(Chunk("head", [line], indent=line.left))
            return
        self._chunks.append(self._begin(line))

    def _begins_title(self, line: Line, below: Sequence[Line]) -> bool:
        """Whether `line` and those right below it are a title of the outline, which may be set as
        the text is."""
        title = fold_title(line.plain)
        for before, after in pairwise([line, *below]):
            if not title or not follows(before, after) or before.style != after.style:
                return False
            title += fold_title(after.plain)
            if title in self._titles:
                return True
        return False

    def _begin(self, line: Line) -> Chunk:
        mark = self._read_item(line)
        if self._layout.is_code(line) and not mark:
            return Chunk("code", [line], indent=line.left)
        if mark:
            return Chunk("item", [line], mark=mark, indent=line.left)
        kind: ChunkKind = "head" if self._may_head(line) else "prose"
        is_caption = bool(CAPTION.match(line.plain))
        return Chunk(
            "prose" if is_caption else kind, [line], indent=line.left, is_caption=is_caption
        )

    def _read_item(self, line: Line) -> str:
        """The mark of an item that begins with `line`."""
        first = line.words[0].text
        if len(line.words) < 2:
            return ""
        if MARK.match(first) and not (self._may_head(line) and first not in BULLETS):
            return first
        return ""

    def _may_head(self, line: Line) -> bool:
        layout = self._layout
        if len(line.text) > _MAX_HEAD or not any(map(str.isalpha, line.text)):
            return False
        if fold_title(line.plain) in self._titles:
            return True
        if line.size > _HEAD_SIZE * layout.size:
            return True
        return line.is_bold and not line.text.rstrip().endswith((",", ";"))

    def _belongs(self, chunk: Chunk, line: Line, following: Line | None) -> bool:
        """Whether `line` goes on with `chunk`."""
        if chunk.kind in ("row", "term"):
            return False  # of a row nothing but its cells is written
        last, layout = chunk.lines[-1], self._layout
        gap = last.base - line.base
        if last.is_fill_in or line.is_fill_in:
            return False
        if (
            chunk.kind in ("prose", "item")
            and last.page == line.page
            and (is_formula(line) or is_formula(last))
        ):
            return self._belongs_to_formula(last, line, gap)
        if not follows(last, line):
            return self._goes_over(chunk, line)
        if chunk.kind == "code":
            return layout.is_code(line) and gap < 3 * layout.step(line)
        if chunk.kind == "head":
            return self._goes_on_heading(chunk, line, gap)
        if self._begins(chunk, line):
            return False
        most = _MAX_OPEN_GAP if self._is_open(last, line) else _MAX_GAP
        if gap > most * layout.step(last):
            return False
        if gap < 0.3 * line.size and not line.overlaps(last):
            return True  # a further part of the same row
        if not _is_as_large(last, line):
            return False
        return not self._ends(chunk, last, line, following)

    def _begins(self, chunk: Chunk, line: Line) -> bool:
        """Whether `line` begins something, by what it is."""
        if self._read_item(line) and not self._is_inside(chunk, line):
            return True
        if self._layout.is_code(line):
            return not self._is_code_inside(chunk, line)
        if CAPTION.match(line.plain) and SENTENCE_END.search(chunk.lines[-1].plain):
            return True
        bold = line.is_bold and len(line.text) > 2
        if bold and not chunk.lines[-1].is_bold and self._may_head(line):
            return bool(SENTENCE_END.search(chunk.lines[-1].plain)) or not self._is_full(
                chunk.lines[-1], line
            )
        return fold_title(line.plain) in self._titles and line.size > self._layout.size

    def _is_open(self, last: Line, line: Line) -> bool:
        """Whether the sentence of a full line goes on in the next one, from the same margin."""
        return (
            line.plain[:1].islower()
            and not SENTENCE_END.search(last.plain)
            and not last.plain.endswith((":", "：", ";"))
            and abs(line.left - last.left) < _INDENT * line.size
            and self._is_full(last, line)
        )

    def _is_code_inside(self, chunk: Chunk, line: Line) -> bool:
        """Whether a line of letters of one width goes on with a sentence, instead of being code."""
        last = chunk.lines[-1]
        if SENTENCE_END.search(last.plain) or last.plain.endswith((":", "：")):
            return False
        if last.base - line.base > _MAX_GAP * self._layout.step(last):
            return False
        in_by = line.left - last.left
        hangs = chunk.kind == "item" and len(chunk.lines) == 1 and 0 < in_by < 4 * line.size
        return hangs or abs(in_by) < _INDENT * line.size

    def _belongs_to_formula(self, last: Line, line: Line, gap: float) -> bool:
        """Whether a formula, or a part of one, goes on with what stands above it: what leads up to
        it, its other parts, and the sentence that goes on below it."""
        if abs(gap) > _MAX_FORMULA_GAP * self._layout.step(
            max(last, line, key=lambda one: one.size)
        ):
            return False
        if is_formula(line):
            return is_formula(last) or not SENTENCE_END.search(last.plain)
        return line.plain[:1].islower() and not last.plain.rstrip().endswith(".")

    def _is_inside(self, chunk: Chunk, line: Line) -> bool:
        """Whether a number or a dash at the beginning of `line` stands within a sentence."""
        first, last = line.words[0].text, chunk.lines[-1]
        if first in BULLETS and first not in "-–—*":
            return False
        if SENTENCE_END.search(last.plain) or last.plain.endswith(":"):
            return False
        if last.page != line.page or not follows(last, line):
            return self._is_full(last, line) or last.plain.endswith(",")
        is_level = abs(line.left - last.left) < _INDENT * line.size
        is_over = not follows(chunk.lines[0], line)  # its mark stands on another page, or column
        hangs = chunk.kind != "item" or is_over or line.left > chunk.indent + 0.5 * line.size
        return is_level and hangs and self._is_full(last, line)

    def _goes_on_heading(self, chunk: Chunk, line: Line, gap: float) -> bool:
        last = chunk.lines[-1]
        if abs(last.size - line.size) > 0.6 or last.style.is_bold != line.style.is_bold:
            return False
        if self._layout.is_code(line) != self._layout.is_code(last):
            return False
        if gap > _MAX_HEAD_GAP * max(self._layout.step(last), line.size) or len(chunk.lines) > 3:
            return False
        above = " ".join(one.plain for one in chunk.lines)
        if fold_title(f"{above} {line.plain}") in self._titles:
            return True
        if fold_title(above) in self._titles or fold_title(line.plain) in self._titles:
            return False
        if line.size <= _HEAD_SIZE * self._layout.size:
            # Bold lines below each other: a heading in two lines only if the first one is full.
            return self._is_full(last, line) or line.plain[:1].islower()
        return not self._read_item(line)

    def _ends(self, chunk: Chunk, last: Line, line: Line, following: Line | None) -> bool:
        """Whether a paragraph ends with `last`, as their places show."""
        indent = _INDENT * line.size
        in_by = line.left - last.left
        is_first = len(chunk.lines) == 1
        if chunk.kind == "item" and is_first and 0 < in_by < 5 * line.size:
            return False  # what hangs behind its mark
        is_full = self._is_full(last, line)
        ended = bool(SENTENCE_END.search(last.plain)) or last.plain.endswith(":")
        if is_full and not ended and line.plain[:1].islower():
            return False  # wherever it stands: what a term is said of may hang below it
        if in_by > indent:
            if is_first and is_full and following and abs(following.left - line.left) < indent:
                return False  # it hangs below its first line
            if not is_full and is_first and not ended:
                return not self._is_term(last, line)
            centred = abs((last.left + last.right) - (line.left + line.right)) < 2 * indent
            return not (centred and not ended)
        if in_by < -indent:
            hangs = chunk.kind != "item" or line.left > chunk.indent + 0.5 * line.size
            if hangs and not ended and line.plain[:1].islower():
                return False
            if is_first:
                return ended and not is_full
            return ended or not is_full or chunk.kind == "item"
        if is_full:
            return False
        if ended:
            return True
        return self._is_short(last) and not line.plain[:1].islower() and not last.is_broken

    def _is_short(self, line: Line) -> bool:
        column = self._layout.column(line)
        return line.right < column.left + _SHORT * column.width

    def _is_term(self, last: Line, line: Line) -> bool:
        """Whether `last` names what `line`, further in, describes."""
        return len(last.plain) < 80 and line.left - last.left < 8 * line.size

    def _is_full(self, line: Line, after: Line) -> bool:
        """Whether the first word of `after` would have had no room behind `line`."""
        if line.is_broken:
            return True
        word = after.words[0]
        room = self._layout.column(line).right - line.right
        return room < (word.right - word.left) + 0.45 * line.size

    def _goes_over(self, chunk: Chunk, line: Line) -> bool:
        """Whether `chunk` goes on with `line` on the next page, or in the next column."""
        last, layout = chunk.lines[-1], self._layout
        if chunk.kind == "code":
            return layout.is_code(line)
        if chunk.kind not in ("prose", "item") or chunk.is_caption:
            return False
        if abs(last.size - line.size) > 0.6 or layout.is_code(line):
            return False
        if self._read_item(line) and not self._is_inside(chunk, line):
            return False
        if last.is_broken:
            return True
        if SENTENCE_END.search(last.plain) or last.plain.endswith(":"):
            return False
        if line.plain[:1].islower():
            return not self._is_short(last) or last.plain.endswith((",", ";"))
        return self._is_full(last, line) and not line.is_bold and len(chunk.lines) > 1
