"""Two real articles as found in the wild, on machines that have them beside the project."""

import json
from pathlib import Path

import pytest

from bot.answer import compose_answer
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
DATA = Path(__file__).parent / "data"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not on this machine")


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(SEEDS), SEEDS, encoder, folder)
    return Retriever(load_index(folder, encoder), encoder)


def test_right_sentence_is_the_first_quote(retriever: Retriever) -> None:
    lines = (DATA / "seed_questions.jsonl").read_text().splitlines()
    questions = [json.loads(line) for line in lines]
    assert len(questions) == 20
    missed = []
    for record in questions:
        assert len(record["expected"].split()) <= 9
        answer = compose_answer(
            record["question"], retriever.search(record["question"], 10), 5, 0.5
        )
        first = answer.quotes[0]
        if record["expected"] in first.text and first.article.id == record["article"]:
            assert answer.answered, record
        else:
            missed.append(record["question"])
    assert len(missed) <= 5, missed


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


def test_off_topic_questions_are_declined(retriever: Retriever) -> None:
    questions = (DATA / "off_topic.txt").read_text().splitlines()
    answers = [compose_answer(q, retriever.search(q, 10), 5, 0.5) for q in questions]
    assert sum(answer.answered for answer in answers) <= 0.15 * len(questions)
