"""The list of articles, page by page, as a message."""

from dataclasses import replace

from bot.telegram.messages.answers import LISTED_CHARACTERS, title_parts
from bot.telegram.messages.formatting import Part, Reply, join_parts
from bot.telegram.messages.keyboards import make_sources_keyboard
from bot.text.translation import gettext, ngettext
from embeddings import ArticlePage

SOURCES_ON_A_PAGE = 8
"""Each has at most three names of 75 characters, which may be two units each: all fit."""


def open_sources(page: ArticlePage) -> Reply:
    """The list of articles at `page`, with buttons to turn it."""
    keyboard = make_sources_keyboard(page.number, page.page_count)
    return replace(render_sources(page), keyboard=keyboard)


def render_sources(page: ArticlePage) -> Reply:
    """How many articles there are, and those on `page`, one a line."""
    count = page.article_count
    known = ngettext("I know {count} article", "I know {count} articles", count)
    where = gettext(" (page {page} of {pages})") if page.page_count > 1 else ""
    numbers = {"count": count, "page": page.number + 1, "pages": page.page_count}
    parts = [Part(f"{known}{where}:".format(**numbers))]
    for article in page.articles:
        parts += [Part("\n• "), *title_parts(article, LISTED_CHARACTERS)]
    return join_parts(parts)
