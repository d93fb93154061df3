"""A passage to read, as a message, and where to read on from it."""

from dataclasses import replace

from telegram import MessageEntity

from bot.answers.answer import Quote
from bot.answers.scope import is_searched
from bot.telegram.messages.answers import LISTED_CHARACTERS, title_parts
from bot.telegram.messages.formatting import MAX_UNITS, Part, Reply, count_units, join_parts
from bot.telegram.messages.keyboards import Neighbours, make_reading_keyboard
from bot.text.citations import cut_text
from corpus import Article, Passage
from embeddings import PassageIndex

_MAX_PASSAGE_CHARACTERS = 3000


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


def render_passage(
    passage: Passage, article: Article, number: int, count: int, note: str = ""
) -> Reply:
    """A passage to read, `number` of `count` in its article, counted from 1; above it a `note`."""
    title = [
        *title_parts(article, LISTED_CHARACTERS, passage.text),
        Part(f"\n{number} / {count}"),
    ]
    headings = " › ".join(passage.headings)
    above = [Part(f"{note}\n")] if note else []
    if headings:
        above.append(Part(f"{cut_text(headings, LISTED_CHARACTERS)}\n"))
    if passage.speaker:
        above.append(Part(f"{cut_text(passage.speaker, LISTED_CHARACTERS)}:\n"))
    text = Part(cut_text(passage.text, _MAX_PASSAGE_CHARACTERS), MessageEntity.BLOCKQUOTE)
    while len(text.text) > 1 and count_units([*above, text, Part("\n"), *title]) > MAX_UNITS:
        text = Part(cut_text(text.text, len(text.text) * 3 // 4), MessageEntity.BLOCKQUOTE)
    return join_parts([*above, text, Part("\n"), *title])


def find_quote_neighbours(index: PassageIndex, quote: Quote) -> Neighbours:
    """Where a reader of `quote` may go: to the rest of its passage first, then beyond it."""
    around = find_neighbours(index, quote.passage.id) or Neighbours(None, None)
    has_more_before = quote.start > quote.passage.start
    has_more_after = quote.end < quote.passage.start + len(quote.passage.text)
    return Neighbours(
        quote.passage.id if has_more_before else around.before,
        quote.passage.id if has_more_after else around.after,
    )


def find_neighbours(index: PassageIndex, passage_id: str) -> Neighbours | None:
    """The passages before and after; None if there is no such passage."""
    row = index.find_row(passage_id)
    if row is None:
        return None
    return Neighbours(_id_at(index, row, row - 1), _id_at(index, row, row + 1))


def _id_at(index: PassageIndex, row: int, other: int) -> str | None:
    first, last = index.find_article_rows(row)
    return index.passages[other].id if first <= other < last else None
