"""Chats whose settings cannot be read: which folders they may see is not known, so it is none."""

from telegram import Update

from bot.answers.notes import FoldersUnread
from bot.answers.small_talk.small_talk import find_small_talk
from bot.telegram.incoming.request import Request
from bot.telegram.messages.callback_data import (
    CheckQuote,
    ReadPassage,
    ShowMore,
    TurnPage,
    TurnSources,
    find_kind,
)
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.menu import SEARCHING
from bot.telegram.outgoing.sending import call_with_retries, send_quietly, send_reply
from bot.text.notes import word_note

_SHOWING = frozenset({*SEARCHING, "sources", "settings"})
_READING = (CheckQuote, ReadPassage, ShowMore, TurnPage, TurnSources)


async def refuse_unread(update: Update, request: Request) -> bool:
    """Whether the update is about articles, or about the settings, and these cannot be read: then
    whoever asks is told so in one line. What is typed, and what guests ask, finds nothing by
    itself."""
    if request.settings.is_read:
        return False
    line = word_note(FoldersUnread())
    if query := update.callback_query:
        if find_kind(query.data or "") not in _READING:
            return False
        await send_quietly(lambda: call_with_retries(lambda: query.answer(line, show_alert=True)))
        return True
    message, wording = request.message, request.wording
    if message is None or request.is_guest or message.document is not None:
        return False
    opens = wording.command == "start" and bool(wording.words)
    said = find_small_talk(wording.question or "")
    asks = bool(wording.question) and (said is None or bool(said.subject))
    if not (asks or opens or wording.command in _SHOWING):
        return False
    if not request.is_edit and not request.is_remark:
        await send_quietly(lambda: send_reply(message, Reply(line)))
    return True
