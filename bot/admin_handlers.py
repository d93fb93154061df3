"""Commands of the bot's admins."""

import asyncio
import logging

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.database import DatabaseError
from bot.formatting import Reply
from bot.indexing import format_report
from bot.live_retriever import LiveRetriever, RebuildError
from bot.sending import send_reply
from bot.sources import cut_text, source_title
from bot.state import State, state_of

logger = logging.getLogger(__name__)

_MOST_CHARACTERS = 2000
_MOST_WORST = 5


async def reindex(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/reindex: begins a rebuild; its end is told in a message of its own."""
    message, state = update.effective_message, state_of(context)
    if message is None or not await _check_admin(message, "reindex", state):
        return
    if state.rebuild_tasks:
        await send_reply(message, Reply("The index is being rebuilt already."))
        return
    task = asyncio.create_task(_rebuild(message, state.live))
    state.rebuild_tasks.add(task)
    task.add_done_callback(state.rebuild_tasks.discard)
    await send_reply(
        message, Reply("Rebuilding the index. I answer from the present one meanwhile.")
    )


async def show_stats(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/stats: what readers thought of passages."""
    message, state = update.effective_message, state_of(context)
    if message is None or not await _check_admin(message, "stats", state):
        return
    try:
        lines = await asyncio.to_thread(_describe_feedback, state)
    except DatabaseError as exc:
        logger.error("feedback cannot be read: %s", exc)
        lines = ["The feedback cannot be read; the log says why."]
    await send_reply(message, Reply(cut_text("\n".join(lines), _MOST_CHARACTERS)))


def _describe_feedback(state: State) -> list[str]:
    useful, useless = state.feedback.count()
    lines = [f"👍 {useful}  👎 {useless}"]
    index = state.live.index
    worst = state.feedback.find_worst(_MOST_WORST)
    if worst:
        lines.append("Passages that helped least:")
    for feedback in worst:
        row = index.find_row(feedback.passage_id)
        if row is None:
            place = "a passage that is gone"
        else:
            passage = index.passages[row]
            title = source_title(index.articles[passage.article_id], 80)
            place = f"{title}: {cut_text(' '.join(passage.text.split()), 120)}"
        lines.append(f"• 👍 {feedback.useful} 👎 {feedback.useless} · {place}")
    return lines


async def _check_admin(message: Message, command: str, state: State) -> bool:
    """Whether an admin of the bot sent `message`; anybody else is told."""
    user = message.from_user
    if state.access.may_administer(user.id if user else None):
        return True
    await send_reply(message, Reply(f"/{command} is for the bot's admins."))
    return False


async def _rebuild(message: Message, live: LiveRetriever) -> None:
    try:
        manifest = await live.rebuild()
    except RebuildError as exc:
        logger.error("the rebuild failed: %s", exc)
        text = f"The rebuild failed, the index is as it was: {exc}"
    else:
        text = format_report(manifest)
    try:
        await send_reply(message, Reply(cut_text(text, _MOST_CHARACTERS)))
    except TelegramError as exc:
        logger.error("the end of the rebuild could not be told: %s", exc)
