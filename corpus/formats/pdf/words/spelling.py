"""How a word is spelled, with what is raised or lowered in it."""

from collections.abc import Iterator
from itertools import groupby

from corpus.formats.pdf.words.characters import Characters
from corpus.formats.pdf.words.letters import (
    BLANKS,
    BREAKS,
    HYPHENS,
    LETTERS,
    SOFT_BREAK,
    SOFT_HYPHEN,
    spell,
)
from corpus.formats.pdf.words.marks import is_raised, raise_mark
from corpus.formats.pdf.words.word import Word
from corpus.formats.writing.raised import LOOK_BACK, lower_base

_LOWERED_BY = 0.08
_MARK_SIGNS = frozenset(map(ord, "0123456789*∗†‡§¶"))
_N = ord("n")
_SAME_SIZE = 0.99
"""Times a size, above which another is the same."""
_FAR = 6
"""Signs, to the next word."""
_RAISED_SIGNS = frozenset((*_MARK_SIGNS, *map(ord, "+-−–,"), _N))


def make_words(
    characters: Characters, codes: list[int], start: int, end: int, last: int, turn: int
) -> Iterator[Word]:
    head, text = start, ""
    if end - start > 1 and not _RAISED_SIGNS.isdisjoint(codes[start:end]):
        signs = _Signs(characters, codes, turn)
        head = _skip_raised(signs, start, end)
        # "¹Google": the mark of a note, and its first word.
        text = raise_mark(spell(codes, start, head)) + _spell_raised(signs, head, end)
    text = text or spell(codes, start, end)
    style, _ = characters.read_style(head)
    left, _, base = characters.place(start, turn)
    if head > start:
        base = characters.measure_base(head, turn)
    text_end = characters.place(end - 1, turn)[1]
    is_broken = last in HYPHENS
    if is_broken:
        text += SOFT_HYPHEN if last == SOFT_BREAK else "-"
    if text:
        yield Word(
            text,
            left,
            max(left, text_end),
            base,
            style,
            is_broken or last in BREAKS,
            is_broken,
        )


class _Signs:
    """How high the signs of a word stand, each measured once."""

    def __init__(self, characters: Characters, codes: list[int], turn: int) -> None:
        self.codes = codes
        self._characters = characters
        self._turn = turn
        self._bases: dict[int, float] = {}

    def base(self, number: int) -> float:
        if number not in self._bases:
            self._bases[number] = self._characters.measure_base(number, self._turn)
        return self._bases[number]

    def size(self, number: int) -> float:
        return self._characters.read_style(number)[1]


def _spell_raised(signs: _Signs, start: int, end: int) -> str:
    """A word, what is raised in it as marks, and the digits that are lowered behind a digit as
    lowered ones."""
    codes = signs.codes
    highs = [0] * (end - start)
    if not _RAISED_SIGNS.isdisjoint(codes[start + 1 : end]):
        size = signs.size(start)
        for number in range(start + 1, end):
            if codes[number] in _RAISED_SIGNS and not _is_of_ordinal(codes, number, end):
                by = signs.base(number) - signs.base(start)
                if abs(by) > _LOWERED_BY * size:
                    last = highs[number - start - 1]
                    highs[number - start] = _find_level(signs, start, number, size, last)
            elif highs[number - start - 1] > 0 and _is_within(signs, number, end, size):
                highs[number - start] = 1
    text = ""
    place = start
    for high, run in groupby(highs):
        stop = place + len(list(run))
        part = spell(codes, place, stop)
        if high:
            part = raise_mark(part) if high > 0 else lower_base(text[-LOOK_BACK:], part)
        text += part
        place = stop
    return text


def _find_level(signs: _Signs, start: int, number: int, size: float, last: int) -> int:
    """1 if a sign of a word that begins in that `size` stands above its line, -1 if below, or 0;
    `last` is the level of the sign before."""
    own_size = signs.size(number)
    by = signs.base(number) - signs.base(start)
    high = is_raised(own_size, by, size) - is_raised(own_size, -by, size, _LOWERED_BY)
    step = signs.base(number) - signs.base(number - 1)
    is_level = abs(step) < _LOWERED_BY * size
    if signs.codes[number] == _N and is_level and LETTERS[signs.codes[number - 1]].isalpha():
        return 0
    if own_size < _SAME_SIZE * size:
        return high
    # Signs of one size rise little by little on a page that is scanned askew.
    return high if is_raised(own_size, high * step, size) or (is_level and last == high) else 0


def _is_within(signs: _Signs, number: int, end: int, size: float) -> bool:
    """Whether a sign is raised between two others that are, as the point of 2.75."""
    if number + 1 == end or signs.codes[number + 1] not in _RAISED_SIGNS:
        return False
    bases = [signs.base(near) for near in (number - 1, number, number + 1)]
    return not LETTERS[signs.codes[number]].isalnum() and max(bases) - min(bases) < (
        _LOWERED_BY * size
    )


def _skip_raised(signs: _Signs, start: int, end: int) -> int:
    """Where behind raised signs at its beginning a word goes on; `start` if there are none."""
    if signs.codes[start] not in _MARK_SIGNS:
        return start
    size = signs.size(start)
    head = start + 1
    while head < end and signs.codes[head] in _MARK_SIGNS:
        if abs(signs.base(head) - signs.base(start)) > _LOWERED_BY * size:
            break
        head += 1
    if head == end:
        return start
    own_size = signs.size(head)
    if not is_raised(size, signs.base(start) - signs.base(head), own_size):
        return start
    is_own = size < _SAME_SIZE * own_size or _is_on_line(signs, head, start, end)
    return head if is_own else start


def _is_on_line(signs: _Signs, number: int, start: int, end: int) -> bool:
    """Whether a sign of the word from `start` to `end` is as high as what is set before or behind
    that, and its beginning is not: or else it is lowered, and the beginning is not raised."""
    codes = signs.codes
    before = range(start - 1, max(-1, start - _FAR), -1)
    behind = range(end, min(len(codes), end + _FAR))
    for near in (before, behind):
        beside = next((n for n in near if codes[n] not in BREAKS and codes[n] not in BLANKS), None)
        if beside is not None:
            own, first = (abs(signs.base(beside) - signs.base(one)) for one in (number, start))
            if min(own, first) < _LOWERED_BY * signs.size(beside):
                return own < first
    return False


def _is_of_ordinal(codes: list[int], number: int, end: int) -> bool:
    """Whether a letter begins "nd" as in "2nd", instead of being a number's name."""
    return codes[number] == _N and number + 1 < end and LETTERS[codes[number + 1]].isalpha()
