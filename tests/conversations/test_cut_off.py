"""Rebuilds and changes of articles that are cut off: the next process of the bot undoes them or
tells how they ended, and nothing is half done."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.articles.under_way import Journal
from bot.config.settings import Settings
from bot.indexing import process
from bot.indexing.process import OnProgress, run_index_command
from corpus import read_corpus
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.support.conversing import Person, find_button
from tests.support.cut_off import (
    ENCODER,
    Cut,
    command_line,
    make_environment,
)
from tests.support.harbour import FILES, KEEPER, build_harbour
from tests.support.mounting import make_read_only, mounted, needs_mount
from tests.support.rebuilding_here import RebuildHere, wait_for_end
from tests.support.running_bot import RunningBot
from tests.telegram_server import SentMessage, TelegramServer

FERRY = b"The ferry of Skerry sails every Tuesday, and Nora Quist is its captain.\n"
NEW_KEEPER = KEEPER.replace("Mary Flint", "Tom Harrow").encode()
STOPPED = "I was stopped before the rebuild ended."
UNDONE = "The articles are as they were."
NEWER = "A newer index is there all the same"


@pytest.fixture
def settings(bot_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of a bot that has the harbour's articles and an encoder with computable vectors."""
    build_harbour(bot_settings, ENCODER)
    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", lambda *_: ENCODER)
    monkeypatch.setattr(process, "COMMAND", command_line())
    return bot_settings


@pytest.fixture
def journal(settings: Settings) -> Journal:
    return Journal.of_settings(settings)


def run_here(
    server: TelegramServer, settings: Settings, run_index: process.RunIndex | None = None
) -> RunningBot:
    """A bot in this process; without `run_index` it runs real ones."""
    index = load_index(BuildFolder(settings.index_dir), ENCODER)
    retriever = Retriever(index, ENCODER)
    return RunningBot(server, settings, retriever, run_index=run_index or run_index_command)


def read_files(settings: Settings) -> dict[str, str]:
    """All files in the corpus folder, hidden ones too."""
    return {path.name: path.read_text() for path in settings.corpus_dir.iterdir()}


def removed(settings: Settings) -> list[str]:
    folder = settings.state_dir / "removed"
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def begin_adding(owner: Person, name: str, data: bytes) -> SentMessage:
    owner.server.send_document(owner.chat, owner.user, name, data)
    offer = owner.server.wait_for_message(owner.chat)
    press(owner, offer, "Add")
    return offer


def press(owner: Person, message: SentMessage, label: str) -> None:
    """Without waiting for anything: who was asked may be dead."""
    data = str(find_button(message, label)["callback_data"])
    owner.server.press_button(owner.user, message, data)


@pytest.mark.parametrize("by", ["killed", "full"])
def test_a_builder_that_is_cut_off_is_told_and_its_change_undone(
    by: str,
    server: TelegramServer,
    owner: Person,
    settings: Settings,
    journal: Journal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By SIGKILL, as of the system when memory runs out, or by a disk that is full."""
    cut = Cut("index", (str(settings.index_dir / "builds"),), 4, by.removesuffix("ed"))
    for name, value in make_environment(cut).items():
        monkeypatch.setenv(name, value)
    with run_here(server, settings):
        offer = begin_adding(owner, "keeper.md", NEW_KEEPER)
        told = wait_for_end(server, offer)
        assert told.startswith("The rebuild failed, the index is as it was: ")
        assert ("when memory runs out" if by == "killed" else "No space left on device") in told
        assert told.endswith(UNDONE)
        assert "The last rebuild failed" in owner.ask("/doctor").text
    assert read_files(settings) == FILES
    assert removed(settings) == []
    assert not journal.is_there()


@needs_mount
@pytest.mark.parametrize("is_full", [True, False])
def test_an_index_folder_that_cannot_be_written(
    is_full: bool, server: TelegramServer, owner: Person, settings: Settings, tmp_path: Path
) -> None:
    """Full, or read-only."""
    disk = tmp_path / "disk"
    with mounted(disk, "size=2m"):
        settings.index_dir.rename(tmp_path / "before")
        settings.index_dir.symlink_to(disk)
        build_index_of(settings)
        with run_here(server, settings, RebuildHere()):
            if is_full:
                with (disk / "ballast").open("wb", buffering=0) as file:
                    while file.write(bytes(4096)) == 4096 and os.statvfs(disk).f_bavail > 4:
                        pass
            else:
                make_read_only(disk)
            told = wait_for_end(server, begin_adding(owner, "ferry.txt", FERRY))
            assert ("No space left" if is_full else "Read-only file system") in told
            assert told.endswith(UNDONE)
            assert read_files(settings) == FILES
            assert "Mary Flint" in owner.ask("Who has kept the lighthouse of Skerry?").text


def build_index_of(settings: Settings) -> None:
    corpus = read_corpus(settings.corpus_dir)
    build_index(corpus, settings.corpus_dir, ENCODER, BuildFolder(settings.index_dir))


def test_while_somebody_else_builds_nothing_is_changed(
    server: TelegramServer, owner: Person, settings: Settings
) -> None:
    with run_here(server, settings, RebuildHere()), BuildFolder(settings.index_dir).held():
        told = wait_for_end(server, begin_adding(owner, "ferry.txt", FERRY))
        assert told.startswith("The rebuild failed, the index is as it was: another build")
        assert told.endswith(UNDONE)
        assert read_files(settings) == FILES


def test_an_index_that_somebody_else_made_live_meanwhile_keeps_the_change(
    server: TelegramServer, owner: Person, settings: Settings
) -> None:
    """As another bot on this index, or its owner, whose build read the new article, too."""

    async def lose_the_race(settings: Settings, on_progress: OnProgress) -> None:
        await asyncio.to_thread(build_index_of, settings)
        raise process.RebuildError("another build is running")

    with run_here(server, settings, lose_the_race) as bot:
        told = wait_for_end(server, begin_adding(owner, "ferry.txt", FERRY))
        assert told.startswith("The rebuild failed: another build is running\n" + NEWER)
        assert read_files(settings) == FILES | {"ferry.txt": FERRY.decode()}
        bot.refresh()
        assert "Nora Quist" in owner.ask("Who is the captain of the ferry of Skerry?").text
