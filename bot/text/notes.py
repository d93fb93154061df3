"""The lines that stand above an answer, in the current language."""

from typing import assert_never

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
from bot.text.citations import say_name
from bot.text.cleaning import isolate
from bot.text.translation import format_date, gettext, name_language, speaking
from corpus import clean_line
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

_MAX_LANGUAGES = 3
_MAX_BEFORE_CHARACTERS = 100
_MAX_CHOICE_CHARACTERS = 60


def word_note(note: Note) -> str:
    """One line for the reader, as long as what it names: a phrase or a filter is not cut."""
    match note:
        case FiltersApplied(filters):
            return _word_filters(filters)
        case NothingSelected(choices):
            return _word_choices(choices)
        case PhraseAbsent(phrase):
            return gettext("“{phrase}” stands in no article word for word.").format(
                phrase=_say(phrase)
            )
        case ReadAs(word, reading):
            return gettext("“{word}” read as “{reading}”.").format(
                word=_say(word), reading=_say(reading)
            )
        case UnderstoodAfter(question):
            line = gettext("Read as a follow-up to “{question}”.")
            return line.format(question=say_name(question, _MAX_BEFORE_CHARACTERS))
        case PartUnanswered(question):
            line = gettext("I found no answer to “{question}”.")
            return line.format(question=say_name(question, _MAX_BEFORE_CHARACTERS))
        case UnitAbsent(unit):
            return gettext("The articles have no “{unit}”.").format(unit=_say(unit))
        case OtherLanguage(asked, held):
            with speaking(asked):
                line = gettext("Language of the question: {asked}; of the articles: {held}.")
                if len(held) > _MAX_LANGUAGES:
                    line = gettext(
                        "Language of the question: {asked}; of the articles: {held} and others."
                    )
                names = ", ".join(map(name_language, held[:_MAX_LANGUAGES]))
                return line.format(asked=name_language(asked), held=names)
        case QuestionRefused(mistake):
            return _word_mistake(mistake)
        case FoldersGone():
            return gettext(
                "The folders that I am to search here are gone. "
                "/settings shows which there are now."
            )
        case FoldersUnread():
            return gettext(
                "I cannot read the settings of this chat right now, so I do not know which "
                "articles it may see, and show none. Please try again later."
            )
        case _:
            assert_never(note)


def _say(words: str) -> str:
    """Words of the question, whole, as one line that turns nothing around it."""
    return isolate(clean_line(words))


def _word_filters(filters: Filters) -> str:
    """As in `Only articles since 1 January 2024 · in “port” · from Time.news`, uncut."""
    parts = []
    if filters.after:
        parts.append(gettext("since {day}").format(day=format_date(filters.after)))
    if filters.before:
        parts.append(gettext("until {day}").format(day=format_date(filters.before)))
    parts += [gettext("in “{title}”").format(title=_say(title)) for title in filters.titles]
    parts += [
        gettext("from {publisher}").format(publisher=_say(name)) for name in filters.publishers
    ]
    parts += [gettext("by {author}").format(author=_say(name)) for name in filters.authors]
    return gettext("Only articles {filters}").format(filters=" · ".join(parts))


def _word_choices(choices: Choices) -> str:
    """What there is to choose among, in one line."""
    lines = []
    if choices.days:
        first, last = map(format_date, choices.days)
        line = gettext("The dates of the articles: {first} to {last}.")
        lines.append(line.format(first=first, last=last))
    if choices.publishers:
        names = "; ".join(say_name(name, _MAX_CHOICE_CHARACTERS) for name in choices.publishers)
        lines.append(gettext("Publishers there are: {names}.").format(names=names))
    if choices.titles:
        names = "; ".join(say_name(title, _MAX_CHOICE_CHARACTERS) for title in choices.titles)
        lines.append(gettext("Titles there are: {names}.").format(names=names))
    if choices.authors:
        names = "; ".join(say_name(name, _MAX_CHOICE_CHARACTERS) for name in choices.authors)
        lines.append(gettext("Authors there are: {names}.").format(names=names))
    return " ".join(lines)


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
            return line.format(filter=_say(written), example=_say(example))
        case MisspeltFilter(written, meant):
            line = gettext(
                "{word} is no filter: did you mean {meant}? If not, put a space after the colon."
            )
            return line.format(word=_say(written), meant=_say(meant))
        case InvalidDate(word, value):
            line = gettext(
                "{filter} is no date: write {word}:2024, {word}:2024-11 or {word}:2024-11-13."
            )
            return line.format(filter=_say(f"{word}:{value}"), word=word)
        case EmptyPeriod(after, before):
            line = gettext(
                "No day fits both after:{after} and before:{before}: "
                "swap the dates, or leave one out."
            )
            return line.format(after=after, before=before)
        case _:
            assert_never(mistake)
