"""What /verify and "Check again" cost with the worst messages: processor time, its ratio to that of
a plain message, how long the event loop stands still, places read and compared. No model is needed.

    python -m tests.benchmarks.verify_work [PASSAGES] [MEGABYTES]
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.answers.verification import MAX_CHARACTERS
from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever, spare_collections
from bot.text.cleaning import clean_text
from corpus import Article, Corpus, Paragraph
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.benchmarks.worst import measure
from tests.support.fake_encoder import FakeEncoder

_PASSAGES = 10_000
_MEGABYTES = 8
_COMMON = ("the", "of", "and", "in", "to", "a", "was", "is", "for", "as")

Job = Callable[[], Awaitable[object]]


def main(passages: int, megabytes: int) -> None:
    """Prints a line for each message, then one for each quote looked for in one large article."""
    rng = random.Random(1)
    articles = [make_article(rng, f"{n}.md", 25) for n in range(passages // 25)]
    live = _open(articles)
    print(f"{passages} passages\n{'processor s':>11}  {'times plain':>11}  {'loop ms':>7}")
    asyncio.run(_measure_all({n: _verify(live, m) for n, m in make_messages(articles, rng)}))
    large = make_article(rng, "large.md", megabytes * 1_000_000 // 420)
    live = _open([large])
    print(f"\na quote of an article of {len(large.text) / 1e6:.0f} million characters")
    quotes = [("plain", large.text[2000:2200]), ("plain, at the end", large.text[-200:])]
    quotes += make_messages([large], rng)
    asyncio.run(_measure_all({n: _look_again(live, large, quoted) for n, quoted in quotes}))


async def _measure_all(jobs: dict[str, Job]) -> None:
    plain = 0.0
    for name, job in jobs.items():
        await job()  # what is loaded once is loaded
        seconds, longest = await measure(job)
        plain = plain or seconds
        print(
            f"{seconds:11.3f}  {seconds / plain:11.1f}  {1000 * longest:7.0f}  {name}", flush=True
        )


def make_messages(articles: list[Article], rng: random.Random) -> list[tuple[str, str]]:
    """By name, messages as long as Telegram allows; the first is a plain one."""
    text = articles[0].text
    sentences = [s for a in articles[:200] for s in a.text.replace("\n\n", " ").split(". ")][:9000]
    mixed = rng.sample(sentences, min(len(sentences), 200))
    slips = [" ".join(w if rng.random() > 0.1 else "x" for w in s.split()) for s in mixed]
    return [
        ("one sentence", sentences[0]),
        ("a piece of an article", text[:MAX_CHARACTERS]),
        ("sentences of everywhere", _cut(". ".join(mixed))),
        ("sentences with slips", _cut(". ".join(slips))),
        ("quotations", _cut(" ".join(f'"{s}"' for s in mixed))),
        ("quotations with slips", _cut(" ".join(f'"{s}"' for s in slips))),
        ("gaps", _cut(" […] ".join(mixed))),
        ("gaps and slips in one quotation", _cut('"' + " ... ".join(slips)) + '"'),
        ("gaps between pieces in order", _cut(_leave_gaps(text))),
        ("lines of such", "\n".join(_leave_gaps(text[n:])[:300] for n in range(0, 3600, 300))),
        ("ten quoted common words", " ".join(f'"{word}"' for word in _COMMON)),
        ("ten sentences of common words", ". ".join(" ".join(_COMMON[:5]) for _ in range(10))),
        ("common words", _cut(" ".join(rng.choices(_COMMON, k=2000)))),
        ("common words in sentences", _cut(". ".join("The of and in" for _ in range(400)))),
        ("512 unknown words", _cut(" ".join(_invent(rng, 7) for _ in range(512)))),
        ("one letter", "a " * (MAX_CHARACTERS // 2)),
        ("sentences of a letter", "A. " * (MAX_CHARACTERS // 3)),
        ("lines of a letter", "A\n" * (MAX_CHARACTERS // 2)),
        ("one word", "a" * MAX_CHARACTERS),
        ("marks that open", "“" * MAX_CHARACTERS),
        ("marks in pairs", "“a”" * (MAX_CHARACTERS // 3)),
        ("brackets", "[a]" * (MAX_CHARACTERS // 3)),
        ("dots", "a…" * (MAX_CHARACTERS // 2)),
        ("Chinese", "".join(chr(0x4E00 + rng.randrange(500)) for _ in range(MAX_CHARACTERS))),
        ("says", _cut("He says, she said: " * 300)),
    ]


def _leave_gaps(text: str) -> str:
    """Three words of each dozen, in their order."""
    words = text.split()
    return " … ".join(" ".join(words[n : n + 3]) for n in range(0, len(words), 12))


def _cut(text: str) -> str:
    return text[: MAX_CHARACTERS - 1]


def _invent(rng: random.Random, letters: int) -> str:
    return "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=letters))


def make_article(rng: random.Random, name: str, paragraphs: int) -> Article:
    """Sentences whose every second word is a common one; the others are of 20,000, the first of
    them far more often than the last."""
    spans, parts, start = [], [], 0
    for _ in range(paragraphs):
        sentences = []
        for _ in range(5):
            rare = [f"w{int(20_000 * rng.random() ** 4)}" for _ in range(7)]
            words = [w for one in rare for w in (rng.choice(_COMMON), one)]
            sentences.append(" ".join(words).capitalize() + ".")
        parts.append(" ".join(sentences))
        spans.append(Paragraph(start, start + len(parts[-1])))
        start += len(parts[-1]) + 2
    return Article(name, name, "\n\n".join(parts), tuple(spans))


def _open(articles: list[Article]) -> LiveRetriever:
    folder = Path(tempfile.mkdtemp(prefix="footnote-verify-"))
    builds, encoder = BuildFolder(folder / "index"), FakeEncoder(dimension=8)
    build_index(Corpus(tuple(articles), (), (), "c"), folder, encoder, builds)
    settings = Settings.from_env({"INDEX_DIR": str(builds.path)}, folder, folder)
    with spare_collections():
        return LiveRetriever(Retriever(load_index(builds, encoder), encoder), settings)


def _verify(live: LiveRetriever, message: str) -> Job:
    return lambda: live.verify(message, None)


def _look_again(live: LiveRetriever, article: Article, quoted: str) -> Job:
    return lambda: live.check_quote(quoted, article.id, clean_text)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:3]]
    main(*given, *(_PASSAGES, _MEGABYTES)[len(given) :])
