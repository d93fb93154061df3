"""How long questions take, and the memory of the process that answers them; `growth` runs it as a
process of its own.

    python -m tests.benchmarks.asking INDEX_DIR QUESTIONS.jsonl

prints JSON: milliseconds for the encoder alone and for the whole answer, p50 and p95, asked in
turns, in one thread; and the most memory that the process had, in MiB (on Linux).
"""

import json
import re
import sys
import time
from pathlib import Path

import numpy as np

from bot.answers.answer import QUOTES_TO_SHOW
from bot.answers.pipeline import answer_question
from bot.evaluation.labelled_questions import read_question_file
from embeddings import BuildFolder, Retriever, load_encoder, load_index, use_one_thread

_WARM_UP = 10
_MIN_ROUNDS = 300


def main(index_dir: Path, questions_path: Path) -> None:
    """Asks all questions, again and again until there are enough measurements."""
    encoder = load_encoder("", index_dir.parent / "fingerprints.json")
    use_one_thread()
    retriever = Retriever(load_index(BuildFolder(index_dir), encoder), encoder)
    texts = [question.text for question in read_question_file(questions_path)]
    for text in texts[:_WARM_UP]:
        answer_question(text, retriever, QUOTES_TO_SHOW, 0.5)
    encoding: list[float] = []
    answering: list[float] = []
    while len(encoding) < _MIN_ROUNDS:
        for text in texts:
            begun = time.perf_counter()
            encoder.encode_query(text)
            encoded = time.perf_counter()
            answer_question(text, retriever, QUOTES_TO_SHOW, 0.5)
            answering.append(1000 * (time.perf_counter() - encoded))
            encoding.append(1000 * (encoded - begun))
    figures = {
        "passages": len(retriever.index.passages),
        "encoder_ms": np.percentile(encoding, [50, 95]).tolist(),
        "answer_ms": np.percentile(answering, [50, 95]).tolist(),
        "memory_mib": _read_peak_memory(),
    }
    print(json.dumps(figures))


def _read_peak_memory() -> float:
    # Not by getrusage: its peak is that of the process which started this one, if that is more.
    status = Path("/proc/self/status").read_text()
    match = re.search(r"^VmHWM:\s+(\d+) kB$", status, flags=re.MULTILINE)
    return int(match[1]) / 1024 if match else float("nan")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
