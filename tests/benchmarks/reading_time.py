"""How reading and cutting grows with the size of a file, for hostile texts and honest ones.

    python -m tests.benchmarks.reading_time [--to BYTES] [NAME …]

For each text whose name holds one of the words: seconds of processor time at 64 kB, and how many
times as long twice the size takes, up to 8 MB unless `--to` says less; a text stops where it takes
more than a minute. 2.0 is linear; a line that ends in "!" has a ratio over 2.6 or takes more than a
second for 100 kB.
"""

import argparse
import sys
import time
from itertools import pairwise

from corpus import ArticleError, chunk_article, read_article
from corpus.passages.token_estimate import MAX_TOKENS, estimate_tokens
from tests.support.hostile import HOSTILE, name_files

_FROM, _TO = 1 << 16, 1 << 23
_PATIENCE_SECONDS = 60.0
_MOST = 2.6

HONEST = {
    "honest: prose": "The ferry leaves the harbour at nine, and comes back before the tide turns. ",
    "honest: wrapped": "The ferry leaves the harbour at nine, and comes back before\nthe tide. ",
    "honest: list": "- The ferry leaves the harbour at nine.\n- It comes back at noon.\n",
    "honest: manual": "## Leaving\n\nRun this:\n\n```\nferry --leave\n```\n\nIt is **soon**.\n\n",
    "honest: table": "| ferry | leaves | comes back |\n|---|---|---|\n| Gull | 9:00 | noon |\n\n",
    "honest: interview": "Ann: When does it leave?\n\nBen: At nine, as I said.\n\n",
}


def read_text(data: bytes, name: str) -> float:
    """Seconds of processor time for an article and its passages, or for the refusal."""
    begun = time.process_time()
    try:
        article, _ = read_article(data, name)
        chunk_article(article, estimate_tokens, MAX_TOKENS)
    except ArticleError:
        pass
    return time.process_time() - begun


def make_data(name: str, size: int) -> bytes:
    """About `size` bytes of the text `name`."""
    if name in HONEST:
        return (HONEST[name] * (size // len(HONEST[name]))).encode()
    made = HOSTILE[name](size)
    return made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")


def main(words: list[str], to: int) -> None:
    """Prints a line for each text and ending."""
    read_text(make_data("honest: manual", 5000), "a.md")  # what is loaded once is loaded
    for text in (*HONEST, *HOSTILE):
        if words and not any(word in text for word in words):
            continue
        for name in name_files(text):
            seconds: list[float] = []
            size = _FROM
            while size <= to and sum(seconds) < _PATIENCE_SECONDS:
                seconds.append(read_text(make_data(text, size), name))
                size *= 2
            ratios = [after / max(before, 0.01) for before, after in pairwise(seconds)]
            is_bad = seconds[0] > _FROM / 100_000 or any(ratio > _MOST for ratio in ratios)
            shown = " ".join(f"{ratio:.1f}" for ratio in ratios)
            print(f"{text:40} {name:6} {seconds[0]:6.2f} s {shown} {'!' * is_bad}")
            sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("words", nargs="*")
    parser.add_argument("--to", type=int, default=_TO)
    options = parser.parse_args()
    main(options.words, options.to)
