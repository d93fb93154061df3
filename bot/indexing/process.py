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
from bot.indexing.orders import BUILT, REFUSED
from corpus import FootnoteError

logger = logging.getLogger(__name__)

OnProgress = Callable[[int, int], Awaitable[None]]
"""Called with the number of passages encoded and the number of all."""

RunIndex = Callable[[Settings, OnProgress], Awaitable[None]]
"""Builds the index and switches to it; raises `RebuildError` if it does not come to that."""

_PATIENCE_SECONDS = 300
"""For which another build is waited for: most are over by then."""

_MAX_BUILDS = 100
"""Of a process; what libraries have never given back of its memory is the next one's."""

_SECONDS_OF_A_LOOK = 60.0
_MAX_SILENT_LOOKS = 45
"""After which a build that says nothing is ended: longer than it waits for anybody, and that is
half an hour for the export of an encoder. In looks, as time in which the bot itself stands still,
like all of a machine that sleeps, is nobody's silence."""

_MAX_SILENT_LOOKS_AT_FIRST = 1
"""Of a process that waited: it says at once that it has been told to build."""

_SECONDS_TO_END = 10.0
"""For which a process that was killed is waited for: within a call to a disk that hangs it does
not end."""

_MAX_ERROR_BYTES = 65_536
_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_AFTER_AN_END = 60.0
"""Of a process that waited: what ended it, as a lack of memory, may end the next one, too."""

# -P: a folder named bot where the bot was started is none of ours.
COMMAND = (
    *(sys.executable, "-P", "-m", "bot.cli", "index", "--for-bot"),
    *("--patience", str(_PATIENCE_SECONDS)),
)

_PROGRESS = re.compile(rb"(\d{1,9}) (\d{1,9})\n")


class RebuildError(FootnoteError):
    """A rebuild did not succeed; the text says why."""


class RefusedError(RebuildError):
    """The articles are refused as they are; others may be taken."""


class _UnheardError(RebuildError):
    """The process has ended, or stood still, before it said anything: nothing was built."""


class IndexProcesses:
    """Processes of a bot, one at a time, all of the same settings: one can be ended at any time,
    and questions are answered meanwhile."""

    def __init__(self) -> None:
        self._idle: _IndexProcess | None = None
        self._is_kept = False
        self._is_building = False

    async def run(self, settings: Settings, on_progress: OnProgress) -> None:
        """Runs `footnote index`, which ends if this is cancelled.

        :raises RebuildError: if it fails, with the last line of what it says; `RefusedError` if
            that is for the articles.
        """
        self._is_building = True
        try:
            await self._keep(await self._build(settings, on_progress))
        finally:
            self._is_building = False

    async def keep_ready(self, settings: Settings, is_soon: Callable[[], bool]) -> None:
        """While `is_soon` says that a build may be wanted at once, a process waits with all that it
        needs, as its start takes longer than most builds. Until cancelled."""
        try:
            while True:
                self._is_kept = is_soon()
                await asyncio.sleep(await self._look(settings))
        finally:
            self._is_kept = False
            await self._end_idle()

    async def _build(self, settings: Settings, on_progress: OnProgress) -> "_IndexProcess":
        """The process that has built."""
        if process := self._take_idle():
            try:
                await process.build(on_progress, _MAX_SILENT_LOOKS_AT_FIRST)
                return process
            except _UnheardError as exc:
                logger.warning("of the process that waited: %s; another one is started", exc)
        process = await _IndexProcess.begin(settings)
        await process.build(on_progress, _MAX_SILENT_LOOKS)
        return process

    async def _look(self, settings: Settings) -> float:
        """The seconds until the next look."""
        if not self._is_kept:
            await self._end_idle()
        elif self._idle is None:
            if not self._is_building:
                try:
                    await self._keep(await _IndexProcess.begin(settings))
                except RebuildError:  # the build will say so
                    return _SECONDS_AFTER_AN_END
        elif self._idle.has_ended:
            logger.warning("the process that waits for the next rebuild has ended")
            self._idle = None
            return _SECONDS_AFTER_AN_END
        return _SECONDS_BETWEEN_LOOKS

    async def _keep(self, process: "_IndexProcess") -> None:
        """Unless it is of no use any more, or another one waits meanwhile."""
        if self._is_kept and self._idle is None and process.builds < _MAX_BUILDS:
            self._idle = process
        else:
            await process.kill()

    def _take_idle(self) -> "_IndexProcess | None":
        process, self._idle = self._idle, None
        return None if process is None or process.has_ended else process

    async def _end_idle(self) -> None:
        if process := self._take_idle():
            await process.kill()


class _IndexProcess:
    """One, which builds whenever it is told to, until it fails."""

    def __init__(self, process: Process) -> None:
        self.builds = 0
        """How often it has built."""
        self._process = process
        # A pipe that nobody reads holds the process up when it is full.
        self._errors = asyncio.create_task(_read_end(process.stderr))

    @classmethod
    async def begin(cls, settings: Settings) -> "_IndexProcess":
        """:raises RebuildError: if it cannot be run."""
        try:
            process = await asyncio.create_subprocess_exec(
                *COMMAND,
                *("--corpus", str(settings.corpus_dir)),
                *("--index", str(settings.index_dir)),
                env=os.environ | _list_variables(settings),
                # Its end tells the process that the bot has ended.
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
        except OSError as exc:
            raise RebuildError(f"footnote index cannot be run: {exc.strerror}") from exc
        return cls(process)

    @property
    def has_ended(self) -> bool:
        return self._process.returncode is not None

    async def build(self, on_progress: OnProgress, silent_looks_at_first: int) -> None:
        """:raises RebuildError, RefusedError: as `IndexProcesses.run`; it has ended then, as it has
        if this is cancelled."""
        self.builds += 1
        try:
            await self._build(on_progress, silent_looks_at_first)
        except BaseException:
            await self.kill()
            raise

    async def _build(self, on_progress: OnProgress, silent_looks_at_first: int) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(ConnectionError):  # it has ended, and says why
            self._process.stdin.write(b"\n")
            await self._process.stdin.drain()
        first = await _read_line(self._process.stdout, silent_looks_at_first, _UnheardError)
        told = await _follow(first, self._process.stdout, on_progress)
        if told == BUILT:
            return
        code = await self._process.wait()
        lines = (await self._errors).decode("utf-8", "replace").strip().splitlines()
        if code < 0:
            raise (RebuildError if first else _UnheardError)(_word_signal(-code))
        reason = lines[-1].removeprefix("footnote: ") if lines else f"exit {code}"
        raise (RefusedError if told == REFUSED else RebuildError)(reason)

    async def kill(self) -> None:
        """Nothing happens if it has ended."""
        with suppress(ProcessLookupError):
            self._process.kill()
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_END):
                await self._process.wait()
                await self._errors


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
        "INDEX_URL": settings.index_url.written if settings.index_url else "",
    }


def _word_signal(number: int) -> str:
    if number == signal.SIGKILL:
        return "footnote index was killed, as the system does when memory runs out"
    return f"footnote index was ended by signal {number}"


async def _follow(line: bytes, stream: asyncio.StreamReader, on_progress: OnProgress) -> str | None:
    """`BUILT` as soon as that is said, from `line` on; `REFUSED` if that was before the end; else
    None."""
    told = None
    while line:
        word = line.decode("ascii", "replace").strip()
        if word == BUILT:
            return word
        if word == REFUSED:
            told = word
        if progress := _PROGRESS.fullmatch(line):
            await on_progress(int(progress[1]), int(progress[2]))
        line = await _read_line(stream, _MAX_SILENT_LOOKS, RebuildError)
    return told


async def _read_line(
    stream: asyncio.StreamReader, silent_looks: int, error: type[RebuildError]
) -> bytes:
    """The next line; empty at the end.

    :raises RebuildError: an `error`, if there is none in so many looks.
    """
    for _ in range(silent_looks):
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_OF_A_LOOK):
                return await stream.readline()
    minutes = round(silent_looks * _SECONDS_OF_A_LOOK / 60)
    raise error(
        f"footnote index was ended, as it had stood still for {minutes} min: it was stopped, or a "
        "disk does not answer"
    )


async def _read_end(stream: asyncio.StreamReader | None) -> bytes:
    """The last of what is said until it ends."""
    end = b""
    while stream and (some := await stream.read(_MAX_ERROR_BYTES)):
        end = (end + some)[-_MAX_ERROR_BYTES:]
    return end
