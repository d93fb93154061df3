"""The lines that the bot writes around a quote, to the letter, as they may have been sent: in each
language, with names cut for each room that there is."""

from collections.abc import Iterable, Iterator

from bot.answers.answer import Quote
from bot.answers.verification import OwnLines
from bot.text.citations import (
    MAX_NAME_CHARACTERS,
    cut_name,
    join_label,
    leading_line,
    leave_out_author,
    mark_name,
    marked_title,
    name_place,
    source_address,
    source_fields,
    source_headings,
    source_label,
    source_names,
    source_title,
    source_works,
)
from bot.text.cleaning import clean_text
from bot.text.translation import LANGUAGES, format_date, gettext, speaking
from corpus import Locator, published_on

ROOMS = (MAX_NAME_CHARACTERS, 80, 75, 40)
"""Characters that names are cut at: of an answer, the most that fits, and of a page to read."""


def write_lines(quote: Quote) -> OwnLines:
    """What the bot may have written around `quote`."""
    above, within, sources, also, below = (set[str]() for _ in range(5))
    above.update(_write_above(quote))
    for language in LANGUAGES:
        with speaking(language):
            for room in ROOMS:
                within |= set(_write_within(quote, room))
                below |= set(_write_below(quote, room))
                named = set(_write_sources(quote, room))
                sources |= named
                also |= {f"{gettext('Also in:')} {line}" for line in named}
    leads = leading_line(quote)
    return OwnLines(*map(_clean, ([leads], above, within, sources, also, below)))


def _write_above(quote: Quote) -> Iterator[str]:
    """Of a page the headings and who speaks."""
    for room in ROOMS:
        headings = " › ".join(mark_name(name, room) for name in quote.passage.headings)
        yield cut_name(headings, room)
        if speaker := mark_name(quote.passage.speaker or "", room):
            yield f"{speaker}:"


def _write_within(quote: Quote, room: int) -> Iterator[str]:
    """Who speaks, below which headings."""
    speaker = mark_name(quote.passage.speaker or "", room)
    yield " · ".join(filter(None, (speaker, *source_headings(quote, room))))
    if speaker:
        yield gettext("{speaker}, in").format(speaker=speaker)


def _write_below(quote: Quote, room: int) -> Iterator[str]:
    """Where the article is found, and what it is based on."""
    yield source_address(quote.article, quote.locator)
    for report in source_works(quote.article, max_characters=room):
        yield gettext("Based on: {report}").format(report=report)


def _write_sources(quote: Quote, room: int) -> Iterator[str]:
    """The article, with the place of the quote in it and without, and as one of several."""
    headings, label = source_headings(quote, room)
    passage = quote.passage
    number = join_label(source_label(passage, room), name_place(passage.locator))
    for title in (source_title(quote.article, room), marked_title(quote.article, room)):
        place = f"{title} › {headings}" if headings else title
        yield from (
            _join(quote, title, label, quote.locator, room),
            _join(quote, place, label, quote.locator, room),
            _join(quote, title, "", quote.locator, room),
            _join(quote, title, number, passage.locator, room),
        )


def _clean(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(map(clean_text, filter(None, lines)))


def _join(quote: Quote, place: str, label: str, locator: Locator | None, room: int) -> str:
    article = leave_out_author(quote.article, quote.passage)
    published = published_on(article, locator)
    day = format_date(published) if published else ""
    details = (source_names(article, room), day, source_fields(article, room))
    return " · ".join(filter(None, (place, label, *details)))
