"""Segments of a build into a store."""

from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from embeddings.index.lexical import split_terms
from embeddings.index.segments.segment import TERMS, TEXT, Segment
from embeddings.index.stores.kept import PACKED_HEAD_BYTES, pack_passage
from embeddings.index.stores.layout import (
    ARTICLE,
    PASSAGE,
    Lengths,
    count_pieces,
    cut_pieces,
    make_key,
    name_pieces,
    weigh_terms,
)
from embeddings.index.stores.store import StoreError, StoreWriter

_AT_ONCE = 256
"""Passages, or pieces, that are sent at once: an engine takes 64 MB."""


def read_terms(segment: Segment) -> Iterator[str]:
    """What each passage of `segment` is found by, as `find_terms` has it."""
    for number, count in enumerate(segment.columns.passages):
        yield from split_terms(segment.read_bytes(TERMS, number), count)


def measure_pieces(segment: Segment) -> NDArray[np.uint16]:
    """In how many pieces each passage of `segment` is kept, shape `[passages]`.

    :raises ValueError: if one is too long to be kept.
    """
    tokens = np.diff(segment.tokens.text_starts) * segment.tokens.records.code.record_bytes
    ends, firsts, lasts = segment.places[:, 0], segment.places[:, 1], segment.places[:, 2]
    records = np.diff(ends, prepend=0)
    sizes = PACKED_HEAD_BYTES + tokens + records + lasts - firsts
    return np.asarray([count_pieces(size) for size in sizes.tolist()], dtype=np.uint16)


def upload_segment(
    segment: Segment,
    number: int,
    store: StoreWriter,
    average: Lengths,
    on_passages: Callable[[int], None],
) -> None:
    """Writes all of `segment` into the store, as its segment `number`, and looks whether it is
    there. `on_passages` is called with how many passages more are.

    :raises StoreError: if it cannot be written.
    :raises DamagedError: if something is not as it was written.
    :raises ValueError: if a text is too long to be kept.
    """
    store.add_segment(number)
    terms = read_terms(segment)
    for first in range(0, segment.passage_count, _AT_ONCE):
        rows = range(first, min(first + _AT_ONCE, segment.passage_count))
        words = [weigh_terms(line, average) for line in islice(terms, len(rows))]
        vectors = segment.vectors.read(slice(rows.start, rows.stop))
        store.add_passages(number, [make_key(number, row) for row in rows], vectors, words)
        on_passages(len(rows))
    kept = _Pieces(number, store)
    for row in range(segment.passage_count):
        kept.add(PASSAGE, row, _pack(segment, row))
    for article in range(segment.article_count):
        kept.add(ARTICLE, article, segment.read_bytes(TEXT, article))
    kept.send()
    if not is_whole(segment, number, store):
        raise StoreError("the engine has not all that was written into it: run footnote index")


def is_whole(segment: Segment, number: int, store: StoreWriter) -> bool:
    """Whether all of `segment` is in the store as its segment `number`.

    :raises StoreError: if it cannot be asked.
    """
    texts = (count_pieces(lengths.text) for lengths in segment.columns.lengths)
    pieces = int(measure_pieces(segment).sum()) + sum(texts)
    return store.count_written(number) == (segment.passage_count, pieces)


class _Pieces:
    """Pieces of a segment on their way into the store."""

    def __init__(self, segment: int, store: StoreWriter) -> None:
        self._segment = segment
        self._store = store
        self._waiting: dict[int, str] = {}

    def add(self, kind: int, number: int, data: bytes) -> None:
        """Keeps `data` of a passage or an article."""
        pieces = list(cut_pieces(data))
        names = name_pieces(self._segment, kind, number, len(pieces))
        for name, piece in zip(names, pieces, strict=True):
            self._waiting[name] = piece
            if len(self._waiting) >= _AT_ONCE:
                self.send()

    def send(self) -> None:
        if self._waiting:
            self._store.add_pieces(self._segment, self._waiting)
            self._waiting = {}


def _pack(segment: Segment, row: int) -> bytes:
    first, last = segment.tokens.text_starts[row : row + 2].tolist()
    record, text = segment.read_record(row)
    return pack_passage(segment.tokens.records.read(first, last), record, text)
