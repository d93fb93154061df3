"""How a source is named to a reader: title, publisher, date; and what an article is based on."""

import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import replace
from datetime import date
from operator import itemgetter
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import regex

from bot.answers.answer import Quote
from bot.answers.quote_bounds import asks
from bot.text.cleaning import isolate
from bot.text.opened_places import PAGES, open_place
from bot.text.translation import format_date, gettext
from corpus import Article, Described, Locator, Passage, Work, clean_line, published_on
from corpus.periods import find_periods
from corpus.structure.blocks.lines import has_letters
from corpus.structure.signs import fold_look
from corpus.versions import read_version

MAX_NAME_CHARACTERS = 200
"""A title or a publisher's name is not longer, whatever an article says of itself."""
MAX_FIELD_CHARACTERS = 60
"""Of the value of a further field."""
MAX_HEADING_CHARACTERS = 60
MAX_REPORTS = 3
MAX_LEAD_CHARACTERS = 150
_PARTING = re.compile(
    r"(?:^|\s)[·›\u0387]|[·›\u0387](?:\s|$)"
    r"|\s[•‧∙⋅․◦●▪⸱⸳᛫ᐧ・･ꞏ﹒𐄁⦁⬝🞄⠂⠐❯❱❭⟩〉ᐳ˃𖼿⧽▸][\u0300-\u036f\ufe00-\ufe0f]*\s"
)
"""What parts the names of a source line, or looks as if it did; not a dot within a name, as in
"列夫·托尔斯泰"."""
_LEADING_DASH = re.compile("^[–—-]")
_WITHIN_MARKS = str.maketrans('“„‟〝"”〞″＂', "‘‘‘‘’’’’’")
"""Marks within quotation marks, so that no name ends those around it."""
_CONTINUES = regex.compile(r"[\p{M}\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_JOINER = "\u200d"
_MAX_LETTER = 30
_MAX_LOOKED_AT = 2000
_NOT_ALONE = ("table", "code", "answer", "term")
"""Kinds of blocks that say little without the line that stands above them in their article."""


def source_title(article: Described, max_characters: int = MAX_NAME_CHARACTERS) -> str:
    """The article's title, and in brackets the place that tells it from others of that title, in
    at most `max_characters`, as `split_title`."""
    return "".join(split_title(article, max_characters))


def marked_title(article: Described, max_characters: int = MAX_NAME_CHARACTERS) -> str:
    """The same to stand in plain text with names behind it, as by `mark_name`; also if it begins
    with a dash, as a source does."""
    title, place = split_title(article, max_characters)
    if _PARTING.search(title) or _LEADING_DASH.match(title):
        title = _put_in_marks(title, max_characters - len(place))
    return title + place


def split_title(article: Described, max_characters: int = MAX_NAME_CHARACTERS) -> tuple[str, str]:
    """The title, or the name of the file if nothing of the title can be seen; and behind it its
    place, as in " (guide/api)", `""` if it needs none. Each is cut at a word, so that together
    they have at most `max_characters`."""
    place = mark_name(article.place, max_characters // 2 - len(" ()"))
    place = f" ({place})" if place else ""
    left = max_characters - len(place)
    name = PurePosixPath(article.id).name
    title = cut_name(article.title, left) or cut_name(name, left)
    return title or cut_text(ascii(name), left), place


def source_label(
    passage: Passage, max_characters: int = MAX_NAME_CHARACTERS, has_marks: bool = True
) -> str:
    """The number by which one cites the unit that `passage` is of, as "Article 17"; a bare number
    gets a full stop, by which it is read as one. `""` if it has none. In quotation marks as by
    `mark_name`, unless `has_marks` is false."""
    label = passage.label or ""
    cut = mark_name if has_marks else cut_name
    return cut(f"{label}." if label.isdecimal() else label, max_characters)


def name_place(locator: Locator | None) -> str:
    """Where in the original file something stands, as a reader finds it there: "p. 12" of pages,
    with a note behind it if a machine has read that, "row 110" of a table that is a file, "1:02:03"
    of a recording; `""` for other places."""
    if locator is None or locator.kind == "post":
        return ""
    if locator.kind == "row":
        return gettext("row {number}").format(number=locator.value)
    if locator.kind in PAGES:
        page = gettext("p. {page}").format(page=locator.value)
        return join_label(page, gettext("read by machine") if locator.kind == "scan" else "")
    minutes, seconds = divmod(locator.value, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def join_label(label: str, place: str) -> str:
    """The number of a unit and a place in the original file, as "Article 17 · p. 12"."""
    return " · ".join(filter(None, (label, place)))


def source_headings(
    quote: Quote, max_characters: int = MAX_NAME_CHARACTERS, has_marks: bool = True
) -> tuple[str, str]:
    """What stands above the quote in its article, as "3.4.0 › Removed": the innermost heading, and
    the nearest one above it that is of a version or a time, but for the title and the line that
    leads up to the quote; and the number of its unit, where no heading has that, and the place in
    the original file. `""` for what there is not; each in at most `max_characters`, with marks as
    `source_label`."""
    passage = quote.passage
    known = {quote.article.title.casefold(), leading_line(quote).casefold()}
    headings = [h for h in passage.headings if h.casefold() not in known and clean_line(h)]
    label = source_label(passage, max_characters, has_marks)
    spot = name_place(quote.locator)
    if not headings:
        return "", join_label(label, spot)
    dated = next((h for h in reversed(headings[:-1]) if _is_of_a_time(h)), "")
    above = next((h for h in reversed(headings[:-1]) if _begins_with(h, passage.label)), "")
    chosen = [label if above else dated, headings[-1]]
    shown = [name for name in chosen if name]
    room = min(MAX_HEADING_CHARACTERS, (max_characters - len(" › ")) // len(shown))
    cut = mark_name if has_marks else cut_name
    path = " › ".join(cut(name, room) for name in shown)
    is_named = above or _begins_with(headings[-1], passage.label)
    return path, join_label("" if is_named else label, spot)


def source_line(quote: Quote) -> str:
    """The source of a quote in one line, as "Title › 3.4.0 › Removed · Ada Pell · 3 May 2021"."""
    headings, label = map(isolate, source_headings(quote))
    title = isolate(marked_title(quote.article))
    place = " › ".join(filter(None, (title, headings)))
    article = leave_out_author(quote.article, quote.passage)
    return " · ".join(filter(None, (place, label, source_details(article, quote.locator))))


def _is_of_a_time(heading: str) -> bool:
    return read_version(heading) is not None or bool(find_periods(heading))


def _begins_with(heading: str, label: str | None) -> bool:
    """Whether the number of a unit is that of `heading`, as "Article 17" of "Article 17. Nets"."""
    if not label or not heading.casefold().startswith(label.casefold()):
        return False
    return not heading[len(label) : len(label) + 1].isalnum()


def source_fields(article: Described, max_characters: int = MAX_NAME_CHARACTERS) -> str:
    """The further fields of an article that its owner shows, as "grade: 7 · edition: second", in
    at most `max_characters`, cut at a word; `""` if there are none."""
    fields = ((name, mark_name(value, MAX_FIELD_CHARACTERS)) for name, value in article.fields)
    return cut_text(
        " · ".join(f"{name}: {isolate(value)}" for name, value in fields if value), max_characters
    )


def leave_out_author(article: Described, passage: Passage) -> Described:
    """`article` without its author, if what `passage` says is another one's."""
    return replace(article, author=None) if passage.speaker == "" else article


def source_names(article: Described, max_characters: int = MAX_NAME_CHARACTERS) -> str:
    """Author and publisher, each cut at `max_characters`; `""` if neither is known."""
    names = [name for name in (article.author, article.source) if name]
    shown = (isolate(mark_name(name, max_characters)) for name in dict.fromkeys(names))
    return " · ".join(filter(None, shown))


def source_details(article: Described, locator: Locator | None = None) -> str:
    """Author, publisher, the day of what `locator` names and further fields; `""` if none of them
    is known."""
    published = published_on(article, locator)
    day = format_date(published) if published else ""
    return " · ".join(filter(None, (source_names(article), day, source_fields(article))))


def source_address(article: Described, locator: Locator | None = None) -> str:
    """The article's address, with the page, time or post that `locator` names; a host that is not
    written in Latin letters and looks so as it is sent over the wire ("xn--…"). `""` if it has
    none."""
    url = open_place(article.url, locator) if article.url else ""
    host = urlsplit(url).hostname or ""
    if not host.isascii() and fold_look(host).replace("。", ".").isascii():
        with suppress(UnicodeError):
            sent = host.encode("idna").decode()
            # Not as a template: of a strange host a backslash is one.
            url = regex.sub(regex.escape(host), lambda _: sent, url, count=1, flags=regex.I)
    return isolate(url)


def source_works(
    article: Article,
    max_reports: int = MAX_REPORTS,
    max_characters: int = MAX_NAME_CHARACTERS,
) -> list[str]:
    """A line for each of the first `max_reports` reports that the article is based on, with
    names cut at `max_characters`."""
    return [_format_report(report, max_characters) for report in article.based_on[:max_reports]]


def leading_line(quote: Quote) -> str:
    """What stands above a row, code, an answer, the further description of a term or an item within
    another one in its article, as a line of its own: a table's header, what leads up to it, the
    question, the term, the other item. `""` if there is none, or it is no short line."""
    passage = quote.passage
    number = _find_number(quote)
    is_within = any(passage.levels[number : number + 1])
    asked = _find_asked_above(quote, number)
    if passage.kind not in _NOT_ALONE and not is_within and asked is None:
        return ""
    span = _find_item_above(quote, number) if is_within else asked
    if passage.kind == "term":
        span = _find_term_above(quote)
    above = [span] if span else [s for s in passage.context if s[1] <= quote.start]
    if not above:
        return ""
    start, end = max(above)
    # A line may shrink by its white space, but one that is pages long is no line.
    if end - start > 2 * MAX_LEAD_CHARACTERS:
        return ""
    line = clean_line(quote.article.text[start:end])
    return line if len(line) <= MAX_LEAD_CHARACTERS else ""


def _find_number(quote: Quote) -> int:
    """Which sentence of its passage the quote begins with."""
    start = quote.start - quote.passage.start
    return max(0, bisect_right(quote.passage.sentences, start, key=itemgetter(0)) - 1)


def _find_asked_above(quote: Quote, number: int) -> tuple[int, int] | None:
    """Where the question stands, right above a quote that begins behind the mark of its answer, if
    it is part of the passage."""
    passage = quote.passage
    if not number:
        return None
    start, end = passage.sentences[number - 1]
    mark = passage.text[end : quote.start - passage.start]
    is_asked = asks(passage.text[start:end]) and has_letters(mark)
    return (passage.start + start, passage.start + end) if is_asked else None


def _find_item_above(quote: Quote, number: int) -> tuple[int, int] | None:
    """Where the item stands that the sentence `number` of the quote's passage is within, if it is
    part of the passage."""
    item = quote.passage.find_item(number)
    if item is None:
        return None
    start, end = quote.passage.sentences[item]
    return quote.passage.start + start, quote.passage.start + end


def _find_term_above(quote: Quote) -> tuple[int, int] | None:
    """Where the term stands that the quote describes without naming it, in the article's text."""
    before = quote.passage.text[: quote.start - quote.passage.start]
    begin = before.rfind("\n\n") + 2 if "\n\n" in before else 0
    line_end = before.find("\n", begin)
    if not before[begin:].strip() or line_end < 0:
        return None
    return quote.passage.start + begin, quote.passage.start + line_end


def cut_name(name: str, max_characters: int) -> str:
    """`name` as one line without signs that are not seen, cut as by `cut_text`; `""` if nothing of
    it can be seen. Of a very long one no more than its first `_MAX_LOOKED_AT` are looked at."""
    line = clean_line(name[:_MAX_LOOKED_AT])
    more = "…" if line and len(name) > _MAX_LOOKED_AT else ""
    return cut_text(line + more, max_characters)


def mark_name(name: str, max_characters: int) -> str:
    """The same, in quotation marks if it holds what parts names in a source line: it would pass for
    several of them."""
    shown = cut_name(name, max_characters)
    return _put_in_marks(shown, max_characters) if _PARTING.search(shown) else shown


def _put_in_marks(name: str, max_characters: int) -> str:
    return f"“{cut_text(name.translate(_WITHIN_MARKS), max_characters - len('“”'))}”"


def say_name(name: str, max_characters: int) -> str:
    """The same, to stand within a line that is not turned by the direction of the name."""
    return isolate(cut_name(name, max_characters))


def cut_text(text: str, max_characters: int) -> str:
    """`text`, or its beginning with "…", cut at a word, no longer than `max_characters`."""
    if len(text) <= max_characters:
        return text
    cut = text[: _find_letter_end(text, max_characters - 1)]
    if not text[max_characters - 1].isspace():
        # A text without spaces, or a word as long as a page, has to be cut inside.
        words, separator, _ = cut.rpartition(" ")
        cut = words if separator and len(words) > max_characters // 2 else cut
    return cut.rstrip() + "…"


def _find_letter_end(text: str, end: int) -> int:
    """The last place up to `end` at which no letter loses a mark and no emoji a part; `end` if it
    is far."""
    for place in range(end, max(0, end - _MAX_LETTER), -1):
        is_inside = _CONTINUES.match(text, place) or text[place - 1] == _JOINER
        if not is_inside:
            return place
    return end


def _format_report(report: Work, max_characters: int) -> str:
    title = isolate(mark_name(report.title, max_characters))
    details = _join_details(report.source, report.published, max_characters)
    return f"{title} · {details}" if details else title


def _join_details(source: str | None, published: date | None, max_characters: int) -> str:
    parts = [
        isolate(mark_name(source, max_characters)) if source else "",
        format_date(published) if published else "",
    ]
    return " · ".join(part for part in parts if part)
