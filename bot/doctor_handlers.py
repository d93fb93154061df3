"""/doctor: what is not as it should be, for the bot's admins in private."""

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.admin_handlers import check_admin
from bot.checks_account import find_unreachable
from bot.doctor import examine_running
from bot.findings import render_findings_reply
from bot.formatting import Reply
from bot.sending import send_reply
from bot.state import state_of

_ONLY_PRIVATE = "/doctor is for the bot's admins, in private."


async def examine(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/doctor."""
    message, state = update.effective_message, state_of(context)
    if message is None:
        return
    if message.chat.type != ChatType.PRIVATE:
        # Titles of other groups are nobody's business here.
        await send_reply(message, Reply(_ONLY_PRIVATE))
        return
    if not await check_admin(message, "doctor", state):
        return
    try:
        findings = await examine_running(state, context.bot)
    except TelegramError as exc:
        findings = [find_unreachable(state.settings, exc)]
    await send_reply(message, render_findings_reply(findings))
