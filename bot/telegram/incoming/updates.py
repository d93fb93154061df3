"""Which updates in an answer to getUpdates, or in a call of the webhook, can be read, and how to
get past the others."""

import json
import logging
from typing import Any

from telegram import Bot, MessageEntity, Update
from telegram.constants import ChatType
from telegram.error import NetworkError, TelegramError

from bot.telegram.incoming.shapes import (
    BOT,
    FILE,
    MESSAGE,
    POST_KINDS,
    SERVED_KINDS,
    UPDATE,
    find_flaw,
)

logger = logging.getLogger(__name__)

_MAX_ID = 2**31 - 1
"""Telegram's are of 32 bits; one beyond them, confirmed, would confirm all that are to come."""

_MAX_WAIT_SECONDS = 3600
"""After which it may be asked again, whatever was said."""

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_FOR_BOTS = frozenset({"reply_to_message", "migrate_to_chat_id", "migrate_from_chat_id"})
_ADDRESSING = (MessageEntity.BOT_COMMAND, MessageEntity.MENTION, MessageEntity.TEXT_MENTION)

_Json = dict[str, Any]


class NoAnswerError(NetworkError):
    """What came is no answer of the Bot API but of what stands between, and so, like the errors of
    that, is tried again; the text has nothing of it."""


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
        logger.error("updates without an id are skipped: %d", len(result) - len(numbered))
    return sorted(numbered, key=lambda update: int(update["update_id"]))


def read_posted(payload: bytes) -> _Json | None:
    """The update that a webhook was called with; None, which is logged, if it has no id.

    :raises NoAnswerError: if `payload` is no JSON object.
    """
    update = _parse(payload)
    if _has_id(update):
        return update
    logger.error("an update without an id is skipped")
    return None


def read_update(raw: _Json, bot: Bot) -> Update:
    """An update of `read_answer`. One that cannot be read, or lacks what every handler relies on,
    is logged, and is without content: so it is confirmed with the others and never comes again.
    Without content is also what people of a group say to each other, which is most of what comes:
    to read it costs more than all else that is done with it, and what nobody here asked for."""
    kind = next((kind for kind in SERVED_KINDS if raw.get(kind) is not None), None)
    if kind is None or _is_talk(raw):
        return Update(raw["update_id"])
    flaw = find_flaw(raw, UPDATE)
    try:
        update = Update.de_json({"update_id": raw["update_id"], kind: raw[kind]}, bot)
    except TypeError as exc:
        flaw = flaw or f"TypeError: {exc}"  # names what is missing, and has nothing of the update
    except Exception as exc:
        flaw = flaw or type(exc).__name__
    if flaw is None:
        return update
    number = raw["update_id"]
    logger.error("update %d (%s) cannot be read and is skipped: %s", number, kind, flaw)
    return Update(number)


def find_channel(raw: _Json) -> int | None:
    """The id of the channel that a post is of, 0 if it is of none; None if it is no post."""
    post = next((raw[kind] for kind in POST_KINDS if raw.get(kind) is not None), None)
    if post is None:
        return None
    chat = post.get("chat") if isinstance(post, dict) else None
    chat_id = chat.get("id") if isinstance(chat, dict) else None
    return chat_id if type(chat_id) is int else 0


def check_result(payload: bytes, method: str) -> None:
    """Looks at what a call of `method` is said to have brought.

    :raises NoAnswerError: if that is no result; the library would fail at it, and log all of it.
    :raises TelegramError: if it is no file, which it would not be the next time, either.
    """
    answer = _parse(payload)
    if answer.get("ok") is not True or answer.get("result") is None:
        raise NoAnswerError("what came is no result")
    if method == "sendMessage" and find_flaw(answer["result"], MESSAGE):
        raise NoAnswerError("what came is no message")
    if method == "getMe" and find_flaw(answer["result"], BOT):
        raise NoAnswerError("what came is no bot")
    if method == "getFile" and (flaw := find_flaw(answer["result"], FILE)):
        raise TelegramError(f"what came is no file: {flaw}")


def mend_error(payload: bytes, max_wait_seconds: int = _MAX_WAIT_SECONDS) -> bytes:
    """The answer of a call that failed, with what of it the library knows how to read."""
    try:
        answer = _parse(payload)
    except NoAnswerError:
        return b"{}"
    description, parameters = answer.get("description"), answer.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    moved = parameters.get("migrate_to_chat_id") if isinstance(parameters, dict) else None
    mended: _Json = {"description": description if isinstance(description, str) else ""}
    if type(wait) is int and wait > 0:
        mended["parameters"] = {"retry_after": min(wait, max_wait_seconds)}
    elif type(moved) is int:
        mended["parameters"] = {"migrate_to_chat_id": moved}
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
