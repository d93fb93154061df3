"""Who is an admin: of a chat, or of the bot, who commands it in private."""

from telegram import Chat, Message
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest

from bot.telegram.messages.formatting import Reply
from bot.telegram.outgoing.sending import call_with_retries, send_reply
from bot.telegram.state import State
from bot.text.translation import gettext, gettext_noop

_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)

ONLY_PRIVATE = gettext_noop("That works only in the private chat with me.")
_FOR_ADMINS = gettext_noop("/{command} is for the bot's admins.")


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
        member = await call_with_retries(lambda: chat.get_member(sender_id))
    except BadRequest:
        # Where the bot is no admin it may not see members, but always who the admins are.
        admins = await call_with_retries(chat.get_administrators)
        return sender_id in {admin.user.id for admin in admins}
    return member.status in _ADMINS


async def check_private_admin(message: Message, command: str, state: State) -> bool:
    """Whether an admin of the bot sent `message`, in private; anybody else, or the admin
    elsewhere, is told."""
    user = message.from_user
    if not state.access.may_administer(user.id if user else None):
        await send_reply(message, Reply(gettext(_FOR_ADMINS).format(command=command)))
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    await send_reply(message, Reply(gettext(ONLY_PRIVATE)))
    return False
