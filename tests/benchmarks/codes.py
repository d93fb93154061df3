"""What fewer bits a dimension of tokens' vectors cost in answers, each held against eight:
`CORPUS_DIR=folder python -m tests.benchmarks.codes QUESTIONS.jsonl [OFF_TOPIC.txt ...]`.

One bit and two are each measured with five rotations, as which one is used says nothing of the next
index. Of the files of questions that have no answer it is said how many are declined.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.answers.answer import Answer
from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import read_plain_questions, read_question_file
from bot.evaluation.measures import judge_answer
from embeddings import Retriever
from embeddings.index.tokens import codes
from tests.benchmarks.asked import MIN_CONFIDENCE
from tests.benchmarks.backends import PASSAGES, compare
from tests.benchmarks.indexes import build_temporary_index

_ROTATIONS = 5


def main(arguments: Sequence[str]) -> None:
    """Prints the figures of each code and rotation."""
    questions = read_question_file(Path(arguments[0]))
    others = [read_plain_questions(Path(argument)) for argument in arguments[1:]]
    base = None
    for bits, seed in [(8, 0), *((bits, seed) for bits in (2, 1) for seed in range(_ROTATIONS))]:
        os.environ["TOKEN_BITS"] = str(bits)
        codes._ROTATION_SEED = seed
        codes._make_rotation.cache_clear()
        index, encoder, folder = build_temporary_index()
        retriever = Retriever(index, encoder)

        def ask(text: str, retriever: Retriever = retriever) -> Answer:
            return answer_question(text, retriever, PASSAGES, MIN_CONFIDENCE)

        outcomes = [judge_answer(q, ask(q.text), 0.0, retriever.article_texts) for q in questions]
        base = base or outcomes
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        each = f"{size / len(index.passages) / 1000:.1f} kB a passage"
        print(f"{bits} bits, rotation {seed}, {each}", *compare(base, outcomes), sep="\n  ")
        for path, texts in zip(arguments[1:], others, strict=True):
            declined = sum(not ask(text).answered for text in texts) / len(texts)
            print(f"  {Path(path).stem} declined {declined:.3f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
