"""Minus signs that are drawn as lines: without them the numbers behind them are other ones."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.formats.pdf.drawn import Box
from corpus.formats.pdf.words.bands import Bands
from corpus.formats.pdf.words.word import Word

_MINUS = "−"
_MIN_WIDTH, _MAX_WIDTH = 0.25, 0.9
"""Of the size of the number behind it, of a sign."""
_MIN_AXIS, _MAX_AXIS = 0.15, 0.5
"""The same, from the foot of the number up to it."""
_MIN_GAP, _MAX_GAP = -0.05, 0.35
"""The same, between it and the number."""
_MAX_BEFORE = 1.2
"""The same, from what stands before it: the marks of an axis have nothing there."""
_BELOW, _ABOVE = -1.1, 0.7
"""The same, from it to the foot of what it may be the line of, as in a fraction."""
_LEVEL = 0.5
"""Points by which two parts of a line of dashes may differ in height."""


def write_minus_signs(words: Sequence[Word], rules: Sequence[Box]) -> list[Word]:
    """The words of a page, of which numbers that one of the `rules`, lines drawn across, stands
    before as a minus sign have it."""
    bands = Bands(words if rules else ())
    written = list(words)
    for before, rule, after in zip((None, *rules), rules, (*rules[1:], None), strict=False):
        if _is_dash_beside(before, rule) or _is_dash_beside(after, rule):
            continue
        found = _find_number(words, bands.find_near(rule), rule)
        if found is not None:
            written[found] = replace(words[found], text=_MINUS + words[found].text, left=rule[0])
    return written


def _is_dash_beside(other: Box | None, rule: Box) -> bool:
    """Whether the two are parts of one line of dashes."""
    if other is None or abs(other[1] - rule[1]) > _LEVEL:
        return False
    return max(other[0] - rule[2], rule[0] - other[2]) < rule[2] - rule[0]


def _find_number(words: Sequence[Word], near: Sequence[int], rule: Box) -> int | None:
    """Which of the words `near` is a number that `rule` is the sign of."""
    left, bottom, right, top = rule
    height = (bottom + top) / 2
    number = None
    for place in near:
        word = words[place]
        size = word.style.size
        if word.text[0].isdigit() and (
            _MIN_WIDTH * size < right - left < _MAX_WIDTH * size
            and _MIN_GAP * size < word.left - right < _MAX_GAP * size
            and _MIN_AXIS * size < height - word.base < _MAX_AXIS * size
        ):
            number = place
    if number is None:
        return None
    base, size = words[number].base, words[number].style.size
    others = [words[place] for place in near if place != number]
    if any(
        one.left < right and one.right > left and _BELOW * size < one.base - height < _ABOVE * size
        for one in others
    ):
        return None
    is_within = any(
        0 <= left - one.right < _MAX_BEFORE * size and abs(one.base - base) < _LEVEL
        for one in others
    )
    return number if is_within else None
