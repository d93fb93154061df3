"""An index whose vectors, postings, codes and texts are asked for, of a store."""

import heapq
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log1p
from threading import Lock
from typing import overload

import numpy as np
from numpy.typing import NDArray

from corpus import Passage
from embeddings.encoders.encoder import Vectors
from embeddings.index.stores.kept import KeptPassage, unpack_pieces
from embeddings.index.stores.layout import (
    PASSAGE,
    AskedWords,
    SparseVector,
    StoredSegment,
    find_segment,
    list_runs,
    make_keys,
    measure_drift,
    name_pieces,
    weigh_query,
)
from embeddings.index.stores.plan import Plan
from embeddings.index.stores.store import DamagedRowsError, Found, Runs, Store, StoreError
from embeddings.index.tokens.codes import TokenCode, TokenQuery
from embeddings.index.words.terms import Term

_MAX_RUNS = 256
"""Runs of numbers that a search is limited to by their ends."""
_MAX_ASKED = 16_384
"""Hits that an engine gives at once."""
_MORE_ASKED = 4
_SPARE = 16
"""Hits that are asked for beyond what is wanted: of equals those of the first rows are taken."""
_READ_AT_ONCE = 256
_KEPT_BYTES = 128 * 1024**2
"""Of what was read last, in memory: two thousand passages, with `TOKEN_BITS=1` fifteen thousand."""

_Rows = NDArray[np.int64]
_Ask = Callable[[int, Runs | None], Found]


class Places:
    """Which number each row has in the store, and back: row `i` is number `rows[i]` of the segment
    `segments[holders[i]]`."""

    def __init__(self, segments: Sequence[StoredSegment], holders: _Rows, rows: _Rows) -> None:
        self.segments = segments
        self.holders = holders
        self.rows = rows
        numbers = np.asarray([segment.number for segment in segments], dtype=np.int64)
        self.keys = make_keys(numbers[holders], rows)
        self._order = np.argsort(self.keys)
        self._sorted = self.keys[self._order]
        self.used = tuple(segments[holder] for holder in np.unique(holders).tolist())

    def __len__(self) -> int:
        return len(self.keys)

    def find_rows(self, keys: _Rows) -> _Rows:
        """The row of each of `keys`, -1 of one that is not in the build."""
        if not len(self._sorted):
            return np.full(len(keys), -1, dtype=np.int64)
        places = self._sorted.searchsorted(keys).clip(max=len(self._sorted) - 1)
        return np.where(self._sorted[places] == keys, self._order[places], -1)


class _Search:
    """One of the store's two searches, asked by rows."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def find(
        self, ask: _Ask, k: int, among: _Rows | None, margin: float = 1.0
    ) -> list[tuple[int, float]]:
        """The `k` best rows, only of those `among`; equals in the order of rows. `ask` is given
        how many are wanted, and among which. With a `margin` also those that are not so many times
        worse than the last one, as far as they are among `_MORE_ASKED` times as many."""
        places = self._places
        if k < 1 or not len(places) or (among is not None and not len(among)):
            return []
        runs = None
        asked = k + _SPARE
        if among is not None:
            runs = list_runs(places.keys[among])
            if len(runs) > _MAX_RUNS:
                runs = None
                asked = k * len(places) // len(among) + _SPARE
        enough = _MORE_ASKED * asked
        while True:
            asked = min(asked, _MAX_ASKED)
            found = ask(asked, runs)
            keys = np.asarray([key for key, _ in found], dtype=np.int64)
            rows = places.find_rows(keys)
            is_in = rows >= 0
            if among is not None:  # the engine is not trusted to hide what somebody may not see
                is_in &= np.isin(rows, among)
            left = [
                (row, score)
                for row, (_, score), kept in zip(rows.tolist(), found, is_in.tolist(), strict=True)
                if kept
            ]
            left.sort(key=lambda hit: (-hit[1], hit[0]))
            is_all = len(found) < asked or asked == _MAX_ASKED
            if len(left) < k:
                if is_all:
                    return left
            elif margin == 1:
                return left[:k]
            else:
                least = left[k - 1][1] / margin
                if is_all or asked >= enough or found[-1][1] < least:
                    return [hit for hit in left[: _MORE_ASKED * k] if hit[1] >= least]
            asked *= _MORE_ASKED


class RemoteVectors:
    """`PassageVectors` of a store."""

    def __init__(self, store: Store, places: Places, dimension: int) -> None:
        self._store = store
        self._places = places
        self._search = _Search(places)
        self._dimension = dimension

    def __len__(self) -> int:
        return len(self._places)

    @property
    def dimension(self) -> int:
        """As `PassageVectors`."""
        return self._dimension

    def read(self, rows: _Rows) -> Vectors:
        """Nobody who answers asks for vectors."""
        raise NotImplementedError

    def find_nearest(self, query: Vectors, k: int, among: _Rows | None) -> list[int]:
        """As `PassageVectors`."""

        def ask(asked: int, runs: Runs | None) -> Found:
            found = self._store.find_nearest(query, asked, self._places.used, runs)
            if not found and runs is None:  # each passage has a vector
                raise StoreError("the engine has no passage of the index: run footnote index")
            return found

        return [row for row, _ in self._search.find(ask, k, among)]


class RemotePostings:
    """`Postings` of a store; how many passages hold a term is known here. Segments keep the
    weights that their words had when they were written, by what passages had on average then: what
    is found by these is scored again by what they have now."""

    def __init__(
        self,
        store: Store,
        places: Places,
        vocabulary: Mapping[str, tuple[list[str], list[int]]],
        plan: Plan,
    ) -> None:
        self._store = store
        self._places = places
        self._search = _Search(places)
        self._vocabulary = vocabulary
        self._average = plan.average
        self._averages = {each.segment.number: each.average for each in plan.segments.values()}
        self._drift = measure_drift(self._averages.values(), plan.average)

    @property
    def passage_count(self) -> int:
        """As `Postings`."""
        return len(self._places)

    def count_holders(self, field: str, text: str) -> int:
        """As `Postings`."""
        terms, counts = self._vocabulary[field]
        place = bisect_left(terms, text)
        return counts[place] if terms[place : place + 1] == [text] else 0

    def list_terms(
        self, field: str, beginning: str = "", most: int | None = None
    ) -> dict[str, int]:
        """As `Postings`."""
        terms, counts = self._vocabulary[field]
        found: list[tuple[str, int]] = []
        for place in range(bisect_left(terms, beginning), len(terms)):
            if not terms[place].startswith(beginning):
                break
            found.append((terms[place], counts[place]))
        if most is not None and len(found) > most:
            found = heapq.nlargest(most, found, lambda pair: pair[1])
        return dict(found)

    def search(self, terms: Sequence[Term], k: int, among: _Rows | None) -> list[tuple[int, float]]:
        """As `Postings`."""
        idf = {term: self._weigh(term) for term in terms}
        # The last one may be so many times better than it was found, the next one so much worse.
        found = self._ask(weigh_query(terms, idf), k, among, self._drift**2)
        if self._drift == 1 or not found:
            return found
        rows = np.asarray([row for row, _ in found], dtype=np.int64)
        scores = self._score_again(AskedWords.of(terms, idf), rows)
        return heapq.nsmallest(
            k, zip(rows.tolist(), scores, strict=True), key=lambda hit: (-hit[1], hit[0])
        )

    def find_any(self, terms: Iterable[Term], rows: range) -> bool:
        """As `Postings`."""
        held = [term for term in terms if self.count_holders(term.field, term.text)]
        vector = weigh_query(held, dict.fromkeys(held, 1.0))
        return bool(self._ask(vector, 1, np.arange(rows.start, rows.stop)))

    def find_all(self, field: str, texts: Iterable[str], rows: range, k: int) -> list[int]:
        """As `Postings`."""
        terms = [Term(field, text) for text in dict.fromkeys(texts)]
        if not all(self.count_holders(term.field, term.text) for term in terms):
            return []
        vector = weigh_query(terms, dict.fromkeys(terms, 1.0))
        found = self._ask(vector, len(rows), np.arange(rows.start, rows.stop))
        return [row for row, score in found if score > len(terms) - 0.5][:k]

    def _weigh(self, term: Term) -> float:
        count = self.count_holders(term.field, term.text)
        return log1p((len(self._places) - count + 0.5) / (count + 0.5))

    def _score_again(self, words: AskedWords, rows: _Rows) -> list[float]:
        """The score of each of `rows`."""
        dimensions, scores = words.list_dimensions(), []
        for first in range(0, len(rows), _READ_AT_ONCE):
            some = rows[first : first + _READ_AT_ONCE]
            segments = [self._places.segments[i] for i in np.unique(self._places.holders[some])]
            keys = self._places.keys[some].tolist()
            found = self._store.read_words(keys, dimensions, segments)
            try:
                scores += [
                    words.score_again(found[key], self._averages[find_segment(key)], self._average)
                    for key in keys
                ]
            except KeyError as exc:
                raise DamagedRowsError from exc
        return scores

    def _ask(
        self, vector: SparseVector, k: int, among: _Rows | None, margin: float = 1.0
    ) -> list[tuple[int, float]]:
        if not vector:
            return []

        def ask(asked: int, runs: Runs | None) -> Found:
            return self._store.find_best(vector, asked, self._places.used, runs)

        return self._search.find(ask, k, among, margin)


class Kept:
    """What a store keeps of passages, those that were asked for last in memory."""

    def __init__(
        self,
        store: Store,
        places: Places,
        pieces: NDArray[np.uint16],
        digests: _Rows,
        code: TokenCode,
    ) -> None:
        """`pieces`, shape `[passages]`, says in how many pieces each is kept, and `digests` by
        what it is seen that it is this one."""
        self._store = store
        self._places = places
        self._pieces = pieces
        self._digests = digests
        self.code = code
        self._known: OrderedDict[int, KeptPassage] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def read(self, rows: Iterable[int]) -> "dict[int, KeptPassage]":
        """What there is of each of `rows`.

        :raises StoreError: if the store has not all of it.
        """
        wanted = dict.fromkeys(rows)
        with self._lock:
            found = {row: self._known[row] for row in wanted if row in self._known}
            for row in found:
                self._known.move_to_end(row)
        missing = [row for row in wanted if row not in found]
        for first in range(0, len(missing), _READ_AT_ONCE):
            found |= self._fetch(missing[first : first + _READ_AT_ONCE])
        return found

    def _fetch(self, rows: Sequence[int]) -> "dict[int, KeptPassage]":
        places = self._places
        holders = {row: places.segments[int(places.holders[row])] for row in rows}
        names = {
            row: name_pieces(segment.number, PASSAGE, int(places.rows[row]), int(self._pieces[row]))
            for row, segment in holders.items()
        }
        segments = list(dict.fromkeys(holders.values()))
        pieces = self._store.read_pieces([n for some in names.values() for n in some], segments)
        found = {}
        for row, numbers in names.items():
            digest = int(self._digests[row])
            found[row] = unpack_pieces(pieces, numbers, self.code.record_bytes, digest)
        with self._lock:
            for row, kept in found.items():
                if row not in self._known:  # or else another thread has read it as well
                    self._known[row] = kept
                    self._bytes += kept.bytes
            while self._bytes > _KEPT_BYTES:
                _, oldest = self._known.popitem(last=False)
                self._bytes -= oldest.bytes
        return found


class RemotePassages(Sequence[Passage]):
    """Passages by row."""

    def __init__(self, kept: Kept, count: int) -> None:
        self._kept = kept
        self._rows = range(count)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, row: int) -> Passage: ...

    @overload
    def __getitem__(self, row: slice) -> list[Passage]: ...

    def __getitem__(self, row: int | slice) -> Passage | list[Passage]:
        rows = self._rows[row]
        if isinstance(rows, int):
            return self._kept.read([rows])[rows].passage
        found = self._kept.read(rows)
        return [found[one].passage for one in rows]


class RemoteRecords:
    """The records of tokens, numbered through in the order of passages, of which passage `i` has
    those from `starts[i]` up to `starts[i + 1]`."""

    def __init__(self, kept: Kept, starts: _Rows) -> None:
        self._kept = kept
        self._starts = starts

    def multiply(self, query: TokenQuery, rows: _Rows) -> Vectors:
        """As `JoinedRecords`."""
        if not len(rows):
            return np.empty((0, len(query.vectors)), dtype=np.float32)
        holders = self._starts.searchsorted(rows, side="right") - 1
        passages, numbers = np.unique(holders, return_inverse=True)
        found = self._kept.read(passages.tolist())
        records = [found[row].records for row in passages.tolist()]
        firsts = np.cumsum([0, *map(len, records)])[:-1]
        places = firsts[numbers] + rows - self._starts[holders]
        product = query.prepare(self._kept.code)
        return product.multiply(np.ascontiguousarray(np.concatenate(records)[places]))
