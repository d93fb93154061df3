"""A quote with its source in one line, as "Copy citation" copies it, and how that line is known
again."""

from collections.abc import Iterable, Iterator

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
from corpus.normalization import fold_typography

MAX_COPIED_UNITS = 256
"""UTF-16 units that a button of Telegram copies."""
_MIN_QUOTED = 40
_SAME_IN_ALL = 2
_CUT = fold_typography("…")
_FRAME = "“{quoted}” – {source}"
_ROOM = MAX_COPIED_UNITS - len(_FRAME.format(quoted="", source=""))


def cite(quote: Quote) -> str:
    """The quote and its source in one line of at most `MAX_COPIED_UNITS`."""
    quoted = isolate(clean_text(clean_line(quote.text)))
    source = _name_source(quote)
    quoted = _cut_units(quoted, _ROOM - count_units(source))
    return close_isolates(_FRAME.format(quoted=quoted, source=source))


def name_sources(quote: Quote, said: str) -> Iterator[str]:
    """The source of `quote` as `cite` has it, in each language that it may have been copied in, the
    current one first; nothing if `said`, which is folded, begins with the names of another one."""
    if not _begins_with_names(quote, said):
        return
    for language in dict.fromkeys((current_language(), *LANGUAGES)):
        with speaking(language):
            source = _name_source(quote)
        yield source


def _begins_with_names(quote: Quote, said: str) -> bool:
    """Whether `said` begins with what is the same in all languages, as far as it is not cut: of
    many places with the same words few are below the heading that is named."""
    names = fold_typography(clean_text(_join(_list_names(quote)[:_SAME_IN_ALL])))
    kept = said.removesuffix(_CUT).rstrip()
    return said.startswith(names) or (kept != said and names.startswith(kept))


def _name_source(quote: Quote) -> str:
    return _cut_units(clean_text(_join(_list_names(quote))), _ROOM - _MIN_QUOTED)


def _list_names(quote: Quote) -> list[str]:
    """What a source is named by, in order; the first `_SAME_IN_ALL` are so in all languages."""
    article = leave_out_author(quote.article, quote.passage)
    published = published_on(article, quote.locator)
    day = format_date(published) if published else ""
    # What is in quotation marks would pass for a quote where the citation is verified.
    headings, label = source_headings(quote, has_marks=False)
    title = " › ".join(filter(None, map(isolate, (source_title(article), headings))))
    author, publisher = (
        say_name(n or "", MAX_NAME_CHARACTERS) for n in (article.author, article.source)
    )
    names = [author, title, isolate(label), publisher, day, source_address(article, quote.locator)]
    return [*names, source_fields(article)]


def _join(names: Iterable[str]) -> str:
    return ", ".join(name for name in names if name)


def _cut_units(text: str, max_units: int) -> str:
    """`text`, cut so that it takes at most `max_units` UTF-16 units."""
    max_characters = max_units
    while count_units(text) > max_units:
        text = cut_text(text, max_characters)
        max_characters -= 1
    return text
