"""What the worst messages cost: processor time, and how long the event loop stands still.

    [CORPUS_DIR=...] python -m tests.benchmarks.worst [PASSAGES]

Each message goes the way that it takes in a running bot. Half of the passages are of one article.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever, spare_collections
from bot.text.cleaning import clean_text
from corpus import Article
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.benchmarks.indexes import build_temporary_index
from tests.benchmarks.multiply import SentenceMixer

_PASSAGES = 10_000
_UNITS = 4_088
"""Characters that are left of a message behind a command."""
_SECONDS_BETWEEN_TICKS = 0.002

_Job = Callable[[], Awaitable[object]]


def main(passages: int) -> None:
    """Prints a line for each message."""
    index, encoder, _ = build_temporary_index()
    mixer = SentenceMixer(index, encoder)
    with tempfile.TemporaryDirectory(prefix="footnote-worst-") as name:
        builds = BuildFolder(Path(name) / "index")
        corpus = mixer.make_corpus(passages, largest=passages // 2)
        build_index(corpus, Path(name), mixer, builds)
        settings = Settings.from_env({"INDEX_DIR": str(builds.path)}, Path(name), Path(name))
        with spare_collections():
            loaded = load_index(builds, encoder)
        live = LiveRetriever(Retriever(loaded, encoder), settings)
        largest = max(loaded.articles.values(), key=lambda article: len(article.text))
        asyncio.run(_measure_all(live, mixer.sentences, largest))


async def _measure_all(live: LiveRetriever, sentences: list[str], largest: Article) -> None:
    await live.answer("Who was it?")  # what is loaded once is loaded
    print(f"{'processor s':>11}  {'loop stood still ms':>19}")
    for name, job in make_jobs(live, sentences, largest).items():
        seconds, longest = await measure(job)
        print(f"{seconds:11.2f}  {1000 * longest:19.0f}  {name}", flush=True)
    live.close()


async def measure(job: _Job) -> tuple[float, float]:
    """Processor time of `job`, and the longest time between two turns of the event loop."""
    ticking = asyncio.create_task(_tick())
    begun = time.process_time()
    await job()
    seconds = time.process_time() - begun
    ticking.cancel()
    return seconds, (await asyncio.gather(ticking))[0]


async def _tick() -> float:
    longest, last = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN_TICKS)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
    except asyncio.CancelledError:
        return longest


def make_jobs(live: LiveRetriever, sentences: list[str], largest: Article) -> dict[str, _Job]:
    """By name, what a message asks to be done; `largest` is the largest article."""
    rng = random.Random(1)
    words = sorted({word for text in sentences for word in text.split()})
    common = ["the", "of", "and", "in", "to", "a", "was", "is", "for", "as"]
    mixed = " ".join(rng.sample(sentences, 40))
    claims = {
        "sentences of everywhere": mixed[:_UNITS],
        "a piece of an article": largest.text[-_UNITS:],
        "a piece with a word left out here and there": _leave_out(largest.text[:_UNITS], rng),
        "words in disorder": " ".join(rng.sample(words, 700))[:_UNITS],
        "common words": " ".join(rng.choices(common, k=1500))[:_UNITS],
        "one word": "the " * (_UNITS // 4),
        "letters": "a " * (_UNITS // 2),
        "one word without an end": "a" * _UNITS,
        "Chinese": "".join(chr(0x4E00 + rng.randrange(20_000)) for _ in range(_UNITS)),
        "Amharic": invent_words(rng, 0x1200, 300, _UNITS),
        "quotation marks": "“'”\"" * (_UNITS // 4),
        "ten of them": " ".join(["ten"] * 10),
    }
    questions = {
        **claims,
        "words that nobody knows": invent_words(rng, ord("a"), 26, _UNITS),
        "long words that nobody knows": invent_words(rng, ord("a"), 26, _UNITS, letters=12),
        "ten common phrases": " ".join(f'"{word}"' for word in common),
        "ten phrases of two common words": " ".join(f'"{word} the"' for word in common),
        "ten long phrases": " ".join(f'"{rng.choice(sentences)[:390]}"' for _ in range(10)),
        "a phrase as long as a message": f'"{mixed[: _UNITS - 2]}"',
        "ten phrases in one title's article": "in:a " + " ".join(f'"{w}"' for w in common),
        "quotation marks that open": "“" * _UNITS,
        "filters that open": "in:'" * (_UNITS // 4),
    }
    jobs: dict[str, _Job] = {}
    for name, claim in claims.items():
        jobs[f"/verify, {name}"] = _verify(live, claim)
    for name, question in questions.items():
        jobs[f"question, {name}"] = _ask(live, question)
    for name, quoted in claims.items():
        jobs[f"Check again, {name}"] = _look_again(live, largest, quoted)
    return jobs


def _verify(live: LiveRetriever, claim: str) -> _Job:
    return lambda: live.verify(claim, None)


def _ask(live: LiveRetriever, question: str) -> _Job:
    return lambda: live.answer(question, before="Who guards the port?")


def _look_again(live: LiveRetriever, article: Article, quoted: str) -> _Job:
    return lambda: live.check_quote(quoted, article.id, clean_text)


def _leave_out(text: str, rng: random.Random) -> str:
    return " ".join(word for word in text.split() if rng.random() > 0.1)


def invent_words(rng: random.Random, first: int, count: int, length: int, letters: int = 5) -> str:
    """Words of letters of one script."""
    made = []
    for _ in range(length // (letters + 1)):
        made.append("".join(chr(first + rng.randrange(count)) for _ in range(letters)))
    return " ".join(made)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _PASSAGES)
