"""How sure a hit answers the question."""

import math

from embeddings.retrieval.parameters import Weights


def estimate_confidence(
    similarity: float, tokens: int, coverage: float, strangeness: float, weights: Weights
) -> float:
    """The probability, from 0 to 1, that a hit with this evidence is one for a question that the
    articles answer, if they answer two of three questions.

    `similarity` is the hit's score by vectors, `tokens` the question's length, `coverage` the
    share of the question's words that the hit holds. `strangeness` is 0 for a language that the
    encoder knows and 1 for one that it does not know at all: it decides whether vectors or words
    count.
    """
    share = min(1.0, weights.strangeness * strangeness)
    by_vectors = weights.similarity_slope * similarity + weights.similarity_offset
    by_vectors += weights.length_slope * min(tokens, weights.longest_length)
    by_words = weights.coverage_slope * (coverage - weights.coverage_middle)
    return 1 / (1 + math.exp(-((1 - share) * by_vectors + share * by_words)))
