"""Lines without blank ones between them, cut into items, terms, headings and running text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.structure.blocks.code import looks_like_code, starts_with_prompt
from corpus.structure.blocks.headings import Heading, read_marked, read_underlined
from corpus.structure.blocks.lines import (
    LEAD_IN_END,
    OPTION,
    SENTENCE_END,
    Line,
    goes_on,
    is_full,
    is_labelled,
    read_item_mark,
)
from corpus.structure.wrapping import MAX_WRAP, Layout

PieceKind: TypeAlias = Literal["prose", "list", "term", "code", "heading", "sign"]
_MAX_TERM = 80
_MIN_TERM_GAP = 3
_MAX_GAPPED_TERM = 30
_GAP = re.compile(r" {3,}|\t+")
_FALLBACK_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together; a "sign" says nothing, such as a row of asterisks."""

    kind: PieceKind
    lines: tuple[Line, ...]
    heading: Heading | None = None


def cut_pieces(
    lines: Sequence[Line], layout: Layout, is_turn: Callable[[str], bool]
) -> list[Piece]:
    """`lines` in pieces, in their order. Linear: each line is looked at with the next two."""
    pieces: list[Piece] = []
    start = 0
    while start < len(lines):
        piece = _read_heading(lines, start, layout)
        if piece is None and lines[start].says_nothing:
            piece = Piece("sign", (lines[start],))
        if piece is None and _starts_item(lines, start, pieces, layout):
            piece = _read_item(lines, start, layout, is_turn)
        if piece is None and _starts_term(lines, start, layout):
            piece = _read_term(lines, start)
        if piece is None:
            piece = _read_prose(lines, start, pieces, layout, is_turn)
        pieces.append(piece)
        start += len(piece.lines)
    return pieces


def _read_heading(lines: Sequence[Line], start: int, layout: Layout) -> Piece | None:
    line = lines[start]
    # A sentence that a rule happens to follow is none.
    if start and not lines[start - 1].says_nothing and goes_on(lines[start - 1], line):
        return None
    underlined = read_underlined(lines[start : start + 3])
    if underlined:
        heading, count = underlined
        return Piece("heading", tuple(lines[start : start + count]), heading)
    around = (*lines[max(start - 1, 0) : start], *lines[start + 1 : start + 2])
    if line.text.startswith("#") and any(other.text.startswith("#") for other in around):
        return None  # comments of a script
    marked = read_marked(line.text)
    return Piece("heading", (line,), marked) if marked else None


def _starts_item(
    lines: Sequence[Line], number: int, pieces: Sequence[Piece], layout: Layout
) -> bool:
    """Whether an item begins there; a dash or a number at the beginning of a line that only goes
    on with a sentence begins none."""
    line = lines[number]
    if not read_item_mark(line.text) or starts_with_prompt(line):
        return False
    if number == 0 or (pieces and pieces[-1].kind != "prose"):
        return True
    before = lines[number - 1]
    if LEAD_IN_END.search(before.text) or before.says_nothing:
        return True
    return not _is_filled(before, line, layout) or bool(SENTENCE_END.search(before.text)) or (
        line.indent > before.indent
    )  # fmt: skip


def _is_filled(line: Line, after: Line, layout: Layout) -> bool:
    return is_full(line, after, layout.width or _FALLBACK_WIDTH)


def _read_item(
    lines: Sequence[Line], start: int, layout: Layout, is_turn: Callable[[str], bool]
) -> Piece:
    """An item: its first line, those that hang below it, or that its sentence goes on in."""
    first = lines[start]
    number = start + 1
    while number < len(lines):
        line, before = lines[number], lines[number - 1]
        hangs = line.indent > first.indent or (
            number > start + 1 and line.indent == lines[start + 1].indent != 0
        )
        lazy = line.indent == first.indent and (
            _is_filled(before, line, layout) or goes_on(before, line)
        )
        if not (hangs or lazy) or line.says_nothing or is_turn(line.text):
            break
        beside = line.indent == first.indent and read_item_mark(line.text)
        if beside or _interrupts(before, line, layout) or _is_code_below(lines, number):
            break
        number += 1
    return Piece("list", tuple(lines[start:number]))


def _interrupts(before: Line, line: Line, layout: Layout) -> bool:
    """Whether `line` begins an item of its own below the text of another."""
    if not read_item_mark(line.text):
        return False
    return (
        not _is_filled(before, line, layout)
        or bool(SENTENCE_END.search(before.text) or LEAD_IN_END.search(before.text))
        or line.indent < before.indent
    )


def _is_code_below(lines: Sequence[Line], number: int) -> bool:
    """Whether the line there begins code that the line before it introduces."""
    line, before = lines[number], lines[number - 1]
    if starts_with_prompt(line):
        return True
    introduced = bool(LEAD_IN_END.search(before.text)) and line.indent > before.indent
    return introduced and looks_like_code([line])


def _starts_term(lines: Sequence[Line], number: int, layout: Layout) -> bool:
    """Whether a term or an option begins there, with its description behind or below it."""
    line = lines[number]
    gap = find_gap(line)
    following = lines[number + 1] if number + 1 < len(lines) else None
    is_option = bool(OPTION.match(line.text))
    if gap and (is_option or (following and following.indent == gap) or _is_described(line)):
        return True
    if is_option and number == 0 and len(line.text.split()) > 2:
        return True
    if following is None or following.says_nothing:
        return False
    if is_option and following.indent > line.indent:
        return True
    if following.indent < line.indent + 2 or line.edge - line.indent > _MAX_TERM:
        return False
    if SENTENCE_END.search(line.text) or _is_filled(line, following, layout):
        return False
    if LEAD_IN_END.search(line.text) and len(line.text.split()) > 5:
        return False
    if starts_with_prompt(following) or read_item_mark(following.text):
        return False
    return number == 0 or lines[number - 1].indent >= line.indent


def find_gap(line: Line) -> int | None:
    """The column at which a description begins behind a term and a gap; None if none does."""
    text = line.text
    at = text.find(" " * _MIN_TERM_GAP)
    tab = text.find("\t")
    if tab > 0 and (at < 0 or tab < at):
        at = tab
    if at <= 0 and (not OPTION.match(text) or (at := text.find("  ")) <= 0):
        return None
    rest = text[at:]
    described = rest.lstrip()
    if "\t" in text[: len(text) - len(described)]:
        return len((" " * line.indent + text[: len(text) - len(described)]).expandtabs())
    return line.indent + at + len(rest) - len(described)


def _is_described(line: Line) -> bool:
    """Whether `line` is a short term, one gap and a description, rather than a row of a table."""
    cells = [cell for cell in _GAP.split(line.text) if cell.strip()]
    return len(cells) == 2 and len(cells[0]) <= _MAX_GAPPED_TERM and " " in cells[1]


def _read_term(lines: Sequence[Line], start: int) -> Piece:
    """A term with what is indented below it."""
    first = lines[start]
    number = start + 1
    while number < len(lines) and lines[number].indent > first.indent:
        if lines[number].says_nothing or _is_code_below(lines, number):
            break
        number += 1
    return Piece("term", tuple(lines[start:number]))


def _read_prose(
    lines: Sequence[Line],
    start: int,
    pieces: Sequence[Piece],
    layout: Layout,
    is_turn: Callable[[str], bool],
) -> Piece:
    """Lines up to the next item, term, heading, turn or code."""
    number = start + 1
    code = starts_with_prompt(lines[start]) or (
        start > 0 and _is_code_below(lines, start) and looks_like_code([lines[start]])
    )
    while number < len(lines):
        line, before = lines[number], lines[number - 1]
        if line.says_nothing or _read_heading(lines, number, layout):
            break
        if code:
            if line.indent < lines[start].indent:
                break
            if not looks_like_code([line]) and line.indent <= lines[start].indent:
                break
        elif (
            _starts_item(lines, number, [Piece("prose", ())], layout)
            or is_turn(line.text)
            or (LEAD_IN_END.search(before.text) and line.indent > before.indent)
            or _is_code_below(lines, number)
            or _starts_field(before, line, layout)
            or (_starts_term(lines, number, layout) and not goes_on(before, line))
        ):
            break
        number += 1
    return Piece("code" if code else "prose", tuple(lines[start:number]))


def _starts_field(before: Line, line: Line, layout: Layout) -> bool:
    """Whether `line` is a field with its name, such as "From: ...", below another line."""
    if not is_labelled(line.text):
        return False
    return before.edge > MAX_WRAP or not _is_filled(before, line, layout) or bool(
        SENTENCE_END.search(before.text)
    )  # fmt: skip
