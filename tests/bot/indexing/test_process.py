"""`footnote index` as a process of the bot: what its failures are told as."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.indexing import process
from bot.indexing.process import RebuildError, RefusedError, run_index_command
from embeddings import BuildFolder
from tests.support.cut_off import command_line


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(process, "COMMAND", command_line())
    (tmp_path / "texts").mkdir()
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    return Settings.from_env(env, tmp_path, tmp_path)


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
