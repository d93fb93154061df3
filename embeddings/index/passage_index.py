"""`PassageIndex`: passages with their vectors. The only file that imports faiss."""

import itertools
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus import Article, Corpus, Passage, chunk_corpus, clean_line
from embeddings.encoders.encoder import Encoder, Vectors
from embeddings.index.builds import BuildError, BuildFolder
from embeddings.index.changes import (
    CHANGES_NAME,
    Changes,
    compare_articles,
    read_changes,
    write_changes,
)
from embeddings.index.language_coverage import count_familiar_letters, measure_familiarity
from embeddings.index.lexical import LexicalIndex, is_closed_lexical, write_lexical
from embeddings.index.manifest import (
    Manifest,
    ManifestError,
    check_file,
    check_files,
    hash_files,
    read_manifest,
    write_manifest,
)
from embeddings.index.passage_context import (
    Surroundings,
    find_surroundings,
    read_surroundings,
    write_surroundings,
)
from embeddings.index.records import read_articles, read_passages, write_articles, write_passages
from embeddings.index.token_vectors import PassageTokens, TokenWriter, read_tokens

_ARTICLES = "articles.jsonl"
_PASSAGES = "passages.jsonl"
_VECTORS = "passages.faiss"
_FAMILIARITY = "familiarity.npy"
_LINES = "lines"
_BATCH_PASSAGES = 256

_T = TypeVar("_T")


class PassageIndexError(Exception):
    """The index cannot be built or used; the text ends with what to do."""


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Articles by id, their passages, and the passages' vectors.

    Row `i` of `vectors` (unit vectors, so that inner products are cosines) is passage `i`, whose
    sentences are those from `sentence_starts[i]` up to `sentence_starts[i + 1]` in `tokens`.
    """

    build_name: str
    """Differs from one build to the next."""
    articles: dict[str, Article]
    passages: list[Passage]
    vectors: faiss.IndexFlatIP
    tokens: PassageTokens
    sentence_starts: NDArray[np.int64]
    lines: PassageTokens
    """The lines above passages, as `surroundings` numbers them."""
    surroundings: Surroundings
    lexical: LexicalIndex
    familiarity: Vectors
    """How well the encoder knows the language of each passage, from 0 to 1, shape `[passages]`."""
    manifest: Manifest
    rows_by_id: dict[str, int]
    article_rows: dict[str, range]
    """The rows of the passages of each article: they lie in the order of articles and their
    text."""
    changes: Changes | None
    """What the build changed of the one before it; None if it was made before that was kept."""

    def nearest(self, query: Vectors, k: int, among: NDArray[np.int64] | None = None) -> list[int]:
        """Rows of the `k` passages nearest to `query` (shape `[dimension]`), nearest first; only
        of the rows `among` if they are given."""
        # FAISS answers a wrong dimension with an empty AssertionError, and pads with row -1.
        if query.shape != (self.vectors.d,):
            raise ValueError(f"query has shape {query.shape}, the index takes [{self.vectors.d}]")
        chosen = None
        if among is not None:
            chosen = faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))  # type: ignore[call-arg]
        count = min(k, self.vectors.ntotal)
        _, rows = self.vectors.search(query[np.newaxis], count, params=chosen)
        return [row for row in rows[0].tolist() if row >= 0]

    def find_row(self, passage_id: str) -> int | None:
        """The row of the passage with this id; None if there is none."""
        return self.rows_by_id.get(passage_id)

    def find_article_rows(self, row: int) -> tuple[int, int]:
        """The rows of all passages of the article of passage `row`: the first, and behind the
        last."""
        rows = self.article_rows[self.passages[row].article_id]
        return rows.start, rows.stop


def build_index(
    corpus: Corpus,
    corpus_folder: Path,
    encoder: Encoder,
    folder: BuildFolder,
    on_progress: Callable[[int, int], None] | None = None,
    approve: Callable[[PassageIndex], None] | None = None,
) -> Manifest:
    """Builds the index of `corpus` beside the live one in `folder` and switches to it.

    `on_progress` is called with the number of passages encoded and the number of all. `approve`
    is shown the new build before it goes live; if it raises, the live index stays.

    :raises PassageIndexError: if no article is left of the corpus; a line for each file that was
        skipped, and one that says it all. The live index stays.
    :raises BuildError: if another build runs or the folder cannot be written.
    """
    begun = time.perf_counter()
    with folder.new_build() as build:
        corpus, passages = chunk_corpus(corpus, encoder.count_tokens, encoder.max_tokens)
        if not passages:
            raise PassageIndexError(_describe_emptiness(corpus, corpus_folder))
        write_articles(corpus.articles, build / _ARTICLES)
        write_changes(_compare_with_live(build, folder), build)
        manifest = _write_build(corpus, passages, corpus_folder, encoder, build, on_progress)
        manifest = replace(manifest, seconds=round(time.perf_counter() - begun, 1))
        write_manifest(manifest, build)
        if approve:
            approve(_load_build(build, encoder))
    return manifest


def load_index(folder: BuildFolder, encoder: Encoder) -> PassageIndex:
    """The live index in `folder`, checked from end to end.

    :raises PassageIndexError: if there is none, it is damaged, or `encoder` did not build it.
    """
    return _read_live(folder, lambda build: _load_build(build, encoder))


def read_live_manifest(folder: BuildFolder) -> Manifest:
    """The live build's manifest, without a look at the rest of it.

    :raises PassageIndexError: if there is no build or its manifest cannot be used.
    """
    return _read_live(folder, read_manifest)


def read_live_changes(folder: BuildFolder) -> Changes | None:
    """What the live build changed of the one before it; None if it does not say so.

    :raises PassageIndexError: as `read_live_manifest`.
    """
    return _read_live(folder, _read_changes)


def _read_live(folder: BuildFolder, read: Callable[[Path], _T]) -> _T:
    """What `read` makes of the live build; read again if another one went live meanwhile, as
    that removes the one that was being read."""
    build = _find_build(folder)
    while True:
        try:
            return read(build)
        except ManifestError as exc:
            newer = _find_build(folder)
            if newer == build:
                raise PassageIndexError(
                    f"the index in {folder.path} is unusable: {exc}: run footnote index"
                ) from exc
            build = newer


def _compare_with_live(build: Path, folder: BuildFolder) -> Changes:
    """What `build` changes of the live build; of one that cannot be used nothing is known."""
    try:
        live = folder.current()
        if live is None:
            return Changes(compared=False)
        check_file(read_manifest(live), live, _ARTICLES)
        return compare_articles(live / _ARTICLES, build / _ARTICLES)
    except (BuildError, ManifestError, ValueError, KeyError, TypeError):
        return Changes(compared=False)


def _find_build(folder: BuildFolder) -> Path:
    try:
        build = folder.current()
    except BuildError as exc:
        raise PassageIndexError(str(exc)) from exc
    if build is None:
        raise PassageIndexError(f"there is no index in {folder.path}: run footnote index")
    return build


def _describe_emptiness(corpus: Corpus, corpus_folder: Path) -> str:
    lines = [f"{clean_line(note.path)}: {clean_line(note.reason)}" for note in corpus.skipped]
    count = f", {len(lines)} skipped" if lines else ""
    lines.append(f"no article in {corpus_folder}{count}: put .md or .txt files there")
    return "\n".join(lines)


def _write_build(
    corpus: Corpus,
    passages: list[Passage],
    corpus_folder: Path,
    encoder: Encoder,
    build: Path,
    on_progress: Callable[[int, int], None] | None,
) -> Manifest:
    write_passages(passages, build / _PASSAGES)
    languages = {article.id: article.language for article in corpus.articles}
    write_lexical(((passage, languages[passage.article_id]) for passage in passages), build)
    surroundings, lines = find_surroundings(passages, {a.id: a for a in corpus.articles})
    write_surroundings(surroundings, build)
    _write_lines(lines, encoder, build)
    _write_vectors(passages, encoder, build, on_progress)
    return Manifest(
        created=datetime.now(UTC).isoformat(),
        seconds=0.0,
        encoder=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        max_tokens=encoder.max_tokens,
        corpus_folder=str(corpus_folder.resolve()),
        corpus_fingerprint=corpus.fingerprint,
        articles=len(corpus.articles),
        passages=len(passages),
        sentences=sum(len(passage.sentences) for passage in passages),
        skipped=[[note.path, note.reason] for note in corpus.skipped],
        warnings=[[note.path, note.reason] for note in corpus.warnings],
        files=hash_files(build),
    )


def _write_vectors(
    passages: list[Passage],
    encoder: Encoder,
    build: Path,
    on_progress: Callable[[int, int], None] | None,
) -> None:
    """Encodes `passages` batch by batch, so that their tokens never all lie in memory."""
    vectors = faiss.IndexFlatIP(encoder.dimension)
    letters = []
    with TokenWriter(build) as tokens:
        for first in range(0, len(passages), _BATCH_PASSAGES):
            batch = passages[first : first + _BATCH_PASSAGES]
            encoded = encoder.encode_passages([passage.text for passage in batch])
            vectors.add(np.stack([text.vector for text in encoded]))
            for passage, text in zip(batch, encoded, strict=True):
                tokens.add([start for start, _ in passage.sentences], text)
                letters.append(count_familiar_letters(passage.text, text))
            if on_progress:
                on_progress(first + len(batch), len(passages))
        tokens.finish()
    np.save(build / _FAMILIARITY, measure_familiarity(passages, letters))
    # Not by faiss.write_index: if the disk is full only when it closes the file, it says nothing.
    (build / _VECTORS).write_bytes(faiss.serialize_index(vectors).data)


def _write_lines(lines: list[str], encoder: Encoder, build: Path) -> None:
    (build / _LINES).mkdir()
    with TokenWriter(build / _LINES) as tokens:
        for first in range(0, len(lines), _BATCH_PASSAGES):
            for encoded in encoder.encode_passages(lines[first : first + _BATCH_PASSAGES]):
                tokens.add([0], encoded)
        tokens.finish()


def _load_build(build: Path, encoder: Encoder) -> PassageIndex:
    manifest = read_manifest(build)
    _check_encoder(manifest, encoder)
    check_files(manifest, build)
    try:
        articles = {article.id: article for article in read_articles(build / _ARTICLES)}
        passages = read_passages(build / _PASSAGES, articles)
        tokens = read_tokens(build, len(passages))
        surroundings = read_surroundings(build)
        lines = read_tokens(build / _LINES, int(surroundings.lines.max(initial=-1)) + 1)
        familiarity = np.load(build / _FAMILIARITY, allow_pickle=False)
        changes = _read_changes(build)
        lexical = LexicalIndex(build, (a.language for a in articles.values() if a.language))
        vectors = faiss.deserialize_index(np.fromfile(build / _VECTORS, dtype=np.uint8))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as exc:
        if is_closed_lexical(build):
            raise ManifestError("its files may not be read and written by this user") from exc
        raise ManifestError("its files are damaged") from exc
    if not isinstance(vectors, faiss.IndexFlatIP):
        raise ManifestError(f"{_VECTORS} is no flat index of inner products")
    index = PassageIndex(
        build_name=build.name,
        articles=articles,
        passages=passages,
        vectors=vectors,
        tokens=tokens,
        lines=lines,
        surroundings=surroundings,
        lexical=lexical,
        familiarity=familiarity,
        sentence_starts=np.cumsum([0, *(len(p.sentences) for p in passages)]),
        manifest=manifest,
        rows_by_id={passage.id: row for row, passage in enumerate(passages)},
        article_rows=_find_article_rows(articles, passages),
        changes=changes,
    )
    _check_counts(index)
    return index


def _find_article_rows(articles: Iterable[str], passages: Sequence[Passage]) -> dict[str, range]:
    rows = dict.fromkeys(articles, range(0))
    numbered = itertools.groupby(range(len(passages)), lambda row: passages[row].article_id)
    for article_id, group in numbered:
        first, *others = group
        rows[article_id] = range(first, first + 1 + len(others))
    return rows


def _read_changes(build: Path) -> Changes | None:
    manifest = read_manifest(build)
    if CHANGES_NAME not in manifest.files:
        return None
    check_file(manifest, build, CHANGES_NAME)
    try:
        return read_changes(build)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ManifestError(f"{CHANGES_NAME} is damaged") from exc


def _check_encoder(manifest: Manifest, encoder: Encoder) -> None:
    if manifest.encoder != encoder.name:
        raise ManifestError(
            f"it was built with the encoder {manifest.encoder}, EMBEDDING_MODEL is {encoder.name}"
        )
    built_with = (manifest.encoder_fingerprint, manifest.dimension)
    if built_with != (encoder.fingerprint, encoder.dimension):
        raise ManifestError(f"the files of the encoder {encoder.name} have changed since")


def _check_counts(index: PassageIndex) -> None:
    manifest = index.manifest
    found = (
        len(index.articles),
        len(index.passages),
        len({passage.id for passage in index.passages}),
        index.vectors.ntotal,
        int(index.sentence_starts[-1]),
        len(index.tokens.sentence_rows) - 1,
        len(index.surroundings.asks),
        index.lexical.passage_count,
        len(index.surroundings.preceding),
        len(index.familiarity),
        index.vectors.d,
    )
    expected = (
        manifest.articles,
        *(manifest.passages,) * 3,
        *(manifest.sentences,) * 3,
        *(manifest.passages,) * 3,
        manifest.dimension,
    )
    if found != expected:
        raise ManifestError("its files do not belong together")
