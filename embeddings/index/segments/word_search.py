"""Searching the postings of a build on disk."""

import heapq
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query

from embeddings.index.segments.postings import FOLDER, ROW, RowNumbers, make_schema, read_parts
from embeddings.index.words.terms import Term

_MAX_RUNS = 16
"""Runs of rows that a search is limited to by their ends: each is one more look at all rows."""
_MAX_NAMED_ROWS = 5000
"""Rows that a search is limited to one by one; of more it costs less to ask for more hits."""
_MORE_ASKED = 4

_Rows = NDArray[np.int64]
_Clauses = list[tuple[Occur, Query]]


def is_closed(build: Path) -> bool:
    """Whether there are postings in `build` that are not for this user: they are locked when they
    are opened, which writes a file."""
    folder = build / FOLDER
    if not folder.is_dir():
        return False
    try:
        files = list(folder.iterdir())
    except FileNotFoundError:  # removed meanwhile, as a newer build went live
        return False
    except OSError:
        return True
    return not os.access(folder, os.R_OK | os.W_OK | os.X_OK) or any(
        path.exists() and not os.access(path, os.R_OK) for path in files
    )


class StoredPostings:
    """`Postings` that `write_postings` wrote into the folder `build`.

    :raises OSError, ValueError, KeyError, TypeError: if they are missing or damaged.
    """

    def __init__(self, build: Path) -> None:
        self._schema = make_schema()
        self._numbers = RowNumbers(read_parts(build))
        self._searcher = tantivy.Index.open(str(build / FOLDER)).searcher()

    @property
    def passage_count(self) -> int:
        """As `Postings`."""
        return int(self._searcher.num_docs)

    def count_holders(self, field: str, text: str) -> int:
        """As `Postings`."""
        return int(self._searcher.doc_freq(field, text))

    def list_terms(
        self, field: str, beginning: str = "", most: int | None = None
    ) -> dict[str, int]:
        """As `Postings`."""
        counts = self._searcher.terms_with_prefix(field, beginning)
        if most is None or len(counts) <= most:
            return dict(counts)
        return dict(heapq.nlargest(most, counts, _count_of))

    def search(self, terms: Sequence[Term], k: int, among: _Rows | None) -> list[tuple[int, float]]:
        """As `Postings`."""
        if among is None:
            return self._search_all(terms, k)
        if not len(among) or k < 1:
            return []
        if chosen := self._choose_rows(among):
            return self._search_all(terms, min(k, len(among)), chosen)
        return self._search_often(terms, k, among)

    def find_any(self, terms: Iterable[Term], rows: range) -> bool:
        """As `Postings`."""
        clauses = [(Occur.Must, Query.boolean_query(self._make_clauses(terms)))]
        return bool(self._search_rows(clauses, rows, 1))

    def find_all(self, field: str, texts: Iterable[str], rows: range, k: int) -> list[int]:
        """As `Postings`."""
        terms = (Query.term_query(self._schema, field, text, "basic") for text in texts)
        return self._search_rows([(Occur.Must, term) for term in terms], rows, k)

    def _search_all(
        self, terms: Sequence[Term], k: int, chosen: Query | None = None
    ) -> list[tuple[int, float]]:
        """The `k` best passages of all, or of those that `chosen` finds."""
        if not terms:
            return []
        query = Query.boolean_query(self._make_clauses(terms))
        if chosen is not None:
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, _count_nothing(chosen))])
        hits = self._searcher.search(query, k, count=False).hits
        scores = (float(score or 0) for score, _ in hits)
        return list(zip(self._find_rows(hits), scores, strict=True))

    def _search_often(self, terms: Sequence[Term], k: int, among: _Rows) -> list[tuple[int, float]]:
        """The `k` best passages of the rows `among`, which are many: as many more of all are asked
        for as `among` are fewer, and again more if that was too few."""
        allowed = np.zeros(self.passage_count, dtype=np.bool_)
        allowed[among] = True
        asked = _MORE_ASKED * k * self.passage_count // len(among)
        while True:
            found = self._search_all(terms, min(asked, self.passage_count))
            left = [(row, score) for row, score in found if allowed[row]]
            if len(left) >= k or len(found) < asked:
                return left[:k]
            asked *= _MORE_ASKED

    def _choose_rows(self, rows: _Rows) -> Query | None:
        """What finds the passages `rows`, in order, one or more; None if they are too many to be
        named."""
        numbers = self._numbers.number(rows)
        ends = np.flatnonzero(np.diff(numbers) != 1)
        if len(ends) < _MAX_RUNS:
            firsts, lasts = numbers[[0, *(ends + 1)]].tolist(), numbers[[*ends, -1]].tolist()
            runs = map(self._find_run, firsts, (last + 1 for last in lasts))
            return Query.boolean_query([(Occur.Should, run) for run in runs])
        if len(rows) > _MAX_NAMED_ROWS:
            return None
        return Query.term_set_query(self._schema, ROW, numbers.tolist())

    def _find_run(self, start: int, stop: int) -> Query:
        """What finds the passages from number `start` up to `stop`."""
        integer = tantivy.FieldType.Integer
        return Query.range_query(self._schema, ROW, integer, start, stop, include_upper=False)

    def _search_rows(self, clauses: _Clauses, rows: range, k: int) -> list[int]:
        """At most `k` of the passages `rows` that `clauses` find."""
        runs = [(Occur.Should, self._find_run(*run)) for run in self._numbers.cut(rows)]
        among = _count_nothing(Query.boolean_query(runs))
        both = Query.boolean_query([*clauses, (Occur.Must, among)])
        return self._find_rows(self._searcher.search(both, k, count=False).hits)

    def _find_rows(self, hits: Sequence[tuple[object, tantivy.DocAddress]]) -> list[int]:
        numbers = self._searcher.fast_field_values(ROW, [address for _, address in hits])
        return [self._numbers.find_row(int(number)) for number in numbers if number is not None]

    def _make_clauses(self, terms: Iterable[Term]) -> _Clauses:
        clauses = []
        for term in terms:
            query = Query.term_query(self._schema, term.field, term.text, "freq")
            if term.weight != 1:
                query = Query.boost_query(query, term.weight)
            clauses.append((Occur.Should, query))
        return clauses


def _count_nothing(query: Query) -> Query:
    """What finds the same, and adds nothing to a score."""
    return Query.const_score_query(query, 0.0)


def _count_of(term: tuple[str, int]) -> int:
    return term[1]
