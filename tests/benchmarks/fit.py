"""Fits the starred numbers of `embeddings/retrieval/parameters.py` to questions with known answers.

    CORPUS_DIR=... python -m tests.benchmarks.fit QUESTIONS.jsonl OFF_TOPIC.txt

Ranking parameters are chosen out of a few round values each, one after the other, by the mean
of answer@1, answer@3 and quote@1; confidence is a logistic regression in which questions off the
topic have half the total weight of the others, as if one question in three were off the topic.
Everything is also done with each fifth of the articles left out and measured on the questions about
those, so that the figures printed last are those of articles that nothing was fitted on; questions
off the topic are parted at random.
"""

import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from bot.evaluation.labelled_questions import (
    LabelledQuestion,
    read_plain_questions,
    read_question_file,
)
from embeddings import RANKING_PARAMETERS, RankingParameters
from embeddings.retrieval.calibration import estimate_confidence
from tests.benchmarks.asked import Asked, RememberingEncoder, ask, share_found, share_quoted
from tests.benchmarks.indexes import build_temporary_index

_CHOICES: dict[str, tuple[float, ...]] = {
    "passage": (0.3, 0.5, 0.7),
    "line": (0.0, 0.7, 0.8, 0.9, 1.0),
    "heading": (0.0, 0.7, 0.8, 0.9, 1.0),
    "name": (0.0, 0.7, 0.9),
    "block": (0.0, 0.3, 0.5, 0.7),
    "early": (0.0, 0.01, 0.02, 0.03),
    "preceding": (0.0, 0.5, 0.6, 0.7, 0.8),
    "words": (0.0, 0.1, 0.2, 0.3, 0.5),
}
_OF_CONFIDENCE = (*("similarity_slope", "similarity_offset", "length_slope", "number_penalty"),)
_FOLDS = 5
_OFF_TOPIC_SHARE = 1 / 3
_BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of all questions with one choice of ranking parameters."""

    parameters: RankingParameters
    answerable: list[Asked]
    off_topic: list[Asked]

    def rate(self, chosen: NDArray[np.int64]) -> float:
        """What the choice is worth on the answerable questions `chosen`."""
        asked = [self.answerable[number] for number in chosen.tolist()]
        return (share_found(asked, 1) + share_found(asked, 3) + share_quoted(asked)) / 3


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trial and the confidence fitted to some of its questions."""

    trial: Trial
    parameters: RankingParameters


def main(questions_path: Path, off_topic_path: Path) -> None:
    """Prints fitted parameters and what they are worth."""
    questions = read_question_file(questions_path)
    off_topic = read_plain_questions(off_topic_path)
    trials = _try_all(questions, off_topic)
    everything = np.arange(len(questions)), np.arange(len(off_topic))
    _print_fitted(_fit(trials, *everything))
    _print_held_out(trials, questions, len(off_topic))


def _try_all(questions: Sequence[LabelledQuestion], off_topic: Sequence[str]) -> list[Trial]:
    """A trial for the parameters as they stand, then for each other value of each with the
    best of the others so far."""
    index, plain_encoder, _ = build_temporary_index()
    encoder = RememberingEncoder(plain_encoder)

    def try_out(parameters: RankingParameters) -> Trial:
        return Trial(
            parameters,
            ask(questions, index, encoder, parameters),
            ask(off_topic, index, encoder, parameters),
        )

    everything = np.arange(len(questions))
    best = try_out(RANKING_PARAMETERS)
    trials = [best]
    for name, values in _CHOICES.items():
        others = [value for value in values if value != getattr(best.parameters, name)]
        for value in others:
            trial = try_out(_set(best.parameters, name, value))
            trials.append(trial)
            print(f"{name} {value}: {trial.rate(everything):.4f}", flush=True)
        best = max(trials, key=lambda trial: trial.rate(everything))
        print(f"so far {best.rate(everything):.4f}", flush=True)
    return trials


def _set(parameters: RankingParameters, name: str, value: float) -> RankingParameters:
    changed: dict[str, Any] = {name: value}
    return replace(parameters, **changed)


def _fit(
    trials: Sequence[Trial], answerable: NDArray[np.int64], off_topic: NDArray[np.int64]
) -> Fitted:
    """The best trial on the questions given by number, the first of equals, and its confidence."""
    best = max(trials, key=lambda trial: trial.rate(answerable))
    asked = [best.answerable[number] for number in answerable.tolist()]
    asked += [best.off_topic[number] for number in off_topic.tolist()]
    longest = best.parameters.max_length
    features = [_list_features(a, longest) for a in asked]
    labels = [1] * len(answerable) + [0] * len(off_topic)
    share = len(off_topic) / len(labels)
    class_weight = {1: (1 - _OFF_TOPIC_SHARE) / (1 - share), 0: _OFF_TOPIC_SHARE / share}
    model = LogisticRegression(C=1000, class_weight=class_weight, max_iter=10_000)
    model.fit(features, labels)
    slope, length_slope, number_slope, word_slope = model.coef_[0].tolist()
    parameters = replace(
        best.parameters,
        similarity_slope=slope,
        similarity_offset=float(model.intercept_[0]),
        length_slope=length_slope,
        number_penalty=-number_slope,
        word_penalty=-word_slope,
    )
    return Fitted(best, parameters)


def _list_features(asked: Asked, longest: int) -> list[float]:
    signs = asked.signs
    lacking = [signs.missing_number, signs.missing_word]
    return [signs.similarity, min(signs.tokens, longest), *lacking]


def _estimate(asked: Sequence[Asked], parameters: RankingParameters) -> NDArray[np.float64]:
    return np.asarray([estimate_confidence(a.signs, parameters) for a in asked])


def _print_fitted(fitted: Fitted) -> None:
    print("\nFitted to all questions:")
    for name in (*_CHOICES, *_OF_CONFIDENCE):
        now = getattr(RANKING_PARAMETERS, name)
        print(f"  {name:18} {getattr(fitted.parameters, name):8.3f}  (in use {now})")
    answerable = fitted.trial.answerable
    print(f"  answer@1 {share_found(answerable, 1):.3f}, quote@1 {share_quoted(answerable):.3f}")


def _print_held_out(
    trials: Sequence[Trial], questions: Sequence[LabelledQuestion], off_topic_count: int
) -> None:
    groups = [question.article or question.text for question in questions]
    everything = np.arange(len(questions))
    off_topic_fold = np.random.default_rng(0).permutation(off_topic_count) % _FOLDS
    held_out: list[Asked] = []
    confidences: list[NDArray[np.float64]] = []
    off_topic_confidences: list[NDArray[np.float64]] = []
    folds = GroupKFold(_FOLDS).split(everything, groups=groups)
    for fold, (train, test) in enumerate(folds):
        fitted = _fit(trials, train, np.flatnonzero(off_topic_fold != fold))
        asked = [fitted.trial.answerable[number] for number in test.tolist()]
        others = np.flatnonzero(off_topic_fold == fold).tolist()
        held_out += asked
        confidences.append(_estimate(asked, fitted.parameters))
        off_topic_confidences.append(
            _estimate([fitted.trial.off_topic[number] for number in others], fitted.parameters)
        )
    confidence, others_confidence = map(np.concatenate, (confidences, off_topic_confidences))
    answered = confidence >= 0.5
    quoted = np.asarray([a.quote_is_right for a in held_out])
    labels = [1] * len(confidence) + [0] * len(others_confidence)
    both = np.concatenate([confidence, others_confidence])
    print(f"\nOn articles left out of fitting, {_FOLDS} parts:")
    for k in (1, 3, 5):
        print(f"  answer@{k} {share_found(held_out, k):.3f}")
    print(f"  quote@1 {(quoted & answered).mean():.3f}")
    print(f"  answered {answered.mean():.3f}, declined {(others_confidence < 0.5).mean():.3f}")
    print(f"  AUROC {roc_auc_score(labels, both):.3f}")
    _print_reliability(confidence, others_confidence)


def _print_reliability(answerable: NDArray[np.float64], off_topic: NDArray[np.float64]) -> None:
    """How often the articles answer a question of that confidence, if one in three is off the
    topic."""
    print("\n  confidence   mean  answerable  questions  off topic")
    weight = len(answerable) * _OFF_TOPIC_SHARE / (1 - _OFF_TOPIC_SHARE) / len(off_topic)
    for low, high in itertools.pairwise(_BINS):
        inside = [a[(a >= low) & ((a < high) | (high == 1.0))] for a in (answerable, off_topic)]
        total = len(inside[0]) + weight * len(inside[1])
        if total:
            mean = (inside[0].sum() + weight * inside[1].sum()) / total
            share = len(inside[0]) / total
            counts = f"{len(inside[0]):9}  {len(inside[1]):9}"
            print(f"  {low:.1f} to {high:.1f}  {mean:5.2f}  {share:10.2f}  {counts}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
