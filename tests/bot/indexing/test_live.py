"""Answers in several threads are those of one."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answers.answer import Answer
from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.indexing.turns import name_asker
from embeddings import BuildFolder, Retriever, load_index
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
