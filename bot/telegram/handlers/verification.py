"""/verify: whether words stand in the articles."""

from telegram import Update

from bot.telegram.incoming.context import Context
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.verification import render_verification
from bot.telegram.outgoing.sending import send_reply
from bot.text.translation import gettext, gettext_noop

_USAGE = gettext_noop(
    "Write the words after the command, or reply with /verify to a message that has them."
)


async def verify(update: Update, context: Context) -> None:
    """The words after the command, or of the message replied to."""
    message, state = context.message, context.state
    claim, folders = context.request.wording.words, context.request.settings.folders
    if not any(character.isalnum() for character in claim):
        await send_reply(message, Reply(gettext(_USAGE)))
        return
    verification = await state.live.verify(claim, folders)
    if not verification.parts:
        await send_reply(message, Reply(gettext(_USAGE)))
        return
    await send_reply(message, render_verification(verification))
