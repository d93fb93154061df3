"""/doctor: checks the bot for problems, for its admins in private."""

from telegram import Update
from telegram.error import TelegramError

from bot.doctor.account import find_unreachable
from bot.doctor.doctor import examine_running
from bot.telegram.incoming.admins import check_private_admin
from bot.telegram.incoming.context import Context
from bot.telegram.messages.doctor import render_findings_reply
from bot.telegram.outgoing.sending import send_reply


async def examine(update: Update, context: Context) -> None:
    """/doctor."""
    message, state = context.message, context.state
    # Titles of other groups are nobody's business in a group.
    if not await check_private_admin(context, "doctor"):
        return
    try:
        # A build that has just gone live is taken over first.
        await state.live.refresh()
        findings = await examine_running(
            state.settings,
            context.bot,
            state.live.manifest,
            state.stores.database,
            state.problems.has_other_poller,
            state.problems.drift,
        )
    except TelegramError as exc:
        findings = [find_unreachable(state.settings, exc)]
    await send_reply(message, render_findings_reply(findings))
