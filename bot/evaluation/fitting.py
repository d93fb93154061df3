"""Confidence fitted to questions with known answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.labelled_questions import LabelledQuestion
from corpus import FootnoteError
from embeddings import RankingParameters, Retriever, Signs, estimate_confidence

MIN_QUESTIONS = 20
MIN_OFF_TOPIC = 10
MIN_ARTICLES = 2
_FOLDS = 5
_OFF_TOPIC_SHARE = 1 / 3
_STEPS = 50

_Floats = NDArray[np.float64]


class TooFewError(FootnoteError):
    """There is not enough to fit anything to; the text says what is needed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What confidence in the first hit of a question went by, and the article that answers it;
    None for a question that none answers."""

    signs: Signs
    article: str | None


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the questions that have an answer the share that is answered, of the others the share
    that is declined."""

    answered: float
    declined: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The parameters fitted to all questions, and what that is worth on articles left out of
    fitting, `before` with the parameters as they were."""

    parameters: RankingParameters
    before: Shares
    after: Shares

    @property
    def is_better(self) -> bool:
        """Whether more is answered and declined as it should be, of as many questions off the topic
        as it is fitted to."""
        return _judge(self.after) > _judge(self.before)


def _judge(shares: Shares) -> float:
    share = (1 - _OFF_TOPIC_SHARE) * shares.answered + _OFF_TOPIC_SHARE * shares.declined
    return round(share, 9)  # beyond that it is how numbers are added


def ask_all(
    questions: Sequence[LabelledQuestion], off_topic: Sequence[str], retriever: Retriever
) -> list[Asked]:
    """What became of all questions. Those without any hit are left out.

    :raises TooFewError: if there are not enough.
    """
    texts = retriever.article_texts
    known = [(q, article) for q in questions if (article := _find_article(q, texts))]
    asked = [
        Asked(hits[0].signs, article)
        for question, article in known
        if (hits := retriever.search(question.text, 1))
    ]
    others = [
        Asked(hits[0].signs, None) for text in off_topic if (hits := retriever.search(text, 1))
    ]
    articles = len({one.article for one in asked})
    if len(asked) < MIN_QUESTIONS or len(others) < MIN_OFF_TOPIC or articles < MIN_ARTICLES:
        raise TooFewError(
            f"to fit confidence takes {MIN_QUESTIONS} questions that the articles answer, on "
            f"{MIN_ARTICLES} articles, and {MIN_OFF_TOPIC} that they do not; there are "
            f"{len(asked)}, on {articles}, and {len(others)}"
        )
    return [*asked, *others]


def fit_confidence(
    asked: Sequence[Asked], parameters: RankingParameters, min_confidence: float
) -> Fit:
    """Fits `parameters` to `asked`, and to all parts but one of it in turn, to see what that is
    worth on the part: articles are left out as a whole, questions without an answer one by one."""
    articles = sorted({one.article for one in asked if one.article is not None})
    folds = min(_FOLDS, len(articles))
    fold_of = {article: number % folds for number, article in enumerate(articles)}
    number = 0
    parts = []
    for one in asked:
        parts.append(number % folds if one.article is None else fold_of[one.article])
        number += one.article is None
    after = [0.0] * len(asked)
    for fold in range(folds):
        others = [one for one, part in zip(asked, parts, strict=True) if part != fold]
        fitted = fit_parameters(others, parameters)
        for place, part in enumerate(parts):
            if part == fold:
                after[place] = estimate_confidence(asked[place].signs, fitted)
    before = [estimate_confidence(one.signs, parameters) for one in asked]
    return Fit(
        fit_parameters(asked, parameters),
        _count(asked, before, min_confidence),
        _count(asked, after, min_confidence),
    )


def fit_parameters(asked: Sequence[Asked], parameters: RankingParameters) -> RankingParameters:
    """`parameters` with confidence fitted to `asked`: logistic regression by Newton's method, with
    a normal prior around them, so that few questions change them little. Questions off the topic
    have a third of the weight, as if every third question were one."""
    features = np.asarray([_list_features(one.signs, parameters) for one in asked])
    labels = np.asarray([one.article is not None for one in asked], dtype=np.float64)
    at_present = np.asarray([_find_odds(one.signs, parameters) for one in asked])
    share = labels.mean()
    weights = np.where(labels > 0, (1 - _OFF_TOPIC_SHARE) / share, _OFF_TOPIC_SHARE / (1 - share))
    change = _maximise(features, labels, weights, at_present)
    offset, slope, length, number, word, words_offset, words_slope = change.tolist()
    coverage_slope = max(1.0, parameters.coverage_slope + words_slope)
    words = parameters.coverage_slope * parameters.coverage_middle
    words += words_slope * parameters.coverage_middle - words_offset
    return replace(
        parameters,
        similarity_slope=max(1.0, parameters.similarity_slope + slope),
        similarity_offset=parameters.similarity_offset + offset - slope * _middle(parameters),
        length_slope=parameters.length_slope + length,
        number_penalty=max(0.0, parameters.number_penalty + number),
        word_penalty=max(0.0, parameters.word_penalty + word),
        coverage_slope=coverage_slope,
        coverage_middle=words / coverage_slope,
    )


_PRIOR = np.asarray([2.0, 8.0, 0.05, 3.0, 1.0, 2.0, 6.0])
"""How far each number is thought to be off, as standard deviations: offset and slope of similarity,
slope of length, penalties of a number and of a word, offset and slope of coverage."""


def _list_features(signs: Signs, parameters: RankingParameters) -> list[float]:
    """What the log-odds change by, if each of the numbers changes by one."""
    words = min(1.0, parameters.uncovered * signs.uncovered)
    vectors = 1 - words
    return [
        vectors,
        vectors * (signs.similarity - _middle(parameters)),
        vectors * min(signs.tokens, parameters.max_length),
        -signs.missing_number,
        -vectors * signs.missing_word,
        words,
        words * (signs.coverage - parameters.coverage_middle),
    ]


def _middle(parameters: RankingParameters) -> float:
    """The similarity from which on a question is answered: around it, offset and slope change
    independently of each other."""
    return -parameters.similarity_offset / parameters.similarity_slope


def _find_odds(signs: Signs, parameters: RankingParameters) -> float:
    confidence = min(max(estimate_confidence(signs, parameters), 1e-12), 1 - 1e-12)
    return float(np.log(confidence / (1 - confidence)))


def _maximise(features: _Floats, labels: _Floats, weights: _Floats, offset: _Floats) -> _Floats:
    """The most probable change of the numbers."""
    change = np.zeros(features.shape[1])
    precision = np.diag(1 / _PRIOR**2)
    for _ in range(_STEPS):
        odds = np.clip(offset + features @ change, -30, 30)
        expected = 1 / (1 + np.exp(-odds))
        slope = features.T @ (weights * (labels - expected)) - precision @ change
        curve = (features.T * (weights * expected * (1 - expected))) @ features + precision
        step = np.linalg.solve(curve, slope)
        # Not further than a prior's width at once: far out the curve is flat, and steps too long.
        step /= max(1.0, float(np.abs(step / _PRIOR).max()))
        change += step
        if np.abs(step / _PRIOR).max() < 1e-6:
            break
    return change


def _find_article(question: LabelledQuestion, texts: Mapping[str, str]) -> str | None:
    """The article that answers `question`: its own or the first that holds an answer."""
    if question.find_mistake(texts):
        return None
    if question.article is not None:
        return question.article
    return next(a for a in texts if question.is_answered_by(texts[a], [a]))


def _count(asked: Sequence[Asked], confidence: Sequence[float], threshold: float) -> Shares:
    passed = [value >= threshold for value in confidence]
    answerable = [p for p, one in zip(passed, asked, strict=True) if one.article is not None]
    others = [not p for p, one in zip(passed, asked, strict=True) if one.article is None]
    return Shares(sum(answerable) / len(answerable), sum(others) / len(others))
