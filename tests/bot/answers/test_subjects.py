"""Questions that only name a subject."""

import pytest

from bot.answers.subjects import find_said, find_subject


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What do they say about ports?", "ports"),
        ("what does the new article say about the old lighthouse", "the old lighthouse"),
        ("Can you tell me something about boats, please", "boats, please"),
        ("And what about ferries?", "ferries"),
        ("Is there anything on tides?", "tides"),
        ("What is known about the keeper?!", "the keeper"),
        ("¿Qué dicen los artículos sobre los puertos?", "los puertos"),
        ("Háblame de los faros", "los faros"),
        ("Что говорят о портах?", "портах"),
        ("расскажите про маяк", "маяк"),
        ("关于港口说了什么？", "港口"),
        ("ماذا تقول المقالات عن الموانئ؟", "الموانئ"),
        ("بندرگاہوں کے بارے میں کیا لکھا ہے؟", "بندرگاہوں"),
    ],
)
def test_the_words_around_a_subject_are_left_out(question: str, subject: str) -> None:
    assert find_subject(question) == subject


@pytest.mark.parametrize(
    "question",
    [
        "What do they say about it?",
        "Tell me about them",
        "What did Mary Flint say about ports?",
        "What does the mayor know about ferries?",
        "¿Qué dice Ana sobre los puertos?",
        "Что говорит Анна о портах?",
        "ماذا قالت ماري عن الموانئ؟",
        "بندرگاہوں کے بارے میں میری نے کیا کہا؟",
        "Who guards the port?",
        "What did Mary say about the lamp in her letter to the harbour office of 1924?" * 3,
        "about ports",
        "What do they say about",
        "",
    ],
)
def test_any_other_question_is_left_alone(question: str) -> None:
    assert find_subject(question) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did Mary Flint say about ports?", ("Mary Flint", "ports")),
        ("what did mary write", ("mary", "")),
        ("What has the keeper written about it?", ("the keeper", "it")),
        ("Was hat Jens über die Lampe gesagt?", ("Jens", "die Lampe")),
        ("Was schrieb Jens?", ("Jens", "")),
        ("¿Qué dice Ana sobre los puertos?", ("Ana", "los puertos")),
        ("Qu'a dit Anne sur le port ?", ("Anne", "le port")),
        ("Что сказала Анна о портах?", ("Анна", "портах")),
        ("What did she say about ports?", None),
        ("What did they say?", None),
        ("What did Mary Flint paint?", None),
    ],
)
def test_who_is_asked_for_and_of_what(question: str, said: tuple[str, str] | None) -> None:
    assert find_said(question) == said
