"""Who are the admins of a chat."""

from telegram import Chat
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest

from bot.telegram.outgoing.sending import deliver

_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


async def is_chat_admin(chat: Chat, sender_id: int) -> bool:
    """Whether a user is an admin of `chat`; in private everybody is. An admin who stays anonymous
    writes as the chat itself.

    :raises TelegramError: if Telegram does not say.
    """
    if chat.type == ChatType.PRIVATE or sender_id == chat.id:
        return True
    if sender_id < 0:
        return False  # somebody who writes as a channel
    try:
        member = await deliver(lambda: chat.get_member(sender_id))
    except BadRequest:
        # Where the bot is no admin it may not see members, but always who the admins are.
        admins = await deliver(chat.get_administrators)
        return sender_id in {admin.user.id for admin in admins}
    return member.status in _ADMINS
