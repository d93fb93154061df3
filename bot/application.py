"""The Telegram application: which handler gets which update, and what runs beside them."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from telegram import BotCommand, Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot import handlers
from bot.asking import open_retriever
from bot.live_retriever import LiveRetriever
from bot.settings import DEFAULT_API_URL, Settings

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = (Update.MESSAGE,)
"""Of edits and channel posts there is nothing to answer."""

_BOOTSTRAP_RETRIES = 3
_COMMANDS = (
    BotCommand("ask", "answer a question"),
    BotCommand("sources", "the articles that I know"),
    BotCommand("help", "what I can do"),
)
_WATCH = "watch"

_App = Application[Any, Any, Any, Any, Any, Any]


class BotError(Exception):
    """The bot cannot run; the text says what to do."""


def build_application(settings: Settings, token: str, live: LiveRetriever) -> _App:
    """The application, ready to run."""
    application: _App = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .concurrent_updates(True)
        .post_init(_begin)
        .post_stop(_end)
        .build()
    )
    handlers.keep_state(application.bot_data, settings, live)
    application.add_handlers(_make_handlers())
    application.add_error_handler(handlers.apologise)
    return application


def run_bot(settings: Settings, token: str) -> None:
    """Runs the bot until SIGINT or SIGTERM.

    :raises BotError: if Telegram refuses the token or cannot be reached at the start.
    :raises EncoderError, PassageIndexError: if there is nothing to answer from.
    """
    live = LiveRetriever(open_retriever(settings), settings)
    application = build_application(settings, token, live)
    try:
        application.run_polling(
            allowed_updates=ALLOWED_UPDATES, bootstrap_retries=_BOOTSTRAP_RETRIES
        )
    except InvalidToken as exc:
        raise BotError(
            "TELEGRAM_BOT_TOKEN is refused by Telegram: copy it again from @BotFather"
        ) from exc
    except NetworkError as exc:
        where = f"Telegram at {settings.telegram_api_url}"
        if settings.telegram_api_url != DEFAULT_API_URL:
            where = f"{settings.telegram_api_url} (TELEGRAM_API_URL)"
        raise BotError(f"cannot reach {where}: {type(exc).__name__}") from exc
    finally:
        live.close()


def _make_handlers() -> list[BaseHandler[Any, Any, Any]]:
    message = filters.UpdateType.MESSAGE
    private = message & filters.ChatType.PRIVATE
    wordless = private & ~filters.StatusUpdate.ALL & ~filters.TEXT & ~filters.CAPTION
    return [
        CommandHandler(["start", "help"], handlers.greet, message),
        CommandHandler("sources", handlers.list_sources, message),
        CommandHandler("ask", handlers.answer_command, message),
        CommandHandler("reindex", handlers.reindex, message),
        # Behind the commands that there are.
        MessageHandler(private & filters.COMMAND, handlers.refuse_unknown_command),
        MessageHandler(
            message & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND, handlers.answer_message
        ),
        MessageHandler(wordless, handlers.refuse_wordless),
    ]


async def _begin(application: _App) -> None:
    live = handlers.live_retriever(application.bot_data)
    application.bot_data[_WATCH] = asyncio.create_task(live.watch())
    try:
        await application.bot.set_my_commands(_COMMANDS)
    except TelegramError as exc:
        logger.warning("the command menu could not be set: %s", exc)
    manifest = live.manifest
    logger.info(
        "@%s answers from %d articles, %d passages",
        application.bot.username,
        manifest.articles,
        manifest.passages,
    )


async def _end(application: _App) -> None:
    tasks = [*handlers.rebuild_tasks(application.bot_data)]
    if watch := application.bot_data.pop(_WATCH, None):
        tasks.append(watch)
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
