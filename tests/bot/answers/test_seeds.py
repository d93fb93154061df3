"""Two real articles as found in the wild, on machines that have them beside the project."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import read_plain_questions, read_question_file
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index
from tests.support.paths import DATA, PROJECT

SEEDS = PROJECT.parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not on this machine")


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(SEEDS), SEEDS, encoder, folder)
    return Retriever(load_index(folder, encoder), encoder)


def count_right(name: str, retriever: Retriever) -> tuple[int, int]:
    """Of the questions in the file `name`: how many have the right sentence in the first quote,
    and how many of those are also answered."""
    right = shown = 0
    for question in read_question_file(DATA / name):
        assert all(len(words.split()) <= 9 for words in question.answers)
        answer = answer_question(question.text, retriever, 5, 0.5)
        if question.is_answered_by(answer.quotes[0].text, [answer.quotes[0].article.id]):
            right += 1
            shown += answer.answered
    return right, shown


def test_right_sentence_is_the_first_quote(retriever: Retriever) -> None:
    right, shown = count_right("seed_questions.jsonl", retriever)
    assert right >= 26
    assert shown >= 24


def test_harder_questions_written_by_somebody_who_saw_only_the_articles(
    retriever: Retriever,
) -> None:
    # Half of the 60 was looked at while the method was made, the other half only afterwards; 24 and
    # 22 of them came first then. The bound guards against getting worse.
    right, shown = count_right("seed_questions_blind.jsonl", retriever)
    assert right >= 44
    assert shown >= 40


def test_sources_are_as_the_files_state_them(retriever: Retriever) -> None:
    interview, op_ed = retriever.index.articles.values()
    assert op_ed.title.startswith("Pakistan’s Commitment To Safeguarding")
    assert op_ed.title.endswith("Threats – OpEd")
    assert (op_ed.source, str(op_ed.published)) == ("Eur Asia News", "2024-11-13")
    assert interview.title.startswith("Pakistan Prime Minister Shehbaz Sharif has assured")
    assert len(interview.title) <= 80
    assert (interview.source, interview.published) == (None, None)


def test_words_of_the_interviewee_are_hers(retriever: Retriever) -> None:
    hits = retriever.search("Will assurances alone be enough?", 10)
    said = next(hit for hit in hits if "assurances alone may not be" in hit.passage.text)
    assert said.passage.speaker == "Dr. Amina Hassan"


def test_no_off_topic_question_is_answered(retriever: Retriever) -> None:
    questions = read_plain_questions(DATA / "seed_off_topic.txt")
    assert len(questions) == 40
    answers = [answer_question(question, retriever, 5, 0.5) for question in questions]
    assert [answer.question for answer in answers if answer.answered] == []


def test_few_questions_near_the_topic_are_answered(retriever: Retriever) -> None:
    questions = read_plain_questions(DATA / "off_topic.txt")
    answers = [answer_question(question, retriever, 5, 0.5) for question in questions]
    assert sum(answer.answered for answer in answers) <= 0.15 * len(questions)


def test_one_article_alone_is_answered_from_and_declined_with(
    encoder: Encoder, tmp_path: Path
) -> None:
    corpus = read_corpus(SEEDS)
    for article in corpus.articles:
        folder = BuildFolder(tmp_path / article.id)
        build_index(replace(corpus, articles=(article,)), SEEDS, encoder, folder)
        alone = Retriever(load_index(folder, encoder), encoder)
        asked = [
            question
            for question in read_question_file(DATA / "seed_questions.jsonl")
            if question.article == article.id
        ]
        answers = [answer_question(question.text, alone, 5, 0.5) for question in asked]
        right = [
            answer.answered and question.is_answered_by(answer.quotes[0].text, [article.id])
            for question, answer in zip(asked, answers, strict=True)
        ]
        assert sum(right) >= 0.8 * len(asked)
        for text in read_plain_questions(DATA / "seed_off_topic.txt"):
            assert not answer_question(text, alone, 5, 0.5).answered, text
