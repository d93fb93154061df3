"""Questions that need the one before them, over the shipped articles."""

from pathlib import Path

import pytest

from bot.answers.follow_ups import join_questions, points_back
from bot.evaluation.labelled_questions import read_question_file
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index
from tests.benchmarks.follow_ups import find_answered, make_chat, read_follow_ups
from tests.support.paths import DATA


@pytest.mark.parametrize(
    "question",
    [
        "When was it created?",
        "And in 2017?",
        "Why?",
        "What about the navy?",
        "What did they say?",
        "Where are these units based today?",
    ],
)
def test_questions_that_point_back(question: str) -> None:
    assert points_back(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many troops does the Special Security Division have?",
        "Who guards the port of Gwadar?",
        "Why is the sky blue today?",
        "What is the boiling point of ethanol?",
        "It says that " + "the harbour wall was repaired, and that " * 10,
    ],
)
def test_questions_that_stand_alone(question: str) -> None:
    assert not points_back(question)


def test_both_are_one_question() -> None:
    assert join_questions(" Who? ", "When was it? ") == "Who? When was it?"


@pytest.fixture(scope="module")
def retriever(
    encoder: Encoder, project_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Retriever:
    articles = project_dir / "corpus" / "articles"
    folder = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(articles), articles, encoder, folder)
    return Retriever(load_index(folder, encoder), encoder)


def test_follow_ups_are_answered_with_the_question_before(retriever: Retriever) -> None:
    pairs = read_follow_ups()
    assert len(pairs) >= 20
    assert len(find_answered(pairs, retriever, together=True)) >= 0.75 * len(pairs)
    assert len(find_answered(pairs, retriever, together=False)) <= 0.2 * len(pairs)


@pytest.mark.soak
def test_no_question_that_stands_alone_loses_its_answer(retriever: Retriever) -> None:
    data = DATA
    chat = make_chat(read_question_file(data / "shipped_questions.jsonl"))
    alone = find_answered(chat, retriever, together=False)
    assert alone
    assert find_answered(chat, retriever, together=True) >= alone
