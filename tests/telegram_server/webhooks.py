"""The webhook that a bot sets, and the updates that are sent to it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from tests.telegram_server.fields import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_DEFAULT_CONNECTIONS = 40
_FIRST_PAUSE_SECONDS = 0.05
_MAX_PAUSE_SECONDS = 0.8
_SECONDS_FOR_ANSWER = 10


@dataclass(eq=False)
class Webhook:
    """One that ``is_silent`` gets nothing: it is another program's, which a test makes up."""

    url: str
    last_error_message: str | None = None
    is_silent: bool = True
    secret_token: str = ""
    max_connections: int = _DEFAULT_CONNECTIONS
    last_error_at: float = field(default_factory=time.time)

    def note_error(self, message: str) -> None:
        self.last_error_message, self.last_error_at = message, time.time()

    def to_json(self) -> Json:
        info: Json = {
            "url": self.url,
            "max_connections": self.max_connections,
            "ip_address": "192.0.2.1",
        }
        if self.last_error_message is not None:
            info["last_error_date"] = int(self.last_error_at)
            info["last_error_message"] = self.last_error_message
        return info


class Sender:
    """Posts updates to a webhook until they are taken, those of one chat in their order, so many
    beside each other as the webhook may have connections. Runs in the server's event loop; ``wake``
    may be called from any thread."""

    def __init__(
        self,
        webhook: Webhook,
        list_pending: Callable[[], list[tuple[int, object]]],
        confirm: Callable[[int], None],
    ) -> None:
        self._webhook = webhook
        self._list_pending = list_pending
        self._confirm = confirm
        self._loop = asyncio.get_running_loop()
        self._woken = asyncio.Event()
        self._busy: set[object] = set()
        self._places = asyncio.Semaphore(webhook.max_connections)
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        self._loop.call_soon_threadsafe(self._woken.set)

    def stop(self) -> None:
        """Hang up, also on what is not answered; may be called from any thread."""
        self._loop.call_soon_threadsafe(self._task.cancel)

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=_SECONDS_FOR_ANSWER)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                self._woken.clear()
                for update_id, update in self._list_pending():
                    line = _find_line(update)
                    if line not in self._busy:
                        self._busy.add(line)
                        group.create_task(self._send(session, line, update_id, update))
                await self._woken.wait()

    async def _send(
        self, session: aiohttp.ClientSession, line: object, update_id: int, update: object
    ) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while (message := await self._post(session, update)) is not None:
            self._webhook.note_error(message)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _MAX_PAUSE_SECONDS)
        self._busy.discard(line)
        self._confirm(update_id)
        self._woken.set()

    async def _post(self, session: aiohttp.ClientSession, update: object) -> str | None:
        """What was wrong; None if it was taken."""
        headers = {}
        if self._webhook.secret_token:
            headers[SECRET_HEADER] = self._webhook.secret_token
        try:
            async with (
                self._places,
                session.post(
                    self._webhook.url, json=update, headers=headers, allow_redirects=False
                ) as answer,
            ):
                await answer.read()
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except (aiohttp.ClientError, TimeoutError):
            return "Read timeout expired"
        if 200 <= answer.status <= 299:
            return None
        return f"Wrong response from the webhook: {answer.status} {answer.reason}"


def _find_line(update: object) -> object:
    """Updates of one line are sent one after the other: those of one chat, or else one user."""
    payload = next((part for part in _parts(update) if isinstance(part, dict)), {})
    message = payload.get("message", payload)
    place = message.get("chat") if isinstance(message, dict) else None
    place = place or payload.get("from")
    return place.get("id") if isinstance(place, dict) else None


def _parts(update: object) -> list[object]:
    return list(update.values()) if isinstance(update, dict) else []
