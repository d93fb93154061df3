"""/doctor: checks the bot for problems, for its admins in private."""

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.doctor.account import find_unreachable
from bot.doctor.doctor import examine_running
from bot.telegram.incoming.admins import check_private_admin
from bot.telegram.messages.doctor import render_findings_reply
from bot.telegram.outgoing.sending import send_reply
from bot.telegram.state import state_of


async def examine(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/doctor."""
    message, state = update.effective_message, state_of(context)
    # Titles of other groups are nobody's business in a group.
    if message is None or not await check_private_admin(message, "doctor", state):
        return
    try:
        # A build that has just gone live is taken over first.
        await state.live.refresh()
        findings = await examine_running(
            state.settings, context.bot, state.live.manifest, state.problems.has_other_poller
        )
    except TelegramError as exc:
        findings = [find_unreachable(state.settings, exc)]
    await send_reply(message, render_findings_reply(findings))
