"""Questions that need the one before them, over the shipped articles and small ones in six
languages."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.answers.answer import Answer, quotes_to_show
from bot.answers.follow_ups import (
    ask_for_unit,
    asks_the_same,
    drop_link,
    find_person,
    is_pointing,
    join_questions,
    points_back,
)
from bot.answers.notes import PartUnanswered, UnderstoodAfter, UnitAbsent
from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import read_question_file
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index
from tests.benchmarks.follow_ups import find_answered, make_chat, read_follow_ups
from tests.support.paths import DATA


@pytest.mark.parametrize(
    "question",
    [
        "When was it created?",
        "And in 2017?",
        "Why?",
        "What about the navy?",
        "What did they say?",
        "Where are these units based today?",
    ],
)
def test_questions_that_point_back(question: str) -> None:
    assert points_back(question)


@pytest.mark.parametrize(
    "question",
    [
        *(
            "¿Y cuándo?",
            "¿Quién lo construyó y cuánto costó su torre?",
            "¿Y qué altura tiene el dique?",
        ),
        *(
            "А когда?",
            "Сколько лет он там проработал смотрителем?",
            "А кто построил дамбу у порта?",
        ),
        *("ومتى؟", "كم سنة عمل هو هناك حارسا للمنارة؟", "ومن بنى السد القريب من الميناء؟"),
        *("اور کب؟", "وہ وہاں کتنے سال چوکیدار رہا تھا؟", "اور بند کس نے بنوایا تھا آخر؟"),
        *("那什么时候？", "他在那里当了多少年看守人？", "还有，港口的堤坝是谁修的？"),
        *(
            "Und wann?",
            "Wie lange hat er dort als Wärter gearbeitet?",
            "Aber wer hat den Damm gebaut?",
        ),
        *(
            "Et lui ?",
            "Combien de temps elle y a travaillé ?",
            "Mais qui a construit la digue du port ?",
        ),
        *("他呢？", "Qu'en est-il de la digue du vieux port ?", "ماذا عن السد القريب من الميناء؟"),
    ],
)
def test_questions_that_point_back_in_other_languages(question: str) -> None:
    assert points_back(question)


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuál es la altura de la torre del puerto?",
        "¿Quiénes son los guardianes de la presa?",
        "Кто построил дамбу у старого порта?",
        "Какова высота башни маяка на мысу?",
        "ما ارتفاع برج المنارة على الرأس؟",
        "بندرگاہ کے مینار کی اونچائی کتنی ہے؟",
        "港口的灯塔有多高？",
        "其他城市的灯塔有多高？",
        "Wie hoch ist der Turm am alten Hafen?",
        "Quelle est la hauteur de la tour du port ?",
    ],
)
def test_questions_that_stand_alone_in_other_languages(question: str) -> None:
    assert not points_back(question)


@pytest.mark.parametrize(
    ("polite", "asked"),
    [
        ("Thanks! And when was it built?", "And when was it built?"),
        ("Thank you very much, and who paid?", "and who paid?"),
        ("Gracias. ¿Y quién lo construyó?", "¿Y quién lo construyó?"),
        ("Спасибо, а кто её построил?", "а кто её построил?"),
        ("شكرا! ومن بناها؟", "ومن بناها؟"),
        ("谢谢！那是谁建的？", "那是谁建的？"),
        ("Danke! Und wer hat ihn bezahlt?", "Und wer hat ihn bezahlt?"),
        ("And when? Thanks a lot!", "And when?"),
    ],
)
def test_thanks_around_a_follow_up_are_left_out(polite: str, asked: str) -> None:
    assert points_back(polite)
    assert join_questions("Where is the mill?", polite) == f"Where is the mill? {asked}"


@pytest.mark.parametrize("said", ["Thanks!", "ok", "Thank you and goodbye!", "谢谢！", "Спасибо."])
def test_thanks_alone_point_nowhere(said: str) -> None:
    assert not points_back(said)


@pytest.mark.parametrize(
    "question",
    [
        "How many troops does the Special Security Division have?",
        "Who guards the port of Gwadar?",
        "Why is the sky blue today?",
        "What is the boiling point of ethanol?",
        "It says that " + "the harbour wall was repaired, and that " * 10,
    ],
)
def test_questions_that_stand_alone(question: str) -> None:
    assert not points_back(question)


@pytest.mark.parametrize(
    ("question", "is_same"),
    [
        ("And for children?", True),
        ("In winter?", True),
        ("Y los domingos?", True),
        ("And who pays?", False),
        ("Does it?", False),
        ("And who pays for the repair of the mill?", False),
        ("那是谁付的钱？", False),
    ],
)
def test_some_ask_the_same_of_another_circumstance(question: str, is_same: bool) -> None:
    assert asks_the_same(question) is is_same


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Ann?", "Ann"),
        ("Thanks! Who's ann harrow?", "ann harrow"),
        ("¿Quién es Ana?", "Ana"),
        ("Кто такой Иван?", "Иван"),
        ("Who is she?", None),
        ("Who is that?", None),
        ("And who is Ann?", None),
        ("Where is Ann?", None),
        ("Wer ist Vorsitzender?", None),
    ],
)
def test_a_person_may_be_asked_for_by_name(question: str, name: str | None) -> None:
    assert find_person(question) == name


def test_who_is_asked_for_by_name_is_no_one_of_the_question_before(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("texts")
    text = "The ferry was painted by the guild in May. Ask Ann Harrow what it cost, or the keeper."
    (folder / "ferry.md").write_text(f"# The ferry\n\n{text}\n", "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    retriever = Retriever(load_index(builds, encoder), encoder)
    before = "When was the ferry painted?"
    for question in ("Who is Ann?", "who is ann?", "who is ann harrow?"):
        answer = answer_question(question, retriever, 3, 0.5, before=before)
        assert not answer.answered or "Ann Harrow" in answer.quotes[0].text
    assert answer_question("Who is Bob?", retriever, 3, 0.5, before=before).before is None
    assert answer_question("who is keeper?", retriever, 3, 0.5, before=before).before


def test_both_are_one_question() -> None:
    assert join_questions(" Who? ", "When was it? ") == "Who? When was it?"


@pytest.fixture(scope="module")
def retriever(
    encoder: Encoder, project_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Retriever:
    articles = project_dir / "corpus" / "articles"
    folder = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(articles), articles, encoder, folder)
    return Retriever(load_index(folder, encoder), encoder)


def test_follow_ups_are_answered_with_the_question_before(retriever: Retriever) -> None:
    pairs = read_follow_ups()
    assert len(pairs) >= 20
    assert len(find_answered(pairs, retriever, together=True)) >= 0.85 * len(pairs)
    assert len(find_answered(pairs, retriever, together=False)) <= 0.2 * len(pairs)


@dataclass(frozen=True, slots=True)
class Talked:
    """Articles in one language, the first question on them, and follow-ups to it."""

    retriever: Retriever
    before: str
    two: list[tuple[str, list[str | None]]]
    one: list[tuple[str, str]]

    def ask(self, question: str, before: str | None = None) -> Answer:
        """The answer to `question` behind the first question, or behind `before`."""
        return answer_question(question, self.retriever, 3, 0.5, before or self.before)


@pytest.fixture(scope="module", params=["en", "es", "ru", "ar", "ur", "zh"])
def talked(
    request: pytest.FixtureRequest, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Talked:
    records = map(json.loads, (DATA / "follow_up_articles.jsonl").read_text().splitlines())
    record = next(record for record in records if record["language"] == request.param)
    articles = tmp_path_factory.mktemp("articles")
    for number, text in enumerate(record["articles"]):
        (articles / f"{number}.md").write_text(text)
    folder = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(articles), articles, encoder, folder)
    two = [(one["question"], one["answers"]) for one in record["two"]]
    one = [(one["question"], one["answer"]) for one in record["one"]]
    return Talked(Retriever(load_index(folder, encoder), encoder), record["before"], two, one)


def test_both_parts_of_a_follow_up_have_their_quotes(talked: Talked) -> None:
    for question, answers in talked.two:
        answer = talked.ask(question)
        shown = quotes_to_show(answer)
        first = {quote.asked: quote.text for quote in reversed(shown)}
        for number, words in enumerate(answers):
            if words is None:
                assert [type(note) for note in answer.notes] == [PartUnanswered]
                continue
            texts = list(first.values())
            assert words in (texts[::-1][number] if len(texts) > 1 else texts[0]), question


def test_the_answer_before_is_not_given_again(talked: Talked) -> None:
    for question, words in talked.one:
        answer = talked.ask(question)
        assert answer.answered, question
        assert words in answer.quotes[0].text, question


def test_parts_that_need_the_question_before_say_so(talked: Talked) -> None:
    for question, _ in talked.two:
        answer = talked.ask(question)
        has_note = any(isinstance(note, UnderstoodAfter) for note in answer.notes)
        assert has_note is (answer.before == talked.before), question
        assert answer.answered, question


def test_what_no_article_knows_is_no_follow_up(talked: Talked) -> None:
    far = "Who won the 1998 curling cup of Ottawa?"
    for question, _ in talked.one:
        assert talked.ask(question, far).before != far or not talked.ask(question, far).answered


@pytest.mark.parametrize("word", ["ومتى", "ومن", "него", "them", "и"])
def test_words_that_name_nothing(word: str) -> None:
    assert is_pointing(word)


@pytest.mark.parametrize("word", ["وادي", "мост", "bridge", ""])
def test_words_that_name_something(word: str) -> None:
    assert not is_pointing(word)


@pytest.mark.soak
def test_no_question_that_stands_alone_loses_its_answer(retriever: Retriever) -> None:
    data = DATA
    chat = make_chat(read_question_file(data / "shipped_questions.jsonl"))
    alone = find_answered(chat, retriever, together=False)
    assert alone
    assert find_answered(chat, retriever, together=True) >= alone


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("And when?", "when?"),
        ("Y cuándo?", "cuándo?"),
        ("When?", "When?"),
        ("And", "And"),
        ("", ""),
    ],
)
def test_a_link_before_what_is_asked_is_dropped(question: str, bare: str) -> None:
    assert drop_link(question) == bare


def test_another_circumstance_is_asked_of_what_was_asked_before(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("texts")
    fares = (
        "Way;For adults;For children\nFerry, one way;9 crowns;4 crowns\nPunt, one way;3 crowns;free"
    )
    (folder / "fares.csv").write_text(fares, "utf-8")
    for number in range(24):  # more than are looked at
        text = f"Class {number} is for children, and children are met there for {number} hours."
        (folder / f"{number}.md").write_text(f"# Class {number} for children\n\n{text}\n", "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    retriever = Retriever(load_index(builds, encoder), encoder)
    before = "What does the ferry cost for adults?"
    answer = answer_question("And for children?", retriever, 3, 0.5, before=before)
    assert "4 crowns" in answer.quotes[0].text


def test_the_same_is_asked_of_another_thing(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("texts")
    barge = "The barge was painted green by Nils Orm. It sleeps six. A week on it costs 90 crowns."
    cabin = "The cabin lies in a birch wood. It sleeps four. A week in it costs 70 crowns."
    (folder / "barge.md").write_text(f"# The barge\n\n{barge}\n", "utf-8")
    (folder / "cabin.md").write_text(f"# The cabin\n\n{cabin}\n", "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    retriever = Retriever(load_index(builds, encoder), encoder)
    before = "What does a week on the barge cost?"
    for question in ("And the cabin?", "What about the cabin?"):
        answer = answer_question(question, retriever, 3, 0.5, before=before)
        assert answer.before == before
        assert "70 crowns" in answer.quotes[0].text
        assert all(quote.article.title == "The cabin" for quote in answer.quotes)
    own = "Where does the cabin lie and what does it cost?"
    answer = answer_question(own, retriever, 3, 0.5, before="What colour is the barge?")
    assert ["70 crowns" in quote.text for quote in quotes_to_show(answer)] == [True, True]
    assert answer.before is None
    told = answer_question("And the cabin?", retriever, 3, 0.5, before="Tell me of the barge.")
    assert told.before is None


RULES = {
    "tarn.md": "# Tarn rules\n\n## 3. Boats\n\nBoats are chained to the jetty at night.\n\n"
    "## 4. Dogs\n\nDogs stay at home.\n",
    "beck.md": "# Beck rules\n\n## § 3 Flies\n\nFishing is by fly only.\n\n"
    "## § 4 Bags\n\nEach member may take two trout a day.\n",
    "treaty-2.md": "# Treaty 2\n\n## Article 1\n\nTolls on the pass are abolished.\n",
    "treaty-3.md": "# Treaty 3\n\n## Article 1\n\nThe silver penny weighs 20 grains.\n",
}
OF_TREATY = "What does article 1 of treaty 2 say?"
OF_TARN = "What does section 3 of the tarn rules say?"


@pytest.fixture(scope="module")
def rules(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder: Path = tmp_path_factory.mktemp("rules")
    for name, text in RULES.items():
        (folder / name).write_text(text, "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.mark.parametrize(
    ("before", "question", "quoted"),
    [
        (OF_TARN, "And section 4?", "Dogs stay at home."),
        (OF_TARN, "Thanks! And section 4?", "Dogs stay at home."),
        ("§ 3 of the beck rules", "And section 4", "Each member may take two trout a day."),
        ("beck rules, § 4", "and § 3?", "Fishing is by fly only."),
        (OF_TREATY, "And treaty 3?", "The silver penny weighs 20 grains."),
        (OF_TREATY, "what about in the treaty 3?", "The silver penny weighs 20 grains."),
        (OF_TREATY, "And 3?", "The silver penny weighs 20 grains."),
        ("article 1 of treaty 2", "And version 3?", "The silver penny weighs 20 grains."),
        ("article 1 of treaty 2", "And the 3.0 one?", "The silver penny weighs 20 grains."),
    ],
)
def test_another_unit_is_one_of_the_article_that_was_named(
    rules: Retriever, before: str, question: str, quoted: str
) -> None:
    answer = answer_question(question, rules, 3, 0.5, before)
    assert [quote.text for quote in quotes_to_show(answer)] == [quoted]
    assert (answer.question, answer.before) == (question, before)
    assert answer.notes[0] == UnderstoodAfter(before)


@pytest.mark.parametrize("question", ["And 5?", "And treaty 4?", "And 3 treaties?", "And beck 3?"])
def test_what_is_no_other_article_of_that_name_is_not_asked_for_the_unit(
    rules: Retriever, question: str
) -> None:
    assert ask_for_unit(OF_TREATY, question, rules) is None


def test_a_unit_that_the_article_has_not_is_absent_there(rules: Retriever) -> None:
    answer = answer_question("And section 9?", rules, 3, 0.5, OF_TARN)
    assert not answer.answered
    assert UnitAbsent("section 9 of the tarn rules") in answer.notes


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (OF_TARN, "And section 4 of the beck rules?"),
        ("Who guards the jetty?", "And section 4?"),
        ("What does section 3 say?", "And section 4?"),
    ],
)
def test_a_unit_that_says_itself_of_what_it_is_needs_nothing_before_it(
    rules: Retriever, before: str, question: str
) -> None:
    answer = answer_question(question, rules, 3, 0.5, before)
    alone = answer_question(question, rules, 3, 0.5)
    assert [quote.text for quote in answer.quotes] == [quote.text for quote in alone.quotes]
    assert answer.before is None
