"""Rebuilds and changes of articles that are cut off: the next process of the bot undoes them or
tells how they ended, and nothing is half done."""

import asyncio
import json
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.articles.files import ArticleFiles, FileChange
from bot.articles.under_way import Entry, Journal, UnderWay
from bot.config.settings import Settings
from bot.indexing import process
from bot.indexing.failures import read_failure
from bot.indexing.process import OnProgress
from corpus import fingerprint_corpus, read_corpus
from embeddings import BuildFolder, Retriever, build_index, read_live_manifest
from tests.support.conversing import Person, find_button
from tests.support.cut_off import (
    ENCODER,
    Cut,
    command_line,
    make_environment,
)
from tests.support.harbour import FILES, KEEPER, build_harbour
from tests.support.live_index import load_live, publish
from tests.support.mounting import make_read_only, mounted, needs_mount
from tests.support.rebuilding_here import RebuildHere, wait_for_end
from tests.support.running_bot import RunningBot, run_process
from tests.telegram_server import SentMessage, TelegramServer

FERRY = b"The ferry of Skerry sails every Tuesday, and Nora Quist is its captain.\n"
NEW_KEEPER = KEEPER.replace("Mary Flint", "Tom Harrow").encode()
STOPPED = "I was stopped before the rebuild ended."
UNDONE = "The articles are as they were."
NEWER = "A newer index is there all the same"
_MANY_LOOKS = 40


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
    index = load_live(settings, ENCODER)
    retriever = Retriever(index, ENCODER)
    return RunningBot(server, settings, retriever, run_index=run_index or run_process)


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
    publish(settings, ENCODER)


def test_while_somebody_else_builds_nothing_is_changed(
    server: TelegramServer, owner: Person, settings: Settings
) -> None:
    with run_here(server, settings, RebuildHere()), BuildFolder(settings.index_dir).held():
        told = wait_for_end(server, begin_adding(owner, "ferry.txt", FERRY))
        assert told.startswith("The rebuild failed, the index is as it was: another build")
        assert told.endswith(UNDONE)
        assert read_files(settings) == FILES


def test_somebody_else_who_builds_is_waited_for(
    server: TelegramServer,
    owner: Person,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As an owner's `footnote index`, or `--watch`: nothing is wrong with the change."""
    note = tmp_path / "note"
    lock = str(settings.index_dir / "build.lock")
    for name, value in make_environment(Cut("index", (lock,), 0, "count", str(note))).items():
        monkeypatch.setenv(name, value)
    with run_here(server, settings):
        with BuildFolder(settings.index_dir).held():
            offer = begin_adding(owner, "ferry.txt", FERRY)
            # Who does not wait gives up after some ten looks at the lock.
            wait_until(lambda: note.exists() and int(note.read_text() or 0) > _MANY_LOOKS)
        assert wait_for_end(server, offer).startswith("“Ferry” is added.")
        assert "Nora Quist" in owner.ask("Who is the captain of the ferry of Skerry?").text


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


@pytest.mark.parametrize("goes_live", [True, False])
def test_a_builder_that_still_runs_is_waited_for(
    goes_live: bool, server: TelegramServer, owner: Person, settings: Settings, journal: Journal
) -> None:
    """Of a bot that was killed, whose builder somebody has begun by hand meanwhile."""
    status = leave_change(server, owner, settings, journal)
    folder = BuildFolder(settings.index_dir)
    with folder.held(), run_here(server, settings, RebuildHere()):
        assert "being rebuilt already" in owner.ask("/reindex").text
        assert journal.is_there()
        assert (settings.corpus_dir / "ferry.txt").exists()
    if goes_live:
        build_index_of(settings)
    with run_here(server, settings, RebuildHere()):
        wait_until(lambda: not journal.is_there())
        told = server.current(status).text
        assert told.startswith(f"{STOPPED}\n{NEWER if goes_live else UNDONE}")
        assert (settings.corpus_dir / "ferry.txt").exists() is goes_live
        assert (read_failure(settings) is None) is goes_live


def leave_change(
    server: TelegramServer, owner: Person, settings: Settings, journal: Journal
) -> SentMessage:
    """What a killed process leaves: an article that is no part of the index, and a journal."""
    with run_here(server, settings, RebuildHere()):
        status = owner.ask("/help")
    live = BuildFolder(settings.index_dir).current()
    assert live is not None
    name, place = live.name, (owner.chat.id, status.message_id)

    def announce(change: FileChange) -> None:
        journal.write(UnderWay(name, (Entry(place, "en", change),)))

    ArticleFiles.of_settings(settings).write("ferry.txt", FERRY, announce)
    return status


def test_what_another_living_process_has_under_way_is_its_own(
    server: TelegramServer, owner: Person, settings: Settings, journal: Journal
) -> None:
    """Two bots with one state: the second one begins while the first one rebuilds."""
    status = leave_change(server, owner, settings, journal)
    before = server.current(status).text
    first = ExitStack()
    first.enter_context(journal.held())
    with first, run_here(server, settings, RebuildHere()):
        assert "being rebuilt already" in owner.ask("/reindex").text
        journal.end()
        first.close()  # which has come to its end
        answers = [owner.ask("/reindex")]
        while "being rebuilt already" in answers[-1].text:
            assert len(answers) < 1000
            answers.append(owner.ask("/reindex"))
        wait_for_end(server, answers[-1])
        assert server.current(status).text == before
        assert (settings.corpus_dir / "ferry.txt").exists()


def test_what_somebody_changed_by_hand_meanwhile_stays(
    server: TelegramServer, owner: Person, settings: Settings, journal: Journal
) -> None:
    status = leave_change(server, owner, settings, journal)
    (settings.corpus_dir / "ferry.txt").write_text("Better words.\n")
    with run_here(server, settings, RebuildHere()):
        wait_until(lambda: not journal.is_there())
        assert "ferry.txt has been changed by somebody else" in server.current(status).text
    assert (settings.corpus_dir / "ferry.txt").read_text() == "Better words.\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0" * 4096,
        "outside",
        *(pytest.param(text, marks=pytest.mark.soak) for text in ("{", "[]", "[" * 100_000)),
    ],
)
def test_a_journal_that_nobody_wrote_changes_nothing_and_is_told(
    text: str, server: TelegramServer, owner: Person, settings: Settings, journal: Journal
) -> None:
    mine = settings.state_dir.parent / "mine.txt"
    mine.write_text("mine")
    status = leave_change(server, owner, settings, journal)
    is_outside = text == "outside"
    if is_outside:
        kept = json.loads(journal.path.read_text())
        kept["entries"][0]["change"] |= {"path": str(settings.corpus_dir / ".." / "mine.txt")}
        text = json.dumps(kept)
    journal.path.write_text(text)
    with run_here(server, settings, RebuildHere()):
        wait_until(lambda: not journal.is_there())
        doctor = owner.ask("/doctor").text
        told = server.current(status).text
        assert ("does not say what to undo" in doctor) is not is_outside
        assert told.endswith("another folder is set by now") is is_outside
    assert mine.read_text() == "mine"
    assert (settings.corpus_dir / "ferry.txt").exists()


def test_articles_that_change_while_they_are_read_are_told(
    server: TelegramServer, owner: Person, settings: Settings
) -> None:
    """The index is of what was read, and knows that it is not of what lies there."""

    async def rebuild(settings: Settings, on_progress: OnProgress) -> None:
        corpus = await asyncio.to_thread(read_corpus, settings.corpus_dir)
        (settings.corpus_dir / "keeper.md").write_bytes(NEW_KEEPER)
        folder = BuildFolder(settings.index_dir)
        await asyncio.to_thread(build_index, corpus, settings.corpus_dir, ENCODER, folder)

    with run_here(server, settings, rebuild):
        assert wait_for_end(server, owner.ask("/reindex")).startswith("Indexed 4 articles")
        assert "Mary Flint" in owner.ask("Who has kept the lighthouse of Skerry?").text
    manifest = read_live_manifest(BuildFolder(settings.index_dir))
    assert manifest.corpus_fingerprint != fingerprint_corpus(settings.corpus_dir)
