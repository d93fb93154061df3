"""Questions asked with one set of parameters, and what came of each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import LabelledQuestion
from bot.evaluation.measures import judge_answer
from embeddings import (
    EncodedText,
    Encoder,
    Hit,
    PassageIndex,
    RankingParameters,
    Retriever,
    Scope,
    Signs,
)
from embeddings.retrieval.scope import ALL_PASSAGES

_PASSAGES = 10
MIN_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """`rank` of the first right passage, counted from 1, None if it is not among ten; `odds` are
    the log-odds of its confidence, `signs` what that goes by."""

    rank: int | None
    quote_is_right: bool
    odds: float
    signs: Signs


class RecordingRetriever(Retriever):
    """Remembers what confidence in the first hits of its searches went by."""

    signs: dict[float, Signs]

    def search(
        self, text: str, k: int, scope: Scope = ALL_PASSAGES, today: date | None = None
    ) -> list[Hit]:
        hits = super().search(text, k, scope, today)
        if hits:
            self.signs[hits[0].confidence] = hits[0].signs
        return hits


class RememberingEncoder:
    """Encodes each query once: only parameters differ from one run to the next."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.fingerprint = encoder.fingerprint
        self.backend, self.why_slow = encoder.backend, encoder.why_slow
        self.is_thread_safe = False
        self.dimension = encoder.dimension
        self.max_tokens = encoder.max_tokens
        self._encoder = encoder
        self._queries: dict[str, EncodedText] = {}

    def count_tokens(self, text: str) -> int:
        return self._encoder.count_tokens(text)

    def encode_query(self, text: str) -> EncodedText:
        if text not in self._queries:
            self._queries[text] = self._encoder.encode_query(text)
        return self._queries[text]

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        return self._encoder.encode_passages(texts)


def ask(
    questions: Sequence[LabelledQuestion | str],
    index: PassageIndex,
    encoder: Encoder,
    parameters: RankingParameters,
) -> list[Asked]:
    """What came of `questions`, in order; a text is one that no article answers."""
    retriever = RecordingRetriever(index, encoder, parameters=parameters)
    return [_ask(question, retriever) for question in questions]


def _ask(question: LabelledQuestion | str, retriever: RecordingRetriever) -> Asked:
    text = question if isinstance(question, str) else question.text
    retriever.signs = {}
    answer = answer_question(text, retriever, _PASSAGES, MIN_CONFIDENCE)
    asked = question if isinstance(question, LabelledQuestion) else LabelledQuestion(question, ())
    outcome = judge_answer(asked, answer, 0.0, {})
    certainty = min(max(answer.confidence, 1e-12), 1 - 1e-12)
    return Asked(
        rank=outcome.right_rank,
        quote_is_right=outcome.quote_is_right,
        odds=math.log(certainty / (1 - certainty)),
        signs=retriever.signs.get(answer.confidence, Signs(0.0, 0)),
    )


def share_found(asked: Sequence[Asked], k: int) -> float:
    """answer@k, from 0 to 1."""
    return float(np.mean([a.rank is not None and a.rank <= k for a in asked]))


def share_quoted(asked: Sequence[Asked]) -> float:
    """How often the first quote is right, answered or not, from 0 to 1."""
    return float(np.mean([a.quote_is_right for a in asked]))
