"""Opening a build of which only the frame is on this disk."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from embeddings.index.parts import Parts
from embeddings.index.ragged import accumulate
from embeddings.index.segments.assembly import Assembly
from embeddings.index.stores.frame import (
    FramedSegment,
    read_frame_plan,
    read_frequencies,
    read_vocabulary,
)
from embeddings.index.stores.layout import StoredSegment
from embeddings.index.stores.remote import (
    Kept,
    Places,
    RemotePassages,
    RemotePostings,
    RemoteRecords,
    RemoteVectors,
)
from embeddings.index.stores.store import Store
from embeddings.index.tokens.token_vectors import PassageTokens


class StoreOpener:
    """An `Opener` of builds whose frames are on disk and the rest in `store`. Before somebody is
    told that nothing was found `check_whole` looks whether the segments that were searched are all
    there, and raises `StoreError` if not."""

    def __init__(
        self,
        store: Store,
        check_whole: Callable[[Sequence[StoredSegment]], None] = lambda segments: None,
    ) -> None:
        self._store = store
        self._check_whole = check_whole

    def open_segment(self, path: Path) -> FramedSegment:
        """As `Opener`."""
        return FramedSegment(path, self._store)

    def open_parts(self, build: Path, assembly: Assembly, dimension: int) -> Parts:
        """As `Opener`."""
        segments = [each for each in assembly.segments if isinstance(each, FramedSegment)]
        stored = [segment.stored for segment in segments]
        places = Places(stored, assembly.holders, assembly.places_in_segments)
        pieces = assembly.gather([segment.pieces for segment in segments])
        digests = assembly.gather([segment.digests for segment in segments])
        kept = Kept(self._store, places, pieces, digests, segments[0].tokens.records.code)
        sentence_rows = accumulate(assembly.count_tokens())
        records = RemoteRecords(kept, sentence_rows[assembly.sentence_starts])
        return Parts(
            RemoteVectors(self._store, places, dimension),
            RemotePostings(self._store, places, read_vocabulary(build), read_frame_plan(build)),
            PassageTokens(
                records,
                sentence_rows,
                np.zeros(len(sentence_rows) - 1, dtype=np.int64),
                read_frequencies(build),
                assembly.passage_count,
            ),
            RemotePassages(kept, assembly.passage_count),
            partial(self._check_whole, places.used),
        )
