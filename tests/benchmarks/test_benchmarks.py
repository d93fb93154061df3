"""What the measurements are made with."""

from pathlib import Path

import pytest

from bot.evaluation.labelled_questions import LabelledQuestion
from bot.evaluation.measures import Outcome
from corpus import Corpus
from embeddings import RANKING_PARAMETERS, BuildFolder, Retriever, build_index, load_index
from tests.benchmarks.asked import RememberingEncoder, ask, share_found, share_quoted
from tests.benchmarks.backends import compare, find_chance
from tests.benchmarks.multiply import SentenceMixer
from tests.embeddings.index.test_passage_context import make_article
from tests.support.fake_encoder import FakeEncoder


def _build(folder: Path, encoder: FakeEncoder) -> Retriever:
    one = make_article([(None, "Red apples ripen. Green pears grow.")], "one.md")
    two = make_article([(None, "Boats sail at dawn. Gulls nest here.")], "two.md")
    build_index(Corpus((one, two), (), (), "c"), folder, encoder, BuildFolder(folder / "index"))
    return Retriever(load_index(BuildFolder(folder / "index"), encoder), encoder)


def test_mixed_passages_are_searched_as_any(tmp_path: Path) -> None:
    encoder = FakeEncoder(dimension=64, max_tokens=40)
    mixer = SentenceMixer(_build(tmp_path, encoder).index, encoder)
    many = BuildFolder(tmp_path / "many")
    build_index(mixer.make_corpus(50), tmp_path, mixer, many)
    index = load_index(many, mixer)
    assert len(index.passages) == 50
    assert len({passage.text for passage in index.passages}) > 25
    sentences = {p.text[start:end] for p in index.passages for start, end in p.sentences}
    assert sentences == set(mixer.sentences)
    hit = Retriever(index, mixer).search("gulls nest here", 1)[0]
    assert "Gulls nest here." in hit.passage.text
    assert hit.score == pytest.approx(1 + RANKING_PARAMETERS.early, abs=0.02)


def test_what_came_of_a_question(tmp_path: Path) -> None:
    encoder = RememberingEncoder(FakeEncoder(dimension=64, max_tokens=40))
    index = _build(tmp_path, FakeEncoder(dimension=64, max_tokens=40)).index
    questions = [
        LabelledQuestion("gulls nest where?", ("Gulls nest",), "two.md"),
        LabelledQuestion("gulls nest where?", ("Gulls nest",), "one.md"),
    ]
    right, wrong = ask(questions, index, encoder, RANKING_PARAMETERS)
    assert (right.rank, right.quote_is_right) == (1, True)
    assert (wrong.rank, wrong.quote_is_right) == (None, False)
    assert right.odds == wrong.odds
    assert right.signs.tokens == 3
    assert (share_found([right, wrong], 1), share_quoted([right, wrong])) == (0.5, 0.5)
    (off_topic,) = ask(["zebras?"], index, encoder, RANKING_PARAMETERS)
    assert off_topic.odds < right.odds


def test_a_split_is_as_uneven_as_chance_has_it() -> None:
    assert find_chance(0, 0) == find_chance(3, 3) == find_chance(1, 0) == 1
    assert find_chance(0, 6) == find_chance(6, 0) == pytest.approx(2 / 64)
    assert find_chance(1, 9) == pytest.approx(22 / 1024)


def test_questions_are_held_against_the_same_ones() -> None:
    question = LabelledQuestion("where?", ("here",))

    def outcome(*right: bool) -> Outcome:
        return Outcome(question, any(right), 1.0, right, "", right[0], 10, 1.0, right[0])

    lines = compare([outcome(True), outcome(False, True)], [outcome(True), outcome(True)])
    assert lines[0] == "answer@1    1.000  better   1, worse   0, p 1.00"
    assert lines[1] == "answer@3    1.000  better   0, worse   0, p 1.00"
