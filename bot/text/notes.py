"""The lines that stand above an answer, in the current language."""

from typing import assert_never

from bot.answers.notes import (
    FiltersApplied,
    FoldersGone,
    Note,
    PhraseAbsent,
    QuestionRefused,
    ReadAs,
    UnderstoodAfter,
)
from bot.text.citations import cut_text
from bot.text.translation import format_date, gettext
from embeddings import (
    EmptyPeriod,
    Filters,
    InvalidDate,
    MisspeltFilter,
    OnlyFilters,
    QueryMistake,
    TooManyPhrases,
    ValueMissing,
)

_MAX_BEFORE_CHARACTERS = 100


def word_note(note: Note) -> str:
    """One line for the reader, as long as what it names: a phrase or a filter is not cut."""
    match note:
        case FiltersApplied(filters):
            return _word_filters(filters)
        case PhraseAbsent(phrase):
            return gettext("“{phrase}” stands in no article word for word.").format(phrase=phrase)
        case ReadAs(word, reading):
            return gettext("“{word}” read as “{reading}”.").format(word=word, reading=reading)
        case UnderstoodAfter(question):
            line = gettext("Read as a follow-up to “{question}”.")
            return line.format(question=cut_text(question, _MAX_BEFORE_CHARACTERS))
        case QuestionRefused(mistake):
            return _word_mistake(mistake)
        case FoldersGone():
            return gettext(
                "The folders that I am to search here are gone. "
                "/settings shows which there are now."
            )
        case _:
            assert_never(note)


def _word_filters(filters: Filters) -> str:
    """As in `Only articles since 1 January 2024 · in “port” · from Time.news`, uncut."""
    parts = []
    if filters.after:
        parts.append(gettext("since {day}").format(day=format_date(filters.after)))
    if filters.before:
        parts.append(gettext("until {day}").format(day=format_date(filters.before)))
    parts += [gettext("in “{title}”").format(title=title) for title in filters.titles]
    parts += [gettext("from {publisher}").format(publisher=name) for name in filters.publishers]
    return gettext("Only articles {filters}").format(filters=" · ".join(parts))


def _word_mistake(mistake: QueryMistake) -> str:
    """What is wrong with the filters or phrases of a question, and the way out."""
    match mistake:
        case OnlyFilters():
            return gettext(
                "There are only filters: add a question, as in: Who guards it? after:2024"
            )
        case TooManyPhrases(count):
            line = gettext("Please put at most {count} phrases in quotation marks.")
            return line.format(count=count)
        case ValueMissing(written, example):
            line = gettext("{filter} has no value between two quotation marks: write {example}")
            return line.format(filter=written, example=example)
        case MisspeltFilter(written, meant):
            line = gettext(
                "{word} is no filter: did you mean {meant}? If not, put a space after the colon."
            )
            return line.format(word=written, meant=meant)
        case InvalidDate(word, value):
            line = gettext(
                "{filter} is no date: write {word}:2024, {word}:2024-11 or {word}:2024-11-13."
            )
            return line.format(filter=f"{word}:{value}", word=word)
        case EmptyPeriod(after, before):
            line = gettext(
                "No day fits both after:{after} and before:{before}: "
                "swap the dates, or leave one out."
            )
            return line.format(after=after, before=before)
        case _:
            assert_never(mistake)
