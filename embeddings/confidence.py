"""How sure a hit answers the question."""

import math

# Logistic curves through the best hits of 743 questions that 28 encyclopedic articles answer and
# of 80 that they do not: between their scores, the midpoints; how far the two lie apart, the
# steepness.
_SIMILARITY_MIDPOINT = 0.525
_SIMILARITY_STEEPNESS = 40.0
_COVERAGE_MIDPOINT = 0.33
_COVERAGE_STEEPNESS = 16.0

_STRANGENESS_OF_WORDS = 2.0
"""Of a language half unknown to the encoder, the vectors already say nothing: they are close to
each other whatever the text."""


def estimate_confidence(similarity: float, coverage: float, strangeness: float) -> float:
    """A number from 0 to 1, above .5 if a hit more likely answers than not.

    `similarity` is the hit's score by vectors, `coverage` the share of the question's words that
    it holds, both from 0 to 1. `strangeness` is 0 for a language that the encoder knows and 1 for
    one that it does not know at all: it decides which of the two counts how much.
    """
    share = min(1.0, _STRANGENESS_OF_WORDS * strangeness)
    evidence = (1 - share) * _SIMILARITY_STEEPNESS * (similarity - _SIMILARITY_MIDPOINT)
    evidence += share * _COVERAGE_STEEPNESS * (coverage - _COVERAGE_MIDPOINT)
    return 1 / (1 + math.exp(-evidence))
