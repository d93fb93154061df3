"""Where the bot is a member: added, removed, muted, or moved with its group."""

import asyncio
import logging
import time

from telegram import (
    Chat,
    ChatMember,
    ChatMemberRestricted,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from bot.storage.background import write_if_possible
from bot.storage.chats import ChatStore, Membership
from bot.telegram.incoming.context import Context
from bot.telegram.incoming.refusals import refuse_group
from bot.telegram.outgoing.sending import call_with_retries, send_quietly
from bot.telegram.state import Door, State
from bot.text.translation import gettext, gettext_noop

logger = logging.getLogger(__name__)

_HELLO = gettext_noop("""\
Hello! Mention me with a question, reply to one of my messages, or use /ask, and I answer with \
quotes from my articles. Otherwise I am silent. /settings is for the admins of this group.""")
_HELLO_UNHEARD = gettext_noop("""\
Hello! Write /ask and a question, or reply to one of my messages, and I answer with quotes from my \
articles. Where I am only mentioned, I may not see it: for that an admin of this group can make me \
an admin, too. Otherwise I am silent. /settings is for the admins of this group.""")

_SECONDS_SINCE_MOVE = 60.0
"""Who adds the bot later than that has taken it out before."""

_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
_MUTED = ("not enough rights", "chat_write_forbidden", "have no rights", "topic_closed")
_GONE = ("chat not found", "kicked", "not a member", "group chat was deactivated")


async def change_membership(update: Update, context: Context) -> None:
    """The bot was added to a group, removed, restricted or promoted."""
    change, state = update.my_chat_member, context.state
    if change is None or change.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        return
    chat_id, membership = change.chat.id, _read_membership(change.new_chat_member)
    await _keep(chat_id, membership, state.door.chats)
    was_outside = _read_membership(change.old_chat_member) is Membership.GONE
    is_added = was_outside and membership is Membership.MEMBER
    if membership is Membership.GONE:
        await _forget_messages(chat_id, state)
    elif not state.door.access.serves_group(chat_id):
        await refuse_group(chat_id, context.bot, state.door)
    elif is_added and not await _has_moved(change.chat, state.door):
        hears_mentions = _hears_mentions(change.new_chat_member, context.bot.bot)
        hello = gettext(_HELLO if hears_mentions else _HELLO_UNHEARD)
        await send_quietly(
            lambda: call_with_retries(lambda: context.bot.send_message(chat_id, hello))
        )


def _hears_mentions(member: ChatMember, bot: User) -> bool:
    """Whether each mention arrives: in privacy mode that is only sure of an admin."""
    is_admin = member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
    return is_admin or bool(bot.can_read_all_group_messages)


async def _has_moved(chat: Chat, door: Door) -> bool:
    """Whether the group was greeted under its old id: Telegram tells of the new one as if the bot
    had been added, before or after it tells that the group has moved."""
    if chat.type == ChatType.SUPERGROUP and chat.id not in door.moved_at:
        await asyncio.sleep(door.seconds_to_move)
    moved_at = door.moved_at.get(chat.id)
    return moved_at is not None and time.monotonic() - moved_at < _SECONDS_SINCE_MOVE


async def follow_migration(update: Update, context: Context) -> None:
    """A group became a supergroup: told in either of them, in any order."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id:
        await move_chat(message.chat.id, message.migrate_to_chat_id, context.state.door)
    elif message.migrate_from_chat_id:
        await move_chat(message.migrate_from_chat_id, message.chat.id, context.state.door)


async def move_chat(old_id: int, new_id: int, door: Door) -> None:
    """What is kept of a chat is from now on that of the other."""
    door.access.moved[new_id] = old_id
    door.moved_at[new_id] = time.monotonic()
    failure = "the settings of a group could not be moved"
    if not await write_if_possible(logger, failure, door.chats.move, old_id, new_id):
        return
    logger.info("a group became a supergroup and keeps its settings")
    if old_id in door.access.allowed:
        logger.warning("put %d into TELEGRAM_ALLOWED_CHATS, in place of %d", new_id, old_id)


async def note_refusal(update: object, error: Exception | None, chats: ChatStore) -> bool:
    """Whether `error` says that the bot may not write in the chat: then that is known now, and
    told in one line of the log."""
    chat = update.effective_chat if isinstance(update, Update) else None
    if chat is None or not isinstance(error, Forbidden | BadRequest):
        return False
    text = error.message.lower()
    is_gone = isinstance(error, Forbidden) or any(part in text for part in _GONE)
    if not is_gone and not any(part in text for part in _MUTED):
        return False
    logger.warning("cannot write in a chat: %s", error.message)
    if chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        await _keep(chat.id, Membership.GONE if is_gone else Membership.MUTED, chats)
    return True


def _read_membership(member: ChatMember) -> Membership:
    if member.status in _OUTSIDE:
        return Membership.GONE
    if isinstance(member, ChatMemberRestricted):
        if not member.is_member:
            return Membership.GONE
        return Membership.MEMBER if member.can_send_messages else Membership.MUTED
    return Membership.MEMBER


async def _keep(chat_id: int, membership: Membership, chats: ChatStore) -> None:
    logger.info("a group: the bot is %s there", membership.value)
    failure = "it cannot be kept where the bot is"
    await write_if_possible(logger, failure, chats.set_membership, chat_id, membership)


async def _forget_messages(chat_id: int, state: State) -> None:
    """Nobody presses buttons there any more; settings stay for when the bot comes back."""
    await state.memory.conversations.forget_chat(chat_id)
    failure = "earlier answers could not be forgotten"
    await write_if_possible(logger, failure, state.stores.earlier.forget, chat_id)
