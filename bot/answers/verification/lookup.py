"""Looks words up in the articles, within a budget for one message."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.answers.verification.alignment import MAX_ALIGNED, Alike, find_alike
from bot.answers.verification.pieces import read_variants, strip_low_lines, trim_claim, unbracket
from bot.answers.verification.places import Occurrence, Place, find_everywhere, find_verbatim
from corpus import Described, Passage
from corpus.normalization import fold_typography, is_spaceless, split_units
from embeddings import LocatedPassage

FindPlaces: TypeAlias = Callable[[str, int], Sequence[Place]]
"""The passages, at most so many, that have most of some words, best first."""

FindPassage: TypeAlias = Callable[[str, int], Passage | None]
"""The passage of an article, by its id, that has a place in its text; None if none has."""

FindLocated: TypeAlias = Callable[[str], LocatedPassage | None]
"""The passage with an id, and which of its article's it is; None if there is none."""

FindHolders: TypeAlias = Callable[
    [str, int, Callable[[Described], bool] | None], Sequence[LocatedPassage]
]
"""The same as an index has them, of articles that are wanted: `find_holders` with its index."""

_PLACES = 24
_MORE_PLACES = 240
"""Where a few common words may stand: what passages they stand in says little."""
_FEW_WORDS = 6

_MAX_PLACES_READ = 5000
_MAX_COMPARED = 160
"""Of one text, however many parts it has."""

_MAX_LOOKUPS = 300
_WEIGHT_OF_SPACELESS = 3
"""Of what is looked up in a script whose words are not parted: each letter in it is a word, and in
most passages there are some of them."""
_ENOUGH_ARTICLES = 50

MIN_ALIKE, _MIN_KEPT = 85.0, 0.7
"""Of what is nearly the same."""


def make_finder(find_holders: FindHolders, folders: frozenset[str] | None) -> FindPlaces:
    """Finds places in the articles in `folders`, in all if None."""
    if folders is None:
        return lambda words, most: _make_places(find_holders(words, most, None))
    return lambda words, most: _make_places(
        find_holders(words, most, lambda article: article.folder in folders)
    )


def find_places_of(find_holders: FindHolders, article_id: str) -> FindPlaces:
    """Finds places in one article."""
    return lambda words, most: _make_places(
        find_holders(words, most, lambda article: article.id == article_id)
    )


def _make_places(found: Sequence[LocatedPassage]) -> list[Place]:
    return [Place(one.article, one.passage.start, one.passage.end, one.passage) for one in found]


class Lookup:
    """Looks up the parts of one text, of which there are about `parts`. `lookups`, `places_read`
    and `compared` count what was searched for, looked at, and compared in full."""

    def __init__(
        self, find_places: FindPlaces, parts: int, find_passage: FindPassage | None = None
    ) -> None:
        self._find_places, self._find_passage = find_places, find_passage
        self._max_aligned = max(2, min(MAX_ALIGNED, _MAX_COMPARED // max(1, parts)))
        self._last: tuple[str, Sequence[Place]] = ("", ())
        self._found: dict[str, list[Occurrence]] = {}
        """Of each part that was looked for word for word: a sentence may come again and again."""
        self.lookups = 0
        self.places_read = 0
        self.compared = 0

    @property
    def is_exhausted(self) -> bool:
        """Whether nothing more is to be looked up."""
        return self.lookups >= _MAX_LOOKUPS or self._left() <= 0

    def find_verbatim(self, text: str) -> list[Occurrence]:
        """Where `text` stands word for word, once an article; `[]` if nowhere."""
        claim = trim_claim(text)
        if not any(character.isalnum() for character in claim):
            return []
        if claim not in self._found:
            self._found[claim] = self._find_anew(claim)
        return self._found[claim]

    def _find_anew(self, claim: str) -> list[Occurrence]:
        places = self._look_up(claim, _PLACES)
        if found := self._find_variants(claim, places):
            return found
        if len(places) < _PLACES or not self._is_short(claim):
            return []
        return self._find_variants(claim, self._look_up(claim, _MORE_PLACES))

    def find_everywhere(self, text: str) -> Iterator[Occurrence]:
        """Each place where `text` stands word for word, also several of an article."""
        claim = trim_claim(text)
        if not any(character.isalnum() for character in claim):
            return
        places = self._look_up(claim, _PLACES)
        yield from self._find_each(claim, places)
        if len(places) >= _PLACES and self._is_short(claim):
            yield from self._find_each(claim, self._look_up(claim, _MORE_PLACES))

    def _find_each(self, claim: str, places: Sequence[Place]) -> Iterator[Occurrence]:
        for variant in read_variants(claim):
            found = list(find_everywhere(variant, places))
            if found:
                yield from map(self.settle, found)
                return

    def find_alike(self, text: str) -> Alike | None:
        """What is most like `text`; None if nothing is, or if too much was compared already."""
        claim = unbracket(trim_claim(text))
        if self.compared >= _MAX_COMPARED or not any(c.isalnum() for c in claim):
            return None
        places = self._look_up(claim, _PLACES)
        found: list[Alike] = []
        for variant in dict.fromkeys((claim, strip_low_lines(claim))):
            self.compared += min(len(places), self._max_aligned)
            if one := find_alike(variant, places, self._max_aligned):
                found.append(one)
        alike = max(found, key=lambda one: (one.score, one.kept), default=None)
        return alike and replace(alike, occurrence=self.settle(alike.occurrence))

    def find_near(self, text: str) -> list[Occurrence]:
        """The passages that have most of the words of `text`, whole."""
        places = self._look_up(trim_claim(text), _PLACES)
        return [
            Occurrence(one.article, one.passage.start, one.passage.end, passage=one.passage)
            for one in places
            if one.passage
        ]

    def find_nearly(self, text: str) -> Alike | None:
        """What is so much like `text` that it is hardly by chance; None if nothing is."""
        alike = self.find_alike(text)
        is_near = alike is not None and alike.score >= MIN_ALIKE and alike.kept >= _MIN_KEPT
        return alike if is_near else None

    def settle(self, one: Occurrence) -> Occurrence:
        """`one` with the passage that it begins in: it was found near another one, maybe."""
        found = self._find_passage(one.article.id, one.start) if self._find_passage else None
        return replace(one, passage=found) if found else one

    def _find_variants(self, claim: str, places: Sequence[Place]) -> list[Occurrence]:
        for variant in read_variants(claim):
            if found := find_verbatim(variant, places):
                return [self.settle(one) for one in found[:_ENOUGH_ARTICLES]]
        return []

    def _look_up(self, claim: str, most: int) -> Sequence[Place]:
        key = f"{most} {claim}"
        if self._last[0] != key:
            places = self._find_places(claim, min(most, max(0, self._left())))
            self.lookups += _WEIGHT_OF_SPACELESS if any(map(is_spaceless, claim)) else 1
            self.places_read += len(places)
            self._last = key, places
        return self._last[1]

    def _left(self) -> int:
        return _MAX_PLACES_READ - self.places_read

    def _is_short(self, claim: str) -> bool:
        return len(split_units(fold_typography(claim))) <= _FEW_WORDS
