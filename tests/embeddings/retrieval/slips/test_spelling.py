from pathlib import Path

import pytest

from corpus import read_corpus
from embeddings import BuildFolder, build_index, load_index
from embeddings.retrieval.slips.spelling import Spelling
from embeddings.retrieval.slips.vocabulary import Vocabulary
from tests.conftest import MakeCorpus
from tests.support.counting import count_calls_of
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


HARBOUR = """The portal of the port is of oak.

Smugglers destroyed the warehouse of the ferry.

The barometer measures the depth with care. Repairs with tar. It was opened with pride.
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Spelling:
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "a.md").write_text(HARBOUR)
    folder = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(corpus), corpus, FakeEncoder(), folder)
    return Spelling(load_index(folder, FakeEncoder()))


@pytest.mark.parametrize(
    ("question", "mended"),
    [
        # A blank in a word.
        ("where is the baro meter", {"baro meter": "barometer"}),
        ("who burnt the ware  house", {"ware house": "warehouse"}),
        ("which smug glers", {"smug glers": "smugglers"}),
        # None between two.
        ("the portof oak", {"portof": "port of"}),
        ("what measures depthwith care", {"depthwith": "depth with"}),
        ("smugglersof tar", {"smugglersof": "smugglers of"}),
        # Another form of a word.
        ("what did they destory", {"destory": "destroyed"}),
        ("did it oepn", {"oepn": "opened"}),
        ("what did they meausre", {"meausre": "measures"}),
        # A double letter written once.
        ("where is the fery", {"fery": "ferry"}),
        # Words that ask.
        ("does the sol shine", {}),
        ("wehn was the barometre", {"wehn": "when", "barometre": "barometer"}),
        ("whcih ferry", {"whcih": "which"}),
        # No slips: names, what is meant, two words that the articles have.
        ("where is Portof", {}),
        ("where is the BARO METER", {}),
        ("the haben of the ferr", {}),
    ],
)
def test_slips_of_all_kinds(question: str, mended: dict[str, str], harbour: Spelling) -> None:
    assert harbour.correct_words(question) == mended


@pytest.mark.parametrize("word", ["truste", "guarante"])
def test_a_slip_that_is_the_stem_of_what_is_meant_is_mended(
    make_corpus: MakeCorpus, tmp_path: Path, word: str
) -> None:
    said = "Each trustee of the lighthouse signs the guarantee before the winter comes."
    corpus = make_corpus({"a.md": f"---\nlanguage: en\n---\n{said}", "b.md": "Kivi."})
    folder = BuildFolder(tmp_path / "index")
    build_index(read_corpus(corpus), corpus, FakeEncoder(), folder)
    spelling = Spelling(load_index(folder, FakeEncoder()))
    assert spelling.find_unknown_words(f"who signs the {word}") == [word]
    assert spelling.correct_words(f"who signs the {word}") == {word: f"{word}e"}


def test_at_most_five_are_read_otherwise(harbour: Spelling) -> None:
    slips = "baro meter ware house smug glers portof depthwith destory fery barometre"
    assert len(harbour.correct_words(slips)) == 5


def test_words_that_nobody_knows_cost_few_looks_at_the_vocabulary(harbour: Spelling) -> None:
    harbour.correct_words("barometre")
    few, many = (
        " ".join(f"zqx{chr(97 + n % 26)}w{'k' * (n // 26)}" for n in range(count))
        for count in (5, 200)
    )
    of = Vocabulary.find_nearest
    assert count_calls_of(of, lambda: harbour.correct_words(many)) <= count_calls_of(
        of, lambda: harbour.correct_words(few)
    )


@pytest.mark.parametrize(("word", "read"), [("cuanto", "cuánto"), ("donde", "dónde")])
def test_a_word_that_asks_is_no_slip_without_its_accents(
    make_corpus: MakeCorpus, tmp_path: Path, word: str, read: str
) -> None:
    corpus = make_corpus({"a.md": "Cuando hierve, onde cuanta quanto."})
    folder = BuildFolder(tmp_path / "index")
    build_index(read_corpus(corpus), corpus, FakeEncoder(), folder)
    mended = Spelling(load_index(folder, FakeEncoder())).correct_words(f"{word} cuesta")
    assert mended.get(word) == read
