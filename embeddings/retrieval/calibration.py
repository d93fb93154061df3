"""How sure a hit answers the question."""

import math

from embeddings.retrieval.parameters import RankingParameters


def estimate_confidence(
    similarity: float, tokens: int, coverage: float, uncovered: float, parameters: RankingParameters
) -> float:
    """The probability, from 0 to 1, that a hit with this evidence is one for a question that the
    articles answer, if they answer two of three questions.

    `similarity` is the hit's score by vectors, `tokens` the question's length, `coverage` the
    share of the question's words that the hit holds. `uncovered` is 0 for a language that the
    encoder knows and 1 for one that it does not know at all: it decides whether vectors or words
    count.
    """
    share = min(1.0, parameters.uncovered * uncovered)
    by_vectors = parameters.similarity_slope * similarity + parameters.similarity_offset
    by_vectors += parameters.length_slope * min(tokens, parameters.max_length)
    by_words = parameters.coverage_slope * (coverage - parameters.coverage_middle)
    return 1 / (1 + math.exp(-((1 - share) * by_vectors + share * by_words)))
