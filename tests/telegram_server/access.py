"""What the bot may do in a chat: read it, write into it, delete in it."""

from tests.telegram_server.chats import Chat
from tests.telegram_server.refusals import ApiError, bad_request, forbidden

_NO_RIGHT_TO_WRITE = "not enough rights to send text messages to the chat"


def check_readable(chat: Chat) -> None:
    """Refuse when the bot is not in the chat."""
    if chat.type != "private" and chat.bot_status in {"left", "kicked"}:
        was = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
        raise forbidden(f"bot {was} the {chat.type} chat")


def check_not_upgraded(chat: Chat) -> None:
    """Refuse when the chat is a group that became a supergroup, and name that."""
    if chat.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.migrated_to,
        )


def check_writable(chat: Chat) -> None:
    """Refuse when the bot may not write into the chat."""
    check_not_upgraded(chat)
    if chat.type == "private" and chat.bot_status == "kicked":
        raise forbidden("bot was blocked by the user")
    check_readable(chat)
    is_muted = chat.bot_status == "member" and not chat.members_may_write
    if chat.bot_status == "restricted" or is_muted:
        raise bad_request(_NO_RIGHT_TO_WRITE)
    if chat.type == "channel" and chat.bot_status != "administrator":
        raise bad_request("need administrator rights in the channel chat")


def may_delete_others(chat: Chat) -> bool:
    """Tell whether the bot may delete what others wrote."""
    is_able = chat.bot_status == "administrator" and "can_delete_messages" not in chat.bot_lacks
    return chat.type == "private" or is_able
