"""Segments of a build into a store."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from embeddings.index.segments.segment import TERMS, TEXT, Segment
from embeddings.index.stores.kept import PACKED_HEAD_BYTES, pack_passage
from embeddings.index.stores.layout import (
    ARTICLE,
    PASSAGE,
    Lengths,
    StoredSegment,
    count_pieces,
    cut_pieces,
    make_key,
    name_pieces,
    weigh_terms,
)
from embeddings.index.stores.store import StoreError, StoreWriter
from embeddings.index.words.lexical import split_terms

_AT_ONCE = 256
"""Passages, or pieces, that are sent at once: an engine takes 64 MB."""
_SECONDS_TO_COUNT = 600.0
"""What has just been written, of which writing it took longer."""
_TAG_BYTES = 8


def read_terms(segment: Segment) -> Iterator[str]:
    """What each passage of `segment` is found by, as `find_terms` has it."""
    for number in range(segment.article_count):
        yield from read_article_terms(segment, number)


def read_article_terms(segment: Segment, number: int) -> list[str]:
    """As `read_terms`, of article `number` alone."""
    return split_terms(segment.read_bytes(TERMS, number), segment.columns.passages[number])


def measure_pieces(segment: Segment) -> NDArray[np.uint16]:
    """In how many pieces each passage of `segment` is kept, shape `[passages]`.

    :raises ValueError: if one is too long to be kept.
    """
    tokens = np.diff(segment.tokens.text_starts) * segment.tokens.records.code.record_bytes
    ends, firsts, lasts = segment.places[:, 0], segment.places[:, 1], segment.places[:, 2]
    records = np.diff(ends, prepend=0)
    sizes = PACKED_HEAD_BYTES + tokens + records + lasts - firsts
    return np.asarray([count_pieces(size) for size in sizes.tolist()], dtype=np.uint16)


def name_segment(segment: Segment, number: int, average: Lengths) -> StoredSegment:
    """As what `segment` is to be written, with this number, which no other one of its build has,
    and its words weighed by `average`. What is written again, as into an engine that has lost all,
    is called as it was: so bots that have its frame find it.

    :raises ValueError: if a text is too long to be kept.
    """
    texts = sum(count_pieces(lengths.text) for lengths in segment.columns.lengths)
    pieces = int(measure_pieces(segment).sum()) + texts
    written = segment.path.name, number, sorted(average.items())
    digest = hashlib.blake2b(repr(written).encode(), digest_size=_TAG_BYTES)
    digest.update(np.ascontiguousarray(segment.places).tobytes())
    return StoredSegment(number, digest.hexdigest(), segment.passage_count, pieces)


def upload_segment(
    segment: Segment,
    stored: StoredSegment,
    store: StoreWriter,
    average: Lengths,
    check_turn: Callable[[], None],
    on_passages: Callable[[int], None],
) -> None:
    """Writes all of `segment` into the store, as `stored` says, and looks whether it is there.
    Before each time that something is sent `check_turn` may raise, and `on_passages` is called with
    how many passages more are written.

    :raises StoreError: if it cannot be written.
    :raises DamagedError: if something is not as it was written.
    :raises ValueError: if a text is too long to be kept.
    """
    check_turn()
    store.add_segment(stored)
    terms = read_terms(segment)
    for first in range(0, segment.passage_count, _AT_ONCE):
        rows = range(first, min(first + _AT_ONCE, segment.passage_count))
        words = [weigh_terms(line, average) for line in islice(terms, len(rows))]
        vectors = segment.vectors.read(slice(rows.start, rows.stop))
        check_turn()
        keys = [make_key(stored.number, row) for row in rows]
        store.add_passages(stored, keys, vectors, words)
        on_passages(len(rows))
    kept = _Pieces(stored, store, check_turn)
    for row in range(segment.passage_count):
        kept.add(PASSAGE, row, _pack(segment, row))
    for article in range(segment.article_count):
        kept.add(ARTICLE, article, segment.read_bytes(TEXT, article))
    kept.send()
    if not are_whole([stored], store, _SECONDS_TO_COUNT):
        raise StoreError("the engine has not all that was written into it: run footnote index")


def are_whole(segments: Sequence[StoredSegment], store: StoreWriter, seconds: float) -> bool:
    """Whether there are as many rows of these segments in the store as were written; there is room
    for each.

    :raises AwayError: if it does not say so within so many seconds.
    :raises StoreError: if it cannot be asked.
    """
    written = sum(each.passages for each in segments), sum(each.pieces for each in segments)
    return store.count_rows(segments, seconds) == written


class _Pieces:
    """Pieces of a segment on their way into the store."""

    def __init__(
        self, segment: StoredSegment, store: StoreWriter, check_turn: Callable[[], None]
    ) -> None:
        self._segment = segment
        self._store = store
        self._check_turn = check_turn
        self._waiting: dict[int, str] = {}

    def add(self, kind: int, number: int, data: bytes) -> None:
        """Keeps `data` of a passage or an article."""
        pieces = list(cut_pieces(data))
        names = name_pieces(self._segment.number, kind, number, len(pieces))
        for name, piece in zip(names, pieces, strict=True):
            self._waiting[name] = piece
            if len(self._waiting) >= _AT_ONCE:
                self.send()

    def send(self) -> None:
        if self._waiting:
            self._check_turn()
            self._store.add_pieces(self._segment, self._waiting)
            self._waiting = {}


def _pack(segment: Segment, row: int) -> bytes:
    first, last = segment.tokens.text_starts[row : row + 2].tolist()
    record, text = segment.read_record(row)
    return pack_passage(segment.tokens.records.read(first, last), record, text)
