"""The lines that stand above an answer, in the current language."""

from typing import assert_never

from bot.text.translation import gettext
from embeddings import (
    EmptyPeriod,
    InvalidDate,
    MisspeltFilter,
    OnlyFilters,
    QueryMistake,
    TooManyPhrases,
    ValueMissing,
)


def word_mistake(mistake: QueryMistake) -> str:
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
