"""The blocks of a plain text, told from its lines one stretch without blank ones at a time."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from corpus.structure.blocks.block import Block, make_code, merge_code
from corpus.structure.blocks.broken_numbers import is_asked_or_answered, is_title_of_name
from corpus.structure.blocks.code import (
    are_sentences,
    is_drawing,
    is_plainly_code,
    is_session,
    is_shaped_as_code,
    looks_like_code,
    looks_like_prose,
    opens_code,
    starts_with_prompt,
)
from corpus.structure.blocks.contents_lists import find_contents
from corpus.structure.blocks.directives import read_directive
from corpus.structure.blocks.entries import find_body, find_gap, is_described_sign
from corpus.structure.blocks.fences import find_fences
from corpus.structure.blocks.headings.day_lines import find_day_lines
from corpus.structure.blocks.headings.heading import (
    CAPITALS,
    NUMBER,
    Heading,
    ends_part,
    is_outline_line,
    is_page_rule,
    make_outdented,
    make_ruled,
    read_capitals,
    read_marked,
    read_numbered,
    read_section,
    read_underlined,
)
from corpus.structure.blocks.headings.ornaments import strip_ornaments
from corpus.structure.blocks.headings.outdents import find_heading_indents
from corpus.structure.blocks.headings.recipes import find_recipe_titles
from corpus.structure.blocks.headings.release_lines import find_release_lines
from corpus.structure.blocks.joining import join_item, join_prose, join_term
from corpus.structure.blocks.lines import (
    OPTION,
    SENTENCE_END,
    Line,
    goes_on,
    is_full,
    is_left_open,
    leads_in,
    read_item_mark,
)
from corpus.structure.blocks.mail_quotes import find_signature
from corpus.structure.blocks.pieces import Piece, cut_pieces
from corpus.structure.blocks.tables import read_table
from corpus.structure.wrapping import (
    MAX_WRAP,
    Layout,
    is_filled_up,
    join_lines,
    measure_layout,
)

_MIN_LITERAL_INDENT = 2
_RULES = frozenset("=-~^\"'`#*+_.:")
_ARROW = re.compile(r"[-=~]{1,8}>")
_MIN_SPACES = 3
"""In the rest of a sentence that was left open."""
_MIN_MARGIN = 8
"""Columns left and right of a line in the middle of a page."""
_BLANK = Block("gap", "")


def read_blocks(lines: Sequence[Line], is_turn: Callable[[str], bool]) -> list[Block]:
    """The blocks of `lines`; `is_turn` says which lines begin with the label of a speaker."""
    end = find_signature(lines, is_turn)
    body = lines[:end]
    reader = _Reader(body, measure_layout(body), is_turn)
    signature = [Block("gap", line.raw) for line in lines[end:]]
    return [*merge_code(reader.read()), *signature]


class _Reader:
    """Goes through the lines once; knows how the text before was indented and how it ended."""

    def __init__(
        self, lines: Sequence[Line], layout: Layout, is_turn: Callable[[str], bool]
    ) -> None:
        self._lines = lines
        self._layout = layout
        self._is_turn = is_turn
        self._fences = find_fences(lines)
        self._contents = find_contents(lines)
        skipped = _inside(self._fences) | self._contents
        releases = find_release_lines(lines, skipped)
        days = find_day_lines(lines, skipped | releases.keys())
        self._told = find_recipe_titles(lines) | releases | days
        """Headings that are told by what stands below lines further on."""
        self._parts = _find_parts(lines)
        self._heading_indents = find_heading_indents(lines, layout.indent)
        self._base = layout.indent
        self._literal_base: int | None = None
        self._last = ""
        self._above = ""
        """The last block that is no gap, if that is no heading."""

    def read(self) -> Iterator[Block]:
        number = 0
        while number < len(self._lines):
            line = self._lines[number]
            fence = self._fences.get(number)
            if fence is not None:
                yield make_code(self._lines[number + 1 : fence])
                number = fence + 1
            elif line.is_blank or number in self._contents:
                yield Block("gap", line.raw) if line.raw else _BLANK
                number += 1
            elif number in self._told:
                heading = self._told[number]
                yield Block("heading", line.raw, line.indent, line.depth, heading)
                self._literal_base, self._last, self._base = None, "", self._layout.indent
                number += 1
                below = self._lines[number] if number < len(self._lines) else None
                if below and len(set(below.text)) == 1 and below.says_nothing:  # a short rule
                    yield Block("gap", below.raw)
                    number += 1
            else:
                end = self._find_end(number)
                for block in self._read_stretch(self._lines[number:end], self._find_after(end)):
                    self._remember(block)
                    yield block
                number = end

    def _find_end(self, start: int) -> int:
        end = start + 1
        while (
            end < len(self._lines)
            and self._lines[end].text
            and self._lines[end].depth == self._lines[start].depth
            and end not in self._fences
            and end not in self._contents
            and end not in self._told
            and (end not in self._parts or self._is_underlined(start, end))
        ):
            end += 1
        return end

    def _is_underlined(self, start: int, number: int) -> bool:
        """Whether the rule there is that of a heading, which begins the stretch."""
        above = self._lines[number - 1 : number + 1]
        is_heading = number == start + 1 and not SENTENCE_END.search(above[0].text)
        return is_heading and read_underlined(above) is not None

    def _find_after(self, end: int) -> Line | None:
        """The next line that is not blank, if it is near."""
        for line in self._lines[end : end + 8]:
            if line.text:
                return line
        return None

    def _remember(self, block: Block) -> None:
        if block.role != "gap":
            self._above = "" if block.role == "heading" else block.text
        if block.role in ("prose", "list", "term"):
            self._last = block.text
            self._base = block.indent
            if block.text.endswith("::"):
                self._literal_base = block.indent

    def _read_stretch(self, lines: Sequence[Line], after: Line | None) -> Iterator[Block]:
        lines, marks = self._leave_out_directives(lines)
        yield from marks
        if not lines:
            return
        if len(lines) > 1 and ends_part(lines[-1], lines[-2]) and not self._is_literal(lines):
            yield from self._read_stretch(lines[:-1], None)
            yield Block("gap", lines[-1].raw)
            return
        rule = self._find_rule(lines)
        if rule:
            yield Block("gap", rule.raw)
            lines = lines[1:]
        heading = None if self._is_literal(lines) else self._read_first_line(lines, after)
        if heading and len(lines) == 1 and after and self._is_amid(heading, after):
            heading = None
        if rule and heading is None:
            heading = _read_ruled(rule, lines, after)
        if heading:
            yield Block("heading", lines[0].raw, lines[0].indent, lines[0].depth, heading)
            lines = lines[1:]
        if not lines:
            return
        if self._is_literal(lines) or self._is_code(lines):
            yield make_code(lines)
            return
        self._literal_base = None
        is_asked = self._layout.has_answers and is_asked_or_answered(lines[0].text, self._is_turn)
        table = None if is_asked else read_table(lines)
        if table:
            first = lines[0]
            for number, row in enumerate(table.rows):
                yield Block(
                    "table", row, first.indent, first.depth, is_header=number < table.headers
                )
            return
        for piece in cut_pieces(lines, self._layout, self._is_turn):
            yield from self._make_blocks(piece)

    def _leave_out_directives(self, lines: Sequence[Line]) -> tuple[Sequence[Line], list[Block]]:
        """`lines` behind the directives that they begin with, which are gaps."""
        start = 0
        while start < len(lines) and not self._is_literal(lines, start):
            found = read_directive(lines, start)
            if found is None:
                break
            self._literal_base = lines[start].indent if found.is_code else None
            if found.argument:
                said = (found.argument, *lines[found.end :])
                return said, [Block("gap", line.raw) for line in lines[:start]]
            start = found.end
        return lines[start:], [Block("gap", line.raw) for line in lines[:start]]

    def _is_amid(self, heading: Heading, after: Line) -> bool:
        """Whether a line that may be a heading is what a sentence shows that goes on in `after`."""
        is_shown = leads_in(self._above) and heading.family in (CAPITALS, NUMBER)
        # "by" and the like stand by themselves on the page of a title.
        is_open = after.text.count(" ") >= _MIN_SPACES and is_left_open(self._above)
        return after.text[0].islower() and (is_shown or is_open)

    def _find_rule(self, lines: Sequence[Line]) -> Line | None:
        """The rule above `lines` that parts them from the text before; None if they begin with
        none, or with that of a heading or a table."""
        if len(lines) < 2 or not is_page_rule(lines[0]) or self._is_literal(lines):
            return None
        return None if read_underlined(lines[:3]) or read_table(lines) else lines[0]

    def _is_literal(self, lines: Sequence[Line], start: int = 0) -> bool:
        """Whether `lines` from `start` on are set in below a paragraph that announced code by two
        colons."""
        base = self._literal_base
        return base is not None and all(
            lines[number].indent > base for number in range(start, len(lines))
        )

    def _is_code(self, lines: Sequence[Line]) -> bool:
        first = lines[0]
        indent = min(line.indent for line in lines)
        is_drawn = first.text[0] in "|+┌╔┏" or indent < self._base + _MIN_LITERAL_INDENT
        if is_drawn and read_table(lines):
            return False
        if read_underlined(lines[:3]) or (first.text[0] != "#" and read_marked(first.text)):
            return False
        if lines[2:] and is_drawing(lines) and not read_table(lines):
            return True
        deeper = indent - self._base
        if starts_with_prompt(first):
            return deeper >= _MIN_LITERAL_INDENT or is_session(lines)
        if read_item_mark(first.text) or OPTION.match(first.text) or self._is_turn(first.text):
            return False
        if len(lines) == 1 and is_outline_line(first.text):
            return False
        if len(lines) == 1 and first.text[0] in _RULES and is_page_rule(first):
            return False
        if is_shaped_as_code(lines):
            return True
        if deeper < _MIN_LITERAL_INDENT:
            if len(lines) == 1:
                return is_plainly_code(first.text)
            return looks_like_code(lines) and not looks_like_prose(lines)
        if looks_like_code(lines):
            return not (are_sentences(lines) or is_described_sign(lines))
        if is_filled_up(lines, self._layout) or looks_like_prose(lines) or find_gap(first):
            return False
        return leads_in(self._last)

    def _read_first_line(self, lines: Sequence[Line], after: Line | None) -> Heading | None:
        """The heading that the first line is, told by its number, its letters or its place."""
        line = lines[0]
        below = lines[1] if len(lines) > 1 else after
        if below is None or line.depth != below.depth or line.says_nothing:
            return None
        if self._layout.has_answers and is_asked_or_answered(line.text, self._is_turn):
            return None
        stands_alone = len(lines) == 1
        deeper_below = below.indent > line.indent
        if deeper_below and line.text[-1] == ":" and not self._is_turn(line.text):
            section = read_section(line, below) if looks_like_prose([below]) else None
            if section:
                return section
        if stands_alone and not is_title_of_name(line.text, self._layout):
            numbered = read_numbered(line.text, below.text)
            if numbered:
                return numbered
        is_left = line.indent in self._heading_indents and below.indent > line.indent
        if below is not after and self._hangs(line, below):
            is_left = False
        if is_left and (_ARROW.match(line.text) or strip_ornaments(line.text) != line.text):
            is_left = False  # what is pointed at, or a line with marks that tell what it is
        if is_left and not SENTENCE_END.search(line.text.rstrip("?")) and line.edge <= MAX_WRAP:
            is_lead_in = leads_in(line.text) or opens_code(line.text)
            is_item = read_item_mark(line.text) or OPTION.match(line.text)
            if is_lead_in or is_item or self._is_turn(line.text):
                return None
            return make_outdented(line)
        is_one_word = " " not in line.text
        may_be_term = line.text[0] == "[" and line.text[-1] == "]" and is_one_word  # "[ESC]"
        is_above = stands_alone or (deeper_below and not may_be_term)
        return read_capitals(line, below) if is_above else None

    def _hangs(self, line: Line, below: Line) -> bool:
        """Whether the sentence of `line` goes on in `below`, which is set in."""
        width = self._layout.width or MAX_WRAP
        return is_full(line, below, width) or (2 * line.edge > width and goes_on(line, below))

    def _make_blocks(self, piece: Piece) -> Iterator[Block]:
        first = piece.lines[0]
        indent, depth = first.indent, first.depth
        if piece.kind == "sign":
            yield Block("gap", first.raw)
        elif piece.kind == "heading":
            said = next(line for line in piece.lines if not line.says_nothing)
            yield Block("heading", said.raw, indent, depth, piece.heading)
        elif piece.kind == "code":
            yield make_code(piece.lines)
        elif piece.kind == "list":
            yield Block("list", join_item(piece.lines, self._layout), indent, depth)
        elif piece.kind == "turn":
            yield Block("prose", join_lines(piece.lines, self._layout.hyphens), indent, depth)
        elif piece.kind == "term":
            text, body = join_term(piece.lines, self._layout), find_body(piece.lines)
            yield Block("term", text, indent, depth, body=body)
            yield Block("gap", "")  # between two terms something blank
        else:
            # The first line of a paragraph may be set in.
            indent = min(line.indent for line in piece.lines)
            for text in join_prose(piece.lines, self._layout):
                yield Block("prose", text, indent, depth)


def _inside(fences: Mapping[int, int]) -> set[int]:
    """The lines of the code that `fences` begin and end."""
    return {number for start, end in fences.items() for number in range(start, end + 1)}


def _read_ruled(rule: Line, lines: Sequence[Line], after: Line | None) -> Heading | None:
    """The heading that a single line below `rule` is, if what follows is not set out left of it, or
    if it is set in from both sides."""
    line = lines[0]
    if len(lines) > 1 or after is None:
        return None
    is_above = after.indent >= line.indent or _is_set_in(line, rule)
    return make_ruled(line.text) if is_above else None


def _find_parts(lines: Sequence[Line]) -> set[int]:
    """Where a rule of a page's width stands, and right below it nothing but a title in the
    middle."""
    return {
        number
        for number, (rule, title, below) in enumerate(
            zip(lines, lines[1:], lines[2:], strict=False)
        )
        if rule.text[:1] in _RULES
        and title.text
        and not below.text
        and is_page_rule(rule)
        and _is_set_in(title, rule)
    }


def _is_set_in(line: Line, rule: Line) -> bool:
    """Whether `line` stands far from both ends of `rule`, as a title in the middle of a page."""
    return min(line.indent - rule.indent, rule.edge - line.edge) >= _MIN_MARGIN
