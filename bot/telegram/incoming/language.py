"""The language and the settings with which an update is answered."""

import logging

from telegram import Update

from bot.storage.background import read_or_default
from bot.storage.chats import ChatSettings
from bot.telegram.state import State
from bot.text.translation import choose_language

logger = logging.getLogger(__name__)


async def find_language(update: Update, state: State) -> str:
    """The language that the chat has chosen, or else the user's, by its code."""
    chat, user = update.effective_chat, update.effective_user
    # An inline query comes from no chat; who asks in private has chosen for everywhere.
    chat_id = chat.id if chat else user.id if user else None
    settings = await read_chat(state, chat_id)
    return settings.language or choose_language(user.language_code if user else None)


async def read_chat(state: State, chat_id: int | None) -> ChatSettings:
    """The settings of a chat; the default ones if they cannot be read, which is logged."""
    if chat_id is None:
        return ChatSettings()
    known = state.chats.recall(chat_id)
    if known is not None:
        return known
    unread = ChatSettings()
    return await read_or_default(
        logger, "settings cannot be read", unread, state.chats.read, chat_id
    )
