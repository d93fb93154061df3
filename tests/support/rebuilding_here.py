"""Rebuilds of a running bot in its own process, so that tests need not wait for another's start."""

import asyncio
import threading

from bot.config.settings import Settings
from bot.evaluation.labelled_questions import QuestionsError
from bot.indexing.process import OnProgress, RebuildError, RefusedError
from bot.indexing.rebuild import REFUSALS, Step, rebuild_index
from embeddings import (
    BuildError,
    Encoder,
    ModelError,
    PassageIndexError,
    Retriever,
)
from tests.support.harbour import FILES, build_harbour
from tests.support.live_index import load_live
from tests.support.running_bot import RunningBot
from tests.telegram_server import SentMessage, TelegramServer

_TOTAL = 560


def run_article_bot(
    server: TelegramServer,
    settings: Settings,
    encoder: Encoder,
    run_index: "RebuildHere",
    files: dict[str, str] = FILES,
    seconds_to_end: float = 5.0,
) -> RunningBot:
    """A bot that answers from these articles and rebuilds its index here, to be entered."""
    build_harbour(settings, encoder, files)
    index = load_live(settings, encoder)
    retriever = Retriever(index, encoder)
    return RunningBot(
        server, settings, retriever, run_index=run_index, seconds_to_end=seconds_to_end
    )


def wait_for_end(server: TelegramServer, status: SentMessage) -> str:
    """What a message says when what was pressed below it has come to its end."""
    ended = server.wait_for_edit(status, timeout_seconds=30)
    while ended.text == status.text or ended.text.startswith(("Rebuilding", "Waits")):
        ended = server.wait_for_edit(ended, timeout_seconds=30)
    return ended.text


class RebuildHere:
    """What `footnote index` does, with all its failures; a test may also hold it up at its
    beginning, where it tells of progress again and again."""

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()
        self._begun = threading.Condition()
        self.count = 0
        """How often a rebuild was begun."""

    def hold(self) -> None:
        self._free.clear()

    def release(self) -> None:
        self._free.set()

    def wait_for(self, count: int) -> None:
        """Returns when so many rebuilds were begun."""
        with self._begun:
            assert self._begun.wait_for(lambda: self.count >= count, timeout=60)

    async def __call__(self, settings: Settings, on_progress: OnProgress) -> None:
        with self._begun:
            self.count += 1
            self._begun.notify_all()
        loop = asyncio.get_running_loop()
        done = 0
        while not self._free.is_set():
            done = min(done + 1, _TOTAL)
            await on_progress(done, _TOTAL)
            await asyncio.sleep(0.01)

        async def show(done: int, total: int) -> None:
            await on_progress(done, total)

        def tell(step: Step, done: int, total: int) -> None:
            if step is Step.ENCODED:
                asyncio.run_coroutine_threadsafe(show(done, total), loop).result()

        try:
            await asyncio.to_thread(rebuild_index, settings, tell)
        except REFUSALS as exc:
            raise RefusedError(str(exc).splitlines()[-1]) from exc
        except (QuestionsError, BuildError, ModelError, PassageIndexError) as exc:
            raise RebuildError(str(exc).splitlines()[-1]) from exc
