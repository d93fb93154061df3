"""The order of scored passages: by words, by a second look at close calls, by a reranker."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from embeddings.encoders.reranker import Reranker
from embeddings.index.lexical import QueryWord, cover_words
from embeddings.index.passage_index import PassageIndex
from embeddings.retrieval.chronology import Timed
from embeddings.retrieval.late_interaction import MaxSim
from embeddings.retrieval.parameters import RankingParameters

_MAX_CLOSE = 6
"""Best passages that are looked at again, for each of which its words are read."""

_RERANKED = 20
"""Best passages that a reranker reads: each costs it as much as the question costs the encoder."""


class Candidate(NamedTuple):
    """Passage `row`, which is number `number` in `matches`. `similarity` is what confidence goes
    by; `uncovered` is how little the encoder knows the passage's language, from 0 to 1.

    A tuple, as a hundred and more are made for every question, in a third of the time."""

    row: int
    score: float
    matches: MaxSim
    number: int
    similarity: float
    uncovered: float

    def with_score(self, score: float) -> "Candidate":
        """The same with this score."""
        # Not by `_replace`, which takes several times as long.
        return Candidate(
            self.row, score, self.matches, self.number, self.similarity, self.uncovered
        )


class Ordering:
    """Orders candidates out of one build of the index."""

    def __init__(
        self, index: PassageIndex, parameters: RankingParameters, reranker: Reranker | None
    ) -> None:
        self._index = index
        self._parameters = parameters
        self._reranker = reranker

    def add_time(self, candidates: list[Candidate], timed: Timed) -> list[Candidate]:
        """`candidates`, best first, those of the time that is asked for by as much better as they
        are of it."""
        if not timed.weights:
            return candidates
        gain = self._parameters.newest if timed.is_latest else self._parameters.timed
        more = (c.with_score(c.score + gain * timed.weights.get(c.row, 0.0)) for c in candidates)
        return sorted(more, key=self.sort_key)

    def order(
        self,
        text: str,
        words: list[QueryWord],
        candidates: list[Candidate],
        lexical: Mapping[int, float],
    ) -> list[Candidate]:
        """`candidates`, best first by their scores, for the question `text`, whose words are
        `words`; `lexical` is what words alone say of each row."""
        if self._reranker:
            return self._rerank(text, candidates, self._reranker)
        return self._look_again(self._weigh_words(candidates, lexical), words)

    @staticmethod
    def sort_key(candidate: Candidate) -> tuple[float, int]:
        """Best first; equals in the order of articles and their text, which rows are in."""
        return -candidate.score, candidate.row

    def _weigh_words(
        self, candidates: list[Candidate], lexical: Mapping[int, float]
    ) -> list[Candidate]:
        """`candidates`, best first, but behind the first in an order in which words count, too."""
        if not candidates:
            return []
        first = candidates[0]
        held = lexical.get(first.row, 0.0)
        others = []
        for candidate in candidates[1:]:
            gain = self._parameters.words * (lexical.get(candidate.row, 0.0) - held)
            others.append(candidate.with_score(min(first.score, candidate.score + gain)))
        return [first, *sorted(others, key=self.sort_key)]

    def _look_again(self, candidates: list[Candidate], words: list[QueryWord]) -> list[Candidate]:
        """`candidates`, best first, with that one first of those next to the first which is best
        if the words that each holds count, too. Where the encoder does not know the language words
        have counted already."""
        if len(candidates) < 2 or candidates[0].uncovered:
            return candidates
        best = candidates[0].score
        enough = best - self._parameters.close
        close = [c for c in candidates[:_MAX_CLOSE] if c.score >= enough]
        if len(close) < 2:
            return candidates
        first = max(close, key=lambda candidate: self._weigh_again(candidate, words))
        others = [candidate for candidate in candidates if candidate is not first]
        return [first.with_score(best), *others]

    def _weigh_again(self, candidate: Candidate, words: list[QueryWord]) -> float:
        sentences = candidate.matches.find_sentences(candidate.number)
        if bool(np.all(candidate.matches.asks[sentences])):
            return candidate.score  # a question has the reader's words, and answers nothing
        passage = self._index.passages[candidate.row]
        language = self._index.heads[passage.article_id].language
        held = float(cover_words(words, passage.text, language).sum())
        return candidate.score + self._parameters.close_words * held

    def _rerank(
        self, text: str, candidates: list[Candidate], reranker: Reranker
    ) -> list[Candidate]:
        """`candidates`, best first, by the mean of score and what `reranker` says of the first
        of them; the others stay behind those."""
        first, others = candidates[:_RERANKED], candidates[_RERANKED:]
        judged = reranker.judge(text, [self._index.passages[c.row].text for c in first])
        first = [
            candidate.with_score((candidate.score + judgement) / 2)
            for candidate, judgement in zip(first, judged.tolist(), strict=True)
        ]
        behind = [candidate.with_score(candidate.score / 2) for candidate in others]
        return sorted(first, key=self.sort_key) + behind
