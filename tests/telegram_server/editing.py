"""The methods with which the bot edits and deletes messages."""

import time

from tests.telegram_server.access import check_not_upgraded, check_readable, may_delete_others
from tests.telegram_server.chats import Chat
from tests.telegram_server.fields import Json
from tests.telegram_server.markup import check_inline_buttons
from tests.telegram_server.refusals import bad_request, strict
from tests.telegram_server.sending import format_message_text, message_extras
from tests.telegram_server.world import World

_TEXT_FIELDS = ("text", "entities", "link_preview_options", "reply_markup")


def edit_message_text(world: World, parameters: Json) -> Json | bool:
    text = format_message_text(world, parameters)
    chat, message = _find_edited(world, parameters)
    check_inline_buttons(
        parameters.get("reply_markup"), inline_mode=world.inline_mode, chat_type=chat.type
    )
    _change(message, text.to_json() | message_extras(parameters), _TEXT_FIELDS)
    message["edit_date"] = int(time.time())
    world.written.append((chat, message["message_id"]))
    return True if "inline_message_id" in parameters else message


def edit_message_reply_markup(world: World, parameters: Json) -> Json | bool:
    chat, message = _find_edited(world, parameters)
    markup = parameters.get("reply_markup", {})
    check_inline_buttons(markup, inline_mode=world.inline_mode, chat_type=chat.type)
    _change(message, message_extras({"reply_markup": markup}), ("reply_markup",))
    world.written.append((chat, message["message_id"]))
    return True if "inline_message_id" in parameters else message


def delete_message(world: World, parameters: Json) -> bool:
    chat = world.find_chat(parameters["chat_id"])
    message = _find_message(chat, parameters["message_id"], "delete")
    is_own = message["message_id"] in chat.bot_messages
    if not is_own and not may_delete_others(chat):
        raise bad_request("message can't be deleted")
    del chat.messages[message["message_id"]]
    return True


def _find_edited(world: World, parameters: Json) -> tuple[Chat, Json]:
    """Return the message that an edit names, in one of two ways, and its chat."""
    if "inline_message_id" in parameters:
        if parameters.keys() & {"chat_id", "message_id"}:
            raise strict("inline_message_id given together with chat_id or message_id")
        return _find_inline_message(world, parameters["inline_message_id"])
    if "message_id" not in parameters:
        raise bad_request("message identifier is not specified")
    if "chat_id" not in parameters:
        raise bad_request("chat_id is empty")
    chat = world.find_chat(parameters["chat_id"])
    message = _find_message(chat, parameters["message_id"], "edit")
    if message["message_id"] not in chat.bot_messages:
        raise bad_request("message can't be edited")
    return chat, message


def _find_inline_message(world: World, inline_message_id: str) -> tuple[Chat, Json]:
    place = world.inline_messages.get(inline_message_id)
    if place is None:
        raise bad_request("invalid inline message identifier specified")
    message = place.chat.messages.get(place.message_id)
    if message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return place.chat, message


def _change(message: Json, content: Json, names: tuple[str, ...]) -> None:
    """Replace the named fields of a message by those of the content."""
    if all(content.get(name) == message.get(name) for name in names):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message"
        )
    for name in names:
        message.pop(name, None)
    message |= content


def _find_message(chat: Chat, message_id: int, verb: str) -> Json:
    check_not_upgraded(chat)
    check_readable(chat)
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return message
