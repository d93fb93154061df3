"""Several questions in one message."""

import json
from pathlib import Path

import pytest

from bot.answers.answer import quotes_to_show
from bot.answers.notes import PartUnanswered
from bot.answers.parts import MAX_CHARACTERS, split_halves, split_parts
from bot.answers.pipeline import answer_question
from bot.cli.commands.ask import render_json, render_text
from bot.telegram.messages.answers import render_answer
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index

TEXT = """# The island

The baker Ivo Marsh sells bread on the quay from six in the morning until the last loaf is gone.

## Crane

The old crane was built in 1888 by two brothers from the mainland and lifts ten tons.

## Inn

A night in the inn costs nine crowns, and breakfast with smoked fish is part of it.
"""
BAKER, CRANE, INN = "Who sells bread?", "When was the crane built?", "How much is a night?"


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder: Path = tmp_path_factory.mktemp("texts")
    (folder / "island.md").write_text(TEXT, "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (f"{BAKER} {CRANE}", ["Ivo Marsh", "1888"]),
        (f"{CRANE} And {INN.lower()}", ["1888", "nine crowns"]),
        (f"Hello! {CRANE} {BAKER} Thanks.", ["1888", "Ivo Marsh"]),
        (f"1) {CRANE}\n2) {BAKER}", ["1888", "Ivo Marsh"]),
        ("When was the crane built and how much is a night in the inn?", ["1888", "nine crowns"]),
        ("when was the crane built and does breakfast come with a night", ["1888", "nine crowns"]),
        ("how much is a night and can the crane lift ten tons", ["nine crowns", "ten tons"]),
        ("does the baker sell bread and does the crane lift ten tons", ["Ivo Marsh", "ten tons"]),
        ("who sells bread on the quay; when was the crane built?", ["Ivo Marsh", "1888"]),
        ("Tell me about the crane. And about the inn.", ["1888", "nine crowns"]),
        ("Tell me about the crane. About the inn.", ["1888", "nine crowns"]),
        ("Tell me about the crane. And the inn.", ["1888", "nine crowns"]),
        ("How much does the crane lift? And the inn?", ["ten tons", "nine crowns"]),
        ("What is the crane and the inn?", ["1888", "nine crowns"]),
    ],
)
def test_each_question_has_its_quote(retriever: Retriever, message: str, words: list[str]) -> None:
    answer = answer_question(message, retriever, 5, 0.5)
    assert answer.answered
    assert answer.question == message
    shown = quotes_to_show(answer)
    assert [word in quote.text for word, quote in zip(words, shown, strict=True)] == [True, True]
    record = json.loads(render_json(answer, 1.0))
    assert [quote["for"] for quote in record["quotes"][:2]] == [quote.asked for quote in shown]
    for rendered in (render_text(answer, None), render_answer(answer).text):
        places = [rendered.index(quote.asked or "?") for quote in shown]
        assert places == sorted(places)
        assert rendered.index(shown[0].text) < places[1] < rendered.index(shown[1].text)


def test_no_quote_comes_again_behind_those_that_each_question_has(retriever: Retriever) -> None:
    """Both find the same three passages."""
    quotes = answer_question(f"{BAKER} {CRANE}", retriever, 6, 0.5).quotes
    assert len({quote.text for quote in quotes}) == len(quotes) == 3
    again = answer_question("Who sells bread? And who sells bread on the quay?", retriever, 6, 0.5)
    assert [quote.text for quote in again.quotes].count(quotes[0].text) <= 2


def test_the_same_is_asked_of_another_thing(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("texts")
    barn = "The barn has a roof of straw. Ann Pike built it in 1690. Owls nest in it in spring."
    shed = "The shed is tarred each autumn. Bo Reed built it in 1741. Nets hang in it to dry."
    (folder / "barn.md").write_text(f"# The barn\n\n{barn}\n", "utf-8")
    (folder / "shed.md").write_text(f"# The shed\n\n{shed}\n", "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    retriever = Retriever(load_index(builds, encoder), encoder)
    barn_quote, shed_quote = answer_question(
        "What nests in the barn? And the shed?", retriever, 2, 0.5
    ).quotes
    assert "Owls nest" in barn_quote.text
    assert shed_quote.article.title == "The shed"
    first, second = answer_question("Who built the barn? And the shed?", retriever, 2, 0.5).quotes
    assert ("Ann Pike" in first.text, "Bo Reed" in second.text) == (True, True)
    assert [first.asked, second.asked] == ["Who built the barn?", "And the shed?"]


def test_what_is_not_answered_is_told(retriever: Retriever) -> None:
    answer = answer_question(f"{CRANE} Who rules Mongolia?", retriever, 5, 0.5)
    assert answer.answered
    assert PartUnanswered("Who rules Mongolia?") in answer.notes
    assert len(quotes_to_show(answer)) == 1


def test_what_no_article_names_is_told_of_a_part(retriever: Retriever) -> None:
    answer = answer_question("When was the crane built and who is the bishop?", retriever, 5, 0.5)
    assert answer.answered
    assert PartUnanswered("who is the bishop?") in answer.notes
    whole = answer_question("When was the crane built and for what weight?", retriever, 5, 0.5)
    assert whole.answered
    assert whole.notes == ()


def test_one_question_has_no_name(retriever: Retriever) -> None:
    record = json.loads(render_json(answer_question(CRANE, retriever, 5, 0.5), 1.0))
    assert all("for" not in quote for quote in record["quotes"])


@pytest.mark.parametrize(
    "dress",
    [
        "Hello! {}",
        "Good morning everyone, quick question: {}",
        "Can you please tell me: {} Thanks in advance!",
        "We are here for a week. {}",
        "{} 🙏🙏",
        "@island_bot {}??",
        "{}\n\nBest regards\nAnn",
    ],
)
@pytest.mark.parametrize("question", [BAKER, CRANE, INN])
def test_courtesy_costs_nothing(retriever: Retriever, question: str, dress: str) -> None:
    bare = answer_question(question, retriever, 5, 0.5)
    dressed = answer_question(dress.format(question), retriever, 5, 0.5)
    assert dressed.quotes[0].text == bare.quotes[0].text
    assert dressed.confidence == pytest.approx(bare.confidence, abs=0.1)


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
        ("how old is the quay and can i moor there", ("how old is the quay", "can i moor there")),
        ("Is the quay old and are boats let?", ("Is the quay old", "are boats let?")),
        ("¿Cuánto cuesta y se puede remar?", ("¿Cuánto cuesta", "se puede remar?")),
        ("Сколько это стоит и можно ли грести?", ("Сколько это стоит", "можно ли грести?")),
        ("كم يكلف القارب وهل يمكن التجديف؟", ("كم يكلف القارب", "هل يمكن التجديف؟")),
        ("Was kostet es und darf ich rudern?", ("Was kostet es", "darf ich rudern?")),
        ("Combien ça coûte et peut-on ramer ?", ("Combien ça coûte", "peut-on ramer ?")),
        ("船多贵，可以划船吗？", ("船多贵", "可以划船吗？")),
        ("Who rows; when does it leave?", ("Who rows", "when does it leave?")),
    ],
)
def test_a_link_before_a_word_that_asks_joins_two(question: str, halves: tuple[str, ...]) -> None:
    assert split_halves(question) == halves


@pytest.mark.parametrize(
    "question",
    [
        "Who rows?",
        "Do cats and dogs swim?",
        "Can I row and swim here?",
        "Who rows and has two boats?",
        "Who made the coat and hat for Ann?",
        "Who are the father and son in the boat?",
        "The quay is old and can I moor there?",
        "谁在划船，为了钱？",
        "کشتی کون اور کس لیے" * MAX_CHARACTERS,
        "",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert split_halves(question) == (question,)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What is a quern and a saddle?", ("What is a quern", "What is a saddle")),
        ("What are querns & saddles", ("What are querns & saddles",)),
        ("Who was Quern and Saddle?", ("Who was Quern and Saddle?",)),
        ("Who was Ann Harrow and Tom Pike?", ("Who was Ann Harrow", "Who was Tom Pike")),
        (
            "what's a quern, a saddle and a bit?",
            ("what's a quern", "what's a saddle", "what's a bit"),
        ),
        ("Was ist eine Mühle und ein Sattel?", ("Was ist eine Mühle", "Was ist ein Sattel")),
        ("¿Qué es una muela y una silla?", ("¿Qué es una muela", "¿Qué es una silla")),
        (
            "Qu’est-ce qu’une meule et une selle ?",
            ("Qu’est-ce qu’une meule", "Qu’est-ce qu’une selle"),
        ),
        ("Что такое жёрнов и седло?", ("Что такое жёрнов", "Что такое седло")),
        ("who rows and who steers and where is it", ("who rows", "who steers", "where is it")),
        ("What is the first and last letter?", ("What is the first and last letter?",)),
        (
            "What is the width of a quern and a saddle?",
            ("What is the width of a quern and a saddle?",),
        ),
        ("What is the salt and the price of oil?", ("What is the salt and the price of oil?",)),
    ],
)
def test_each_of_several_things_is_asked_for(question: str, parts: tuple[str, ...]) -> None:
    assert split_parts(question) == parts
