"""An answer as a message: quotes with their sources, within the limits of Telegram."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from telegram import MessageEntity

from bot.answers.answer import MISSES, Answer, Quote, quotes_to_show
from bot.telegram.messages.formatting import MAX_UNITS, Part, Reply, count_units, join_parts
from bot.telegram.messages.links import link_passage, link_private, make_link
from bot.telegram.messages.silencing import silence
from bot.text.citations import (
    cut_name,
    cut_text,
    join_label,
    leading_line,
    leave_out_author,
    mark_name,
    name_place,
    source_fields,
    source_headings,
    source_label,
    source_names,
    source_works,
    split_title,
)
from bot.text.cleaning import isolate
from bot.text.misses import explain_miss, say_nothing_found
from bot.text.notes import word_note
from bot.text.translation import format_date, gettext, ngettext
from corpus import Described, Locator, Passage, published_on

QUOTES_ON_A_PAGE = 3

_MAX_QUOTE_CHARACTERS = 1000
_MIN_QUOTE_CHARACTERS = 200
LISTED_CHARACTERS = 75
_MAX_NOTE_CHARACTERS = 600
_ROOM_OF_A_BLOCK = 500
"""Units that the quotes of one article leave to those of each article after it."""


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much is told of a quote's sources."""

    others: int
    reports: int
    name_characters: int


# The most that fits is taken; the last one leaves room for a quote in any case.
_DETAILS = (_Detail(3, 3, 200), _Detail(2, 2, 80), _Detail(0, 1, 40))


def render_answer(
    answer: Answer, page: int = 0, by_date: bool = False, username: str = ""
) -> Reply:
    """The quotes on one page, the first of them open, the others folded in, those of one article
    together, with their source below; or that nothing was found. With the `username` of the bot,
    titles without an address lead into the private chat."""
    parts = _note_parts(answer)
    if answer.outcome in MISSES:
        parts += [Part("\n\n" if parts else ""), *silence(explain_miss(answer))]
    groups = share_sources(quotes_on_page(answer, page, by_date))
    for number, group in enumerate(groups):
        separator = [Part("\n\n")] if parts else []
        left = MAX_UNITS - count_units([*parts, *separator])
        kept = _ROOM_OF_A_BLOCK * (len(groups) - number - 1)
        block = _fit_quotes(group, left - kept, number == 0, username)
        block = block or _fit_quotes(group, left, number == 0, username)
        if not block:
            break
        parts += separator + block
    return join_parts(parts)


def share_sources(quotes: Sequence[Quote]) -> list[list[Quote]]:
    """`quotes` by article, or post of it, and those of unknown writers by themselves, in the order
    of the first of each. Those that answer several questions stay in the order of these: only
    neighbours are put together."""
    groups: list[list[Quote]] = []
    for quote in quotes:
        near = groups[-1:] if quote.asked else groups
        group = next((one for one in near if _share_source(one[0], quote)), None)
        if group is None:
            groups.append([quote])
        else:
            group.append(quote)
    return groups


def _share_source(first: Quote, second: Quote) -> bool:
    is_one = first.article.id == second.article.id and first.post == second.post
    return is_one and (first.passage.speaker == "") == (second.passage.speaker == "")


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


def render_quote(quote: Quote, username: str = "") -> Reply:
    """One quote with its source; `username` as above."""
    return join_parts(_fit_quotes([quote], MAX_UNITS, True, username))


def render_miss_shortly(answer: Answer) -> Reply:
    """One line that nothing was found, for groups, below what the asker has to know of the search:
    that no article matches a filter is nothing that the articles lack."""
    parts = _note_parts(answer)
    return join_parts([*parts, Part("\n\n" if parts else ""), Part(say_nothing_found(answer))])


def _note_parts(answer: Answer) -> list[Part]:
    notes = cut_text("\n".join(map(word_note, answer.notes)), _MAX_NOTE_CHARACTERS)
    return silence(notes, MessageEntity.ITALIC)


def title_parts(article: Described, max_characters: int, quoted: str = "") -> list[Part]:
    """Title, author, publisher and date; the title is a link, to the words `quoted` if there are
    any, where the article has an address."""
    url = _link_words(article, quoted)
    details = _detail_parts(article, max_characters, article.published)
    return [*_link_title(article, max_characters, url), *details]


def place_parts(quote: Quote, max_characters: int) -> list[Part]:
    """The same of the source of a quote, with the headings that it stands below and the number of
    its unit behind the title."""
    article = leave_out_author(quote.article, quote.passage)
    place = source_headings(quote, max_characters)
    url = _link_words(article, quote.text, locator=quote.locator)
    return _name_source(article, place, max_characters, url, quote.locator)


def source_parts(
    article: Described, passage: Passage, max_characters: int, quoted: str = ""
) -> list[Part]:
    """The same of the source of words that `passage` begins with, with the number of its unit and
    its place in the original file behind the title, and at the end the further fields of the
    article that its owner shows."""
    label = join_label(source_label(passage, max_characters), name_place(passage.locator))
    url = _link_words(article, quoted, locator=passage.locator)
    named = leave_out_author(article, passage)
    return _name_source(named, ("", label), max_characters, url, passage.locator)


def _name_source(
    article: Described,
    place: tuple[str, str],
    max_characters: int,
    url: str | None,
    locator: Locator | None,
) -> list[Part]:
    """The article, and of `place` in it headings and the number of a unit; the day is that of what
    `locator` names."""
    parts = _link_title(article, max_characters, url)
    headings, label = place
    if headings:
        parts += silence(f" › {isolate(headings)}", max_pieces=1)
    if label:
        parts += silence(f" · {isolate(label)}", max_pieces=1)
    parts += _detail_parts(article, max_characters, published_on(article, locator))
    if fields := source_fields(article, max_characters):
        parts += silence(f" · {fields}", max_pieces=1)
    return parts


def _link_words(article: Described, *quoted: str, locator: Locator | None = None) -> str | None:
    """A link to words on the article's page, or to the page of it that `locator` names; None if it
    has no address."""
    url = make_link(article.url) if article.url else None
    return link_passage(url, *filter(None, quoted), locator=locator) if url else None


def _link_title(article: Described, max_characters: int, url: str | None) -> list[Part]:
    kind = MessageEntity.TEXT_LINK if url else MessageEntity.BOLD
    title, place = split_title(article, max_characters)
    before, after = isolate(title).split(title, 1) if title else ("", "")
    # What already leads somewhere is made no other link of.
    shown = [Part(title, kind, url)] if url else silence(title, kind, max_pieces=1)
    named = [Part(before), *shown, Part(after)]
    return [*(part for part in named if part.text), *silence(isolate(place), max_pieces=1)]


def _detail_parts(article: Described, max_characters: int, day: date | None) -> list[Part]:
    parts = []
    if names := source_names(article, max_characters):
        parts += silence(f" · {names}", max_pieces=1)
    if day:
        parts += [Part(" · "), Part(format_date(day), day=day)]
    return parts


def name_more(count: int) -> str:
    """That there are `count` more than are listed."""
    return ngettext("… and {count} more", "… and {count} more", count).format(count=count)


def _date_key(quote: Quote) -> date:
    return published_on(quote.article, quote.locator) or date.max


def _fit_quotes(
    quotes: Sequence[Quote], max_units: int, is_first: bool, username: str
) -> list[Part]:
    """Quotes of one article and their sources in at most `max_units`, cut if need be, the last ones
    left out if that is not enough; `[]` if there is no room for one."""
    for count in range(len(quotes), 0, -1):
        for detail in _DETAILS:
            max_characters = _MAX_QUOTE_CHARACTERS
            while max_characters >= _MIN_QUOTE_CHARACTERS:
                block = _lay_out(quotes[:count], detail, max_characters, is_first, username)
                if count_units(block) <= max_units:
                    return block
                max_characters = max_characters * 3 // 4
    return []


def _lay_out(
    quotes: Sequence[Quote], detail: _Detail, max_characters: int, is_first: bool, username: str
) -> list[Part]:
    """Quotes of one article, and below them once what is the same of all: the article, who speaks
    and below which headings, and the further articles with the same words, or nearly. What is not
    stands below each, who speaks and below which headings below the last of several beside each
    other."""
    units = [_find_unit(quote, detail) for quote in quotes]
    others = [_list_others(quote) for quote in quotes]
    one_unit = all(unit == units[0] for unit in units)
    one_also = all(ids == others[0] for ids in others)
    parts: list[Part] = []
    for number, quote in enumerate(quotes):
        is_open = is_first and not number
        kind = MessageEntity.BLOCKQUOTE if is_open else MessageEntity.EXPANDABLE_BLOCKQUOTE
        above = quotes[number - 1] if number else None
        parts += [Part("\n")] if above else []
        parts += [*_lead_parts(quote, above), _quote_part(quote, max_characters, kind)]
        is_last = units[number] not in units[number + 1 : number + 2]
        if not one_unit and is_last and any(units[number]):
            named = map(isolate, filter(None, units[number]))
            parts += silence("\n" + " · ".join(named), max_pieces=3)
        if not one_also:
            parts += _also_parts([quote], detail, username, gettext("Also in:") + " ")
    speaker, *place = units[0] if one_unit else ("", "", "")
    if speaker:
        parts += silence(
            "\n" + gettext("{speaker}, in").format(speaker=isolate(speaker)), max_pieces=1
        )
    parts += _source_lines(quotes, (place[0], place[1]), detail, username)
    return [*parts, *_also_parts(quotes, detail, username)] if one_also else parts


def _list_others(quote: Quote) -> list[tuple[str, bool]]:
    """The further articles of a quote, and whether each has the same words."""
    return [
        *((one.article.id, True) for one in quote.also),
        *((one.article.id, False) for one in quote.nearly),
    ]


def _find_unit(quote: Quote, detail: _Detail) -> tuple[str, str, str]:
    """Who speaks, below which headings, and the number of the unit; `""` for what there is not."""
    speaker = mark_name(quote.passage.speaker or "", detail.name_characters)
    return speaker, *source_headings(quote, detail.name_characters)


def _lead_parts(quote: Quote, above: Quote | None) -> list[Part]:
    """The question that a quote answers, of several, and the line that leads up to it, if any, but
    for what is the same of the quote above."""
    asked = "" if above and quote.asked == above.asked else quote.asked or ""
    line = leading_line(quote)
    line = "" if above and line == leading_line(above) else line
    asked = cut_name(asked, _MAX_NOTE_CHARACTERS)
    lead = [*silence(asked, MessageEntity.BOLD), Part("\n")] if asked else []
    return [*lead, *silence(line), Part("\n")] if line else lead


def _quote_part(quote: Quote, max_characters: int, kind: str) -> Part:
    """The quote, its answering sentence bold if there are others; cut, it is shown plain."""
    text = cut_text(quote.text, max_characters)
    is_part = quote.best != (0, len(quote.text))
    return Part(text, kind, marked=(quote.best,) if is_part and text == quote.text else ())


def _also_parts(
    quotes: Sequence[Quote], detail: _Detail, username: str, before: str = ""
) -> list[Part]:
    """The further articles that have the words of each of `quotes`, a line each that begins with
    `before`, and how many more there are; then those that have nearly the same, which is said in
    front of each."""
    also = [*zip(*(quote.also for quote in quotes), strict=True)]
    nearly = [*zip(*(quote.nearly for quote in quotes), strict=True)]
    parts = _other_lines(also, detail.others, detail, username, before)
    # In the least room only what has these very words is counted.
    room = detail.others and max(1, detail.others - len(also))
    label = gettext("Largely the same in:") + " "
    return [*parts, *(_other_lines(nearly, room, detail, username, label) if room else [])]


def _other_lines(
    others: Sequence[tuple[Quote, ...]],
    most: int,
    detail: _Detail,
    username: str,
    before: str,
) -> list[Part]:
    """A line for each of the first `most` of `others`, which are quotes of one article each, and
    how many more there are."""
    parts: list[Part] = []
    for same in others[:most]:
        places = {source_headings(one, detail.name_characters) for one in same}
        place = places.pop() if len(places) == 1 else ("", "")
        parts += _source_lines(same, place, detail, username, before)
    more = len(others) - most
    return [*parts, Part(f"\n{name_more(more)}")] if more > 0 else parts


def _source_lines(
    quotes: Sequence[Quote],
    place: tuple[str, str],
    detail: _Detail,
    username: str,
    before: str = "",
) -> list[Part]:
    """The article of all `quotes`, in a line that begins with `before`, and what it is based on.
    Where it has no address its title leads to the first of them in the private chat."""
    first = quotes[0]
    url = _link_words(first.article, *(quote.text for quote in quotes), locator=first.locator)
    if not url and username:
        url = link_private(username, first.passage.id)
    article = leave_out_author(first.article, first.passage)
    line = _name_source(article, place, detail.name_characters, url, first.locator)
    based_on = gettext("Based on: {report}")
    reports = source_works(first.article, detail.reports, detail.name_characters)
    works = [
        part
        for report in reports
        for part in silence("\n" + based_on.format(report=report), max_pieces=1)
    ]
    return [Part(f"\n{before}"), *line, *works]
