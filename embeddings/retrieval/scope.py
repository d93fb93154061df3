"""Which passages may answer a question: those that its filters and its phrases leave."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.normalization import fold_accents
from embeddings.index.passage_index import LocatedPassage, PassageIndex
from embeddings.retrieval.query import Filters, Phrase

_PHRASE_CANDIDATES = 2000
"""Passages with the words of a phrase that are read for the phrase itself."""

_Rows = NDArray[np.int64]
_Folded = dict[int, list[str]]
"""The texts of passages, by their rows, as phrases are looked for in them."""


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """Passages of one build that may answer a question; what `rows` holds is for the retriever
    alone: those of the passages, in order, or None for all passages. `missing_phrases` are phrases
    of the question that no passage has which its filters let through."""

    rows: _Rows | None = None
    missing_phrases: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no passage may answer."""
        return self.rows is not None and not len(self.rows)


ALL_PASSAGES = Scope()


class ScopeFinder:
    """Finds what filters and phrases leave of the passages of one build."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def find_scope(self, filters: Filters, phrases: Sequence[str] = ()) -> Scope:
        """The passages of articles that `filters` let through. Of these only those with all the
        phrases that any of them has or, if none has all, those with any; all if no phrase is
        there.

        A passage has a phrase if it, its title or its headings hold it. Of passages with the words
        of a phrase the best are read for it, and together no more than for two phrases."""
        filtered = self._select_rows(filters)
        max_read = min(_PHRASE_CANDIDATES, 2 * _PHRASE_CANDIDATES // max(1, len(phrases)))
        read: _Folded = {}
        found = {words: self._find_rows(words, filtered, max_read, read) for words in phrases}
        missing = tuple(words for words, rows in found.items() if not len(rows))
        held = [rows for rows in found.values() if len(rows)]
        if not held:
            return Scope(filtered, missing)
        with_all = functools.reduce(np.intersect1d, held)
        return Scope(with_all if len(with_all) else functools.reduce(np.union1d, held), missing)

    def find_phrase(self, words: str, k: int, scope: Scope = ALL_PASSAGES) -> list[LocatedPassage]:
        """The first `k` passages of `scope` that have the phrase `words`, as `find_scope` looks for
        it, in the order of articles and their text."""
        rows = self._find_rows(words, scope.rows, _PHRASE_CANDIDATES, {})[:k]
        return [self._index.locate(row) for row in rows.tolist()]

    def _select_rows(self, filters: Filters) -> _Rows | None:
        if filters.is_empty:
            return None
        heads = self._index.heads.values()
        rows = [self._index.article_rows[head.id] for head in heads if filters.matches(head)]
        runs = [np.arange(run.start, run.stop, dtype=np.int64) for run in rows]
        return np.sort(np.concatenate(runs)) if runs else np.empty(0, dtype=np.int64)

    def _find_rows(self, words: str, among: _Rows | None, max_read: int, read: _Folded) -> _Rows:
        """Rows of the passages that have the phrase `words`, of which `max_read` are read; `read`
        has those that were for other phrases."""
        phrase, lexical = Phrase(words), self._index.lexical
        found = lexical.search(lexical.read_query(words), max_read, among)
        rows = {row for row, _ in found if self._holds(row, phrase, read)}
        titled = {row for rows in self._find_titled(phrase) for row in rows}
        rows |= titled if among is None else titled.intersection(among.tolist())
        return np.asarray(sorted(rows), dtype=np.int64)

    def _holds(self, row: int, phrase: Phrase, read: _Folded) -> bool:
        texts = read.get(row)
        if texts is None:
            passage = self._index.passages[row]
            texts = read[row] = list(map(fold_accents, (passage.text, *passage.headings)))
        return any(map(phrase.is_in, texts))

    def _find_titled(self, phrase: Phrase) -> Iterator[range]:
        """The rows of each article whose title holds `phrase`."""
        for article_id, title in self._folded_titles.items():
            if phrase.is_in(title):
                yield self._index.article_rows[article_id]

    @functools.cached_property
    def _folded_titles(self) -> dict[str, str]:
        return {h.id: fold_accents(h.title) for h in self._index.heads.values()}
