"""Which words of a question are told as missing."""

import pytest

from bot.answers.notes import UnitAbsent
from bot.answers.pipeline import answer_question
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index

_TEXTS = {
    "de": "Die Mühle am Bach mahlt nur im Herbst. Das Rad dreht sich langsam, das Mehl wird grob.",
    "fr": "Le moulin du ruisseau tourne en automne. La roue est lente et la farine grossière.",
    "ru": "Мельница у ручья мелет только осенью. Колесо крутится медленно, мука выходит грубая.",
    "en": "The mill by the brook grinds in autumn. Its wheel turns slowly, and flour is coarse.",
}


@pytest.fixture(scope="module")
def retrievers(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Retriever]:
    found = {}
    for code, text in _TEXTS.items():
        folder = tmp_path_factory.mktemp(code)
        (folder / "mill.txt").write_text(text, "utf-8")
        builds = BuildFolder(tmp_path_factory.mktemp(f"{code}-index"))
        build_index(read_corpus(folder), folder, encoder, builds)
        found[code] = Retriever(load_index(builds, encoder), encoder)
    return found


@pytest.mark.parametrize(
    ("code", "question", "words"),
    [
        ("de", "Hat die Mühle gegen Abend einen Pförtner?", ("abend", "pförtner")),
        ("fr", "Y a-t-il une boutique dans le moulin avec nous ?", ("boutique",)),
        ("ru", "Есть ли между колесом и ручьём магазин?", ("магазин",)),
        ("en", "Has the mill got a hat between the stones?", ("hat", "stones")),
        # In a language that no article is in: "zwischen" names nothing.
        (
            "en",
            "Welche Mühle mahlt zwischen autumn, brook, wheel, mill, flour coarse?",
            ("mühle", "mahlt"),
        ),
    ],
)
def test_words_that_name_nothing_are_not_told_as_missing(
    code: str, question: str, words: tuple[str, ...], retrievers: dict[str, Retriever]
) -> None:
    assert answer_question(question, retrievers[code], 3, 0.5).unknown_words == words


@pytest.mark.parametrize("question", ["Question 7", "Frage 7"])
def test_a_unit_that_is_nowhere_has_no_language(
    question: str, retrievers: dict[str, Retriever]
) -> None:
    answer = answer_question(question, retrievers["ru"], 3, 0.5)
    assert not answer.answered
    assert answer.notes == (UnitAbsent(question),)
    assert answer.unknown_words == ()
