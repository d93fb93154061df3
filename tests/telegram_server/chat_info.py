"""The method that asks what a chat is."""

from tests.telegram_server.access import check_readable
from tests.telegram_server.fields import Json
from tests.telegram_server.members import MEMBER_RIGHTS
from tests.telegram_server.world import World

_NOT_FOR_MEMBERS = frozenset({"can_change_info", "can_pin_messages", "can_manage_topics"})
_GIFT_TYPES = [
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
]


def get_chat(world: World, parameters: Json) -> Json:
    """Return a chat; of a group also what it permits its members."""
    chat = world.find_chat(parameters["chat_id"])
    check_readable(chat)
    info = chat.to_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFT_TYPES, False),
    }
    if chat.type in {"group", "supergroup"}:
        info["permissions"] = {
            right: right not in _NOT_FOR_MEMBERS
            and (chat.members_may_write or right == "can_invite_users")
            for right in MEMBER_RIGHTS
        }
    if chat.linked_chat_id is not None:
        info["linked_chat_id"] = chat.linked_chat_id
    return info
