"""Loading a build of the index: checked from end to end, and opened."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from corpus import Article, Passage
from embeddings.encoders.encoder import Encoder
from embeddings.index.articles import (
    count_fields,
    list_folders,
    select_fields,
    sort_by_title,
    tell_apart,
)
from embeddings.index.builds import BuildError, BuildFolder
from embeddings.index.changes import CHANGES_NAME, Changes, hash_texts, read_changes
from embeddings.index.labels import LabelIndex
from embeddings.index.lexical import LexicalIndex, is_closed_lexical
from embeddings.index.manifest import (
    Manifest,
    ManifestError,
    check_file,
    check_files,
    read_manifest,
)
from embeddings.index.passage_context import read_passage_context
from embeddings.index.passage_index import PassageIndex, PassageIndexError
from embeddings.index.records import read_articles, read_passages
from embeddings.index.token_vectors import read_tokens
from embeddings.index.vectors import read_vectors

ARTICLES = "articles.jsonl"
PASSAGES = "passages.jsonl"
VECTORS = "passages.faiss"
LANGUAGE_COVERAGE = "language_coverage.npy"
LINES = "lines"

_T = TypeVar("_T")


def load_index(
    folder: BuildFolder, encoder: Encoder | None, show_fields: Sequence[str] = ()
) -> PassageIndex:
    """The live index in `folder`, checked from end to end. Of the further fields of its articles
    those that `show_fields` lists are in it, in that order. Without an `encoder` it will do to look
    words up, whatever it was built with.

    :raises PassageIndexError: if there is none, it is damaged, or `encoder` did not build it.
    """
    return _read_live(folder, lambda build: load_build(build, encoder, show_fields))


def read_live_manifest(folder: BuildFolder) -> Manifest:
    """The live build's manifest, without a look at the rest of it.

    :raises PassageIndexError: if there is no build or its manifest cannot be used.
    """
    return _read_live(folder, read_manifest)


def read_live_changes(folder: BuildFolder) -> Changes:
    """What the live build changed of the one before it.

    :raises PassageIndexError: as `read_live_manifest`.
    """
    return _read_live(folder, _read_changes)


def hash_live_texts(folder: BuildFolder) -> dict[str, bytes]:
    """`hash_text` of each article of the live build, by id.

    :raises PassageIndexError: as `read_live_manifest`.
    """
    return _read_live(folder, _hash_texts)


def count_live_fields(folder: BuildFolder, names: Sequence[str]) -> dict[str, int]:
    """How many articles of the live build have each of the further fields `names`.

    :raises PassageIndexError: as `read_live_manifest`.
    """
    return _read_live(folder, lambda build: count_fields(_read_all_articles(build), names))


def load_build(
    build: Path, encoder: Encoder | None, show_fields: Sequence[str] = ()
) -> PassageIndex:
    """The index in the folder `build`, live or not, as `load_index`.

    :raises ManifestError: if it is damaged, or `encoder` did not build it.
    """
    manifest = read_manifest(build)
    if encoder is not None:
        _check_encoder(manifest, encoder)
    check_files(manifest, build)
    changes = _read_changes(build)
    try:
        index = _read_index(build, manifest, changes, show_fields)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as exc:
        if is_closed_lexical(build):
            raise ManifestError("its files may not be read and written by this user") from exc
        raise ManifestError("its files are damaged") from exc
    _check_counts(index)
    return index


def _read_index(
    build: Path, manifest: Manifest, changes: Changes, show_fields: Sequence[str]
) -> PassageIndex:
    shown = tell_apart(select_fields(read_articles(build / ARTICLES), show_fields))
    articles = {article.id: article for article in shown}
    passages = read_passages(build / PASSAGES, articles)
    passage_context = read_passage_context(build)
    line_count = int(passage_context.lines.max(initial=-1)) + 1
    return PassageIndex(
        build_name=build.name,
        articles=articles,
        passages=passages,
        vectors=read_vectors(build / VECTORS),
        tokens=read_tokens(build, len(passages)),
        lines=read_tokens(build / LINES, line_count),
        passage_context=passage_context,
        lexical=LexicalIndex(build, (a.language for a in articles.values() if a.language)),
        language_coverage=np.load(build / LANGUAGE_COVERAGE, allow_pickle=False),
        sentence_starts=np.cumsum([0, *(len(p.sentences) for p in passages)]),
        manifest=manifest,
        rows_by_id={passage.id: row for row, passage in enumerate(passages)},
        article_rows=_find_article_rows(articles, passages),
        articles_by_title=sort_by_title(articles.values()),
        labels=LabelIndex(passages),
        folders=list_folders(articles.values()),
        changes=changes,
    )


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


def _find_build(folder: BuildFolder) -> Path:
    try:
        build = folder.current()
    except BuildError as exc:
        raise PassageIndexError(str(exc)) from exc
    if build is None:
        raise PassageIndexError(f"there is no index in {folder.path}: run footnote index")
    return build


def _read_changes(build: Path) -> Changes:
    check_file(read_manifest(build), build, CHANGES_NAME)
    try:
        return read_changes(build)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ManifestError(f"{CHANGES_NAME} is damaged") from exc


def _hash_texts(build: Path) -> dict[str, bytes]:
    check_file(read_manifest(build), build, ARTICLES)
    try:
        return hash_texts(build / ARTICLES)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ManifestError(f"{ARTICLES} is damaged") from exc


def _read_all_articles(build: Path) -> list[Article]:
    check_file(read_manifest(build), build, ARTICLES)
    try:
        return read_articles(build / ARTICLES)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ManifestError(f"{ARTICLES} is damaged") from exc


def _check_encoder(manifest: Manifest, encoder: Encoder) -> None:
    if manifest.encoder != encoder.name:
        raise ManifestError(
            f"it was built with the encoder {manifest.encoder}, EMBEDDING_MODEL is {encoder.name}"
        )
    built_with = (manifest.encoder_fingerprint, manifest.dimension)
    if built_with != (encoder.fingerprint, encoder.dimension):
        raise ManifestError(f"the files of the encoder {encoder.name} have changed since")


def _find_article_rows(articles: Iterable[str], passages: Sequence[Passage]) -> dict[str, range]:
    rows = dict.fromkeys(articles, range(0))
    numbered = itertools.groupby(range(len(passages)), lambda row: passages[row].article_id)
    for article_id, group in numbered:
        first, *others = group
        rows[article_id] = range(first, first + 1 + len(others))
    return rows


def _check_counts(index: PassageIndex) -> None:
    manifest = index.manifest
    found = (
        len(index.articles),
        len(index.passages),
        len({passage.id for passage in index.passages}),
        len(index.vectors),
        int(index.sentence_starts[-1]),
        len(index.tokens.sentence_rows) - 1,
        len(index.passage_context.asks),
        len(index.passage_context.begins),
        index.lexical.passage_count,
        len(index.passage_context.preceding),
        len(index.passage_context.places),
        len(index.language_coverage),
        index.vectors.dimension,
    )
    expected = (
        manifest.articles,
        *(manifest.passages,) * 3,
        *(manifest.sentences,) * 4,
        *(manifest.passages,) * 4,
        manifest.dimension,
    )
    if found != expected:
        raise ManifestError("its files do not belong together")
