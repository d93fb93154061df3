"""Members of chats, and the methods that ask for chats and members."""

import time
from typing import Any

from tests.telegram_server.chats import Chat, MemberStatus, User
from tests.telegram_server.fields import Json
from tests.telegram_server.refusals import bad_request, forbidden
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
_MEMBER_RIGHTS = [
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


def check_readable(chat: Chat) -> None:
    """Refuse when the bot is not in the chat."""
    if chat.type != "private" and chat.bot_status in {"left", "kicked"}:
        was = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
        raise forbidden(f"bot {was} the {chat.type} chat")


def check_writable(chat: Chat) -> None:
    """Refuse when the bot may not write into the chat."""
    if chat.type == "private" and chat.bot_status == "kicked":
        raise forbidden("bot was blocked by the user")
    check_readable(chat)
    if chat.bot_status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    if chat.type == "channel" and chat.bot_status != "administrator":
        raise bad_request("need administrator rights in the channel chat")


def change_bot_status(world: World, chat: Chat, status: MemberStatus, by: User) -> None:
    """Change what the bot is in a chat, and tell it, as Telegram does also when it leaves."""
    change = {
        "chat": chat.to_json(),
        "from": by.to_json(),
        "date": int(time.time()),
        "old_chat_member": _member_json(world.bot, chat.bot_status, chat),
        "new_chat_member": _member_json(world.bot, status, chat),
    }
    chat.bot_status = status
    world.updates.add("my_chat_member", change)


def get_chat(world: World, parameters: Json) -> Json:
    chat = world.find_chat(parameters["chat_id"])
    check_readable(chat)
    return {
        **chat.to_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            [
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ],
            False,
        ),
    }


def get_chat_member(world: World, parameters: Json) -> Json:
    chat = world.find_chat(parameters["chat_id"])
    check_readable(chat)
    user = world.users.get(parameters["user_id"])
    if user is None:
        raise bad_request("user not found")
    if user == world.bot:
        return _member_json(user, chat.bot_status, chat)
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
            administrators.append(_member_json(user, status, chat))
    return administrators


def _member_json(user: User, status: MemberStatus, chat: Chat) -> Json:
    member: dict[str, Any] = {"user": user.to_json(), "status": status}
    match status:
        case "creator":
            member["is_anonymous"] = False
        case "administrator":
            rights = _ADMINISTRATOR_RIGHTS + _CHANNEL_RIGHTS * (chat.type == "channel")
            member |= {"can_be_edited": False, "is_anonymous": False}
            member |= dict.fromkeys(rights, True)
        case "restricted":
            member |= {"is_member": True, "until_date": 0}
            member |= dict.fromkeys(_MEMBER_RIGHTS, False)
        case "kicked":
            member["until_date"] = 0
    return member
