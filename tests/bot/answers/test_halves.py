"""Two questions in one sentence."""

import pytest

from bot.answers.halves import MAX_CHARACTERS, split_halves


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("Who rows and when does it leave?", ("Who rows", "when does it leave?")),
        ("Who rows, and also where is the pier?", ("Who rows", "where is the pier?")),
        ("who rows & where is the pier", ("who rows", "where is the pier")),
        ("¿Quién rema y dónde está el muelle?", ("¿Quién rema", "dónde está el muelle?")),
        ("Кто гребёт, а также где причал?", ("Кто гребёт", "где причал?")),
        ("من يجدف ومتى يغادر القارب؟", ("من يجدف", "متى يغادر القارب؟")),
        ("کشتی کون چلاتا ہے اور گھاٹ کہاں ہے؟", ("کشتی کون چلاتا ہے", "گھاٹ کہاں ہے؟")),
        ("谁在划船，码头在哪里？", ("谁在划船", "码头在哪里？")),
        ("Wer rudert und wo ist der Steg?", ("Wer rudert", "wo ist der Steg?")),
        ("Qui rame et où est le quai ?", ("Qui rame", "où est le quai ?")),
    ],
)
def test_a_link_before_a_word_that_asks_joins_two(question: str, halves: tuple[str, ...]) -> None:
    assert split_halves(question) == halves


@pytest.mark.parametrize(
    "question",
    [
        "Who rows?",
        "Do cats and dogs swim?",
        "谁在划船，为了钱？",
        "کشتی کون اور کس لیے" * MAX_CHARACTERS,
        "",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert split_halves(question) == (question,)
