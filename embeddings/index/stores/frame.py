"""The frame of a build: what of it every bot has on its own disk and in memory, some hundred bytes
a passage. Vectors, postings, tokens and texts are in the store."""

import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from corpus import Passage, hash_text
from embeddings.index.manifest import Manifest, hash_files, write_manifest
from embeddings.index.mapping import map_file
from embeddings.index.segments.files import SEGMENTS
from embeddings.index.segments.segment import (
    HEADINGS,
    KEYS,
    PASSAGES,
    PLACES,
    SIGNS,
    SOURCES,
    TERMS,
    TEXT,
    VECTORS,
    Place,
    Segment,
)
from embeddings.index.segments.word_search import StoredPostings
from embeddings.index.stores.layout import (
    ARTICLE,
    StoredSegment,
    count_pieces,
    join_pieces,
    name_pieces,
)
from embeddings.index.stores.plan import Plan, format_plan, parse_plan
from embeddings.index.stores.store import DamagedRowsError, Store
from embeddings.index.stores.uploading import measure_pieces
from embeddings.index.tokens.token_vectors import IDS, RECORDS, read_token_layout
from embeddings.index.words.terms import PREFIXES, STEMS, WORDS

_HEAD_FILES = ("titles.json", "changes.json")
_LEFT_OUT = (TEXT, PASSAGES, TERMS, PLACES, VECTORS, SIGNS, KEYS, RECORDS, IDS)
_PLAN = "store.json"
_PIECES = "pieces.npy"
_DIGESTS = "digests.npy"
_VOCABULARY = "vocabulary.json"
_FREQUENCIES = "frequencies.npz"
_KEPT_TEXTS = (SOURCES, HEADINGS)
_NAME = re.compile(rf"({SEGMENTS}/[0-9a-f]{{16,32}}/(lines/)?)?[a-z_]{{1,40}}\.[a-z]{{1,8}}")


Vocabulary = Mapping[str, tuple[list[str], list[int]]]


def write_frame(
    build: Path, manifest: Manifest, plan: Plan, frequencies: Mapping[int, int], frame: Path
) -> None:
    """Writes the frame of `build` into the empty folder `frame`; `frequencies` says in how many
    passages each token is."""
    for name in _HEAD_FILES:
        shutil.copyfile(build / name, frame / name)
    for name in plan.segments:
        source, target = build / SEGMENTS / name, frame / SEGMENTS / name
        for path in sorted(source.rglob("*")):
            place = target / path.relative_to(source)
            if path.is_file() and (path.parent != source or path.name not in _LEFT_OUT):
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
        segment = Segment(source)
        np.save(target / _PIECES, measure_pieces(segment), allow_pickle=False)
        digests = segment.places[:, Place._fields.index("digest")]
        np.save(target / _DIGESTS, np.ascontiguousarray(digests), allow_pickle=False)
    postings = StoredPostings(build)
    vocabulary = {
        field: list(zip(*sorted(postings.list_terms(field).items()), strict=True)) or [(), ()]
        for field in (STEMS, PREFIXES, WORDS)
    }
    (frame / _VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
    (frame / _PLAN).write_text(format_plan(plan), "utf-8")
    np.savez(
        frame / _FREQUENCIES,
        tokens=np.fromiter(frequencies, dtype=np.int64),
        passages=np.fromiter(frequencies.values(), dtype=np.int64),
    )
    write_manifest(replace(manifest, files=hash_files(frame)), frame)


def read_frame_plan(frame: Path) -> Plan:
    """The plan that `write_frame` wrote.

    :raises OSError, ValueError: if it did not.
    """
    return parse_plan((frame / _PLAN).read_text("utf-8"))


def read_vocabulary(frame: Path) -> Vocabulary:
    """The terms of each kind, in order, and in how many passages each is.

    :raises OSError, ValueError, KeyError, TypeError: if there are none.
    """
    values = json.loads((frame / _VOCABULARY).read_text("utf-8"))
    return {field: (values[field][0], values[field][1]) for field in (STEMS, PREFIXES, WORDS)}


def read_frequencies(frame: Path) -> dict[int, int]:
    """In how many passages each token occurs.

    :raises OSError, ValueError, KeyError: if that is not there.
    """
    with np.load(frame / _FREQUENCIES, allow_pickle=False) as arrays:
        tokens, passages = arrays["tokens"].tolist(), arrays["passages"].tolist()
    return dict(zip(tokens, passages, strict=True))


def pack_frame(frame: Path, archive: Path) -> None:
    """Packs the folder `frame` into the file `archive`."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(frame.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(frame).as_posix())


def unpack_frame(archive: BinaryIO, frame: Path) -> None:
    """Unpacks what `pack_frame` packed into the empty folder `frame`.

    :raises OSError: if it cannot be written.
    :raises ValueError: if the file holds anything else.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            for name in packed.namelist():
                if not _NAME.fullmatch(name):
                    raise ValueError(f"{name!r} is no part of an index")
                (frame / name).parent.mkdir(parents=True, exist_ok=True)
                with packed.open(name) as source, (frame / name).open("wb") as target:
                    shutil.copyfileobj(source, target)
    except zipfile.BadZipFile as exc:
        raise ValueError("it is no frame of an index") from exc


def find_stored(path: Path) -> StoredSegment:
    """Where in the store the segment lies whose frame is in the folder `path`.

    :raises OSError, ValueError, KeyError: if that is not known.
    """
    return read_frame_plan(path.parent.parent).segments[path.name].segment


class FramedSegment(Segment):
    """A segment of which only the frame lies in `path`; the rest is in `store`."""

    def __init__(self, path: Path, store: Store) -> None:
        self.stored = find_stored(path)
        self._store = store
        super().__init__(path)
        self.pieces: NDArray[np.uint16] = np.load(path / _PIECES, allow_pickle=False)
        self.digests: NDArray[np.int64] = np.load(path / _DIGESTS, allow_pickle=False)
        if {self.pieces.shape, self.digests.shape} != {(self.passage_count,)}:
            raise ValueError("pieces do not fit the passages")

    def _open_bulk(self) -> None:
        self.tokens = read_token_layout(self.path)
        self._texts = {name: map_file(self.path / name, np.uint8) for name in _KEPT_TEXTS}

    def _check_bulk(self) -> None:
        pass

    def move(self, path: Path) -> Self:
        """As `Segment`; another build may have it elsewhere in the store."""
        moved = super().move(path)
        moved.stored = find_stored(path)
        return moved

    def read_passage(self, row: int) -> Passage:
        raise NotImplementedError

    def read_text(self, number: int) -> str:
        """As `Segment`.

        :raises StoreError: if the store cannot be asked.
        """
        return read_stored_text(self, self.stored, number, self._store)


def read_stored_text(segment: Segment, stored: StoredSegment, number: int, store: Store) -> str:
    """The text of article `number` of `segment`, which is `stored` in `store`.

    :raises StoreError: if the store cannot be asked, or has something else.
    """
    count = count_pieces(segment.columns.lengths[number].text)
    names = name_pieces(stored.number, ARTICLE, number, count)
    found = store.read_pieces(names, [stored])
    try:
        text = join_pieces(found[name] for name in names).decode(errors="replace")
    except (KeyError, ValueError) as exc:
        raise DamagedRowsError from exc
    if hash_text(text).hex() != segment.read_source(number).summary.text_digest:
        raise DamagedRowsError
    return text
