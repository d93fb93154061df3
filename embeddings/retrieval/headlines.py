"""The words of the articles' titles and headings."""

import functools
import itertools

import regex

from embeddings.index.passage_index import PassageIndex
from embeddings.words.analysis import split_words

_IN_BRACKETS = regex.compile(r"\s*[(（][^()（）]{1,60}[)）]\s*$")
_MAX_LINES = 200_000
"""Different titles and headings that are looked at; no folder of articles has as many."""


class Headlines:
    """What the titles and headings of one build are called. They are read when they are first
    asked for, which takes as long as going through all headings once."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def has_line(self, text: str) -> bool:
        """Whether a title or heading consists of the words of `text`, but for what stands in
        brackets behind them: "Mercury (planet)"."""
        return tuple(split_words(text)) in self._lines

    def has_words(self, text: str) -> bool:
        """Whether each word of `text` is in some title or heading; false if it has none."""
        words = split_words(text)
        return bool(words) and self._words.issuperset(words)

    @functools.cached_property
    def _lines(self) -> frozenset[tuple[str, ...]]:
        titles = (head.title for head in self._index.heads.values())
        lines = dict.fromkeys(itertools.chain(titles, self._index.read_headings()))
        read = itertools.islice(lines, _MAX_LINES)
        return frozenset(
            tuple(split_words(name)) for line in read for name in {line, _IN_BRACKETS.sub("", line)}
        )

    @functools.cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for line in self._lines for word in line)
