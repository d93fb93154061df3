"""Notes above an answer, as a reader sees them."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest

from bot.answers.notes import (
    FiltersApplied,
    FoldersGone,
    FoldersUnread,
    Note,
    NothingSelected,
    OtherLanguage,
    PartUnanswered,
    PhraseAbsent,
    QuestionRefused,
    ReadAs,
    UnderstoodAfter,
    UnitAbsent,
)
from bot.text.notes import word_note
from bot.text.translation import LANGUAGES, use_language
from embeddings import (
    Choices,
    EmptyPeriod,
    Filters,
    InvalidDate,
    MisspeltFilter,
    OnlyFilters,
    QueryMistake,
    TooManyPhrases,
    ValueMissing,
)

NEW_YEAR, END_OF_JUNE = date(2024, 1, 1), date(2030, 6, 30)
NOTES: list[tuple[Note, str]] = [
    (
        OtherLanguage("sv", ("en", "de")),
        "Language of the question: Swedish; of the articles: English, German.",
    ),
    (
        OtherLanguage("sv", ("en", "es", "ja", "de", "fr")),
        "Language of the question: Swedish; of the articles: English, Spanish, Japanese and "
        "others.",
    ),
    (
        FiltersApplied(Filters(NEW_YEAR, END_OF_JUNE, ("old", "the new"), ("port",))),
        "Only articles since 1 January 2024 · until 30 June 2030 · in “old” · in “the new” · "
        "from port",
    ),
    (FiltersApplied(Filters(publishers=("port",))), "Only articles from port"),
    (FiltersApplied(Filters(authors=("Mary Flint",))), "Only articles by Mary Flint"),
    (NothingSelected(Choices(authors=("Ito", "Flint"))), "Authors there are: Ito; Flint."),
    (
        NothingSelected(Choices((NEW_YEAR, END_OF_JUNE), ("Port Times", "Coast"), ("Old", "New"))),
        "The dates of the articles: 1 January 2024 to 30 June 2030. "
        "Publishers there are: Port Times; Coast. Titles there are: Old; New.",
    ),
    (UnitAbsent("article 17"), "The articles have no “article 17”."),
    (PhraseAbsent("red heron"), "“red heron” stands in no article word for word."),
    (ReadAs("herron", "heron"), "“herron” read as “heron”."),
    (UnderstoodAfter("Who is it?"), "Read as a follow-up to “Who is it?”."),
    (PartUnanswered("Who is it?"), "I found no answer to “Who is it?”."),
    (
        FoldersGone(),
        "The folders that I am to search here are gone. /settings shows which there are now.",
    ),
    (
        FoldersUnread(),
        "I cannot read the settings of this chat right now, so I do not know which articles it may "
        "see, and show none. Please try again later.",
    ),
]
MISTAKES: list[tuple[QueryMistake, str]] = [
    (OnlyFilters(), "There are only filters: add a question, as in: Who guards it? after:2024"),
    (TooManyPhrases(10), "Please put at most 10 phrases in quotation marks."),
    (
        ValueMissing('in:""', 'in:"part of a title"'),
        'in:"" has no value between two quotation marks: write in:"part of a title"',
    ),
    (
        MisspeltFilter("befor:2024", "before:2024"),
        "befor:2024 is no filter: did you mean before:2024? If not, put a space after the colon.",
    ),
    (
        InvalidDate("after", "soon"),
        "after:soon is no date: write after:2024, after:2024-11 or after:2024-11-13.",
    ),
    (
        EmptyPeriod(END_OF_JUNE, NEW_YEAR),
        "No day fits both after:2030-06-30 and before:2024-01-01: "
        "swap the dates, or leave one out.",
    ),
]
ALL = [*NOTES, *((QuestionRefused(mistake), line) for mistake, line in MISTAKES)]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(("note", "line"), ALL)
def test_a_note_is_a_line(note: Note, line: str) -> None:
    assert word_note(note) == line


def test_every_kind_is_looked_at_here() -> None:
    assert {type(note) for note, _ in ALL} == set(get_args(Note))
    assert {type(mistake) for mistake, _ in MISTAKES} == set(get_args(QueryMistake))


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
@pytest.mark.parametrize(("note", "line"), ALL)
def test_a_note_is_in_the_language_of_who_reads_it(note: Note, line: str, code: str) -> None:
    use_language(code)
    assert word_note(note) != line


def test_only_the_question_before_is_cut() -> None:
    words = ("lighthouse " * 30).strip()
    told = word_note(UnderstoodAfter(words))
    assert "lighthouse…" in told and len(told) < 150
    assert words in word_note(PhraseAbsent(words))
