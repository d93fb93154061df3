"""The words of the articles, and which of them a word is a slip of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from corpus.normalization import strip_accents

MAX_WORDS = 200_000
"""Words that are looked through, the most frequent ones of a larger index: each word to be mended
is compared with those about as long."""

_MIN_LETTERS = 3
_MIN_CHANGED = 5
_LONG = 8
"""Letters. Of a shorter word only neighbours may be swapped: another letter makes another word."""
_LONGER = 10
"""Letters from which on two may be others: "evernote" is no slip of "everyone"."""
_MAX_CANDIDATES = 50
_BITS = 64


@dataclass(frozen=True, slots=True)
class Alike:
    """Words of one length, without accents, and which letters each has, as `_mark_letters` says."""

    words: list[str]
    marks: NDArray[np.uint64]

    @staticmethod
    def read(words: Iterable[str]) -> "Alike":
        """Of `words`, which are at least one."""
        found = list(words)
        return Alike(found, _mark_letters(found))

    def choose(self, letters: str, changes: int) -> list[str]:
        """The words that so many changes may make of `letters`, by which letters they have: a few
        of them all, which need not be compared letter by letter."""
        apart = np.bitwise_count(self.marks ^ _mark_letters([letters]))
        # Another letter in the place of one takes a mark away and sets one.
        return [self.words[place] for place in np.flatnonzero(apart <= 2 * changes).tolist()]


class Vocabulary:
    """Whole words with the number of passages that hold each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._words: dict[int, dict[str, tuple[int, str]]] = {}
        """By the length without accents: the letters, then how often, and the word."""
        for word, count in counts.items():
            letters = strip_accents(word)
            if word.isalpha() and len(letters) >= _MIN_LETTERS:
                alike = self._words.setdefault(len(letters), {})
                alike[letters] = max(alike.get(letters, (0, "")), (count, word))
        self._alike = {length: Alike.read(words) for length, words in self._words.items()}

    def count(self, word: str) -> int:
        """How many passages hold `word`, in lower case and with its accents."""
        return self._counts.get(word, 0)

    def find_nearest(self, word: str, most: int = 2) -> str | None:
        """The word that `word`, which is none of them, is most likely a slip of: neighbours
        swapped; of three or four letters a double one written once; from five letters on one
        letter more, less or another; of eight or more letters two of these, but two others that
        stand apart only of ten or more. Of equals the one that begins alike, then the most
        frequent. None if there is none with at most `most` slips."""
        letters = strip_accents(word)
        if len(letters) < _MIN_LETTERS:
            return None
        allowed = 2 if len(letters) >= _MIN_CHANGED else 1
        found = self._find_candidates(letters, allowed, min(allowed, most))
        return min((near for near in found if near[0] <= most), default=(0, False, 0, None))[3]

    def _find_candidates(
        self, letters: str, most: int, most_longer: int
    ) -> Iterator[tuple[int, bool, int, str | None]]:
        """Words at most `most` changes from `letters`, and at most `most_longer` letters longer or
        shorter, each behind what decides: slips, another first letter, count."""
        for length in range(len(letters) - most_longer, len(letters) + most_longer + 1):
            if length not in self._words:
                continue
            words = self._words[length]
            near = process.extract(
                letters,
                self._alike[length].choose(letters, most),
                scorer=DamerauLevenshtein.distance,
                score_cutoff=most,
                limit=_MAX_CANDIDATES,
            )
            for other, distance, _ in near:
                slips = _count_slips(letters, other, int(distance))
                if slips <= _allow_slips(letters, other):
                    count, word = words[other]
                    yield slips, other[0] != letters[0], -count, word


def _mark_letters(words: Sequence[str]) -> NDArray[np.uint64]:
    """For each of `words` of one length, which are not empty, a number with a bit for each of its
    letters, of which several may share one."""
    codes = "".join(words).encode("utf-32-le", errors="surrogatepass")
    letters = np.frombuffer(codes, dtype="<u4").reshape(len(words), -1)
    marks: NDArray[np.uint64] = np.bitwise_or.reduce(
        np.uint64(1) << letters % np.uint64(_BITS), axis=1
    )
    return marks


def _count_slips(one: str, other: str, distance: int) -> int:
    """`distance`, but 1 if letters only changed places."""
    is_moved = distance == 2 and len(one) == len(other) and sorted(one) == sorted(other)
    return 1 if is_moved else distance


def _is_undoubled(one: str, other: str) -> bool:
    """Whether `one` is `other` with a double letter written once: "fery", "bok"."""
    if len(other) != len(one) + 1:
        return False
    return any(one[: n + 1] + one[n:] == other for n in range(len(one)))


def _allow_slips(one: str, other: str) -> int:
    if len(one) < _MIN_CHANGED:
        return int(sorted(one) == sorted(other) or _is_undoubled(one, other))
    differ = [n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    stand_apart = len(one) == len(other) and len(differ) == 2 and differ[1] - differ[0] > 1
    return 2 if len(one) >= (_LONGER if stand_apart else _LONG) else 1
