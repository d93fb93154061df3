"""The bot in a thread of the tests, against the tests' Bot API server."""

import asyncio
import os
import tempfile
import threading
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import pytest

from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.indexing.process import IndexProcesses, OnProgress, RunIndex
from bot.storage.database import Database
from bot.telegram.application import build_application, receive_updates
from bot.telegram.outgoing.rate_limiter import Limits
from corpus.private_files import make_private_file, make_private_folder
from embeddings import Encoder, Retriever
from tests.support.live_index import load_live
from tests.telegram_server import Chat, TelegramServer

_SETTLED_ROUNDS = 50
_SECONDS_BETWEEN_LOOKS = 0.005

PLENTY = {"USER_QUESTIONS_PER_MINUTE": "999999", "CHAT_QUESTIONS_PER_MINUTE": "999999"}
"""Settings for tests that ask fast."""

UNLIMITED = Limits(speed=1000)
"""For tests that are about something else: time passes a thousand times as fast for limits."""


# To read them for each bot costs a fifth of what starting one does.
_read_certificates_once = cache(httpx.create_ssl_context)


@cache
def _make_state_once() -> bytes:
    """A state file in which nothing is kept yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state"
        Database(path).open()
        return path.read_bytes()


async def run_process(settings: Settings, on_progress: OnProgress) -> None:
    """A rebuild in a process of its own, for which none has waited."""
    await IndexProcesses().run(settings, on_progress)


class RunningBot:
    """The application polling `server`, or listening to it: all that `footnote bot` runs but the
    signals.

    Menus of commands are set in `menu_languages`: in all of them they are half of all calls that
    bots make in tests. Where there is no state folder the state file is a copy, as each new one
    goes through all migrations. Without `run_index` a process waits for the next rebuild while a
    channel is followed, as in `footnote bot`.
    """

    def __init__(
        self,
        server: TelegramServer,
        settings: Settings,
        retriever: Retriever,
        limits: Limits = UNLIMITED,
        run_index: RunIndex | None = run_process,
        seconds_to_end: float = 5.0,
        menu_languages: Collection[str] = ("en",),
    ) -> None:
        if not os.path.lexists(settings.state_dir):
            make_private_folder(settings.state_dir)
            make_private_file(settings.database_path)
            settings.database_path.write_bytes(_make_state_once())
        self._server = server
        self._menu_languages = menu_languages
        self._live = LiveRetriever(retriever, settings, run_index)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(httpx, "create_ssl_context", _read_certificates_once)
            self._application = build_application(
                settings, server.token, self._live, limits, seconds_to_end
            )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="bot")

    def __enter__(self) -> Self:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.telegram.application.LANGUAGES", self._menu_languages)
            self._thread.start()
            self._server.wait_until_polled()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._application.stop_running)
        self._thread.join(timeout=20)
        assert not self._thread.is_alive(), "the bot does not stop"

    def refresh(self) -> None:
        """Returns when the bot answers from the live index."""
        asyncio.run_coroutine_threadsafe(self._live.refresh(), self._loop).result(timeout=30)

    def assert_silent(self, chat: Chat, do: Callable[[], object]) -> None:
        """Calls `do` and waits until the bot has done with what it caused: nothing in `chat`."""
        before = len(self._server.messages(chat))
        typing_before = len(self._server.calls("sendChatAction"))
        do()
        self.wait_until_done()
        assert len(self._server.messages(chat)) == before
        assert len(self._server.calls("sendChatAction")) == typing_before

    def wait_until_done(self) -> None:
        """Returns when the bot has done with all that it was sent."""
        self._server.wait_until_idle()
        asyncio.run_coroutine_threadsafe(self._settle(), self._loop).result(timeout=30)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            receive_updates(self._application, stop_signals=None)
        finally:
            self._live.close()

    async def _settle(self) -> None:
        """Returns when no update waits or is handled, looked at in many turns of the loop: an
        update is for a moment neither in the queue nor counted."""
        rounds = 0
        processor = self._application.update_processor
        while rounds < _SETTLED_ROUNDS:
            busy = (
                processor.current_concurrent_updates or not self._application.update_queue.empty()
            )
            rounds = 0 if busy else rounds + 1
            # Without a pause it would take the processor from what it waits for.
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS if busy else 0)


def run_bot(
    server: TelegramServer,
    settings: Settings,
    encoder: Encoder,
    limits: Limits = UNLIMITED,
    seconds_to_end: float = 5.0,
) -> RunningBot:
    """A bot that answers from the live index of `settings`, to be entered."""
    index = load_live(settings, encoder)
    retriever = Retriever(index, encoder)
    return RunningBot(server, settings, retriever, limits, seconds_to_end=seconds_to_end)
