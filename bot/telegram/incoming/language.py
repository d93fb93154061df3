"""The language and the settings with which an update is answered."""

import logging
from dataclasses import replace

from bot.storage.background import read_or_default
from bot.storage.chats import ChatSettings, ChatStore
from bot.telegram.incoming.request import Request
from bot.text.translation import choose_language

logger = logging.getLogger(__name__)


async def look_up_chat(request: Request, chats: ChatStore) -> Request:
    """`request` with the settings of its chat and the language that it has chosen, or else the
    user's."""
    settings = await read_settings(request.chat_id, chats)
    language = settings.language or choose_language(request.user_language)
    return replace(request, settings=settings, language=language)


async def read_settings(chat_id: int, chats: ChatStore) -> ChatSettings:
    """The settings of a chat; the default ones if they cannot be read, which is logged."""
    known = chats.recall(chat_id)
    if known is not None:
        return known
    failure = "settings cannot be read"
    return await read_or_default(logger, failure, ChatSettings(), chats.read, chat_id)
