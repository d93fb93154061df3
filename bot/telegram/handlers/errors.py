"""The error handler: what the bot does when another one fails."""

import logging
from contextlib import suppress

from telegram import Update
from telegram.error import (
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.monitoring.metrics import QuestionOutcome
from bot.telegram.handlers.membership import note_refusal
from bot.telegram.incoming.context import Context
from bot.telegram.messages.formatting import Reply
from bot.telegram.outgoing.sending import send_reply
from bot.text.misses import AWAY
from bot.text.translation import gettext, gettext_noop, use_language
from corpus import FootnoteError
from embeddings import LeftAloneError, StoreError

logger = logging.getLogger(__name__)

_APOLOGY = gettext_noop("Sorry, something went wrong here. The owner will find it in the log.")


async def apologise(update: object, context: Context) -> None:
    """Logs once, then apologises if there is somebody to apologise to."""
    error = context.error
    with suppress(LookupError):  # of an update that did not come as far as its request
        if isinstance(update, Update) and context.request.question:
            context.state.metrics.count_question(QuestionOutcome.FAILED)
    if await note_refusal(update, error, context.state.door.chats):
        return
    if isinstance(error, RetryAfter):
        logger.warning("a chat was given up: %s", error)
        return
    if isinstance(error, TelegramError):
        logger.error("an answer could not be sent: %s", error.message)
    elif isinstance(error, LeftAloneError):
        logger.info("not answered: %s", error)  # an error a moment ago
    elif isinstance(error, FootnoteError):
        logger.error("%s", error)  # which says what to do
    else:
        logger.error("a handler failed", exc_info=error)
    message = update.message if isinstance(update, Update) else None
    # Where nobody can be reached, or the answer may have come through after all, nothing is said.
    if message is None or isinstance(error, Forbidden | TimedOut):
        return
    with suppress(LookupError):  # of an update that did not come as far as its request
        use_language(context.request.language)
    try:
        apology = AWAY if isinstance(error, StoreError) else _APOLOGY
        await send_reply(message, Reply(gettext(apology)))
    except TelegramError as exc:
        logger.warning("the apology could not be sent: %s", exc)
