"""What a message asks, whatever stands around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.asked import MAX_CHARACTERS, MAX_QUESTIONS, find_questions, is_asking


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("Who sweeps the mole?", ("Who sweeps the mole?",)),
        ("Hey there! Who sweeps the mole? Cheers", ("Who sweeps the mole?",)),
        ("Could anybody tell me who sweeps the mole???", ("who sweeps the mole?",)),
        ("i was wondering how old the crane is 🙏", ("how old the crane is",)),
        ("who sweeps the mole thanks a lot in advance", ("who sweeps the mole",)),
        ("We came by train. It rained. Where is the inn?", ("Where is the inn?",)),
        ("@port_bot where is the inn?\n\nBest regards\nTom Harrow", ("where is the inn?",)),
        ("Where is the inn? How old is the crane?", ("Where is the inn?", "How old is the crane?")),
        ("Who is Dr. Harrow?", ("Who is Dr. Harrow?",)),
        (
            "Tell me about the inn. And about the crane.",
            ("Tell me about the inn.", "And about the crane."),
        ),
        ("Tell me about the inn. How old is it?", ("Tell me about the inn.", "How old is it?")),
        ("Расскажите о кране. А также о причале.", ("Расскажите о кране.", "А также о причале.")),
        (
            "Tell me about the inn. About Ann Harrow.",
            ("Tell me about the inn.", "About Ann Harrow."),
        ),
        ("Where is the inn? And the pub?", ("Where is the inn?", "And the pub?")),
        ("Where is the pub? And the inn?", ("Where is the pub?", "And the inn?")),
        ("Who is Bo? And Ann?", ("Who is Bo?", "And Ann?")),
        ("Wo ist der Kran? Und die Mole?", ("Wo ist der Kran?", "Und die Mole?")),
        ("Wo ist der Kran? Und einen schönen Tag noch!", ("Wo ist der Kran?",)),
        ("Who drove the crane? And the man died.", ("Who drove the crane?",)),
        ("Who drove the crane? About a year ago.", ("Who drove the crane?",)),
        ("Who drove the crane? And Merry Christmas!", ("Who drove the crane?",)),
        ("Where is the inn? And the rain has stopped.", ("Where is the inn?",)),
        ("Tell me about the inn. About time!", ("Tell me about the inn.",)),
        ("Where is the inn? And Thanks!", ("Where is the inn?",)),
        ("The crane is old. And about to fall.", ("The crane is old. And about to fall.",)),
        ("In Lapland, who sweeps the mole?", ("In Lapland, who sweeps the mole?",)),
        ("The crane lifts ten tons.", ("The crane lifts ten tons.",)),
        ("Thanks!", ("Thanks!",)),
        ("???", ("???",)),
        (
            "Buenas tardes, ¿me puede decir dónde está la posada? Gracias",
            ("dónde está la posada?",),
        ),
        ("Добрый день! Скажите, пожалуйста, где причал?", ("где причал?",)),
        ("您好，请问码头在哪里？多谢！", ("码头在哪里？",)),
        ("مرحبا، هل تعرف أين الميناء؟ شكرا", ("أين الميناء؟",)),
        ("السلام علیکم، مجھے بتائیں کہ بندرگاہ کہاں ہے؟ شکریہ", ("بندرگاہ کہاں ہے؟",)),
        ("Hallo, weiß jemand, wo der Kran steht? Danke im Voraus", ("wo der Kran steht?",)),
        ("1) Where is the inn? 2) How old is it?", ("Where is the inn?", "How old is it?")),
        ("1. Where is the inn?\n2. How old is it?", ("Where is the inn?", "How old is it?")),
        ("Q: where is the inn?", ("where is the inn?",)),
        ("Вопрос: где причал?", ("где причал?",)),
        ("1）码头在哪里？", ("码头在哪里？",)),
        ("١) أين الميناء؟", ("أين الميناء؟",)),
        ("5. Mai: Markt?", ("5. Mai: Markt?",)),
        ("*Where is the inn?*", ("Where is the inn?",)),
        ("hiii where is the inn plsss", ("where is the inn",)),
        ("Bonjour, pouvez-vous me dire où est la grue ? Merci", ("où est la grue ?",)),
    ],
)
def test_questions_without_what_stands_around_them(
    message: str, questions: tuple[str, ...]
) -> None:
    assert find_questions(message) == questions


def test_few_questions_of_a_message_are_taken() -> None:
    assert len(find_questions(" ".join(f"Where is pier {n}?" for n in range(9)))) == MAX_QUESTIONS
    pasted = "Where is it? " * MAX_CHARACTERS
    assert find_questions(pasted) == (pasted,)


@given(st.text(max_size=200))
def test_something_is_always_asked(message: str) -> None:
    found = find_questions(message)
    assert 1 <= len(found) <= MAX_QUESTIONS
    assert all(found) or not message


REMARKS = (
    "neat, I'll save that for the weekend",
    "yeah but the ferry never runs on time",
    "my uncle used to fish there",
    "what a view",
    "who would have thought.",
    "when I was small we had a boat",
    "Peter, have a look at this",
    "was the best summer!",
    "will be home by six",
    "ja, das habe ich auch gelesen",
    "так и думал, спасибо что нашёл",
    "ну и погода сегодня",
    "qué bueno, se lo cuento a mi hermana",
    "vaya, no lo sabía",
    "真没想到，回头告诉他",
    "لم أكن أعلم، سأخبر أخي",
    "مجھے تو پتا ہی نہیں تھا",
    "pas mal, je le garde pour plus tard",
    *(
        "What?",
        "what??",
        "How so?",
        "Why?! 😮",
        "¿Qué?",
        "¿Por qué?",
        "Что?",
        "Почему???",
        "什么？",
    ),
    *(
        "为什么？",
        "لماذا؟",
        "کیوں؟",
        "Was?",
        "Wie bitte?",
        "Quoi ?",
        "Pourquoi ?",
        "Como assim?",
        "Perché?",
    ),
)
QUESTIONS = (
    "how deep is the harbour",
    *(
        "why the harbour?",
        "what ferry?",
        "how often?",
        "who?",
        "when?",
        "¿por qué no?",
        "почему он?",
    ),
    "is there a café",
    "can dogs come along",
    "great, and who pays for it",
    "does it rain much there",
    "tell me about the ferry.",
    "and the ferry?",
    "hi, when does it leave",
    "from:2024 ferry",
    '"harbour master"',
    "wann fährt die fähre",
    "combien coûte le billet",
    "когда отходит паром",
    "есть ли там кафе",
    "расскажи про паром",
    "cuándo sale el barco",
    "cuéntame algo del barco",
    "渡船几点开",
    "متى تغادر العبارة",
    "هل يوجد مقهى",
    "کشتی کب چلتی ہے",
)


@pytest.mark.parametrize("remark", REMARKS)
def test_what_is_said_asks_nothing(remark: str) -> None:
    assert not is_asking(remark)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_one_without_its_mark(question: str) -> None:
    assert is_asking(question)
