"""From a question to ranked hits."""

from dataclasses import dataclass

import numpy as np

from corpus import Article, Passage
from embeddings.confidence import estimate_confidence
from embeddings.encoder import EncodedText, Encoder, Vectors
from embeddings.index import PassageIndex
from embeddings.lexical import QueryWord, cover_words

_CANDIDATES = 100
"""Passages from each side, vectors and words, that are looked at closely; on 564 passages of 28
encyclopedic articles the right one was among the 50 nearest vectors for .996 of 743 questions."""

_PASSAGE_WEIGHT = 0.5
"""Share of the whole passage in a hit's score; its best sentence has the rest."""

_LEXICAL_WEIGHT = 1.5
"""Weight of the words beside that of the vectors in a language that the encoder does not know."""

_WELL_KNOWN = 0.85
"""Familiarity from which on a language is known, so that words only find candidates in it."""

_QUESTION_PENALTY = 0.1
"""Taken off the score of a sentence that asks: an interviewer's question resembles the reader's
more than any answer does, and answers nothing."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score (higher is better) and one score for each of its sentences.

    `confidence`, from 0 to 1, says how sure it answers the question; scores only rank.
    """

    passage: Passage
    article: Article
    score: float
    confidence: float
    sentence_scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """`similarity` is the score by vectors alone; `strangeness` how little the encoder knows the
    passage's language, from 0 to 1."""

    row: int
    score: float
    similarity: float
    sentence_scores: Vectors
    strangeness: float


class Retriever:
    """Searches one build of the index; it never changes, so one answer never mixes two builds."""

    def __init__(self, index: PassageIndex, encoder: Encoder) -> None:
        self.index = index
        self.encoder = encoder

    def search(self, query: str, k: int) -> list[Hit]:
        """The `k` best passages for `query`, best first; `[]` if the query holds no word."""
        if k < 1 or not any(character.isalnum() for character in query):
            return []
        words = self.index.lexical.read_query(query)
        depth = max(_CANDIDATES, k)
        lexical = dict(self.index.lexical.search(words, 2 * depth))
        encoded = self.encoder.encode_query(query)
        rows = {*self.index.nearest(encoded.vector, depth), *list(lexical)[:depth]}
        weights = self.index.tokens.weigh(encoded)
        candidates = [
            self._score(row, encoded, weights, lexical.get(row, 0.0)) for row in sorted(rows)
        ]
        candidates.sort(key=self._sort_key)
        return [self._make_hit(candidate, words) for candidate in candidates[:k]]

    def _score(
        self, row: int, query: EncodedText, weights: Vectors, lexical_score: float
    ) -> _Candidate:
        passage_score, sentence_scores = self.index.score(row, query, weights)
        sentence_scores = sentence_scores - _QUESTION_PENALTY * _asks(self.index.passages[row])
        similarity = _PASSAGE_WEIGHT * passage_score
        similarity += (1 - _PASSAGE_WEIGHT) * float(sentence_scores.max())
        strangeness = max(0.0, 1 - float(self.index.familiarity[row]) / _WELL_KNOWN)
        weight = _LEXICAL_WEIGHT * strangeness
        score = (similarity + weight * lexical_score) / (1 + weight)
        return _Candidate(row, score, similarity, sentence_scores, strangeness)

    def _sort_key(self, candidate: _Candidate) -> tuple[float, str, int]:
        """Best first; equals in the order of articles and their text."""
        passage = self.index.passages[candidate.row]
        return -candidate.score, passage.article_id, passage.start

    def _make_hit(self, candidate: _Candidate, words: list[QueryWord]) -> Hit:
        passage = self.index.passages[candidate.row]
        article = self.index.articles[passage.article_id]
        scores, coverage = candidate.sentence_scores, 0.0
        if candidate.strangeness:
            coverage = cover_words(words, passage.text, article.language)
            texts = [passage.text[start:end] for start, end in passage.sentences]
            covered = np.asarray(
                [cover_words(words, text, article.language) for text in texts], dtype=np.float32
            )
            weight = _LEXICAL_WEIGHT * candidate.strangeness
            scores = np.asarray((scores + weight * covered) / (1 + weight), dtype=np.float32)
        confidence = estimate_confidence(candidate.similarity, coverage, candidate.strangeness)
        return Hit(passage, article, candidate.score, confidence, tuple(scores.tolist()))


def _asks(passage: Passage) -> Vectors:
    """1 for each sentence of `passage` that is a question, else 0; shape `[sentences]`."""
    endings = (passage.text[start:end].rstrip("\"'”’»)") for start, end in passage.sentences)
    return np.asarray([ending.endswith(("?", "？", "؟")) for ending in endings], dtype=np.float32)
