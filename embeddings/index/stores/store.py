"""What holds an index's bytes where it is not this machine's disk."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from corpus import FootnoteError
from embeddings.encoders.encoder import Vectors
from embeddings.index.stores.layout import SparseVector, StoredSegment

Runs = Sequence[tuple[int, int]]
"""Numbers from the first to the last of each, as `list_runs` has them."""
Found = list[tuple[int, float]]
"""Numbers of passages with their scores, the best first."""


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where an index is: at `url`, which is `http` or `https`, in `database` under `name`. `token`
    is `user:password` or a key, `certificate` a file of whom to trust; each may be empty. `vectors`
    is the engine's name of how it finds the nearest of them."""

    url: str
    name: str
    token: str = field(default="", repr=False)
    database: str = ""
    certificate: str = ""
    vectors: str = "FLAT"


class StoreError(FootnoteError):
    """The engine does not do what it is asked; the text says what to do."""


class AwayError(StoreError):
    """The engine does not answer, or not in time; it may do so later."""


class DamagedRowsError(StoreError):
    """The engine has something else than what was written into it."""

    def __init__(self) -> None:
        super().__init__(
            "the index in the engine is damaged: run footnote index, and if that is told again, "
            "footnote index --full"
        )


class Store(Protocol):
    """Five reads, by the numbers that `layout` gives passages and pieces: which passages are
    nearest, which are best by words, by which words, and what is kept of passages and of articles.

    :raises StoreError: if it cannot be asked, or gives something else.
    """

    def find_nearest(
        self, query: Vectors, k: int, segments: Sequence[StoredSegment], among: Runs | None
    ) -> Found:
        """The `k` passages of these segments whose vectors have the largest products with `query`
        (shape `[dimension]`), with these products; only of those `among` if they are given."""

    def find_best(
        self, query: SparseVector, k: int, segments: Sequence[StoredSegment], among: Runs | None
    ) -> Found:
        """As `find_nearest`, by sparse vectors; none whose product is nothing."""

    def read_words(
        self, keys: Sequence[int], dimensions: Sequence[int], segments: Sequence[StoredSegment]
    ) -> Mapping[int, SparseVector]:
        """These `dimensions` of the sparse vectors of the passages with these numbers, of each that
        is there."""

    def read_pieces(
        self, numbers: Sequence[int], segments: Sequence[StoredSegment]
    ) -> Mapping[int, str]:
        """What is kept under these numbers, of each that is there."""


class StoreWriter(Protocol):
    """What a segment is written with.

    :raises StoreError: if it cannot be written.
    """

    def add_segment(self, segment: StoredSegment) -> None:
        """Makes room for this segment, which is not there."""

    def add_passages(
        self,
        segment: StoredSegment,
        keys: Sequence[int],
        vectors: Vectors,
        words: Sequence[SparseVector],
    ) -> None:
        """Writes passages with these numbers: their vectors, shape `[passages, dimension]`, and
        their sparse ones."""

    def add_pieces(self, segment: StoredSegment, pieces: Mapping[int, str]) -> None:
        """Keeps `pieces` under their numbers."""

    def count_rows(self, segments: Sequence[StoredSegment], seconds: float) -> tuple[int, int]:
        """How many passages and how many pieces of these segments, which are there, can be read
        now: all that was written before it was asked.

        :raises AwayError: if it takes longer than so many seconds.
        """


class Engine(Store, StoreWriter, Protocol):
    """A store with what builds are published by. A build is known by its name and has a frame, in
    pieces of text; one of them is live.

    :raises StoreError: if it cannot be asked or written, or holds what is no index.
    """

    def prepare(self, dimension: int) -> None:
        """Makes what there is none of yet, for vectors of so many numbers.

        :raises StoreError: if what is there is for others.
        """

    def find_live(self) -> str | None:
        """The name of the live build; None if none is."""

    def find_before(self) -> str | None:
        """The name of the build that was live before; None if none was."""

    def switch(self, build: str) -> None:
        """Makes `build` the live one, in one step, and then the live one that before it."""

    def list_builds(self) -> list[str]:
        """The names of all builds of which there is a frame, or a part of one."""

    def add_frame(self, build: str, plan: str, pieces: Iterable[str]) -> None:
        """Keeps the frame of `build`, and of what it consists; it is there when all of it is."""

    def read_plan(self, build: str) -> str | None:
        """Of what `build` consists; None if not all of its frame is there."""

    def read_frame(self, build: str) -> Iterator[str]:
        """The pieces of the frame of `build`, in order; none if not all of it is there."""

    def note_begun(self, plan: str) -> None:
        """Keeps what has been written of a build whose frame is not there yet."""

    def read_begun(self) -> str | None:
        """What `note_begun` kept last; None if nothing was."""

    def remove_build(self, build: str) -> None:
        """Removes the frame of a build that is not live."""

    def list_segments(self) -> list[str]:
        """The names of all segments, whole or not."""

    def list_readable(self) -> list[str]:
        """The names of those of which there is room for passages and for pieces: what of it is
        there, `count_rows` says."""

    def remove_segment(self, name: str) -> None:
        """Removes the segment with this name."""

    def held(self) -> AbstractContextManager[Callable[[], None]]:
        """As long as the block lasts nobody else publishes. Gives what raises `BusyError` if
        somebody else took over, as from a process that stood still for a minute.

        :raises BusyError: if somebody does.
        """
