"""Hyphens at the ends of lines: which of them break words, by the words of the file."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.formats.pdf.lines import Line
from corpus.structure.blocks.hyphens import BETWEEN_TWO, OF_COMPOUNDS, Halves, read_halves
from corpus.structure.french_hyphens import is_french, keeps_hyphen

HYPHENS = ("-", "\u00ad", "\u2010")
_SOFT_HYPHEN = "\u00ad"

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_CUT_LONG_OPTION = re.compile(r"(?:^|[\s(\[|\"'`])--[A-Za-z][\w-]*[-\u2010]$")
"""Nobody hyphenates an option: its hyphen at the line's end is its own."""
_MAX_WORD = 60
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "n", "en", "e")
_MIN_STEM = 6
_APART = frozenset(("non", "self"))
_PREFIXES = frozenset(("over", "under", "inter", "trans", "super", "counter", "fore", "hyper"))
_MIN_HEAD = 4
_MIN_PARTICIPLE = 6
_MIN_PART = 3
"""Letters of the parts of a compound: "of-fers" is none, though "of" is a word."""
_MIN_CAPITALS = 8
"""Letters of a word in capitals that is broken: "AES-GCM" is none."""
_SHARED = (2, 3)
"""Letters before and behind a break that another word of the file has, too."""
_MIN_STRETCHED = 4
_STRETCHED = 0.4
"""Of the lines within paragraphs, that end at one edge if they are stretched to it: then words are
broken for it."""
_MIN_LINE = 25
_STEP = 2.0
"""Points by which the ends of lines are told apart."""


class Hyphens:
    """Decides whether a hyphen at a line's end belongs to the word.

    It does not if the word without it stands elsewhere in the file, and it does if the compound
    does, or both of its parts. If neither is known it does behind one letter, where its neighbours
    are not of prose, as in "log.example.org" and "hhmm-ss", and where words are not known to be
    broken: neither those of the file, most of whose hyphens at ends of lines are known to break
    some, or whose lines are stretched, nor this one, another form of which, or one that begins or
    ends as it, stands elsewhere. For a wrong word is worse than a hyphen too many.
    """

    def __init__(self, pages: Iterable[Sequence[Line]]) -> None:
        exact: set[str] = set()
        ends: list[tuple[str, str]] = []
        edges: Counter[tuple[int, int]] = Counter()
        for page in pages:
            exact.update(_find_words(page))
            for line, after in pairwise(page):
                if line.plain.endswith(HYPHENS):
                    ends.append((line.plain, after.plain))
                elif len(line.plain) >= _MIN_LINE and after.plain[:1].islower():
                    edges[line.page, round(line.right / _STEP)] += 1
        self._exact = exact
        self._words = {word.casefold() for word in exact}
        plain = [word for word in self._words if word.isalpha()]
        self._forwards, self._backwards = sorted(plain), sorted(word[::-1] for word in plain)
        compounds = [re.split("[-\u2010]", word) for word in exact if not word.isalpha()]
        # German has a capital behind a hyphen, which a word that is broken has not.
        compounds = [parts for parts in compounds if parts[-1][0].islower()]
        self._heads = {parts[0].casefold() for parts in compounds}
        self._tails = {parts[-1].casefold() for parts in compounds}
        known = [known for pair in ends if (known := self._is_known_broken(*pair)) is not None]
        is_stated = any(before.endswith(_SOFT_HYPHEN) for before, _ in ends)
        margin = 2 * sum(known) - len(known)
        self._keeps = is_stated or margin < 0
        self._is_french = is_french(self._words)
        self._breaks_words = not self._keeps and (
            margin > 0 or (not known and _are_stretched(edges))
        )

    def is_break(self, before: str, after: str) -> bool:
        """Whether the hyphen that `before` ends with is gone once `after` follows it."""
        if before.endswith(_SOFT_HYPHEN):
            return True
        if _CUT_LONG_OPTION.search(before[-_MAX_WORD:]):
            return False
        halves = read_halves(before, after)
        if halves is None or (self._is_french and keeps_hyphen(halves.head, halves.tail)):
            return False
        is_compound = self._is_compound(halves)
        if halves.is_letter:
            return not is_compound and halves.begin_with_letter(self._exact, self._words)
        if self._is_known(halves) and not (
            is_compound and not (halves.is_prose and halves.tail[0].islower())
        ):
            return True
        if is_compound or not halves.is_prose or halves.end.casefold() in OF_COMPOUNDS:
            return False
        is_upper = halves.head.isupper() and halves.tail.isupper()
        if not halves.tail[0].islower() and not (
            is_upper and len(halves.head + halves.tail) >= _MIN_CAPITALS
        ):
            return False
        return self._may_be_broken(halves)

    def _may_be_broken(self, halves: Halves) -> bool:
        """The same of a word that stands neither joined nor apart elsewhere."""
        end, tail = halves.end.casefold(), halves.tail.casefold()
        if self._is_form(end + tail):
            return True
        if min(len(end), len(tail)) >= _MIN_PART and {end, tail} <= self._words:
            return False
        if self._may_be_compound(end, tail) or halves.end != halves.head:
            return False
        if not halves.are_spoken or self._may_stand_for_two(end, tail):
            return False
        if not self._keeps and self._is_shared(end, tail):
            return True
        return self._breaks_words and not self._is_part(end, tail)

    def _is_known(self, halves: Halves) -> bool:
        """Whether the word without the hyphen stands elsewhere, as it is written if its second half
        begins with a capital, but for one in capitals."""
        words = halves.head + halves.tail, halves.end + halves.tail
        if halves.tail[0].islower() or words[0].isupper():
            return any(word.casefold() in self._words for word in words)
        return any(word in self._exact for word in words)

    def _is_compound(self, halves: Halves) -> bool:
        heads = halves.head, halves.end
        return any(f"{head}-{halves.tail}".casefold() in self._words for head in heads)

    def _is_known_broken(self, before: str, after: str) -> bool | None:
        """Whether a word is broken at a line's end; None if the words of the file do not say so."""
        halves = read_halves(before, after)
        if halves is None or halves.is_letter or not halves.tail[0].islower():
            return None
        end, tail = halves.end.casefold(), halves.tail.casefold()
        are_words = min(len(end), len(tail)) >= _MIN_PART and {end, tail} <= self._words
        return False if self._is_compound(halves) or are_words else self._is_known(halves) or None

    def _is_form(self, word: str) -> bool:
        """Whether another form of `word` stands in the file: "trademark" for "trademarks"."""
        return f"{word}s" in self._words or any(
            word.endswith(ending)
            and len(word) >= len(ending) + _MIN_STEM
            and word.removesuffix(ending) in self._words
            for ending in _ENDINGS
        )

    def _may_be_compound(self, head: str, tail: str) -> bool:
        """Whether the second part is a word of the file, and the first one that stands before such
        words with a hyphen: "comma-separated", "non-embedded"."""
        if tail not in self._words:
            return False
        is_participle = len(tail) >= _MIN_PARTICIPLE and tail.endswith("ed")
        return head in _APART or (
            is_participle and len(head) >= _MIN_HEAD and head not in _PREFIXES
        )

    def _may_stand_for_two(self, head: str, tail: str) -> bool:
        """Whether the second half may be an "and", behind a hyphen for the rest of a word."""
        is_whole = len(head) >= _MIN_HEAD and head in self._words
        return tail in BETWEEN_TWO and (is_whole or len(tail) >= _MIN_PART)

    def _is_shared(self, head: str, tail: str) -> bool:
        """Whether another word has the letters around the break: "documented" and "vacation" those
        of "docu-mentation"."""
        before, behind = _SHARED
        if len(head) < before or len(tail) < behind:
            return False
        begun, ended = head + tail[:behind], (head[-before:] + tail)[::-1]
        return _has(self._forwards, begun) or _has(self._backwards, ended)

    def _is_part(self, head: str, tail: str) -> bool:
        """Whether the first half begins compounds of the file, or the second one ends some."""
        if len(head) < _MIN_HEAD:
            return head in self._heads and tail in self._words
        return head in self._heads or (len(tail) >= _MIN_HEAD and tail in self._tails)


def _find_words(page: Sequence[Line]) -> Iterator[str]:
    """The words of a page, but for the halves of those that may be broken."""
    is_rest = False
    for line in page:
        words = _WORD.findall(line.plain)[is_rest:]
        is_rest = line.plain.endswith(HYPHENS)
        yield from words[:-1] if is_rest else words


def _are_stretched(edges: Counter[tuple[int, int]]) -> bool:
    """Whether most lines within paragraphs end at one edge of their page."""
    most: dict[int, int] = {}
    for (page, _), count in edges.items():
        most[page] = max(count, most.get(page, 0))
    aligned = sum(most.values())
    return aligned >= _MIN_STRETCHED and aligned >= _STRETCHED * edges.total()


def _has(words: Sequence[str], begun: str) -> bool:
    """Whether one of the sorted `words` begins so."""
    place = bisect_left(words, begun)
    return place < len(words) and words[place].startswith(begun)
