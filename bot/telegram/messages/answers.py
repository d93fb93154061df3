"""An answer as a message: quotes with their sources, within the limits of Telegram."""

from dataclasses import dataclass
from datetime import date

from telegram import MessageEntity

from bot.answers.answer import MISSES, Answer, Quote, quotes_to_show
from bot.telegram.messages.formatting import MAX_UNITS, Part, Reply, count_units, join_parts
from bot.telegram.messages.links import link_passage, make_link
from bot.telegram.messages.silencing import silence
from bot.text.citations import (
    cut_text,
    leading_line,
    source_fields,
    source_label,
    source_names,
    source_works,
    split_title,
)
from bot.text.misses import NOTHING_FOUND, explain_miss
from bot.text.notes import word_note
from bot.text.translation import format_date, gettext, ngettext
from corpus import Article, Passage

QUOTES_ON_A_PAGE = 3

_MAX_QUOTE_CHARACTERS = 1000
_MIN_QUOTE_CHARACTERS = 200
LISTED_CHARACTERS = 75
_MAX_NOTE_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much is told of a quote's sources."""

    others: int
    reports: int
    name_characters: int


# The most that fits is taken; the last one leaves room for a quote in any case.
_DETAILS = (_Detail(3, 3, 200), _Detail(2, 2, 80), _Detail(0, 1, 40))


def render_answer(answer: Answer, page: int = 0, by_date: bool = False) -> Reply:
    """The quotes on one page, the first of them open, the others folded in, each with its source
    below; or that nothing was found."""
    notes = cut_text("\n".join(map(word_note, answer.notes)), _MAX_NOTE_CHARACTERS)
    parts = silence(notes, MessageEntity.ITALIC)
    if answer.outcome in MISSES:
        parts += [Part("\n\n" if notes else ""), *silence(explain_miss(answer))]
    kind = MessageEntity.BLOCKQUOTE
    for quote in quotes_on_page(answer, page, by_date):
        separator = [Part("\n\n")] if parts else []
        left = MAX_UNITS - count_units([*parts, *separator])
        block = _fit_quote(quote, left, kind)
        if not block:
            break
        parts += separator + block
        kind = MessageEntity.EXPANDABLE_BLOCKQUOTE
    return join_parts(parts)


def quotes_on_page(answer: Answer, page: int, by_date: bool) -> list[Quote]:
    """The quotes on `page`, counted from 0: on the first the best ones, on the next the others in
    their order; with `by_date` from the oldest to the newest, undated ones last."""
    first = quotes_to_show(answer)
    start = len(first) + QUOTES_ON_A_PAGE * (page - 1)
    shown = list(first if page == 0 else answer.quotes[start : start + QUOTES_ON_A_PAGE])
    return sorted(shown, key=_date_key) if by_date else shown


def count_pages(answer: Answer) -> int:
    """How many pages of quotes there are; 0 if the question was not answered."""
    if not answer.answered:
        return 0
    others = len(answer.quotes) - len(quotes_to_show(answer))
    return 1 + -(-others // QUOTES_ON_A_PAGE)


def render_quote(quote: Quote) -> Reply:
    """One quote with its source."""
    return join_parts(_fit_quote(quote, MAX_UNITS, MessageEntity.BLOCKQUOTE))


def render_miss_shortly() -> Reply:
    """One line that nothing was found, for groups."""
    return Reply(gettext(NOTHING_FOUND))


def title_parts(article: Article, max_characters: int, quoted: str = "") -> list[Part]:
    """Title, author, publisher and date; the title is a link, to the words `quoted` if there are
    any, where the article has an address."""
    return [*_link_title(article, max_characters, quoted), *_detail_parts(article, max_characters)]


def source_parts(
    article: Article, passage: Passage, max_characters: int, quoted: str = ""
) -> list[Part]:
    """The same of the source of words that stand in `passage`, with the number of its unit behind
    the title, and at the end the further fields of the article that its owner shows."""
    parts = _link_title(article, max_characters, quoted)
    if label := source_label(passage, max_characters):
        parts += silence(f" · {label}", max_pieces=1)
    parts += _detail_parts(article, max_characters)
    if fields := source_fields(article, max_characters):
        parts += silence(f" · {fields}", max_pieces=1)
    return parts


def _link_title(article: Article, max_characters: int, quoted: str) -> list[Part]:
    url = make_link(article.url) if article.url else None
    kind = MessageEntity.TEXT_LINK if url else MessageEntity.BOLD
    url = link_passage(url, quoted) if url and quoted else url
    title, place = split_title(article, max_characters)
    return [Part(title, kind, url), *silence(place, max_pieces=1)]


def _detail_parts(article: Article, max_characters: int) -> list[Part]:
    parts = []
    if names := source_names(article, max_characters):
        parts.append(Part(f" · {names}"))
    if article.published:
        parts += [Part(" · "), Part(format_date(article.published), day=article.published)]
    return parts


def name_more(count: int) -> str:
    """That there are `count` more than are listed."""
    return ngettext("… and {count} more", "… and {count} more", count).format(count=count)


def _date_key(quote: Quote) -> date:
    return quote.article.published or date.max


def _fit_quote(quote: Quote, max_units: int, kind: str) -> list[Part]:
    """Quote and sources in at most `max_units`, cut if need be, above them the question that
    it answers, of several, and the line that leads up to it, if any; `[]` if there is no room."""
    line = leading_line(quote)
    asked = cut_text(quote.asked or "", _MAX_NOTE_CHARACTERS)
    lead = [*silence(asked, MessageEntity.BOLD), Part("\n")] if asked else []
    lead += [*silence(line), Part("\n")] if line else []
    for detail in _DETAILS:
        sources = _source_parts(quote, detail)
        max_characters = _MAX_QUOTE_CHARACTERS
        while max_characters >= _MIN_QUOTE_CHARACTERS:
            block = [*lead, _quote_part(quote, max_characters, kind), *sources]
            if count_units(block) <= max_units:
                return block
            max_characters = max_characters * 3 // 4
    return []


def _quote_part(quote: Quote, max_characters: int, kind: str) -> Part:
    """The quote, its answering sentence bold if there are others; cut, it is shown plain."""
    text = cut_text(quote.text, max_characters)
    is_part = quote.best != (0, len(quote.text))
    return Part(text, kind, marked=(quote.best,) if is_part and text == quote.text else ())


def _source_parts(quote: Quote, detail: _Detail) -> list[Part]:
    parts: list[Part] = []
    based_on = gettext("Based on: {report}")
    if speaker := quote.passage.speaker:
        name = cut_text(speaker, detail.name_characters)
        parts.append(Part("\n" + gettext("{speaker}, in").format(speaker=name)))
    for one in (quote, *quote.also[: detail.others]):
        source = source_parts(one.article, one.passage, detail.name_characters, one.text)
        parts += [Part("\n"), *source]
        reports = source_works(one.article, detail.reports, detail.name_characters)
        parts += [Part("\n" + based_on.format(report=report)) for report in reports]
    more = len(quote.also) - detail.others
    return [*parts, Part(f"\n{name_more(more)}")] if more > 0 else parts
