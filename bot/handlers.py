"""What the bot does with each kind of update."""

import asyncio
import logging

from telegram import LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ChatAction
from telegram.error import Forbidden, TelegramError, TimedOut
from telegram.ext import ContextTypes

from bot.addressing import command_question, find_question
from bot.indexing import format_report
from bot.live_retriever import LiveRetriever, RebuildError
from bot.reply import Reply, render_answer, render_sources
from bot.settings import Settings
from bot.sources import cut_text

logger = logging.getLogger(__name__)

_TYPING_SECONDS = 2.0
"""The answer waits no longer for the sign that it is coming."""

_SETTINGS = "settings"
_LIVE_RETRIEVER = "live_retriever"
_REBUILD_TASKS = "rebuild_tasks"

_APOLOGY = "Sorry, something went wrong here. The owner will find it in the log."
_ASK_USAGE = "Write your question behind the command: /ask Who guards the port?"
_ONLY_TEXT = "I answer questions in writing. Send me one as text."
_UNKNOWN_COMMAND = "I do not know this command. /help says what I can do."
_ONLY_ADMINS = "/reindex is for the bot's admins."

HELP = """\
Ask me a question and I answer with quotes from my articles, word for word, each with its source. \
Where the articles hold no answer, I say so.

Here in private, just write your question.
In a group, mention me, reply to one of my messages, or use /ask.

/ask <question> – answer a question; in reply to a message: answer that message
/sources – the articles that I know
/help – this text"""


def keep_state(bot_data: dict[str, object], settings: Settings, live: LiveRetriever) -> None:
    """Puts what the handlers need where they find it."""
    bot_data[_SETTINGS] = settings
    bot_data[_LIVE_RETRIEVER] = live
    bot_data[_REBUILD_TASKS] = set()


def live_retriever(bot_data: dict[str, object]) -> LiveRetriever:
    """The retriever that `keep_state` kept."""
    live = bot_data[_LIVE_RETRIEVER]
    assert isinstance(live, LiveRetriever)
    return live


def rebuild_tasks(bot_data: dict[str, object]) -> set[asyncio.Task[None]]:
    """Rebuilds under way. Apart from the application's own tasks: it waits for those to end."""
    tasks = bot_data[_REBUILD_TASKS]
    assert isinstance(tasks, set)
    return tasks


async def greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/start and /help."""
    if message := update.effective_message:
        await _send(message, Reply(HELP))


async def list_sources(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/sources."""
    if message := update.effective_message:
        await _send(message, render_sources(live_retriever(context.bot_data).articles))


async def answer_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/ask."""
    if message := update.effective_message:
        await _answer(message, command_question(message, context.bot.bot), context)


async def answer_message(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Any other message with a text or caption; silent unless it is addressed to the bot."""
    message = update.effective_message
    if message is None:
        return
    question = find_question(message, context.bot.bot)
    if question is not None:
        await _answer(message, question, context)


async def refuse_wordless(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A sticker, a voice message and the like, in private."""
    if message := update.effective_message:
        await _send(message, Reply(_ONLY_TEXT))


async def refuse_unknown_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A command that there is not, in private."""
    if message := update.effective_message:
        await _send(message, Reply(_UNKNOWN_COMMAND))


async def reindex(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/reindex, for admins: begins a rebuild; its end is told in a message of its own."""
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    if user is None or user.id not in _settings(context).telegram_admin_ids:
        await _send(message, Reply(_ONLY_ADMINS))
        return
    tasks = rebuild_tasks(context.bot_data)
    if tasks:
        await _send(message, Reply("The index is being rebuilt already."))
        return
    task = asyncio.create_task(_rebuild(message, live_retriever(context.bot_data)))
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    await _send(message, Reply("Rebuilding the index. I answer from the present one meanwhile."))


async def apologise(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The error handler: logs once, then apologises if there is somebody to apologise to."""
    error = context.error
    if update is None and isinstance(error, TelegramError):
        # From polling, which goes on by itself; a traceback would say nothing more.
        logger.error("no updates from Telegram: %s", error)
        return
    logger.error("a handler failed", exc_info=error)
    message = update.effective_message if isinstance(update, Update) else None
    # Where nobody can be reached, or the answer may have come through after all, nothing is said.
    if message is None or isinstance(error, Forbidden | TimedOut):
        return
    try:
        await _send(message, Reply(_APOLOGY))
    except TelegramError as exc:
        logger.warning("the apology could not be sent: %s", exc)


async def _answer(message: Message, question: str, context: ContextTypes.DEFAULT_TYPE) -> None:
    if not question:
        await _send(message, Reply(_ASK_USAGE))
        return
    # Beside each other: the encoder need not wait for the network.
    _, answer = await asyncio.gather(
        _show_typing(message), live_retriever(context.bot_data).answer(question)
    )
    await _send(message, render_answer(answer))


async def _show_typing(message: Message) -> None:
    try:
        await message.reply_chat_action(
            ChatAction.TYPING,
            connect_timeout=_TYPING_SECONDS,
            read_timeout=_TYPING_SECONDS,
            write_timeout=_TYPING_SECONDS,
        )
    except TelegramError as exc:
        # An ornament: the answer itself will show whether the chat can be reached.
        logger.debug("typing could not be shown: %s", exc)


async def _rebuild(message: Message, live: LiveRetriever) -> None:
    try:
        manifest = await live.rebuild()
    except RebuildError as exc:
        logger.error("the rebuild failed: %s", exc)
        text = f"The rebuild failed, the index is as it was: {exc}"
    else:
        text = format_report(manifest)
    try:
        await _send(message, Reply(cut_text(text, 2000)))
    except TelegramError as exc:
        logger.error("the end of the rebuild could not be told: %s", exc)


async def _send(message: Message, reply: Reply) -> None:
    """Sends `reply` as a reply to `message`, in its topic, even if `message` has been deleted."""
    await message.reply_text(
        reply.text,
        entities=reply.entities,
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )


def _settings(context: ContextTypes.DEFAULT_TYPE) -> Settings:
    settings = context.bot_data[_SETTINGS]
    assert isinstance(settings, Settings)
    return settings
