"""What of a build is read as it is asked for, and who opens it: nearly all of its bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus import Passage
from embeddings.index.segments.assembly import Assembly
from embeddings.index.segments.segment import Segment
from embeddings.index.segments.word_search import StoredPostings
from embeddings.index.tokens.token_vectors import PassageTokens
from embeddings.index.vectors import PassageVectors
from embeddings.index.words.terms import Postings


@dataclass(frozen=True, slots=True)
class Parts:
    """The four things that a store is asked: which passages are nearest, which are best by words,
    their tokens, and what they say. Where nothing was found `check_whole` looks whether all of them
    are there, and raises `FootnoteError` if not."""

    vectors: PassageVectors
    postings: Postings
    tokens: PassageTokens
    passages: Sequence[Passage]
    check_whole: Callable[[], None]


class Opener(Protocol):
    """Opens builds whose bytes lie in one place or another.

    :raises OSError, ValueError, KeyError, TypeError, IndexError, RuntimeError: of what is missing
        or damaged.
    """

    def open_segment(self, path: Path) -> Segment:
        """The segment in the folder `path`."""

    def open_parts(self, build: Path, assembly: Assembly, dimension: int) -> Parts:
        """The parts of the build in the folder `build`, which `assembly` puts together."""


class _DiskOpener:
    def open_segment(self, path: Path) -> Segment:
        return Segment(path)

    def open_parts(self, build: Path, assembly: Assembly, dimension: int) -> Parts:
        return Parts(
            assembly.join_vectors(dimension),
            StoredPostings(build),
            assembly.join_tokens(),
            assembly.find_passages(),
            lambda: None,  # it has been, since it was opened
        )


ON_DISK: Opener = _DiskOpener()
"""Opens builds all of whose bytes are in their folders."""
