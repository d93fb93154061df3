"""What each part of the search is worth: the same questions without it.

    CORPUS_DIR=... python -m tests.benchmarks.ablation QUESTIONS.jsonl OFF_TOPIC.txt

Declined is the share of questions off the topic below the confidence that 95 % of the others
reach, so that rows with other scales can be compared.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from bot.evaluation.labelled_questions import (
    LabelledQuestion,
    read_plain_questions,
    read_question_file,
)
from embeddings import RANKING_PARAMETERS, Encoder, PassageIndex
from tests.benchmarks.asked import Asked, RememberingEncoder, ask, share_found, share_quoted
from tests.benchmarks.indexes import build_temporary_index

_VARIANTS = {
    "all": RANKING_PARAMETERS,
    "without the passage before": replace(RANKING_PARAMETERS, preceding=0.0),
    "without title and speaker": replace(RANKING_PARAMETERS, line=0.0),
    "without headings and labels": replace(RANKING_PARAMETERS, heading=0.0),
    "without the file's name": replace(RANKING_PARAMETERS, name=0.0),
    "without any of these": replace(
        RANKING_PARAMETERS, line=0.0, heading=0.0, name=0.0, preceding=0.0
    ),
    "without blocks": replace(RANKING_PARAMETERS, block=0.0),
    "without the beginning of a section": replace(RANKING_PARAMETERS, early=0.0),
    "without units by number": replace(
        RANKING_PARAMETERS, named_unit=0.0, unit_bonus=0.0, unit_penalty=0.0
    ),
    "without numbers in confidence": replace(RANKING_PARAMETERS, number_penalty=0.0),
    "without words behind the first": replace(RANKING_PARAMETERS, words=0.0),
    "without the second look": replace(RANKING_PARAMETERS, close_words=0.0, option_words=0.0),
    "without what stands beside the first": replace(RANKING_PARAMETERS, beside=0.0),
    "best sentence alone": replace(RANKING_PARAMETERS, passage=0.0),
    "whole passage alone": replace(RANKING_PARAMETERS, passage=1.0),
    "words weigh in everywhere (0.2)": replace(
        RANKING_PARAMETERS, lexical=0.2, known_from=10.0, uncovered=0.0
    ),
}


def main(questions_path: Path, off_topic_path: Path) -> None:
    """Prints a table, as Markdown."""
    questions = read_question_file(questions_path)
    off_topic = read_plain_questions(off_topic_path)
    index, plain_encoder, _ = build_temporary_index()
    encoder = RememberingEncoder(plain_encoder)
    print("| search | answer@1 | answer@3 | answer@5 | quote@1 | declined | AUROC |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, rank in (("vectors of passages", _rank_vectors), ("words, BM25", _rank_words)):
        found = [list(rank(question, index, encoder)) for question in questions]
        shares = [np.mean([any(right[:k]) for right in found]) for k in (1, 3, 5)]
        print(f"| {name} alone | {' | '.join(f'{share:.3f}' for share in shares)} | | | |")
    for name, parameters in _VARIANTS.items():
        answerable = ask(questions, index, encoder, parameters)
        others = ask(off_topic, index, encoder, parameters)
        cells = [share_found(answerable, k) for k in (1, 3, 5)]
        cells += [share_quoted(answerable), *_measure_declining(answerable, others)]
        print(f"| {name} | {' | '.join(f'{cell:.3f}' for cell in cells)} |", flush=True)


def _rank_vectors(
    question: LabelledQuestion, index: PassageIndex, encoder: Encoder
) -> Iterator[bool]:
    rows = index.nearest(encoder.encode_query(question.text).vector, 5)
    return (_is_right(question, index, row) for row in rows)


def _rank_words(
    question: LabelledQuestion, index: PassageIndex, encoder: Encoder
) -> Iterator[bool]:
    words = index.lexical.read_query(question.text)
    return (_is_right(question, index, row) for row, _ in index.lexical.search(words, 5))


def _is_right(question: LabelledQuestion, index: PassageIndex, row: int) -> bool:
    passage = index.passages[row]
    return question.is_answered_by(passage.text, [passage.article_id])


def _measure_declining(answerable: Sequence[Asked], others: Sequence[Asked]) -> tuple[float, float]:
    here, there = [a.odds for a in answerable], [a.odds for a in others]
    enough = np.quantile(here, 0.05)
    auroc = roc_auc_score([1] * len(here) + [0] * len(there), here + there)
    return float(np.mean(np.asarray(there) < enough)), float(auroc)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
