"""Whether a message only says who writes: "Hi, I am Ann from Oslo."

Names are no closed class, so what leads up to one is listed: for the bot's six languages, German,
French, Portuguese and Italian. Behind "I am", which anything may follow, a name has capitals, and
somebody has greeted before.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

NAMED = """
my name is, my names, me llamo, mi nombre es, меня зовут, мое имя, 我叫, 我的名字是, اسمي, میرا نام
ich heisse, mein name ist, je mappelle, je m appelle, mon nom est, meu nome e, eu me chamo
me chamo, mi chiamo, il mio nome e
"""
"""What hardly anything but a name follows."""

BEING = """
i am, im, soy, yo soy, я, je suis, eu sou, sou, sono, io sono
"""
"""What a name or whatever else somebody is follows."""

BEING_ANYTHING = """
ich bin
"""
"""The same where each noun has a capital: a name has a place behind it."""

_FROM = frozenset(("from", "de", "из", "aus", "di", "da", "do"))
_ENDS = ("ہے", "ہوں")
_MAX_NAME = 3
_MAX_PLACE = 3
_MAX_LETTERS = 4
"""Of a name in a script that parts no words."""

_Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Leads:
    """`NAMED`, `BEING` and `BEING_ANYTHING`, each as words in lower case."""

    named: Collection[tuple[str, ...]]
    being: Collection[tuple[str, ...]]
    being_anything: Collection[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Name:
    """What somebody says to be called; it `is_sure` if it can be nothing else."""

    words: tuple[str, ...]
    is_sure: bool


def find_name(words: _Words, leads: Leads, greets: Callable[[_Words], bool]) -> Name | None:
    """The name that `words`, as they are written, give to who writes them; None if they do not, or
    say anything else. `greets` tells a greeting by its words."""
    folded = [word.casefold() for word in words]
    for start in range(len(words)):
        for lead in (*leads.named, *leads.being, *leads.being_anything):
            end = start + len(lead)
            if tuple(folded[start:end]) != lead or (start and not greets(folded[:start])):
                continue
            length, place = _measure(words[end:], greets)
            if not length:
                continue
            name = tuple(words[end : end + length])
            has_capitals = name[0][0].isupper()
            if lead in leads.named:
                return Name(name, is_sure=has_capitals)
            if has_capitals and start and (place or lead in leads.being):
                return Name(name, is_sure=False)
    return None


def _measure(words: _Words, greets: Callable[[_Words], bool]) -> tuple[int, int]:
    """How many of `words` are a name, and how many behind it a place; none if anything but a
    greeting follows, as in "Bo Lind. Nice to meet you"."""
    for length in range(_measure_name(words), 0, -1):
        for place in (*range(_measure_place(words[length:]), 1, -1), 0):
            behind = [word.casefold() for word in words[length + place :]]
            behind = behind[behind[:1] in ([one] for one in _ENDS) :]
            if not behind or greets(behind):
                return length, place
    return 0, 0


def _measure_name(words: _Words) -> int:
    """How many of `words` are a name: those with capitals, or else one, or a few letters of a
    script that has no capitals."""
    if not words:
        return 0
    if (capitals := _count_capitals(words)) or words[0].lower() != words[0].upper():
        return min(capitals or 1, _MAX_NAME)
    letters = next((n for n, word in enumerate(words) if len(word) > 1), len(words))
    return min(letters, _MAX_LETTERS) or 1


def _measure_place(words: _Words) -> int:
    if not words or words[0].casefold() not in _FROM:
        return 0
    capitals = min(_count_capitals(words[1:]), _MAX_PLACE)
    return capitals + 1 if capitals else 0


def _count_capitals(words: _Words) -> int:
    return next((n for n, word in enumerate(words) if not word[0].isupper()), len(words))
