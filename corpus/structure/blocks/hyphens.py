"""Words that a line end breaks, told from compounds by the words of the text itself."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.structure.french_hyphens import is_french, keeps_hyphen

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*[-\u2010]$")
_ONE_LETTER = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]['’])[^\W\d_][-\u2010]$")
"""But for "l'a-mitié", in which the article counts."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_MAX_WORD = 60
"""Characters; so much of a line's end is looked at."""
_HYPHENS = ("-", "\u2010")
_OPENED = re.compile(
    r"(?:^|[\s(\[{\"'\u2018-\u201f«»‹›¿¡—–…*])(?:[^\W\d_]{1,5}['’])?(?:[^\W\d_]{1,30}/)?"
    r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*[-\u2010]$"
)
_CLOSED = re.compile(
    r"([^\W\d_]+(?:['’][^\W\d_]*)?)"
    r"(?:$|[\s)\]}\"'\u2018-\u201f«»‹›!,;—–…*¹²³\u2070-\u2079]|[.:?](?![^\W_]))"
)
"""Prose that stands before a hyphen, with "l'" and "and/" in front, and behind one."""
_VOWELS = frozenset("aeiouyæœøıаеиоуыэюяіїєαεηιουω")
_SYLLABIC = frozenset("rl")
"""Vowels of Czech and its like, in words that have accents."""
_MIXED_CASE = re.compile(r"[^\W\d_]*[a-zа-я][A-ZА-Я]|[A-ZА-Я]{2,}[a-zа-я]")
_COMPOUNDS = "self half well quasi twenty thirty forty fifty sixty seventy eighty ninety"
OF_COMPOUNDS = frozenset(_COMPOUNDS.split())
"""With which compounds begin in a text that has them nowhere else."""
BETWEEN_TWO = frozenset(
    ("and", "or", "to", "und", "oder", "bis", "bzw", "sowie", "et", "ou", "y", "o", "e", "en", "of")
)
"""Behind a hyphen that stands for the rest of a word: "pre- and postwar"."""


@dataclass(frozen=True, slots=True)
class Halves:
    """The words around the hyphen at a line's end, as they are written: `head` with the parts that
    hyphens join to it. `is_prose` is whether they may be halves of a word of prose, by what stands
    beside them: not those of "log.example.org", nor of a compound that goes on behind them.
    `are_spoken` is whether each may be one, by its letters: not those of "hhmm-ss". `is_letter` is
    whether the hyphen stands behind one: of "U-boat" and "e-mail"."""

    head: str
    tail: str
    is_prose: bool
    are_spoken: bool
    is_letter: bool

    @property
    def end(self) -> str:
        """The last part of `head`."""
        return re.split("[-\u2010]", self.head)[-1]

    def begin_with_letter(self, exact: Container[str], words: Container[str]) -> bool:
        """Whether they are a word of prose that is broken behind its first letter, which only that
        word tells: it is among `exact`, the words of the text as they are written, or, if it has
        no capitals, among `words`, the same in small letters."""
        whole = self.head + self.tail
        return self.is_letter and self.is_prose and whole in (words if whole.islower() else exact)


def read_halves(before: str, after: str) -> Halves | None:
    """What stands around the hyphen that `before` ends with; None if it parts no two words."""
    before, after = before[-_MAX_WORD:], after[:_MAX_WORD]
    last = _LAST_WORD.search(before)
    first = _FIRST_WORD.match(after)
    if last is None or first is None:
        return None
    closed = _CLOSED.match(after)
    head, tail = last[0][:-1], first[0]
    end = re.split("[-\u2010]", head)[-1]
    return Halves(
        head,
        tail,
        is_prose=closed is not None and _OPENED.search(before) is not None,
        are_spoken=_is_spoken(end) and _is_spoken(closed[1] if closed else tail),
        is_letter=_ONE_LETTER.search(before) is not None,
    )


class Hyphens:
    """Decides whether the hyphen at a line's end belongs to the word.

    The word without it stands elsewhere in the text: it does not, unless it is one of an address
    or such, and the compound stands there, too. The compound stands elsewhere, or both parts do:
    it does, as it does behind one letter and where French has one. Else it does unless the text is
    known to break words, what stands around it is prose, and what follows it is no word of the
    text, nor what precedes it one that begins compounds.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        ending = [(a, b) for a, b in pairwise(texts) if a.endswith(_HYPHENS) and b[:1].isalpha()]
        self._exact = set(_find_all_words(texts)) if ending else set()
        self._words = {word.casefold() for word in self._exact}
        known = [known for a, b in ending if (known := self._is_known_broken(a, b)) is not None]
        self._breaks_words = 2 * sum(known) > len(known)
        self._is_french = is_french(self._words)

    def is_break(self, before: str, after: str) -> bool:
        """Whether the hyphen that `before` ends with is gone once `after` follows it."""
        if before.endswith("\u00ad"):
            return True
        halves = read_halves(before, after)
        if halves is None or (self._is_french and keeps_hyphen(halves.head, halves.tail)):
            return False
        first, second = halves.head.casefold().replace("\u2010", "-"), halves.tail.casefold()
        is_compound = f"{first}-{second}" in self._words
        if halves.is_letter:
            return not is_compound and halves.begin_with_letter(self._exact, self._words)
        if self._is_known(halves) and (halves.is_prose or not is_compound):
            return True
        if is_compound or not (halves.is_prose and halves.are_spoken and halves.tail[0].islower()):
            return False
        if first in OF_COMPOUNDS or second in self._words:
            return False
        return (self._breaks_words or before.endswith("\u2010")) and "-" not in first

    def separate(self, before: str, after: str) -> str:
        """What parts the two behind a hyphen that stays: nothing, but for "pre- and postwar"."""
        if not before.endswith(_HYPHENS) or not (before[-2:-1].isalnum() and after[:1].isalnum()):
            return " "
        first = _FIRST_WORD.match(after[:_MAX_WORD])
        return " " if first is not None and first[0] in BETWEEN_TWO else ""

    def _is_known(self, halves: Halves) -> bool:
        """Whether the word without the hyphen stands elsewhere, as it is written if its second half
        begins with a capital."""
        whole = halves.head.replace("\u2010", "-") + halves.tail
        if halves.tail[0].islower():
            return whole.casefold() in self._words
        return whole in self._exact

    def _is_known_broken(self, before: str, after: str) -> bool | None:
        """Whether a word is broken at a line's end; None if the words of the text do not say so."""
        halves = read_halves(before, after)
        if halves is None or halves.is_letter or not halves.tail[0].islower():
            return None
        first, second = halves.head.casefold().replace("\u2010", "-"), halves.tail.casefold()
        is_kept = f"{first}-{second}" in self._words or {first, second} <= self._words
        return False if is_kept else self._is_known(halves) or None


def _find_all_words(texts: Iterable[str]) -> Iterator[str]:
    """The words of all lines, but for the halves of those that may be broken."""
    is_broken = False
    for text in texts:
        words = _WORD.findall(text)
        was_broken, is_broken = is_broken, text.endswith(_HYPHENS)
        yield from words[1 if was_broken else 0 : len(words) - is_broken]


def _is_spoken(part: str) -> bool:
    """Whether a part of a word may be a syllable: letters of scripts that have vowels have one, and
    capitals stand in front of it or are all of it."""
    if _MIXED_CASE.match(part):
        return False
    signs = set(unicodedata.normalize("NFD", part.casefold()))
    if not signs.isdisjoint(_VOWELS):
        return True
    return not any("a" <= sign <= "z" or "а" <= sign <= "я" for sign in signs) or (
        not part.isascii() and not signs.isdisjoint(_SYLLABIC)
    )
