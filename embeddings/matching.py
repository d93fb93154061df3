"""How the tokens of one question match passages and what stands around them."""

import numpy as np

from embeddings.encoder import EncodedText, Vectors
from embeddings.index import PassageIndex
from embeddings.weights import Weights


class QueryMatch:
    """Matches of one question; each passage and line is compared with it once."""

    def __init__(self, index: PassageIndex, query: EncodedText, weights: Weights) -> None:
        self._index = index
        self._query = query
        self._weights = weights
        self._passages: dict[int, Vectors] = {}
        self._lines: dict[int, Vectors] = {}

    def match(self, row: int) -> Vectors:
        """How well each sentence of passage `row` matches each token of the question, shape
        `[tokens, sentences]`: the cosine with the most similar token in it, or with one in the
        lines above it or the question that it answers, at a discount, if that is more."""
        around = self._index.surroundings
        first, last = around.line_starts[row : row + 2].tolist()
        found = [self._match_line(line) for line in around.lines[first:last].tolist()]
        if around.answers[row]:
            found.append(self._match_passage(int(around.preceding[row])).max(axis=1))
        matches = self._match_passage(row)
        if not found:
            return matches
        discounted = self._weights.line * np.max(found, axis=0)
        return np.asarray(np.maximum(matches, discounted[:, np.newaxis]), dtype=np.float32)

    def add_preceding(self, row: int, matches: Vectors) -> Vectors:
        """`matches` of passage `row` with what the passage before it holds, at a discount."""
        before = int(self._index.surroundings.preceding[row])
        if before < 0:
            return matches
        discounted = self._weights.preceding * self._match_passage(before).max(axis=1)
        return np.asarray(np.maximum(matches, discounted[:, np.newaxis]), dtype=np.float32)

    def _match_passage(self, row: int) -> Vectors:
        if row not in self._passages:
            first, last = self._index.sentence_starts[row : row + 2].tolist()
            found = self._index.tokens.match_sentences(self._query, first, last)
            self._passages[row] = found
        return self._passages[row]

    def _match_line(self, line: int) -> Vectors:
        if line not in self._lines:
            found = self._index.lines.match_sentences(self._query, line, line + 1)
            self._lines[line] = found[:, 0]
        return self._lines[line]
