"""Code between two lines of signs, as Markdown and AsciiDoc have it."""

import re
from collections.abc import Sequence

from corpus.structure.blocks.code import looks_like_code
from corpus.structure.blocks.headings.heading import read_underlined
from corpus.structure.blocks.lines import Line

_TICKS = re.compile(r"(```+|~~~+)\s*[\w+.#-]*$")
_RULE = re.compile(r"([-.=+_])\1{3,}$")
_SIGNS = tuple("`~-.=+_")
_MAX_FENCED = 400
"""Lines; what lies further apart are two rules."""
_MAX_TICKS = 12
"""Signs of a fence; longer ones part the sections of a text, unless code stands between them."""
_MAX_LISTING = 30
"""Lines of what is taken for a listing by its rules alone."""


def find_fences(lines: Sequence[Line]) -> dict[int, int]:
    """The number of the line that opens each block of code, and of the one that closes it."""
    closing = _find_closing(lines)
    fences: dict[int, int] = {}
    number = 0
    while number < len(lines):
        end = closing.get(number)
        if end is not None and _is_fenced(lines, number, end):
            fences[number] = end
            number = end
        number += 1
    return fences


def _find_closing(lines: Sequence[Line]) -> dict[int, int]:
    """For each line that may open, the next one that would close it."""
    closing: dict[int, int] = {}
    next_of: dict[str, int] = {}
    for number in range(len(lines) - 1, -1, -1):
        text = lines[number].text
        if not text.startswith(_SIGNS):
            continue
        ticks = _TICKS.match(text)
        if ticks or _RULE.match(text):
            mark = ticks[1] if ticks else text
            if mark in next_of and 1 < next_of[mark] - number <= _MAX_FENCED:
                closing[number] = next_of[mark]
            if text == mark:
                next_of[mark] = number
    return closing


def _is_fenced(lines: Sequence[Line], start: int, end: int) -> bool:
    ticks = _TICKS.match(lines[start].text)
    if ticks:
        is_rule = ticks[1] == ticks[0] and len(ticks[1]) > _MAX_TICKS
        return not is_rule or looks_like_code(lines[start + 1 : end])
    if start and not lines[start - 1].is_blank and lines[start - 1].text != "+":
        return False  # the rule below a heading
    if any(read_underlined(lines[rule : rule + 3]) for rule in (start, end)):
        return False
    inside = lines[start + 1 : end]
    if any(read_underlined(inside[number : number + 3]) for number in range(len(inside))):
        return False  # the rules part sections, which have headings of their own
    is_listing = (
        lines[start].text[0] in "-."
        and len(inside) <= _MAX_LISTING
        and not any(line.is_blank for line in inside)
        and (end + 1 == len(lines) or lines[end + 1].is_blank)
    )
    return is_listing or looks_like_code(inside)
