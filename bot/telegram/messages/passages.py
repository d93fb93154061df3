"""A passage to read, as a message, and where to read on from it."""

from dataclasses import replace

from telegram import MessageEntity

from bot.access.scope import is_searched
from bot.answers.answer import Quote
from bot.telegram.messages.answers import LISTED_CHARACTERS, source_parts
from bot.telegram.messages.formatting import MAX_UNITS, Part, Reply, count_units, join_parts
from bot.telegram.messages.keyboards import Neighbours, make_reading_keyboard
from bot.telegram.messages.silencing import silence
from bot.text.citations import cut_name, cut_text, mark_name
from bot.text.cleaning import isolate
from corpus import Article, Passage
from embeddings import LocatedPassage

_MAX_PASSAGE_CHARACTERS = 3000


def open_passage(
    located: LocatedPassage | None,
    can_return: bool,
    folders: frozenset[str] | None,
    note: str = "",
) -> Reply | None:
    """The passage below a `note`, its place in the article, and buttons to read on, and back to an
    answer if there is one; None if there is none, or not in `folders`."""
    if located is None or not is_searched(located.article, folders):
        return None
    passage, article = located.passage, located.article
    shown = render_passage(passage, article, located.number, located.count, note)
    neighbours = Neighbours(located.before, located.after)
    return replace(shown, keyboard=make_reading_keyboard(neighbours, can_return))


def render_passage(
    passage: Passage, article: Article, number: int, count: int, note: str = ""
) -> Reply:
    """A passage to read, `number` of `count` in its article, counted from 1; above it a `note`."""
    title = [
        *source_parts(article, passage, LISTED_CHARACTERS, passage.text),
        Part(f"\n{number} / {count}"),
    ]
    headings = " › ".join(mark_name(name, LISTED_CHARACTERS) for name in passage.headings)
    headings = cut_name(headings, LISTED_CHARACTERS)
    above = [Part(f"{note}\n")] if note else []
    if headings:
        above += [*silence(headings, max_pieces=3), Part("\n")]
    if speaker := isolate(mark_name(passage.speaker or "", LISTED_CHARACTERS)):
        above += [*silence(speaker, max_pieces=1), Part(":\n")]
    text = Part(cut_text(passage.text, _MAX_PASSAGE_CHARACTERS), MessageEntity.BLOCKQUOTE)
    while len(text.text) > 1 and count_units([*above, text, Part("\n"), *title]) > MAX_UNITS:
        text = Part(cut_text(text.text, len(text.text) * 3 // 4), MessageEntity.BLOCKQUOTE)
    return join_parts([*above, text, Part("\n"), *title])


def find_quote_neighbours(quote: Quote, located: LocatedPassage | None) -> Neighbours:
    """Where a reader of `quote` may go: to the rest of its passage first, then beyond it.
    `located` is its passage, None if that is gone."""
    before, after = (located.before, located.after) if located else (None, None)
    has_more_before = quote.start > quote.passage.start
    has_more_after = quote.end < quote.passage.start + len(quote.passage.text)
    return Neighbours(
        quote.passage.id if has_more_before else before,
        quote.passage.id if has_more_after else after,
    )
