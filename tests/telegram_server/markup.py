"""The rules of ``reply_markup``."""

from typing import Any

from tests.telegram_server.chats import ChatType, buttons_of
from tests.telegram_server.entities import EMOJI_ID
from tests.telegram_server.fields import FieldTypes, Json, decode_json, read_fields
from tests.telegram_server.links import check_link
from tests.telegram_server.refusals import bad_request, strict
from tests.telegram_server.text import is_blank, is_turned, utf16_length

MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_CALLBACK_DATA_BYTES = 64
MAX_COPY_TEXT_LENGTH = 256
MAX_INLINE_QUERY_LENGTH = 256

_ACTIONS: FieldTypes = {
    "url": str,
    "callback_data": str,
    "switch_inline_query": str,
    "switch_inline_query_current_chat": str,
    "switch_inline_query_chosen_chat": dict,
    "copy_text": dict,
}
_BUTTON_FIELDS: FieldTypes = {
    "text": str,
    "style": str,
    "icon_custom_emoji_id": str,
    **_ACTIONS,
}
_CHOSEN_CHAT_FIELDS: FieldTypes = {
    "query": str,
    "allow_user_chats": bool,
    "allow_bot_chats": bool,
    "allow_group_chats": bool,
    "allow_channel_chats": bool,
}
_OTHER_MARKUPS: dict[str, FieldTypes] = {
    "remove_keyboard": {"remove_keyboard": bool, "selective": bool},
    "force_reply": {"force_reply": bool, "selective": bool, "input_field_placeholder": str},
}
_NOT_SIMULATED = frozenset({"keyboard", "web_app", "login_url", "pay", "callback_game"})
_BUTTON_PREFIX = "can't parse inline keyboard button: "


def read_reply_markup(text: str) -> Json:
    """Read any markup but a ``keyboard``, which is not simulated."""
    markup = decode_json(text, "reply keyboard markup")
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for kind, types in _OTHER_MARKUPS.items():
        if markup.get(kind) is True:
            return read_fields(markup, types)
    _refuse_not_simulated(markup)
    return _check_keyboard(markup)


def read_inline_keyboard(text: str) -> Json:
    return check_inline_keyboard(decode_json(text, "reply keyboard markup"))


def check_inline_keyboard(markup: object) -> Json:
    """Check a markup that can be nothing else, such as that of an edited message."""
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return _check_keyboard(markup)


def check_inline_buttons(
    markup: Json | None, *, inline_mode: bool, chat_type: ChatType | None = None
) -> None:
    """Refuse buttons that begin an inline query where none can begin."""
    for button in buttons_of(markup):
        actions = [name for name in button if name.startswith("switch_inline_query")]
        if actions and not inline_mode:
            raise strict(f"a button with {actions[0]} of a bot without inline mode")
        if chat_type == "channel" and "switch_inline_query_current_chat" in button:
            raise strict("switch_inline_query_current_chat is not supported in channels")


def _check_keyboard(markup: Json) -> Json:
    read_fields(markup, {"inline_keyboard": list}, required=["inline_keyboard"])
    rows = markup["inline_keyboard"]
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        if not row:
            raise strict("an empty row of buttons would be dropped")
        if len(row) > MAX_BUTTONS_IN_ROW:
            raise strict(f"more than {MAX_BUTTONS_IN_ROW} buttons in a row")
        for button in row:
            _check_button(button)
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return markup


def _check_button(value: Any) -> None:
    if isinstance(value, dict):
        _refuse_not_simulated(value)
    button = read_fields(
        value,
        _BUTTON_FIELDS,
        required=["text"],
        expected="InlineKeyboardButton must be an Object",
        prefix=_BUTTON_PREFIX,
    )
    if is_blank(button["text"]):
        raise bad_request("inline keyboard button text must be non-empty")
    if "\n" in button["text"] or is_turned(button["text"]):
        raise strict("a button's text has several lines, or an isolate that is not ended")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad_request(f"{_BUTTON_PREFIX}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise strict(f"a button with {' and '.join(actions)}, only one would be used")
    _check_action(actions[0], button[actions[0]])
    if button.get("style", "primary") not in {"danger", "success", "primary"}:
        raise bad_request("invalid button style specified")
    if not EMOJI_ID.fullmatch(button.get("icon_custom_emoji_id", "1")):
        raise bad_request("invalid custom emoji identifier specified")


def _check_action(action: str, content: Any) -> None:
    match action:
        case "url":
            check_link(content, "inline keyboard button")
        case "callback_data":
            if not 1 <= len(content.encode()) <= MAX_CALLBACK_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
        case "copy_text":
            read_fields(content, {"text": str}, required=["text"], prefix=_BUTTON_PREFIX)
            if not 1 <= utf16_length(content["text"]) <= MAX_COPY_TEXT_LENGTH:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "switch_inline_query_chosen_chat":
            read_fields(content, _CHOSEN_CHAT_FIELDS, prefix=_BUTTON_PREFIX)
            _check_inline_query(content.get("query", ""))
        case "switch_inline_query" | "switch_inline_query_current_chat":
            _check_inline_query(content)


def _check_inline_query(text: str) -> None:
    if len(text) > MAX_INLINE_QUERY_LENGTH:
        raise strict(f"a button with an inline query of {len(text)} characters")


def _refuse_not_simulated(fields: Json) -> None:
    for name in _NOT_SIMULATED & fields.keys():
        raise strict(f"{name} is not simulated")
