"""A change of the articles holds only if the index that is built upon it goes live."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.change import Plan, rebuild, settle
from bot.articles.files import Announce, ArticleFiles, FileChange
from bot.articles.under_way import Journal, Place, UnderWay
from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.indexing.process import OnProgress, RebuildError
from corpus import read_corpus
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.support.fake_encoder import FakeEncoder

ENCODER = FakeEncoder()


class Notebook:
    """A status that keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.has_failed = False

    @property
    def place(self) -> Place:
        return 1, 2 if self.said else None

    async def show(self, text: str) -> None:
        self.said.append(text)

    async def show_now_and_then(self, text: Callable[[], str]) -> None:
        self.said.append(text())

    async def finish(self, text: str) -> None:
        self.said.append(text)

    async def fail(self, text: str) -> None:
        self.said.append(text)
        self.has_failed = True


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    (settings.corpus_dir / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    return settings


@pytest.fixture
def status() -> Notebook:
    return Notebook()


@pytest.fixture
def journal(settings: Settings) -> Iterator[Journal]:
    """Which has nothing in it when all is done."""
    journal = Journal.of_settings(settings)
    yield journal
    assert journal.read() is None


class Rebuilding:
    """What a rebuild runs: it builds, or raises `error`, or waits for ever with `waits`."""

    error: Exception | None = None
    waits = False

    async def __call__(self, settings: Settings, on_progress: OnProgress) -> None:
        await on_progress(1, 2)
        if self.waits:
            await asyncio.Future()
        if self.error:
            raise self.error
        corpus = read_corpus(settings.corpus_dir)
        build_index(corpus, settings.corpus_dir, ENCODER, BuildFolder(settings.index_dir))


@pytest.fixture
def rebuilding() -> Rebuilding:
    return Rebuilding()


@pytest.fixture
def live(settings: Settings, rebuilding: Rebuilding) -> Iterator[LiveRetriever]:
    builds = BuildFolder(settings.index_dir)
    build_index(read_corpus(settings.corpus_dir), settings.corpus_dir, ENCODER, builds)
    live = LiveRetriever(Retriever(load_index(builds, ENCODER), ENCODER), settings, rebuilding)
    yield live
    live.close()


@pytest.fixture
def plan(settings: Settings) -> Plan:
    files = ArticleFiles.of_settings(settings)
    text = b"The horn of Skerry is sounded in fog.\n"
    return Plan(
        lambda a: files.write("horn.txt", text, a), lambda change: f"{change.path.name} is in."
    )


def test_a_change_that_goes_live_stays(
    live: LiveRetriever, journal: Journal, plan: Plan, status: Notebook, settings: Settings
) -> None:
    asyncio.run(rebuild(status, live, journal, plan))
    assert live.find_article("horn.txt") and live.find_article("lamp.txt")
    assert (settings.corpus_dir / "horn.txt").exists()
    assert status.said[0].startswith("Rebuilding the index.")
    assert status.said[1] == "Rebuilding: 1 of 2 passages."
    assert status.said[-1].startswith("horn.txt is in.\nIndexed 2 articles")
    assert not status.has_failed


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RebuildError("no space is left"), "The rebuild failed, the index is as it was: no space"),
        (ZeroDivisionError("secret"), "The rebuild failed. The owner will find the reason"),
    ],
)
def test_a_change_whose_rebuild_fails_is_undone(
    error: Exception,
    reason: str,
    live: LiveRetriever,
    journal: Journal,
    plan: Plan,
    status: Notebook,
    rebuilding: Rebuilding,
    settings: Settings,
) -> None:
    rebuilding.error = error
    asyncio.run(rebuild(status, live, journal, plan))
    assert [path.name for path in settings.corpus_dir.iterdir()] == ["lamp.txt"]
    assert status.said[-1].startswith(reason)
    assert status.said[-1].endswith("\nThe articles are as they were.")
    assert "secret" not in status.said[-1]
    assert status.has_failed


def test_a_change_that_is_cancelled_is_undone(
    live: LiveRetriever,
    journal: Journal,
    plan: Plan,
    status: Notebook,
    rebuilding: Rebuilding,
    settings: Settings,
) -> None:
    rebuilding.waits = True

    async def cancel() -> None:
        task = asyncio.create_task(rebuild(status, live, journal, plan))
        while len(status.said) < 2:
            await asyncio.sleep(0)
        assert (settings.corpus_dir / "horn.txt").exists()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert not (settings.corpus_dir / "horn.txt").exists()
    ended = "I was stopped before the rebuild ended.\nThe articles are as they were."
    assert status.said[-1] == ended
    assert not status.has_failed


def test_a_change_that_cannot_be_undone_says_so(
    live: LiveRetriever, journal: Journal, plan: Plan, status: Notebook, rebuilding: Rebuilding
) -> None:
    def write_and_replace(announce: Announce) -> FileChange:
        change = plan.make(announce)
        change.path.unlink()
        change.path.mkdir()  # somebody put a folder in its place
        return change

    rebuilding.error = RebuildError("no space is left")
    asyncio.run(rebuild(status, live, journal, replace(plan, make=write_and_replace)))
    assert "The articles could not be put back as they were: horn.txt" in status.said[-1]


def test_without_a_change_the_index_is_rebuilt(
    live: LiveRetriever, journal: Journal, status: Notebook
) -> None:
    before = live.find_live_name()
    asyncio.run(rebuild(status, live, journal))
    assert live.find_live_name() != before
    assert status.said[-1].startswith("Indexed 1 article,")


def test_a_journal_that_cannot_be_removed_is_told_once(
    live: LiveRetriever, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the folder has become read-only."""
    told: list[str] = []

    async def tell(place: Place, text: str) -> None:
        told.append(text)

    journal = Journal.of_settings(settings)
    journal.write(UnderWay(live.find_live_name(), (1, 2), "en"))
    monkeypatch.setattr(Journal, "end", lambda _: None)
    asyncio.run(settle(journal, settings, live, tell))
    assert told == ["I was stopped before the rebuild ended."]
