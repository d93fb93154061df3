"""Clauses that speak of the asking, before a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.preambles import MAX_CHARACTERS, drop_preamble


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("Good evening, sorry to trouble you, but who rows?", "who rows?"),
        ("I've searched for this all week - who rows?", "who rows?"),
        ("Just curious... do boats sink?", "do boats sink?"),
        ("Forgive my ignorance but do boats sink?", "do boats sink?"),
        ("Hmm, who rows?", "who rows?"),
        ("So, er, who rows?", "who rows?"),
        ("Who rows again?", "Who rows"),
        ("who rows there lol", "who rows there"),
        ("Would you be so good as to tell us the name of the rower?", "the name of the rower?"),
        ("Kindly advise the fare of the boat.", "the fare of the boat."),
        ("Please confirm the fare of the boat", "the fare of the boat"),
        ("Our club mends old boats and we need to know who rows", "who rows"),
        ("Perdonad la molestia, pero ¿quién rema?", "quién rema?"),
        ("no encuentro la respuesta, ¿quién rema?", "quién rema?"),
        ("Не могли бы вы подсказать, кто гребёт?", "кто гребёт?"),
        ("Согласно статьям, кто гребёт?", "кто гребёт?"),
        ("عذرا على الإزعاج، ولكن من يجدف؟", "من يجدف؟"),
        ("مجھے کہیں جواب نہیں ملا، کشتی کون چلاتا ہے؟", "کشتی کون چلاتا ہے؟"),
        ("Ich finde nirgends eine Antwort, wer rudert?", "wer rudert?"),
        ("Chère équipe, j'aimerais savoir qui rame", "qui rame"),
        ("不好意思打扰一下，谁在划船？", "谁在划船"),
        ("有没有好心人能告诉我谁在划船？", "谁在划船"),
        ("誰が船を漕ぐか教えていただけますか？", "誰が船を漕ぐ"),
        ("누가 노를 젓는지 알려주시겠어요?", "누가 노를 젓"),
    ],
)
def test_what_speaks_of_the_asking_is_left_out(message: str, left: str) -> None:
    assert drop_preamble(message) == left


@pytest.mark.parametrize(
    "message",
    [
        "Who rows?",
        "Which rower wants to know who rows?",
        "In Lapland, who rows?",
        "For the ferry, who rows?",
        "When the river freezes, who rows?",
        "我们",
        "渡船上谁在划船？",
        "",
        "I ask you: " * MAX_CHARACTERS,
    ],
)
def test_what_a_question_is_about_stays(message: str) -> None:
    assert drop_preamble(message) is None


@given(st.text(alphabet="whoI ,:;-…but谁，我?ا", max_size=120))
def test_what_is_left_is_the_end_of_the_message(message: str) -> None:
    left = drop_preamble(message)
    assert left is None or (left and left in message)
