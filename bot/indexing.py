"""Building the index for its owner: progress while it runs, a report at its end."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from tqdm import tqdm

from bot.gate import Verdict, format_verdict, judge_build, read_must_answer, refuse_worse
from bot.settings import Settings
from corpus import clean_line, fingerprint_corpus, read_corpus
from embeddings import (
    BuildFolder,
    Manifest,
    PassageIndex,
    PassageIndexError,
    Retriever,
    build_index,
    canonical_name,
    fingerprint_encoder,
    load_encoder,
    load_index,
    load_reranker,
    read_live_manifest,
)

_SECONDS_BETWEEN_LINES = 5.0


def is_stale(settings: Settings) -> bool:
    """Whether the index is missing, unusable, or made from other articles or by another encoder."""
    try:
        manifest = read_live_manifest(BuildFolder(settings.index_dir))
    except PassageIndexError:
        return True
    built_from = (manifest.encoder, manifest.encoder_fingerprint, manifest.corpus_fingerprint)
    model = settings.embedding_model
    return built_from != (
        canonical_name(model),
        fingerprint_encoder(model, settings.fingerprints_path),
        fingerprint_corpus(settings.corpus_dir),
    )


def rebuild_index(
    settings: Settings, progress: TextIO, force: bool = False
) -> tuple[Manifest, Verdict | None]:
    """Reads the corpus, builds its index and switches to it; `progress` is told how far it is.

    The verdict is on the questions that the index must answer, None if there are none.

    :raises QuestionsError, GateError: if these questions cannot be read, or the build misses
        what the live index answers and `force` is not set; the live index stays.
    """
    corpus = read_corpus(settings.corpus_dir)
    questions = read_must_answer(settings.corpus_dir)
    encoder = load_encoder(settings.embedding_model, settings.fingerprints_path)
    reranker = load_reranker(settings.reranker_model if questions else "")
    folder = BuildFolder(settings.index_dir)
    verdict: Verdict | None = None

    def approve(index: PassageIndex) -> None:
        nonlocal verdict
        new = Retriever(index, encoder, reranker)
        confidence = settings.min_confidence
        verdict = judge_build(questions, new, lambda: _open_live(folder, new), confidence)
        if not force:
            refuse_worse(verdict)

    with _show_progress(progress) as on_progress:
        manifest = build_index(
            corpus,
            settings.corpus_dir,
            encoder,
            folder,
            on_progress,
            approve if questions else None,
        )
    return manifest, verdict


def format_result(manifest: Manifest, verdict: Verdict | None) -> str:
    """What a build did and, if it was asked any, which questions it answers, in lines."""
    report = format_report(manifest)
    return f"{report}\n{format_verdict(verdict)}" if verdict else report


def format_report(manifest: Manifest) -> str:
    """What a build did, in lines: counts, seconds, files skipped and why."""
    lines = [
        f"Indexed {_count(manifest.articles, 'article')}, {_count(manifest.passages, 'passage')} "
        f"in {manifest.seconds:g} s."
    ]
    for heading, notes in (("Skipped", manifest.skipped), ("Left out", manifest.warnings)):
        if notes:
            lines.append(f"{heading}:")
            lines += [f"  {clean_line(path)}: {clean_line(reason)}" for path, reason in notes]
    return "\n".join(lines)


def _open_live(folder: BuildFolder, new: Retriever) -> Retriever | None:
    """A retriever as `new`, of the live index."""
    try:
        return new.change_index(load_index(folder, new.encoder))
    except PassageIndexError:
        return None  # what cannot be used, perhaps because the encoder changed, answers nothing


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@contextmanager
def _show_progress(stream: TextIO) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, else a line now and then."""
    if stream.isatty():
        with tqdm(unit=" passages", file=stream, leave=False) as bar:
            yield lambda done, total: _move_bar(bar, done, total)
        return
    last = time.monotonic()

    def print_line(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            print(f"encoded {done} of {total} passages", file=stream, flush=True)

    yield print_line


def _move_bar(bar: "tqdm[Any]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
