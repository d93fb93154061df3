"""`footnote index` as a process of the bot: what its failures are told as."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.indexing import process
from bot.indexing.process import (
    IndexProcesses,
    RebuildError,
    RefusedError,
)
from embeddings import BuildFolder
from tests.support.cut_off import command_line


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(process, "COMMAND", command_line())
    (tmp_path / "texts").mkdir()
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    return Settings.from_env(env, tmp_path, tmp_path)


# Notes its start, and each time that it is told to build.
_NOTING = """
import sys
note = open(sys.argv[1], "ab", buffering=0)
note.write(b"started ")
for line in sys.stdin.buffer:
    note.write(b"told ")
    print("built", flush=True)
"""


# Stands still as soon as it is told to build.
_STOPPING = """
import os, signal, sys
sys.stdin.buffer.readline()
print("begun", flush=True)
os.kill(os.getpid(), signal.SIGSTOP)
"""


async def show_nothing(done: int, total: int) -> None:
    """Nobody sees it."""


def test_articles_that_are_refused_are_told_from_other_failures(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "COMMAND", (*command_line(), "--patience", "0"))
    with pytest.raises(RefusedError, match="no article in"):
        asyncio.run(IndexProcesses().run(settings, show_nothing))
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    with BuildFolder(settings.index_dir).held(), pytest.raises(RebuildError) as caught:
        asyncio.run(IndexProcesses().run(settings, show_nothing))
    assert not isinstance(caught.value, RefusedError)


def test_it_builds_by_the_settings_that_the_bot_began_with(settings: Settings) -> None:
    """Not by what `.env` says since: the bot could not load what another encoder made."""
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    for changed, told in (
        (replace(settings, embedding_model="/nowhere"), "EMBEDDING_MODEL: '/nowhere'"),
        (replace(settings, token_bits=3), "TOKEN_BITS"),
    ):
        with pytest.raises(RebuildError, match=told):
            asyncio.run(IndexProcesses().run(changed, show_nothing))


async def wait_until(is_so: Callable[[], bool]) -> None:
    """Returns then."""
    async with asyncio.timeout(30):
        while not is_so():
            await asyncio.sleep(0.005)


def test_a_process_waits_for_the_next_build_while_one_is_soon(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    note.touch()
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-SEc", _NOTING, str(note)))
    monkeypatch.setattr(process, "_SECONDS_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(process, "_MAX_BUILDS", 2)
    is_soon = True

    async def run() -> None:
        nonlocal is_soon
        processes = IndexProcesses()
        keeping = asyncio.create_task(processes.keep_ready(settings, lambda: is_soon))
        noted = "started "
        await wait_until(lambda: processes._idle is not None and note.read_text() == noted)
        for _ in range(2):
            await processes.run(settings, show_nothing)
            noted += "told "
            assert note.read_text().startswith(noted)
        noted += "started "  # so many are enough of one
        await wait_until(lambda: processes._idle is not None and note.read_text() == noted)
        is_soon = False
        await wait_until(lambda: processes._idle is None)
        await processes.run(settings, show_nothing)
        noted += "started told "
        assert note.read_text() == noted
        assert processes._idle is None
        is_soon = True
        await wait_until(lambda: processes._idle is not None)
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        assert processes._idle is None

    asyncio.run(run())


def test_one_that_has_ended_while_it_waited_costs_no_build(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-SEc", _NOTING, str(note)))

    async def run() -> None:
        processes = IndexProcesses()
        keeping = asyncio.create_task(processes.keep_ready(settings, lambda: True))
        await wait_until(lambda: processes._idle is not None)
        assert processes._idle is not None
        await processes._idle.kill()
        await processes.run(settings, show_nothing)
        assert note.read_text().endswith("started told ")
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping

    asyncio.run(run())


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGSTOP])
def test_another_one_is_started_for_one_that_says_nothing_after_it_has_waited(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    sent: signal.Signals,
) -> None:
    """Its end is known only when the event loop comes to it; that it stands still, never."""
    note = tmp_path / "note"
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-SEc", _NOTING, str(note)))
    monkeypatch.setattr(process, "_SECONDS_OF_A_LOOK", 0.05)
    monkeypatch.setattr(process, "_MAX_SILENT_LOOKS", 1000)

    async def run() -> None:
        processes = IndexProcesses()
        keeping = asyncio.create_task(processes.keep_ready(settings, lambda: True))
        await wait_until(lambda: processes._idle is not None)
        assert processes._idle is not None
        stopped = processes._idle._process
        os.kill(stopped.pid, sent)
        await processes.run(settings, show_nothing)
        assert note.read_text().endswith("started told ")
        assert stopped.returncode == -signal.SIGKILL
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping

    with caplog.at_level(logging.WARNING, process.__name__):
        asyncio.run(run())
    assert [record.message.endswith("another one is started") for record in caplog.records] == [
        True
    ]


def test_a_build_that_stands_still_is_ended(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-SEc", _STOPPING))
    monkeypatch.setattr(process, "_SECONDS_OF_A_LOOK", 0.02)
    with pytest.raises(RebuildError, match="stood still"):
        asyncio.run(IndexProcesses().run(settings, show_nothing))


class _Slow(asyncio.StreamReader):
    """Says something each third time that somebody listens."""

    listened = 0

    async def readline(self) -> bytes:
        self.listened += 1
        if self.listened % 3:
            await asyncio.Event().wait()
        return b"alive\n" if self.listened < 30 else b"built\n"


@pytest.mark.parametrize(("looks", "told"), [(3, "built"), (2, None)])
def test_a_build_that_shows_life_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, looks: int, told: str | None
) -> None:
    """However long it takes."""
    monkeypatch.setattr(process, "_SECONDS_OF_A_LOOK", 0)
    monkeypatch.setattr(process, "_MAX_SILENT_LOOKS", looks)

    async def follow() -> str | None:
        with suppress(RebuildError):
            return await process._follow(b"begun\n", _Slow(), show_nothing)
        return None

    assert asyncio.run(follow()) == told


def test_a_process_that_is_kept_builds_again(settings: Settings) -> None:
    lamp = settings.corpus_dir / "lamp.txt"
    told: list[tuple[int, int]] = []

    async def tell(done: int, total: int) -> None:
        told.append((done, total))

    async def run() -> list[str | None]:
        processes = IndexProcesses()
        keeping = asyncio.create_task(processes.keep_ready(settings, lambda: True))
        await wait_until(lambda: processes._idle is not None)
        names = []
        for year in (1844, 1845):
            lamp.write_text(f"The lamp of Skerry was lit in {year}.\n")
            await processes.run(settings, tell)
            names.append(BuildFolder(settings.index_dir).find_live_name())
            assert processes._idle is not None
        assert told == [(1, 1), (1, 1)]
        lamp.unlink()
        with pytest.raises(RefusedError, match="no article in"):
            await processes.run(settings, show_nothing)
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        return names

    assert len(set(asyncio.run(run()))) == 2
