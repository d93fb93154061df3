"""What fields of an update the handlers rely on, and of what kind each is: the library lets pass
whatever stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MAX_DEPTH = 12
"""Of messages within messages; Telegram's are at most two deep."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with these fields; `required` ones are there and not null. Fields without a shape
    may hold anything. A field's shape is the class of a plain value, a `Shape`, or a list of one of
    them, as `[Shape]`."""

    fields: Mapping[str, Any]
    required: frozenset[str] = frozenset()


def find_flaw(value: object, shape: Shape) -> str | None:
    """Which field of `value` is missing or of a wrong kind, by its name, with nothing that stands
    in it; None if all is well."""
    return _find_flaw(value, shape, "an update", _MAX_DEPTH)


def _find_flaw(value: object, shape: Any, name: str, depth: int) -> str | None:
    if depth < 0:
        return f"{name} is nested too deep"
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{name} is no list"
        found = (_find_flaw(each, shape[0], name, depth - 1) for each in value)
        return next(filter(None, found), None)
    if not isinstance(shape, Shape):
        is_right = type(value) is shape and (shape is not int or -(2**63) <= int(value) < 2**63)  # type: ignore[call-overload]
        return (
            None
            if is_right and (shape is not str or _is_text(value))
            else f"{name} is no {shape.__name__}"
        )
    if not isinstance(value, dict):
        return f"{name} is no object"
    for field, inner in shape.fields.items():
        held = value.get(field)
        if held is None:
            if field in shape.required:
                return f"no {field} in {name}"
        elif flaw := _find_flaw(held, inner, field, depth - 1):
            return flaw
    return None


def _is_text(value: object) -> bool:
    """Whether it is made of characters: halves of some cannot be kept or sent."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return True


_USER = Shape(
    {"id": int, "is_bot": bool, "first_name": str, "username": str, "language_code": str},
    frozenset({"id"}),
)
BOT = Shape(_USER.fields, frozenset({"id", "is_bot", "first_name", "username"}))
"""As getMe tells who the bot is."""
_CHAT = Shape({"id": int, "type": str, "title": str, "username": str}, frozenset({"id", "type"}))
_ENTITY = Shape(
    {"type": str, "offset": int, "length": int, "user": _USER},
    frozenset({"type", "offset", "length"}),
)
_DOCUMENT = Shape(
    {"file_id": str, "file_name": str, "file_size": int, "mime_type": str}, frozenset({"file_id"})
)
FILE = Shape(
    {**dict.fromkeys(("file_id", "file_unique_id", "file_path"), str), "file_size": int},
    frozenset({"file_id", "file_unique_id"}),
)
"""As getFile tells where a file is."""
_QUOTE = Shape(
    {"text": str, "position": int, "is_manual": bool, "entities": [_ENTITY]}, frozenset({"text"})
)
_KEYBOARD = Shape({"inline_keyboard": [[Shape({"text": str, "callback_data": str})]]})
_ORIGIN = Shape(
    {
        **dict.fromkeys(("type", "sender_user_name", "author_signature"), str),
        **dict.fromkeys(("chat", "sender_chat"), _CHAT),
        "sender_user": _USER,
    }
)
_SHOWN = {
    "poll": Shape(
        {"question": str, "description": str, "options": [Shape({"text": str})]},
        frozenset({"question", "options"}),
    ),
    "venue": Shape(dict.fromkeys(("title", "address"), str)),
    "contact": Shape(dict.fromkeys(("first_name", "last_name", "phone_number"), str)),
    "audio": Shape(dict.fromkeys(("title", "performer"), str)),
}
"""What a post shows besides its text."""
_MESSAGE_FIELDS: dict[str, Any] = {
    **dict.fromkeys(("message_id", "date", "edit_date", "message_thread_id"), int),
    **dict.fromkeys(("migrate_to_chat_id", "migrate_from_chat_id"), int),
    **dict.fromkeys(("text", "caption", "guest_query_id", "media_group_id"), str),
    **dict.fromkeys(("business_connection_id", "author_signature"), str),
    **dict.fromkeys(("is_topic_message", "is_automatic_forward"), bool),
    "chat": _CHAT,
    "from": _USER,
    "sender_chat": _CHAT,
    "via_bot": _USER,
    "entities": [_ENTITY],
    "caption_entities": [_ENTITY],
    "quote": _QUOTE,
    "document": _DOCUMENT,
    "forward_origin": _ORIGIN,
    "reply_markup": _KEYBOARD,
    **_SHOWN,
}
_IN_MESSAGE = frozenset({"message_id", "date", "chat"})
MESSAGE = Shape(
    {**_MESSAGE_FIELDS, "reply_to_message": Shape(_MESSAGE_FIELDS, _IN_MESSAGE)}, _IN_MESSAGE
)
"""Also one that the bot has sent, as Telegram tells it."""
_MEMBER = Shape({"status": str, "user": _USER}, frozenset({"status", "user"}))
_MESSAGE_KINDS = ("message", "edited_message", "guest_message")
POST_KINDS = ("channel_post", "edited_channel_post")

UPDATE = Shape(
    {
        **dict.fromkeys((*_MESSAGE_KINDS, *POST_KINDS), MESSAGE),
        "callback_query": Shape(
            {"id": str, "from": _USER, "message": MESSAGE, "data": str, "inline_message_id": str},
            frozenset({"id", "from"}),
        ),
        "inline_query": Shape(
            {"id": str, "from": _USER, "query": str, "offset": str},
            frozenset({"id", "from", "query", "offset"}),
        ),
        "my_chat_member": Shape(
            {"chat": _CHAT, "from": _USER, "old_chat_member": _MEMBER, "new_chat_member": _MEMBER},
            frozenset({"chat", "from", "old_chat_member", "new_chat_member"}),
        ),
    }
)
SERVED_KINDS = tuple(UPDATE.fields)
"""Of updates: those that there is a handler for."""
