"""What a search finds: passages, and what is found out about each when it is asked for."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Passage
from embeddings.retrieval.calibration import Signs

Evidence = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure a hit answers the question, from 0 to 1, and what that rests on."""

    confidence: float
    signs: Signs


@dataclass(frozen=True)
class Hit:
    """A passage with its score (higher is better), which only ranks.

    `is_unit` tells that it is a numbered unit that the question names, `is_asked_whole` that it
    names nothing besides, so that the unit is quoted from its beginning; `absent` are those, as the
    question writes them, that this is none of. `uncovered` is how little the encoder knows its
    language, from 0 to 1. What takes its time, `read_evidence` and `judge` find out once, when it
    is first asked for: most hits are never quoted, and of nearly all but the first nobody asks how
    sure they are.
    """

    passage: Passage
    article: Article
    score: float
    read_evidence: Callable[[], Evidence] = field(repr=False, compare=False)
    judge: Callable[[], Judgement] = field(repr=False, compare=False)
    uncovered: float = 0.0
    is_unit: bool = False
    is_asked_whole: bool = False
    absent: tuple[str, ...] = ()

    @functools.cached_property
    def evidence(self) -> Evidence:
        """What each sentence has for each clue, shape `[clues, sentences]`: a token or a word of
        the question, or, below 0, that the sentence is a question itself. Over several sentences
        the best of each clue counts."""
        return self.read_evidence()

    @property
    def confidence(self) -> float:
        """How sure it answers the question, from 0 to 1."""
        return self._judgement.confidence

    @property
    def signs(self) -> Signs:
        """What confidence rests on."""
        return self._judgement.signs

    def with_confidence_between(self, least: float, most: float) -> "Hit":
        """The same, at least and at most as sure as that."""

        def judge() -> Judgement:
            return Judgement(min(max(self.confidence, least), most), self.signs)

        return replace(self, judge=judge)

    def with_evidence_of(self, other: "Hit") -> "Hit":
        """The same, quoted as `other`, which is the same passage found for another question."""
        return replace(
            self,
            read_evidence=lambda: other.evidence,
            uncovered=other.uncovered,
            is_unit=other.is_unit,
            is_asked_whole=other.is_asked_whole,
        )

    @functools.cached_property
    def _judgement(self) -> Judgement:
        return self.judge()
