"""The language and the settings with which an update is answered."""

from collections.abc import Sequence
from dataclasses import replace

from bot.storage.chats import CLOSED, ChatSettings, ChatStore
from bot.telegram.incoming.request import Request
from bot.text.translation import LANGUAGES, choose_language


async def look_up_chat(request: Request, chats: ChatStore, folders: Sequence[str]) -> Request:
    """`request` with the settings of its chat, of the `folders` that there are, and the language
    that it has chosen, or else the user's."""
    settings = await read_settings(request.chat_id, chats, folders)
    language = settings.language or choose_language(request.user_language)
    return replace(request, settings=settings, language=language)


async def read_settings(chat_id: int, chats: ChatStore, folders: Sequence[str]) -> ChatSettings:
    """The settings of a chat. If they cannot be read, which is logged, the default ones where that
    shows nobody what he may not see: the chat is known to search all folders, or the articles lie
    in one. Else `CLOSED`."""
    settings = chats.recall(chat_id) or await _read(chat_id, chats, folders)
    if settings.language in LANGUAGES:
        return settings
    return replace(settings, language=None)  # it may be one of a newer Footnote


async def _read(chat_id: int, chats: ChatStore, folders: Sequence[str]) -> ChatSettings:
    may_see_all = len(folders) <= 1 or chats.is_known_to_search_all(chat_id)
    default = ChatSettings() if may_see_all else CLOSED
    return await chats.outage.read_or_default(default, chats.read, chat_id)
