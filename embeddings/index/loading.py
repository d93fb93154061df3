"""Loading a build of the index: checked, and opened."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from corpus.sources.post_names import read_file_name
from embeddings.encoders.encoder import Encoder
from embeddings.index.articles import (
    count_fields,
    list_folders,
    read_titles,
)
from embeddings.index.builds import BuildError, BuildFolder
from embeddings.index.changes import CHANGES_NAME, Changes, read_changes
from embeddings.index.checks import check_opened, check_rest
from embeddings.index.manifest import (
    Manifest,
    ManifestError,
    check_file,
    check_files,
    read_manifest,
)
from embeddings.index.parts import ON_DISK, Opener
from embeddings.index.passage_index import PassageIndex, PassageIndexError
from embeddings.index.segments.assembly import Assembly, Selection
from embeddings.index.segments.files import SEGMENTS
from embeddings.index.segments.segment import VECTORS, Segment, Source
from embeddings.index.segments.stored import HeadList, StoredArticles
from embeddings.index.segments.word_search import is_closed
from embeddings.index.words.lexical import LexicalIndex

_T = TypeVar("_T")


def load_index(
    folder: BuildFolder,
    encoder: Encoder | None,
    show_fields: Sequence[str] = (),
    before: PassageIndex | None = None,
) -> PassageIndex:
    """The live index in `folder`. Of the further fields of its articles those that `show_fields`
    lists are in it, in that order. Without an `encoder` it will do to look words up, whatever it
    was built with. What it has in common with the index `before` is shared.

    All that is read is compared with its checksum; the tokens, which are read when they are needed,
    are left to `check_live_tokens`.

    :raises PassageIndexError: if there is none, it is damaged, or `encoder` did not build it.
    """
    return _read_live(
        folder, lambda build: load_build(build, encoder, show_fields, before, folder.opener)
    )


def load_checked_index(folder: BuildFolder, show_fields: Sequence[str] = ()) -> PassageIndex:
    """As `load_index`, without an encoder, for who takes all of it along: the passages' vectors
    are compared with their checksums, too. Another build may go live meanwhile.

    :raises PassageIndexError: if there is none or it is damaged.
    """

    def load(build: Path) -> PassageIndex:
        manifest = read_manifest(build)
        check_files(manifest, build, (name for name in manifest.files if name.endswith(VECTORS)))
        return load_build(build, None, show_fields, opener=folder.opener)

    return _read_live(folder, load)


def check_live_tokens(folder: BuildFolder) -> None:
    """Compares the files of the live build that `load_index` does not read, nearly all of its
    bytes, with their checksums.

    :raises PassageIndexError: if there is no build or it is damaged.
    """
    _read_live(
        folder,
        lambda build: check_rest(read_manifest(build), build),
        mend="footnote index --full",
    )


def roll_back(folder: BuildFolder, encoder: str, encoder_fingerprint: str) -> Manifest:
    """Makes the build before the live one the live one again, if it can be used with this encoder;
    gives its manifest.

    :raises PassageIndexError: if it is damaged, or another encoder built it.
    :raises BuildError: if there is none, somebody builds, or the folder cannot be written.
    """

    def check(before: Path) -> None:
        manifest = read_manifest(before)
        _check_encoder(manifest, encoder, encoder_fingerprint)
        load_build(before, None, opener=folder.opener)
        check_rest(manifest, before)

    try:
        folder.go_back(check)
    except ManifestError as exc:
        raise PassageIndexError(
            f"the index before the live one in {folder.path} is unusable: {exc}; the live one stays"
        ) from exc
    return read_live_manifest(folder)


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


def read_live_sources(folder: BuildFolder) -> tuple[Source, ...]:
    """What is known of the articles of the live build without reading them.

    :raises PassageIndexError: as `read_live_manifest`.
    """
    return _read_live(folder, lambda build: read_sources(build, folder.opener))


def read_sources(build: Path, opener: Opener = ON_DISK) -> tuple[Source, ...]:
    """As `read_live_sources`, of any build.

    :raises ManifestError: if it is damaged.
    """
    return Assembly(_open_segments(build, read_manifest(build), opener)).sources


def count_live_fields(folder: BuildFolder, names: Sequence[str]) -> dict[str, int]:
    """How many articles of the live build have each of the further fields `names`.

    :raises PassageIndexError: as `read_live_manifest`.
    """
    return _read_live(folder, lambda build: _count_fields(build, names, folder.opener))


def load_build(
    build: Path,
    encoder: Encoder | None,
    show_fields: Sequence[str] = (),
    before: PassageIndex | None = None,
    opener: Opener = ON_DISK,
) -> PassageIndex:
    """The index in the folder `build`, live or not, as `load_index`, opened by `opener`.

    :raises ManifestError: if it is damaged, or `encoder` did not build it.
    """
    manifest = read_manifest(build)
    if encoder is not None:
        _check_encoder(manifest, encoder.name, encoder.fingerprint, encoder.dimension)
    known = {segment.name: segment for segment in before.segments} if before else {}
    check_opened(manifest, build, known)
    changes = _read_changes(build)
    try:
        index = _read_index(build, manifest, changes, show_fields, known, opener)
    except (OSError, ValueError, KeyError, TypeError, IndexError, RuntimeError) as exc:
        if is_closed(build):
            raise ManifestError("its files may not be read and written by this user") from exc
        raise ManifestError("its files are damaged") from exc
    _check_counts(index)
    return index


def _read_index(
    build: Path,
    manifest: Manifest,
    changes: Changes,
    show_fields: Sequence[str],
    known: Mapping[str, Segment],
    opener: Opener,
) -> PassageIndex:
    selections = [
        _select(build, name, left_out, known, opener)
        for name, left_out in manifest.left_out.items()
    ]
    assembly = Assembly(selections)
    parts = opener.open_parts(build, assembly, manifest.dimension)
    titles = read_titles(build)
    heads = assembly.find_heads(titles.places, show_fields)
    return PassageIndex(
        build_name=build.name,
        segments=tuple(each.segment for each in selections),
        heads=heads,
        articles=StoredArticles(heads),
        passages=parts.passages,
        vectors=parts.vectors,
        tokens=parts.tokens,
        lines=assembly.join_lines(),
        passage_context=assembly.join_context(),
        lexical=LexicalIndex(parts.postings, assembly.languages),
        language_coverage=assembly.measure_coverage(manifest.languages[1:]),
        sentence_starts=assembly.sentence_starts,
        manifest=manifest,
        rows_by_id=assembly.find_rows(),
        article_rows=_find_article_rows(assembly),
        heads_by_title=HeadList(heads, titles.in_order),
        labels=assembly.join_labels(),
        folders=list_folders(assembly.ids),
        posts=tuple(sorted(filter(read_file_name, assembly.ids))),
        changes=changes,
        check_whole=parts.check_whole,
    )


def _select(
    build: Path,
    name: str,
    left_out: Sequence[int],
    known: Mapping[str, Segment],
    opener: Opener,
) -> Selection:
    path = build / SEGMENTS / name
    segment = known[name].move(path) if name in known else opener.open_segment(path)
    return Selection.without(segment, left_out)


def _read_live(folder: BuildFolder, read: Callable[[Path], _T], mend: str = "footnote index") -> _T:
    """What `read` makes of the live build, which the command `mend` mends if it is damaged; read
    again if another one went live meanwhile, as that may remove the one that was being read."""
    build = _find_build(folder)
    while True:
        try:
            return read(build)
        except ManifestError as exc:
            newer = _find_build(folder)
            if newer == build:
                raise PassageIndexError(
                    f"the index in {folder.path} is unusable: {exc}: run {mend}"
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


def _count_fields(build: Path, names: Sequence[str], opener: Opener) -> dict[str, int]:
    return count_fields((source.head for source in read_sources(build, opener)), names)


def _open_segments(build: Path, manifest: Manifest, opener: Opener) -> list[Selection]:
    check_opened(manifest, build)
    try:
        return [_select(build, name, out, {}, opener) for name, out in manifest.left_out.items()]
    except (OSError, ValueError, KeyError, TypeError, IndexError) as exc:
        raise ManifestError("its files are damaged") from exc


def _check_encoder(
    manifest: Manifest, name: str, fingerprint: str, dimension: int | None = None
) -> None:
    """Of an encoder that is not loaded the `dimension` is not known.

    :raises ManifestError: if it did not build it.
    """
    if manifest.encoder != name:
        raise ManifestError(
            f"it was built with the encoder {manifest.encoder}, EMBEDDING_MODEL is {name}"
        )
    is_same = manifest.encoder_fingerprint == fingerprint
    if not is_same or dimension not in (None, manifest.dimension):
        raise ManifestError(f"the files of the encoder {name} have changed since")


def _find_article_rows(assembly: Assembly) -> dict[str, range]:
    bounds = itertools.pairwise(assembly.article_starts.tolist())
    return {
        article_id: range(first, last)
        for article_id, (first, last) in zip(assembly.ids, bounds, strict=True)
    }


def _check_counts(index: PassageIndex) -> None:
    manifest = index.manifest
    found = (
        len(index.heads),
        len(index.heads_by_title),
        len(index.passages),
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
        *(manifest.articles,) * 2,
        *(manifest.passages,) * 2,
        *(manifest.sentences,) * 4,
        *(manifest.passages,) * 4,
        manifest.dimension,
    )
    if found != expected or not index.rows_by_id.are_different:
        raise ManifestError("its files do not belong together")
