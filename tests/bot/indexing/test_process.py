"""`footnote index` as a process of the bot: what its failures are told as."""

import asyncio
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
