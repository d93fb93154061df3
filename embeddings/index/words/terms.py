"""What passages are found by, and who finds them by it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

STEMS, PREFIXES, WORDS = "stems", "prefixes", "words"
"""The three kinds of terms of a passage, as `find_terms` has them: the stems of its words, their
beginnings, and the whole words."""

_Rows = NDArray[np.int64]


class Term(NamedTuple):
    """A term of the kind `field`, which counts `weight` times in a score."""

    field: str
    text: str
    weight: float = 1.0


class Postings(Protocol):
    """Which passages, by row, hold which terms."""

    @property
    def passage_count(self) -> int:
        """How many passages there are."""

    def count_holders(self, field: str, text: str) -> int:
        """How many passages hold the term `text` of the kind `field`."""

    def list_terms(
        self, field: str, beginning: str = "", most: int | None = None
    ) -> dict[str, int]:
        """The terms of a kind that begin so, with the number of passages that hold each; of more
        than `most`, if that is given, the most frequent ones."""

    def search(self, terms: Sequence[Term], k: int, among: _Rows | None) -> list[tuple[int, float]]:
        """Rows of the `k` best passages with their BM25 score, best first, equals in the order of
        rows; only of the rows `among`, in order, if they are given."""

    def find_any(self, terms: Iterable[Term], rows: range) -> bool:
        """Whether one of the passages `rows` holds one of `terms`."""

    def find_all(self, field: str, texts: Iterable[str], rows: range, k: int) -> list[int]:
        """At most `k` of the passages `rows` that hold all terms `texts` of a kind."""
