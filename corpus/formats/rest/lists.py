"""Where lists, terms, code and paragraphs of reStructuredText end, and what their parts are."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.rest.directives import read_directive
from corpus.formats.rest.lines import (
    BULLET,
    ENUMERATOR,
    EXPLICIT,
    FIELD,
    OPTION,
    dedent,
    find_indented,
    hang,
)
from corpus.structure.blocks.lines import goes_on, leads_in, make_line

_MAX_TERM = 60
"""Characters of a line whose sentence goes on below it, before it is no term but a sentence."""


@dataclass(frozen=True, slots=True)
class Described:
    """A term, a field or an option, and the lines that describe it; `is_plain` if the term holds no
    markup."""

    term: str
    lines: list[str]
    is_plain: bool = False


def find_items(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The lines of each item of the list that begins there, without their marks, and the number
    behind the list; none, and `start`, if none begins."""
    for mark in (BULLET, ENUMERATOR):
        items: list[list[str]] = []
        number = start
        while number < len(lines) and (match := mark.match(lines[number])):
            below = lines[number + 1] if number + 1 < len(lines) else ""
            if below and below[0] != " " and not (mark.match(below) or EXPLICIT.match(below)):
                break  # a sentence that begins with a number or a dash
            end = find_indented(lines, number + 1)
            items.append(hang(lines[number][match.end() :], lines[number + 1 : end]))
            number = _skip_blank(lines, end)
        if items:
            return items, number
    return [], start


def find_fields(lines: Sequence[str], start: int) -> tuple[list[Described], int]:
    """The fields or options that follow there, and the number behind them."""
    found: list[Described] = []
    number = start
    while number < len(lines):
        line = lines[number]
        field = FIELD.match(line)
        match = field or OPTION.match(line)
        if match is None:
            break
        end = find_indented(lines, number + 1)
        described = hang(line[match.end() :].strip(), lines[number + 1 : end])
        if field is None and not any(described):
            break
        term = field["name"] if field else match[0]
        found.append(Described(term, described, is_plain=field is None))
        number = _skip_blank(lines, end)
    return found, number


def find_terms(lines: Sequence[str], start: int) -> tuple[list[Described], int]:
    """The terms that follow there, each with its description set in right below it, and the number
    behind them."""
    found: list[Described] = []
    number = start
    while number + 1 < len(lines) and lines[number] and lines[number][0] != " ":
        line, below = lines[number], lines[number + 1]
        if not below or below[0] != " " or EXPLICIT.match(line) or leads_in(line):
            break
        if len(line) > _MAX_TERM and goes_on(make_line(line), make_line(below)):
            break
        end = find_indented(lines, number + 1)
        found.append(Described(line, dedent(lines[number + 1 : end])))
        number = _skip_blank(lines, end)
    return found, number if found else start


def find_literal_end(lines: Sequence[str], start: int) -> int:
    """The number behind the code that is announced there: what is set in, or has the same sign
    before each line."""
    end = find_indented(lines, start)
    if end > start:
        return end
    first = _skip_blank(lines, start)
    if first == len(lines) or lines[first][0] not in ">$%#":
        return start
    end = first
    while end < len(lines) and lines[end].startswith(lines[first][0]):
        end += 1
    return end if end == len(lines) or not lines[end] else start


def begins_block(lines: Sequence[str], number: int) -> bool:
    """Whether a paragraph ends above the line there, though none is blank: that is set in and no
    part of the sentence, or the first item of a list behind a colon, or a directive."""
    line, before = lines[number], lines[number - 1]
    if line[0] == " ":
        return not goes_on(make_line(before), make_line(line))
    if BULLET.match(line) and leads_in(before):
        return True
    return bool(EXPLICIT.match(line)) and read_directive([line]) is not None


def goes_on_from_dots(lines: Sequence[str], number: int) -> bool:
    """Whether the line there is no comment: its sentence goes on below in small letters, in a line
    that is not set in."""
    below = lines[number + 1] if number + 1 < len(lines) else ""
    said = lines[number][2:].lstrip()
    if not (said[:1].isalpha() and below[:1].islower()) or "::" in said:
        return False
    return goes_on(make_line(lines[number]), make_line(below))


def _skip_blank(lines: Sequence[str], number: int) -> int:
    while number < len(lines) and not lines[number]:
        number += 1
    return number
