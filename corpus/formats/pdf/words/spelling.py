"""How a word is spelled, with what is raised or lowered in it."""

from collections.abc import Iterator
from itertools import groupby

from corpus.formats.pdf.words.characters import Characters
from corpus.formats.pdf.words.letters import (
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
_RAISED_SIGNS = frozenset((*_MARK_SIGNS, *map(ord, "+-−–,"), _N))


def make_words(
    characters: Characters, codes: list[int], start: int, end: int, last: int, turn: int
) -> Iterator[Word]:
    style, exact = characters.read_style(start)
    left, _, base = characters.place(start, turn)
    text = ""
    if end - start > 1:
        text = _spell_raised(characters, codes, start, end, exact, base, turn)
        if not text and codes[start] in _MARK_SIGNS:
            head = _skip_raised(characters, codes, start, end, exact, base, turn)
            if head > start:  # "¹Google": the mark of a note, and its first word
                style, exact = characters.read_style(head)
                base = characters.place(head, turn)[2]
                text = raise_mark(spell(codes, start, head)) + spell(codes, head, end)
    text = text or spell(codes, start, end)
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


def _spell_raised(
    characters: Characters,
    codes: list[int],
    start: int,
    end: int,
    size: float,
    base: float,
    turn: int,
) -> str:
    """A word some signs of which are raised, or digits lowered behind a digit, with these as
    marks and as lowered digits; "" if there are none."""
    if _RAISED_SIGNS.isdisjoint(codes[start + 1 : end]):
        return ""
    highs = [0] * (end - start)
    for number in range(start + 1, end):
        if codes[number] in _RAISED_SIGNS and not _is_of_ordinal(codes, number, end):
            by = characters.measure_base(number, turn) - base
            if abs(by) > _LOWERED_BY * size:
                own_size = characters.read_style(number)[1]
                highs[number - start] = is_raised(own_size, by, size) - is_raised(
                    own_size, -by, size, _LOWERED_BY
                )
    if not any(highs):
        return ""
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


def _skip_raised(
    characters: Characters,
    codes: list[int],
    start: int,
    end: int,
    size: float,
    base: float,
    turn: int,
) -> int:
    """Where behind raised signs at its beginning a word goes on; `start` if there are none."""
    head = start
    while head < end and codes[head] in _MARK_SIGNS:
        head += 1
    if head == end:
        return start
    _, _, own = characters.place(head, turn)
    own_size = characters.read_style(head)[1]
    return head if is_raised(size, base - own, own_size) else start


def _is_of_ordinal(codes: list[int], number: int, end: int) -> bool:
    """Whether a letter begins "nd" as in "2nd", instead of being a number's name."""
    return codes[number] == _N and number + 1 < end and LETTERS[codes[number + 1]].isalpha()
