"""Articles and passages of a build as they are asked for: they lie on disk, and few in memory."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import overload

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Head, Passage
from embeddings.index.articles import select_fields
from embeddings.index.segments.segment import Segment

_KEPT_PASSAGES = 16_384
_KEPT_ARTICLES = 64

_Rows = NDArray[np.int64]


class StoredPassages(Sequence[Passage]):
    """Passages by row: row `i` is row `rows[i]` of the segment `segments[holders[i]]`. The last
    `_KEPT_PASSAGES` that were asked for stay in memory.

    :raises DamagedError: for one that is not as it was written, when it is asked for.
    """

    def __init__(self, segments: Sequence[Segment], holders: _Rows, rows: _Rows) -> None:
        self._rows = range(len(rows))

        # No method: one that is kept leads back to what keeps it, and an index without cycles is
        # gone, with its open files, when nobody has it any more (`bot/indexing/live.py`).
        @functools.lru_cache(_KEPT_PASSAGES)
        def read(row: int) -> Passage:
            return segments[int(holders[row])].read_passage(int(rows[row]))

        self._read = read

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, row: int) -> Passage: ...

    @overload
    def __getitem__(self, row: slice) -> list[Passage]: ...

    def __getitem__(self, row: int | slice) -> Passage | list[Passage]:
        if isinstance(row, slice):
            return [self._read(one) for one in self._rows[row]]
        return self._read(self._rows[row])


class StoredHeads(Mapping[str, Head]):
    """The heads of articles by id, in the order of ids: what there is in `stored`, article
    `stored[id][1]` of the segment `stored[id][0]`, with its place as `places` has it, and of its
    further fields those that `show_fields` lists. What was asked for once stays in memory."""

    def __init__(
        self,
        stored: Mapping[str, tuple[Segment, int]],
        places: Mapping[str, str],
        show_fields: Sequence[str],
    ) -> None:
        self.stored = stored
        self._places = places
        self._show_fields = tuple(show_fields)
        self._read: dict[str, Head] = {}

    def __getitem__(self, article_id: str) -> Head:
        head = self._read.get(article_id)
        if head is None:
            segment, number = self.stored[article_id]
            head = segment.read_source(number).head
            if head.fields:
                (head,) = select_fields([head], self._show_fields)
            if article_id in self._places:
                head = replace(head, place=self._places[article_id])
            self._read[article_id] = head
        return head

    def __iter__(self) -> Iterator[str]:
        return iter(self.stored)

    def __len__(self) -> int:
        return len(self.stored)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self.stored


class HeadList(Sequence[Head]):
    """Some of `heads`, by their `ids`."""

    def __init__(self, heads: Mapping[str, Head], ids: Sequence[str]) -> None:
        self._heads = heads
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, number: int) -> Head: ...

    @overload
    def __getitem__(self, number: slice) -> list[Head]: ...

    def __getitem__(self, number: int | slice) -> Head | list[Head]:
        if isinstance(number, slice):
            return [self._heads[article_id] for article_id in self._ids[number]]
        return self._heads[self._ids[number]]


class StoredArticles(Mapping[str, Article]):
    """The articles with these `heads`, by id. The last few that were asked for stay in memory.

    :raises DamagedError: for one whose text is not as it was written, when it is asked for.
    """

    def __init__(self, heads: StoredHeads) -> None:
        self._heads = heads

        @functools.lru_cache(_KEPT_ARTICLES)
        def read(article_id: str) -> Article:  # no method, as above
            segment, number = heads.stored[article_id]
            return heads[article_id].with_text(segment.read_text(number))

        self._read = read

    def __getitem__(self, article_id: str) -> Article:
        return self._read(article_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._heads

    def read_headings(self) -> Iterator[str]:
        """The headings above the passages of all articles."""
        for segment, number in self._heads.stored.values():
            yield from segment.read_headings(number)


class PassageRows:
    """The rows of passages by their `ids`, shape `[passages]`."""

    def __init__(self, ids: NDArray[np.bytes_]) -> None:
        self._ids = ids
        self._beginnings = read_beginnings(ids)
        self._order = np.argsort(self._beginnings, kind="stable")
        self._beginnings = self._beginnings[self._order]

    def find(self, passage_id: str) -> int | None:
        """The row of the passage with this id; None if there is none."""
        wanted = passage_id.encode("utf-8", "replace")
        beginning = read_beginnings(np.asarray([wanted], dtype=self._ids.dtype))[0]
        first, last = (self._beginnings.searchsorted(beginning, side) for side in ("left", "right"))
        rows = self._order[first:last].tolist()
        return next((row for row in rows if self._ids[row] == wanted), None)

    def __getitem__(self, passage_id: str) -> int:
        """The row of a passage that there is.

        :raises KeyError: if there is none with this id.
        """
        row = self.find(passage_id)
        if row is None:
            raise KeyError(passage_id)
        return row

    @property
    def are_different(self) -> bool:
        """Whether no two have the same id."""
        same = np.flatnonzero(self._beginnings[1:] == self._beginnings[:-1])
        rows = self._order[np.union1d(same, same + 1)]
        return len(np.unique(self._ids[rows])) == len(rows)


def read_beginnings(ids: NDArray[np.bytes_]) -> NDArray[np.uint64]:
    """The first half of each id as a number, shape `[ids]`."""
    halves = np.ascontiguousarray(ids).view(np.uint64).reshape(len(ids), ids.dtype.itemsize // 8)
    return np.ascontiguousarray(halves[:, 0])
