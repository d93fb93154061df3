"""The list of articles to remove one of, and the question whether to."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.messages.callback_data import (
    AskRemoval,
    ConfirmRemoval,
    ListArticles,
    shorten_id,
)
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.keyboards import make_button
from bot.telegram.messages.silencing import reply_silently
from bot.text.citations import cut_text, source_details, source_title
from bot.text.translation import gettext
from corpus import Article

ON_A_PAGE = 8
_MAX_FOUND = 20
_MAX_LABEL_CHARACTERS = 60


def render_list(articles: Sequence[Article], page: int) -> Reply:
    """A button for each article on `page`, counted from 0, or on the last one if there are not as
    many."""
    ordered = _sort(articles)
    pages = max(1, -(-len(ordered) // ON_A_PAGE))
    page = min(page, pages - 1)
    rows = _list(ordered[ON_A_PAGE * page : ON_A_PAGE * (page + 1)], page)
    turning = []
    if page > 0:
        turning.append(make_button("◀", ListArticles(page - 1)))
    if page < pages - 1:
        turning.append(make_button("▶", ListArticles(page + 1)))
    text = gettext("Which article shall I remove? (page {page} of {pages})")
    keyboard = InlineKeyboardMarkup([*rows, turning] if turning else rows)
    return Reply(text.format(page=page + 1, pages=pages), keyboard=keyboard)


def render_found(articles: Sequence[Article], words: str) -> Reply:
    """A button for each article with all of `words` in its title or file name."""
    parts = words.casefold().split()
    found = [
        article
        for article in _sort(articles)
        if all(part in f"{article.title} {article.id}".casefold() for part in parts)
    ]
    if not found:
        nothing = gettext("No article has that in its title or file name: “{words}”.")
        return reply_silently(nothing.format(words=cut_text(words, _MAX_LABEL_CHARACTERS)))
    text = gettext("Which article shall I remove?")
    if len(found) > _MAX_FOUND:
        more = gettext("{count} more have that in their names: write more words.")
        text += "\n" + more.format(count=len(found) - _MAX_FOUND)
    return Reply(text, keyboard=InlineKeyboardMarkup(_list(found[:_MAX_FOUND], 0)))


def render_question(article: Article, page: int) -> Reply:
    """Whether to remove `article`; No leads back to `page` of the list."""
    lines = [gettext("Remove “{title}”?").format(title=source_title(article))]
    if details := source_details(article):
        lines.append(details)
    lines.append(gettext("File: {name}").format(name=article.id))
    yes = make_button(gettext("Yes"), ConfirmRemoval(shorten_id(article.id), page))
    no = make_button(gettext("No"), ListArticles(page))
    return reply_silently("\n".join(lines), InlineKeyboardMarkup([[yes, no]]))


def _sort(articles: Sequence[Article]) -> list[Article]:
    return sorted(articles, key=lambda article: (article.title.casefold(), article.id))


def _list(articles: Sequence[Article], page: int) -> list[list[InlineKeyboardButton]]:
    """A row for each; whoever will not remove it is led back to `page` of all of them."""
    return [
        [make_button(source_title(a, _MAX_LABEL_CHARACTERS), AskRemoval(shorten_id(a.id), page))]
        for a in articles
    ]
