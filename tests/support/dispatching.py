"""Random updates through the bot's real dispatcher, without sockets."""

import asyncio
import logging
import os
import random
import tempfile
import threading
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from telegram.request import HTTPXRequest

from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.indexing.process import OnProgress
from bot.storage.background import _READERS, read_beside, write_beside
from bot.telegram.application import build_application
from bot.telegram.incoming.context import BotApplication
from bot.telegram.outgoing.rate_limiter import Limits
from embeddings import Retriever
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import build_harbour
from tests.support.live_index import load_live
from tests.support.offline_telegram import OfflineTelegram
from tests.support.random_updates import Json, Updates
from tests.support.running_bot import PLENTY

_AT_ONCE = 20
_SPEED = 1e7
"""Of time, for limits and waits."""

_IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where there is such a place, no update waits for a disk; else it is the usual one."""

_UNREAD = "cannot be read and is skipped"
_NOT_SENT = "an answer could not be sent: "
_BEYOND_KNOWLEDGE = (
    *("chat not found", "message to edit not found", "message can't be edited", "TOPIC_CLOSED"),
    *("message is not modified", "query is too old", "wrong file_id", "message thread not found"),
    *("bot can't initiate conversation", "message to be replied not found"),
    *("message to delete not found", "message can't be deleted"),
    *("user not found", "invalid user_id specified", "QUOTE_TEXT_INVALID"),
)
"""What an update may lead to that tells of what Telegram does not know: no bot can see that."""


@dataclass(slots=True)
class Outcome:
    """`failures` are the lines of the log that no update may lead to, with the traces; `invalid`
    the calls that are refused for what they are; `unread` how many updates were skipped, `unsent`
    how many answers had no place any more, which is one line of the log."""

    updates: int = 0
    unread: int = 0
    unsent: int = 0
    failures: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    called: Counter[str] = field(default_factory=Counter)


def _is_beyond(description: str) -> bool:
    return any(part.lower() in description.lower() for part in _BEYOND_KNOWLEDGE)


class _Watch(logging.Handler):
    """Notes what is logged as an error or with a trace."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR and _UNREAD in record.getMessage():
            self._outcome.unread += 1
        elif record.getMessage().startswith(_NOT_SENT) and _is_beyond(record.getMessage()):
            self._outcome.unsent += 1
        elif record.levelno >= logging.ERROR or record.exc_info:
            self._outcome.failures.append(logging.Formatter().format(record))


def dispatch_random(seed: int, count: int) -> Outcome:
    """What `count` updates of this seed lead to."""
    return asyncio.run(_dispatch(seed, count, ()))


def dispatch_kept(updates: Sequence[Json]) -> Outcome:
    """What these updates lead to."""
    return asyncio.run(_dispatch(0, 0, updates))


async def _dispatch(seed: int, count: int, kept: Sequence[Json]) -> Outcome:
    outcome, telegram = Outcome(), OfflineTelegram()
    rng = random.Random(seed)
    updates = Updates(rng, telegram.make_pool(rng))

    async def do_request(request: HTTPXRequest, *args: object, **kwargs: object) -> object:
        return await telegram.do_request(request, *args, **kwargs)  # type: ignore[arg-type]

    with (
        tempfile.TemporaryDirectory(dir=_IN_MEMORY, ignore_cleanup_errors=True) as name,
        patch.object(HTTPXRequest, "do_request", do_request),
        _watching(outcome),
    ):
        live, application = _build(telegram, Path(name))
        await application.initialize()
        try:
            for begin in range(0, len(kept), _AT_ONCE):
                await _process(application, telegram, kept[begin : begin + _AT_ONCE], outcome)
            while outcome.updates < count + len(kept):
                made = [updates.make() for _ in range(min(_AT_ONCE, count - outcome.updates))]
                await _process(application, telegram, made, outcome)
        finally:
            await application.shutdown()
            await _end_threads()
            live.close()
    outcome.refused, outcome.called = telegram.refused, telegram.called
    outcome.invalid = [
        f"{method}: {description}"
        for method, description in telegram.refused
        if not _is_beyond(description)
    ]
    return outcome


async def _end_threads() -> None:
    """What was begun in them is at its end before the folder goes, also where nobody waits for it
    any more: a reader makes files beside the database, too."""
    await write_beside(int)
    all_readers = threading.Barrier(_READERS._max_workers)
    await asyncio.gather(*(read_beside(all_readers.wait) for _ in range(all_readers.parties)))
    await asyncio.get_running_loop().shutdown_default_executor()


async def _process(
    application: BotApplication, telegram: OfflineTelegram, made: Sequence[Json], outcome: Outcome
) -> None:
    """Beside each other, as the library does."""
    raw = [telegram.queue(update) for update in made]
    failed = len(outcome.failures)
    processor = application.update_processor
    fetched = await application.bot.get_updates(timeout=10)
    ended = await asyncio.gather(
        *(processor.process_update(u, application.process_update(u)) for u in fetched),
        return_exceptions=True,
    )
    outcome.updates += len(made)
    for update, error in zip(fetched, ended, strict=True):
        if isinstance(error, Exception):
            trace = "".join(traceback.format_exception(error))
            outcome.failures.append(f"{trace}\n{raw[update.update_id - raw[0]['update_id']]}")
    if failed < len(outcome.failures):
        outcome.failures[-1] += f"\n  among {raw}"


@contextmanager
def _watching(outcome: Outcome) -> Iterator[None]:
    """Of all loggers; nothing goes on to pytest's, which would keep a million lines."""
    root = logging.getLogger()
    others, root.handlers = root.handlers, [_Watch(outcome)]
    try:
        yield
    finally:
        root.handlers = others


def _build(telegram: OfflineTelegram, folder: Path) -> tuple[LiveRetriever, BotApplication]:
    env = {
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_ADMIN_IDS": str(telegram.admin.id),
        **PLENTY,
        "MIN_CONFIDENCE": "0.2",
        "CORPUS_DIR": str(folder / "corpus"),
        "INDEX_DIR": str(folder / "index"),
        "STATE_DIR": str(folder / "state"),
    }
    settings = Settings.from_env(env, folder, folder)
    encoder = FakeEncoder(dimension=16, max_tokens=60)
    build_harbour(settings, encoder)
    retriever = Retriever(load_live(settings, encoder), encoder)
    live = LiveRetriever(retriever, settings, _rebuild_nothing)
    return live, build_application(settings, telegram.token, live, Limits(speed=_SPEED))


async def _rebuild_nothing(_settings: Settings, on_progress: OnProgress) -> None:
    await on_progress(1, 1)
