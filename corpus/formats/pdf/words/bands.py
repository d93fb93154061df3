"""The words of a page by the height at which they stand, so that those near a line are found."""

from collections import defaultdict
from collections.abc import Sequence

from corpus.formats.pdf.drawn import Box
from corpus.formats.pdf.words.word import Word

_HEIGHT = 20.0
"""Points, of a band."""
_MAX_NEAR = 400
"""Words near a line; where there are more, nobody reads them."""


class Bands:
    """The numbers of `words`, by bands of the page."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._bands: defaultdict[int, list[int]] = defaultdict(list)
        for number, word in enumerate(words):
            self._bands[int(word.base // _HEIGHT)].append(number)

    def find_near(self, rule: Box) -> list[int]:
        """The numbers of the words at the height of `rule` and a band above and below it; none if
        there are too many."""
        band = int(rule[1] // _HEIGHT)
        near = [n for beside in (band - 1, band, band + 1) for n in self._bands.get(beside, ())]
        return near if len(near) <= _MAX_NEAR else []
