"""The list of articles to remove one of, and the question whether to."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.messages.callback_data import (
    AskRemoval,
    ConfirmPostRemoval,
    ConfirmRemoval,
    ListArticles,
    shorten_id,
)
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.keyboards import make_button
from bot.telegram.messages.silencing import reply_silently
from bot.text.citations import say_name, source_details, source_title
from bot.text.cleaning import isolate
from bot.text.translation import gettext
from corpus import Head
from embeddings import ArticlePage

ON_A_PAGE = 8
MAX_FOUND = 20
_MAX_LABEL_CHARACTERS = 60
_MAX_PATH_CHARACTERS = 1000


def render_list(page: ArticlePage) -> Reply:
    """A button for each article on `page`, and those to turn it."""
    rows = _list(page.articles, page.number)
    turning = []
    if page.number > 0:
        turning.append(make_button("◀", ListArticles(page.number - 1)))
    if page.number < page.page_count - 1:
        turning.append(make_button("▶", ListArticles(page.number + 1)))
    text = gettext("Which article shall I remove? (page {page} of {pages})")
    keyboard = InlineKeyboardMarkup([*rows, turning] if turning else rows)
    return Reply(text.format(page=page.number + 1, pages=page.page_count), keyboard=keyboard)


def render_found(found: ArticlePage, words: str) -> Reply:
    """A button for each article on the first page of those with all of `words` in their title or
    file name, and how many more there are."""
    if not found.articles:
        nothing = gettext("No article has that in its title or file name: “{words}”.")
        return reply_silently(nothing.format(words=say_name(words, _MAX_LABEL_CHARACTERS)))
    text = gettext("Which article shall I remove?")
    if found.page_count > 1:
        more = gettext("{count} more have that in their names: write more words.")
        text += "\n" + more.format(count=found.article_count - len(found.articles))
    return Reply(text, keyboard=InlineKeyboardMarkup(_list(found.articles, 0)))


def render_question(article: Head, page: int) -> Reply:
    """Whether to remove `article`; No leads back to `page` of the list."""
    lines = [gettext("Remove “{title}”?").format(title=isolate(source_title(article)))]
    if details := source_details(article):
        lines.append(details)
    lines.append(gettext("File: {name}").format(name=say_name(article.id, _MAX_PATH_CHARACTERS)))
    yes = make_button(gettext("Yes"), ConfirmRemoval(shorten_id(article.id), page))
    no = make_button(gettext("No"), ListArticles(page))
    return reply_silently("\n".join(lines), InlineKeyboardMarkup([[yes, no]]))


def render_post_question(article: Head, post_id: int) -> Reply:
    """Whether to take a post out of `article`, which has others; No leads to the list."""
    text = gettext("Remove the post {link} of “{title}”? The other ones stay.")
    link = f"{(article.url or '').rpartition('/')[0]}/{post_id}"
    yes = make_button(gettext("Yes"), ConfirmPostRemoval(shorten_id(article.id), post_id))
    no = make_button(gettext("No"), ListArticles(0))
    told = text.format(link=link, title=isolate(source_title(article)))
    return reply_silently(told, InlineKeyboardMarkup([[yes, no]]))


def _list(articles: Sequence[Head], page: int) -> list[list[InlineKeyboardButton]]:
    """A row for each; whoever will not remove it is led back to `page` of all of them."""
    return [
        [make_button(source_title(a, _MAX_LABEL_CHARACTERS), AskRemoval(shorten_id(a.id), page))]
        for a in articles
    ]
