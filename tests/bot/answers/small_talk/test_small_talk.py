import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import AnswerOutcome
from bot.answers.openers import MAX_OPENERS
from bot.answers.pipeline import answer_question
from bot.answers.small_talk.small_talk import find_small_talk, read_small_talk
from bot.answers.small_talk.talk_phrases import PHRASES, Talk
from bot.config.settings import Settings
from bot.indexing.openings import find_openers
from bot.text.small_talk import word_talk
from embeddings import BuildFolder, Encoder, Retriever, load_index
from tests.support.harbour import FILES, KEEPER_QUESTION, build_harbour

DATA = Path(__file__).parents[3] / "data"
TALK = (DATA / "small_talk.txt").read_text("utf-8").splitlines()
SHORT = (DATA / "short_questions.txt").read_text("utf-8").splitlines()

NICE = """---
title: A walk through Nice
---
The promenade of Nice follows the bay for seven kilometres.

## What does the funicular cost?

A ride on the funicular costs two euros.

## Ping

A ping asks a machine whether it is there.

The library zxcvbnm keeps names of machines.
"""


def _list_questions() -> list[str]:
    files = ("seed_questions", "seed_questions_blind", "shipped_questions", "follow_up_questions")
    lines = [
        line for name in files for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    off = (DATA / "off_topic.txt").read_text("utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines] + [line for line in off if line]


QUESTIONS = _list_questions()


BEGIN_ALIKE = (
    *("hi what is tide", "thanks to whom was it built", "what does cool mean", "ok boomer origin"),
    *("how are tides made", "how are you supposed to install it", "thank you note rules", "hi fi"),
    *("good morning vietnam director", "what are you allowed to bring", "good friday date"),
    *("hello world example", "bye bye birdie cast", "sorry works act", "yes band members"),
    *("hola magazine founder", "gracias a quién ganó", "как дела шли в 1905", "lol meaning"),
    *("thanks for that, who kept the lamp", "thanks for the help who kept it", "for the lamp"),
    *("thanks for the lamp?", "gracias por la luz, faro de piedra", "спасибо за то что за маяк"),
    *("что такое спасибо", "привет из прошлого автор", "你好歌手是谁", "مرحبا فيلم من أخرج"),
)
"""Questions that begin as small talk does, or are about its words."""


@pytest.mark.parametrize(
    "thanks",
    [
        *("thanks a lot for your help", "mil gracias por tu ayuda", "спасибо за помощь"),
        *("谢谢你的帮助", "danke für deine Hilfe", "muito obrigado pela ajuda"),
        *("vielen lieben Dank!", "merci infiniment", "большое человеческое спасибо"),
        *("thanks for pointing me there", "thank you so much for the two dates", "thanks a ton"),
        *("gracias por la rápida respuesta", "gracias por el dato", "спасибо за быстрый ответ"),
        *("большое спасибо за эту цитату", "danke für die schnelle Antwort", "谢谢你的解释"),
        *("merci pour la réponse rapide", "merci pour votre aide", "谢谢您的说明"),
        *("شكرا على المعلومات", "شكرا على الشرح الواضح", "شکریہ وضاحت کے لیے"),
    ],
)
def test_what_is_thanked_for_is_not_asked_for(thanks: str) -> None:
    said = find_small_talk(thanks)
    assert said is not None
    assert said.talk is Talk.THANKS


@pytest.mark.parametrize(
    ("said", "talk"),
    [
        *((said, Talk.GREETING) for said in ("is anyone there?", "有人吗", "есть кто-нибудь?")),
        *((said, Talk.GREETING) for said in ("Dobrý den!", "안녕하세요", "Γεια σας")),
        *((said, Talk.THANKS) for said in ("Köszi!", "ありがとう 🙏", "Дуже дякую", "sağ ol")),
        *((said, Talk.FAREWELL) for said in ("Do widzenia", "さようなら", "Tot ziens!")),
        *((said, Talk.GREETING) for said in ("how's your day going?", "как жизнь", "cómo va todo")),
        *(
            (said, Talk.ABOUT)
            for said in ("is this a bot?", "с кем я говорю?", "¿con quién hablo?")
        ),
        *(
            (said, Talk.ABOUT)
            for said in ("who am I talking to", "你是真人吗", "کیا آپ انسان ہیں؟")
        ),
        *((said, Talk.UNCLEAR) for said in ("1 2 3", "just a test", "раз два три")),
        *((said, Talk.FAREWELL) for said in ("bye for now", "hasta la próxima", "до скорого")),
        *(
            (said, Talk.GREETING)
            for said in ("good evening everybody", "bist du wach?", "您还在吗")
        ),
        *((said, Talk.ABOUT) for said in ("are you a human or a bot", "ты машина?", "你几岁了")),
        *(
            (said, Talk.FAREWELL)
            for said in ("see ya next week", "ten un buen día", "پھر ملتے ہیں")
        ),
        *((said, Talk.UNCLEAR) for said in ("test message", "رسالة تجريبية", "testing only")),
        *((said, Talk.REMARK) for said in ("lolol", "LOLOLOL", "loool")),
    ],
)
def test_kinds_of_small_talk_are_known(said: str, talk: Talk) -> None:
    found = find_small_talk(said)
    assert found is not None
    assert found.talk is talk


REMARKED = """
Oh, that's fascinating!; this is quite interesting; how odd; really impressive; what a coincidence
I didn't know that; had no idea; no way!; well, that is good to hear; that's crazy, thanks
vaya, eso es muy curioso; qué interesante; no lo sabía; qué pena; ух ты, это очень любопытно
я не знала об этом; ничего себе; надо же; 真有意思; 太神奇了; 我没想到
هذا مدهش جدا; لم أكن أعرف ذلك
یہ بہت دلچسپ ہے; مجھے معلوم نہیں تھا; das ist ja spannend; wie seltsam; das wusste ich noch nicht
c'est vraiment étonnant; je ne savais pas; isso é muito curioso; eu não sabia; che strano
non lo sapevo
"""
INTRODUCED = """
Hello, I am Zoë from Graz.; Hi, I'm Bo Lind. Nice to meet you!; my name is Zoë; My name is Bo Lind
I'm new here; hi all, I am new to this group; Hola, soy Inés de Jaca; me llamo Inés
soy nueva aquí; привет, меня зовут Инна; Привет, я Инна из Твери; я тут новичок; 你好，我叫小林
我是新来的; اسمي ليلى; أنا جديدة هنا; میرا نام لیلی ہے; میں یہاں نیا ہوں; Ich heiße Uwe
Hallo, ich bin Uwe aus Jena; ich bin neu hier; Bonjour, je m'appelle Zoé; je suis nouvelle ici
olá, meu nome é Inês; Ciao, mi chiamo Ivo; sono nuovo qui
"""


@pytest.mark.parametrize(("listed", "talk"), [(REMARKED, Talk.REMARK), (INTRODUCED, Talk.GREETING)])
def test_what_is_said_of_an_answer_or_of_oneself_asks_nothing(listed: str, talk: Talk) -> None:
    for said in listed.replace("\n", ";").split(";"):
        found = find_small_talk(said.strip()) if said.strip() else None
        is_thanks = found is not None and "thanks" in said and found.talk is Talk.THANKS
        assert not said.strip() or is_thanks or (found and found.talk is talk), said


def test_what_somebody_is_may_be_asked_about(retriever: Retriever) -> None:
    for said in ("Hi, I am Mary", "my name is flint", "Hello, I'm Lighthouse"):
        assert find_small_talk(said) is not None
        assert read_small_talk(said, retriever) is None
    for said in ("Hi, I am Zoë from Skerry", "My name is Mary", "Hello, my name is Zoë Flint"):
        assert read_small_talk(said, retriever) is Talk.GREETING


SHORT_QUESTIONS = """
opening hours; who is this for; help with rent; good morning market times; thank you letter template
how to use the washing machine; what is this tax; what do you know about Lisbon; test results
night bus; no deal brexit; bar opening times; can you help with visas; who made this bell
menu prices; can you help me find a doctor; how are you funded
are you open on sunday; does this work with kids
is this a bot attack; is anyone there at night; test 1 2 3 blood; whats new in 1905; bye laws
horario de apertura; ayuda con el alquiler; cómo va el alquiler; помощь с арендой; как жизнь рыбака
营业时间; 怎么使用相机; 有人吗是谁写的; 房租帮助; مواعيد العمل; مساعدة في الايجار; کرائے میں مدد
are you a person with a visa; see you tomorrow film; is this a program; это программа
what is your refund policy; have a good day care; how old are the walls; test message format
ты человек книга; cuál es su función; 你好几岁上学; wie alt ist der turm; do you sleep on board
wie funktioniert das gesetz; comment ça marche un moteur
I am Ukrainian; hi, I am a student; hello, I'm looking for the ferry; hi, I am Zoë and need a visa
my name is spelled wrong; my name is on the list; hi, I'm Zoë, when do you open; I am pregnant
hi, my name is Zoë, where is the gate; is that interesting; how sad was the king; no way out film
what a surprise party costs; no idea how to pay; this is strange weather; new here where do I pay
I did not know the password; new here rules; hola, soy estudiante; привет, я студент из Казани
hallo, ich bin Rentner; wie spannend ist das Buch; das ist schade für wen; 我是学生; انا مريض
bonjour, je suis malade; je ne savais pas quoi faire; me llamo como mi padre; how come
why; what?; how so
"""


def test_short_questions_beside_the_phrases_are_none() -> None:
    asked = [part.strip() for part in SHORT_QUESTIONS.replace("\n", ";").split(";")]
    assert [question for question in asked if question and find_small_talk(question)] == []


def _open(settings: Settings, encoder: Encoder, files: dict[str, str]) -> Retriever:
    build_harbour(settings, encoder, files)
    return Retriever(load_index(BuildFolder(settings.index_dir), encoder), encoder)


@pytest.fixture
def retriever(bot_settings: Settings, encoder: Encoder) -> Retriever:
    return _open(bot_settings, encoder, FILES | {"nice.md": NICE})


def test_small_talk_is_known_in_many_languages() -> None:
    missed = [line for line in TALK if find_small_talk(line) is None]
    assert len(TALK) >= 60
    assert len(missed) <= 0.03 * len(TALK), missed


def test_short_questions_and_subjects_are_none() -> None:
    assert len(SHORT) >= 100
    assert [line for line in SHORT if find_small_talk(line)] == []


@pytest.mark.parametrize("question", BEGIN_ALIKE)
def test_a_question_that_begins_as_small_talk_is_one(question: str) -> None:
    assert find_small_talk(question) is None


def test_no_question_is_small_talk_however_it_is_typed() -> None:
    assert len(QUESTIONS) > 150
    for question in QUESTIONS:
        bare = "".join(c if c.isalnum() or c.isspace() else " " for c in question.lower())
        long = " ".join(word for word in bare.split() if len(word) > 3)
        for typed in (question, bare, f"{bare.strip()}?", long, f"hi, {bare}", f"thanks! {bare}"):
            assert find_small_talk(typed) is None, typed


@pytest.mark.parametrize(
    "asked",
    [
        "why?",
        "when was it built?",
        "and the lamp?",
        "the lamp",
        "thanks, who keeps the lighthouse?",
        "hi, what is the lamp?",
        "what is this lighthouse about?",
        "who are you talking about in the storm?",
        "no smoking",
        "yes minister",
        "thank you letter",
        "good harbour",
        "goodbye lenin",
        "the answer",
        "information",
        "html5",
        "tree",
        "were",
        "power",
        "quote",
        "1871",
        "Nice weather in January",
        "什么是灯塔？",
        "谢谢卡",
        "кто построил маяк",
        "متى بنيت المنارة",
        "یہ مینار کس نے بنایا",
        "hello " * 40,
    ],
)
def test_questions_and_subjects_are_no_small_talk(asked: str) -> None:
    assert find_small_talk(asked) is None


@pytest.mark.parametrize(
    ("said", "talk"),
    [
        ("Hello there, thanks!", Talk.THANKS),
        ("heyyy, what can u do?", Talk.ABOUT),
        ("muchas graciass", Talk.THANKS),
        ("gn everyone", Talk.FAREWELL),
        ("Hi! What can you do?", Talk.ABOUT),
        ("ok bye", Talk.FAREWELL),
        ("👋", Talk.GREETING),
        ("🙏🏾", Talk.THANKS),
        ("👍", Talk.REMARK),
        ("?", Talk.UNCLEAR),
        ("@somebody hello", Talk.GREETING),
        ("you are stupid", Talk.COMPLAINT),
        ("Cheers, but you did not answer my question", Talk.COMPLAINT),
        ("谢谢，但是这不是我想问的", Talk.COMPLAINT),
        ("Danke, aber das war nicht meine Frage", Talk.COMPLAINT),
        ("no, but thanks", Talk.THANKS),
        ("sdfghjkl", Talk.UNCLEAR),
        ("йцукен", Talk.UNCLEAR),
    ],
)
def test_what_is_said_is_told_apart(said: str, talk: Talk) -> None:
    found = find_small_talk(said)
    assert found is not None
    assert found.talk is talk


def test_each_phrase_is_itself() -> None:
    for phrases in PHRASES.values():
        for phrase in phrases.replace("\n", ",").split(","):
            assert not phrase.strip() or find_small_talk(phrase.strip()) is not None, phrase


@given(st.text(max_size=300))
def test_nothing_breaks_it(text: str) -> None:
    said = find_small_talk(text)
    assert said is None or len(text) <= 200


def test_a_title_or_heading_is_searched_unless_it_is_a_greeting(
    retriever: Retriever, bot_settings: Settings, encoder: Encoder
) -> None:
    for subject in ("Nice", "nice", "ping", "zxcvbnm"):
        assert find_small_talk(subject) is not None
        assert read_small_talk(subject, retriever) is None
        assert answer_question(subject, retriever, 5, 0.5).outcome is not AnswerOutcome.SMALL_TALK
    for said in ("test", "asdf", "thanks", "wow", "stop"):
        assert read_small_talk(said, retriever) is not None
    named = _open(bot_settings, encoder, {"hello.md": "# Hello\n\nA word said in the morning.\n"})
    assert read_small_talk("hello", named) is Talk.GREETING
    assert read_small_talk("nice", named) is Talk.REMARK


def test_a_greeting_of_another_language_is_searched_where_something_is_called_so(
    bot_settings: Settings, encoder: Encoder
) -> None:
    named = _open(
        bot_settings,
        encoder,
        {
            "merhaba.md": "# Merhaba\n\nA hamlet of nine houses above the reservoir.\n",
            "moin.md": "# Moin (newspaper)\n\nIt came out in the port each Friday.\n",
            "words.md": "# Words\n\nHej\n: A basket of willow.\n\nLute\n: A boat.\n",
            "people.md": "# Ida Czesc\n\nShe kept bees. Ahoj was the name of her dog.\n",
        },
    )
    for called in ("Merhaba", "merhaba!", "moin", "Hej?"):
        assert read_small_talk(called, named) is None
        answer = answer_question(called, named, 5, 0.5)
        assert answer.answered
    for said in ("czesc", "ahoj", "ciao", "hello", "merhaba hello"):
        assert read_small_talk(said, named) is Talk.GREETING


THINGS = """---
title: Night buses to the market hall
---
The man at the bar uses a robot, and friends of his rang the bell. 机器人每天早上打扫大厅。

## Deal with the port, and its menu

Both were written in a single night.

## Thank you for smoking

The tag at the gate names the boat. 朋友们都来帮忙。 Друзья собрались у маяка.
"""


ASKED = (
    *("how to use bar", "what is this bar?", "Who is this man?", "what do you know about man"),
    *("hi, what is this robot?", "can you help friends", "was ist das Tag", "怎么使用机器人"),
    *("帮助朋友", "помоги друзья", "night", "no deal", "ok, menu", "menu please"),
    *("thank you for smoking director", "Thank you for smoking"),
)
SPOKEN = (
    *("good night", "night, everyone", "thanks man", "what is this, man?", "hey friends"),
    *("who are you", "thanks, deal!", "good morning team", "how to use this bot", "谢谢朋友"),
    *("help me, friends", "can you help me", "gute nacht leute", "guten tag", "ok man"),
    *("thank you", "thank you for the menu"),
)


def test_a_thing_of_the_articles_is_searched_and_who_is_spoken_to_is_none(
    retriever: Retriever, bot_settings: Settings, encoder: Encoder
) -> None:
    assert [asked for asked in ASKED if read_small_talk(asked, retriever) is None] == []
    named = _open(bot_settings, encoder, {"night.md": THINGS})
    assert [asked for asked in ASKED if read_small_talk(asked, named)] == []
    assert [said for said in SPOKEN if read_small_talk(said, named) is None] == []


def test_small_talk_is_neither_searched_nor_a_follow_up(retriever: Retriever) -> None:
    for said in ("thanks!", "?", "👍", "ok"):
        answer = answer_question(said, retriever, 5, 0.0, KEEPER_QUESTION)
        assert (answer.outcome, answer.quotes) == (AnswerOutcome.SMALL_TALK, ())
        assert (answer.answered, answer.confidence, answer.before) == (False, 0.0, None)


def test_openers_are_what_the_owner_insists_on_then_questions_then_titles(
    retriever: Retriever,
) -> None:
    found = find_openers(retriever.index, ())
    assert (found.count, found.questions) == (5, ("What does the funicular cost?",))
    assert len(found.questions) + len(found.titles) == MAX_OPENERS
    first = find_openers(retriever.index, (KEEPER_QUESTION, "x" * 500))
    assert first.questions == (KEEPER_QUESTION, "What does the funicular cost?")
    none = find_openers(retriever.index, (), frozenset({"elsewhere"}))
    assert (none.count, none.questions, none.titles) == (0, (), ())


def test_the_reply_says_what_there_is_to_ask(retriever: Retriever) -> None:
    openers = find_openers(retriever.index, (KEEPER_QUESTION,))
    for talk in (Talk.GREETING, Talk.ABOUT, Talk.UNCLEAR):
        reply = word_talk(talk, openers)
        assert "5 articles" in reply
        assert f"• {KEEPER_QUESTION}" in reply
        assert reply.count("•") == MAX_OPENERS
        assert word_talk(talk, openers, "Ask about Skerry.") == "Ask about Skerry."
    for talk in (Talk.THANKS, Talk.FAREWELL, Talk.REMARK, Talk.COMPLAINT):
        assert "\n" not in word_talk(talk, openers, "Ask about Skerry.")


@pytest.mark.parametrize(
    "message",
    [
        *("that's all for now", "ok, that's all I needed", "thanks, that will be all for today"),
        *("Das war alles für heute", "C'est tout pour le moment", "Eso es todo por ahora"),
        *("É tudo por hoje", "È tutto per oggi", "Это всё на сегодня"),
    ],
)
def test_who_has_done_asks_nothing(message: str) -> None:
    assert find_small_talk(message) is not None
    assert find_small_talk(f"{message} the lamp") is None
