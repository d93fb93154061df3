"""Segments: passages of some articles as they were encoded, in files that are never changed. A
build is made of segments, and shares them with the build before it."""

import copy
import functools
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Passage, Summary
from corpus.records import list_fields, make_summary
from embeddings.encoders.encoder import Vectors
from embeddings.index.passage_context import PassageContext, read_passage_context
from embeddings.index.ragged import Ragged, accumulate
from embeddings.index.segments.records import parse_article, parse_passages
from embeddings.index.token_vectors import TokenFile, read_token_file

SOURCES = "sources.jsonl"
ARTICLES = "articles.jsonl"
PASSAGES = "passages.jsonl"
TERMS = "terms.tsv"
TEXTS = (ARTICLES, PASSAGES, TERMS)
"""What there is of each article as bytes, one after the other, as `Lengths` has them."""
VECTORS = "vectors.npy"
LETTERS = "letters.npy"
KEYS = "keys.npz"
LINES = "lines"

_KEY_BYTES = 16
_HEADER_BYTES = 128
"""Of an array's file: nothing behind them cannot be mapped."""

_Rows = NDArray[np.int64]


class Lengths(NamedTuple):
    """How many bytes an article takes in `ARTICLES`, its passages in `PASSAGES` and in `TERMS`."""

    article: int
    passages: int
    terms: int


@dataclass(frozen=True, slots=True)
class Source:
    """An article of a segment, as far as it is known without reading it. `digest` is the SHA-256 of
    the file that it was read from, `""` if that is not known, `record` one of all that is kept of
    it, `language` its main one; `passages` is how many it has."""

    summary: Summary
    digest: str
    record: str
    language: str
    passages: int
    lengths: Lengths


@dataclass(frozen=True, slots=True)
class Keys:
    """By what passages and lines are known again: `passages` has `make_key` of each, `lines` of
    each line above them, shape `[..., 16]`; `hashes` and `sentence_hashes` are for measuring
    likeness."""

    passages: NDArray[np.uint8]
    lines: NDArray[np.uint8]
    hashes: NDArray[np.uint64]
    sentence_hashes: NDArray[np.uint64]


class Segment:
    """A segment that `write_new_segment` or `merge_segments` wrote into the folder `path`.

    Its articles are numbered from 0, and so are their passages, its rows. What it takes to open
    grows with the number of sentences; texts are read when they are asked for.

    :raises OSError, ValueError, KeyError, TypeError: if files are missing or do not fit together.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sources = read_source_file(path / SOURCES)
        self.row_starts = accumulate([source.passages for source in self.sources])
        self.vectors: Vectors = map_array(path / VECTORS, 2)
        self.letters: _Rows = np.load(path / LETTERS, allow_pickle=False)
        self.context: PassageContext = read_passage_context(path)
        self.tokens: TokenFile = read_token_file(path)
        self.lines: TokenFile = read_token_file(path / LINES)
        self._texts: dict[int, tuple[Article, list[Passage]]] = {}
        self._check()

    @property
    def name(self) -> str:
        """The name of its folder, which no other segment has."""
        return self.path.name

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
                hashes=arrays["hashes"],
                sentence_hashes=arrays["sentence_hashes"],
            )
        rows, lines = self.passage_count, len(self.lines.text_sentences)
        found = keys.passages.shape, keys.lines.shape, len(keys.hashes), len(keys.sentence_hashes)
        if found != ((rows, _KEY_BYTES), (lines, _KEY_BYTES), rows, len(self.tokens.counts)):
            raise ValueError("keys do not fit the passages")
        return keys

    def load_articles(self, numbers: Iterable[int]) -> list[tuple[Article, list[Passage]]]:
        """As `read_articles`; each is read once."""
        numbers = list(numbers)
        missing = [number for number in numbers if number not in self._texts]
        self._texts.update(zip(missing, self.read_articles(missing), strict=True))
        return [self._texts[number] for number in numbers]

    def move(self, path: Path) -> "Segment":
        """The same segment, whose files are to be found in the folder `path`."""
        moved = copy.copy(self)
        moved.path = path
        return moved

    def read_articles(self, numbers: Iterable[int]) -> Iterator[tuple[Article, list[Passage]]]:
        """The articles with these numbers, and the passages of each.

        :raises OSError, ValueError, KeyError, TypeError: if the files are damaged.
        """
        for number in numbers:
            article = parse_article(self.read_bytes(ARTICLES, number))
            passages = parse_passages(self.read_bytes(PASSAGES, number), article.text)
            if article.id != self.sources[number].summary.id:
                raise ValueError("an article is not where it should be")
            if len(passages) != self.sources[number].passages:
                raise ValueError("passages do not fit their article")
            yield article, passages

    def read_sentences(self, number: int, row: int) -> list[str]:
        """The sentences of passage `row`, counted from 0, of the article `number`. No more is made
        of what is read than that takes.

        :raises OSError, ValueError, KeyError, TypeError: if the files are damaged.
        """
        text = json.loads(self.read_bytes(ARTICLES, number))["text"]
        record = json.loads(self.read_bytes(PASSAGES, number).split(b"\n")[row])
        start = record["start"]
        return [text[start + first : start + last] for first, last in record["sentences"]]

    def read_bytes(self, name: str, number: int) -> bytes:
        """What the file `name`, one of `TEXTS`, holds of the article `number`.

        :raises OSError: if it cannot be read.
        """
        starts = self._starts[name]
        with (self.path / name).open("rb") as file:
            file.seek(starts[number])
            return file.read(starts[number + 1] - starts[number])

    @functools.cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Where each article begins in each of `TEXTS`, and the end."""
        lengths = zip(*(source.lengths for source in self.sources), strict=True)
        return {name: accumulate(some).tolist() for name, some in zip(TEXTS, lengths, strict=True)}

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
            *(len(self.vectors), len(self.letters), len(self.tokens.text_sentences)),
            *(len(context.preceding), len(context.answers), len(context.places)),
            *(len(context.line_starts) - 1, len(context.asks), len(context.begins)),
            *(int(context.line_starts[-1]), len(context.line_kinds)),
            int(context.lines.max(initial=-1)) + 1,
        )
        occurrences = len(context.lines)
        lines = len(self.lines.text_sentences)
        expected = *(rows,) * 7, *(sentences,) * 2, *(occurrences,) * 2, lines
        if found != expected or self.letters.shape != (rows, 2):
            raise ValueError("its files do not belong together")


def make_key(text: str, spans: Iterable[tuple[int, int]] = ()) -> bytes:
    """By which a text that is cut at `spans` is known again: it is encoded in the same way."""
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_KEY_BYTES)
    digest.update(b"\0" + json.dumps(list(spans)).encode())
    return digest.digest()


def dump_source(source: Source) -> dict[str, Any]:
    """`source` as values that JSON has."""
    return {
        "summary": list_fields(source.summary),
        "digest": source.digest,
        "record": source.record,
        "language": source.language,
        "passages": source.passages,
        "lengths": list(source.lengths),
    }


def read_source_file(path: Path) -> tuple[Source, ...]:
    """The sources in the file `path` of a segment, in the order of their numbers.

    :raises OSError, ValueError, KeyError, TypeError: if it holds anything else.
    """
    with path.open(encoding="utf-8", newline="\n") as file:
        return tuple(_make_source(json.loads(line)) for line in file)


def _make_source(record: dict[str, Any]) -> Source:
    lengths = Lengths(*map(int, record["lengths"]))
    source = Source(
        summary=make_summary(record["summary"]),
        digest=str(record["digest"]),
        record=str(record["record"]),
        language=str(record["language"]),
        passages=int(record["passages"]),
        lengths=lengths,
    )
    if min(source.passages, *lengths) < 0:
        raise ValueError("a source has less than nothing")
    return source


def map_array(path: Path, dimensions: int) -> NDArray[Any]:
    """The array in the file `path`, which is read as its parts are looked at.

    :raises OSError, ValueError: if there is none, or of another number of `dimensions`.
    """
    mode: Literal["r"] | None = "r" if path.stat().st_size > _HEADER_BYTES else None
    array = np.load(path, allow_pickle=False, mmap_mode=mode)
    if array.ndim != dimensions:
        raise ValueError(f"{path.name} has another shape")
    return np.asarray(array)
