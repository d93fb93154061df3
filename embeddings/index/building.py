"""Building the index beside the live one, which it takes the place of when it is complete."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus import Corpus, chunk_corpus, describe_emptiness
from embeddings.encoders.encoder import Encoder
from embeddings.index.articles import find_titles, write_states, write_titles
from embeddings.index.builds import BuildError, BuildFolder, OutdatedError, remove_folder
from embeddings.index.changes import Changes, compare_sources, write_changes
from embeddings.index.likeness import LikenessMeasure, find_known_languages, write_likeness
from embeddings.index.loading import load_build, read_sources
from embeddings.index.manifest import Manifest, ManifestError, hash_files, write_manifest
from embeddings.index.passage_index import PassageIndex, PassageIndexError
from embeddings.index.segments.assembly import Assembly, Selection
from embeddings.index.segments.files import (
    SEGMENTS,
    Maker,
    finish_segment,
    link_segment,
    make_name,
    read_digests,
)
from embeddings.index.segments.known import Known
from embeddings.index.segments.merging import Size, choose_merged
from embeddings.index.segments.pieces import pair_articles, write_pieces
from embeddings.index.segments.segment import Segment
from embeddings.index.segments.writing import EncodedTexts, merge_segments
from embeddings.index.tokens.codes import DEFAULT_TOKEN_BITS


def build_index(
    corpus: Corpus,
    corpus_folder: Path,
    encoder: Encoder,
    folder: BuildFolder,
    on_progress: Callable[[int, int], None] | None = None,
    approve: Callable[[PassageIndex], None] | None = None,
    begin: Callable[[], None] | None = None,
    known: Known | None = None,
    maker: Maker | None = None,
    on_cut: Callable[[int, int], None] | None = None,
    on_listed: Callable[[int, int], None] | None = None,
) -> Manifest:
    """Builds the index of `corpus` beside the live one in `folder` and switches to it.

    Of the articles that `corpus` has kept, and of passages that are the same, what is `known` is
    used again; `maker` is who makes the rest, if others are to use it again.

    `on_cut` is called with the number of articles that are cut into passages, `on_progress` with
    that of passages encoded, each with the number of all that are to be, which is less when some
    turn out to be known; `on_listed` with that of passages whose words are listed, of all there
    are, from none on. `approve` is shown the
    new build before it goes live; if it raises, the live index stays. `begin` is called first of
    all, when nobody else builds any more; it may raise, too.

    :raises PassageIndexError: if no article is left of the corpus; a line for each file that was
        skipped, and one that says it all. The live index stays.
    :raises BuildError: if another build runs or the folder cannot be written.
    """
    begun = time.perf_counter()
    known = known or Known()
    maker = maker or Maker(encoder.name, encoder.fingerprint, "")
    with folder.new_build() as build:
        if begin:
            begin()
        count, longest = encoder.count_tokens, encoder.max_tokens
        corpus, passages = chunk_corpus(corpus, count, longest, on_cut)
        new = pair_articles(corpus, passages)
        kept = _select_kept(corpus, known)
        if not passages and not any(s.segment.passage_count for s in kept):
            raise PassageIndexError(describe_emptiness(corpus, corpus_folder))
        _remove_pieces(folder, known.pieces)
        texts = EncodedTexts(known.segments if new else ())
        pieces = write_pieces(folder.pieces, new, encoder, texts, maker, on_progress)
        # What of earlier ones is of no use any more: else builds that are refused again and again
        # would leave more and more.
        _remove_pieces(folder, [*pieces, *(each.segment for each in kept)])
        selections = [*kept, *map(_select_all, pieces)]
        on_row = _count_to(sum(map(_count_rows, selections)), on_listed)
        on_row(0)
        selections = _gather(build / SEGMENTS, selections, maker)
        assembly = Assembly(selections)
        assembly.write_postings(build, known.build, on_row)
        manifest = _write_head(corpus, assembly, corpus_folder, encoder, build, folder, known)
        manifest = replace(
            manifest,
            code=maker.code,
            token_bits=maker.token_bits,
            left_out={each.segment.name: _list_left_out(each) for each in selections},
            files=_hash_build(build, selections),
            seconds=round(time.perf_counter() - begun, 1),
        )
        write_manifest(manifest, build)
        if approve:
            approve(load_build(build, encoder))
    return manifest


def _select_kept(corpus: Corpus, known: Known) -> list[Selection]:
    try:
        return known.select(summary.id for summary in corpus.kept)
    except KeyError as exc:
        raise OutdatedError from exc


def _gather(folder: Path, selections: Sequence[Selection], maker: Maker) -> list[Selection]:
    """Brings the segments of `selections` together in `folder`, some of them written anew as one;
    gives those that are there then."""
    folder.mkdir()
    sizes = [Size(each.segment.passage_count, _count_rows(each)) for each in selections]
    centre = selections[int(np.argmax([size.alive for size in sizes]))].segment.centre
    merged = set(choose_merged(sizes))
    # Signs can only be compared if all are told from the same: not so those that a build left that
    # used nothing of the live one.
    merged |= {
        number
        for number, each in enumerate(selections)
        if not np.array_equal(each.segment.centre, centre)
    }
    gathered = []
    for number, each in enumerate(selections):
        if number not in merged:
            path = folder / each.segment.name
            link_segment(each.segment.path, path)
            gathered.append(Selection(each.segment.move(path), each.numbers))
    if merged:
        path = folder / make_name()
        path.mkdir()
        parts = [(selections[n].segment, selections[n].numbers) for n in sorted(merged)]
        merge_segments(path, parts, centre)
        finish_segment(path, maker)
        gathered.append(_select_all(Segment(path)))
    return gathered


def _write_head(
    corpus: Corpus,
    assembly: Assembly,
    corpus_folder: Path,
    encoder: Encoder,
    build: Path,
    folder: BuildFolder,
    known: Known,
) -> Manifest:
    """Writes what else is not of one segment, and makes the manifest, as far as it is known yet."""
    write_titles(find_titles(source.head for source in assembly.sources), build)
    write_states(corpus.states, build)
    write_changes(_compare_with_live(assembly, folder, known), build)
    languages = known.languages
    if languages is None or encoder.fingerprint == "":
        languages = find_known_languages(encoder)
    vectors = assembly.join_vectors(encoder.dimension)
    measure = LikenessMeasure(assembly.find_texts(), assembly.join_tokens(), vectors, encoder)
    return Manifest(
        created=datetime.now(UTC).isoformat(),
        seconds=0.0,
        encoder=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        encoder_backend=encoder.backend,
        dimension=encoder.dimension,
        max_tokens=encoder.max_tokens,
        token_bits=DEFAULT_TOKEN_BITS,
        corpus_folder=str(corpus_folder.resolve()),
        corpus_fingerprint=corpus.fingerprint,
        articles=len(assembly.ids),
        passages=assembly.passage_count,
        sentences=int(assembly.sentence_starts[-1]),
        skipped=[[note.path, note.reason] for note in corpus.skipped],
        warnings=[[note.path, note.reason] for note in corpus.warnings],
        languages=list(languages),
        likeness=write_likeness(measure.measure(languages)),
        code="",
        left_out={},
        files={},
    )


def _compare_with_live(assembly: Assembly, folder: BuildFolder, known: Known) -> Changes:
    """What a build changes of the live one; of one that cannot be used nothing is known."""
    try:
        live = folder.current()
        if live is None:
            return Changes(compared=False)
        # What is known has been read already.
        before = known.live_sources if live == known.build else read_sources(live)
        return compare_sources(before, assembly.sources)
    except (BuildError, ManifestError):
        return Changes(compared=False)


def _hash_build(build: Path, selections: Sequence[Selection]) -> dict[str, str]:
    """SHA-256 of each file; those of segments are known."""
    files = hash_files(build, but=SEGMENTS)
    for each in selections:
        for name, digest in read_digests(each.segment.path).items():
            files[f"{SEGMENTS}/{each.segment.name}/{name}"] = digest
    return files


def _list_left_out(selection: Selection) -> list[int]:
    is_out = np.ones(selection.segment.article_count, dtype=np.bool_)
    is_out[selection.numbers] = False
    return list(map(int, np.flatnonzero(is_out)))


def _count_rows(selection: Selection) -> int:
    return int(selection.segment.list_rows(selection.numbers).size)


def _count_to(total: int, tell: Callable[[int, int], None] | None) -> Callable[[int], None]:
    """What calls `tell`, if there is one, with how many things are done and the `total`."""
    return lambda done: tell(done, total) if tell else None


def _select_all(segment: Segment) -> Selection:
    return Selection(segment, np.arange(segment.article_count))


def _remove_pieces(folder: BuildFolder, but: Sequence[Segment]) -> None:
    """Removes what earlier builds have begun, but those segments."""
    kept = {segment.path for segment in but}
    for path in folder.pieces.glob("*"):
        if path not in kept:
            remove_folder(path)
    with suppress(OSError):  # it is not empty, or not there
        folder.pieces.rmdir()
