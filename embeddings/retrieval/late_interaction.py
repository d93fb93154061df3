"""How the tokens of one question match passages and what stands around them."""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import EncodedText, Vectors
from embeddings.index.passage_index import PassageIndex
from embeddings.index.passage_lines import LineKind
from embeddings.index.ragged import Ragged
from embeddings.index.tokens.codes import TokenQuery
from embeddings.retrieval.parameters import RankingParameters


@dataclass(frozen=True)
class MaxSim:
    """How well the sentences of several passages match each token of a question.

    `cosines`, shape `[sentences, tokens]`, has for each the most similar token of the sentence, or
    of what stands around its passage, at a discount, if that is more. `asks`, shape `[sentences]`,
    tells the sentences that ask, `begins` those that a block of the passage begins with. The
    sentences of passage `rows[i]` are run `i` of `sentences`; `own`, shape `[passages, tokens]`, is
    what it has without what stands around it.
    """

    rows: NDArray[np.int64]
    sentences: Ragged
    cosines: Vectors
    asks: NDArray[np.bool_]
    begins: NDArray[np.bool_]
    own: Vectors

    def pick(self, numbers: NDArray[np.int64]) -> "MaxSim":
        """Those of the passages `rows[numbers]`."""
        places = Ragged.between(self.starts, numbers)
        members = self.sentences.members[places.members]
        return MaxSim(
            self.rows[numbers],
            Ragged(members, places.lengths, places.firsts),
            self.cosines[places.members],
            self.asks[places.members],
            self.begins[places.members],
            self.own[numbers],
        )

    def with_cosines(self, cosines: Vectors) -> "MaxSim":
        """The same sentences, matched as `cosines` says."""
        return MaxSim(self.rows, self.sentences, cosines, self.asks, self.begins, self.own)

    def find_sentences(self, number: int) -> slice:
        """Where the sentences of passage `rows[number]` lie."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    @functools.cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where the sentences of each passage begin, and the end of all, shape `[passages + 1]`."""
        return np.append(self.sentences.firsts, len(self.sentences.members))

    def measure_similarity(self, shares: Vectors, parameters: RankingParameters) -> Vectors:
        """The similarity of each passage, shape `[passages]`, if the tokens count as `shares`
        says, which sum to 1: partly its own, partly that of its best block."""
        alone = self.cosines @ shares - parameters.asking * self.asks
        best = parameters.passage * (self._together @ shares)
        best = best + (1 - parameters.passage) * self.sentences.max(alone)
        if parameters.block and not self.has_one_block_each:
            best += parameters.block * (self._measure_blocks(alone, shares, parameters) - best)
        return np.asarray(best, dtype=np.float32)

    @functools.cached_property
    def has_one_block_each(self) -> bool:
        """Whether no passage has two blocks."""
        return len(self._blocks) == len(self.rows)

    @functools.cached_property
    def _together(self) -> Vectors:
        """The best of the sentences of each passage, shape `[passages, tokens]`."""
        return self.sentences.max(self.cosines)

    @functools.cached_property
    def _blocks(self) -> NDArray[np.int64]:
        """Where the sentences of each block begin, shape `[blocks]`."""
        return np.flatnonzero(self.begins)

    @functools.cached_property
    def _block_together(self) -> Vectors:
        """The best of the sentences of each block, shape `[blocks, tokens]`."""
        return np.asarray(np.maximum.reduceat(self.cosines, self._blocks, axis=0))

    def _measure_blocks(
        self, alone: Vectors, shares: Vectors, parameters: RankingParameters
    ) -> Vectors:
        """The similarity of the best block of each passage, shape `[passages]`."""
        blocks = parameters.passage * (self._block_together @ shares)
        blocks += (1 - parameters.passage) * np.maximum.reduceat(alone, self._blocks)
        first_blocks = self._blocks.searchsorted(self.sentences.firsts)
        return np.asarray(np.maximum.reduceat(blocks, first_blocks))


class LateInteraction:
    """Matches one question; many passages at once, as each call costs more than the sums do."""

    def __init__(
        self, index: PassageIndex, query: EncodedText, parameters: RankingParameters
    ) -> None:
        self._index = index
        self._query = TokenQuery(query.token_vectors)
        self._tokens = len(query.token_ids)
        self._parameters = parameters
        weights = dict.fromkeys(LineKind, parameters.line)
        weights |= {LineKind.HEADING: parameters.heading, LineKind.LABEL: parameters.heading}
        weights |= {LineKind.NAME: parameters.name}
        self._line_weights = np.asarray([weights[kind] for kind in LineKind], dtype=np.float32)

    def match(self, rows: NDArray[np.int64]) -> MaxSim:
        """Of the passages `rows`, together with the lines above each and the question that it
        answers."""
        around = self._index.passage_context
        found = self._match_lines(rows)
        answers = around.answers[rows]
        if answers.any():
            asked = self._match_passages(around.preceding[rows[answers]])
            asked *= self._parameters.line
            found[answers] = np.maximum(found[answers], asked)
        sentences = Ragged.between(self._index.sentence_starts, rows)
        matched = self._index.tokens.match_sentences(self._query, sentences.members)
        return MaxSim(
            rows,
            sentences,
            np.maximum(matched, sentences.spread(found)),
            around.asks[sentences.members],
            around.begins[sentences.members],
            sentences.max(matched),
        )

    def add_preceding(self, matches: MaxSim, numbers: NDArray[np.int64]) -> MaxSim:
        """The passages `matches.rows[numbers]` together with the passage before each, at a
        discount."""
        best = matches.pick(numbers)
        before = self._index.passage_context.preceding[best.rows]
        found = np.full((len(before), self._tokens), -np.inf, dtype=np.float32)
        has_one = before >= 0
        if self._parameters.preceding and has_one.any():
            found[has_one] = self._parameters.preceding * self._read_own(matches, before[has_one])
        return best.with_cosines(np.maximum(best.cosines, best.sentences.spread(found)))

    def _match_lines(self, rows: NDArray[np.int64]) -> Vectors:
        """The best of the lines above each passage, each at its discount, shape
        `[passages, tokens]`."""
        around = self._index.passage_context
        runs = Ragged.between(around.line_starts, rows)
        lines, places = np.unique(around.lines[runs.members], return_inverse=True)
        found = self._index.lines.match_sentences(self._query, lines)[places]
        found *= self._line_weights[around.line_kinds[runs.members], np.newaxis]
        return runs.max(found)

    def _read_own(self, matches: MaxSim, rows: NDArray[np.int64]) -> Vectors:
        """As `_match_passages`, of which those in `matches`, whose rows are in order, are known: of
        what stands before the best, two thirds."""
        places = matches.rows.searchsorted(rows).clip(max=len(matches.rows) - 1)
        found: Vectors = matches.own[places]
        unknown = matches.rows[places] != rows
        if unknown.any():
            found[unknown] = self._match_passages(rows[unknown])
        return found

    def _match_passages(self, rows: NDArray[np.int64]) -> Vectors:
        """The best of each passage as a whole, shape `[passages, tokens]`."""
        runs = Ragged.between(self._index.sentence_starts, rows)
        return runs.max(self._index.tokens.match_sentences(self._query, runs.members))
