"""An article passage by passage, in Telegram."""

from collections.abc import Sequence
from dataclasses import replace

from bot.access.policy import is_searched
from bot.answers.answer import Quote
from bot.telegram.messages.answers import count_source_pages, render_passage, render_sources
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.keyboards import Neighbours, make_reading_keyboard, make_sources_keyboard
from corpus import Article
from embeddings import PassageIndex


def find_neighbours(index: PassageIndex, passage_id: str) -> Neighbours | None:
    """The passages before and after; None if there is no such passage."""
    row = index.find_row(passage_id)
    if row is None:
        return None
    return Neighbours(_id_at(index, row, row - 1), _id_at(index, row, row + 1))


def find_quote_neighbours(index: PassageIndex, quote: Quote) -> Neighbours:
    """Where a reader of `quote` may go: to the rest of its passage first, then beyond it."""
    around = find_neighbours(index, quote.passage.id) or Neighbours(None, None)
    has_more_before = quote.start > quote.passage.start
    has_more_after = quote.end < quote.passage.start + len(quote.passage.text)
    return Neighbours(
        quote.passage.id if has_more_before else around.before,
        quote.passage.id if has_more_after else around.after,
    )


def open_passage(
    index: PassageIndex,
    passage_id: str,
    can_return: bool,
    folders: frozenset[str] | None,
    note: str = "",
) -> Reply | None:
    """The passage below a `note`, its place in the article, and buttons to read on, and back to an
    answer if there is one; None if there is no such passage in `folders`."""
    row, neighbours = index.find_row(passage_id), find_neighbours(index, passage_id)
    if row is None or neighbours is None:
        return None
    passage = index.passages[row]
    first, last = index.find_article_rows(row)
    article = index.articles[passage.article_id]
    if not is_searched(article, folders):
        return None
    shown = render_passage(passage, article, row - first + 1, last - first, note)
    return replace(shown, keyboard=make_reading_keyboard(neighbours, can_return))


def open_sources(articles: Sequence[Article], page: int = 0) -> Reply:
    """The list of articles at `page`, or at its last one if it is shorter, with buttons to turn."""
    pages = count_source_pages(articles)
    page = min(page, pages - 1)
    return replace(render_sources(articles, page), keyboard=make_sources_keyboard(page, pages))


def _id_at(index: PassageIndex, row: int, other: int) -> str | None:
    first, last = index.find_article_rows(row)
    return index.passages[other].id if first <= other < last else None
