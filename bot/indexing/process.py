"""`footnote index` as a process of the running bot, which hears how far it is."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Awaitable, Callable

from bot.config.settings import Settings
from corpus import FootnoteError

OnProgress = Callable[[int, int], Awaitable[None]]
"""Called with the number of passages encoded and the number of all."""

RunIndex = Callable[[Settings, OnProgress], Awaitable[None]]
"""Builds the index and switches to it; raises `RebuildError` if it does not come to that."""

_PATIENCE_SECONDS = 300
"""For which another build is waited for: most are over by then."""

# -P: a folder named bot where the bot was started is none of ours.
COMMAND = (
    *(sys.executable, "-P", "-m", "bot.cli", "index", "--progress", "--end-with-stdin"),
    *("--patience", str(_PATIENCE_SECONDS)),
)

REFUSED = "refused"
"""What the process says before it fails, if it is the articles that it does not take."""

_PROGRESS = re.compile(rb"(\d{1,9}) (\d{1,9})\n")


class RebuildError(FootnoteError):
    """A rebuild did not succeed; the text says why."""


class RefusedError(RebuildError):
    """The articles are refused as they are; others may be taken."""


async def run_index_command(settings: Settings, on_progress: OnProgress) -> None:
    """Runs `footnote index`, which ends if this is cancelled.

    A process of its own: it can be ended at any time, and questions are answered meanwhile.

    :raises RebuildError: if it fails, with the last line of what it says; `RefusedError` if that
        is for the articles.
    """
    process = await _begin(settings)
    try:
        # Both at once: a pipe that nobody reads holds the process up when it is full.
        is_refused, errors = await asyncio.gather(
            _follow(process.stdout, on_progress), _read_all(process.stderr)
        )
        code = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code < 0:
        raise RebuildError(_word_signal(-code))
    if code != 0:
        lines = errors.decode("utf-8", "replace").strip().splitlines()
        reason = lines[-1].removeprefix("footnote: ") if lines else f"exit {code}"
        raise (RefusedError if is_refused else RebuildError)(reason)


async def _begin(settings: Settings) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            *COMMAND,
            *("--corpus", str(settings.corpus_dir)),
            *("--index", str(settings.index_dir)),
            env=os.environ | _list_variables(settings),
            # Nothing is written there: its end tells the process that the bot has ended.
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
