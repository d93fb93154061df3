"""Questions asked with one set of parameters, and what came of each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import LabelledQuestion
from bot.evaluation.measures import judge_answer
from embeddings import EncodedText, Encoder, PassageIndex, RankingParameters, Retriever

_PASSAGES = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """`rank` of the first right passage, counted from 1, None if it is not among ten;
    `similarity` is what confidence goes by, `tokens` the question's length."""

    rank: int | None
    quote_is_right: bool
    similarity: float
    tokens: int


class RememberingEncoder:
    """Encodes each query once: only parameters differ from one run to the next."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.fingerprint = encoder.fingerprint
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
    # With these, log-odds of confidence are the similarity itself.
    bare = replace(parameters, similarity_slope=1.0, similarity_offset=0.0, length_slope=0.0)
    retriever = Retriever(index, encoder, parameters=bare)
    return [_ask(question, retriever, parameters) for question in questions]


def _ask(
    question: LabelledQuestion | str, retriever: Retriever, parameters: RankingParameters
) -> Asked:
    text = question if isinstance(question, str) else question.text
    tokens = len(retriever.encoder.encode_query(text).token_ids)
    # The similarity from which on a question of this length counts as answered.
    length = parameters.length_slope * min(tokens, parameters.max_length)
    enough = -(parameters.similarity_offset + length) / parameters.similarity_slope
    answer = answer_question(text, retriever, _PASSAGES, 1 / (1 + math.exp(-enough)))
    asked = question if isinstance(question, LabelledQuestion) else LabelledQuestion(question, ())
    outcome = judge_answer(asked, answer, 0.0, {})
    return Asked(
        rank=outcome.right_rank,
        quote_is_right=outcome.quote_is_right,
        similarity=math.log(answer.confidence / (1 - answer.confidence)),
        tokens=tokens,
    )


def share_found(asked: Sequence[Asked], k: int) -> float:
    """answer@k, from 0 to 1."""
    return float(np.mean([a.rank is not None and a.rank <= k for a in asked]))


def share_quoted(asked: Sequence[Asked]) -> float:
    """How often the first quote is right, answered or not, from 0 to 1."""
    return float(np.mean([a.quote_is_right for a in asked]))
