"""Which updates in an answer to getUpdates can be read, and how to get past the others."""

import json
import logging
from typing import Any

from telegram import Bot, CallbackQuery, InlineQuery, Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

logger = logging.getLogger(__name__)

_MAX_ID = 2**31 - 1
"""Telegram's are of 32 bits; one beyond them, confirmed, would confirm all that are to come."""

_MAX_WAIT_SECONDS = 3600
"""After which it may be asked again, whatever was said."""

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_FOR_BOTS = frozenset({"reply_to_message", "migrate_to_chat_id", "migrate_from_chat_id"})
_ADDRESSING = (MessageEntity.BOT_COMMAND, MessageEntity.MENTION, MessageEntity.TEXT_MENTION)

_Json = dict[str, Any]


class NoAnswerError(TelegramError):
    """What came is no answer of the Bot API; the text has nothing of it."""


def read_answer(payload: bytes) -> list[_Json]:
    """The updates of an answer to getUpdates, by their ids; without those that have none, which is
    logged.

    :raises NoAnswerError: if `payload` is no list of updates, or if it is not empty and none of it
        has an id.
    """
    answer = _parse(payload)
    result = answer.get("result") if answer.get("ok") is True else None
    if not isinstance(result, list):
        raise NoAnswerError("what came is no list of updates")
    numbered = [update for update in result if _has_id(update)]
    if len(numbered) < len(result):
        if not numbered:
            raise NoAnswerError("no update of those that came has an id")
        logger.error("%d updates without an id are skipped", len(result) - len(numbered))
    return sorted(numbered, key=lambda update: int(update["update_id"]))


def read_update(raw: _Json, bot: Bot) -> Update:
    """An update of `read_answer`. One that cannot be read, or lacks what every handler relies on,
    is logged, and is without content: so it is confirmed with the others and never comes again.
    Without content is also what people of a group say to each other, which is most of what comes:
    to read it costs more than all else that is done with it."""
    if _is_talk(raw):
        return Update(raw["update_id"])
    try:
        update = Update.de_json(raw, bot)
        flaw = _find_flaw(update)
    except TypeError as exc:
        flaw = f"TypeError: {exc}"  # names what is missing, and has nothing of the update
    except Exception as exc:
        flaw = type(exc).__name__
    if flaw is None:
        return update
    kind = next((kind for kind in Update.ALL_TYPES if kind in raw), "nothing known")
    number = raw["update_id"]
    logger.error("update %d (%s) cannot be read and is skipped: %s", number, kind, flaw)
    return Update(number)


def mend_error(payload: bytes) -> bytes:
    """The answer of a call that failed, with what of it the library knows how to read."""
    try:
        answer = _parse(payload)
    except NoAnswerError:
        return b"{}"
    description, parameters = answer.get("description"), answer.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    mended: _Json = {"description": description if isinstance(description, str) else ""}
    if type(wait) is int and wait > 0:
        mended["parameters"] = {"retry_after": min(wait, _MAX_WAIT_SECONDS)}
    return json.dumps(mended).encode()


def _parse(payload: bytes) -> _Json:
    try:
        answer = json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError) as exc:
        raise NoAnswerError("what came is no JSON") from exc
    if not isinstance(answer, dict):
        raise NoAnswerError("what came is no JSON object")
    return answer


def _has_id(update: object) -> bool:
    number = update.get("update_id") if isinstance(update, dict) else None
    return type(number) is int and 0 <= number <= _MAX_ID


def _is_talk(raw: _Json) -> bool:
    """Whether this is a group's message that nothing in it makes one for the bot, be it rightly
    formed or not: no reply, no command or mention, no news of the group."""
    message = raw.get("message")
    if not isinstance(message, dict) or not _FOR_BOTS.isdisjoint(message):
        return False
    chat, entities = message.get("chat"), message.get("entities", [])
    if not isinstance(chat, dict) or chat.get("type") not in _GROUPS or "text" not in message:
        return False
    return isinstance(entities, list) and all(
        isinstance(entity, dict) and entity.get("type") not in _ADDRESSING for entity in entities
    )


def _find_flaw(update: Update) -> str | None:
    """What is missing or of a wrong kind, which the library lets pass; None if all is well."""
    pressed = update.callback_query.message if update.callback_query else None
    for message in (update.message, update.edited_message, update.guest_message, pressed):
        if isinstance(message, Message) and (flaw := _find_flaw_in_message(message)):
            return flaw
    query: CallbackQuery | InlineQuery | None = update.callback_query or update.inline_query
    if query and not (query.from_user and type(query.from_user.id) is int):
        return "no sender"
    if update.inline_query and not isinstance(update.inline_query.query, str):
        return "no words"
    if update.callback_query and not isinstance(update.callback_query.data or "", str):
        return "data that is no text"
    change = update.my_chat_member
    if change and not (change.chat and type(change.chat.id) is int and change.new_chat_member):
        return "no chat or no change"
    return None


def _find_flaw_in_message(message: Message) -> str | None:
    if not (message.chat and type(message.chat.id) is int and type(message.message_id) is int):
        return "no chat or no message id"
    if not message.date:
        return "no date"
    if message.from_user and type(message.from_user.id) is not int:
        return "a sender without an id"
    if not all(isinstance(text or "", str) for text in (message.text, message.caption)):
        return "a text that is none"
    for entity in (*message.entities, *message.caption_entities):
        if not (type(entity.offset) is int and type(entity.length) is int):
            return "an entity without a place"
    return None
