"""How sure a hit answers the question."""

import math
from dataclasses import dataclass

from embeddings.retrieval.parameters import RankingParameters


@dataclass(frozen=True, slots=True)
class Signs:
    """What confidence in a hit rests on.

    `similarity` is its score by vectors, `tokens` the question's length, `coverage` the share of
    its words that the passage holds. `uncovered` is 0 for a language that the encoder knows and 1
    for one that it does not know at all: it decides whether vectors or words count.
    `lacks_number` and `lacks_unit` tell that the question names a number, or a numbered unit of an
    article, that stands neither in the passage nor around it; `is_unit` that it is that unit.
    """

    similarity: float
    tokens: int
    coverage: float = 0.0
    uncovered: float = 0.0
    lacks_number: bool = False
    lacks_unit: bool = False
    is_unit: bool = False


def estimate_confidence(signs: Signs, parameters: RankingParameters) -> float:
    """The probability, from 0 to 1, that a hit with these signs is one for a question that the
    articles answer, if they answer two of three questions."""
    share = min(1.0, parameters.uncovered * signs.uncovered)
    by_vectors = parameters.similarity_slope * signs.similarity + parameters.similarity_offset
    by_vectors += parameters.length_slope * min(signs.tokens, parameters.max_length)
    by_words = parameters.coverage_slope * (signs.coverage - parameters.coverage_middle)
    odds = (1 - share) * by_vectors + share * by_words
    odds -= parameters.number_penalty * signs.lacks_number
    odds -= parameters.unit_penalty * signs.lacks_unit
    odds += parameters.unit_bonus * signs.is_unit
    return 1 / (1 + math.exp(-max(-700.0, odds)))
