"""Follow-up questions, and what understanding them costs questions that stand alone: four figures.

    [CORPUS_DIR=...] python -m tests.benchmarks.follow_ups [QUESTIONS.jsonl]

Follow-ups are those of tests/data over the shipped articles; the questions that stand alone, of
QUESTIONS or the shipped ones, are asked in random order as one chat, so that each has a question
before it.
"""

import itertools
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.answers.answer import QUOTES_TO_SHOW
from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import LabelledQuestion, read_question_file
from embeddings import Retriever
from tests.benchmarks.indexes import build_temporary_index
from tests.support.paths import DATA

_MIN_CONFIDENCE = 0.5

Pair = tuple[str | None, LabelledQuestion]
"""A question and the one before it."""


def read_follow_ups() -> list[Pair]:
    """The follow-ups of `tests/data`, each with the question that it follows."""
    lines = (DATA / "follow_up_questions.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [(r["before"], LabelledQuestion(r["question"], tuple(r["answers"]))) for r in records]


def make_chat(questions: Sequence[LabelledQuestion], seed: int = 0) -> list[Pair]:
    """`questions` in random order, each but the first with the one before it."""
    ordered = random.Random(seed).sample(list(questions), len(questions))
    return [(None, ordered[0])] + [
        (before.text, question) for before, question in itertools.pairwise(ordered)
    ]


def find_answered(pairs: Sequence[Pair], retriever: Retriever, together: bool) -> set[str]:
    """The questions whose first quote is shown and right, understood `together` with the ones
    before them or not."""
    right = set()
    for before, question in pairs:
        answer = answer_question(
            question.text,
            retriever,
            QUOTES_TO_SHOW,
            _MIN_CONFIDENCE,
            before if together else None,
        )
        first = answer.quotes[0] if answer.answered else None
        if first and question.is_answered_by(first.text, [first.article.id]):
            right.add(f"{before}\n{question.text}")
    return right


def main(questions_path: Path) -> None:
    """Prints the figures."""
    index, encoder, _ = build_temporary_index()
    retriever = Retriever(index, encoder)
    alone = make_chat(read_question_file(questions_path))
    for name, pairs in (("follow-ups", read_follow_ups()), ("stand-alone", alone)):
        without = find_answered(pairs, retriever, together=False)
        with_it = find_answered(pairs, retriever, together=True)
        print(
            f"{name}: {len(pairs)} questions, answered rightly {len(without)} without and "
            f"{len(with_it)} with the question before; lost {len(without - with_it)}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "shipped_questions.jsonl")
