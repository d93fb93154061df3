"""/privacy and /forget: what is kept of those who ask, and letting go of it."""

import logging

from telegram import Update

from bot.storage.background import read_or_default, write_if_possible
from bot.telegram.incoming.admins import is_chat_admin
from bot.telegram.incoming.context import Context
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.privacy import describe_privacy
from bot.telegram.outgoing.sending import send_reply
from bot.telegram.state import Memory, State
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


async def show_privacy(update: Update, context: Context) -> None:
    """/privacy."""
    message, state = context.message, context.state
    gaps = await read_or_default(logger, "what is kept cannot be read", 0, state.stores.gaps.count)
    is_private = context.request.is_private
    has_posts = state.live.has_posts or bool(state.stores.channels.list_known())
    is_shared = state.stores.shared is not None
    told = describe_privacy(state.settings, is_private, gaps, has_posts, is_shared)
    await send_reply(message, told)


async def forget(update: Update, context: Context) -> None:
    """/forget."""
    message, state = context.message, context.state
    sender_id, is_private = context.request.sender_id, context.request.is_private
    if not is_private and not await is_chat_admin(message.chat, sender_id):
        is_done = await _forget_sender(sender_id, state.memory)
        is_done &= await _forget_sent(sender_id, state)
        state.stores.pending.forget_sender(sender_id)
        await send_reply(message, Reply(gettext(_ONLY_YOURS if is_done else _NOT_FORGOTTEN)))
        return
    is_sender_done = not is_private or await _forget_sender(sender_id, state.memory)
    is_done = await _forget_chat(message.chat.id, state) and is_sender_done
    if is_private:
        is_done &= await _forget_sent(sender_id, state)
        # The last: if the process is killed before, this is done again.
        state.stores.pending.forget_sender(sender_id)
    done = _FORGOTTEN if is_private else _GROUP_FORGOTTEN
    await send_reply(message, Reply(gettext(done if is_done else _NOT_FORGOTTEN)))


async def _forget_sent(sender_id: int, state: State) -> bool:
    """Whether what other bots have of somebody under way could be forgotten; one that is alone
    forgets its own."""
    store = state.stores.pending.store
    if not store.has_others:
        return True
    failure = "what somebody sent could not be forgotten"
    return await write_if_possible(logger, failure, store.forget_sender, sender_id)


async def _forget_sender(sender_id: int, memory: Memory) -> bool:
    """Whether all of it could be forgotten."""
    memory.votes.forget(sender_id)
    return await memory.conversations.forget_asker(sender_id)


async def _forget_chat(chat_id: int, state: State) -> bool:
    """Whether all of it could be forgotten."""
    are_answers_done = await state.memory.conversations.forget_chat(chat_id)
    state.memory.offers.forget_chat(chat_id)
    state.memory.pastes.end(chat_id)

    def forget_kept() -> None:
        state.stores.earlier.forget(chat_id)
        state.door.chats.forget(chat_id)
        state.stores.pending.store.forget(chat_id)

    # Not beside what is being kept of the chat, which would be there again afterwards.
    async with state.door.lock(chat_id):
        is_done = await write_if_possible(logger, "a chat could not be forgotten", forget_kept)
    state.stores.pending.forget_chat(chat_id)
    return is_done and are_answers_done
