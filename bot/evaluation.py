"""How well questions with known answers are answered: figures, worst questions, and a curve."""

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ir_measures import RR, Qrel, ScoredDoc, Success, calc_aggregate
from sklearn.metrics import roc_auc_score
from tqdm import tqdm

from bot.answer import Answer, Quote
from bot.answering import answer_question
from bot.questions import Question
from bot.sources import cut_text
from corpus import clean_line
from embeddings import Retriever

_PASSAGES = 10
_HITS = 30
"""Looked at for ten passages: some say the same or overlap."""
_MOST_WORST = 10
_MOST_LINE_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question that has an answer.

    `right` tells of each passage, best first, whether it holds the answer; `quote` is the first
    quote, shown or not, `""` if nothing was found; `passage_characters` is the length of the
    passage that it is from. `mistake` says why no article can answer the question.
    """

    question: Question
    answered: bool
    confidence: float
    right: tuple[bool, ...]
    quote: str
    quote_is_right: bool
    passage_characters: int
    took_ms: float
    mistake: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures of one or more questions, as shares from 0 to 1, milliseconds and characters.

    `answer_at_k`: one of the first k passages holds the answer. `mrr`: mean of 1 / rank of the
    first that does, among ten. `quote_at_1`: answered, and the first quote holds it. Lengths are
    means over questions for which anything was found, 0 if there are none.
    """

    questions: int
    answer_at_1: float
    answer_at_3: float
    answer_at_5: float
    mrr: float
    quote_at_1: float
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
    """Share of questions answered with this threshold, and share of them quoted rightly."""

    threshold: float
    coverage: float
    precision: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures. `worst` are the questions to look at first, highest confidence first; `curve`
    has a point for each confidence that occurred, highest first."""

    min_confidence: float
    overall: Figures
    languages: dict[str, Figures]
    off_topic: OffTopic | None
    worst: tuple[Outcome, ...]
    curve: tuple[CurvePoint, ...]


def measure_answers(
    questions: Sequence[Question],
    off_topic: Sequence[str],
    retriever: Retriever,
    min_confidence: float,
) -> Evaluation:
    """Asks all of `questions` (one or more) and `off_topic`, with a bar on a terminal."""

    def answer(text: str) -> Answer:
        return answer_question(text, retriever, _PASSAGES, _HITS, min_confidence)

    answer(questions[0].text)  # the encoder's first question takes longer than any other
    texts = {article.id: article.text for article in retriever.index.articles.values()}
    outcomes = []
    for question in tqdm(questions, unit=" questions", leave=False, disable=None):
        begun = time.perf_counter()
        given = answer(question.text)
        took_ms = 1000 * (time.perf_counter() - begun)
        outcomes.append(judge_answer(question, given, took_ms, texts))
    return evaluate(outcomes, [answer(text) for text in off_topic], min_confidence)


def judge_answer(
    question: Question, answer: Answer, took_ms: float, texts: dict[str, str]
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
        mistake=None if any(right) else question.find_mistake(texts),
    )


def evaluate(
    outcomes: Sequence[Outcome], off_topic: Sequence[Answer], min_confidence: float
) -> Evaluation:
    """The evaluation of one or more `outcomes` and of the answers to `off_topic` questions."""
    languages = sorted({o.question.language for o in outcomes if o.question.language})
    return Evaluation(
        min_confidence=min_confidence,
        overall=_compute_figures(outcomes),
        languages={
            language: _compute_figures([o for o in outcomes if o.question.language == language])
            for language in languages
        },
        off_topic=_measure_off_topic(outcomes, off_topic) if off_topic else None,
        worst=_find_worst(outcomes),
        curve=_trace_curve(outcomes),
    )


def render_text(evaluation: Evaluation) -> str:
    """The evaluation as lines for a terminal."""
    groups = {"all": evaluation.overall, **evaluation.languages}
    width = max(len(name) for name in groups)
    lines = [
        f"{'':{width}}  questions  answer@1  answer@3  answer@5    MRR  quote@1  answered"
        "  p50 ms  p95 ms"
    ]
    lines += [f"{name:{width}}  {_format_figures(figures)}" for name, figures in groups.items()]
    lines += [
        "",
        f"Threshold {evaluation.min_confidence:g}. First passage "
        f"{evaluation.overall.passage_characters:.0f} characters on average, first quote "
        f"{evaluation.overall.quote_characters:.0f}.",
    ]
    if off_topic := evaluation.off_topic:
        lines.append(
            f"Off topic: {off_topic.questions} questions, {off_topic.declined:.3f} declined, "
            f"AUROC {off_topic.auroc:.3f}."
        )
    if evaluation.worst:
        lines += ["", "Worst questions, with confidence and rank of the first right passage:"]
        lines += [line for outcome in evaluation.worst for line in _describe(outcome)]
    return "\n".join(lines)


def render_json(evaluation: Evaluation) -> str:
    """The evaluation, but for the curve, as one line of JSON."""
    record = {
        "min_confidence": evaluation.min_confidence,
        "all": _round(asdict(evaluation.overall)),
        "languages": {name: _round(asdict(f)) for name, f in evaluation.languages.items()},
        "off_topic": _round(asdict(evaluation.off_topic)) if evaluation.off_topic else None,
        "worst": [_outcome_record(outcome) for outcome in evaluation.worst],
    }
    return json.dumps(record, ensure_ascii=False)


def draw_curve(evaluation: Evaluation, path: Path) -> None:
    """Writes a PNG of precision against coverage to `path`, with the present threshold marked.

    :raises OSError: if it cannot be written.
    """
    # Imported here: only a picture needs it, and it takes a second.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.8), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    curve, present = evaluation.curve, find_present_point(evaluation)
    axes.plot([p.coverage for p in curve], [p.precision for p in curve], color="tab:blue")
    if present:
        label = (
            f"threshold {evaluation.min_confidence:g}: {present.coverage:.0%} answered, "
            f"{present.precision:.0%} of them right"
        )
        axes.plot([present.coverage], [present.precision], "o", color="tab:red", label=label)
        axes.legend(loc="lower left")
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02))
    axes.set(xlabel="share of questions answered", ylabel="share of those quoted rightly")
    axes.set_title(f"{evaluation.overall.questions} questions")
    axes.grid(alpha=0.3)
    with path.open("wb") as file:
        figure.savefig(file, format="png", dpi=150)


def find_present_point(evaluation: Evaluation) -> CurvePoint | None:
    """The point of the threshold in use; None if it lets nothing through."""
    passed = [p for p in evaluation.curve if p.threshold >= evaluation.min_confidence]
    return passed[-1] if passed else None


def _is_right_quote(question: Question, quote: Quote) -> bool:
    articles = [article.id for article in (quote.article, *quote.also)]
    return question.is_answered_by(quote.text, articles)


def _is_right_passage(question: Question, quote: Quote) -> bool:
    # Of a further article with the same words the passage is not known, only the quote.
    in_passage = question.is_answered_by(quote.passage.text, [quote.article.id])
    return in_passage or _is_right_quote(question, quote)


def _compute_figures(outcomes: Sequence[Outcome]) -> Figures:
    found = [o for o in outcomes if o.quote]
    p50, p95 = np.percentile([o.took_ms for o in outcomes], [50, 95]).tolist()
    return Figures(
        len(outcomes),
        *_measure_ranking(outcomes),
        quote_at_1=_mean(o.answered and o.quote_is_right for o in outcomes),
        answered=_mean(o.answered for o in outcomes),
        p50_ms=p50,
        p95_ms=p95,
        passage_characters=_mean(o.passage_characters for o in found),
        quote_characters=_mean(len(o.quote) for o in found),
    )


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
    chosen = list(dict.fromkeys([*missed[: _MOST_WORST // 2], *lost, *missed]))[:_MOST_WORST]
    return tuple(sorted(chosen, key=lambda o: -o.confidence))


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


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0


def _format_figures(figures: Figures) -> str:
    return (
        f"{figures.questions:9}  {figures.answer_at_1:8.3f}  {figures.answer_at_3:8.3f}  "
        f"{figures.answer_at_5:8.3f}  {figures.mrr:5.3f}  {figures.quote_at_1:7.3f}  "
        f"{figures.answered:8.3f}  {figures.p50_ms:6.1f}  {figures.p95_ms:6.1f}"
    )


def _describe(outcome: Outcome) -> list[str]:
    notes = ["" if outcome.answered else "not answered", outcome.mistake or ""]
    note = "; ".join(filter(None, notes))
    head = f"{outcome.confidence:.3f}  {_right_rank(outcome) or '–':>2}"
    return [
        f"  {head}  {_cut(outcome.question.text)}" + (f" ({note})" if note else ""),
        f"             expected: {_cut(' / '.join(outcome.question.answers))}",
        f"             quoted: {_cut(outcome.quote) or 'nothing'}",
    ]


def _outcome_record(outcome: Outcome) -> dict[str, Any]:
    return {
        "question": outcome.question.text,
        "answers": outcome.question.answers,
        "article": outcome.question.article,
        "language": outcome.question.language,
        "answered": outcome.answered,
        "confidence": round(outcome.confidence, 4),
        "right_rank": _right_rank(outcome),
        "quote": outcome.quote,
        "mistake": outcome.mistake,
    }


def _right_rank(outcome: Outcome) -> int | None:
    return outcome.right.index(True) + 1 if any(outcome.right) else None


def _round(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}


def _cut(text: str) -> str:
    return cut_text(clean_line(text), _MOST_LINE_CHARACTERS)
