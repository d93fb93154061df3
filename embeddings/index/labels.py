"""The labels of numbered units, such as "Article 17" or "2:14", as what one looks them up by."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from corpus import Passage
from corpus.normalization import fold_accents
from corpus.structure.unit_labels import UNIT_MEANINGS, read_number_label, read_unit
from embeddings.words.letters import fold_letters
from embeddings.words.number_words import find_numbers

_MAX_LABEL = 60
_SIGN = "§"
_MARKS = frozenset("第제")
_WORD = regex.compile(r"[第제]|[[\p{L}\p{M}]--[〇零一二三四五六七八九十百千两兩]]+|§", regex.V1)
_SEPARATOR = regex.compile("[.,:]")
_POINT = regex.compile(r"\((\w{1,4})\)")
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitLabel:
    """The `numbers` of a unit, from its outermost part on ("2", "14" of "2:14"), its `points` ("2"
    of "17 (2)"), and the `word` that says what is counted: "article", "flint", "§", "条", `""`."""

    word: str
    numbers: tuple[str, ...]
    points: tuple[str, ...] = ()

    def is_called(self, word: str) -> bool:
        """Whether `word` may say what is counted, as "art" says it of an article: a beginning of
        it, the word of another language for it, the sign of sections, or anything if nothing is
        said."""
        if not self.word or not word or _SIGN in (self.word, word):
            return True
        if self.word.startswith(word) or word.startswith(self.word):
            return True
        return not _meanings().get(self.word, _NONE).isdisjoint(_meanings().get(word, _NONE))


def read_label(text: str) -> UnitLabel | None:
    """The label that `text` is; None if it holds no number."""
    text = text[:_MAX_LABEL]
    points = tuple(point.casefold() for point in _POINT.findall(text))
    outer = _POINT.sub(" ", text)
    numbers = [part for found in find_numbers(outer) for part in _SEPARATOR.split(found)]
    if not numbers:
        return None
    words = [fold_unit_word(w) for w in _WORD.findall(outer) if not is_numeral(w.casefold())]
    return UnitLabel(words[0] if words else "", tuple(numbers), points)


def fold_unit_word(word: str) -> str:
    """`word`, which says what is counted, in the one form that all of its spellings have: 條 is
    条."""
    return fold_letters(fold_accents(word))


@functools.cache
def _meanings() -> dict[str, frozenset[int]]:
    """Which kinds of units each word of a label may stand for."""
    found: dict[str, frozenset[int]] = {}
    for number, words in enumerate(UNIT_MEANINGS):
        for word in map(fold_unit_word, words.split()):
            found[word] = found.get(word, _NONE) | {number}
    return found


def is_numeral(word: str) -> bool:
    """Whether `word`, in lower case, is a number or the mark of one."""
    return word in _MARKS or set(word) <= set("ivxlc") or any(find_numbers(word))


class LabelIndex:
    """Rows of passages by the label that they have, or that one of their sentences begins with:
    several verses may be read together."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._rows: dict[tuple[str, ...], list[tuple[str, int]]] = {}
        for row, passage in enumerate(passages):
            for label in _list_labels(passage):
                path = *label.numbers, *label.points
                for length in range(1, len(path) + 1):
                    places = self._rows.setdefault(path[:length], [])
                    if (label.word, row) not in places[-1:]:
                        places.append((label.word, row))

    def find(self, label: UnitLabel) -> list[int]:
        """The rows of the unit and of its parts, in order; if nothing is labelled as the point,
        those of the unit that it is a point of. `[]` if there is no such unit."""
        found = self._rows.get((*label.numbers, *label.points), [])
        found = found or self._rows.get(label.numbers, [])
        return [row for word, row in found if label.is_called(word)]

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """What is counted by any label."""
        return frozenset(word for rows in self._rows.values() for word, _ in rows if word)


def _list_labels(passage: Passage) -> Iterator[UnitLabel]:
    if passage.label:
        label = _read_known(passage.label)
        if label:
            yield label
            yield from _list_following(passage, label)
        return
    for start, _ in passage.sentences:
        unit = read_unit(passage.text[start : start + _MAX_LABEL])
        label = _read_known(unit.label) if unit else None
        if label:
            yield label


def _list_following(passage: Passage, first: UnitLabel) -> Iterator[UnitLabel]:
    """The units that follow `first` in `passage` as bare numbers: "4.2" and "4.3" behind "4.1"."""
    *outer, last = first.numbers
    if not outer or first.word or not last.isdecimal():
        return
    count = int(last)
    for start, _ in passage.sentences:
        number = read_number_label(passage.text[start : start + _MAX_LABEL])
        label = _read_known(number) if number else None
        if label and label.numbers == (*outer, str(count + 1)):
            count += 1
            yield label


@functools.lru_cache(maxsize=100_000)
def _read_known(label: str) -> UnitLabel | None:
    return read_label(label)
