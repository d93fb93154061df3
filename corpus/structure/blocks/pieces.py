"""Lines without blank ones between them, cut into items, terms, headings and running text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.structure.blocks.broken_numbers import (
    is_asked_or_answered,
    is_number_in_sentence,
    is_title_of_name,
)
from corpus.structure.blocks.code import looks_like_code, starts_with_prompt
from corpus.structure.blocks.entries import (
    find_term_end,
    is_code_below,
    is_filled,
    runs_on,
    starts_term,
)
from corpus.structure.blocks.headings.heading import Heading, read_marked, read_underlined
from corpus.structure.blocks.lines import (
    SENTENCE_END,
    Line,
    goes_on,
    is_labelled,
    leads_in,
    read_item_mark,
)
from corpus.structure.numbering.unit_labels import read_unit
from corpus.structure.wrapping import MAX_WRAP, Layout, are_rows, goes_on_below

_MIN_ROWS = 3
"""Lines below a label, from which on they may be a list that has no marks."""
_MAX_LEAD_IN_WORDS = 4

PieceKind: TypeAlias = Literal["prose", "turn", "list", "term", "code", "heading", "sign"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together; a "sign" says nothing, such as a row of asterisks, a "turn" is
    what hangs below the label of who says it."""

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
        if piece is None and _starts_item(lines, start, pieces, layout, is_turn):
            piece = _read_item(lines, start, layout, is_turn)
        if piece is None:
            piece = _read_turn(lines, start, layout, is_turn)
        is_said = layout.has_answers and is_asked_or_answered(lines[start].text, is_turn)
        is_term = piece is None and not is_said and starts_term(lines, start, layout)
        if is_term and not runs_on(lines, start, layout):
            piece = Piece("term", tuple(lines[start : find_term_end(lines, start)]))
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
    if line.text.startswith("#"):
        around = (*lines[max(start - 1, 0) : start], *lines[start + 1 : start + 2])
        if starts_with_prompt(line) or any(other.text.startswith("#") for other in around):
            return None  # a command, or comments of a script
    if start and line.indent > lines[start - 1].indent and leads_in(lines[start - 1].text):
        return None  # what the line above it shows
    marked = read_marked(line.text)
    if marked and start and _is_equation(lines[start - 1], line):
        return None
    return Piece("heading", (line,), marked) if marked else None


def _is_equation(before: Line, line: Line) -> bool:
    """Whether `line` only goes on with a sentence, in what something is equal to: "priority" |
    "=low shows all of them"."""
    said = line.text.lstrip("=")
    is_marked = line.text[0] == "=" and not line.text.endswith("=")
    is_open = not (before.says_nothing or SENTENCE_END.search(before.text))
    return is_marked and is_open and said[0].islower() and before.indent == line.indent


def _has_mark(line: Line, layout: Layout, is_turn: Callable[[str], bool]) -> bool:
    """Whether `line` begins with the mark of an item."""
    if not read_item_mark(line.text) or is_title_of_name(line.text, layout):
        return False
    return not (layout.has_answers and is_asked_or_answered(line.text, is_turn))


def _starts_item(
    lines: Sequence[Line],
    number: int,
    pieces: Sequence[Piece],
    layout: Layout,
    is_turn: Callable[[str], bool],
) -> bool:
    """Whether an item begins there; a dash or a number at the beginning of a line that only goes
    on with a sentence begins none."""
    line = lines[number]
    if not _has_mark(line, layout, is_turn) or starts_with_prompt(line):
        return False
    if number == 0 or (pieces and pieces[-1].kind != "prose"):
        return True
    before = lines[number - 1]
    if leads_in(before.text) or before.says_nothing:
        return True
    if is_number_in_sentence(lines, number, layout):
        return False
    return not is_filled(before, line, layout) or bool(SENTENCE_END.search(before.text)) or (
        line.indent > before.indent
    )  # fmt: skip


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
        # Where only the first line of a paragraph is set in, the others are left of its number.
        level = first.indent if number == start + 1 else min(first.indent, before.indent)
        lazy = (
            (line.indent == level or (start == 0 and line.indent < level))
            and (is_filled(before, line, layout) or goes_on(before, line))
        ) or goes_on_below(before, line, layout)
        if not (hangs or lazy) or line.says_nothing or is_turn(line.text):
            break
        beside = line.indent == first.indent and _has_mark(line, layout, is_turn)
        if (
            (beside and not is_number_in_sentence(lines, number, layout))
            or _interrupts(lines, number, layout, is_turn)
            or is_code_below(lines, number)
        ):
            break
        number += 1
    return Piece("list", tuple(lines[start:number]))


def _read_turn(
    lines: Sequence[Line], start: int, layout: Layout, is_turn: Callable[[str], bool]
) -> Piece | None:
    """A turn whose further lines stand below the first word behind its label; None if none do, or
    they may be rows."""
    first = lines[start]
    end = start + 1
    while (
        end < len(lines)
        and _hangs_below_word(first, lines[end])
        and not lines[end].says_nothing
        and not (
            _has_mark(lines[end], layout, is_turn) and not is_number_in_sentence(lines, end, layout)
        )
        and not is_code_below(lines, end)
    ):
        end += 1
    if end == start + 1 or not is_turn(first.text) or is_turn(lines[start + 1].text):
        return None
    turn = lines[start:end]
    if any(leads_in(line.text) for line in turn) or (
        len(turn) > _MIN_ROWS and are_rows(turn, layout)
    ):
        return None
    return Piece("turn", tuple(turn))


def _hangs_below_word(first: Line, line: Line) -> bool:
    """Whether `line` begins below the second or a later word of `first`."""
    place = line.indent - first.indent
    if place <= 1:
        return False
    text = first.text.expandtabs()
    return place < len(text) and text[place - 1] == " " and text[place] != " "


def _interrupts(
    lines: Sequence[Line], number: int, layout: Layout, is_turn: Callable[[str], bool]
) -> bool:
    """Whether the line there begins an item of its own below the text of another."""
    before, line = lines[number - 1], lines[number]
    if not _has_mark(line, layout, is_turn) or is_number_in_sentence(lines, number, layout):
        return False
    return (
        not is_filled(before, line, layout)
        or bool(SENTENCE_END.search(before.text) or leads_in(before.text))
        or line.indent < before.indent
    )


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
        start > 0 and is_code_below(lines, start) and looks_like_code([lines[start]])
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
            _starts_item(lines, number, [Piece("prose", ())], layout, is_turn)
            or is_turn(line.text)
            or _steps_aside(before, line, layout)
            or _starts_lead_in(before, line, layout)
            or is_code_below(lines, number)
            or _starts_field(before, line, layout)
            or _starts_unit(before, line, layout)
            or (starts_term(lines, number, layout) and not _is_within(before, line, layout))
        ):
            break
        number += 1
    return Piece("code" if code else "prose", tuple(lines[start:number]))


def _steps_aside(before: Line, line: Line, layout: Layout) -> bool:
    """Whether `line` stands deeper or less deep than `before`, which has ended, or below what
    leads up to it."""
    had_no_room = is_filled(before, line, layout)
    if leads_in(before.text):
        return line.indent > before.indent or not had_no_room
    if line.indent < before.indent - 1:
        return not (had_no_room or goes_on(before, line))
    return line.indent > before.indent + 1 and bool(SENTENCE_END.search(before.text))


def _starts_lead_in(before: Line, line: Line, layout: Layout) -> bool:
    """Whether `line` is a few words that lead up to what stands below it, such as "For the
    filling:", and no sentence of `before` goes on in it."""
    if not leads_in(line.text) or len(line.text.split()) > _MAX_LEAD_IN_WORDS:
        return False
    is_open = before.text[-1] in ",;" or goes_on(before, line)
    return not (is_open or is_filled(before, line, layout))


def _is_within(before: Line, line: Line, layout: Layout) -> bool:
    """Whether `line` stands within a sentence of running text that `before` begins."""
    if goes_on(before, line):
        return True
    stops = SENTENCE_END.search(before.text) or leads_in(before.text)
    return not stops and is_filled(before, line, layout)


def _starts_unit(before: Line, line: Line, layout: Layout) -> bool:
    """Whether a verse or a numbered unit begins there, and no sentence goes on to mention one."""
    if not read_unit(line.text):
        return False
    return not is_filled(before, line, layout) or bool(SENTENCE_END.search(before.text))


def _starts_field(before: Line, line: Line, layout: Layout) -> bool:
    """Whether `line` is a field with its name, such as "From: ...", below another line."""
    if not is_labelled(line.text):
        return False
    return before.edge > MAX_WRAP or not is_filled(before, line, layout) or bool(
        SENTENCE_END.search(before.text)
    )  # fmt: skip
