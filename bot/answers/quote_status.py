"""What became of a passage since it was quoted.

What that costs grows with the words that were quoted; of the article only a search for them as
they are goes through all, which takes a few milliseconds for ten megabytes.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.answers.verification import FindPlaces, Place, find_alike, look_around
from corpus import Article, Passage
from corpus.normalization import find_words, fold_typography

_PIECE_CHARACTERS = 500_000
"""Searched in one step: a longer one would hold up all else."""
_PLACES = 40
_MAX_TRIED = 100


class QuoteStatus(Enum):
    """What became of it."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """`passage` is where the words most like them stand now, if they were edited; else None."""

    status: QuoteStatus
    passage: Passage | None = None


def check_quote(
    quoted: str,
    article: Article | None,
    passages: Sequence[Passage],
    find_places: FindPlaces,
    clean: Callable[[str], str],
) -> CheckedQuote:
    """What became of the words `quoted` from `article`, `passages` being all of its, in order, and
    `find_places` finding those that have most of some words. If it is None, as one whose file has
    another name now, `find_places` does so in any, and all of the words have to stand there. They
    are as the chat shows a text, which `clean` makes of any."""
    if not any(map(str.isalnum, quoted)):
        return CheckedQuote(QuoteStatus.GONE)
    words = quoted.removesuffix("…")
    is_cut = words != quoted
    if article is None:
        is_there = any(_holds(place, words, is_cut, clean) for place in find_places(words, _PLACES))
        return CheckedQuote(QuoteStatus.UNCHANGED if is_there else QuoteStatus.GONE)
    if not passages:
        return CheckedQuote(QuoteStatus.GONE)
    if _stands_as_it_is(article.text, words, is_cut):
        return CheckedQuote(QuoteStatus.UNCHANGED)
    places = find_places(words, _PLACES)
    if any(_holds(place, words, is_cut, clean) for place in places):
        return CheckedQuote(QuoteStatus.UNCHANGED)
    alike = find_alike(words, places)
    if alike is None:
        return CheckedQuote(QuoteStatus.GONE)
    # The ends may lie in the passages around.
    middle = (alike.occurrence.start + alike.occurrence.end) // 2
    number = bisect_right(passages, middle, key=lambda passage: passage.start) - 1
    return CheckedQuote(QuoteStatus.EDITED, passages[max(0, number)])


def _stands_as_it_is(text: str, words: str, is_cut: bool) -> bool:
    """Whether `text` has `words` in their very characters, and does not go on in the last word,
    unless they are cut."""
    tried = 0
    for start in range(0, len(text), _PIECE_CHARACTERS):
        end = start + _PIECE_CHARACTERS + len(words)
        position = text.find(words, start, end)
        while position >= 0 and tried < _MAX_TRIED:
            around = text[max(0, position - 1) : position + len(words) + 1]
            if is_cut or find_words(words, around) >= 0:
                return True
            tried += 1
            position = text.find(words, position + 1, end)
    return False


def _holds(place: Place, words: str, is_cut: bool, clean: Callable[[str], str]) -> bool:
    """Whether the words stand around `place`: where passages begin may have moved."""
    first, last = look_around(place, len(words))
    needle, now = fold_typography(words), fold_typography(clean(place.article.text[first:last]))
    # A cut quote may end in a word.
    return find_words(needle, now) >= 0 or (is_cut and needle in now)
