"""A quote with its source in one line, as "Copy citation" copies it, and how that line is known
again."""

from collections.abc import Iterator

from bot.answers.answer import Quote
from bot.text.citations import (
    MAX_NAME_CHARACTERS,
    cut_text,
    leave_out_author,
    say_name,
    source_address,
    source_fields,
    source_headings,
    source_title,
)
from bot.text.cleaning import clean_text, close_isolates, count_units, isolate
from bot.text.translation import LANGUAGES, current_language, format_date, speaking
from corpus import clean_line, published_on

MAX_COPIED_UNITS = 256
"""UTF-16 units that a button of Telegram copies."""
_MIN_QUOTED = 40
_FRAME = "“{quoted}” – {source}"
_ROOM = MAX_COPIED_UNITS - len(_FRAME.format(quoted="", source=""))


def cite(quote: Quote) -> str:
    """The quote and its source in one line of at most `MAX_COPIED_UNITS`."""
    quoted = isolate(clean_text(clean_line(quote.text)))
    source = _name_source(quote)
    quoted = _cut_units(quoted, _ROOM - count_units(source))
    return close_isolates(_FRAME.format(quoted=quoted, source=source))


def name_sources(quote: Quote) -> Iterator[str]:
    """The source of `quote` as `cite` has it, in each language that it may have been copied in, the
    current one first."""
    for language in dict.fromkeys((current_language(), *LANGUAGES)):
        with speaking(language):
            source = _name_source(quote)
        yield source


def _name_source(quote: Quote) -> str:
    article = leave_out_author(quote.article, quote.passage)
    published = published_on(article, quote.locator)
    day = format_date(published) if published else None
    # What is in quotation marks would pass for a quote where the citation is verified.
    headings, label = source_headings(quote, has_marks=False)
    title = " › ".join(filter(None, map(isolate, (source_title(article), headings))))
    author, publisher = (
        say_name(n or "", MAX_NAME_CHARACTERS) for n in (article.author, article.source)
    )
    names = [author, title, isolate(label), publisher, day, source_address(article, quote.locator)]
    names.append(source_fields(article))
    source = clean_text(", ".join(name for name in names if name))
    return _cut_units(source, _ROOM - _MIN_QUOTED)


def _cut_units(text: str, max_units: int) -> str:
    """`text`, cut so that it takes at most `max_units` UTF-16 units."""
    max_characters = max_units
    while count_units(text) > max_units:
        text = cut_text(text, max_characters)
        max_characters -= 1
    return text
