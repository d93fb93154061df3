"""Large initials that go down beside several lines: the first letters of the words beside them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.formats.pdf.words.word import Word

_MIN_LARGER = 1.8
"""Times the size of the word beside it, of an initial; one that stands on its line is no such."""
_MIN_LOWER = 0.7
"""Of that size, by which its foot is lower."""
_MAX_TALLER = 0.8
"""Of its own size, from its foot to that of the word: as high as its letter, or less."""
_MIN_GAP, _MAX_GAP = -0.3, 0.8
_WORDS = "AIOY"
"""Letters that are words by themselves in some languages."""


def join_initials(words: Sequence[Word]) -> list[Word]:
    """The words of a page, of which those beside a large initial have it."""
    places = {n for n, (one, word) in enumerate(pairwise(words)) if _is_initial(one, word)}
    if not places:
        return list(words)
    counts = Counter(word.text for word in words)
    joined: list[Word] = []
    initial: Word | None = None
    for number, word in enumerate(words):
        if initial is not None:
            is_apart = initial.text in _WORDS and counts[word.text] > 1
            text = f"{initial.text}{' ' if is_apart else ''}{word.text}"
            joined.append(replace(word, text=text))
            initial = None
        elif number in places:
            initial = word
        else:
            joined.append(word)
    return joined


def _is_initial(one: Word, word: Word) -> bool:
    size = word.style.size
    if len(one.text) > 1 or not one.text.isupper() or one.style.size < _MIN_LARGER * size:
        return False
    return (
        word.text[0].isalpha()
        and _MIN_LOWER * size < word.base - one.base < _MAX_TALLER * one.style.size
        and _MIN_GAP * size < word.left - one.right < _MAX_GAP * size
    )
