"""An article passage by passage, in Telegram."""

from bot.answer import Quote
from bot.formatting import Reply
from bot.keyboards import Neighbours
from bot.reply import render_passage
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


def render_reading(index: PassageIndex, passage_id: str) -> Reply | None:
    """The passage and its place in the article; None if there is no such passage."""
    row = index.find_row(passage_id)
    if row is None:
        return None
    passage = index.passages[row]
    first, last = index.find_article_rows(row)
    article = index.articles[passage.article_id]
    return render_passage(passage, article, row - first + 1, last - first)


def _id_at(index: PassageIndex, row: int, other: int) -> str | None:
    first, last = index.find_article_rows(row)
    return index.passages[other].id if first <= other < last else None
