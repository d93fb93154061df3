"""The buttons below messages, and what they say when they are pressed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.answer import Answer, Quote
from bot.telegram.messages.answers import count_pages, quotes_on_page
from bot.telegram.messages.callback_data import (
    CheckQuote,
    ReadPassage,
    RemoveReply,
    ShowMore,
    TurnPage,
    TurnSources,
    Vote,
    shorten_id,
)
from bot.telegram.messages.links import link_private
from bot.telegram.messages.packing import CallbackData
from bot.text.citations import cut_text
from bot.text.copied_citations import cite
from bot.text.misses import find_nearest
from bot.text.translation import gettext
from corpus import clean_line, published_on

_MAX_LABEL_CHARACTERS = 60
_OPEN, _CLOSE = "…", "‹"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where back and on lead from a quote or passage: ids of passages, None at an end."""

    before: str | None
    after: str | None


def make_answer_keyboard(
    answer: Answer,
    neighbours: Neighbours,
    username: str,
    page: int = 0,
    by_date: bool = False,
    turns_here: bool = True,
) -> InlineKeyboardMarkup | None:
    """The buttons below an answer on `page`, about the first quote there, in two rows, of which the
    last ends with one that opens the others; None if it has no quote. `username` is the bot's. With
    `turns_here` the message itself turns to the passages before and after, else the private chat
    opens."""
    shown = quotes_on_page(answer, page, by_date)
    if not shown:
        return None
    first = shown[0]
    on = _make_turning(Neighbours(None, neighbours.after), "" if turns_here else username)
    pages = count_pages(answer)
    if page:  # the best ones are one press away, however little those here say
        on.append(make_button(gettext("First quotes"), TurnPage(0, by_date)))
    if page + 1 < pages:
        on.append(make_button(gettext("More quotes"), TurnPage(page + 1, by_date)))
    more = ShowMore(
        is_open=True,
        page=page,
        by_date=by_date,
        has_dates=len({published_on(quote.article, quote.locator) for quote in shown}) > 1,
        begins_inside=first.start > first.passage.start,
        passage_id=first.passage.id,
        article_mark=shorten_id(first.article.id),
    )
    return InlineKeyboardMarkup([[*on, *_make_copying(first)], _make_judging(more)])


def turn_keyboard(
    keyboard: InlineKeyboardMarkup | None,
    pressed: ShowMore,
    before: str | None,
    username: str,
    turns_here: bool,
) -> InlineKeyboardMarkup | None:
    """An answer's `keyboard` with its last row turned to the rarer buttons, or back, as the button
    `pressed` in it says; None if that is not in it. `before` is the id of the passage that a reader
    goes back to, None at the beginning; `username` and `turns_here` as above."""
    rows = keyboard.inline_keyboard if keyboard else ()
    data = pressed.pack()
    if not rows or all(button.callback_data != data for button in rows[-1]):
        return None
    if not pressed.is_open:
        return InlineKeyboardMarkup([*rows[:-1], _make_judging(replace(pressed, is_open=True))])
    row = _make_turning(Neighbours(before, None), "" if turns_here else username)
    if pressed.has_dates:
        label = gettext("Best first") if pressed.by_date else gettext("By date")
        row.append(make_button(label, TurnPage(pressed.page, not pressed.by_date)))
    row.append(make_button(gettext("Remove"), RemoveReply()))
    row.append(make_button(_CLOSE, replace(pressed, is_open=False)))
    return InlineKeyboardMarkup([*rows[:-1], row])


def make_reading_keyboard(neighbours: Neighbours, can_return: bool) -> InlineKeyboardMarkup | None:
    """The buttons below a passage that is read in a private chat."""
    rows = [_make_turning(neighbours, labels=("◀", "▶"))]
    if can_return:
        rows.append([make_button(gettext("Back to the answer"), TurnPage(0))])
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None


def make_miss_keyboard(answer: Answer) -> InlineKeyboardMarkup | None:
    """A button for each place that comes nearest to an answer, the first in a row of its own; None
    if there is none."""
    nearest = list(find_nearest(answer).items())
    rows = [
        [
            make_button(cut_text(name, _MAX_LABEL_CHARACTERS), ReadPassage(quote.passage.id))
            for name, quote in row
        ]
        for row in (nearest[:1], nearest[1:])
        if row
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def make_found_keyboard(quote: Quote, username: str) -> InlineKeyboardMarkup:
    """The buttons below a quote that was sent in another chat."""
    url = link_private(username, quote.passage.id)
    reading = InlineKeyboardButton(gettext("Read on"), url=url)
    return InlineKeyboardMarkup([[reading, *_make_copying(quote)]])


def make_removing_keyboard() -> InlineKeyboardMarkup:
    """The one button that an answer keeps whatever becomes of it."""
    return InlineKeyboardMarkup([[make_button(gettext("Remove"), RemoveReply())]])


def make_again_keyboard() -> InlineKeyboardMarkup:
    """The buttons below a link to an earlier answer."""
    again = make_button(gettext("Answer it here"), TurnPage(0))
    return InlineKeyboardMarkup([[again, make_button(gettext("Remove"), RemoveReply())]])


def make_sources_keyboard(page: int, pages: int) -> InlineKeyboardMarkup | None:
    """The buttons below a page of the list of articles; None if there is one page."""
    row = []
    if page > 0:
        row.append(make_button("◀", TurnSources(page - 1)))
    if page < pages - 1:
        row.append(make_button("▶", TurnSources(page + 1)))
    return InlineKeyboardMarkup([row]) if row else None


def make_button(label: str, data: CallbackData) -> InlineKeyboardButton:
    """A button that is pressed, and what it carries."""
    return InlineKeyboardButton(clean_line(label) or _OPEN, callback_data=data.pack())


def _make_turning(
    neighbours: Neighbours, username: str = "", labels: Sequence[str] = ()
) -> list[InlineKeyboardButton]:
    """Back and on; with a `username` they open the private chat, so that a group stays quiet."""
    labels = labels or (gettext("◀ Before"), gettext("Read on ▶"))
    ways = zip(labels, (neighbours.before, neighbours.after), strict=True)
    return [
        InlineKeyboardButton(label, url=link_private(username, passage_id))
        if username
        else make_button(label, ReadPassage(passage_id))
        for label, passage_id in ways
        if passage_id
    ]


def _make_judging(more: ShowMore) -> list[InlineKeyboardButton]:
    """The last row below an answer: what a reader says of its first quote, and asks of it."""
    about = more.passage_id, more.article_mark
    return [
        make_button("👍", Vote(True, *about)),
        make_button("👎", Vote(False, *about)),
        make_button(gettext("Check again"), CheckQuote(*about)),
        make_button(_OPEN, more),
    ]


def _make_copying(quote: Quote) -> list[InlineKeyboardButton]:
    return [InlineKeyboardButton(gettext("Copy citation"), copy_text=CopyTextButton(cite(quote)))]
