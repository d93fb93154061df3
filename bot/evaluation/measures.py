"""How well questions with known answers are answered: figures, worst questions, and a curve."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from ir_measures import RR, Qrel, ScoredDoc, Success, calc_aggregate
from tqdm import tqdm

from bot.answers.answer import Answer, Quote, quotes_to_show
from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import LabelledQuestion
from embeddings import Retriever

_PASSAGES = 10
_MAX_WORST = 10
_MAX_WITHHELD = 10
_THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Values of `MIN_CONFIDENCE` that are compared."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question that has an answer.

    `right` tells of each passage, best first, whether it holds the answer; `quote` is the first
    quote, shown or not, `""` if nothing was found; `passage_characters` is the length of the
    passage that it is from. `shown_is_right` tells whether one of the quotes that a reader is shown
    holds the answer. `mistake` says why no article can answer the question.
    """

    question: LabelledQuestion
    answered: bool
    confidence: float
    right: tuple[bool, ...]
    quote: str
    quote_is_right: bool
    passage_characters: int
    took_ms: float
    shown_is_right: bool = False
    mistake: str | None = None

    @property
    def right_rank(self) -> int | None:
        """The rank of the first right passage, counted from 1; None if there is none."""
        return self.right.index(True) + 1 if any(self.right) else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures of one or more questions, as shares from 0 to 1, milliseconds and characters.

    `answer_at_k`: one of the first k passages holds the answer. `mrr`: mean of 1 / rank of the
    first that does, among ten. `quote_at_1`: answered, and the first quote holds it; `quote_at_3`:
    one of those that are shown, at most three, does. Lengths are means over questions for which
    anything was found, 0 if there are none.
    """

    questions: int
    answer_at_1: float
    answer_at_3: float
    answer_at_5: float
    mrr: float
    quote_at_1: float
    quote_at_3: float
    answered: float
    p50_ms: float
    p95_ms: float
    passage_characters: float
    quote_characters: float


@dataclass(frozen=True, slots=True)
class OffTopic:
    """Questions that have no answer: the share not answered, and how often (AUROC) a question
    that has one gets the higher confidence of the two."""

    questions: int
    declined: float
    auroc: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Share of questions answered with this threshold, and share of them quoted rightly, 0 if
    there are none; of questions off the topic the share not answered, None if there are none."""

    threshold: float
    coverage: float
    precision: float
    declined: float | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures, also by language and by kind where the questions name them. `worst` are the
    questions to look at first, highest confidence first, `withheld` others of which the first
    passage is right and that are not answered, in that order; `curve` has a point for each
    confidence that occurred, highest first, `thresholds` one for each of a few values, lowest
    first."""

    min_confidence: float
    overall: Figures
    languages: dict[str, Figures]
    kinds: dict[str, Figures]
    off_topic: OffTopic | None
    worst: tuple[Outcome, ...]
    withheld: tuple[Outcome, ...]
    curve: tuple[CurvePoint, ...]
    thresholds: tuple[CurvePoint, ...]


def measure_answers(
    questions: Sequence[LabelledQuestion],
    off_topic: Sequence[str],
    retriever: Retriever,
    min_confidence: float,
) -> Evaluation:
    """Asks all of `questions` (one or more) and `off_topic`, with a bar on a terminal."""

    def answer(text: str) -> Answer:
        return answer_question(text, retriever, _PASSAGES, min_confidence)

    answer(questions[0].text)  # the encoder's first question takes longer than any other
    outcomes = []
    for question in tqdm(questions, unit=" questions", leave=False, disable=None):
        begun = time.perf_counter()
        given = answer(question.text)
        took_ms = 1000 * (time.perf_counter() - begun)
        outcomes.append(judge_answer(question, given, took_ms, retriever.article_texts))
    return evaluate(outcomes, [answer(text) for text in off_topic], min_confidence)


def judge_answer(
    question: LabelledQuestion, answer: Answer, took_ms: float, texts: Mapping[str, str]
) -> Outcome:
    """The outcome of `question`; `texts` are those of all articles, by id."""
    right = tuple(_is_right_passage(question, quote) for quote in answer.quotes)
    first = answer.quotes[0] if answer.quotes else None
    return Outcome(
        question=question,
        answered=answer.answered,
        confidence=answer.confidence,
        right=right,
        quote=first.text if first else "",
        quote_is_right=first is not None and _is_right_quote(question, first),
        passage_characters=len(first.passage.text) if first else 0,
        took_ms=took_ms,
        shown_is_right=any(_is_right_quote(question, q) for q in quotes_to_show(answer)),
        mistake=None if any(right) else question.find_mistake(texts),
    )


def evaluate(
    outcomes: Sequence[Outcome], off_topic: Sequence[Answer], min_confidence: float
) -> Evaluation:
    """The evaluation of one or more `outcomes` and of the answers to `off_topic` questions."""
    worst = _find_worst(outcomes)
    return Evaluation(
        min_confidence=min_confidence,
        overall=_compute_figures(outcomes),
        languages=_group_figures(outcomes, [o.question.language for o in outcomes]),
        kinds=_group_figures(outcomes, [o.question.kind for o in outcomes]),
        off_topic=_measure_off_topic(outcomes, off_topic) if off_topic else None,
        worst=worst,
        withheld=_find_withheld(outcomes, worst),
        curve=_trace_curve(outcomes),
        thresholds=tuple(_try_threshold(t, outcomes, off_topic) for t in _THRESHOLDS),
    )


def find_present_point(evaluation: Evaluation) -> CurvePoint | None:
    """The point of the threshold in use; None if it lets nothing through."""
    passed = [p for p in evaluation.curve if p.threshold >= evaluation.min_confidence]
    return passed[-1] if passed else None


def _is_right_quote(question: LabelledQuestion, quote: Quote) -> bool:
    return any(question.is_answered_by(q.text, [q.article.id]) for q in quote.places)


def _is_right_passage(question: LabelledQuestion, quote: Quote) -> bool:
    passages = [one.passage for one in quote.places]
    return any(question.is_answered_by(p.text, [p.article_id]) for p in passages)


def _compute_figures(outcomes: Sequence[Outcome]) -> Figures:
    found = [o for o in outcomes if o.quote]
    p50, p95 = np.percentile([o.took_ms for o in outcomes], [50, 95]).tolist()
    return Figures(
        len(outcomes),
        *_measure_ranking(outcomes),
        quote_at_1=_mean(o.answered and o.quote_is_right for o in outcomes),
        quote_at_3=_mean(o.shown_is_right for o in outcomes),
        answered=_mean(o.answered for o in outcomes),
        p50_ms=p50,
        p95_ms=p95,
        passage_characters=_mean(o.passage_characters for o in found),
        quote_characters=_mean(len(o.quote) for o in found),
    )


def _group_figures(outcomes: Sequence[Outcome], names: Sequence[str | None]) -> dict[str, Figures]:
    """The figures of the `outcomes` of each name, which `names` has in the same order; those
    without one are in no group."""
    groups: dict[str, list[Outcome]] = {}
    for name, outcome in zip(names, outcomes, strict=True):
        if name:
            groups.setdefault(name, []).append(outcome)
    return {name: _compute_figures(groups[name]) for name in sorted(groups)}


def _measure_ranking(outcomes: Sequence[Outcome]) -> tuple[float, float, float, float]:
    """Answer@1, @3, @5 and the mean reciprocal rank."""
    ranks = [
        (str(n), rank, right) for n, o in enumerate(outcomes) for rank, right in enumerate(o.right)
    ]
    run = [ScoredDoc(question, str(rank), -rank) for question, rank, _ in ranks]
    judged = [Qrel(question, str(rank), 1) for question, rank, right in ranks if right]
    # A question counts only if something is known to be right: the passage that was not found.
    judged += [Qrel(str(number), "not found", 1) for number in range(len(outcomes))]
    measures = [Success @ 1, Success @ 3, Success @ 5, RR]
    values = calc_aggregate(measures, judged, run)
    at_1, at_3, at_5, mrr = (float(values[measure]) for measure in measures)
    return at_1, at_3, at_5, mrr


def _measure_off_topic(outcomes: Sequence[Outcome], off_topic: Sequence[Answer]) -> OffTopic:
    confidences = [o.confidence for o in outcomes] + [a.confidence for a in off_topic]
    from sklearn.metrics import roc_auc_score  # seconds of work, for this alone

    has_answer = [True] * len(outcomes) + [False] * len(off_topic)
    return OffTopic(
        questions=len(off_topic),
        declined=_mean(not answer.answered for answer in off_topic),
        auroc=float(roc_auc_score(has_answer, confidences)),
    )


def _find_worst(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Half of them quoted wrongly with the highest confidence, half without any right passage;
    more of one kind if there are few of the other."""
    missed = sorted((o for o in outcomes if not o.quote_is_right), key=lambda o: -o.confidence)
    lost = [o for o in missed if not any(o.right)]
    chosen = list(dict.fromkeys([*missed[: _MAX_WORST // 2], *lost, *missed]))[:_MAX_WORST]
    return tuple(sorted(chosen, key=lambda o: -o.confidence))


def _find_withheld(outcomes: Sequence[Outcome], worst: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Those whose first passage is right, that are not answered, and that are not among `worst`:
    the nearest to an answer, which another threshold would let through."""
    shown = set(map(id, worst))
    found = [o for o in outcomes if o.right_rank == 1 and not o.answered and id(o) not in shown]
    return tuple(sorted(found, key=lambda o: -o.confidence)[:_MAX_WITHHELD])


def _trace_curve(outcomes: Sequence[Outcome]) -> tuple[CurvePoint, ...]:
    points: dict[float, CurvePoint] = {}
    right = 0
    ranked = sorted(outcomes, key=lambda o: -o.confidence)
    for number, outcome in enumerate(ranked, 1):
        right += outcome.quote_is_right
        # The last of those with the same confidence stays: a threshold lets all of them through.
        points[outcome.confidence] = CurvePoint(
            outcome.confidence, number / len(ranked), right / number
        )
    return tuple(points.values())


def _try_threshold(
    threshold: float, outcomes: Sequence[Outcome], off_topic: Sequence[Answer]
) -> CurvePoint:
    """What would be answered and declined if this were the confidence that is asked for."""
    let_through = [o for o in outcomes if o.confidence >= threshold]
    return CurvePoint(
        threshold,
        coverage=len(let_through) / len(outcomes),
        precision=_mean(o.quote_is_right for o in let_through),
        declined=_mean(a.confidence < threshold for a in off_topic) if off_topic else None,
    )


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
