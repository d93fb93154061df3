"""Speed and memory of asking, on the articles as they are and multiplied, and of inline queries.

    [CORPUS_DIR=...] python -m tests.benchmarks.growth [QUESTIONS.jsonl] [PASSAGES]

The figure to look at is the ratio: what a question costs as a multiple of what the encoder alone
takes for it, in the same run. Memory counts files that are mapped, as far as they were read.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from embeddings import BuildFolder, build_index
from tests.benchmarks.indexes import build_temporary_index
from tests.benchmarks.inline import measure_inline
from tests.benchmarks.multiply import SentenceMixer
from tests.support.paths import PROJECT

_QUESTIONS = PROJECT / "tests" / "data" / "shipped_questions.jsonl"
_PASSAGES = 100_000
_INLINE_PASSAGES = 10_000


def main(questions: Path, passages: int) -> None:
    """Prints a table with a line for each index."""
    index, encoder, folder = build_temporary_index()
    print(f"{'passages':>9}  encoder p50/p95 ms  answer p50/p95 ms  ratio p50  memory MiB")
    _measure(folder, questions)
    mixer = SentenceMixer(index, encoder)
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as name:
        many = Path(name) / "many" / "index"
        build_index(mixer.make_corpus(passages), Path(name), mixer, BuildFolder(many))
        _measure(many, questions)
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as name:
        some = Path(name) / "some" / "index"
        build_index(mixer.make_corpus(_INLINE_PASSAGES), Path(name), mixer, BuildFolder(some))
        median = measure_inline(some, questions)
        print(f"inline queries on {_INLINE_PASSAGES:,} passages: median {median:.1f} ms")


def _measure(index_dir: Path, questions: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.asking", str(index_dir), str(questions)]
    done = subprocess.run(command, check=True, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    figures = json.loads(done.stdout)
    encoder, answer = figures["encoder_ms"], figures["answer_ms"]
    print(
        f"{figures['passages']:9,}  {encoder[0]:8.1f} / {encoder[1]:<7.1f}"
        f"  {answer[0]:7.1f} / {answer[1]:<7.1f}"
        f"  {answer[0] / encoder[0]:9.2f}  {figures['memory_mib']:10.0f}",
        flush=True,
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        Path(given[0]).resolve() if given else _QUESTIONS,
        int(given[1]) if len(given) > 1 else _PASSAGES,
    )
