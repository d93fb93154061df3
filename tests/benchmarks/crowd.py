"""How long fifty people wait beside three who send the worst messages as fast as they may, against
how long they wait alone; and how much is done for others before one is served who comes while sixty
wait, each with one of the worst: the real encoder, index, threads and queues; Telegram is left out.

    [CORPUS_DIR=...] python -m tests.benchmarks.crowd [SECONDS]
"""

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.indexing.turns import name_asker
from embeddings import Retriever
from tests.benchmarks.indexes import build_temporary_index
from tests.benchmarks.worst import invent_words

_PEOPLE = 50
_WORST = 3
_SECONDS_BETWEEN = 10.0
"""Between two questions of one of the fifty."""
_AT_ONCE = 10
"""Messages that one may send in a minute (`USER_QUESTIONS_PER_MINUTE`): all in its first second."""
_UNITS = 4_088
_SIXTY = 60
_COMING = 5
"""How many come at once while the sixty wait."""

Ask = Callable[[str], Awaitable[object]]


def main(seconds: float) -> None:
    """Prints both medians in milliseconds, and how many times longer the second is."""
    index, encoder, folder = build_temporary_index()
    settings = Settings.from_env({"INDEX_DIR": str(folder)}, folder, folder)
    sentences = [p.text[start:end] for p in index.passages for start, end in p.sentences]
    live = LiveRetriever(Retriever(index, encoder), settings)
    try:
        quiet, beside = asyncio.run(_measure(live, sentences, seconds))
        waited, all_of_it = asyncio.run(_come_late(live, sentences))
    finally:
        live.close()
    print(f"median alone {quiet:.0f} ms, beside three {beside:.0f} ms: {beside / quiet:.2f} times")
    share = waited / all_of_it
    print(f"who comes while sixty wait is served after {share:.1%} of their processor time")


async def _measure(
    live: LiveRetriever, sentences: list[str], seconds: float
) -> tuple[float, float]:
    await live.answer("lighthoose zzyx qqwv?")  # what is loaded once is loaded
    quiet = await _ask_as_fifty(live, sentences, seconds)
    worst = [asyncio.create_task(_send_worst(live, sentences, n)) for n in range(_WORST)]
    beside = await _ask_as_fifty(live, sentences, seconds)
    for task in worst:
        task.cancel()
    await asyncio.gather(*worst, return_exceptions=True)
    return quiet, beside


async def _ask_as_fifty(live: LiveRetriever, sentences: list[str], seconds: float) -> float:
    """The median of what they waited, in milliseconds."""
    took: list[float] = []
    until = time.perf_counter() + seconds

    async def ask(number: int) -> None:
        name_asker(number + 1)
        rng = random.Random(number)
        await asyncio.sleep(rng.random() * _SECONDS_BETWEEN)
        while time.perf_counter() < until:
            begun = time.perf_counter()
            await live.answer(" ".join(rng.choice(sentences).split()[:8]) + "?")
            took.append(1000 * (time.perf_counter() - begun))
            await asyncio.sleep(_SECONDS_BETWEEN)

    await asyncio.gather(*map(ask, range(_PEOPLE)))
    return statistics.median(took)


async def _come_late(live: LiveRetriever, sentences: list[str]) -> tuple[float, float]:
    """The median of the processor time that went by until who came late was served, and all that
    went by until the sixty were, in seconds."""
    rng = random.Random(1)

    async def ask(asker: object, question: str) -> float:
        name_asker(("late", asker))
        begun = time.process_time()
        await live.answer(question)
        return time.process_time() - begun

    begun = time.process_time()
    worst = [
        asyncio.create_task(ask(n, " ".join(rng.choices(sentences, k=80))[:_UNITS]))
        for n in range(_SIXTY)
    ]
    await asyncio.wait(worst, return_when=asyncio.FIRST_COMPLETED)
    asked = (" ".join(rng.choice(sentences).split()[:8]) + "?" for _ in range(_COMING))
    coming = [asyncio.create_task(ask(f"newcomer {n}", text)) for n, text in enumerate(asked)]
    waited = await asyncio.gather(*coming)
    await asyncio.gather(*worst)
    return statistics.median(waited), time.process_time() - begun


async def _send_worst(live: LiveRetriever, sentences: list[str], number: int) -> None:
    """Every minute as many of the worst questions and texts to verify as may be asked, at once."""
    name_asker(-1 - number)
    rng = random.Random(number)
    mixed = " ".join(rng.choices(sentences, k=80))[:_UNITS]
    words = [word for word in mixed.split() if rng.random() > 0.1]
    unknown = invent_words(rng, 0x1200, 300, _UNITS)
    while True:
        messages = [
            live.answer(mixed, before=unknown),
            live.answer(unknown, before=mixed),
            live.verify(" ".join(words), None),
        ]
        rest = [live.answer(" ".join(rng.sample(words, len(words)))) for _ in range(_AT_ONCE - 3)]
        await asyncio.gather(*messages, *rest, asyncio.sleep(60))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
