"""Segments: passages of some articles as they were encoded, in files that are never changed. A
build is made of segments, and shares them with the build before it."""

import copy
import functools
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from corpus import FootnoteError, Head, Passage, Summary, hash_text
from corpus.records import list_fields, make_head, make_summary
from embeddings.encoders.encoder import Vectors
from embeddings.index.labels import Labels, read_labels
from embeddings.index.mapping import MIN_MAPPED_BYTES, map_file
from embeddings.index.passage_context import PassageContext, read_passage_context
from embeddings.index.ragged import Ragged, accumulate
from embeddings.index.segments.passage_vectors import VectorFile
from embeddings.index.segments.records import parse_headings, parse_passage
from embeddings.index.tokens.token_vectors import TokenFile, read_token_file

COLUMNS = "articles.json"
SOURCES = "sources.jsonl"
TEXT = "texts.txt"
PASSAGES = "passages.jsonl"
TERMS = "terms.zlib"
HEADINGS = "headings.jsonl"
TEXTS = (SOURCES, TEXT, PASSAGES, TERMS, HEADINGS)
"""What there is of each article as bytes, one after the other, as `Lengths` has them."""
PLACES = "places.npy"
IDS = "ids.npy"
ID_TYPE = "S16"
VECTORS = "vectors.codes"
SIGNS = "signs.npy"
CENTRE = "centre.npy"
LETTERS = "letters.npy"
KEYS = "keys.npz"
LINES = "lines"
READ_LATER = (TEXT, PASSAGES, TERMS, HEADINGS, PLACES, IDS, VECTORS, SIGNS, KEYS)
"""What is not looked at when a segment is opened, or not all of it."""

_KEY_BYTES = 16
_DIGEST_BYTES = 8
_HEADER_BYTES = 128
"""Of an array's file."""

_Rows = NDArray[np.int64]


class DamagedError(FootnoteError):
    """What a segment has of a text is not as it was written; the text says what to do."""


class Lengths(NamedTuple):
    """How many bytes an article takes in each of `TEXTS`: what is known of it, its text, its
    passages without their texts, what they are found by, and the headings above them."""

    source: int
    text: int
    passages: int
    terms: int
    headings: int


class Place(NamedTuple):
    """Where a passage lies: its record ends at byte `end` of `PASSAGES`, where that of the next one
    begins, and its text goes from byte `first` up to `last` of `TEXT`. `digest` is of both."""

    end: int
    first: int
    last: int
    digest: int


@dataclass(frozen=True, slots=True)
class Source:
    """An article of a segment, as far as it is known without reading it. `digest` is the SHA-256 of
    the file that it was read from, `""` if that is not known, `record` one of all that was
    read."""

    summary: Summary
    head: Head
    digest: str
    record: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of all articles of a segment at once: `ids`, `languages` as `main_language` has
    them, how many `passages` each has, and its `lengths`."""

    ids: Sequence[str]
    languages: Sequence[str]
    passages: Sequence[int]
    lengths: Sequence[Lengths]


@dataclass(frozen=True, slots=True)
class Keys:
    """By what passages and lines are known again: `passages` has `make_key` of each, `lines` of
    each line above them, shape `[..., 16]`; `tokens` and `line_tokens` digest what they are encoded
    as, `terms` what passages are found by; `hashes` and `sentence_hashes` are for measuring
    likeness."""

    passages: NDArray[np.uint8]
    lines: NDArray[np.uint8]
    tokens: NDArray[np.uint64]
    line_tokens: NDArray[np.uint64]
    hashes: NDArray[np.uint64]
    sentence_hashes: NDArray[np.uint64]
    terms: NDArray[np.uint64]


class Segment:
    """A segment that `write_new_segment` or `merge_segments` wrote into the folder `path`.

    Its articles are numbered from 0, and so are their passages, its rows. What it takes to open
    grows with the number of sentences; texts are read when they are asked for.

    :raises OSError, ValueError, KeyError, TypeError: if files are missing or do not fit together.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.columns = _read_columns(path / COLUMNS)
        self.row_starts = accumulate(self.columns.passages)
        self.centre: Vectors = _map_array(path / CENTRE, 1)
        self.letters: _Rows = np.load(path / LETTERS, allow_pickle=False)
        self.ids: NDArray[np.bytes_] = _map_array(path / IDS, 1)
        self.labels: Labels = read_labels(path)
        self.context: PassageContext = read_passage_context(path)
        self.lines: TokenFile = read_token_file(path / LINES)
        self._open_bulk()
        self._check()

    def _open_bulk(self) -> None:
        """Opens what is nearly all of its bytes."""
        path = self.path
        self.signs: NDArray[np.uint8] = _map_array(path / SIGNS, 2)
        self.vectors = VectorFile(path / VECTORS, self.passage_count, len(self.centre))
        self.places: _Rows = _map_array(path / PLACES, 2)
        self.tokens: TokenFile = read_token_file(path)
        self._texts = {name: map_file(path / name, np.uint8) for name in TEXTS}

    @property
    def name(self) -> str:
        """The name of its folder, which no other segment has."""
        return self.path.name

    @property
    def article_count(self) -> int:
        """How many articles it has."""
        return len(self.columns.ids)

    @property
    def passage_count(self) -> int:
        """How many rows it has."""
        return int(self.row_starts[-1])

    @functools.cached_property
    def keys(self) -> Keys:
        """By what its passages and lines are known again."""
        with np.load(self.path / KEYS, allow_pickle=False) as arrays:
            keys = Keys(
                passages=arrays["passages"],
                lines=arrays["lines"],
                tokens=arrays["tokens"],
                line_tokens=arrays["line_tokens"],
                hashes=arrays["hashes"],
                sentence_hashes=arrays["sentence_hashes"],
                terms=arrays["terms"],
            )
        rows, lines = self.passage_count, len(self.lines.text_sentences)
        shapes = keys.passages.shape, keys.lines.shape
        counts = tuple(map(len, (keys.tokens, keys.line_tokens, keys.hashes, keys.terms)))
        expected = (rows, _KEY_BYTES), (lines, _KEY_BYTES), rows, lines, rows, rows
        if (*shapes, *counts) != expected:
            raise ValueError("keys do not fit the passages")
        if len(keys.sentence_hashes) != len(self.tokens.counts):
            raise ValueError("keys do not fit the sentences")
        return keys

    def are_tokens_whole(self, rows: Iterable[int]) -> bool:
        """Whether the tokens of all of `rows` are as they were written: who copies them asks, as
        nobody can see it of the copy."""
        rows = list(rows)
        return np.array_equal(self.tokens.digest_texts(rows), self.keys.tokens[rows])

    def are_lines_whole(self, lines: Iterable[int]) -> bool:
        """As `are_tokens_whole`, of lines above passages."""
        lines = list(lines)
        return np.array_equal(self.lines.digest_texts(lines), self.keys.line_tokens[lines])

    def move(self, path: Path) -> Self:
        """The same segment, whose files are to be found in the folder `path`."""
        moved = copy.copy(self)
        moved.path = path
        return moved

    @functools.cached_property
    def sources(self) -> tuple[Source, ...]:
        """What is known of each article, which takes as long as reading all of it.

        :raises DamagedError: if it is not as it was written.
        """
        return tuple(map(self.read_source, range(self.article_count)))

    def read_source(self, number: int) -> Source:
        """What is known of the article with this number.

        :raises DamagedError: if it is not as it was written.
        """
        try:
            source = _make_source(json.loads(self.read_bytes(SOURCES, number)))
        except (ValueError, KeyError, TypeError) as exc:
            raise self._damaged(SOURCES) from exc
        if not source.summary.id == source.head.id == self.columns.ids[number]:
            raise self._damaged(SOURCES)
        return source

    def read_passage(self, row: int) -> Passage:
        """Passage `row`.

        :raises DamagedError: if it is not as it was written.
        """
        record, text = self.read_record(row)
        return parse_passage(record, text.decode())

    def read_record(self, row: int) -> tuple[bytes, bytes]:
        """What is kept of passage `row`: its record, as `format_passage` has it, and its text.

        :raises DamagedError: if it is not as it was written.
        """
        place = Place(*self.places[row].tolist())
        begin = int(self.places[row - 1, 0]) if row else 0
        record = bytes(self._texts[PASSAGES][begin : place.end])
        text = bytes(self._texts[TEXT][place.first : place.last])
        if digest_passage(record, text) != place.digest:
            raise self._damaged(PASSAGES)
        return record, text

    def read_text(self, number: int) -> str:
        """The text of the article with this number.

        :raises DamagedError: if it is not as it was written.
        """
        text = self.read_bytes(TEXT, number).decode(errors="replace")
        if hash_text(text).hex() != self.read_source(number).summary.text_digest:
            raise self._damaged(TEXT)
        return text

    def read_headings(self, number: int) -> list[str]:
        """The headings above the passages of the article with this number.

        :raises DamagedError: if they are none.
        """
        try:
            return parse_headings(self.read_bytes(HEADINGS, number))
        except ValueError as exc:
            raise self._damaged(HEADINGS) from exc

    def read_bytes(self, name: str, number: int) -> bytes:
        """What the file `name`, one of `TEXTS`, holds of the article `number`."""
        starts = self.starts[name]
        return bytes(self._texts[name][starts[number] : starts[number + 1]])

    def _damaged(self, name: str) -> DamagedError:
        path = self.path / name
        return DamagedError(f"the index is damaged ({path}): run footnote index")

    @functools.cached_property
    def starts(self) -> dict[str, list[int]]:
        """Where each article begins in each of `TEXTS`, and the end."""
        lengths = np.asarray(self.columns.lengths, dtype=np.int64).reshape(-1, len(TEXTS))
        return {
            name: accumulate(some).tolist() for name, some in zip(TEXTS, lengths.T, strict=True)
        }

    def list_sentences(self, rows: _Rows) -> _Rows:
        """The numbers of the sentences of these rows."""
        return Ragged.between(accumulate(self.tokens.text_sentences), rows).members

    def list_rows(self, numbers: _Rows) -> _Rows:
        """The rows of the articles with these numbers."""
        return Ragged.between(self.row_starts, numbers).members

    def _check(self) -> None:
        rows, sentences = self.passage_count, len(self.tokens.counts)
        context = self.context
        found = (
            *(len(self.letters), len(self.tokens.text_sentences)),
            *(len(context.preceding), len(context.answers), len(context.places)),
            *(len(context.line_starts) - 1, len(context.asks), len(context.begins)),
            *(int(context.line_starts[-1]), len(context.line_kinds)),
            int(context.lines.max(initial=-1)) + 1,
        )
        occurrences = len(context.lines)
        lines = len(self.lines.text_sentences)
        expected = *(rows,) * 6, *(sentences,) * 2, *(occurrences,) * 2, lines
        sizes = tuple(map(len, self._texts.values()))
        ends = tuple(self.starts[name][-1] for name in self._texts)
        shapes = (self.letters.shape, self.ids.shape, self.ids.dtype, sizes)
        fitting = ((rows, 2), (rows,), np.dtype(ID_TYPE), ends)
        if found != expected or shapes != fitting or self.labels.passages != rows:
            raise ValueError("its files do not belong together")
        self._check_bulk()

    def _check_bulk(self) -> None:
        rows = self.passage_count
        shapes = self.places.shape, self.signs.shape
        if shapes != ((rows, len(Place._fields)), (rows, -(-len(self.centre) // 8))):
            raise ValueError("its files do not belong together")


def make_key(text: str, spans: Iterable[tuple[int, int]] = ()) -> bytes:
    """By which a text that is cut at `spans` is known again: it is encoded in the same way."""
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_KEY_BYTES)
    digest.update(b"\0" + json.dumps(list(spans)).encode())
    return digest.digest()


def digest_passage(record: bytes, text: bytes) -> int:
    """By which it is seen that what is kept of a passage is as it was written."""
    digest = hashlib.blake2b(record, digest_size=_DIGEST_BYTES)
    digest.update(text)
    return int.from_bytes(digest.digest(), signed=True)


def dump_source(source: Source) -> dict[str, Any]:
    """`source` as values that JSON has."""
    return {
        "summary": list_fields(source.summary),
        "head": list_fields(source.head),
        "digest": source.digest,
        "record": source.record,
    }


def write_columns(columns: Columns, path: Path) -> None:
    """Writes `columns` into the folder `path` of a segment."""
    values = {name: list(getattr(columns, name)) for name in Columns.__slots__}
    (path / COLUMNS).write_text(json.dumps(values, ensure_ascii=False) + "\n", "utf-8")


def _read_columns(path: Path) -> Columns:
    values = json.loads(path.read_text("utf-8"))
    lengths = [Lengths(*some) for some in values["lengths"]]
    columns = Columns(values["ids"], values["languages"], values["passages"], lengths)
    if len({*map(len, (columns.ids, columns.languages, columns.passages, lengths))}) != 1:
        raise ValueError("columns differ in length")
    if min(columns.passages, default=0) < 0 or min(map(min, lengths), default=0) < 0:
        raise ValueError("an article has less than nothing")
    return columns


def _make_source(record: dict[str, Any]) -> Source:
    return Source(
        summary=make_summary(record["summary"]),
        head=make_head(record["head"]),
        digest=str(record["digest"]),
        record=str(record["record"]),
    )


def _map_array(path: Path, dimensions: int) -> NDArray[Any]:
    size = path.stat().st_size
    try:
        mode: Literal["r"] | None = None if size < MIN_MAPPED_BYTES else "r"
        array = np.load(path, allow_pickle=False, mmap_mode=mode)
    except OSError:
        raise
    except Exception as exc:  # by whatever the head of the file makes of Python's tokenizer
        raise ValueError(f"{path.name} is damaged") from exc
    begin = array.offset if isinstance(array, np.memmap) else _HEADER_BYTES
    if array.ndim != dimensions or begin + array.nbytes != size:
        raise ValueError(f"{path.name} has another shape")
    return np.asarray(array)
