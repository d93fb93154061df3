"""What a change costs, as a share of a full build of the same articles, in processor time:
`python -m tests.benchmarks.changes [ARTICLES] [CHANGES]`.

The articles are sentences of those that are shipped, mixed by a fixed seed, about eight passages
each, so that no two are alike. Each step is what `footnote index` does, and what a running bot does
to take it over. After all CHANGES, one article each, size and a question's time are held against
those of a full build.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.answers.pipeline import answer_question
from bot.config.settings import Settings
from bot.indexing.opening import open_retriever
from bot.indexing.rebuild import Rebuilt, rebuild_index
from corpus import Article, read_corpus
from embeddings import BuildFolder, Retriever, load_index
from tests.support.paths import PROJECT

_ARTICLES = 1000
_CHANGES = 60
_PARAGRAPHS = 16
_SENTENCES = 3
_QUESTIONS = ("Who guards the port of Gwadar?", "When was the division raised?", "What is CPEC?")


def main(articles: int, changes: int) -> None:
    """Prints a line for each step."""
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as name:
        base = Path(name)
        env = {"STATE_DIR": str(PROJECT / "var" / "state"), **os.environ}
        env |= {"INDEX_DIR": str(base / "index"), "CORPUS_DIR": str(base / "articles")}
        settings = Settings.from_env(env, PROJECT, Path.cwd())
        settings.corpus_dir.mkdir()
        mixer = _Mixer(settings.corpus_dir)
        for number in range(articles):
            mixer.write(number)
        full, _ = _measure("all, anew", settings, None, full=True)
        retriever = open_retriever(settings)

        def step(what: str, change: Callable[[], object]) -> None:
            nonlocal retriever
            change()
            _measure(what, settings, full)
            retriever = _take_over(retriever, settings, full)

        paths = [settings.corpus_dir / f"{number}.txt" for number in range(4)]
        step("nothing changed", lambda: None)
        step("one article changed", lambda: mixer.write(0))
        step("a paragraph changed", lambda: paths[1].write_text(paths[1].read_text() + "\nNew.\n"))
        step("one article renamed", lambda: paths[2].rename(paths[2].with_name("renamed.txt")))
        step("one article removed", paths[3].unlink)
        begun = time.process_time()
        for number in range(changes):
            mixer.write(4 + number * 7 % (articles - 4))
            rebuild_index(settings, lambda *_: None)
        each = (time.process_time() - begun) / max(1, changes)
        print(f"{changes} changes, each: {each:.2f} s, {each / full:.1%}")
        changed = _describe(settings)
        _measure("all, anew", settings, full, full=True)
        anew = _describe(settings)
        print(f"after them {changed[0]:.1f} kB a passage, anew {anew[0]:.1f}")
        print(f"a question {changed[1]:.2f} ms, anew {anew[1]:.2f}")


class _Mixer:
    """Writes articles of the sentences of those that are shipped."""

    def __init__(self, folder: Path) -> None:
        shipped = read_corpus(PROJECT / "corpus" / "articles").articles
        self._words = [word for article in shipped for word in _list_words(article)]
        self._random = random.Random(19)
        self._folder = folder

    def write(self, number: int) -> None:
        """Article `number`, or another one in its place."""
        paragraphs = (
            " ".join(self._make_sentence() for _ in range(_SENTENCES)) for _ in range(_PARAGRAPHS)
        )
        title = self._make_sentence()[:60]
        text = f"{title}\n\n" + "\n\n".join(paragraphs) + "\n"
        (self._folder / f"{number}.txt").write_text(text, "utf-8")

    def _make_sentence(self) -> str:
        place = self._random.randrange(len(self._words) - 40)
        length = self._random.randint(8, 24)
        words = self._words[place : place + length]
        self._random.shuffle(words)
        return " ".join(words).capitalize() + "."


def _list_words(article: Article) -> list[str]:
    return [word.strip('.,;:!?()"“”') for word in article.text.split()]


def _measure(
    what: str, settings: Settings, base: float | None, full: bool = False
) -> tuple[float, Rebuilt]:
    begun, by_clock = time.process_time(), time.perf_counter()
    rebuilt = rebuild_index(settings, lambda *_: None, full=full)
    took = time.process_time() - begun
    share = f", {took / base:.1%} of a full build" if base else ""
    passages = rebuilt.manifest.passages
    clock = time.perf_counter() - by_clock
    print(
        f"{what}: {passages:,} passages, {took:.2f} s, {clock:.2f} by the clock{share}", flush=True
    )
    return took, rebuilt


def _take_over(retriever: Retriever, settings: Settings, base: float) -> Retriever:
    begun = time.process_time()
    folder = BuildFolder(settings.index_dir)
    index = load_index(folder, retriever.encoder, before=retriever.index)
    took = time.process_time() - begun
    print(f"  taken over in {took:.2f} s, {took / base:.1%}", flush=True)
    return retriever.with_index(index)


def _describe(settings: Settings) -> tuple[float, float]:
    """Kilobytes a passage of the live build, and milliseconds of processor time a question."""
    live = BuildFolder(settings.index_dir).current()
    assert live is not None
    begun = time.process_time()
    retriever = open_retriever(settings)
    print(f"  opened in {time.process_time() - begun:.2f} s")
    size = sum(path.stat().st_size for path in live.rglob("*") if path.is_file())
    rounds = 40
    for _ in range(2):
        begun = time.process_time()
        for _ in range(rounds):
            for question in _QUESTIONS:
                answer_question(question, retriever, 3, settings.min_confidence)
        each = (time.process_time() - begun) / rounds / len(_QUESTIONS)
    return size / len(retriever.index.passages) / 1000, 1000 * each


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [_ARTICLES, _CHANGES][len(given) :]))
