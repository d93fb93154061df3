"""What the bot does with commands that are no questions, and with what it cannot answer."""

import asyncio
import logging

from telegram import BotCommandScopeChat, Message, Update
from telegram.error import (
    TelegramError,
)

from bot.answers.small_talk.talk_phrases import Talk
from bot.telegram.handlers.small_talk import word_talk_here
from bot.telegram.incoming.context import Context
from bot.telegram.messages.formatting import Part, Reply, join_parts
from bot.telegram.messages.links import read_start
from bot.telegram.messages.menu import describe_commands, list_admin
from bot.telegram.messages.passages import open_passage
from bot.telegram.messages.silencing import silence
from bot.telegram.messages.sources import SOURCES_ON_A_PAGE, open_sources
from bot.telegram.outgoing.sending import send_reply
from bot.text.translation import gettext, gettext_noop

logger = logging.getLogger(__name__)

_ONLY_TEXT = gettext_noop("I answer questions in writing. Send me one as text.")
_UNKNOWN_COMMAND = gettext_noop("I do not know this command. /help says what I can do.")
_PASSAGE_CHANGED = gettext_noop("This passage has changed since. Ask me again.")


async def greet(update: Update, context: Context) -> None:
    """/start and /help; /start with a passage's id shows it, and without one, in private, says
    first what the articles are about."""
    message, state = context.message, context.state
    passage_id = read_start(context.args[0]) if context.args else None
    if passage_id is None:
        is_admin = _is_admins_own(context)
        about = await _introduce(context) if context.request.wording.command == "start" else []
        await send_reply(message, join_parts([*about, Part(describe_commands(is_admin))]))
        if is_admin:
            await _show_admin_menu(message)
        return
    folders = context.request.settings.folders
    located = await asyncio.to_thread(state.live.find_passage, passage_id)
    reading = open_passage(located, False, folders)
    await send_reply(message, reading or Reply(gettext(_PASSAGE_CHANGED)))


async def _introduce(context: Context) -> list[Part]:
    """What is said to who greets, and an empty line; nothing in a group."""
    if not context.request.is_private:
        return []
    return [*silence(await word_talk_here(Talk.GREETING, context)), Part("\n\n")]


async def list_sources(update: Update, context: Context) -> None:
    """/sources."""
    message, state = context.message, context.state
    folders = context.request.settings.folders
    page = await state.live.list_articles(0, SOURCES_ON_A_PAGE, folders)
    await send_reply(message, open_sources(page))


async def refuse_wordless(update: Update, context: Context) -> None:
    """A sticker, a voice message and the like, in private."""
    await send_reply(context.message, Reply(gettext(_ONLY_TEXT)))


async def refuse_unknown_command(update: Update, context: Context) -> None:
    """A command that there is not, in private."""
    await send_reply(context.message, Reply(gettext(_UNKNOWN_COMMAND)))


def _is_admins_own(context: Context) -> bool:
    """Whether an admin of the bot wrote in private."""
    user = context.message.from_user
    is_admin = context.state.door.access.may_administer(user.id if user else None)
    return is_admin and context.request.is_private


async def _show_admin_menu(message: Message) -> None:
    """Gives an admin of the bot the menu with the admins' commands, in private."""
    try:
        scope = BotCommandScopeChat(message.chat.id)
        await message.get_bot().set_my_commands(list_admin(), scope)
    except TelegramError as exc:
        logger.warning("the admins' menu could not be set: %s", exc)
