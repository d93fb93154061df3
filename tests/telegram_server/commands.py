"""The bot's command menu."""

import re

from tests.telegram_server.fields import FieldTypes, Json, decode_json, read_array, read_fields
from tests.telegram_server.refusals import bad_request, strict
from tests.telegram_server.text import utf16_length
from tests.telegram_server.world import World

MAX_COMMANDS = 100
MAX_DESCRIPTION_LENGTH = 256

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_SCOPE_FIELDS: dict[str, FieldTypes] = {
    "default": {},
    "all_private_chats": {},
    "all_group_chats": {},
    "all_chat_administrators": {},
    "chat": {"chat_id": (int, str)},
    "chat_administrators": {"chat_id": (int, str)},
    "chat_member": {"chat_id": (int, str), "user_id": int},
}
_SCOPE_PREFIX = "can't parse BotCommandScope: "


def read_commands(text: str) -> list[Json]:
    commands = read_array(text, "commands", "expected an Array of BotCommand")
    for command in commands:
        _check_command(command)
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    names = [command["command"] for command in commands]
    if len(set(names)) < len(names):
        raise strict("a command is given twice")
    return commands


def read_scope(text: str) -> Json:
    scope = decode_json(text, "BotCommandScope")
    kind = str(scope.get("type", "")) if isinstance(scope, dict) else ""
    if kind and kind not in _SCOPE_FIELDS:
        raise bad_request(f"{_SCOPE_PREFIX}Unsupported type specified")
    types = _SCOPE_FIELDS.get(kind, {})
    return read_fields(
        scope,
        {"type": str, **types},
        required=["type", *types],
        expected="BotCommandScope must be an Object",
        prefix=_SCOPE_PREFIX,
    )


def read_language_code(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", text):
        raise bad_request("invalid language code specified")
    return text


def set_my_commands(world: World, parameters: Json) -> bool:
    world.commands[_menu_key(world, parameters)] = parameters["commands"]
    return True


def get_my_commands(world: World, parameters: Json) -> list[Json]:
    """Return exactly this menu; which one a user sees is for his client to choose."""
    return world.commands.get(_menu_key(world, parameters), [])


def delete_my_commands(world: World, parameters: Json) -> bool:
    world.commands.pop(_menu_key(world, parameters), None)
    return True


def menu_key(scope: str, chat_id: int | None, user_id: int | None) -> str:
    """Return by what the menus of a scope are kept."""
    return " ".join(str(part) for part in (scope, chat_id, user_id) if part is not None)


def _check_command(value: object) -> None:
    command = read_fields(
        value,
        {"command": str, "description": str},
        required=["command", "description"],
        prefix="can't parse BotCommand: ",
    )
    name, description = command["command"], command["description"]
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description.strip():
        raise bad_request("command description must be non-empty")
    if utf16_length(description) > MAX_DESCRIPTION_LENGTH:
        raise bad_request(f"command description length must not exceed {MAX_DESCRIPTION_LENGTH}")


def _menu_key(world: World, parameters: Json) -> tuple[str, str]:
    scope = parameters.get("scope", {"type": "default"})
    chat_id = user_id = None
    if "chat_id" in scope:
        chat = world.find_chat(scope["chat_id"])
        if chat.type == "private" and scope["type"] != "chat":
            raise bad_request("can't use specified scope in private chats")
        if chat.type == "channel":
            raise bad_request("can't change commands in channel chats")
        chat_id = chat.id
    if "user_id" in scope:
        user_id = scope["user_id"]
        if not world.knows_user(user_id):
            raise bad_request("user not found")
    return menu_key(scope["type"], chat_id, user_id), parameters.get("language_code", "")
