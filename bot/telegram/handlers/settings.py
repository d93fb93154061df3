"""/settings: how the bot answers in one chat, for those who are admins there."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import Update
from telegram.error import BadRequest

from bot.storage.background import write_if_possible
from bot.storage.chats import ChatSettings
from bot.telegram.handlers.presses import UNKNOWN, Press, pressed
from bot.telegram.incoming.admins import is_chat_admin
from bot.telegram.incoming.context import Context
from bot.telegram.incoming.language import read_settings
from bot.telegram.incoming.request import Request
from bot.telegram.messages.callback_data import (
    CloseSettings,
    SearchEverywhere,
    SetLanguage,
    SetQuotes,
    ShowFolders,
    ToggleFolder,
    ToggleSilent,
    find_marked,
)
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.packing import CallbackData
from bot.telegram.messages.settings import count_folder_pages, render_settings
from bot.telegram.outgoing.sending import call_with_retries, edit_reply, send_reply
from bot.telegram.state import State
from bot.text.translation import choose_language, gettext, gettext_noop, use_language

logger = logging.getLogger(__name__)

_FOR_ADMINS = gettext_noop("Only the admins of this group can change how I answer here.")
_NOT_KEPT = gettext_noop("It could not be saved. The owner will find the reason in the log.")

_Change = Callable[[ChatSettings, Sequence[str]], ChatSettings | None]
"""The settings as a button wants them, given the folders of the corpus; None if what the button is
about is gone."""


async def show_settings(update: Update, context: Context) -> None:
    """/settings."""
    message, state = context.message, context.state
    if not await is_chat_admin(message.chat, context.request.sender_id):
        await send_reply(message, Reply(gettext(_FOR_ADMINS)))
        return
    # Read after Telegram was asked, as another button may have been pressed meanwhile.
    settings = await read_settings(context.request.chat_id, state.door.chats, state.live.folders)
    await send_reply(message, _render(context.request, settings, state))


async def set_quotes(press: Press[SetQuotes]) -> str | None:
    """Sets how many quotes an answer begins with."""
    count = press.data.count
    return await _change_settings(press, lambda settings, _: replace(settings, quotes=count))


async def toggle_silent(press: Press[ToggleSilent]) -> str | None:
    """Changes whether it is said that nothing was found."""
    return await _change_settings(
        press, lambda settings, _: replace(settings, silent_misses=not settings.silent_misses)
    )


async def set_language(press: Press[SetLanguage]) -> str | None:
    """Sets the language of the bot's own words, or that it is the asker's."""
    language = press.data.language
    return await _change_settings(press, lambda settings, _: replace(settings, language=language))


async def search_everywhere(press: Press[SearchEverywhere]) -> str | None:
    """Has all folders searched."""
    return await _change_settings(press, lambda settings, _: replace(settings, folders=None))


async def show_folders(press: Press[ShowFolders]) -> str | None:
    """Turns to another page of the folders."""
    return await _change_settings(press, lambda settings, _: settings, press.data.page)


async def toggle_folder(press: Press[ToggleFolder]) -> str | None:
    """Takes a folder into those that are searched, or out of them."""

    def toggle(settings: ChatSettings, folders: Sequence[str]) -> ChatSettings | None:
        folder = find_marked(press.data.folder_mark, folders)
        if folder is None:
            return None
        # Of those that are gone nothing is kept; none at all would answer nothing.
        chosen = (settings.folders or frozenset()) & frozenset(folders)
        return replace(settings, folders=chosen ^ {folder} or None)

    return await _change_settings(press, toggle, press.data.page)


async def close_settings(press: Press[CloseSettings]) -> str | None:
    """Removes the message of the settings."""
    if not await is_chat_admin(press.message.chat, press.query.from_user.id):
        return _FOR_ADMINS
    try:
        await call_with_retries(press.message.delete)
    except BadRequest as exc:
        logger.info("the settings could not be removed: %s", exc.message)
    return None


async def _change_settings(
    press: Press[CallbackData], change: _Change, page: int = 0
) -> str | None:
    """Keeps the settings as `change` makes them, and shows them with this page of the folders."""
    message, user, state = press.message, press.query.from_user, press.state
    if not await is_chat_admin(message.chat, user.id):
        return _FOR_ADMINS
    # One after the other: the settings are written as a whole.
    async with state.door.lock(message.chat.id):
        settings = await read_settings(message.chat.id, state.door.chats, state.live.folders)
        if not settings.is_read:
            return _NOT_KEPT  # the others of them would be lost
        changed = change(settings, state.live.folders)
        if changed is None:
            return UNKNOWN
        if changed != settings and not await write_if_possible(
            logger, "settings cannot be kept", state.door.chats.write, message.chat.id, changed
        ):
            return _NOT_KEPT
        use_language(changed.language or choose_language(user.language_code))
        await edit_reply(message, _render(press.request, changed, state, page))
        return None


def _render(request: Request, settings: ChatSettings, state: State, page: int = 0) -> Reply:
    folders = state.live.folders
    page = min(page, count_folder_pages(folders) - 1)
    group_id = None if request.is_private else request.chat_id
    return render_settings(settings, folders, page, group_id)


BUTTONS = (
    pressed(SetQuotes, set_quotes),
    pressed(ToggleSilent, toggle_silent),
    pressed(SetLanguage, set_language),
    pressed(ToggleFolder, toggle_folder),
    pressed(SearchEverywhere, search_everywhere),
    pressed(ShowFolders, show_folders),
    pressed(CloseSettings, close_settings),
)
