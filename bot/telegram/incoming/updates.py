"""Which updates in an answer to getUpdates can be read, and how to get past the others."""

import json
import logging
from typing import Any

from telegram import CallbackQuery, InlineQuery, Message, Update
from telegram.error import TelegramError

logger = logging.getLogger(__name__)

_MAX_ID = 2**31 - 1
"""Telegram's are of 32 bits; one beyond them, confirmed, would confirm all that are to come."""

_MAX_WAIT_SECONDS = 3600
"""After which it may be asked again, whatever was said."""

_Json = dict[str, Any]


class NoAnswerError(TelegramError):
    """What came is no answer of the Bot API; the text has nothing of it."""


def mend_answer(payload: bytes) -> bytes:
    """An answer to getUpdates as JSON, of the same updates as `payload`, by their ids: without
    those that the library cannot read, each of which is logged. If the last one is such, one
    without content has its id, so that it is confirmed with the others and never comes again.

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
    numbered.sort(key=lambda update: int(update["update_id"]))
    readable = [update for update in numbered if _is_readable(update)]
    if numbered and numbered[-1:] != readable[-1:]:
        readable.append({"update_id": numbered[-1]["update_id"]})
    return json.dumps({"ok": True, "result": readable}).encode()


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


def _is_readable(raw: _Json) -> bool:
    try:
        flaw = _find_flaw(Update.de_json(raw, None))
    except TypeError as exc:
        flaw = f"TypeError: {exc}"  # names what is missing, and has nothing of the update
    except Exception as exc:
        flaw = type(exc).__name__
    if flaw is not None:
        kind = next((kind for kind in Update.ALL_TYPES if kind in raw), "nothing known")
        logger.error(
            "update %d (%s) cannot be read and is skipped: %s", raw["update_id"], kind, flaw
        )
    return flaw is None


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
