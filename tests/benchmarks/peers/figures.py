"""What runs come to: a figure for each thing measured, over all runs of a contender."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.labelled_questions import LabelledQuestion
from tests.benchmarks.peers.running import Run

AT = (1, 5)
"""For how many passages it is counted whether one of them holds the answer."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure in each run, one or more, in order."""

    values: tuple[float, ...]

    @property
    def least(self) -> float:
        """The smallest, which other work on the machine has disturbed least."""
        return min(self.values)

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.values)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a contender was measured at, by the names of `MEASURES`; shares and characters are the
    same in each run but for chance in a contender itself."""

    name: str
    measured: Mapping[str, Measured]
    passages: int | None
    prepared_s: float
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """`title` heads its column, with `digits` behind the point; a cost is better if it is less."""

    title: str
    digits: int
    is_cost: bool
    take: Callable[[Run, Sequence[LabelledQuestion]], float | None]


def compute_figures(
    name: str, runs: Sequence[Run], questions: Sequence[LabelledQuestion], prepared_s: float
) -> Figures:
    """The figures of one or more `runs`, in each of which `questions` were asked in this order;
    what does not apply to the contender is left out."""
    measured = {}
    for key, measure in MEASURES.items():
        values = [measure.take(run, questions) for run in runs]
        known = tuple(value for value in values if value is not None)
        if len(known) == len(runs):
            measured[key] = Measured(known)
    built = runs[0].built
    return Figures(name, measured, built.get("passages"), prepared_s, built.get("versions", {}))


def _share_found(most: int) -> Callable[[Run, Sequence[LabelledQuestion]], float]:
    def take(run: Run, questions: Sequence[LabelledQuestion]) -> float:
        pairs = zip(questions, run.answers, strict=True)
        return statistics.fmean(_holds(q, a["passages"][:most]) for q, a in pairs)

    return take


def _share_quoted(run: Run, questions: Sequence[LabelledQuestion]) -> float | None:
    if not all("quotes" in answer for answer in run.answers):
        return None
    pairs = zip(questions, run.answers, strict=True)
    return statistics.fmean(_holds(q, a["quotes"][:1]) for q, a in pairs)


def _holds(question: LabelledQuestion, found: Sequence[Sequence[Mapping[str, Any]]]) -> bool:
    """Whether one of `found`, each with the same words of other articles, holds the answer: the
    test of `footnote evaluate`."""
    return any(question.is_answered_by(p["text"], [p["article"]]) for one in found for p in one)


def _count_characters(run: Run, questions: Sequence[LabelledQuestion]) -> float | None:
    firsts = [answer["passages"][0][0]["text"] for answer in run.answers if answer["passages"]]
    return statistics.fmean(map(len, firsts)) if firsts else None


def _percentile(key: str, percent: int) -> Callable[[Run, Sequence[LabelledQuestion]], float]:
    def take(run: Run, questions: Sequence[LabelledQuestion]) -> float:
        values = sorted(float(answer[key]) for answer in run.answers)
        return values[min(len(values) - 1, len(values) * percent // 100)]

    return take


MEASURES: Mapping[str, Measure] = {
    "build_processor_s": Measure("build, processor s", 1, True, lambda r, _: r.build.processor_s),
    "build_wall_s": Measure("build, wall s", 1, True, lambda r, _: r.build.wall_s),
    "build_peak_mib": Measure("build, peak MiB", 0, True, lambda r, _: r.build.peak_mib),
    "first_processor_s": Measure(
        "first answer, processor s", 2, True, lambda r, _: r.first.processor_s
    ),
    "first_wall_s": Measure("first answer, wall s", 2, True, lambda r, _: r.first.wall_s),
    "first_peak_mib": Measure("first answer, peak MiB", 0, True, lambda r, _: r.first.peak_mib),
    "question_p50_ms": Measure("question p50, ms", 1, True, _percentile("wall_ms", 50)),
    "question_p95_ms": Measure("question p95, ms", 1, True, _percentile("wall_ms", 95)),
    "question_processor_ms": Measure(
        "question p50, processor ms", 1, True, _percentile("processor_ms", 50)
    ),
    "asking_peak_mib": Measure("answering, peak MiB", 0, True, lambda r, _: r.asking.peak_mib),
    "answer_at_1": Measure("answer@1", 3, False, _share_found(AT[0])),
    "answer_at_5": Measure("answer@5", 3, False, _share_found(AT[1])),
    "quote_at_1": Measure("quote@1", 3, False, _share_quoted),
    "characters": Measure("first passage, characters", 0, False, _count_characters),
}
"""What is measured, in the order of the tables."""
