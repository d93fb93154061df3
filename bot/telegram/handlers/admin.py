"""Commands of the bot's admins."""

import logging

from telegram import Update

from bot.storage.background import read_or_default
from bot.telegram.handlers.articles.adding import FOR_ADMINS
from bot.telegram.handlers.presses import Press, pressed
from bot.telegram.incoming.admins import check_private_admin
from bot.telegram.incoming.context import Context
from bot.telegram.messages.callback_data import CancelWaiting
from bot.telegram.messages.changes import render_changes
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.silencing import reply_silently
from bot.telegram.outgoing.sending import send_reply
from bot.telegram.outgoing.status_message import StatusMessage
from bot.telegram.state import State
from bot.text.citations import cut_text, say_name, source_title
from bot.text.cleaning import isolate
from bot.text.translation import gettext, gettext_noop

logger = logging.getLogger(__name__)

_BEGUN = gettext_noop("It waits no more: it is under way, or has ended.")
_MAX_CHARACTERS = 2000
_MAX_WORST = 5


async def reindex(update: Update, context: Context) -> None:
    """/reindex: begins a rebuild, or has it wait; one message tells of it from its beginning to its
    end."""
    message, state = context.message, context.state
    if not await check_private_admin(context, "reindex"):
        return
    if refusal := state.work.changes.find_refusal():
        await send_reply(message, Reply(gettext(refusal)))
    else:
        state.work.changes.put(StatusMessage(message))


async def cancel_waiting(press: Press[CancelWaiting]) -> str | None:
    """Takes out what waits for a rebuild to end."""
    if not press.state.door.access.may_administer(press.query.from_user.id):
        return FOR_ADMINS
    is_done = await press.state.work.changes.cancel(press.data.key, press.message.chat.id)
    return None if is_done else _BEGUN


async def show_changed(update: Update, context: Context) -> None:
    """/changed: what the last rebuild changed."""
    message, state = context.message, context.state
    if not await check_private_admin(context, "changed"):
        return
    await send_reply(message, render_changes(state.live.changes))


async def show_stats(update: Update, context: Context) -> None:
    """/stats: what readers thought of passages."""
    message, state = context.message, context.state
    if not await check_private_admin(context, "stats"):
        return
    unread = [gettext("The feedback cannot be read; the log says why.")]
    failure = "feedback cannot be read"
    lines = await read_or_default(logger, failure, unread, _describe_feedback, state)
    await send_reply(message, reply_silently(cut_text("\n".join(lines), _MAX_CHARACTERS)))


def _describe_feedback(state: State) -> list[str]:
    useful, useless = state.stores.feedback.count()
    lines = [f"👍 {useful}  👎 {useless}"]
    worst = state.stores.feedback.find_worst(_MAX_WORST)
    if worst:
        lines.append(gettext("Passages that helped least:"))
    for feedback in worst:
        located = state.live.find_passage(feedback.passage_id)
        if located is None:
            place = gettext("a passage that is gone")
        else:
            title = isolate(source_title(located.article, 80))
            place = f"{title}: {say_name(located.passage.text, 120)}"
        lines.append(f"• 👍 {feedback.useful} 👎 {feedback.useless} · {place}")
    return lines


BUTTONS = (pressed(CancelWaiting, cancel_waiting),)
