"""Whether the index in an engine answers as that on disk does, and what it costs:
`CORPUS_DIR=folder python -m tests.benchmarks.stores QUESTIONS.jsonl [INDEX_URL]`.

All answers are compared, quote by quote with how sure they are. Without an address Milvus' server
for one machine is started, and ended at the end. Seconds are those of a question on the wall, as
most of them are waited for.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers.answer import Answer, Quote, quotes_to_show
from bot.answers.pipeline import answer_question
from bot.config.index_url import read_index_url
from bot.evaluation.labelled_questions import read_question_file
from embeddings import (
    BuildFolder,
    Encoder,
    EngineAddress,
    Retriever,
    StoreFolder,
    load_index,
    open_engine,
    publish_build,
)
from tests.benchmarks.asked import MIN_CONFIDENCE
from tests.benchmarks.indexes import build_temporary_index

_QUOTES = 10


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that is answered in two ways."""

    question: str
    on_disk: tuple[Any, ...]
    in_engine: tuple[Any, ...]


def compare_stores(
    questions: Sequence[str], disk: Retriever, engine: Retriever
) -> tuple[list[Difference], list[float], list[float]]:
    """The questions that both answer in different ways, and what each took, in seconds."""
    differences: list[Difference] = []
    seconds: tuple[list[float], list[float]] = [], []
    for question in questions:
        shown = []
        for retriever, took in zip((disk, engine), seconds, strict=True):
            begun = time.perf_counter()
            answer = answer_question(question, retriever, _QUOTES, MIN_CONFIDENCE)
            took.append(time.perf_counter() - begun)
            shown.append(_show(answer))
        if shown[0] != shown[1]:
            differences.append(Difference(question, *shown))
    return differences, *seconds


def _show(answer: Answer) -> tuple[Any, ...]:
    """All that a reader may be shown, and how much of it at first."""
    at_first = len(quotes_to_show(answer))
    quotes = [
        (each.text, each.best, *_name_places(each.places), len(each.also)) for each in answer.quotes
    ]
    return answer.outcome, answer.confidence, answer.unknown_words, answer.notes, at_first, *quotes


def _name_places(quotes: Sequence[Quote]) -> list[tuple[str, int, int]]:
    """Passages of one article may have the same words, and a passage more than one quote."""
    return [(quote.passage.id, quote.start, quote.end) for quote in quotes]


def put_into_engine(
    disk: BuildFolder, url: str, frames: Path, encoder: Encoder, on_progress: Callable[..., None]
) -> StoreFolder:
    """The live build of `disk` in the engine at `url`, and its frame in the folder `frames`."""
    address = read_index_url(url)
    assert address, url
    engine = open_engine(EngineAddress(address.url, address.name, address.token, address.database))
    build = disk.current()
    assert build
    publish_build(build, encoder, engine, None, on_progress)
    remote = StoreFolder(frames, engine)
    remote.follow()
    return remote


def _run(questions: Sequence[str], url: str, folder: Path) -> None:
    index, encoder, place = build_temporary_index()
    disk = BuildFolder(place)
    begun, processor = time.perf_counter(), time.process_time()
    remote = put_into_engine(disk, url, folder / "frames", encoder, lambda *numbers: None)
    took = time.perf_counter() - begun, time.process_time() - processor
    passages = len(index.passages)
    sizes = [_measure(build) for build in (disk.current(), remote.current()) if build]
    print(f"{passages} passages written in {took[0]:.1f} s, {took[1]:.1f} s of this processor")
    print(
        f"on each bot's disk {sizes[1] / passages:.0f} bytes a passage, {sizes[0] / passages:.0f}"
        " without an engine"
    )
    retrievers = [Retriever(each, encoder) for each in (index, load_index(remote, encoder))]
    differences, on_disk, in_engine = compare_stores(questions, *retrievers)
    for difference in differences:
        print(f"  {difference}")
    for name, seconds in (("disk", on_disk), ("engine", in_engine)):
        ordered = sorted(seconds)
        middle, late = ordered[len(ordered) // 2], ordered[int(0.95 * len(ordered))]
        print(f"{name}: median {1e3 * middle:.0f} ms, 95 of 100 within {1e3 * late:.0f} ms")
    print(f"{len(questions)} questions, {len(differences)} answered in another way")


def _measure(build: Path) -> int:
    return sum(path.stat().st_size for path in build.rglob("*") if path.is_file())


def main(arguments: Sequence[str]) -> None:
    """Prints what differs."""
    questions = [each.text for each in read_question_file(Path(arguments[0]))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if len(arguments) > 1:
            _run(questions, arguments[1], folder)
            return
        from tests.support.engines import MilvusServer

        with MilvusServer(folder / "data") as server:
            _run(questions, server.name_index("benchmark"), folder)


if __name__ == "__main__":
    main(sys.argv[1:])
