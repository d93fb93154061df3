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
    run_index_command,
)
from embeddings import BuildFolder
from tests.support.cut_off import command_line


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(process, "COMMAND", command_line())
    (tmp_path / "texts").mkdir()
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    return Settings.from_env(env, tmp_path, tmp_path)


# Notes its start, waits until it is told something, and notes that.
_NOTING = """
import sys
note = open(sys.argv[1], "a", buffering=1)
note.write("started\\n")
note.write("told\\n" if sys.stdin.buffer.readline() else "left alone\\n")
"""


async def show_nothing(done: int, total: int) -> None:
    """Nobody sees it."""


def test_articles_that_are_refused_are_told_from_other_failures(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "COMMAND", (*command_line(), "--patience", "0"))
    with pytest.raises(RefusedError, match="no article in"):
        asyncio.run(run_index_command(settings, show_nothing))
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    with BuildFolder(settings.index_dir).held(), pytest.raises(RebuildError) as caught:
        asyncio.run(run_index_command(settings, show_nothing))
    assert not isinstance(caught.value, RefusedError)


def test_it_builds_by_the_settings_that_the_bot_began_with(settings: Settings) -> None:
    """Not by what `.env` says since: the bot could not load what another encoder made."""
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    for changed, told in (
        (replace(settings, embedding_model="/nowhere"), "EMBEDDING_MODEL: '/nowhere'"),
        (replace(settings, token_bits=3), "TOKEN_BITS"),
    ):
        with pytest.raises(RebuildError, match=told):
            asyncio.run(run_index_command(changed, show_nothing))


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
    is_soon = True

    async def run() -> None:
        nonlocal is_soon
        processes = IndexProcesses()
        keeping = asyncio.create_task(processes.keep_ready(settings, lambda: is_soon))
        await wait_until(lambda: note.read_text() == "started\n")
        await processes.run(settings, show_nothing)
        assert note.read_text().startswith("started\ntold\n")
        await wait_until(lambda: note.read_text() == "started\ntold\nstarted\n")
        is_soon = False
        await wait_until(lambda: processes._waiting is None)
        await processes.run(settings, show_nothing)
        assert note.read_text() == "started\ntold\nstarted\nstarted\ntold\n"
        is_soon = True
        await wait_until(lambda: processes._waiting is not None)
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        assert processes._waiting is None

    asyncio.run(run())


def test_one_that_has_ended_while_it_waited_costs_no_build(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-SEc", _NOTING, str(note)))

    async def run() -> None:
        processes = IndexProcesses()
        keeping = asyncio.create_task(processes.keep_ready(settings, lambda: True))
        await wait_until(lambda: processes._waiting is not None)
        assert processes._waiting is not None
        processes._waiting.kill()
        await processes._waiting.wait()
        await processes.run(settings, show_nothing)
        assert note.read_text().endswith("started\ntold\n")
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping

    asyncio.run(run())
