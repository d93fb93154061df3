"""Who is an admin: of a chat, or of the bot, who commands it in private."""

from telegram import Chat
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest

from bot.telegram.incoming.context import Context
from bot.telegram.messages.formatting import Reply
from bot.telegram.outgoing.sending import call_with_retries, send_reply
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


async def check_private_admin(context: Context, command: str) -> bool:
    """Whether an admin of the bot sent the message, in private; anybody else, or the admin
    elsewhere, is told."""
    message, user = context.message, context.message.from_user
    if not context.state.door.access.may_administer(user.id if user else None):
        await send_reply(message, Reply(gettext(_FOR_ADMINS).format(command=command)))
        return False
    if context.request.is_private:
        return True
    await send_reply(message, Reply(gettext(ONLY_PRIVATE)))
    return False
