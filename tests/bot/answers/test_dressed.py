"""Questions as people put them: the same quote, whatever stands around the question."""

import json
from pathlib import Path

import pytest

from bot.answers.pipeline import answer_question
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index

DRESSES = (
    "Hello there! I hope you're well. Quick one: {low}",
    "pls {low}",
    "Good evening dear team, sorry to bother you, but {low}",
    "{question} thx in advance 🙏",
    "{upper}",
    "{bare}",
    "My teacher gave me this and I cannot find it anywhere. {question} Much appreciated!",
    "@footnote_bot {low}\n\nThanks,\nMartha",
    "Just curious... {low}",
    "1) {question}",
    "hey folks, random question but {low} asking for a friend lol",
    "I've been looking for this all day - {low} Please help me out.",
)
OFF_TOPIC = (
    "How do I bake a cheesecake?",
    "Who won the world cup in 2018?",
    "What is the capital of Mongolia?",
    "How do I renew my passport?",
)


@pytest.fixture(scope="module")
def data_folder(project_dir: Path) -> Path:
    return project_dir / "tests" / "data" / "dressed"


@pytest.fixture(scope="module")
def retriever(
    encoder: Encoder, data_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Retriever:
    folder = data_folder / "articles"
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


def dress(question: str, how: str) -> str:
    low = question[0].lower() + question[1:]
    return how.format(question=question, low=low, upper=question.upper(), bare=low.rstrip("?"))


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(how, marks=pytest.mark.soak if number % 6 else ())
        for number, how in enumerate(DRESSES)
    ],
)
def test_a_dressed_question_has_the_answer_of_the_bare_one(
    retriever: Retriever, data_folder: Path, how: str
) -> None:
    lines = (data_folder / "questions.jsonl").read_text("utf-8").splitlines()
    failed = []
    for record in map(json.loads, lines):
        answer = answer_question(dress(record["question"], how), retriever, 3, 0.5)
        if not answer.answered or record["answer"] not in answer.quotes[0].text:
            failed.append(record["question"])
    assert len(failed) <= len(lines) // 20, failed


@pytest.mark.parametrize("how", DRESSES)
def test_no_dress_makes_an_answer(retriever: Retriever, how: str) -> None:
    answers = [answer_question(dress(q, how), retriever, 3, 0.5) for q in OFF_TOPIC]
    assert not any(answer.answered for answer in answers)
