"""Building the index beside the live one, which it takes the place of when it is complete."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus import Article, Corpus, Passage, chunk_corpus, describe_emptiness
from embeddings.encoders.encoder import Encoder
from embeddings.encoders.windows import encode_whole
from embeddings.index.builds import BuildError, BuildFolder
from embeddings.index.changes import Changes, compare_articles, write_changes
from embeddings.index.language_coverage import count_covered_letters, measure_language_coverage
from embeddings.index.lexical import write_lexical
from embeddings.index.likeness import (
    LikenessMeasure,
    find_known_languages,
    main_language,
    write_likeness,
)
from embeddings.index.loading import (
    ARTICLES,
    LANGUAGE_COVERAGE,
    LINES,
    PASSAGES,
    VECTORS,
    load_build,
)
from embeddings.index.manifest import (
    Manifest,
    ManifestError,
    check_file,
    hash_files,
    read_manifest,
    write_manifest,
)
from embeddings.index.passage_context import find_passage_context, write_passage_context
from embeddings.index.passage_index import PassageIndex, PassageIndexError
from embeddings.index.records import write_articles, write_passages
from embeddings.index.token_vectors import TokenWriter, read_tokens
from embeddings.index.vectors import PassageVectors, read_vectors

_BATCH_PASSAGES = 256


def build_index(
    corpus: Corpus,
    corpus_folder: Path,
    encoder: Encoder,
    folder: BuildFolder,
    on_progress: Callable[[int, int], None] | None = None,
    approve: Callable[[PassageIndex], None] | None = None,
    begin: Callable[[], None] | None = None,
) -> Manifest:
    """Builds the index of `corpus` beside the live one in `folder` and switches to it.

    `on_progress` is called with the number of passages encoded and the number of all. `approve`
    is shown the new build before it goes live; if it raises, the live index stays. `begin` is
    called first of all, when nobody else builds any more; it may raise, too.

    :raises PassageIndexError: if no article is left of the corpus; a line for each file that was
        skipped, and one that says it all. The live index stays.
    :raises BuildError: if another build runs or the folder cannot be written.
    """
    begun = time.perf_counter()
    with folder.new_build() as build:
        if begin:
            begin()
        corpus, passages = chunk_corpus(corpus, encoder.count_tokens, encoder.max_tokens)
        if not passages:
            raise PassageIndexError(describe_emptiness(corpus, corpus_folder))
        write_articles(corpus.articles, build / ARTICLES)
        write_changes(_compare_with_live(build, folder), build)
        manifest = _write_build(corpus, passages, corpus_folder, encoder, build, on_progress)
        manifest = replace(manifest, seconds=round(time.perf_counter() - begun, 1))
        write_manifest(manifest, build)
        if approve:
            approve(load_build(build, encoder))
    return manifest


def _compare_with_live(build: Path, folder: BuildFolder) -> Changes:
    """What `build` changes of the live build; of one that cannot be used nothing is known."""
    try:
        live = folder.current()
        if live is None:
            return Changes(compared=False)
        check_file(read_manifest(live), live, ARTICLES)
        return compare_articles(live / ARTICLES, build / ARTICLES)
    except (BuildError, ManifestError, ValueError, KeyError, TypeError):
        return Changes(compared=False)


def _write_build(
    corpus: Corpus,
    passages: list[Passage],
    corpus_folder: Path,
    encoder: Encoder,
    build: Path,
    on_progress: Callable[[int, int], None] | None,
) -> Manifest:
    write_passages(passages, build / PASSAGES)
    articles = {article.id: article for article in corpus.articles}
    write_lexical(((passage, articles[passage.article_id]) for passage in passages), build)
    passage_context, lines = find_passage_context(passages, articles)
    write_passage_context(passage_context, build)
    _write_lines(lines, encoder, build)
    languages = find_known_languages(encoder)
    _write_vectors(passages, articles, encoder, languages, build, on_progress)
    tokens, vectors = read_tokens(build, len(passages)), read_vectors(build / VECTORS)
    measure = LikenessMeasure(passages, articles, tokens, vectors, encoder)
    return Manifest(
        created=datetime.now(UTC).isoformat(),
        seconds=0.0,
        encoder=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        encoder_backend=encoder.backend,
        dimension=encoder.dimension,
        max_tokens=encoder.max_tokens,
        corpus_folder=str(corpus_folder.resolve()),
        corpus_fingerprint=corpus.fingerprint,
        articles=len(corpus.articles),
        passages=len(passages),
        sentences=sum(len(passage.sentences) for passage in passages),
        skipped=[[note.path, note.reason] for note in corpus.skipped],
        warnings=[[note.path, note.reason] for note in corpus.warnings],
        languages=list(languages),
        likeness=write_likeness(measure.measure(languages)),
        files=hash_files(build),
    )


def _write_lines(lines: list[str], encoder: Encoder, build: Path) -> None:
    (build / LINES).mkdir()
    with TokenWriter(build / LINES) as tokens:
        for first in range(0, len(lines), _BATCH_PASSAGES):
            for encoded in encoder.encode_passages(lines[first : first + _BATCH_PASSAGES]):
                tokens.add([0], encoded)
        tokens.finish()


def _write_vectors(
    passages: list[Passage],
    articles: Mapping[str, Article],
    encoder: Encoder,
    languages: Sequence[str],
    build: Path,
    on_progress: Callable[[int, int], None] | None,
) -> None:
    """Encodes `passages` batch by batch, so that their tokens never all lie in memory."""
    vectors = PassageVectors(encoder.dimension)
    letters = []
    with TokenWriter(build) as tokens:
        for first in range(0, len(passages), _BATCH_PASSAGES):
            batch = passages[first : first + _BATCH_PASSAGES]
            encoded = encode_whole(encoder, batch)
            vectors.add(np.stack([text.vector for text in encoded]))
            for passage, text in zip(batch, encoded, strict=True):
                tokens.add([start for start, _ in passage.sentences], text)
                letters.append(count_covered_letters(passage.text, text))
            if on_progress:
                on_progress(first + len(batch), len(passages))
        tokens.finish()
    coverage = measure_language_coverage(passages, letters)
    known = [main_language(articles[passage.article_id]) in languages[1:] for passage in passages]
    np.save(build / LANGUAGE_COVERAGE, np.where(known, np.float32(1), coverage))
    vectors.write(build / VECTORS)
