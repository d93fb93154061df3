"""The list of articles, page by page, as a message."""

from collections.abc import Sequence
from dataclasses import replace

from bot.telegram.messages.answers import LISTED_CHARACTERS, title_parts
from bot.telegram.messages.formatting import Part, Reply, join_parts
from bot.telegram.messages.keyboards import make_sources_keyboard
from bot.text.translation import gettext, ngettext
from corpus import Article

SOURCES_ON_A_PAGE = 8
"""Each has at most three names of 75 characters, which may be two units each: all fit."""


def render_sources(articles: Sequence[Article], page: int = 0) -> Reply:
    """How many articles there are, and those on `page`, counted from 0, one a line."""
    pages = count_source_pages(articles)
    count = len(articles)
    known = ngettext("I know {count} article", "I know {count} articles", count)
    where = gettext(" (page {page} of {pages})") if pages > 1 else ""
    parts = [Part(f"{known}{where}:".format(count=count, page=page + 1, pages=pages))]
    ordered = sorted(articles, key=lambda article: (article.title.casefold(), article.id))
    first = SOURCES_ON_A_PAGE * page
    for article in ordered[first : first + SOURCES_ON_A_PAGE]:
        parts += [Part("\n• "), *title_parts(article, LISTED_CHARACTERS)]
    return join_parts(parts)


def count_source_pages(articles: Sequence[Article]) -> int:
    """How many pages `render_sources` has, at least one."""
    return max(1, -(-len(articles) // SOURCES_ON_A_PAGE))


def open_sources(articles: Sequence[Article], page: int = 0) -> Reply:
    """The list of articles at `page`, or at its last one if it is shorter, with buttons to turn."""
    pages = count_source_pages(articles)
    page = min(page, pages - 1)
    return replace(render_sources(articles, page), keyboard=make_sources_keyboard(page, pages))
