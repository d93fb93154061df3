"""What an index costs as it grows, from a thousand passages to a million:

    [TOKEN_BITS=8] python -m tests.benchmarks.scale FOLDER [PASSAGES ...] [--write]

The passages are mixed of sentences of the shipped articles (`SentenceMixer`), some twenty an
article, and added to one index in FOLDER, which stays there: the next run goes on with it. At each
number of PASSAGES it is measured what all but the encoder takes for a passage, and what one changed
article takes until a running bot answers from it; then, in a process of its own, how long opening
takes, how much memory is held beside files that are mapped, how long the questions of
`tests/data/shipped_questions.jsonl` take once they have been asked before, and how many of the 30
passages whose vectors are nearest are found. Times are of the processor if it is not said that they
are by the clock. --write puts the table and its picture into docs/benchmarks.md.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.answers.answer import QUOTES_TO_SHOW
from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import read_question_file
from corpus import Corpus
from embeddings import (
    BuildFolder,
    Maker,
    Retriever,
    build_index,
    load_encoder,
    load_index,
    open_known,
    read_live_manifest,
    use_one_thread,
)
from tests.benchmarks.indexes import build_temporary_index
from tests.benchmarks.multiply import SentenceMixer
from tests.benchmarks.peers.machine import describe_machine
from tests.benchmarks.peers.page import PAGE
from tests.benchmarks.scale_page import write_section
from tests.support.paths import PROJECT

_SIZES = (1_000, 10_000, 100_000, 1_000_000)
_AT_ONCE = 100_000
_QUESTIONS = PROJECT / "tests" / "data" / "shipped_questions.jsonl"
_NEAREST = 30
_ROUNDING = 1e-6
_ROUNDS = 3


def grow(folder: Path, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Prints a line of JSON for each of `sizes`, which rise; gives what they say."""
    measured = []
    index, encoder, _ = build_temporary_index()
    token_bits = index.manifest.token_bits
    mixer = SentenceMixer(index, encoder)
    builds = BuildFolder(folder)
    maker = Maker(encoder.name, encoder.fingerprint, "benchmark", token_bits)
    for size in sizes:
        added, took = 0, 0.0
        while (held := _count(builds)) < size:
            new = min(_AT_ONCE, size - held)
            corpus = mixer.make_corpus(new, seed=held)
            took += _add(builds, mixer, maker, corpus, f"{held:09}")
            added += new
        before = load_index(builds, encoder)
        name = next(iter(before.article_ids))
        changed = mixer.make_corpus(20, seed=-size)
        article = replace(changed.articles[0], id=name)
        change = _add(builds, mixer, maker, replace(changed, articles=(article,)), "")
        begun = time.process_time()
        load_index(builds, encoder, before=before)
        taken_over = time.process_time() - begun
        live = builds.current()
        assert live is not None
        files = (path for path in live.rglob("*") if path.is_file())
        figures = {
            "passages": _count(builds),
            "kb_a_passage": sum(path.stat().st_size for path in files) / _count(builds) / 1000,
            "ms_a_passage": 1000 * took / added if added else None,
            "change_s": change,
            "taken_over_s": taken_over,
        }
        del before
        asked = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.scale", "--ask", str(folder)],
            check=True,
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        )
        measured.append(figures | json.loads(asked.stdout))
        print(json.dumps(measured[-1]), flush=True)
    return measured


def ask(folder: Path) -> None:
    """Prints what opening and asking take, as JSON."""
    encoder = load_encoder("", PROJECT / "var" / "state" / "fingerprints.json")
    use_one_thread()
    held = _read_memory("RssAnon")
    begun, by_clock = time.process_time(), time.perf_counter()
    index = load_index(BuildFolder(folder), encoder)
    retriever = Retriever(index, encoder)
    opened = time.process_time() - begun, time.perf_counter() - by_clock
    memory = _read_memory("RssAnon") - held
    texts = [question.text for question in read_question_file(_QUESTIONS)]
    first, _ = np.transpose(_ask_all(texts, retriever))
    rounds = [took for _ in range(_ROUNDS) for took in _ask_all(texts, retriever)]
    warm, warm_by_clock = np.transpose(rounds)
    figures = {
        "segments": len(index.segments),
        "opened_s": opened[0],
        "opened_clock_s": opened[1],
        "opened_mib": memory,
        "asked_mib": _read_memory("RssAnon") - held,
        "first_p50_ms": np.percentile(first, 50),
        "first_p95_ms": np.percentile(first, 95),
        "p50_ms": np.percentile(warm, 50),
        "p95_ms": np.percentile(warm, 95),
        "p95_clock_ms": np.percentile(warm_by_clock, 95),
        "recall": _measure_recall(retriever, texts),
    }
    print(json.dumps(figures))


def _ask_all(texts: list[str], retriever: Retriever) -> list[tuple[float, float]]:
    """The milliseconds that each takes of the processor, and by the clock."""
    took = []
    for text in texts:
        begun, by_clock = time.process_time(), time.perf_counter()
        answer_question(text, retriever, QUOTES_TO_SHOW, 0.5)
        ended, ended_by_clock = time.process_time(), time.perf_counter()
        took.append((1000 * (ended - begun), 1000 * (ended_by_clock - by_clock)))
    return took


def _measure_recall(retriever: Retriever, texts: list[str]) -> float:
    """Which share of the nearest vectors is found, of all that there are; of passages with the same
    words any is as good."""
    vectors = retriever.index.vectors
    queries = np.stack([retriever.encoder.encode_query(text).vector for text in texts])
    best: list[list[float]] = [[] for _ in texts]
    for first in range(0, len(vectors), _AT_ONCE):
        rows = np.arange(first, min(first + _AT_ONCE, len(vectors)))
        for held, products in zip(best, queries @ vectors.read(rows).T, strict=True):
            near = np.partition(products, -_NEAREST)[-_NEAREST:]
            held[:] = sorted([*held, *near.tolist()])[-_NEAREST:]
    shares = []
    for query, held in zip(queries, best, strict=True):
        found = np.asarray(vectors.find_nearest(query, _NEAREST, None))
        shares.append(np.mean(vectors.read(found) @ query >= held[0] - _ROUNDING))
    return float(np.mean(shares))


def _add(
    builds: BuildFolder, mixer: SentenceMixer, maker: Maker, corpus: Corpus, prefix: str
) -> float:
    """Adds the articles of `corpus` to what there is; gives the processor time that it took."""
    articles = tuple(replace(article, id=f"{prefix}{article.id}") for article in corpus.articles)
    new = {article.id for article in articles}
    digests = {article.id: "0" for article in articles}
    begun = time.process_time()
    known = open_known(builds, maker)
    kept = tuple(r.summary for name, r in sorted(known.readings.items()) if name not in new)
    corpus = replace(corpus, articles=articles, digests=digests, kept=kept)
    build_index(corpus, builds.path, mixer, builds, known=known, maker=maker)
    return time.process_time() - begun


def _count(builds: BuildFolder) -> int:
    return read_live_manifest(builds).passages if builds.current() else 0


def _read_memory(what: str) -> float:
    """MiB of this process, as /proc has them."""
    match = re.search(rf"^{what}:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(match[1]) / 1024 if match else float("nan")


def main(arguments: list[str]) -> None:
    """As the top of this file says."""
    if arguments[0] == "--ask":
        ask(Path(arguments[1]))
        return
    write = "--write" in arguments
    folder, *sizes = [argument for argument in arguments if argument != "--write"]
    measured = grow(Path(folder), [int(size) for size in sizes] or _SIZES)
    if write:
        bits = read_live_manifest(BuildFolder(Path(folder))).token_bits
        command = f"make bench-scale TOKEN_BITS={bits}"
        write_section(measured, command, describe_machine(), PAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
