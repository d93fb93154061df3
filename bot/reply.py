"""Replies as Telegram takes them: text with entities, within its limits. Nothing is sent here."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import MessageEntity
from telegram.constants import MessageLimit

from bot.answer import Answer, Quote, quotes_to_show
from bot.miss import explain_miss
from bot.sources import cut_text, source_details, source_reports, source_title
from corpus import Article

MOST_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
"""Telegram counts UTF-16 units: a character beyond U+FFFF is two of them."""

_MOST_QUOTE_CHARACTERS = 1000
_FEWEST_QUOTE_CHARACTERS = 200
_LISTED_CHARACTERS = 150
_MOST_NOTE_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much is told of a quote's sources."""

    others: int
    reports: int
    name_characters: int


# The most that fits is taken; the last one leaves room for a quote in any case.
_DETAILS = (_Detail(3, 3, 200), _Detail(2, 2, 80), _Detail(0, 1, 40))


@dataclass(frozen=True, slots=True)
class Reply:
    """Text of at most `MOST_UNITS` UTF-16 units; the entities' offsets are in such units too."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


def render_answer(answer: Answer) -> Reply:
    """Up to three quotes as blockquotes, each with its source below; or that nothing was found."""
    notes = cut_text("\n".join(answer.notes), _MOST_NOTE_CHARACTERS)
    parts = [_Part(notes, MessageEntity.ITALIC)] if notes else []
    if not answer.answered and answer.is_understood:
        parts += [_Part("\n\n" if notes else ""), _Part(explain_miss(answer))]
    for quote in quotes_to_show(answer):
        separator = [_Part("\n\n")] if parts else []
        left = MOST_UNITS - _count_units([*parts, *separator])
        block = _fit_quote(quote, left)
        if not block:
            break
        parts += separator + block
    return _join(parts)


def render_sources(articles: Sequence[Article]) -> Reply:
    """The articles, one a line, as many as fit, and how many there are."""
    count = f"I know {len(articles)} article{'' if len(articles) == 1 else 's'}:"
    parts = [_Part(count)]
    ordered = sorted(articles, key=lambda article: (article.title.casefold(), article.id))
    for number, article in enumerate(ordered):
        line = [_Part("\n• "), *_title_parts(article, _LISTED_CHARACTERS)]
        rest = _Part(f"\n… and {len(ordered) - number} more")
        after = MOST_UNITS - _count_units([rest])
        if _count_units([*parts, *line]) > after:
            parts.append(rest)
            break
        parts += line
    return _join(parts)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of text that is one entity, or plain if `kind` is None; `bold` is what is bold
    inside it, as start and end in characters."""

    text: str
    kind: str | None = None
    url: str | None = None
    bold: tuple[int, int] | None = None


def _fit_quote(quote: Quote, most_units: int) -> list[_Part]:
    """Quote and sources in at most `most_units`, cut if need be; `[]` if there is no room."""
    for detail in _DETAILS:
        sources = _source_parts(quote, detail)
        most_characters = _MOST_QUOTE_CHARACTERS
        while most_characters >= _FEWEST_QUOTE_CHARACTERS:
            block = [_quote_part(quote, most_characters), *sources]
            if _count_units(block) <= most_units:
                return block
            most_characters = most_characters * 3 // 4
    return []


def _quote_part(quote: Quote, most_characters: int) -> _Part:
    """The quote, its answering sentence bold if there are others; cut, it is shown plain."""
    text = cut_text(quote.text, most_characters)
    is_part = quote.best != (0, len(quote.text))
    bold = quote.best if is_part and text == quote.text else None
    return _Part(text, MessageEntity.BLOCKQUOTE, bold=bold)


def _source_parts(quote: Quote, detail: _Detail) -> list[_Part]:
    parts: list[_Part] = []
    if speaker := quote.passage.speaker:
        parts.append(_Part(f"\n{cut_text(speaker, detail.name_characters)}, in"))
    for article in (quote.article, *(other.article for other in quote.also[: detail.others])):
        parts += [_Part("\n"), *_title_parts(article, detail.name_characters)]
        reports = source_reports(article, detail.reports, detail.name_characters)
        parts += [_Part(f"\nBased on: {report}") for report in reports]
    more = len(quote.also) - detail.others
    return [*parts, _Part(f"\n… and {more} more")] if more > 0 else parts


def _title_parts(article: Article, most_characters: int) -> list[_Part]:
    kind = MessageEntity.TEXT_LINK if article.url else MessageEntity.BOLD
    details = source_details(article, most_characters)
    title = _Part(source_title(article, most_characters), kind, article.url)
    return [title, _Part(f" · {details}")] if details else [title]


def _join(parts: Sequence[_Part]) -> Reply:
    entities = []
    offset = 0
    for part in parts:
        length = _count_units([part])
        if part.kind:
            entities.append(MessageEntity(part.kind, offset, length, url=part.url))
        if part.bold:
            start, end = part.bold
            before, inside = _Part(part.text[:start]), _Part(part.text[start:end])
            position = offset + _count_units([before])
            entities.append(MessageEntity(MessageEntity.BOLD, position, _count_units([inside])))
        offset += length
    return Reply("".join(part.text for part in parts), tuple(entities))


def _count_units(parts: Sequence[_Part]) -> int:
    return sum(len(part.text.encode("utf-16-le")) // 2 for part in parts)
