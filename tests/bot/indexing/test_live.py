"""Answers in several threads are those of one."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answers.answer import Answer
from bot.config.settings import Settings
from bot.indexing.failures import read_failure
from bot.indexing.live import LiveRetriever
from bot.indexing.process import RebuildError, RefusedError
from bot.indexing.turns import name_asker
from embeddings import BuildFolder, EncodedText, Retriever, load_index
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import KEEPER_QUESTION, LAMP_QUESTION, WALL_QUESTION, build_harbour

QUESTIONS = [
    KEEPER_QUESTION,
    LAMP_QUESTION,
    WALL_QUESTION,
    "Who keeps the lighthuose of Skery?",  # is mended by words that are read once
    "What is the latest of the harbour wall?",
    'What of "granite" since:2024?',
    "What do zebras eat?",
]

_ROUNDS = 8


@pytest.fixture
def often_switched() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def ask(settings: Settings, threads: int, rounds: int) -> list[list[Answer]]:
    """What each question is answered in each round, of which all are asked at once of what has
    read nothing yet."""
    encoder = FakeEncoder(dimension=64, max_tokens=60)
    build_harbour(settings, encoder)
    live = LiveRetriever(
        Retriever(load_index(BuildFolder(settings.index_dir), encoder), encoder),
        settings,
        encoder_threads=threads,
    )

    async def ask_one(asker: int, question: str) -> Answer:
        name_asker(asker)
        return await live.answer(question, min_confidence=0.01)

    async def ask_all() -> list[Answer]:
        # Each beside itself and its neighbours, which are read at the same time.
        asked = [question for question in QUESTIONS for _ in range(rounds)]
        return await asyncio.gather(*(ask_one(*each) for each in enumerate(asked)))

    try:
        answers = asyncio.run(ask_all())
    finally:
        live.close()
    return [answers[n : n + rounds] for n in range(0, len(answers), rounds)]


@pytest.mark.usefixtures("often_switched")
def test_answers_of_several_threads_are_those_of_one(tmp_path: Path) -> None:
    env = {"CORPUS_DIR": str(tmp_path / "corpus"), "INDEX_DIR": str(tmp_path / "index")}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    expected = ask(settings, threads=1, rounds=1)
    assert sum(answers[0].answered for answers in expected) >= 3
    for (answer,), several in zip(expected, ask(settings, threads=3, rounds=_ROUNDS), strict=True):
        assert several == [answer] * _ROUNDS


class _HeldEncoder(FakeEncoder):
    """Reads what begins with "held" only when it is told to."""

    def __init__(self) -> None:
        super().__init__(dimension=64, max_tokens=60)
        self.gate = threading.Event()

    def encode_query(self, text: str) -> EncodedText:
        if text.startswith("held"):
            assert self.gate.wait(30)
        return super().encode_query(text)


@pytest.mark.parametrize(("times", "is_beside"), [(20, False), (200, True)])
def test_others_are_answered_beside_a_long_question_only(
    times: int, is_beside: bool, tmp_path: Path
) -> None:
    env = {"CORPUS_DIR": str(tmp_path / "corpus"), "INDEX_DIR": str(tmp_path / "index")}
    settings, encoder = Settings.from_env(env, tmp_path, tmp_path), _HeldEncoder()
    build_harbour(settings, encoder)
    index = load_index(BuildFolder(settings.index_dir), encoder)
    live = LiveRetriever(Retriever(index, encoder), settings, encoder_threads=2)

    async def encode(asker: str, text: str) -> None:
        name_asker(asker)
        await live.encode(text)

    async def run() -> None:
        held = asyncio.create_task(encode("a", "held " * times))
        await asyncio.sleep(0)
        other = asyncio.create_task(encode("b", "lamp"))
        if is_beside:
            await other
        for _ in range(3):
            await asyncio.sleep(0)
        assert live._encoding.waiting == (not is_beside)
        encoder.gate.set()
        await asyncio.gather(held, other)

    try:
        asyncio.run(run())
    finally:
        encoder.gate.set()
        live.close()


def test_a_short_question_that_points_back_is_as_dear_as_the_one_before_it(tmp_path: Path) -> None:
    env = {"CORPUS_DIR": str(tmp_path / "corpus"), "INDEX_DIR": str(tmp_path / "index")}
    settings, encoder = Settings.from_env(env, tmp_path, tmp_path), _HeldEncoder()
    build_harbour(settings, encoder)
    index = load_index(BuildFolder(settings.index_dir), encoder)
    live = LiveRetriever(Retriever(index, encoder), settings)
    served: list[str] = []

    async def ask(asker: str, question: str, before: str) -> None:
        name_asker(asker)
        await live.answer(question, before=before)
        served.append(asker)

    async def run() -> None:
        name_asker("a")
        held = asyncio.create_task(live.encode("held"))
        await asyncio.sleep(0)
        long = "harbour " * 300
        waiting = [
            asyncio.create_task(ask("dear", "And when was it?", long)),
            asyncio.create_task(ask("cheap", KEEPER_QUESTION, long)),
        ]
        await asyncio.sleep(0)
        assert live._encoding.waiting == 2
        encoder.gate.set()
        await asyncio.gather(held, *waiting)

    try:
        asyncio.run(run())
    finally:
        encoder.gate.set()
        live.close()
    assert served == ["cheap", "dear"]


@pytest.mark.parametrize("error", [RefusedError("no"), RebuildError("no")])
def test_that_a_rebuild_was_refused_is_kept_for_the_doctor(
    error: RebuildError, tmp_path: Path
) -> None:
    env = {"CORPUS_DIR": str(tmp_path / "corpus"), "INDEX_DIR": str(tmp_path / "index")}
    settings, encoder = Settings.from_env(env, tmp_path, tmp_path), FakeEncoder()
    build_harbour(settings, encoder)

    async def run_index(*_: object) -> None:
        raise error

    async def tell(*_: int) -> None:
        pass

    retriever = Retriever(load_index(BuildFolder(settings.index_dir), encoder), encoder)
    live = LiveRetriever(retriever, settings, run_index)
    try:
        with pytest.raises(RebuildError):
            asyncio.run(live.rebuild(tell))
    finally:
        live.close()
    failure = read_failure(settings)
    assert failure
    assert failure.is_refused is isinstance(error, RefusedError)
