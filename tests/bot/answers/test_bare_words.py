"""Follow-ups that are only a word that asks."""

from pathlib import Path

import pytest

from bot.answers.bare_words import ask_instead, has_asked, only_asks
from bot.answers.pipeline import answer_question
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index

CHAPEL = """# The chapel

The chapel on the dune has seven windows. Ilse Torn painted its door in 1912. Its bell was cast
in 1704. A mast was put up beside it because ships had missed the inlet.
"""
KILN = """# The kiln

The kiln at the quarry burns lime. Owen Strand runs it.
"""


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder: Path = tmp_path_factory.mktemp("texts")
    (folder / "chapel.md").write_text(CHAPEL, "utf-8")
    (folder / "kiln.md").write_text(KILN, "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.mark.parametrize(
    ("before", "word", "words"),
    [
        ("When was the door of the chapel painted?", "Who?", "Ilse Torn"),
        ("Who painted the door of the chapel?", "And when?", "1912"),
        ("Who put up a mast beside the chapel?", "Why?", "because ships"),
    ],
)
def test_the_same_is_asked_with_the_other_word(
    retriever: Retriever, before: str, word: str, words: str
) -> None:
    answer = answer_question(word, retriever, 3, 0.5, before=before)
    assert answer.answered
    assert answer.before == before
    assert words in answer.quotes[0].text


@pytest.mark.parametrize(
    ("before", "word"), [("What does the kiln burn?", "When?"), ("Who runs the kiln?", "Why?")]
)
def test_what_may_say_it_in_words_of_its_own_is_quoted(
    retriever: Retriever, before: str, word: str
) -> None:
    """A day may be told by words that nobody has listed: "at dawn"."""
    assert answer_question(word, retriever, 3, 0.5, before=before).answered


def test_the_word_takes_the_place_of_the_other() -> None:
    assert ask_instead("When was it built?", "Who?") == "Who was it built?"
    assert ask_instead("Hello, in what year was it built?", "by whom?") == "by whom was it built?"
    assert ask_instead("¿Cuándo se construyó?", "Quién") == "Quién se construyó?"
    assert ask_instead("Tell me of the kiln.", "Why?") is None


def test_words_that_only_ask() -> None:
    assert all(map(only_asks, ("Who?", "by whom?", "¿Por qué?", "Wann?", "почему?")))
    assert not any(map(only_asks, ("Who built it?", "for it?", "by", "", "when and why and who")))


def test_what_cannot_be_told_is_taken_for_there() -> None:
    assert has_asked("who", "It is red.", "en")
    assert has_asked("why", "Это красное.", "ru")
    assert has_asked("why", "It is red.", None)
    assert not has_asked("Why?", "It is red.", "en")
    assert has_asked("Warum", "Es ist rot, weil es brennt.", "de")
    assert not has_asked("Wann?", "Es ist rot.", "de")
