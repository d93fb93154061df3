from pathlib import Path

import pytest

from corpus import read_corpus
from embeddings import BuildFolder, build_index, load_index
from embeddings.retrieval.spelling import Spelling
from tests.conftest import MakeCorpus
from tests.support.fake_encoder import FakeEncoder

_NAMES = ["amber", "basalt", "copper", "diamond", "emerald", "feldspar", "garnet"]


@pytest.fixture
def spelling(make_corpus: MakeCorpus, tmp_path: Path) -> Spelling:
    corpus = make_corpus({"a.md": "\n\n".join(f"The {name} shines." for name in _NAMES)})
    folder = BuildFolder(tmp_path / "index")
    build_index(read_corpus(corpus), corpus, FakeEncoder(), folder)
    return Spelling(load_index(folder, FakeEncoder()))


def test_few_words_of_a_question_are_mended(spelling: Spelling) -> None:
    slips = [f"{name}x" for name in _NAMES]
    mended = spelling.correct_words(" ".join(["where", *slips]))
    assert list(mended) == slips[:5]
    # Words that are no slips of any do not use up what may be mended.
    assert spelling.correct_words("7777777 1888 of garnett") == {"garnett": "garnet"}


def test_what_is_meant_literally_is_not_mended(spelling: Spelling) -> None:
    assert spelling.correct_words("where is garnett", ["a garnett"]) == {}
    assert spelling.correct_words("where is GARNETT") == {}
    assert spelling.correct_words("WHERE IS GARNETT") == {"garnett": "garnet"}
    assert spelling.correct_words("does it shine or shined") == {}


class _Knowing(FakeEncoder):
    """Has these words as one token each, and of others a token a letter."""

    words = ("a", "sopper", "emerard", "cat")

    def count_tokens(self, text: str) -> int:
        return 1 if text in self.words else len(text)


def test_a_word_that_the_encoder_knows_is_not_mended(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus = make_corpus({"a.md": "The copper shines.\n\nAn emerald.\n\nAn act, to wit."})
    folder = BuildFolder(tmp_path / "index")
    build_index(read_corpus(corpus), corpus, FakeEncoder(), folder)
    spelling = Spelling(load_index(folder, FakeEncoder()), _Knowing())
    assert spelling.correct_words("sopper, emerard and coppre") == {"coppre": "copper"}
    assert spelling.correct_words("a short cat may be a slip") == {"cat": "act"}


def test_unknown_words_are_those_that_say_something(spelling: Spelling) -> None:
    question = "What is the zebra of Garnet, 谁守卫港口?"
    assert spelling.find_unknown_words(question) == ["zebra"]
    assert spelling.count_content("What is the zebra of Garnet?") == 2
    assert spelling.count_content("谁守卫港口?") > 0
    assert spelling.find_unknown_words("") == []


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("Where is the Dia", "Where is the diamond"),
        ("Where is the di", "Where is the di"),
        ("Where is the zeb", "Where is the zeb"),
        ("Where is the dia ", "Where is the dia "),
        ("", ""),
    ],
)
def test_the_last_word_is_completed(typed: str, completed: str, spelling: Spelling) -> None:
    assert spelling.complete_last_word(typed) == completed
