"""Footnote's own script, in its own environment: questions alone, as `footnote index` builds.

    INDEX_DIR=... python -m tests.benchmarks.peers.scripts.with_footnote

Beside what `speaking` says, an answer has "quotes": the first quote if the question is answered, as
passages are.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from bot.answers.answer import Answer, Quote
from bot.answers.pipeline import answer_question
from bot.config.settings import Settings
from bot.indexing.opening import open_retriever
from tests.benchmarks.peers.scripts.speaking import MAX_PASSAGES, reserve_output, write_line


def main() -> None:
    """Answers questions until there are no more."""
    answers = reserve_output()
    settings = Settings.from_env(os.environ, Path.cwd(), Path.cwd())
    retriever = open_retriever(settings)
    for line in sys.stdin:
        question = json.loads(line)["question"]
        begun, used = time.perf_counter(), time.process_time()
        answer = answer_question(question, retriever, MAX_PASSAGES, settings.min_confidence)
        used, took = time.process_time() - used, time.perf_counter() - begun
        write_line(answers, _make_record(answer, took, used))


def _make_record(answer: Answer, took: float, used: float) -> dict[str, Any]:
    quotes = [_list_quotes(quote) for quote in answer.quotes[:1] if answer.answered]
    return {
        "passages": [_list_passages(quote) for quote in answer.quotes],
        "quotes": quotes,
        "wall_ms": 1000 * took,
        "processor_ms": 1000 * used,
    }


def _list_quotes(quote: Quote) -> list[dict[str, str]]:
    return [{"article": one.article.id, "text": one.text} for one in quote.places]


def _list_passages(quote: Quote) -> list[dict[str, str]]:
    passages = [one.passage for one in quote.places]
    return [{"article": passage.article_id, "text": passage.text} for passage in passages]


if __name__ == "__main__":
    main()
