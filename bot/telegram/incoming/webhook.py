"""Updates that Telegram hands over by itself: they go the same way as those that are polled."""

import asyncio
import errno
import hmac
import logging
import math
import secrets
import socket
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Updater

from bot.config.settings import SettingsError
from bot.config.webhook import WebhookSettings
from bot.doctor.account import find_webhook_error
from bot.telegram.incoming.keeping import Keeper
from bot.telegram.incoming.polling import PollingBot
from bot.telegram.incoming.updates import NoAnswerError, read_posted
from bot.telegram.incoming.webhook_server import WebhookServer
from bot.telegram.memory.polling import Problems
from corpus import FootnoteError

logger = logging.getLogger(__name__)

MAX_CONNECTIONS = 40
"""That Telegram may open. What is written down together takes no longer than one of it."""

_MAX_BETWEEN = 500
"""So many updates may come before one that is older: Telegram keeps only those of one chat in their
order, and tries again what was not taken."""

_SECONDS_BETWEEN_LOOKS = 20.0
"""A quiet webhook is told from a broken one by them; with what `footnote health` then waits for
they are less than a minute."""

_SECONDS_BETWEEN_SETS = 600.0
"""A webhook that is removed is set again; who removes it each time has a program of his own."""

_MAX_REFUSALS = 4
_PASSING = (
    *(errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EMFILE, errno.ENFILE, errno.ENOMEM),
    socket.EAI_AGAIN,
)
"""What another start may not meet, such as an address that the machine does not have yet."""
_NOT_FOUND = "resolve host"
"""In what Telegram says of an address whose name it cannot look up, now or at all."""
_SECRET_BYTES = 32


class WebhookError(FootnoteError):
    """The webhook cannot be set, or listened for; the text says what to do."""


def make_secret() -> str:
    """A secret of one bot, a new one at each start."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def derive_secret(token: str) -> str:
    """The secret of all bots with this token, each of which sets the same webhook: Telegram knows
    one. Who has it learns nothing of the token."""
    return hmac.digest(token.encode(), b"footnote webhook", "sha256").hex()


class WebhookUpdater(Updater):
    """Listens where `settings` say, instead of polling. An update is answered with 200 when what
    `keeper` writes down is written, as a poll confirms no others. Telegram has to say the `secret`;
    until it knows it, it tries again.

    The webhook stays set at the end, so that Telegram keeps what comes meanwhile; a bot that polls
    removes it at its start. It is looked at now and then, and set again if it was removed, but not
    if it is another's: two bots would take it from each other for ever. What is wrong with it is
    logged once and noted in `problems`; `end` is called if the token is refused, which they then
    say.
    """

    def __init__(
        self,
        bot: PollingBot,
        queue: "asyncio.Queue[object]",
        settings: WebhookSettings,
        secret: str,
        keeper: Keeper,
        problems: Problems,
        end: Callable[[], None],
    ) -> None:
        super().__init__(bot, queue)
        self._settings = settings
        self._keeper = keeper
        self._problems = problems
        self._end = end
        self._secret = secret
        self._server = WebhookServer(settings, self._secret, self._take)
        self._waiting: list[dict[str, Any]] = []
        self._turn = asyncio.Lock()
        self._taking: set[asyncio.Task[None]] = set()
        self._watching: asyncio.Task[None] | None = None
        self._allowed_updates: Sequence[str] | None = None
        self._set_again_at = -math.inf
        self._failed_at: datetime | None = None
        """The last failure that Telegram has told of, by its clock."""
        self._is_reached = False
        """Whether an update was taken since that was told."""

    async def start_webhook(self, *args: Any, **kwargs: Any) -> "asyncio.Queue[object]":
        """As the library's, whose server compares no secret in constant time and answers before
        anything is written down: of its arguments `allowed_updates` and `bootstrap_retries`.

        :raises SettingsError: if there cannot be listened, or Telegram does not take the address,
            as long as the settings stay.
        :raises WebhookError: if either cannot be now.
        """
        settings = self._settings
        self._running = True
        self._allowed_updates = kwargs.get("allowed_updates")
        try:
            await self._server.start()
            retries = kwargs.get("bootstrap_retries", 0)
            await self._bootstrap(retries, settings.url, **self._parameters)
        except OSError as exc:
            await self.stop()
            error = WebhookError if exc.errno in _PASSING else SettingsError
            raise error(
                f"the bot cannot listen at {settings.place} (TELEGRAM_WEBHOOK_LISTEN): "
                f"{exc.strerror or exc}"
            ) from exc
        except BadRequest as exc:
            await self.stop()
            error = WebhookError if _NOT_FOUND in exc.message.casefold() else SettingsError
            raise error(f"Telegram does not take TELEGRAM_WEBHOOK_URL: {exc.message}") from exc
        except BaseException:
            await self.stop()
            raise
        self._watching = asyncio.create_task(self._watch())
        logger.info("Telegram hands over updates to %s, at %s", self._host, settings.place)
        return self.update_queue

    async def stop(self) -> None:
        """Listens no more, when what was taken is written down."""
        self._running = False
        if self._watching is not None:
            self._watching.cancel()
        await self._server.stop()
        if self._taking:
            await asyncio.wait(self._taking)

    @property
    def _host(self) -> str:
        return urlsplit(self._settings.url).netloc

    @property
    def _parameters(self) -> dict[str, Any]:
        return {
            "allowed_updates": self._allowed_updates,
            "max_connections": MAX_CONNECTIONS,
            "secret_token": self._secret,
        }

    async def _take(self, payload: bytes) -> HTTPStatus:
        try:
            raw = read_posted(payload)
        except NoAnswerError as exc:
            logger.error("a call of the webhook is refused: %s", exc.message)
            return HTTPStatus.BAD_REQUEST
        self._problems.note_contact()
        if raw is not None:
            self._waiting.append(raw)
            # Not this task's: what the keeper knows of is put into the queue, whoever hangs up.
            taking = asyncio.create_task(self._take_waiting())
            self._taking.add(taking)
            taking.add_done_callback(self._taking.discard)
            await asyncio.shield(taking)
        self._is_reached = True
        return HTTPStatus.OK

    async def _take_waiting(self) -> None:
        """All that has come by now, in its order, as one answer to a poll would be."""
        async with self._turn:
            fetched, self._waiting = self._waiting, []
            if not fetched:
                return  # it came with what was taken before
            for update in await self._keeper.keep(fetched, self.bot):
                self.update_queue.put_nowait(update)
            self._keeper.note_confirmed(max(0, fetched[-1]["update_id"] - _MAX_BETWEEN))

    async def _watch(self) -> None:
        """Logs and notes each new thing that is wrong with the webhook."""
        told = ""
        refusals = 0
        while refusals < _MAX_REFUSALS:
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
            try:
                found = self._problems.webhook = await self._look()
            except TelegramError as exc:
                refusals += isinstance(exc, InvalidToken)
                found = f"Telegram does not say how the webhook is: {exc.message}"
            else:
                refusals = 0
                self._problems.note_contact()
            if found and found != told:
                logger.error("%s", found)
            told = found
        self._problems.is_refused = True
        self._end()

    async def _look(self) -> str:
        """What is wrong with the webhook; "" if nothing is known to be."""
        if self._server.is_cut_off and (reason := await self._listen_again()):
            return reason
        info = await self.bot.get_webhook_info()
        if not info.url:
            return await self._set_again()
        if info.url != self._settings.url:
            where = urlsplit(info.url).hostname or "an unknown host"
            return (
                f"the webhook is not this bot's any more: Telegram hands over to {where}; stop the "
                "program that has set it, then restart the bot"
            )
        if info.last_error_date != self._failed_at:
            self._failed_at, self._is_reached = info.last_error_date, False
        reason = "" if self._is_reached else find_webhook_error(info)
        return f"Telegram does not reach the webhook: {reason}" if reason else ""

    async def _listen_again(self) -> str:
        try:
            await self._server.start()
        except OSError as exc:
            return f"the socket of TELEGRAM_WEBHOOK_LISTEN was taken away: {exc.strerror or exc}"
        logger.warning("the socket of TELEGRAM_WEBHOOK_LISTEN was taken away, and is made again")
        return ""

    async def _set_again(self) -> str:
        if time.monotonic() - self._set_again_at < _SECONDS_BETWEEN_SETS:
            return (
                "the webhook was removed, and again after it was set again: stop the bot that "
                "polls with the same token"
            )
        self._set_again_at = time.monotonic()
        try:
            await self.bot.set_webhook(self._settings.url, **self._parameters)
        except InvalidToken:
            raise
        except TelegramError as exc:
            return f"the webhook was removed, and cannot be set again: {exc.message}"
        logger.warning("the webhook was removed, and is set again: does another bot poll?")
        return ""
