import pytest

from embeddings.words.analysis import split_words
from embeddings.words.question_words import QUESTION_WORDS, cut_asking


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("码头在哪里?", ["码头在", "?"]),
        ("码头是哪一年修的?", ["码头是", "修的?"]),
        ("请问谁看守水闸?", ["看守水闸?"]),
        ("一年有几个集市", ["一年有", "集市"]),
        ("船票多少钱？", ["船票", "？"]),
        ("修船要花多少钱", ["修船要"]),
        ("船票卖多少元", ["船票"]),
        ("钟楼几点钟关门", ["钟楼", "关门"]),
        ("花园里有钱币吗", ["花园里有钱币"]),
        ("船賃は何円ですか", ["船賃は"]),
        ("几何学校", ["几何学校"]),
        ("桟橋はいつ直されましたか", ["桟橋は", "直され"]),
        ("鐘は何時に鳴りますか", ["鐘は", "に鳴り"]),
        ("선착장은 어디에 있나요", ["선착장은", "있나요"]),
        ("왜군이 왜 왔나", ["왜군이", "왔나"]),
        ("Where is the mole?", ["Where", "is", "the", "mole?"]),
        ("", []),
    ],
)
def test_what_asks_is_cut_out_where_there_are_no_words(text: str, left: list[str]) -> None:
    assert cut_asking(text).split() == left


def test_the_words_are_lower_case() -> None:
    assert all(word == word.casefold() or word == word.lower() for word in QUESTION_WORDS)
    assert {"what", "cuándo", "сколько", "كيف", "کہاں"} <= QUESTION_WORDS


def test_they_are_written_as_words_are_read() -> None:
    assert [word for word in QUESTION_WORDS if split_words(word) != [word]] == []


@pytest.mark.parametrize(
    "question", ["Wie viele sind es", "Welchem muss", "Wie hießen", "Was wurde", "Was kann"]
)
def test_german_verbs_that_help_to_ask_name_nothing(question: str) -> None:
    assert sum(word not in QUESTION_WORDS for word in split_words(question)) <= 1


def test_a_verb_that_says_something_elsewhere_stays() -> None:
    assert QUESTION_WORDS.isdisjoint({"war", "hat", "man", "die", "gab"})
