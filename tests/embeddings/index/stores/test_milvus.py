"""Builds in an engine: as on disk, one live at a time, whatever ends a publisher."""

import itertools
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corpus import read_corpus
from embeddings import (
    BuildError,
    BuildFolder,
    BusyError,
    Encoder,
    EngineAddress,
    Maker,
    PassageIndex,
    Retriever,
    StoreFolder,
    build_index,
    check_passages,
    find_damaged,
    is_live_whole,
    load_index,
    open_known,
    publish_build,
)
from embeddings.index.stores import following, mending
from embeddings.index.stores.frame import read_frame_plan
from embeddings.index.stores.layout import (
    ARTICLE,
    PASSAGE,
    StoredSegment,
    measure_drift,
    name_pieces,
    read_number,
)
from embeddings.index.stores.store import AwayError, DamagedRowsError, StoreError
from tests.conftest import MakeCorpus
from tests.support.engines import MilvusServer, find_free_port
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import FILES, KEEPER_QUESTION, LAMP_QUESTION, STORM

pytest.importorskip("pymilvus", reason="the extra milvus is not installed")

from embeddings.index.stores import milvus_connection, milvus_turns
from embeddings.index.stores.milvus import MilvusEngine
from embeddings.index.stores.milvus_answers import make_rows
from embeddings.index.stores.milvus_turns import MilvusTurns

_STEP = 2
QUESTIONS = (KEEPER_QUESTION, LAMP_QUESTION, "harbour wall", "storm", "twelve", "nothing of it")


class CutOff(MilvusEngine):
    """An engine that is out of reach after so many calls, as for a process that was killed."""

    def __init__(self, address: EngineAddress, most: int = 1 << 30) -> None:
        super().__init__(address)
        self.calls = 0
        ask = self._connection.ask

        def count(*args: Any) -> Any:
            self.calls += threading.current_thread() is threading.main_thread()
            if self.calls > most:
                raise AwayError("cut off")
            return ask(*args)

        self._connection.ask = count  # type: ignore[assignment, method-assign]


class Place:
    """A corpus with builds on disk, and an index in an engine."""

    def __init__(self, folder: Path, make_corpus: MakeCorpus, url: str, encoder: Encoder) -> None:
        server, _, name = url.removeprefix("milvus+").rpartition("/")
        self.address = EngineAddress(server, name)
        self.engine = MilvusEngine(self.address)
        self.disk = BuildFolder(folder / "index")
        self.remote = StoreFolder(folder / "frames", self.engine)
        self.encoder = encoder
        self._make_corpus = make_corpus

    def build(self, files: Mapping[str, str]) -> str:
        """Builds the index of these files on disk, and of those of earlier calls."""
        folder = self._make_corpus(files)
        build_index(read_corpus(folder), folder, self.encoder, self.disk)
        return self.live.name

    def change(self, files: Mapping[str, str]) -> None:
        """As `build`, of which only what these files change is encoded."""
        folder = self._make_corpus(files)
        maker = Maker(self.encoder.name, self.encoder.fingerprint, "code")
        known = open_known(self.disk, maker)
        corpus = read_corpus(folder, kept=known.readings)
        build_index(corpus, folder, self.encoder, self.disk, known=known, maker=maker)

    def publish(self, engine: MilvusEngine | None = None, **options: Any) -> bool:
        """As `publish_build`, of the live build."""
        approve: Callable[[PassageIndex], None] | None = options.get("approve")
        on_progress = options.get("on_progress", lambda done, total: None)
        return publish_build(self.live, self.encoder, engine or self.engine, approve, on_progress)

    @property
    def live(self) -> Path:
        """The folder of the build that is live on disk."""
        build = self.disk.current()
        assert build
        return build

    def answers(self, folder: BuildFolder) -> list[tuple[Any, ...]]:
        """What is found for all questions, with its text and how sure it is."""
        index = load_index(folder, self.encoder)
        retriever = Retriever(index, self.encoder)
        hits = [hit for question in QUESTIONS for hit in retriever.search(question, 5)]
        found = [(hit.passage.id, hit.passage.text, hit.confidence) for hit in hits]
        return [*found, *((index.find_article(name),) for name in index.article_ids)]

    def check_same(self) -> None:
        """That the engine gives what the disk does."""
        self.remote.follow()
        assert self.answers(self.remote) == self.answers(self.disk)


@pytest.fixture
def place(tmp_path: Path, make_corpus: MakeCorpus, engine_url: str, encoder: Encoder) -> Place:
    return Place(tmp_path, make_corpus, engine_url, encoder)


@pytest.fixture
def small(tmp_path: Path, make_corpus: MakeCorpus, engine_url: str) -> Place:
    """One whose encoder knows nothing and costs nothing."""
    return Place(tmp_path, make_corpus, engine_url, FakeEncoder())


def test_an_engine_gives_what_the_disk_gives(place: Place) -> None:
    told = []
    place.build(FILES)
    assert place.publish(on_progress=lambda *numbers: told.append(numbers))
    assert told[-1][0] == told[-1][1] > 0
    place.check_same()
    assert not place.publish()

    # Only what is new is written; what is gone is found no more.
    place.build({"storm.md": STORM.replace("storm", "tempest"), "keeper.md": "Nobody keeps it."})
    assert place.publish()
    place.check_same()
    place.build({f"{number}.md": f"# Boat {number}\n\nA boat." for number in range(3)})
    assert place.publish()
    place.check_same()
    kept = place.engine.find_live(), place.engine.find_before()
    assert sorted(place.engine.list_builds()) == sorted(map(str, kept))


def test_words_score_as_on_disk_after_changes(small: Place) -> None:
    files = {
        f"{number:02}.md": f"# Mooring {number}\n\n"
        + "A buoy lies by the pier. " * (1 + number % 9)
        for number in range(40)
    }
    small.change(files)
    small.publish()
    # One is more, and one is left out of the segment that had it.
    small.change(
        {
            "40.md": "# Chain\n\n" + "Each buoy has a chain of its own, of forged iron. " * 9,
            "09.md": "# Mooring 9\n\nNo buoy.",
        }
    )
    small.publish()
    small.remote.follow()
    plan = read_frame_plan(small.remote.current() or small.live)
    averages = [each.average for each in plan.segments.values()]
    assert 1.001 < measure_drift(averages, plan.average) < 1.05
    disk, remote = (load_index(each, small.encoder).lexical for each in (small.disk, small.remote))
    for question in ("buoy", "chain of the buoy", "pier", "mooring 7 by the pier"):
        for k in (3, 12):
            words = disk.read_query(question)
            expected, found = disk.search(words, k), remote.search(words, k)
            assert [row for row, _ in found] == [row for row, _ in expected]
            scores = [score for _, score in expected]
            assert [score for _, score in found] == pytest.approx(scores, rel=1e-4)


def test_one_goes_back_to_the_build_before(small: Place) -> None:
    first = small.build(FILES)
    small.publish()
    second = small.build({"keeper.md": "Nobody keeps it."})
    small.publish()
    written = small.engine.list_segments()
    small.disk.go_back(lambda build: None)
    assert small.publish()
    assert (small.engine.find_live(), small.engine.find_before()) == (first, second)
    assert small.engine.list_segments() == written
    small.check_same()


def test_a_build_that_is_refused_does_not_go_live(small: Place) -> None:
    first = small.build(FILES)
    small.publish()
    small.build({"keeper.md": "Nobody keeps it."})

    def refuse(index: PassageIndex) -> None:
        assert index.find_article("keeper.md").text.endswith("Nobody keeps it.")  # type: ignore[union-attr]
        raise BuildError("it is refused")

    with pytest.raises(BuildError, match="refused"):
        small.publish(approve=refuse)
    assert small.engine.find_live() == first
    assert small.engine.list_builds() == [first]
    assert small.publish()
    small.check_same()


def test_a_publisher_may_end_anywhere(small: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each call to the engine: one of both builds is answered from, and the next publisher
    mends the rest."""
    monkeypatch.setattr(milvus_turns, "_SECONDS_WITHOUT_SIGN", 0.02)
    monkeypatch.setattr(milvus_turns, "_SECONDS_BETWEEN_SIGNS", 0.01)
    first = small.build(FILES)
    small.publish()
    second = small.build({"keeper.md": "Nobody keeps it.", "new.md": "A new boat."})
    old = StoreFolder(small.remote.path, small.engine)
    old.follow()
    before = small.answers(old)
    whole = CutOff(small.address)
    for most in itertools.count(step=_STEP):
        try:
            small.publish(whole := CutOff(small.address, most))
        except StoreError as exc:
            assert "cut off" in str(exc)
        live = small.engine.find_live()
        if live == second:
            break
        assert live == first
        assert small.answers(old) == before
    assert whole.calls > 20 * _STEP  # so many moments
    assert small.answers(old) == before
    small.publish()
    small.check_same()


def test_one_publishes_at_a_time(small: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    small.build(FILES)
    small.publish()
    small.build({"keeper.md": "Nobody keeps it."})
    monkeypatch.setattr(milvus_turns, "_SECONDS_BETWEEN_SIGNS", 0.01)
    with small.engine.held(), pytest.raises(BusyError):
        small.publish(MilvusEngine(small.address))
    assert small.publish()


def test_whoever_lost_his_turn_does_not_go_live(
    small: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a process that was stopped for longer than it may give no sign."""
    small.build(FILES)
    small.publish()
    first = small.build({"keeper.md": "Nobody keeps it."})
    monkeypatch.setattr(milvus_turns, "_SECONDS_WITHOUT_SIGN", 0.02)
    monkeypatch.setattr(milvus_turns, "_SECONDS_BETWEEN_SIGNS", 0.01)
    monkeypatch.setattr(MilvusTurns, "_give_sign", lambda self: None)

    def overtake(index: PassageIndex) -> None:
        with MilvusEngine(small.address).held():
            pass

    with pytest.raises(BusyError):
        small.publish(approve=overtake)
    assert small.engine.find_live() != first


@pytest.mark.parametrize(("dimension", "name"), [(16, ""), (8, "_2")])
def test_what_is_for_others_is_left_alone(small: Place, dimension: int, name: str) -> None:
    small.build(FILES)
    small.publish()
    encoder = FakeEncoder(dimension=dimension, fingerprint="f2")
    other = Place(small.disk.path.parent / "b", small._make_corpus, "", encoder)
    address = EngineAddress(small.address.url, small.address.name + name)
    other.address, other.engine = address, MilvusEngine(address)
    other.build(FILES)
    if name:
        other.publish()
    else:
        with pytest.raises(StoreError, match="choose another name in INDEX_URL"):
            other.publish()
    small.check_same()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:{port}", "127.0.0.1:{port} does not answer"),
        (
            "https://127.0.0.1:{port}",
            "127.0.0.1:{port} does not answer, or not with a certificate to be trusted",
        ),
        ("http://nowhere.invalid:19530", "nowhere.invalid:19530 does not answer"),
    ],
)
def test_an_engine_that_is_away_is_told_in_a_line(
    url: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milvus_connection, "_SECONDS_TO_READ", 0.2)
    port = find_free_port()
    engine = MilvusEngine(EngineAddress(url.format(port=port), "away", "secret:word"))
    with pytest.raises(AwayError) as told:
        engine.find_live()
    assert str(told.value) == f"{said.format(port=port)} (INDEX_URL names it)"
    assert "secret" not in repr(engine._connection.address)


def test_a_certificate_that_is_nowhere_is_told(tmp_path: Path) -> None:
    address = EngineAddress("https://127.0.0.1:1", "a", certificate=str(tmp_path / "ca.pem"))
    with pytest.raises(StoreError, match=r"ca\.pem cannot be read: look at INDEX_URL"):
        MilvusEngine(address).find_live()


_FOREIGN = 1 << 40
_SEGMENT = StoredSegment(0, "0f", 1, 1)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("search", []),
        ("search", None),
        ("search", [[], []]),
        ("search", [[{"key": "x", "distance": 1.0}]]),
        ("search", [[{"key": 0, "distance": float("nan")}]]),
        ("search", [[{"key": _FOREIGN, "distance": 0.5}]]),
        ("search", [[{"key": -1, "distance": 0.5}]]),
        ("query", [{"key": 1}]),
        ("query", [{"key": 1e999, "piece": ""}]),
        ("query", 5),
    ],
)
def test_what_is_no_answer_is_told_in_a_line(asked: str, answer: object) -> None:
    engine = MilvusEngine(EngineAddress("http://engine:1", "a", "secret:word"))
    engine._connection._connected = SimpleNamespace(**{asked: lambda *args, **options: answer})
    with pytest.raises(StoreError, match="engine:1 answers with something else"):
        if asked == "search":
            engine.find_best({1: 1.0}, 3, [_SEGMENT], None)
        else:
            engine.read_pieces([1], [_SEGMENT])


@pytest.mark.parametrize("head", ["[1e999, {}]", "[" * 100_000, "5", "[]"])
def test_a_frame_that_begins_otherwise_is_damaged(head: str) -> None:
    engine = MilvusEngine(EngineAddress("http://engine:1", "a"))
    engine._connection._connected = SimpleNamespace(
        has_collection=lambda *args, **options: True,
        query=lambda *args, **options: [{"key": 0, "piece": head}],
    )
    with pytest.raises(StoreError, match="is damaged"):
        engine.read_plan("b")


def _raise(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("error", [IndexError("x"), KeyError("word"), ValueError("secret:word")])
def test_a_client_that_stumbles_over_an_answer_is_one_line(error: Exception) -> None:
    engine = MilvusEngine(EngineAddress("http://engine:1", "a", "secret:word"))
    engine._connection._connected = SimpleNamespace(query=lambda *args, **options: _raise(error))
    with pytest.raises(StoreError) as told:
        engine.read_pieces([1], [_SEGMENT])
    assert str(told.value) == "engine:1 answers with something else than what it was asked for"


def test_nothing_is_told_of_an_old_build_that_is_not_whole_any_more(
    small: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a bot whose disk is full: nothing would be found, as if nothing were there."""
    small.build(FILES)
    small.publish()
    small.check_same()
    for pause in ("_SECONDS_BETWEEN_LOOKS", "_SECONDS_LEFT_ALONE"):
        monkeypatch.setattr(f"embeddings.index.stores.patience.{pause}", 0.0)
    index = load_index(small.remote, small.encoder)
    assert index.find_article("storm.md")
    for text in ("One.", "Two.", "Three."):
        small.build(dict.fromkeys(FILES, f"{text}\n"))
        small.publish()
    with pytest.raises(StoreError, match="has not all of the index that is answered from"):
        index.find_article("repair.md")
    small.check_same()


def test_nothing_found_at_all_is_an_engine_without_the_index(small: Place) -> None:
    small.build(FILES)
    small.publish()
    small.remote.follow()
    index = load_index(small.remote, small.encoder)
    for segment in small.engine.list_segments():
        small.engine.remove_segment(segment)
    with pytest.raises(StoreError):
        Retriever(index, small.encoder).search(KEEPER_QUESTION, 3)


def test_a_builder_that_stood_still_writes_into_nothing_that_is_live(
    small: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a suspended machine: another one has taken over meanwhile, and its index is live."""
    monkeypatch.setattr(milvus_turns, "_SECONDS_WITHOUT_SIGN", 0.02)
    monkeypatch.setattr(milvus_turns, "_SECONDS_BETWEEN_SIGNS", 0.01)
    monkeypatch.setattr(MilvusTurns, "_give_sign", lambda self: None)
    small.build(FILES)
    other = Place(small.disk.path.parent / "b", small._make_corpus, "/", small.encoder)
    other.address, other.engine = small.address, MilvusEngine(small.address)
    other.remote = small.remote

    class StandsStill(MilvusEngine):
        def add_passages(self, segment: StoredSegment, *more: Any) -> None:
            other.build({"keeper.md": "Nobody keeps it."})
            other.publish()
            super().add_passages(segment, *more)

    with pytest.raises(BusyError):
        small.publish(StandsStill(small.address))
    assert is_live_whole(small.engine)
    other.check_same()


def test_a_number_that_is_given_again_names_another_segment(small: Place) -> None:
    small.build(FILES)
    small.publish()
    (first,) = small.engine.list_segments()
    small.remote.follow()
    index = load_index(small.remote, small.encoder)
    # As an engine whose data was lost, and which another machine fills again.
    for build in small.engine.list_builds():
        small.engine._connection.write("drop_alias", small.engine._live)
        small.engine.remove_build(build)
    small.engine.remove_segment(first)
    other = Place(small.disk.path.parent / "b", small._make_corpus, "/", small.encoder)
    other.engine = small.engine
    other.build(dict.fromkeys(FILES, "Another text.\n"))
    other.publish()
    (second,) = small.engine.list_segments()
    assert read_number(first) == read_number(second)
    assert first != second
    with pytest.raises(StoreError, match="has not all of the index"):
        Retriever(index, small.encoder).search(KEEPER_QUESTION, 3)
    with pytest.raises(StoreError, match="has not all of the index"):
        index.find_article("storm.md")


def test_bots_find_what_is_written_again_into_an_engine_that_lost_all(small: Place) -> None:
    small.build(FILES)
    small.publish()
    small.remote.follow()
    index = load_index(small.remote, small.encoder)
    (first,) = small.engine.list_segments()
    for build in small.engine.list_builds():
        small.engine._connection.write("drop_alias", small.engine._live)
        small.engine.remove_build(build)
    small.engine.remove_segment(first)
    small.publish()
    assert small.engine.list_segments() == [first]
    assert Retriever(index, small.encoder).search(KEEPER_QUESTION, 3)
    small.check_same()


def test_who_lost_his_turn_removes_nothing(small: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """After his own build went live, another one did."""
    monkeypatch.setattr(milvus_turns, "_SECONDS_WITHOUT_SIGN", 0.02)
    monkeypatch.setattr(milvus_turns, "_SECONDS_BETWEEN_SIGNS", 0.01)
    monkeypatch.setattr(MilvusTurns, "_give_sign", lambda self: None)
    small.build(FILES)
    other = Place(small.disk.path.parent / "b", small._make_corpus, "/", small.encoder)
    other.engine, other.remote = MilvusEngine(small.address), small.remote

    class StandsStill(MilvusEngine):
        def switch(self, build: str) -> None:
            super().switch(build)
            for text in ("Ann keeps it.", "Ben keeps it."):
                other.build({"keeper.md": text})
                other.publish()

    small.publish(StandsStill(small.address))
    assert is_live_whole(small.engine)
    other.check_same()


def test_a_passage_in_place_of_another_one_is_damaged(small: Place) -> None:
    small.build(FILES)
    small.publish()
    small.remote.follow()
    index = load_index(small.remote, small.encoder)
    (name,) = small.engine.list_segments()
    number = read_number(name)
    (first,), (second,) = (name_pieces(number, PASSAGE, row, 1) for row in range(2))
    found = small.engine._connection.read_rows(small.engine._pieces, [first, second])
    swapped = make_rows({first: found[second]})
    small.engine._connection.write("upsert", small.engine._pieces, swapped, partition_name=name)
    with pytest.raises(StoreError, match="is damaged"):
        list(index.passages)


@pytest.mark.parametrize("kind", [PASSAGE, ARTICLE])
def test_what_was_exchanged_in_the_engine_is_found_and_written_anew(
    small: Place, kind: int
) -> None:
    small.build(FILES)
    small.publish()
    small.check_same()
    index = load_index(small.remote, small.encoder)
    (name,) = small.engine.list_segments()
    _exchange(small, name, kind)
    assert is_live_whole(small.engine), "there are as many rows"
    with pytest.raises(DamagedRowsError):
        check_passages(index)
    damaged = find_damaged(small.live, small.engine)
    assert damaged == {name}
    publish_build(small.live, small.encoder, small.engine, None, lambda *_: None, damaged)
    assert not find_damaged(small.live, small.engine)
    check_passages(index)
    small.check_same()


def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told of what was so a moment ago."""
    for pause in ("BETWEEN_LOOKS", "BETWEEN_COUNTS", "LEFT_ALONE"):
        monkeypatch.setattr(f"embeddings.index.stores.patience._SECONDS_{pause}", 0.0)
    monkeypatch.setattr("embeddings.index.stores.patience._COUNTS_APART", 0.0)
    monkeypatch.setattr(following, "_SECONDS_BETWEEN_COMPARISONS", 0.0)


def _exchange(place: Place, name: str, kind: int) -> None:
    """Two passages, or articles, of a segment: the number of rows stays."""
    pieces, number = f"{place.address.name}__pieces", read_number(name)
    (first,), (second,) = (name_pieces(number, kind, row, 1) for row in range(2))
    connection = place.engine._connection
    found = connection.read_rows(pieces, [first, second])
    exchanged = make_rows({first: found[second], second: found[first]})
    connection.write("upsert", pieces, exchanged, partition_name=name)


@pytest.mark.parametrize("lost", [["passages"], ["pieces"], ["passages", "pieces"]])
def test_a_collection_that_was_dropped_is_made_again(
    small: Place, lost: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _hurry(monkeypatch)
    small.build(FILES)
    small.publish()
    small.check_same()
    connection = small.engine._connection
    for each in lost:
        collection = f"{small.address.name}__{each}"
        for alias in connection.read(dict, "list_aliases", collection)["aliases"]:
            connection.write("drop_alias", alias)
        connection.write("drop_collection", collection)
    assert not is_live_whole(small.engine)
    with pytest.raises(StoreError, match="has not all of the index"):
        small.answers(small.remote)
    small.publish()
    assert is_live_whole(small.engine)
    small.check_same()


def test_an_engine_that_counts_for_long_holds_nobody_up(
    small: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "_SECONDS_TO_COUNT", 0.2)
    small.build(FILES)
    small.publish()
    small.build({"owl.md": "The owl of the harbour sleeps in the lamp room."})

    class CountsForLong(MilvusEngine):
        def count_rows(self, segments: Sequence[StoredSegment], seconds: float) -> tuple[int, int]:
            if seconds > 1:
                return super().count_rows(segments, seconds)
            time.sleep(seconds)
            raise AwayError("it does not answer")

    slow = CountsForLong(small.address)
    assert small.publish(slow)
    assert is_live_whole(slow)
    monkeypatch.setattr(slow, "read_pieces", lambda *_: slow.count_rows((), 0.0))
    assert not find_damaged(small.live, slow), "nor one that reads for long"
    small.check_same()


def test_a_frame_is_fetched_again_where_its_build_lies_elsewhere_now(
    small: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two others were live meanwhile, so that the engine had it no more."""
    _hurry(monkeypatch)
    small.build(FILES)
    small.publish()
    small.check_same()
    index = load_index(small.remote, small.encoder)
    frame = small.remote.find_live_name()
    others = []
    for text in ("Ann keeps it.", "Ben keeps it."):
        other = Place(small.disk.path.parent / text[:3], small._make_corpus, "/", small.encoder)
        other.engine = small.engine
        other.build({"keeper.md": text})
        other.publish()
        others.append(other.live.name)
    small.publish()
    assert set(others) - set(small.engine.list_builds()) == {others[0]}
    later = StoreFolder(small.remote.path, MilvusEngine(small.address))
    for folder in (small.remote, later):
        with pytest.raises(StoreError, match="has not all of the index"):
            Retriever(index, small.encoder).search(KEEPER_QUESTION, 3)
        folder.follow()
        assert folder.find_live_name() != frame
        assert small.answers(folder) == small.answers(small.disk)
    fetched = later.find_live_name()
    later.follow()
    assert later.find_live_name() == fetched


def test_a_mender_that_stood_still_is_told_that_another_one_published(
    small: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milvus_turns, "_SECONDS_WITHOUT_SIGN", 0.02)
    monkeypatch.setattr(milvus_turns, "_SECONDS_BETWEEN_SIGNS", 0.01)
    monkeypatch.setattr(MilvusTurns, "_give_sign", lambda self: None)
    small.build(FILES)
    small.publish()
    (name,) = small.engine.list_segments()
    small.engine.remove_segment(name)
    other = Place(small.disk.path.parent / "b", small._make_corpus, "/", small.encoder)
    other.engine, other.remote = MilvusEngine(small.address), small.remote

    class StandsStill(MilvusEngine):
        def add_passages(self, *_: Any) -> None:
            other.build({"keeper.md": "Nobody keeps it."})
            other.publish()
            raise AwayError("it does not answer")  # as the call took too long

    with pytest.raises(BusyError, match="another build is published"):
        small.publish(StandsStill(small.address))
    assert is_live_whole(small.engine)
    other.check_same()


@pytest.mark.parametrize("collection", ["passages", "pieces"])
@pytest.mark.parametrize("is_all", [True, False])
def test_what_is_missing_in_the_engine_is_told_and_written_anew(
    small: Place, collection: str, is_all: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hurry(monkeypatch)
    monkeypatch.setattr("embeddings.index.stores.patience._SECONDS_FOR_COUNT", 30.0)
    small.build(FILES)
    small.publish()
    small.build({"owl.md": "The owl of the harbour sleeps in the lamp room."})
    small.publish()
    small.check_same()
    assert is_live_whole(small.engine)
    retriever = Retriever(load_index(small.remote, small.encoder), small.encoder)
    name = max(small.engine.list_segments(), key=read_number)
    place = f"{small.address.name}__{collection}"
    if is_all:
        small.engine._connection.write("drop_partition", place, name)
    else:
        row = small.engine._connection.read(
            list, "query", place, filter="key >= 0", output_fields=["key"], partition_names=[name]
        )[0]
        small.engine._connection.write("delete", place, ids=[row["key"]], partition_name=name)
    assert not is_live_whole(small.engine)
    with pytest.raises(StoreError, match="has not all of the index"):
        retriever.search(KEEPER_QUESTION, 3)
    told: list[tuple[int, int]] = []
    assert not small.publish(on_progress=lambda *numbers: told.append(numbers))
    assert told[-1][0] == told[-1][1] > 0
    assert is_live_whole(small.engine)
    assert retriever.search(KEEPER_QUESTION, 3), "also of the frame that was there"
    small.check_same()


def test_nobody_waits_for_a_count(small: Place) -> None:
    counted = threading.Event()

    class CountsForLong(MilvusEngine):
        def count_rows(self, *_: object) -> tuple[int, int]:
            counted.wait(30)
            return 0, 0

    small.build(FILES)
    small.publish()
    remote = StoreFolder(small.remote.path, CountsForLong(small.address))
    remote.follow()
    assert small.answers(remote) == small.answers(small.disk)
    counted.set()
    with pytest.raises(StoreError, match="has not all of the index"):
        while True:
            small.answers(remote)


@pytest.mark.soak  # gRPC waits longer each time, so that this takes as long
def test_an_engine_that_was_away_for_long_is_not_left_alone_for_long(tmp_path: Path) -> None:
    with MilvusServer(tmp_path / "data") as server:
        engine = MilvusEngine(EngineAddress(server.url, "x"))
        engine.prepare(8)
        server.stop()
        end = time.monotonic() + 50
        while time.monotonic() < end:
            with pytest.raises(AwayError):
                engine.list_builds()
            time.sleep(0.5)
        server.start()
        begun = time.monotonic()
        while not _answers(engine):
            assert time.monotonic() < begun + 4
            time.sleep(0.1)


def _answers(engine: MilvusEngine) -> bool:
    try:
        return engine.list_builds() == []
    except AwayError:
        return False


def test_an_engine_that_comes_back_is_asked_again(
    tmp_path: Path, make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milvus_connection, "_SECONDS_TO_READ", 0.5)
    with MilvusServer(tmp_path / "data") as server:
        place = Place(tmp_path, make_corpus, server.name_index("x"), FakeEncoder())
        place.build(FILES)
        place.publish()
        place.check_same()
        index = load_index(place.remote, place.encoder)
        assert index.find_article("storm.md")
        server.stop()
        with pytest.raises(AwayError):
            index.find_article("repair.md")
        with pytest.raises(AwayError):
            place.remote.follow()
        server.start()
        end = time.monotonic() + 30
        while not _has_article(index, "repair.md"):
            assert time.monotonic() < end
        place.check_same()


def _has_article(index: PassageIndex, name: str) -> bool:
    try:
        return index.find_article(name) is not None
    except AwayError:
        return False
