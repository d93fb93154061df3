"""/verify: whether words stand in the articles."""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.verification import verify_claim
from bot.telegram.incoming.addressing import command_words
from bot.telegram.incoming.language import read_chat
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.verification import render_verification
from bot.telegram.outgoing.sending import send_reply
from bot.telegram.state import state_of
from bot.text.translation import gettext, gettext_noop

_USAGE = gettext_noop(
    "Write the words after the command, or reply with /verify to a message that has them."
)


async def verify(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The words after the command, or of the message replied to."""
    message, state = update.effective_message, state_of(context)
    if message is None:
        return
    claim = command_words(message)
    if not any(character.isalnum() for character in claim):
        await send_reply(message, Reply(gettext(_USAGE)))
        return
    folders = (await read_chat(state, message.chat.id)).folders
    places = await state.live.find_places(claim, folders)
    async with state.verifying:
        verification = await asyncio.to_thread(verify_claim, claim, places)
    await send_reply(message, render_verification(verification))
