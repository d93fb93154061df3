"""The index in memory: articles, their passages, and what is needed to search them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus import Article, FootnoteError, Passage
from embeddings.encoders.encoder import Vectors
from embeddings.index.changes import Changes
from embeddings.index.lexical import LexicalIndex
from embeddings.index.manifest import Manifest
from embeddings.index.passage_context import PassageContext
from embeddings.index.token_vectors import PassageTokens
from embeddings.index.vectors import PassageVectors


class PassageIndexError(FootnoteError):
    """The index cannot be built or used; the text ends with what to do."""


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Articles by id, their passages, and the passages' vectors.

    Row `i` of `vectors` (unit vectors, so that inner products are cosines) is passage `i`, whose
    sentences are those from `sentence_starts[i]` up to `sentence_starts[i + 1]` in `tokens`.
    """

    build_name: str
    """Differs from one build to the next."""
    articles: dict[str, Article]
    passages: list[Passage]
    vectors: PassageVectors
    tokens: PassageTokens
    sentence_starts: NDArray[np.int64]
    lines: PassageTokens
    """The lines above passages, as `passage_context` numbers them."""
    passage_context: PassageContext
    lexical: LexicalIndex
    language_coverage: Vectors
    """How well the encoder knows the language of each passage, from 0 to 1, shape `[passages]`."""
    manifest: Manifest
    rows_by_id: dict[str, int]
    article_rows: dict[str, range]
    """The rows of the passages of each article: they lie in the order of articles and their
    text."""
    changes: Changes
    """What the build changed of the one before it."""

    def nearest(self, query: Vectors, k: int, among: NDArray[np.int64] | None = None) -> list[int]:
        """Rows of the `k` passages nearest to `query` (shape `[dimension]`), nearest first; only
        of the rows `among` if they are given."""
        return self.vectors.find_nearest(query, k, among)

    def find_row(self, passage_id: str) -> int | None:
        """The row of the passage with this id; None if there is none."""
        return self.rows_by_id.get(passage_id)

    def find_article_rows(self, row: int) -> tuple[int, int]:
        """The rows of all passages of the article of passage `row`: the first, and behind the
        last."""
        rows = self.article_rows[self.passages[row].article_id]
        return rows.start, rows.stop
