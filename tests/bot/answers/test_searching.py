"""Which words of a question are told as missing, and what somebody said or wrote."""

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


@pytest.fixture(scope="module")
def club(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """A chat, two mails of which one quotes the other, and a list of prices."""
    folder = tmp_path_factory.mktemp("club")
    (folder / "chat.txt").write_text(
        "03/06/2025, 08:02 - Ines Vogt: Who feeds the goats?\n"
        "03/06/2025, 08:05 - Karl Bremer: So no hay before Friday?\n"
        "03/06/2025, 08:09 - Ines Vogt: The barn is dry again, the roof holds\n",
        "utf-8",
    )
    own = "The kiln was lit this morning. It is fed with birch, and cools until Sunday."
    (folder / "list.mbox").write_text(
        "From ines@example.org Mon Jun 02 09:00:00 2025\n"
        "From: Ines Vogt <ines@example.org>\nSubject: The kiln\n"
        "Date: Mon, 02 Jun 2025 09:00:00 +0200\nMessage-ID: <k1@example.org>\n\n"
        f"Hello all,\n\n{own}\n\nPlease keep the yard free.\n\n"
        "From karl@example.org Mon Jun 02 11:00:00 2025\n"
        "From: Karl Bremer <karl@example.org>\nSubject: Re: The kiln\n"
        "Date: Mon, 02 Jun 2025 11:00:00 +0200\nIn-Reply-To: <k1@example.org>\n\n"
        "On Mon, 2 Jun 2025 at 09:00, Ines Vogt <ines@example.org> wrote:\n"
        f"> {own}\n\nI shall bring the pots on Saturday then.\n\nKarl\n",
        "utf-8",
    )
    (folder / "fees.csv").write_text(
        "Thing;Fee for pupils;Pledge\nWheel, an hour;2,00 EUR;5 EUR\nKiln, a day;9,00 EUR;30 EUR\n"
    )
    builds = BuildFolder(tmp_path_factory.mktemp("club-index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did Karl Bremer say about Friday?", "So no hay before Friday?"),
        ("what did karl say about friday", "So no hay before Friday?"),
        ("what did karl write about pots", "I shall bring the pots on Saturday then."),
    ],
)
def test_what_somebody_said_is_theirs(club: Retriever, question: str, said: str) -> None:
    answer = answer_question(question, club, 3, 0.5)
    assert answer.answered
    assert said in answer.quotes[0].text
    assert {quote.passage.speaker for quote in answer.quotes} == {"Karl Bremer"}


def test_of_what_nobody_so_named_said_nothing_is_found(club: Retriever) -> None:
    for question in ("what did karl say about the barn roof", "what did udo say about friday"):
        answer = answer_question(question, club, 3, 0.5)
        assert not answer.answered or "Karl Bremer" not in {
            q.passage.speaker for q in answer.quotes
        }


@pytest.mark.parametrize("question", ["When was the kiln lit?", "What is the kiln fed with?"])
def test_what_a_reply_quotes_is_of_the_mail_that_it_replies_to(
    club: Retriever, question: str
) -> None:
    answer = answer_question(question, club, 5, 0.5)
    assert answer.quotes[0].passage.speaker == "Ines Vogt"
    told = [quote for quote in answer.quotes if "birch" in quote.text]
    assert len(told) == 1
    assert told[0].passage.start < told[0].article.text.index("I shall bring")
    assert "birch" not in told[0].article.text[: told[0].start]


def test_what_stands_in_the_head_of_a_table_is_not_missing(club: Retriever) -> None:
    answer = answer_question("What does a zebra cost for pupils?", club, 3, 0.5)
    assert "zebra" in answer.unknown_words
    assert "pupils" not in answer.unknown_words


def test_the_rest_of_a_word_is_not_missing(club: Retriever) -> None:
    answer = answer_question("why don't zebras graze", club, 3, 0.5)
    assert "don" not in answer.unknown_words


def test_an_article_that_is_named_before_a_question_is_not_left_out(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("minutes")
    for year, number in ((2019, 1), (2020, 2)):
        text = f"# Minutes {year}\n\n## Section {number}\n\nThe lamp of {year} was lit.\n"
        (folder / f"minutes-{year}.md").write_text(text, "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("minutes-index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    retriever = Retriever(load_index(builds, encoder), encoder)
    of_year = "According to the minutes 2019, what does section {} say?"
    answer = answer_question(of_year.format(2), retriever, 3, 0.5)
    assert not answer.answered
    assert any(isinstance(note, UnitAbsent) for note in answer.notes)
    assert answer_question(of_year.format(1), retriever, 3, 0.5).answered
    of_any = "According to the texts, what does section 2 say?"
    assert answer_question(of_any, retriever, 3, 0.5).answered
