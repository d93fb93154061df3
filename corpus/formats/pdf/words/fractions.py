"""Fractions that are drawn as one number above another, with a line between: as one word, "1/2"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.formats.pdf.drawn import Box
from corpus.formats.pdf.words.bands import Bands
from corpus.formats.pdf.words.word import Word
from corpus.formats.writing.formulas.formulas import LEFT_OUT, write_fraction

_SLACK = 1.5
_MAX_LONGER = 0.8
"""Of the size of what stands beside it, by which a line is longer than what is above and below."""
_MIN_AXIS, _MAX_AXIS = 0.12, 0.5
"""The same, from the foot of what stands beside it up to the line: other lines are below words."""
_MAX_REACH = 1.6
"""The same, from the line to the foot of what is above or below it."""
_MAX_GAP = 1.2
"""The same, between the line and what stands beside it."""
_BELOW = 0.5
"""Of its own size, from the line to the foot of what is below it."""
_LEVEL = 0.25
_BLANK = 0.25


@dataclass(frozen=True)
class _Fraction:
    word: Word
    parts: frozenset[int]
    beside: int
    is_behind: bool


def join_fractions(words: Sequence[Word], rules: Sequence[Box]) -> list[Word]:
    """The words of a page, of which those above and below one of the `rules`, lines drawn across,
    are one where what stands beside it shows that they are a fraction."""
    bands = Bands(words if rules else ())
    gone: set[int] = set()
    behind: dict[int, Word] = {}
    before: dict[int, Word] = {}
    for rule in rules:
        found = _find(words, bands.find_near(rule), rule)
        if found and not found.parts & gone and found.beside not in gone:
            gone |= found.parts
            (behind if found.is_behind else before)[found.beside] = found.word
    joined: list[Word] = []
    for number, word in enumerate(words):
        own = (before.get(number), None if number in gone else word, behind.get(number))
        joined += [one for one in own if one]
    return joined


def _find(words: Sequence[Word], near: Sequence[int], rule: Box) -> _Fraction | None:
    """The fraction whose line is `rule`, of the words `near` it."""
    left, bottom, right, top = rule
    height = (bottom + top) / 2
    beside = None
    for number in near:
        word = words[number]
        size = word.style.size
        gap = max(left - word.right, word.left - right)
        is_level = _MIN_AXIS * size < height - word.base < _MAX_AXIS * size
        if is_level and -_SLACK < gap < _MAX_GAP * size:
            beside = number
            if word.left < left:
                break
    if beside is None:
        return None
    main = words[beside]
    size = main.style.size
    above: list[int] = []
    below: list[int] = []
    for number in near:
        word = words[number]
        if word.right <= left or word.left >= right or number == beside:
            continue
        by = word.base - height
        is_above = -0.1 * size < by < _MAX_REACH * size
        if not is_above and not -_MAX_REACH * size < by < -_BELOW * word.style.size:
            continue
        if word.left < left - _SLACK or word.right > right + _SLACK:
            return None  # it goes on beside the line
        (above if is_above else below).append(number)
    if not above or not below:
        return None
    width = max(_measure(words, above), _measure(words, below))
    if right - left > width + _MAX_LONGER * size:
        return None
    is_behind = main.left < left
    starts, ends = left, right
    if is_behind:
        starts = max(left, main.right + _BLANK * size)
    else:
        ends = min(right, main.left - _BLANK * size)
    text = write_fraction(_spell(words, above), _spell(words, below))
    word = replace(main, text=text, left=starts, right=max(starts, ends), is_broken=False)
    return _Fraction(
        replace(word, ends_line=is_behind), frozenset((*above, *below)), beside, is_behind
    )


def _measure(words: Sequence[Word], own: Sequence[int]) -> float:
    return max(words[n].right for n in own) - min(words[n].left for n in own)


def _spell(words: Sequence[Word], own: Sequence[int]) -> str:
    """What stands above the line, or below it; what has further lines within is left out."""
    parts = sorted((words[n] for n in own), key=lambda word: word.left)
    bases = [word.base for word in parts]
    if max(bases) - min(bases) > _LEVEL * parts[0].style.size:
        return LEFT_OUT
    return " ".join(word.text for word in parts)
