"""What encoding in shards costs beside a build that is not split, in processor time, with all
processes that each takes: `python -m tests.benchmarks.sharding FOLDER [SHARDS]`.

The articles are those in FOLDER. Each step is `footnote index`, the shards one after the other, as
machines of their own would run them; then both indexes answer the same questions, which are
sentences of theirs.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.config.settings import Settings
from bot.indexing.opening import open_retriever
from embeddings import BuildFolder, read_live_manifest
from tests.support.paths import PROJECT

_QUESTIONS = 100
_HITS = 5


def main(articles: Path, shards: int) -> None:
    """Prints a line for each step."""
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as name:
        whole, split = Path(name) / "whole", Path(name) / "split"
        rest = _run("whole", articles, whole, ())
        passages = read_live_manifest(BuildFolder(whole)).passages
        print(f"{passages} passages, {passages / rest:.1f} a second of processor time")
        for number in range(1, shards + 1):
            _run(f"shard {number}", articles, split, ("--shard", f"{number}/{shards}"))
        rest = _run("last step", articles, split, ())
        print(f"the last step is {1000 * rest / passages:.2f} ms a passage")
        print(f"{_count_alike(articles, whole, split)} of {_QUESTIONS} answers are the same")


def _run(title: str, articles: Path, index: Path, arguments: Sequence[str]) -> float:
    """The seconds of processor time of a `footnote index`."""
    env = {"STATE_DIR": str(PROJECT / "var" / "state"), **os.environ}
    env |= {"CORPUS_DIR": str(articles), "INDEX_DIR": str(index)}
    code = "from bot.cli.main import run; run()"
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", code, "index", *arguments]
    subprocess.run(command, env=env, check=True, stderr=subprocess.DEVNULL)
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{title}: {seconds:.1f} s of processor time in {ended - begun:.1f} s", flush=True)
    return seconds


def _count_alike(articles: Path, *indexes: Path) -> int:
    """To how many questions the indexes have the same hits, with the same scores and confidence."""
    files = sorted(path for path in articles.rglob("*") if path.is_file())
    chosen = files[:: max(1, len(files) // _QUESTIONS)][:_QUESTIONS]
    questions = [path.read_text("utf-8").rstrip().rsplit(". ", 1)[-1] for path in chosen]
    found = []
    for index in indexes:
        env = {"STATE_DIR": str(PROJECT / "var" / "state"), **os.environ, "INDEX_DIR": str(index)}
        retriever = open_retriever(Settings.from_env(env, PROJECT, Path.cwd()))
        hits = [retriever.search(question, _HITS) for question in questions]
        found.append([[(h.passage, h.score, h.confidence) for h in some] for some in hits])
    return sum(first == second for first, second in zip(*found, strict=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(next(iter(sys.argv[2:]), 2)))
