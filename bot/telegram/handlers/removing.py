"""/remove: articles that admins take out, to where they can be fetched back from."""

from functools import partial

from telegram import Message, Update

from bot.articles.change import Plan
from bot.articles.files import ArticleFiles, FileChange
from bot.telegram.handlers.adding import FOR_ADMINS
from bot.telegram.handlers.presses import Press, pressed
from bot.telegram.incoming.admins import check_private_admin
from bot.telegram.incoming.context import Context
from bot.telegram.messages.callback_data import (
    AskRemoval,
    ConfirmRemoval,
    ListArticles,
    is_marked,
)
from bot.telegram.messages.removal import (
    MAX_FOUND,
    ON_A_PAGE,
    render_found,
    render_list,
    render_question,
)
from bot.telegram.outgoing.sending import edit_reply, send_reply
from bot.telegram.outgoing.status_message import StatusMessage
from bot.telegram.state import State
from bot.text.citations import source_title
from bot.text.translation import gettext, gettext_noop
from corpus import Head

_GONE = gettext_noop("This article is not in the index any more.")
_ONLY_ONE = gettext_noop(
    "This is the only article, and without any I cannot answer. Add another one before."
)
_REMOVED = gettext_noop("“{title}” is removed. Its file lies at {path}.")


async def list_articles(update: Update, context: Context) -> None:
    """/remove, or with words that the article has in its title or file name."""
    message, state = context.message, context.state
    if not await check_private_admin(context, "remove"):
        return
    if context.args:
        words = " ".join(context.args)
        found = await state.live.list_articles(0, MAX_FOUND, words=words)
        await send_reply(message, render_found(found, words))
    else:
        await send_reply(message, render_list(await state.live.list_articles(0, ON_A_PAGE)))


async def turn_list(press: Press[ListArticles]) -> str | None:
    """Turns to another page of the list, also from the question."""
    if not press.state.door.access.may_administer(press.query.from_user.id):
        return FOR_ADMINS
    page = await press.state.live.list_articles(press.data.page, ON_A_PAGE)
    await edit_reply(press.message, render_list(page))
    return None


async def ask_removal(press: Press[AskRemoval]) -> str | None:
    """Turns the message to the question whether to remove an article."""
    if not press.state.door.access.may_administer(press.query.from_user.id):
        return FOR_ADMINS
    article = await _find_article(press.data.article_mark, press.state)
    if article is None:
        return _GONE
    await edit_reply(press.message, render_question(article, press.data.page))
    return None


async def confirm_removal(press: Press[ConfirmRemoval]) -> str | None:
    """Begins to remove an article, or has it wait."""
    if not press.state.door.access.may_administer(press.query.from_user.id):
        return FOR_ADMINS
    article = await _find_article(press.data.article_mark, press.state)
    return _begin_removing(press.message, article, press.state) if article else _GONE


async def _find_article(mark: str, state: State) -> Head | None:
    return await state.live.find_marked(partial(is_marked, mark))


def _begin_removing(message: Message, article: Head, state: State) -> str | None:
    if state.live.manifest.articles == 1:
        return _ONLY_ONE
    planned = state.work.changes.find_planned(article.id)
    if planned and planned.title is None:
        return _GONE
    plan = _plan(article, state)
    if refusal := state.work.changes.find_refusal(plan):
        return refusal
    state.work.changes.put(StatusMessage(message, message), plan)
    return None


def _plan(article: Head, state: State) -> Plan:
    def describe(change: FileChange) -> str:
        return gettext(_REMOVED).format(title=source_title(article), path=change.kept)

    files = ArticleFiles.of_settings(state.settings)
    return Plan(article.id, None, lambda announce: files.remove(article.id, announce), describe)


BUTTONS = (
    pressed(ListArticles, turn_list),
    pressed(AskRemoval, ask_removal),
    pressed(ConfirmRemoval, confirm_removal),
)
