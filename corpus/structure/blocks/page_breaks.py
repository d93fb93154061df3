"""The heads and feet of printed pages inside a text, which are left out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.structure.blocks.lines import Line, goes_on

_NUMBER = re.compile(r"\d{1,4}")
_PAGE = re.compile(r"(?:.{0,120}\s)?\[?(?:[Pp]age|[Pp]\.|Seite|стр\.|página)\s+\d{1,4}\]?$")
_BARE = re.compile(r"(?:[-–—]\s*)?\d{1,4}(?:\s*[-–—])?$")
_ENDS = ("]", "-", "–", "—")
"""What such a line ends with unless it is the number."""
_MIN_PAGES = 3
_MAX_HEAD_DISTANCE = 3


def leave_out_page_breaks(lines: Sequence[Line]) -> list[Line]:
    """`lines` without the feet that count pages and the heads that come back behind them. A
    sentence that goes on behind a break does so in the next line."""
    feet = _find_feet(lines)
    if not feet:
        return list(lines)
    return _close_breaks(lines, set(feet) | _find_heads(lines, feet))


def _find_feet(lines: Sequence[Line]) -> list[int]:
    """The lines that stand alone and count pages, each one more than the one before."""
    found = [
        (number, int(_NUMBER.findall(line.text)[-1]))
        for number, line in enumerate(lines)
        if len(line.text) <= 130
        and (line.text[-1:].isdecimal() or line.text.endswith(_ENDS))
        and (_PAGE.match(line.text) or _BARE.match(line.text))
        and _stands_alone(lines, number)
    ]
    if len(found) < _MIN_PAGES:
        return []
    counted = sum(after == before + 1 for (_, before), (_, after) in pairwise(found))
    return [number for number, _ in found] if counted >= 0.8 * (len(found) - 1) else []


def _stands_alone(lines: Sequence[Line], number: int) -> bool:
    before = number == 0 or lines[number - 1].is_blank
    return before and (number + 1 == len(lines) or lines[number + 1].is_blank)


def _find_heads(lines: Sequence[Line], feet: Sequence[int]) -> set[int]:
    """The lines that follow most feet with the same words."""
    below: dict[str, list[int]] = {}
    for foot in feet:
        near = range(foot + 1, min(foot + 2 + _MAX_HEAD_DISTANCE, len(lines)))
        first = next((number for number in near if not lines[number].is_blank), None)
        if first is not None and _stands_alone(lines, first):
            below.setdefault(_NUMBER.sub("", lines[first].text), []).append(first)
    return {
        number
        for numbers in below.values()
        if len(numbers) >= 2 and 2 * len(numbers) >= len(feet) - 1
        for number in numbers
    }


def _close_breaks(lines: Sequence[Line], left_out: set[int]) -> list[Line]:
    """`lines` without those `left_out`, nor the blank ones around them inside a sentence."""
    kept: list[Line] = []
    breaks = False
    for number, line in enumerate(lines):
        if number in left_out:
            breaks = True
        elif line.is_blank or not breaks:
            kept.append(line)
        else:
            breaks = False
            end = len(kept)
            while end and kept[end - 1].is_blank:
                end -= 1
            if end and goes_on(kept[end - 1], line):
                del kept[end:]
            kept.append(line)
    return kept
