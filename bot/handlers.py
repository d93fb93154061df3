"""What the bot does with messages: commands and questions."""

import asyncio
import logging
from dataclasses import replace

from telegram import BotCommandScopeChat, Message, TextQuote, Update
from telegram.constants import ChatAction, ChatType
from telegram.error import Forbidden, TelegramError, TimedOut
from telegram.ext import ContextTypes

from bot.addressing import command_question, find_asked, find_question, is_marked
from bot.answer import Answer
from bot.commands import ADMIN_COMMANDS
from bot.formatting import Reply
from bot.keyboards import make_answer_keyboard, make_miss_keyboard
from bot.links import read_start
from bot.memory import Asked
from bot.reading import find_quote_neighbours, open_passage, open_sources
from bot.reply import quotes_on_page, render_answer, render_miss_shortly
from bot.sending import edit_text, send_reply
from bot.state import State, state_of

logger = logging.getLogger(__name__)

_TYPING_SECONDS = 2.0
"""The answer waits no longer for the sign that it is coming."""

_APOLOGY = "Sorry, something went wrong here. The owner will find it in the log."
_ASK_USAGE = "Write your question behind the command: /ask Who guards the port?"
_ONLY_TEXT = "I answer questions in writing. Send me one as text."
_UNKNOWN_COMMAND = "I do not know this command. /help says what I can do."
_PASSAGE_CHANGED = "This passage has changed since. Ask me again."

HELP = """\
Ask me a question and I answer with quotes from my articles, word for word, each with its source. \
Where the articles hold no answer, I say so.

Here in private, just write your question; a question after it may say "it" or "they".
In a group, mention me, reply to one of my messages, or use /ask. In any chat, write my name and \
what you look for.

/ask <question> – answer a question; in reply to a message: answer that message, or the words in \
it that you marked
/verify <words> – whether words stand in the articles; in reply to a message: its words
/sources – the articles that I know
/help – this text"""


async def greet(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/start and /help; /start with a passage's id shows it."""
    message = update.effective_message
    if message is None:
        return
    passage_id = read_start(context.args[0]) if context.args else None
    if passage_id is None:
        await send_reply(message, Reply(HELP))
        await _show_admin_menu(message, state_of(context))
        return
    reading = open_passage(state_of(context).live.index, passage_id, can_return=False)
    await send_reply(message, reading or Reply(_PASSAGE_CHANGED))


async def list_sources(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/sources."""
    if message := update.effective_message:
        await send_reply(message, open_sources(state_of(context).live.articles))


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


async def answer_edited(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A question that was edited: its answer is edited, too; there is never a second one."""
    message, state = update.effective_message, state_of(context)
    if message is None:
        return
    # One after the other: an edit may come before the answer, or overtake another edit.
    async with state.lock(message.chat.id, message.message_id):
        await _answer_edited(message, context)


async def _answer_edited(message: Message, context: ContextTypes.DEFAULT_TYPE) -> None:
    state = state_of(context)
    answer_id = state.memory.find_answer(message.chat.id, message.message_id)
    asked = state.memory.find_answered(message.chat.id, answer_id) if answer_id else None
    question = find_asked(message, context.bot.bot)
    if answer_id is None or asked is None or not question or question == asked.question:
        return
    answer = await state.live.answer(question, asked.follows)
    reply = make_reply(answer, message, state, context.bot.username)
    await edit_text(message.chat.id, answer_id, reply, message)
    state.memory.change_question(message.chat.id, answer_id, question, answer.before)


async def refuse_wordless(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A sticker, a voice message and the like, in private."""
    if message := update.effective_message:
        await send_reply(message, Reply(_ONLY_TEXT))


async def refuse_unknown_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A command that there is not, in private."""
    if message := update.effective_message:
        await send_reply(message, Reply(_UNKNOWN_COMMAND))


async def apologise(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The error handler: logs once, then apologises if there is somebody to apologise to."""
    error = context.error
    if update is None and isinstance(error, TelegramError):
        # From polling, which goes on by itself; a traceback would say nothing more.
        logger.error("no updates from Telegram: %s", error)
        return
    logger.error("a handler failed", exc_info=error)
    message = update.message if isinstance(update, Update) else None
    # Where nobody can be reached, or the answer may have come through after all, nothing is said.
    if message is None or isinstance(error, Forbidden | TimedOut):
        return
    try:
        await send_reply(message, Reply(_APOLOGY))
    except TelegramError as exc:
        logger.warning("the apology could not be sent: %s", exc)


def make_reply(
    answer: Answer,
    message: Message,
    state: State,
    username: str,
    page: int = 0,
    by_date: bool = False,
) -> Reply:
    """The message for a page of `answer` in the chat of `message`, with its buttons."""
    is_private = message.chat.type == ChatType.PRIVATE
    if not answer.answered and answer.is_understood and not is_private:
        return render_miss_shortly()
    reply = render_answer(answer, page, by_date)
    if not answer.answered:
        return replace(reply, keyboard=make_miss_keyboard(answer) if is_private else None)
    first = quotes_on_page(answer, page, by_date)[0]
    neighbours = find_quote_neighbours(state.live.index, first)
    keyboard = make_answer_keyboard(answer, neighbours, username, page, by_date, is_private)
    return replace(reply, keyboard=keyboard)


async def _answer(message: Message, question: str, context: ContextTypes.DEFAULT_TYPE) -> None:
    if not question:
        await send_reply(message, Reply(_ASK_USAGE))
        return
    state = state_of(context)
    async with state.lock(message.chat.id, message.message_id):
        await _answer_question(message, question, state, context.bot.username)


async def _answer_question(message: Message, question: str, state: State, username: str) -> None:
    before = _find_before(message, state)
    # Beside each other: the encoder need not wait for the network.
    _, answer = await asyncio.gather(_show_typing(message), state.live.answer(question, before))
    target, quote = _find_target(message, question)
    reply = make_reply(answer, message, state, username)
    sent = await send_reply(target, reply, quote)
    asker = message.from_user.id if message.from_user else None
    asked = Asked(
        question, answer.before, asker, message.message_id, state.memory.now(), follows=before
    )
    state.memory.remember(message.chat.id, sent.message_id, asked)


async def _show_admin_menu(message: Message, state: State) -> None:
    """Gives an admin of the bot the menu with the admins' commands, in private."""
    user = message.from_user
    is_admin = user is not None and user.id in state.settings.telegram_admin_ids
    if is_admin and message.chat.type == ChatType.PRIVATE:
        try:
            scope = BotCommandScopeChat(message.chat.id)
            await message.get_bot().set_my_commands(ADMIN_COMMANDS, scope)
        except TelegramError as exc:
            logger.warning("the admins' menu could not be set: %s", exc)


def _find_before(message: Message, state: State) -> str | None:
    """The question that this one may follow: that of the answer which it replies to, or else, in
    private, the one asked last."""
    replied, asker = message.reply_to_message, message.from_user
    asked = None
    if replied is not None:
        asked = state.memory.find_answered(message.chat.id, replied.message_id)
    elif message.chat.type == ChatType.PRIVATE and asker is not None:
        asked = state.memory.find_last(message.chat.id, asker.id)
    # Of a chain of follow-ups the first has the name that the others point back to.
    return (asked.before or asked.question) if asked else None


def _find_target(message: Message, question: str) -> tuple[Message, TextQuote | None]:
    """The message to reply to, and what to quote of it: where a phrase was marked, the answer
    hangs on exactly that."""
    if message.reply_to_message and is_marked(message, question):
        return message.reply_to_message, message.quote
    return message, None


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
