"""Updates that Telegram hands over by itself: they go the same way as those that are polled."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Updater

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
"""A quiet webhook is told from a broken one by them: `footnote health` waits for two."""

_MAX_REFUSALS = 4
_SECRET_BYTES = 32


class WebhookError(FootnoteError):
    """The webhook cannot be set, or listened for; the text says what to do."""


class WebhookUpdater(Updater):
    """Listens where `settings` say, instead of polling. An update is answered with 200 when what
    `keeper` writes down is written, as a poll confirms no others. The secret that Telegram has to
    say is a new one at each start; until Telegram knows it, it tries again.

    The webhook stays set at the end, so that Telegram keeps what comes meanwhile; a bot that polls
    removes it at its start. It is looked at now and then: `end` is called if the token is refused,
    which `problems` then say.
    """

    def __init__(
        self,
        bot: PollingBot,
        queue: "asyncio.Queue[object]",
        settings: WebhookSettings,
        keeper: Keeper,
        problems: Problems,
        end: Callable[[], None],
    ) -> None:
        super().__init__(bot, queue)
        self._settings = settings
        self._keeper = keeper
        self._problems = problems
        self._end = end
        self._secret = secrets.token_urlsafe(_SECRET_BYTES)
        self._server = WebhookServer(settings, self._secret, self._take)
        self._waiting: list[dict[str, Any]] = []
        self._turn = asyncio.Lock()
        self._taking: set[asyncio.Task[None]] = set()
        self._watching: asyncio.Task[None] | None = None

    async def start_webhook(self, *args: Any, **kwargs: Any) -> "asyncio.Queue[object]":
        """As the library's, whose server compares no secret in constant time and answers before
        anything is written down: of its arguments `allowed_updates` and `bootstrap_retries`.

        :raises WebhookError: if there cannot be listened, or Telegram does not take the address.
        """
        settings = self._settings
        self._running = True
        try:
            await self._server.start()
            await self._bootstrap(
                kwargs.get("bootstrap_retries", 0),
                settings.url,
                kwargs.get("allowed_updates"),
                max_connections=MAX_CONNECTIONS,
                secret_token=self._secret,
            )
        except OSError as exc:
            await self.stop()
            raise WebhookError(
                f"the bot cannot listen at {settings.place} (TELEGRAM_WEBHOOK_LISTEN): "
                f"{exc.strerror or type(exc).__name__}"
            ) from exc
        except BadRequest as exc:
            await self.stop()
            raise WebhookError(
                f"Telegram does not take TELEGRAM_WEBHOOK_URL: {exc.message}"
            ) from exc
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
        """Logs each new thing that Telegram says is wrong with the webhook."""
        told: object = None
        refusals = 0
        while refusals < _MAX_REFUSALS:
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
            try:
                found = await self._look()
            except TelegramError as exc:
                refusals += isinstance(exc, InvalidToken)
                found = "Telegram does not say how the webhook is: %s", exc.message
            else:
                refusals = 0
                self._problems.note_contact()
            if found is not None and found != told:
                logger.error(*found)
            told = found
        self._problems.is_refused = True
        self._end()

    async def _look(self) -> tuple[str, str] | None:
        info = await self.bot.get_webhook_info()
        if info.url != self._settings.url:
            where = urlsplit(info.url).hostname or "nobody"
            return "the webhook is not this bot's any more: Telegram hands over to %s", where
        if reason := find_webhook_error(info):
            return "Telegram does not reach the webhook: %s", reason
        return None
