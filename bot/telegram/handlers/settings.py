"""/settings: how the bot answers in one chat, for those who are admins there."""

import logging
from dataclasses import replace

from telegram import Message, Update, User
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.storage.background import write_if_possible
from bot.storage.chats import MAX_QUOTES, ChatSettings
from bot.telegram.incoming.addressing import sender_id
from bot.telegram.incoming.admins import is_chat_admin
from bot.telegram.incoming.context import Context
from bot.telegram.incoming.language import read_settings
from bot.telegram.messages.callback_data import shorten_id
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.settings import (
    CLOSE,
    EVERYWHERE,
    FOLDER,
    LANGUAGE,
    QUOTES,
    SHOW,
    SILENT,
    THEIR_OWN,
    count_folder_pages,
    render_settings,
)
from bot.telegram.outgoing.sending import call_with_retries, edit_reply, send_reply
from bot.telegram.state import State
from bot.text.translation import LANGUAGES, choose_language, gettext, gettext_noop, use_language

logger = logging.getLogger(__name__)

_FOR_ADMINS = gettext_noop("Only the admins of this group can change how I answer here.")
_NOT_KEPT = gettext_noop("It could not be saved. The owner will find the reason in the log.")
_UNKNOWN = gettext_noop("I do not know this button any more.")


async def show_settings(update: Update, context: Context) -> None:
    """/settings."""
    message, state = context.message, context.state
    if not await is_chat_admin(message.chat, sender_id(message)):
        await send_reply(message, Reply(gettext(_FOR_ADMINS)))
        return
    settings = await read_settings(message.chat.id, state.chats)
    await send_reply(message, _render(message, settings, state))


async def change_settings(message: Message, about: str, user: User, state: State) -> str | None:
    """Does what a button of the settings is for; what to tell the one who pressed it, if
    anything."""
    if not await is_chat_admin(message.chat, user.id):
        return _FOR_ADMINS
    if about == CLOSE:
        await _close(message)
        return None
    # One after the other: the settings are written as a whole.
    async with state.lock(message.chat.id):
        return await _change_settings(message, about, user, state)


async def _change_settings(message: Message, about: str, user: User, state: State) -> str | None:
    settings = await read_settings(message.chat.id, state.chats)
    changed, page = _change(settings, about, list_folders(state))
    if changed is None:
        return _UNKNOWN
    if changed != settings:
        kept = message.chat.id, changed
        if not await write_if_possible(logger, "settings cannot be kept", state.chats.write, *kept):
            return _NOT_KEPT
    use_language(changed.language or choose_language(user.language_code))
    await edit_reply(message, _render(message, changed, state, page))
    return None


def list_folders(state: State) -> list[str]:
    """The folders of the corpus, in order."""
    return sorted({article.folder for article in state.live.articles})


def _change(
    settings: ChatSettings, about: str, folders: list[str]
) -> tuple[ChatSettings | None, int]:
    """The settings as a button wants them, None if there is no such button, and the page of
    folders to show."""
    kind, value = about[:1], about[1:]
    if kind == QUOTES and value.isdecimal() and 1 <= int(value) <= MAX_QUOTES:
        return replace(settings, quotes=int(value)), 0
    if kind == SILENT:
        return replace(settings, silent_misses=not settings.silent_misses), 0
    if kind == LANGUAGE and value in (*LANGUAGES, THEIR_OWN):
        return replace(settings, language=None if value == THEIR_OWN else value), 0
    if kind == EVERYWHERE:
        return replace(settings, folders=None), 0
    if kind == SHOW and value.isdecimal():
        return settings, int(value)
    if kind == FOLDER:
        number, _, mark = value.partition(":")
        folder = next((f for f in folders if shorten_id(f) == mark), None)
        if folder is not None and number.isdecimal():
            # Of those that are gone nothing is kept; none at all would answer nothing.
            chosen = (settings.folders or frozenset()) & frozenset(folders)
            chosen = chosen ^ {folder}
            return replace(settings, folders=chosen or None), int(number)
    return None, 0


def _render(message: Message, settings: ChatSettings, state: State, page: int = 0) -> Reply:
    folders = list_folders(state)
    page = min(page, count_folder_pages(folders) - 1)
    group_id = None if message.chat.type == ChatType.PRIVATE else message.chat.id
    return render_settings(settings, folders, page, group_id)


async def _close(message: Message) -> None:
    try:
        await call_with_retries(message.delete)
    except BadRequest as exc:
        logger.info("the settings could not be removed: %s", exc.message)
