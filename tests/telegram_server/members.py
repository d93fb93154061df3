"""Members of chats, and the methods that ask for them."""

import time
from collections.abc import Collection
from typing import Any

from tests.telegram_server.access import check_not_upgraded, check_readable
from tests.telegram_server.chats import Chat, MemberStatus, User
from tests.telegram_server.fields import Json
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.world import World

_ADMINISTRATOR_RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
]
_CHANNEL_RIGHTS = ["can_post_messages", "can_edit_messages"]
MEMBER_RIGHTS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
]


def change_bot_status(
    world: World, chat: Chat, status: MemberStatus, by: User, lacks: Collection[str] = ()
) -> None:
    """Change what the bot is in a chat, and tell it, as Telegram does also when it leaves.

    ``lacks`` are the rights that it lacks as an administrator.

    :raises ValueError: if nobody of this status has such a right.
    """
    rights = _rights_of_administrators(chat) if status == "administrator" else []
    if unknown := set(lacks) - set(rights):
        raise ValueError(f"no right {sorted(unknown)} of {status}")
    change = {"chat": chat.to_json(), "from": by.to_json(), "date": int(time.time())}
    change["old_chat_member"] = _bot_json(world, chat)
    chat.bot_status, chat.bot_lacks = status, frozenset(lacks)
    change["new_chat_member"] = _bot_json(world, chat)
    world.updates.add("my_chat_member", change)


def leave_chat(world: World, parameters: Json) -> bool:
    chat = world.find_chat(parameters["chat_id"])
    check_readable(chat)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    check_not_upgraded(chat)
    change_bot_status(world, chat, "left", world.bot)
    return True


def get_chat_member(world: World, parameters: Json) -> Json:
    chat = world.find_chat(parameters["chat_id"])
    check_readable(chat)
    user = world.users.get(parameters["user_id"])
    if user is None:
        raise bad_request("user not found")
    if user == world.bot:
        return _bot_json(world, chat)
    default: MemberStatus = "member" if user == chat.user else "left"
    return _member_json(user, chat.members.get(user.id, default), chat)


def get_chat_administrators(world: World, parameters: Json) -> list[Json]:
    """Return the creator first; other bots only when they are asked for."""
    chat = world.find_chat(parameters["chat_id"])
    check_readable(chat)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    statuses = {**chat.members, world.bot.id: chat.bot_status}
    administrators = []
    for user_id, status in sorted(statuses.items(), key=lambda each: each[1] != "creator"):
        user = world.users[user_id]
        is_other_bot = user.is_bot and user != world.bot
        if is_other_bot and not parameters.get("return_bots"):
            continue
        if status in {"creator", "administrator"}:
            is_self = user == world.bot
            administrators.append(
                _bot_json(world, chat) if is_self else _member_json(user, status, chat)
            )
    return administrators


def _rights_of_administrators(chat: Chat) -> list[str]:
    return _ADMINISTRATOR_RIGHTS + _CHANNEL_RIGHTS * (chat.type == "channel")


def _bot_json(world: World, chat: Chat) -> Json:
    member = _member_json(world.bot, chat.bot_status, chat)
    return member | dict.fromkeys(chat.bot_lacks, False)


def _member_json(user: User, status: MemberStatus, chat: Chat) -> Json:
    member: dict[str, Any] = {"user": user.to_json(), "status": status}
    match status:
        case "creator":
            member["is_anonymous"] = False
        case "administrator":
            member |= {"can_be_edited": False, "is_anonymous": False}
            member |= dict.fromkeys(_rights_of_administrators(chat), True)
        case "restricted":
            member |= {"is_member": True, "until_date": 0}
            member |= dict.fromkeys(MEMBER_RIGHTS, False)
        case "kicked":
            member["until_date"] = 0
    return member
