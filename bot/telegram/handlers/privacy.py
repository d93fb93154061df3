"""/privacy and /forget: what is kept of those who ask, and letting go of it."""

import logging

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.storage.background import read_or_default, write_if_possible
from bot.telegram.incoming.addressing import sender_id
from bot.telegram.incoming.admins import is_chat_admin
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.privacy import describe_privacy
from bot.telegram.outgoing.sending import send_reply
from bot.telegram.state import State, state_of
from bot.text.translation import gettext, gettext_noop

logger = logging.getLogger(__name__)

_FORGOTTEN = gettext_noop(
    "Forgotten: your questions, here and in groups, who I know to have voted, and the settings of "
    "this chat."
)
_GROUP_FORGOTTEN = gettext_noop(
    "Forgotten: the questions asked in this group, which of my messages answer them, and the "
    "group's settings."
)
_ONLY_YOURS = gettext_noop(
    "I have forgotten your own questions and votes. What is kept of this group only its admins "
    "can make me forget."
)
_NOT_FORGOTTEN = gettext_noop(
    "What is written down could not be deleted. The owner will find the reason in the log."
)


async def show_privacy(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/privacy."""
    message, state = update.effective_message, state_of(context)
    if message is None:
        return
    gaps = await read_or_default(logger, "what is kept cannot be read", 0, state.gaps.count)
    is_private = message.chat.type == ChatType.PRIVATE
    await send_reply(message, describe_privacy(state.settings, is_private, gaps))


async def forget(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/forget."""
    message, state = update.effective_message, state_of(context)
    if message is None:
        return
    is_private = message.chat.type == ChatType.PRIVATE
    if not is_private and not await is_chat_admin(message.chat, sender_id(message)):
        _forget_sender(message, state)
        await send_reply(message, Reply(gettext(_ONLY_YOURS)))
        return
    if is_private:
        _forget_sender(message, state)
    is_done = await _forget_chat(message.chat.id, state)
    done = _FORGOTTEN if is_private else _GROUP_FORGOTTEN
    await send_reply(message, Reply(gettext(done if is_done else _NOT_FORGOTTEN)))


def _forget_sender(message: Message, state: State) -> None:
    state.memory.forget_asker(sender_id(message))
    state.votes.forget(sender_id(message))


async def _forget_chat(chat_id: int, state: State) -> bool:
    """Whether all of it could be forgotten."""
    state.memory.forget_chat(chat_id)
    state.offers.forget_chat(chat_id)
    state.pastes.end(chat_id)

    def forget_kept() -> None:
        state.earlier.forget(chat_id)
        state.chats.forget(chat_id)

    return await write_if_possible(logger, "a chat could not be forgotten", forget_kept)
