"""Questions on the command line: one, or one after the other from standard input."""

import sys
import time
from collections.abc import Iterable, Iterator

from bot.answers.pipeline import answer_question
from bot.cli.terminal import render_json, render_text
from bot.config.settings import Settings
from embeddings import (
    BuildFolder,
    Retriever,
    load_encoder,
    load_index,
    load_reranker,
    read_live_manifest,
    use_one_thread,
)

_WIDEST_LINE = 100


def open_retriever(settings: Settings) -> Retriever:
    """Encoder, reranker if one is set, and live index, ready for questions.

    :raises EncoderError, PassageIndexError: if one of them cannot be used.
    """
    folder = BuildFolder(settings.index_dir)
    read_live_manifest(folder)  # says at once what is missing, before the encoder takes seconds
    encoder = load_encoder(settings.embedding_model, settings.fingerprints_path)
    reranker = load_reranker(settings.reranker_model)
    use_one_thread()
    return Retriever(load_index(folder, encoder), encoder, reranker)


def answer_questions(
    questions: Iterable[str], settings: Settings, most_quotes: int, width: int | None, json: bool
) -> Iterator[str]:
    """An answer for each question that is not blank, rendered, in order."""
    retriever = open_retriever(settings)
    for question in filter(None, (question.strip() for question in questions)):
        begun = time.perf_counter()
        answer = answer_question(
            question, retriever, most_quotes, 2 * most_quotes, settings.min_confidence
        )
        took_ms = 1000 * (time.perf_counter() - begun)
        yield render_json(answer, took_ms) if json else render_text(answer, width)


def read_questions() -> Iterator[str]:
    """The lines of standard input, as they come; bytes that are no UTF-8 are replaced."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace")


def line_width(columns: int) -> int:
    """Columns that text is wrapped at on a terminal `columns` wide."""
    return max(20, min(columns, _WIDEST_LINE))
