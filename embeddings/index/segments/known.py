"""What is encoded already: by the live build, and by builds that did not come to their end."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from corpus import KeptReading, fingerprint_reader
from corpus.containment.fingerprint import hash_reader
from embeddings.index.articles import read_states
from embeddings.index.builds import BuildError, BuildFolder
from embeddings.index.checks import check_opened, check_segment
from embeddings.index.manifest import Manifest, ManifestError, read_manifest
from embeddings.index.segments.assembly import Selection
from embeddings.index.segments.files import SEGMENTS, Maker, list_whole
from embeddings.index.segments.segment import Segment, Source

_PACKAGE = Path(__file__).parents[2]
_LIBRARIES = ("PyStemmer", "opencc", "tantivy", "tokenizers")
"""Distributions that words, tokens and postings are made with, beside those that files are read
with."""


@dataclass(frozen=True)
class Known:
    """Articles of the live build in `selections`, and of segments that were written for a build
    that did not go live, `pieces`. All are by the same maker."""

    selections: tuple[Selection, ...] = ()
    pieces: tuple[Segment, ...] = ()
    languages: tuple[str, ...] | None = None
    """What `find_known_languages` found, None if nobody has looked."""
    manifest: Manifest | None = None
    """That of the live build, if all of it that is opened at a start is as it was written."""
    build: Path | None = None
    """The folder of the build that `selections` are of, if all of it that is opened at a start is
    as it was written."""
    states: Mapping[str, str] = field(default_factory=dict)
    """Those of the files that the articles of `selections` were read from, as `Corpus` has them."""
    why_not: str = ""
    """Why nothing of the live build, or not all of it, is known; empty if all is, or there is
    none."""

    @cached_property
    def readings(self) -> Mapping[str, KeptReading]:
        """What was made of each file whose SHA-256 is known, by article."""
        found = {}
        states = self.states
        for selections, seen in ((self.selections, states), (self._of_pieces, {})):
            for selection in selections:
                for number in selection.numbers.tolist():
                    source = selection.segment.sources[number]
                    if source.digest:
                        name = source.summary.id
                        found[name] = KeptReading(source.digest, source.summary, seen.get(name))
        return found

    @property
    def live_sources(self) -> Iterator[Source]:
        """What is known of the articles of the live build."""
        for selection in self.selections:
            for number in selection.numbers.tolist():
                yield selection.segment.sources[number]

    @property
    def segments(self) -> list[Segment]:
        """All segments."""
        return [selection.segment for selection in self._all]

    def select(self, ids: Iterable[str]) -> list[Selection]:
        """Where the articles with these ids lie, those that `readings` tells of.

        :raises KeyError: if one is not known.
        """
        places = {}
        for part, selection in enumerate(self._all):
            for number in selection.numbers.tolist():
                places[selection.segment.columns.ids[number]] = part, number
        numbers: dict[int, list[int]] = {}
        for article_id in ids:
            part, number = places[article_id]
            numbers.setdefault(part, []).append(number)
        return [
            Selection(self._all[part].segment, np.asarray(sorted(chosen), dtype=np.int64))
            for part, chosen in sorted(numbers.items())
        ]

    @property
    def _all(self) -> tuple[Selection, ...]:
        """What is in pieces was read later."""
        return *self.selections, *self._of_pieces

    @property
    def _of_pieces(self) -> tuple[Selection, ...]:
        return tuple(Selection(piece, np.arange(piece.article_count)) for piece in self.pieces)


def find_maker(encoder: str, encoder_fingerprint: str, token_bits: int) -> Maker:
    """Who makes segments now, with this encoder and so many bits a dimension of tokens' vectors."""
    return Maker(encoder, encoder_fingerprint, _fingerprint_code(), token_bits)


@cache
def _fingerprint_code() -> str:
    """Changes with the code that makes segments of files, and what it stands on."""
    from importlib.metadata import version

    versions = [version(name) for name in _LIBRARIES]
    digest = hashlib.sha256(fingerprint_reader().encode())
    for room in ("encoders", "index", "words"):
        digest.update(hash_reader(_PACKAGE / room, versions).encode())
    return digest.hexdigest()


def open_known(
    folder: BuildFolder,
    maker: Maker,
    before: Known | None = None,
    encoded: Iterable[Segment] = (),
) -> Known:
    """What `maker` has made in `folder`; nothing of what is damaged or cannot be read. What was
    known `before` need not be read from there once more. What it has `encoded` elsewhere is known,
    too."""
    if not maker.code:
        return Known()
    pieces = (*list_whole(folder.pieces, maker), *encoded)
    try:
        live, why_not = folder.current(), ""
    except BuildError as exc:
        live, why_not = None, str(exc)
    is_live = live is not None and live.is_dir()
    if not is_live:
        # Which build is live cannot be told: what the last one holds that has ended is as good.
        live = next(iter(folder.list_ended()), None)
    if live is None:
        return Known(pieces=pieces, why_not=why_not)
    try:
        manifest = read_manifest(live)
    except ManifestError as exc:
        # The segments say themselves whether they are whole, and who made them.
        left = tuple(list_whole(live / SEGMENTS, maker))
        return Known(pieces=(*left, *pieces), why_not=str(exc))
    if why_not := maker.why_not(_find_maker_of(manifest)):
        return Known(pieces=pieces, why_not=why_not)
    opened = {segment.name: segment for segment in before.segments} if before else {}
    found = [select_alive(live, manifest, name, opened) for name in manifest.left_out]
    is_whole = all(found) and _is_head_whole(live, manifest)
    return Known(
        selections=tuple(filter(None, found)),
        pieces=pieces,
        languages=tuple(manifest.languages),
        manifest=manifest if is_live and is_whole else None,
        build=live if is_whole else None,
        states=read_states(live) if is_whole else {},
        why_not="" if all(found) else "some of its files are damaged",
    )


def _find_maker_of(manifest: Manifest) -> Maker:
    return Maker(manifest.encoder, manifest.encoder_fingerprint, manifest.code, manifest.token_bits)


def _is_head_whole(build: Path, manifest: Manifest) -> bool:
    try:
        check_opened(manifest, build, manifest.left_out)
    except ManifestError:
        return False
    return True


def select_alive(
    build: Path, manifest: Manifest, name: str, opened: Mapping[str, Segment]
) -> Selection | None:
    """The articles of `build` that lie in the segment `name`, which may be `opened` already; None
    if that is damaged."""
    path = build / SEGMENTS / name
    try:
        check_segment(manifest, build, name)
        segment = opened[name].move(path) if name in opened else Segment(path)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    alive = np.ones(segment.article_count, dtype=np.bool_)
    alive[manifest.left_out[name]] = False
    return Selection(segment, np.flatnonzero(alive))
