"""/remove: articles that admins take out, to where they can be fetched back from."""

import asyncio
from functools import partial

from telegram import Message, Update

from bot.articles.change import Plan
from bot.articles.files import ArticleFileError, ArticleFiles, FileChange
from bot.articles.rebuilding import KEPT
from bot.sources.channels.files import ChannelFiles
from bot.sources.channels.folders import find_linked
from bot.sources.channels.live_posts import plan_removal
from bot.telegram.handlers.articles.adding import FOR_ADMINS
from bot.telegram.handlers.presses import Press, pressed
from bot.telegram.incoming.admins import check_private_admin
from bot.telegram.incoming.context import Context
from bot.telegram.messages.callback_data import (
    AskRemoval,
    ConfirmPostRemoval,
    ConfirmRemoval,
    ListArticles,
    is_marked,
)
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.removal import (
    MAX_FOUND,
    ON_A_PAGE,
    render_found,
    render_list,
    render_post_question,
    render_question,
)
from bot.telegram.messages.silencing import reply_silently
from bot.telegram.outgoing.sending import edit_reply, send_reply
from bot.telegram.outgoing.status_message import StatusMessage
from bot.telegram.state import State
from bot.text.citations import source_title
from bot.text.translation import gettext, gettext_noop
from corpus import Head
from corpus.sources.post_files import NotOursError
from corpus.sources.post_names import PRIVATE_FOLDER, read_file_name, read_link
from corpus.sources.posts import Channel

_GONE = gettext_noop("This article is not in the index any more.")
_ONLY_ONE = gettext_noop(
    "This is the only article, and without any I cannot answer. Add another one before."
)
_NO_POST = gettext_noop("No article of mine has that post.")
_POST_REMOVED = gettext_noop("The post is taken out of “{title}”.")
_STAYS_OUT = gettext_noop(
    "It stays out, whatever is edited; an export brings it back by footnote add --restore."
)
_REMOVED = gettext_noop("“{title}” is removed. Its file lies at {path}.")


async def list_articles(update: Update, context: Context) -> None:
    """/remove, or with words that the article has in its title or file name, or with the link to a
    post of a channel."""
    message, state = context.message, context.state
    if not await check_private_admin(context, "remove"):
        return
    if context.args:
        words = " ".join(context.args)
        folder, post_id = read_link(words) or ("", None)
        if post_id is not None:
            await send_reply(message, await _ask_of_post(folder, post_id, state))
            return
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


async def confirm_post_removal(press: Press[ConfirmPostRemoval]) -> str | None:
    """Begins to take a post out of an article, or has it wait."""
    state = press.state
    if not state.door.access.may_administer(press.query.from_user.id):
        return FOR_ADMINS
    article = await _find_article(press.data.article_mark, state)
    named = read_file_name(article.id) if article else None
    if article is None or named is None:
        return _GONE

    def describe(change: FileChange) -> str:
        told = gettext(_POST_REMOVED).format(title=source_title(article))
        kept = gettext(KEPT).format(path=change.kept)
        return f"{told} {kept} {gettext(_STAYS_OUT)}"

    files = _make_files(named[0], state)
    make = plan_removal(state.settings, files, article.id, press.data.post_id)
    plan = Plan(article.id, article.title, make, describe)
    if refusal := state.work.changes.find_refusal(plan):
        return refusal
    state.work.changes.put(StatusMessage(press.message, press.message), plan)
    return None


async def _ask_of_post(folder: str, post_id: int, state: State) -> Reply:
    """Whether to remove a post, or the article if it is all of that."""
    files = _make_files(folder, state)
    try:
        files = _make_files(await _find_folder(folder, state), state)
        found = await asyncio.to_thread(files.find, post_id)
    except NotOursError:
        found = files.name(post_id), []  # all of the file is the owner's, and asked about as such
    except ArticleFileError as exc:
        return reply_silently(str(exc))
    head = state.live.find_head(found[0]) if found else None
    if found is None or head is None:
        return Reply(gettext(_NO_POST))
    if len(found[1]) > 1:
        return render_post_question(head, post_id)
    return render_question(head, 0)


async def _find_folder(linked: str, state: State) -> str:
    """Where the posts of the channel in a link lie. One that is followed is known by the name that
    it has now, which may not be that of its files yet."""
    for followed in state.stores.channels.list_known():
        if (followed.name or "").lower() == linked:
            linked = f"{PRIVATE_FOLDER}{followed.number}"
    return await asyncio.to_thread(find_linked, state.settings.corpus_dir, linked)


def _make_files(folder: str, state: State) -> ChannelFiles:
    """Those of a channel of which nothing but the folder is known."""
    return ChannelFiles(ArticleFiles.of_settings(state.settings), Channel(0, "", place=folder))


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
    named = read_file_name(article.id)

    def describe(change: FileChange) -> str:
        told = gettext(_REMOVED).format(title=source_title(article), path=change.kept)
        return f"{told} {gettext(_STAYS_OUT)}" if named else told

    files = _make_files(named[0] if named else "", state)
    if named:
        make = plan_removal(state.settings, files, article.id)
    else:
        make = partial(files.files.remove, article.id)
    return Plan(article.id, None, make, describe)


BUTTONS = (
    pressed(ListArticles, turn_list),
    pressed(AskRemoval, ask_removal),
    pressed(ConfirmRemoval, confirm_removal),
    pressed(ConfirmPostRemoval, confirm_post_removal),
)
