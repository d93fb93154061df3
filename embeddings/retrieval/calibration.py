"""How sure a hit answers the question."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from embeddings.index.likeness import Likeness
from embeddings.retrieval.parameters import RankingParameters

_MIN_RANGE = 0.02
"""An encoder that tells a sentence's own passage from any other by less tells nothing."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What confidence in a hit rests on.

    `similarity` is its score by vectors, `tokens` the question's length, `coverage` the share of
    its words that the passage holds. `uncovered` is 0 for a language that the encoder knows and 1
    for one that it does not know at all: it decides whether vectors or words count.
    `missing_number` is 1 if the question names a number that stands nowhere in the article, less
    if only far from the passage; `missing_word` how much a rare word of it weighs that the
    article lacks, `missing_option` the same as `missing_number` for an option that it types.
    `lacks_value` tells that it asks for a value such as a price, and that neither
    the passage nor those beside it have any. `lacks_unit` tells that the question names a
    numbered unit that the passage neither is nor speaks of, `is_unit` that it is that unit;
    `is_entry` that it is that of an option which the question types, and lacks nothing else;
    `is_dated` that it is of the time that the question asks for, such as the latest version, and
    lacks nothing else that it names, and `is_of_another_time` that it is not, though the question
    asks for nothing else.
    """

    similarity: float
    tokens: int
    coverage: float = 0.0
    uncovered: float = 0.0
    missing_number: float = 0.0
    missing_word: float = 0.0
    missing_option: float = 0.0
    lacks_value: bool = False
    lacks_unit: bool = False
    is_unit: bool = False
    is_entry: bool = False
    is_dated: bool = False
    is_of_another_time: bool = False


def estimate_confidence(signs: Signs, parameters: RankingParameters) -> float:
    """The probability, from 0 to 1, that a hit with these signs is one for a question that the
    articles answer, if they answer two of three questions."""
    share = min(1.0, parameters.uncovered * signs.uncovered)
    by_vectors = parameters.similarity_slope * signs.similarity + parameters.similarity_offset
    by_vectors += parameters.length_slope * min(signs.tokens, parameters.max_length)
    by_words = parameters.coverage_slope * (signs.coverage - parameters.coverage_middle)
    odds = (1 - share) * by_vectors + share * by_words
    odds -= parameters.number_penalty * signs.missing_number
    # How near a token is means nothing where the encoder does not know the language.
    odds -= (1 - share) * parameters.word_penalty * signs.missing_word
    odds -= parameters.option_penalty * signs.missing_option
    odds -= parameters.value_penalty * signs.lacks_value
    odds -= parameters.unit_penalty * (signs.lacks_unit or signs.is_of_another_time)
    odds += parameters.unit_bonus * signs.is_unit
    odds += parameters.entry_bonus * signs.is_entry
    odds += parameters.dated_bonus * signs.is_dated
    return 1 / (1 + math.exp(-max(-700.0, odds)))


@dataclass(frozen=True, slots=True)
class SimilarityScale:
    """Similarities of one encoder in one language as those of the bundled encoder, which the
    parameters were fitted with: `slope` times similarity plus `offset`."""

    slope: float = 1.0
    offset: float = 0.0

    def read(self, similarity: float) -> float:
        """What `similarity` would be."""
        return self.slope * similarity + self.offset


def fit_scale(likeness: Likeness, parameters: RankingParameters) -> SimilarityScale:
    """The scale on which texts that have nothing to do with each other, and sentences and their
    own passage, are as alike as the bundled encoder finds them; or less, if that would let too
    many questions off the topic come as near as they never come with that."""
    span = max(_MIN_RANGE, likeness.own - likeness.unrelated)
    slope = (parameters.own - parameters.unrelated) / span
    offset = parameters.unrelated - slope * likeness.unrelated
    highest = slope * (likeness.best + likeness.spread) + offset
    return SimilarityScale(slope, offset - max(0.0, highest - parameters.off_topic))


def fit_scales(
    found: Mapping[str, Likeness], is_bundled: bool, token_bits: int, parameters: RankingParameters
) -> dict[str, SimilarityScale]:
    """A scale by language, `""` for any other. The bundled encoder with tokens in eight bits is the
    ruler itself: how its similarities differ from one folder to the next says more of the articles
    than of it. Of others `found` was measured with tokens as they are stored."""
    if is_bundled:
        excess = {1: parameters.one_bit, 2: parameters.two_bits}.get(token_bits, 0.0)
        return {"": SimilarityScale(offset=-excess)}
    scales = {language: fit_scale(likeness, parameters) for language, likeness in found.items()}
    return {"": SimilarityScale(), **scales}
