"""Chats and people that the bot does not serve: what they are told, and leaving their groups."""

import asyncio
import logging

from telegram import Bot, Message

from bot.access.quotas import Spending
from bot.storage.background import write_or_default
from bot.telegram.messages.formatting import Reply
from bot.telegram.outgoing.sending import call_with_retries, send_quietly, send_reply
from bot.telegram.state import Door
from bot.text.translation import gettext, gettext_noop

logger = logging.getLogger(__name__)

NOT_SERVED = gettext_noop("I work only in chats that my owner has chosen.")
_GROUP_ID = gettext_noop("The id of this group is {id}.")
_NOT_SERVED_PRIVATE = gettext_noop(
    "I work only for people whom my owner has chosen. "
    "Your id is {id}, if you want to ask for it to be added."
)


async def refuse(message: Message, user_id: int, door: Door) -> None:
    """One line: in a group once and for all, in private once in a while."""
    if message.chat.id < 0:
        await refuse_group(message.chat.id, message.get_bot(), door)
    elif await door.budgets.spend_refusal(user_id) is Spending.GRANTED:
        text = gettext(_NOT_SERVED_PRIVATE).format(id=user_id)
        await send_quietly(lambda: send_reply(message, Reply(text)))


async def refuse_group(chat_id: int, bot: Bot, door: Door) -> None:
    """One line to a group that is not served, once and for all; then the bot leaves it, if the
    owner wants so."""
    if door.access.awaits_move(chat_id):
        # That it was a listed group comes beside the news that the bot is in the supergroup.
        await asyncio.sleep(door.seconds_to_move)
        if door.access.serves_group(chat_id):
            return
    async with door.lock(chat_id):  # nobody leaves before the line is sent
        await _refuse_group(chat_id, bot, door)


async def _refuse_group(chat_id: int, bot: Bot, door: Door) -> None:
    failure = "it cannot be kept that a group was told"
    if await write_or_default(logger, failure, False, door.chats.tell_once, chat_id):
        # The id is for the owner, who may be there and want to choose this group, too.
        told = f"{gettext(NOT_SERVED)} {gettext(_GROUP_ID).format(id=chat_id)}"
        await send_quietly(lambda: call_with_retries(lambda: bot.send_message(chat_id, told)))
    if door.leaves:
        await send_quietly(lambda: call_with_retries(lambda: bot.leave_chat(chat_id)))
