"""What ways to run the encoder bring and cost in answers, each held against the first:
`CORPUS_DIR=folder python -m tests.benchmarks.backends QUESTIONS.jsonl [torch onnx-int8 ...]`.

Questions that one answers and the other does not are counted both ways; p is that of the sign test:
how often so uneven a split comes by chance.
"""

import os
import sys
from collections.abc import Callable, Sequence
from math import comb
from pathlib import Path

from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import LabelledQuestion, read_question_file
from bot.evaluation.measures import Outcome, judge_answer
from embeddings import Retriever
from tests.benchmarks.asked import MIN_CONFIDENCE
from tests.benchmarks.indexes import build_temporary_index

PASSAGES = 10
_FIGURES: dict[str, Callable[[Outcome], bool]] = {
    "answer@1": lambda outcome: any(outcome.right[:1]),
    "answer@3": lambda outcome: any(outcome.right[:3]),
    "quote@1": lambda outcome: outcome.answered and outcome.quote_is_right,
    "quote@3": lambda outcome: outcome.shown_is_right,
    "answered": lambda outcome: outcome.answered,
}


def find_chance(better: int, worse: int) -> float:
    """How often a fair coin splits `better + worse` throws at least as unevenly."""
    throws, fewer = better + worse, min(better, worse)
    tail = sum(comb(throws, count) for count in range(fewer + 1))
    return min(1.0, 2 * tail / float(2**throws))


def compare(one: Sequence[Outcome], other: Sequence[Outcome]) -> list[str]:
    """A line for each figure of `other`, held against `one`."""
    lines = []
    for name, holds in _FIGURES.items():
        pairs = [(holds(a), holds(b)) for a, b in zip(one, other, strict=True)]
        better, worse = pairs.count((False, True)), pairs.count((True, False))
        lines.append(
            f"{name:10}{sum(b for _, b in pairs) / len(pairs):7.3f}  better {better:3}, "
            f"worse {worse:3}, p {find_chance(better, worse):.2f}"
        )
    return lines


def _ask(backend: str, questions: Sequence[LabelledQuestion]) -> Sequence[Outcome]:
    os.environ["ENCODER_BACKEND"] = backend
    index, encoder, _ = build_temporary_index()
    retriever = Retriever(index, encoder)
    answers = (answer_question(one.text, retriever, PASSAGES, MIN_CONFIDENCE) for one in questions)
    return [
        judge_answer(question, answer, 0.0, retriever.article_texts)
        for question, answer in zip(questions, answers, strict=True)
    ]


def main(arguments: Sequence[str]) -> None:
    """Prints the figures of each backend."""
    questions = read_question_file(Path(arguments[0]))
    first, *others = arguments[1:] or ("torch", "onnx-int8")
    base = _ask(first, questions)
    for backend, outcomes in [(first, base), *((one, _ask(one, questions)) for one in others)]:
        print(backend, *compare(base, outcomes), sep="\n  ", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
