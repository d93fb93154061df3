"""The shipped articles answer from an engine just as from disk, in all that is shown."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.answers.answer import Answer
from bot.answers.quoting import compose_answer
from bot.evaluation.labelled_questions import read_question_file
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index
from tests.benchmarks.stores import Difference, compare_stores, put_into_engine
from tests.bot.answers.test_quoting import make_hit


def test_all_shipped_questions_are_answered_alike(
    tmp_path: Path, project_dir: Path, encoder: Encoder, engine_url: str
) -> None:
    articles, disk = project_dir / "corpus" / "articles", BuildFolder(tmp_path / "index")
    build_index(read_corpus(articles), articles, encoder, disk)
    frames = tmp_path / "frames"
    remote = put_into_engine(disk, engine_url, frames, encoder, lambda *numbers: None)
    questions = read_question_file(project_dir / "tests" / "data" / "shipped_questions.jsonl")
    retrievers = [Retriever(load_index(each, encoder), encoder) for each in (disk, remote)]
    differences, *_ = compare_stores([each.text for each in questions], *retrievers)
    assert not differences


ANSWER = compose_answer(
    "?",
    [
        make_hit("The ferry rests. It has no oars.", [0.8, 0.8], 0.8, "ferry.md"),
        make_hit("The barge sails.", score=0.7, article_id="barge.md"),
    ],
    5,
    0.5,
)
FERRY, BARGE = ANSWER.quotes


@pytest.mark.parametrize(
    "other",
    [
        replace(ANSWER, quotes=(replace(FERRY, best=(17, 32)), BARGE)),
        replace(ANSWER, quotes=(replace(FERRY, nearly=(BARGE,)), BARGE)),
        replace(ANSWER, quotes=(replace(FERRY, start=40, end=72), BARGE)),
        replace(ANSWER, quotes=(FERRY, replace(BARGE, score=0.1))),
        replace(ANSWER, quotes=(BARGE, FERRY)),
    ],
    ids=["another sentence in bold", "an article beside", "further down", "not at first", "order"],
)
def test_whatever_a_reader_sees_is_compared(other: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.question for each in compare(ANSWER, other, monkeypatch)] == ["?"]


def test_scores_that_are_rounded_otherwise_are_no_difference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = replace(ANSWER, quotes=(replace(FERRY, score=FERRY.score * (1 + 1e-8)), BARGE))
    assert not compare(ANSWER, other, monkeypatch)


def compare(disk: Answer, engine: Answer, monkeypatch: pytest.MonkeyPatch) -> list[Difference]:
    answers = iter([disk, engine])
    monkeypatch.setattr("tests.benchmarks.stores.answer_question", lambda *_: next(answers))
    retrievers: Any = (None, None)
    return compare_stores(["?"], *retrievers)[0]
