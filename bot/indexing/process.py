"""`footnote index` as a process of the running bot, which hears how far it is."""

import asyncio
import logging
import os
import re
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.config.settings import Settings
from corpus import FootnoteError

logger = logging.getLogger(__name__)

OnProgress = Callable[[int, int], Awaitable[None]]
"""Called with the number of passages encoded and the number of all."""

RunIndex = Callable[[Settings, OnProgress], Awaitable[None]]
"""Builds the index and switches to it; raises `RebuildError` if it does not come to that."""

_PATIENCE_SECONDS = 300
"""For which another build is waited for: most are over by then."""

_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_AFTER_AN_END = 60.0
"""Of a process that waited: what ended it, as a lack of memory, may end the next one, too."""

# -P: a folder named bot where the bot was started is none of ours.
COMMAND = (
    *(sys.executable, "-P", "-m", "bot.cli", "index", "--for-bot"),
    *("--patience", str(_PATIENCE_SECONDS)),
)

REFUSED = "refused"
"""What the process says before it fails, if it is the articles that it does not take."""

_PROGRESS = re.compile(rb"(\d{1,9}) (\d{1,9})\n")


class RebuildError(FootnoteError):
    """A rebuild did not succeed; the text says why."""


class RefusedError(RebuildError):
    """The articles are refused as they are; others may be taken."""


class IndexProcesses:
    """Processes of a bot, a build each, all of the same settings: one can be ended at any time, and
    questions are answered meanwhile."""

    def __init__(self) -> None:
        self._waiting: Process | None = None
        self._is_building = False

    async def run(self, settings: Settings, on_progress: OnProgress) -> None:
        """Runs `footnote index`, which ends if this is cancelled.

        :raises RebuildError: if it fails, with the last line of what it says; `RefusedError` if
            that is for the articles.
        """
        self._is_building = True
        try:
            await _build(self._take_waiting() or await _begin(settings), on_progress)
        finally:
            self._is_building = False

    async def keep_ready(self, settings: Settings, is_soon: Callable[[], bool]) -> None:
        """While `is_soon` says that a build may be wanted at once, has the process for it wait with
        all that it needs, as its start takes longer than most builds. Until cancelled."""
        try:
            while True:
                await asyncio.sleep(await self._look(settings, is_soon()))
        finally:
            await self._end_waiting()

    async def _look(self, settings: Settings, is_soon: bool) -> float:
        """The seconds until the next look."""
        if not is_soon:
            await self._end_waiting()
        elif self._waiting is None:
            if not self._is_building:  # which is to have the processors for itself
                with suppress(RebuildError):  # the build will say so
                    self._waiting = await _begin(settings)
        elif self._waiting.returncode is not None:
            logger.warning("the process that waits for the next rebuild has ended")
            self._waiting = None
            return _SECONDS_AFTER_AN_END
        return _SECONDS_BETWEEN_LOOKS

    def _take_waiting(self) -> Process | None:
        process, self._waiting = self._waiting, None
        return process if process and process.returncode is None else None

    async def _end_waiting(self) -> None:
        if process := self._take_waiting():
            await _kill(process)


async def run_index_command(settings: Settings, on_progress: OnProgress) -> None:
    """Runs `footnote index` once, as `IndexProcesses.run`.

    :raises RebuildError, RefusedError: as that does.
    """
    await IndexProcesses().run(settings, on_progress)


async def _build(process: Process, on_progress: OnProgress) -> None:
    """:raises RebuildError, RefusedError: as `IndexProcesses.run`."""
    try:
        assert process.stdin is not None
        with suppress(ConnectionError):  # it has ended, and says why
            process.stdin.write(b"\n")
            await process.stdin.drain()
        # Both at once: a pipe that nobody reads holds the process up when it is full.
        is_refused, errors = await asyncio.gather(
            _follow(process.stdout, on_progress), _read_all(process.stderr)
        )
        code = await process.wait()
    finally:
        if process.returncode is None:
            await _kill(process)
    if code < 0:
        raise RebuildError(_word_signal(-code))
    if code != 0:
        lines = errors.decode("utf-8", "replace").strip().splitlines()
        reason = lines[-1].removeprefix("footnote: ") if lines else f"exit {code}"
        raise (RefusedError if is_refused else RebuildError)(reason)


async def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()


async def _begin(settings: Settings) -> Process:
    """:raises RebuildError: if it cannot be run."""
    try:
        return await asyncio.create_subprocess_exec(
            *COMMAND,
            *("--corpus", str(settings.corpus_dir)),
            *("--index", str(settings.index_dir)),
            env=os.environ | _list_variables(settings),
            # It is told there when to build; its end tells the process that the bot has ended.
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as exc:
        raise RebuildError(f"footnote index cannot be run: {exc.strerror}") from exc


def _list_variables(settings: Settings) -> dict[str, str]:
    """What decides over an index, as it was when the bot began: `.env` may have been changed since,
    and an index by another encoder could not be answered from."""
    return {
        "STATE_DIR": str(settings.state_dir),
        "EMBEDDING_MODEL": settings.embedding_model,
        "TOKEN_BITS": str(settings.token_bits),
        "ENCODER_BACKEND": settings.encoder_backend,
        "RERANKER_MODEL": settings.reranker_model,
        "MIN_CONFIDENCE": str(settings.min_confidence),
    }


def _word_signal(number: int) -> str:
    if number == signal.SIGKILL:
        return "footnote index was killed, as the system does when memory runs out"
    return f"footnote index was ended by signal {number}"


async def _follow(stream: asyncio.StreamReader | None, on_progress: OnProgress) -> bool:
    """Whether the articles are refused."""
    is_refused = False
    while stream and (line := await stream.readline()):
        is_refused = is_refused or line.strip() == REFUSED.encode()
        if told := _PROGRESS.fullmatch(line):
            await on_progress(int(told[1]), int(told[2]))
    return is_refused


async def _read_all(stream: asyncio.StreamReader | None) -> bytes:
    return await stream.read() if stream else b""
