"""Changes of the articles hold only if the index that is built upon them goes live, and wait while
another is built."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.change import Plan
from bot.articles.files import Announce, ArticleFiles, FileChange
from bot.articles.queue import MAX_WAITING, MAX_WAITING_BYTES, ChangeQueue
from bot.articles.settling import settle
from bot.articles.under_way import NOWHERE, Entry, Journal, Place, UnderWay
from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.indexing.process import OnProgress, RebuildError, RefusedError
from bot.text.translation import gettext, speaking
from corpus import read_corpus
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.support.fake_encoder import FakeEncoder

ENCODER = FakeEncoder()


class Notebook:
    """A status that keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.has_failed = self.has_ended = False

    @property
    def place(self) -> Place:
        return 1, 2 if self.said else None

    async def show(self, text: str) -> None:
        self.said.append(text)

    async def show_waiting(self, text: str, key: str) -> None:
        self.said.append(text)

    async def show_now_and_then(self, text: Callable[[], str]) -> None:
        self.said.append(text())

    async def finish(self, text: str) -> None:
        self.said.append(text)
        self.has_ended = True

    async def fail(self, text: str) -> None:
        self.said.append(text)
        self.has_failed = self.has_ended = True


class Unseen(Notebook):
    """A status that is nowhere."""

    @property
    def place(self) -> Place:
        return NOWHERE


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
    """What a rebuild runs: it builds, or raises `error`, or waits for ever with `waits`. Articles
    with one of the words `bad` are refused."""

    error: Exception | None = None
    waits = False
    bad: tuple[str, ...] = ()
    count = 0

    async def __call__(self, settings: Settings, on_progress: OnProgress) -> None:
        self.count += 1
        await on_progress(1, 2)
        if self.waits:
            await asyncio.Future()
        if self.error:
            raise self.error
        corpus = read_corpus(settings.corpus_dir)
        if any(word in article.text for word in self.bad for article in corpus.articles):
            raise RefusedError("a question is missed")
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


async def rebuild(
    status: Notebook, live: LiveRetriever, journal: Journal, plan: Plan | None = None
) -> None:
    """Returns when what is asked for has ended."""
    queue = ChangeQueue(live, journal)
    queue.put(status, plan)
    while not status.has_ended or journal.is_there():
        await asyncio.sleep(0.001)


@pytest.fixture
def plan(settings: Settings) -> Plan:
    files = ArticleFiles.of_settings(settings)
    text = b"The horn of Skerry is sounded in fog.\n"
    return Plan(
        "horn.txt",
        "The horn",
        lambda a: files.write("horn.txt", text, a),
        lambda change: f"{change.path.name} is in.",
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
        queue = ChangeQueue(live, journal)
        queue.put(status, plan)
        while len(status.said) < 2:
            await asyncio.sleep(0)
        assert (settings.corpus_dir / "horn.txt").exists()
        await queue.stop()

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
    journal.write(UnderWay(live.find_live_name(), (Entry((1, 2), "en"),)))
    monkeypatch.setattr(Journal, "end", lambda _: None)
    asyncio.run(settle(journal, settings, live, tell))
    assert told == ["I was stopped before the rebuild ended."]


def plan_note(settings: Settings, name: str, text: str = "", size: int = 0) -> Plan:
    files = ArticleFiles.of_settings(settings)
    data = f"The note of Skerry is {text or name}.\n".encode()
    return Plan(name, name, lambda a: files.write(name, data, a), lambda _: f"{name} is in.", size)


async def put_all(
    live: LiveRetriever, journal: Journal, *plans: Plan, language: str = "en"
) -> list[Notebook]:
    """What each is told, when all has ended. They come at once."""
    queue = ChangeQueue(live, journal)
    told = [Notebook() for _ in plans]
    for status, plan in zip(told, plans, strict=True):
        assert queue.find_refusal(plan) is None
        with speaking(language):
            queue.put(status, plan)
    while not all(status.has_ended for status in told) or journal.is_there():
        await asyncio.sleep(0.001)
    return told


def test_what_fails_for_another_reason_is_tried_once_and_names_all_that_is_undone(
    live: LiveRetriever, journal: Journal, rebuilding: Rebuilding, settings: Settings
) -> None:
    rebuilding.error = RebuildError("no space is left")
    plans = [plan_note(settings, f"{name}.txt") for name in ("a", "b", "a")]
    told = asyncio.run(put_all(live, journal, *plans))
    expected = (
        "The rebuild failed, the index is as it was: no space is left\nUndone: a.txt, b.txt.\n"
        "The articles are as they were."
    )
    assert [status.said[-1] for status in told] == [expected] * 3
    assert rebuilding.count == 1
    assert [path.name for path in settings.corpus_dir.iterdir()] == ["lamp.txt"]
    assert not [path for path in (settings.state_dir / "removed").rglob("*") if path.is_file()]


@pytest.mark.parametrize("culprits", [("c3",), ("c0", "c19"), ("c7", "c8")])
def test_one_that_is_refused_is_found_by_halves(
    culprits: tuple[str, ...],
    live: LiveRetriever,
    journal: Journal,
    rebuilding: Rebuilding,
    settings: Settings,
) -> None:
    rebuilding.bad = tuple(f"{name}." for name in culprits)
    names = [f"c{number}" for number in range(20)]
    plans = [plan_note(settings, f"{name}.txt", name) for name in names]
    told = asyncio.run(put_all(live, journal, *plans))
    failed = {name for name, status in zip(names, told, strict=True) if status.has_failed}
    assert failed == set(culprits)
    good = {f"{name}.txt" for name in names if name not in failed} | {"lamp.txt"}
    assert {path.name for path in settings.corpus_dir.iterdir()} == good
    assert live.manifest.articles == len(good)
    assert rebuilding.count <= 20


def test_refusals_that_are_of_no_change_are_tried_some_times_only(
    live: LiveRetriever, journal: Journal, rebuilding: Rebuilding, settings: Settings
) -> None:
    rebuilding.bad = ("1844",)
    plans = [plan_note(settings, f"{number}.txt") for number in range(20)]
    told = asyncio.run(put_all(live, journal, *plans))
    assert all(status.said[-1].endswith("The articles are as they were.") for status in told)
    assert rebuilding.count <= 26
    assert [path.name for path in settings.corpus_dir.iterdir()] == ["lamp.txt"]


def test_each_is_told_in_the_language_he_asked_in(
    live: LiveRetriever, journal: Journal, rebuilding: Rebuilding, settings: Settings
) -> None:
    rebuilding.error = RebuildError("no space is left")
    (status,) = asyncio.run(put_all(live, journal, plan_note(settings, "a.txt"), language="es"))
    with speaking("es"):
        assert status.said[-1].endswith(gettext("The articles are as they were."))


def test_so_much_waits_and_no_more(
    live: LiveRetriever, journal: Journal, rebuilding: Rebuilding, settings: Settings
) -> None:
    """And all who wait are told when the bot ends."""
    rebuilding.waits = True

    async def fill() -> list[Notebook]:
        queue = ChangeQueue(live, journal)
        told = [Notebook()]
        queue.put(told[0])
        while len(told[0].said) < 2:
            await asyncio.sleep(0)
        large = plan_note(settings, "large.txt", size=MAX_WAITING_BYTES)
        assert queue.find_refusal(large) is None
        for number in range(MAX_WAITING):
            assert queue.find_refusal(plan_note(settings, "a.txt")) is None
            told.append(Notebook())
            queue.put(told[-1], plan_note(settings, f"{number}.txt", size=1))
            assert "can wait" in str(queue.find_refusal(large))
        assert "can wait" in str(queue.find_refusal(plan_note(settings, "a.txt")))
        assert queue.find_refusal() is None
        left = journal.read()
        assert left and [each.waits for each in left.entries] == [False] + [True] * MAX_WAITING
        await queue.stop()
        return told

    told = asyncio.run(fill())
    assert told[0].said[-1] == "I was stopped before the rebuild ended."
    assert {status.said[-1][:32] for status in told[1:]} == {"I was stopped before its turn ca"}
    assert [path.name for path in settings.corpus_dir.iterdir()] == ["lamp.txt"]


def test_what_nobody_is_shown_takes_nobodys_place(
    live: LiveRetriever, journal: Journal, rebuilding: Rebuilding, settings: Settings
) -> None:
    """And is not written down as long as nothing of it is done."""
    rebuilding.waits = True

    async def fill() -> None:
        queue = ChangeQueue(live, journal)
        status = Notebook()
        queue.put(status)
        while len(status.said) < 2:
            await asyncio.sleep(0)
        for number in range(2 * MAX_WAITING):
            queue.put(Unseen(), plan_note(settings, f"{number}.txt", size=MAX_WAITING_BYTES))
        assert queue.find_refusal(plan_note(settings, "a.txt", size=MAX_WAITING_BYTES)) is None
        left = journal.read()
        assert left and [each.place for each in left.entries] == [status.place]
        await queue.stop()

    asyncio.run(fill())


def test_who_is_not_told_in_time_is_by_the_next_process(
    live: LiveRetriever,
    rebuilding: Rebuilding,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As while the line is cut."""
    monkeypatch.setattr("bot.articles.queue._SECONDS_FOR_LAST_WORD", 0.01)
    journal = Journal.of_settings(settings)
    rebuilding.waits = True

    class CutOff(Notebook):
        async def finish(self, text: str) -> None:
            await asyncio.Future()

    async def stop() -> None:
        queue = ChangeQueue(live, journal)
        running, waiting = CutOff(), CutOff()
        queue.put(running, plan_note(settings, "a.txt"))
        while len(running.said) < 2:
            await asyncio.sleep(0)
        queue.put(waiting, plan_note(settings, "b.txt"))
        await queue.stop()

    told: list[str] = []

    async def tell(place: Place, text: str) -> None:
        told.append(text)

    asyncio.run(stop())
    assert [path.name for path in settings.corpus_dir.iterdir()] == ["lamp.txt"]
    asyncio.run(settle(journal, settings, live, tell))
    assert len(told) == 2
    assert all(text.startswith("I was stopped before") for text in told)
    assert not journal.is_there()


def test_several_changes_of_one_file_are_taken_back_in_turn(
    live: LiveRetriever, settings: Settings, journal: Journal
) -> None:
    """By the next process, also if that is killed after each of them."""
    files = ArticleFiles.of_settings(settings)
    lamp = settings.corpus_dir / "lamp.txt"
    old = lamp.read_text()
    made: list[FileChange] = []
    made.append(files.write("lamp.txt", b"The lamp was lit in 1845.\n"))
    made.append(files.remove("lamp.txt"))
    made.append(files.write("lamp.txt", b"The lamp was lit in 1846.\n"))
    told: list[str] = []

    async def tell(place: Place, text: str) -> None:
        told.append(text)

    class Killed(BaseException):
        pass

    entries = tuple(Entry((1, number), "en", change) for number, change in enumerate(made))
    journal.write(UnderWay(live.find_live_name(), entries))
    keep = Journal.write
    for number in (2, 1):

        def write(self: Journal, under_way: UnderWay, number: int = number) -> None:
            keep(self, under_way)
            if under_way.entries[number].waits:
                raise Killed

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Journal, "write", write)
            with pytest.raises(Killed):
                asyncio.run(settle(journal, settings, live, tell))
    asyncio.run(settle(journal, settings, live, tell))
    assert lamp.read_text() == old
    assert not [path for path in (settings.state_dir / "removed").rglob("*") if path.is_file()]
    assert told[0].endswith("The articles are as they were.")
    assert len(told) == 3
    assert not any("changed by somebody else" in text for text in told)


def test_who_takes_his_change_out_is_told_also_by_the_next_process(
    live: LiveRetriever, settings: Settings, journal: Journal
) -> None:
    """If the bot is killed before it could tell him; and when he is told nothing is left."""
    left: list[UnderWay | None] = []
    may_go_on = asyncio.Event()

    class Slow(Notebook):
        key = ""

        async def show_waiting(self, text: str, key: str) -> None:
            self.key = key

        async def finish(self, text: str) -> None:
            left.append(journal.read())
            await may_go_on.wait()
            await super().finish(text)

    async def take_out() -> tuple[Slow, Notebook]:
        queue = ChangeQueue(live, journal, lambda: not left, seconds_to_gather=60.0)
        status, after = Slow(), Notebook()
        queue.put(status, plan_note(settings, "a.txt"))
        while not status.key:
            await asyncio.sleep(0)
        taking_out = asyncio.create_task(queue.cancel(status.key, 1))
        while not left:
            await asyncio.sleep(0)
        queue.put(after, plan_note(settings, "b.txt"))
        while not after.has_ended:
            await asyncio.sleep(0.001)
        left.append(journal.read())
        may_go_on.set()
        assert await taking_out
        while journal.is_there():
            await asyncio.sleep(0.001)
        return status, after

    status, after = asyncio.run(asyncio.wait_for(take_out(), 10.0))
    assert [len(each.entries) if each else 0 for each in left] == [1, 1]
    assert all(each and each.entries[0].waits for each in left)
    assert status.said == ["It waits no more, and nothing of it is done."]
    assert after.said[-1].startswith("b.txt")
    assert sorted(path.name for path in settings.corpus_dir.iterdir()) == ["b.txt", "lamp.txt"]
