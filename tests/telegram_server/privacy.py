"""What a group still delivers to a bot in privacy mode."""

from tests.telegram_server.chats import User, cover_texts, entities_of, text_of
from tests.telegram_server.fields import Json
from tests.telegram_server.text import utf16_slice

_SERVICE_FIELDS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "pinned_message",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
    }
)


def passes_privacy_mode(message: Json, bot: User) -> bool:
    """Tell whether the bot gets this message of a group.

    It gets replies to itself, mentions of itself, messages that begin with a command not
    addressed to another bot, messages made of its inline results, and service messages.
    """
    if _SERVICE_FIELDS & message.keys() or message.get("via_bot", {}).get("id") == bot.id:
        return True
    if message.get("reply_to_message", {}).get("from", {}).get("id") == bot.id:
        return True
    text = text_of(message)
    return any(_addresses(entity, text, bot) for entity in entities_of(message))


def mentions(message: Json, user: User) -> bool:
    """Tell whether a message names the user or bot by his "@name"."""
    names = cover_texts(text_of(message), entities_of(message), "mention")
    return f"@{user.username}".lower() in [name.lower() for name in names]


def _addresses(entity: Json, text: str, bot: User) -> bool:
    covered = utf16_slice(text, entity["offset"], entity["length"]).lower()
    own_name = f"@{bot.username}".lower()
    if entity["type"] == "mention":
        return covered == own_name
    if entity["type"] == "bot_command" and entity["offset"] == 0:
        return "@" not in covered or covered.endswith(own_name)
    return False
