"""Filters and phrases in questions, down to the text that is shown."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answers.answer import QUOTES_TO_KEEP, Answer, AnswerOutcome
from bot.answers.notes import (
    FiltersApplied,
    NothingSelected,
    OtherLanguage,
    PhraseAbsent,
    QuestionRefused,
    ReadAs,
    UnderstoodAfter,
    UnitAbsent,
)
from bot.answers.pipeline import MAX_CHARACTERS, answer_question, look_up
from bot.cli.commands.ask import answer_questions, render_json, render_text
from bot.config.settings import Settings
from bot.telegram.messages.answers import render_answer
from bot.telegram.messages.keyboards import make_miss_keyboard
from bot.text.misses import NOTHING_FOUND
from corpus import read_corpus
from embeddings import (
    BuildFolder,
    Choices,
    Encoder,
    Filters,
    MisspeltFilter,
    Retriever,
    build_index,
    estimate_confidence,
    load_index,
)
from tests.support.counting import count_calls_of

OLD = "---\ntitle: Old harbour\nsource: Coast News\ndate: 2019-05-04\n---\n"
NEW = "---\ntitle: New harbour\nsource: Port Times\ndate: 2024-11-13\n---\n"
FILES = {
    "old.md": OLD + "The harbour master of Skerry is Mary Flint, a former pilot.\n",
    "new.md": NEW + "The harbour master of Skerry is Tom Harrow, known as “the old heron”.\n",
    "undated.md": "---\ntitle: Quay rules\n---\n## Gates\n\n"
    "The harbour master of Skerry opens the gates.\n"
    "\n## Desk\n\nWho moors fills in form:1040 there, in three copies.\n",
}
QUESTION = "Who is the harbour master of Skerry?"


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.fixture(scope="module")
def long_articles(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """Twelve passages on a bridge, long enough to tell their language."""
    seen = ["lantern", "copper", "osprey", "toll", "flood", "mason", "ferry", "arch", "rope"]
    seen += ["winter", "market", "barge"]
    text = "\n\n".join(
        f"## Part {number}\n\nBelow the bridge somebody keeps the {thing} of the valley, and the "
        f"people who walk over the bridge are told about the {thing} by a painted board."
        for number, thing in enumerate(seen)
    )
    folder = tmp_path_factory.mktemp("long")
    (folder / "bridge.md").write_text(text)
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.fixture(scope="module")
def rules(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """Twelve numbered rules of a boat house, each of two sentences."""
    seen = ["oar", "kettle", "sail", "bench", "ladder", "stove", "bucket", "rope", "flag", "lamp"]
    text = "# Boat house\n\n" + "\n\n".join(
        f"## § {number} The {thing}\n\nThe {thing} stays in the hall. Who breaks it pays at once."
        for number, thing in enumerate([*seen, "anchor", "net"], 1)
    )
    folder = tmp_path_factory.mktemp("rules")
    (folder / "rules.md").write_text(text)
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


def ask(retriever: Retriever, question: str) -> Answer:
    return answer_question(question, retriever, 5, 0.5)


def test_of_a_question_longer_than_a_message_the_beginning_is_read(retriever: Retriever) -> None:
    long = QUESTION + " Mary Flint" * 10_000
    answer = answer_question(long, retriever, 3, 0.5)
    assert answer == answer_question(long[:MAX_CHARACTERS], retriever, 3, 0.5)
    assert len(answer.question) == MAX_CHARACTERS


def test_what_is_said_at_an_answer_is_not_looked_up(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "faq.md").write_text("# Tides\n\n## Why?\n\nWhy, the moon pulls. What? The sea.\n")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    asked = Retriever(load_index(builds, encoder), encoder)
    assert look_up("moon", asked, 5, 0.0).answered
    for said in ("Why?", "what??", "How so?"):
        assert not look_up(said, asked, 5, 0.0).answered


def sources(answer: Answer) -> set[str]:
    return {quote.article.id for quote in answer.quotes}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("after:2024", {"new.md"}),
        ("before:2019", {"old.md"}),
        ("after:2019-05-04 before:2019-05", {"old.md"}),
        ('in:"old harb"', {"old.md"}),
        ("from:port", {"new.md"}),
        ("from:nobody", set()),
        ("after:2000", {"old.md", "new.md"}),
        ("", {"old.md", "new.md", "undated.md"}),
    ],
)
def test_filters_choose_the_articles(
    retriever: Retriever, filters: str, expected: set[str]
) -> None:
    answer = ask(retriever, f"{QUESTION} {filters}")
    assert sources(answer) == expected
    assert bool(answer.notes) == bool(filters)
    assert answer.answered == bool(expected)


def test_filters_are_shown_back(retriever: Retriever) -> None:
    answer = ask(retriever, f"{QUESTION} after:2024")
    assert render_text(answer, None).startswith("Only articles since 1 January 2024\n\n│ ")
    reply = render_answer(answer)
    assert reply.text.startswith("Only articles since 1 January 2024\n\nThe harbour master")
    assert [entity.type for entity in reply.entities][:2] == ["italic", "blockquote"]
    record = json.loads(render_json(answer, 1.0))
    assert (record["answered"], record["notes"]) == (True, ["Only articles since 1 January 2024"])
    nothing = ask(retriever, f"{QUESTION} from:nobody")
    told = "Only articles from nobody\nPublishers there are: Port Times; Coast News."
    assert render_text(nothing, None) == f"{told}\n\n{NOTHING_FOUND}"
    several = ask(retriever, f"{QUESTION} from:port before:2030-06 in:old after:2024 in:'the new'")
    filters = Filters(date(2024, 1, 1), date(2030, 6, 30), ("old", "the new"), ("port",))
    assert several.notes[0] == FiltersApplied(filters)


@pytest.mark.parametrize(
    ("filters", "choices"),
    [
        ("before:2001", Choices(days=(date(2019, 5, 4), date(2024, 11, 13)))),
        ("from:Post", Choices(publishers=("Port Times", "Coast News"))),
        ('in:"harbor rules"', Choices(titles=("Quay rules", "Old harbour", "New harbour"))),
    ],
)
def test_filters_that_let_nothing_through_say_what_there_is(
    retriever: Retriever, filters: str, choices: Choices
) -> None:
    answer = ask(retriever, f"{QUESTION} {filters}")
    assert (answer.outcome, answer.quotes) == (AnswerOutcome.NOT_FOUND, ())
    (told,) = (note.choices for note in answer.notes if isinstance(note, NothingSelected))
    assert told.days == choices.days
    assert told.publishers == choices.publishers
    assert set(told.titles) == set(choices.titles)
    assert told.titles[:1] == choices.titles[:1]


def test_of_other_folders_nothing_is_told(retriever: Retriever) -> None:
    answer = answer_question(f"{QUESTION} from:nobody", retriever, 5, 0.5, None, frozenset({"x"}))
    assert not any(isinstance(note, NothingSelected) for note in answer.notes)


@pytest.mark.parametrize("question", ["Who? after:soon", "Who? befor:2024"])
def test_what_need_not_be_searched_is_answered_without_an_index(
    question: str, tmp_path: Path, project_dir: Path
) -> None:
    settings = Settings.from_env({"INDEX_DIR": "none"}, project_dir, tmp_path)
    (line,) = answer_questions([question], settings, 5, None, json=True)
    assert json.loads(line)["answered"] is False


def test_mistaken_filter_is_told_and_nothing_else(retriever: Retriever) -> None:
    answer = ask(retriever, f"{QUESTION} befor:2024")
    assert (answer.outcome, answer.quotes) == (AnswerOutcome.NOT_UNDERSTOOD, ())
    mistake = MisspeltFilter("befor:2024", "before:2024")
    assert answer.notes == (QuestionRefused(mistake),)
    line = "befor:2024 is no filter: did you mean before:2024? If not, put a space after the colon."
    assert render_text(answer, None) == render_answer(answer).text == line


@pytest.mark.parametrize(
    ("written", "meant"),
    [("form:Dawn", "from:Dawn"), ("by:Ito", "author:Ito"), ("since:2024", "after:2024")],
)
def test_what_no_article_has_was_meant_as_a_filter(
    retriever: Retriever, written: str, meant: str
) -> None:
    answer = ask(retriever, f"{QUESTION} {written}")
    assert answer.notes == (QuestionRefused(MisspeltFilter(written, meant)),)
    assert answer.outcome is AnswerOutcome.NOT_UNDERSTOOD


def test_what_an_article_has_is_no_filter(retriever: Retriever) -> None:
    answer = ask(retriever, "Who fills in form:1040 in three copies?")
    assert (answer.answered, answer.notes) == (True, ())
    assert "form:1040" in answer.quotes[0].text


def test_phrase_decides_where_the_answer_comes_from(retriever: Retriever) -> None:
    for question in ('Who is "the old heron"?', "Which harbour master is “a former pilot”?"):
        answer = ask(retriever, question)
        assert len(sources(answer)) == 1
        assert answer.notes == ()
    assert sources(ask(retriever, 'Who is called "THE OLD  HERON"?')) == {"new.md"}


def test_phrase_in_a_title_counts(retriever: Retriever) -> None:
    assert sources(ask(retriever, 'What does "Quay rules" say of the harbour master?')) == {
        "undated.md"
    }


def test_phrase_that_stands_nowhere_is_told_and_answered_without(retriever: Retriever) -> None:
    answer = ask(retriever, 'Who is the "harbour mistress" of Skerry, harbour master?')
    assert answer.notes == (PhraseAbsent("harbour mistress"),)
    assert len(sources(answer)) == 3


def test_word_is_no_part_of_another(retriever: Retriever) -> None:
    answer = ask(retriever, f'{QUESTION} "harb"')
    assert answer.notes == (PhraseAbsent("harb"),)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the boiling point of ethanol?", ("boiling", "point", "ethanol")),
        ("How do I bake bread without yeast?", ("bake", "bread", "yeast")),
        ("Which planet has rings?", ("planet", "rings")),
    ],
)
def test_nothing_is_near_off_the_topic(
    retriever: Retriever, question: str, words: tuple[str, ...]
) -> None:
    answer = ask(retriever, question)
    assert (answer.answered, answer.unknown_words) == (False, words)
    assert render_text(answer, None).startswith(NOTHING_FOUND + "\nNo article holds ")
    assert "Nearest" not in render_text(answer, None)
    assert make_miss_keyboard(answer) is None


@pytest.mark.parametrize(
    ("question", "code", "told"),
    [
        (
            "¿Quién construyó el puente de piedra?",
            "es",
            "Idioma de la pregunta: español; de los artículos: inglés.",
        ),
        ("Когда построили каменный мост?", "ru", "Язык вопроса: русский; язык статей: английский."),
        ("石桥是什么时候建成的？", "zh", "问题的语言：中文；文章的语言：英语。"),
        (
            "Wer hat die steinerne Brücke gebaut?",
            "de",
            "Language of the question: German; of the articles: English.",
        ),
    ],
)
def test_miss_in_another_language_says_so(
    long_articles: Retriever, question: str, code: str, told: str
) -> None:
    answer = ask(long_articles, question)
    assert (answer.answered, answer.unknown_words) == (False, ())
    assert answer.notes == (OtherLanguage(code, ("en",)),)
    assert render_text(answer, None).startswith(told + "\n\n")
    assert render_answer(answer).text.startswith(told)
    assert make_miss_keyboard(answer) is None


def test_miss_in_the_language_of_the_articles_names_the_words(long_articles: Retriever) -> None:
    answer = ask(long_articles, "Which zebra bakes bread without yeast?")
    assert answer.notes == ()
    assert "zebra" in answer.unknown_words


@pytest.mark.parametrize(
    ("question", "thing"),
    [("§ 3", "sail"), ("What does § 7 say?", "bucket"), ("section 12", "net"), ("§10", "lamp")],
)
def test_a_unit_is_quoted_whole_and_alone(rules: Retriever, question: str, thing: str) -> None:
    answer = ask(rules, question)
    assert answer.answered
    expected = f"The {thing} stays in the hall. Who breaks it pays at once."
    assert [quote.text for quote in answer.quotes] == [expected]


@pytest.fixture(scope="module")
def licence(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """Numbered paragraphs, of which some speak of others, also in their headings."""
    units = {
        "15. Warranty.": "There is no warranty of the program, whoever sells it.",
        "16. Liability.": "No holder is liable for the loss of data.",
        "17. Interpretation of sections 15 and 16.": "If they have no effect, courts decide.",
        "18. Other.": "Section 16 of this licence holds for all, as provided in section 15.",
        "19. Fines.": "Who sells a copy and asks for money as in section 15 is fined.",
    }
    folder = tmp_path_factory.mktemp("licence")
    paragraphs = "\n\n".join(f"{heading}\n\n{text}" for heading, text in units.items())
    (folder / "licence.txt").write_text(f"The licence\n\n{paragraphs}\n")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("section 15", "There is no warranty"),
        ("What does section 15 provide?", "There is no warranty"),
        ("section 16", "No holder"),
        ("article 16", "No holder"),
        ("section 16 of the licence", "No holder"),
        ("What does section 16 say about data?", "No holder"),
        ("sections 15 and 16", ("There is no warranty", "No holder")),
        ("section 17", "If they have"),
        # Two words of it are in what speaks of the unit alone.
        ("Who is fined for asking money under section 15?", "Who sells"),
    ],
)
def test_a_unit_comes_before_what_speaks_of_it(
    licence: Retriever, question: str, expected: str | tuple[str, ...]
) -> None:
    answer = ask(licence, question)
    assert answer.answered
    assert answer.quotes[0].text.startswith(expected)
    assert not any(quote.text.startswith("If they") for quote in answer.quotes[1:])


def test_that_a_unit_is_absent_is_said_only_if_it_is(licence: Retriever) -> None:
    answer = ask(licence, "section 14")
    assert (answer.answered, answer.notes) == (False, (UnitAbsent("section 14"),))


@pytest.mark.parametrize("word", ["bridge", "the", "Bridge?"])
def test_a_single_common_word_is_no_question(long_articles: Retriever, word: str) -> None:
    answer = ask(long_articles, word)
    assert not answer.answered
    assert answer.confidence < 0.5


@pytest.mark.parametrize("word", ["lantern", "copper", "osprey"])
def test_a_single_rare_word_may_be_one(long_articles: Retriever, word: str) -> None:
    answer = ask(long_articles, word)
    assert answer.answered
    assert word in answer.quotes[0].text


def test_miss_names_unknown_words_and_the_nearest_headings(retriever: Retriever) -> None:
    answer = replace(ask(retriever, "What is the boiling point of ethanol?"), confidence=0.2)
    assert answer.outcome is AnswerOutcome.NOT_FOUND
    assert answer.unknown_words == ("boiling", "point", "ethanol")
    first, words, nearest = render_text(answer, None).split("\n")
    assert first == NOTHING_FOUND
    assert words == "No article holds “boiling”, “point”, “ethanol”."
    assert nearest.startswith("Nearest: ")
    assert "Quay rules › Gates" in nearest
    assert render_answer(answer).text == f"{first}\n{words}"
    assert render_answer(answer).entities == ()
    keyboard = make_miss_keyboard(answer)
    assert keyboard is not None
    buttons = [button for row in keyboard.inline_keyboard for button in row]
    assert "Quay rules › Gates" in [button.text for button in buttons]


def test_pairs_of_characters_are_not_told_as_words(retriever: Retriever) -> None:
    assert retriever.spelling.find_unknown_words("ที่นี่มีน้ำไหม 谁守卫港口 zebra") == ["zebra"]


def test_misspelt_word_is_read_as_the_nearest_one_and_told(retriever: Retriever) -> None:
    assert retriever.spelling.correct_words("Who is the harbuor mastre of Skerry?") == {
        "harbuor": "harbour",
        "mastre": "master",
    }
    assert retriever.spelling.correct_words("What is the boiling point of ethanol?") == {}
    assert ask(retriever, QUESTION).notes == ()


def test_reading_of_a_misspelt_word_is_shown_where_it_helps(retriever: Retriever) -> None:
    for question, reading in (
        ("Who is the herron?", ReadAs("herron", "heron")),
        ("Who is Harow?", ReadAs("harow", "harrow")),
    ):
        plain, answer = retriever.search(question, 1)[0], ask(retriever, question)
        assert (answer.notes == (reading,)) == (plain.confidence < 0.5 and answer.answered)
        assert "Tom Harrow" in answer.quotes[0].text


def test_the_question_before_is_told_first(retriever: Retriever) -> None:
    answer = answer_question('Is he "red heron"? after:2024', retriever, 5, 0.5, QUESTION)
    assert (sources(answer), answer.before) == ({"new.md"}, QUESTION)
    filters = FiltersApplied(Filters(after=date(2024, 1, 1)))
    assert answer.notes == (UnderstoodAfter(QUESTION), filters, PhraseAbsent("red heron"))


@pytest.mark.parametrize("signs", ["???", "👍🏽", '"?!" …', "\u200d"])
def test_signs_are_small_talk_also_after_a_question(retriever: Retriever, signs: str) -> None:
    answer = ask(retriever, signs)
    assert (answer.outcome, answer.quotes) == (AnswerOutcome.SMALL_TALK, ())
    assert answer_question(signs, retriever, 5, 0.5, QUESTION) == answer


def test_filters_and_signs_ask_nothing(retriever: Retriever) -> None:
    answer = Answer("?", AnswerOutcome.NOTHING_ASKED, 0.0, ())
    hint = "There is no question in this. Write one, such as: Who guards the port?"
    assert render_answer(answer).text == render_text(answer, None) == hint


def test_first_quotes_are_the_same_however_many_are_asked_for(retriever: Retriever) -> None:
    most = answer_question(QUESTION, retriever, QUOTES_TO_KEEP, 0.5).quotes
    assert len(most) > 2
    for count in range(1, QUOTES_TO_KEEP):
        assert answer_question(QUESTION, retriever, count, 0.5).quotes == most[:count]


def test_only_of_the_first_hit_it_is_asked_how_sure_it_is(retriever: Retriever) -> None:
    def count(question: str) -> int:
        return count_calls_of(estimate_confidence, lambda: ask(retriever, question))

    assert len(ask(retriever, QUESTION).quotes) > 1
    assert count(QUESTION) == 1
    misspelt = QUESTION.replace("harbour", "harbuor")
    assert ReadAs("harbuor", "harbour") in ask(retriever, misspelt).notes
    assert count(misspelt) == 2  # as it was typed, and mended
