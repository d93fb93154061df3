"""How a build lies in an engine: which number a passage has there, how its words become a sparse
vector, and how bytes become rows."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.index.words.terms import PREFIXES, STEMS, WORDS, Term

_ROW_BITS = 32
_PIECE_BITS = 10
MAX_SEGMENTS = 1 << (63 - 1 - _ROW_BITS - _PIECE_BITS)
"""Numbers of segments are smaller, so that those of pieces have 63 bits."""
_MAX_PIECES = 1 << _PIECE_BITS
PIECE_BYTES = 48_000
"""Of what is kept, in one row: an engine's strings have at most 65,535 bytes, and base64 takes four
for three."""
_MAX_DIMENSION = (1 << 32) - 1
"""Of a sparse vector's numbers, which have 32 bits, the last one is not allowed."""

_K1, _B = 1.2, 0.75
"""As tantivy has them, whose scores the sparse vectors are to give."""
_EXACT_LENGTHS = 24
_LENGTH_BITS = 3

SparseVector = dict[int, float]
Lengths = Mapping[str, float]
"""How many terms of each kind a passage has, on average."""
_NAME = re.compile(r"s[0-9]{1,9}(_[0-9a-f]{1,32})?")
_LENGTHS = "lengths"
"""As of a kind of terms: a passage has so many of each, as it is kept, and no query asks for it."""

PASSAGE, ARTICLE = 0, 1
"""What bytes are of: a passage of a segment, or the text of one of its articles."""


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A segment as it was written into a store. Its `number` is in those of its rows, and no other
    segment of a build has it; `tag`, of what is in it, makes it another one than all others that
    ever had this number, so that whoever was told of it finds this one or none. It has so many
    `passages`, and `pieces` of them and of its articles."""

    number: int
    tag: str
    passages: int
    pieces: int

    @property
    def name(self) -> str:
        """That of no other segment that was ever written."""
        return f"s{self.number}_{self.tag}"


def is_name(name: str) -> bool:
    """Whether it is that of a segment. One of an older version has no tag."""
    return bool(_NAME.fullmatch(name))


def read_number(name: str) -> int:
    """The number of the segment with this name."""
    return int(name[1:].partition("_")[0])


def make_key(segment: int, row: int) -> int:
    """The number of a passage, which is number `row` of the segment with this number."""
    return segment << _ROW_BITS | row


def make_keys(segments: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """As `make_key`, of many passages."""
    return segments << _ROW_BITS | rows


def find_segment(key: int) -> int:
    """The number of the segment that the passage with this number is of."""
    return key >> _ROW_BITS


def list_runs(keys: NDArray[np.int64]) -> list[tuple[int, int]]:
    """`keys`, which are not empty, as runs without a gap, each from its first to its last."""
    keys = np.sort(keys)
    ends = np.flatnonzero(np.diff(keys) != 1)
    firsts, lasts = keys[[0, *(ends + 1)]].tolist(), keys[[*ends, -1]].tolist()
    return list(zip(firsts, lasts, strict=True))


def name_pieces(segment: int, kind: int, number: int, count: int) -> list[int]:
    """The numbers of the `count` pieces of what is kept of a passage or an article."""
    first = ((segment << 1 | kind) << _ROW_BITS | number) << _PIECE_BITS
    return [first | piece for piece in range(count)]


def count_pieces(size: int) -> int:
    """In how many pieces so many bytes are kept, at least one.

    :raises ValueError: if there is no room for so many.
    """
    count = max(1, -(-size // PIECE_BYTES))
    if count > _MAX_PIECES:
        raise ValueError(f"{size} bytes are too many for an engine")
    return count


def cut_pieces(data: bytes) -> Iterator[str]:
    """`data` as pieces of text."""
    for piece in range(count_pieces(len(data))):
        part = data[PIECE_BYTES * piece : PIECE_BYTES * (piece + 1)]
        yield base64.b64encode(part).decode("ascii")


def join_pieces(pieces: Iterable[str]) -> bytes:
    """What `cut_pieces` cut.

    :raises ValueError: if it did not.
    """
    return b"".join(base64.b64decode(piece, validate=True) for piece in pieces)


def weigh_terms(line: str, average: Lengths) -> SparseVector:
    """The sparse vector of a passage that is found by `line`, as `find_terms` has it: its product
    with `weigh_query` is the passage's BM25 score, as tantivy counts it (which rounds lengths), in
    an index of this `average`. `score_again` makes of it what it is in another one, for which
    lengths are kept beside. Whole words count one each, so that it can be told who has all of
    some."""
    words, stems, prefixes = (text.split() for text in line.split("\t"))
    vector = SparseVector()
    for field, found in ((STEMS, stems), (PREFIXES, prefixes)):
        length = _round_length(len(found))
        norm = _find_norm(length, average[field])
        if found:
            _add(vector, Term(_LENGTHS, field), length)
        for text, times in Counter(found).items():
            _add(vector, Term(field, text), (_K1 + 1) * times / (times + norm))
    for text in set(words):
        _add(vector, Term(WORDS, text), 1.0)
    return vector


def weigh_query(terms: Iterable[Term], idf: Mapping[Term, float]) -> SparseVector:
    """The sparse vector of a query: `terms` with their weights, and their inverse frequencies."""
    vector = SparseVector()
    for term in terms:
        _add(vector, term, term.weight * idf[term])
    return vector


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The terms of a query: their numbers in sparse vectors, their kinds, and what each weighs."""

    terms: tuple[tuple[int, str, float], ...]

    @classmethod
    def of(cls, terms: Iterable[Term], idf: Mapping[Term, float]) -> "AskedWords":
        """As `weigh_query` has them."""
        return cls(tuple((_find_dimension(t), t.field, t.weight * idf[t]) for t in terms))

    def list_dimensions(self) -> list[int]:
        """Of a passage's sparse vector, those that `score_again` needs."""
        return [*(dimension for dimension, _, _ in self.terms), *_LENGTH_DIMENSIONS.values()]

    def score_again(self, vector: SparseVector, before: Lengths, now: Lengths) -> float:
        """The BM25 score of a passage in an index of the average `now`, whose sparse `vector` was
        weighed by that of `before`: how often it has each term is told from that. It is rounded as
        tantivy's, so that equals are equal."""
        norms = {}
        for field, dimension in _LENGTH_DIMENSIONS.items():
            length = vector.get(dimension, 0.0)
            norms[field] = _find_norm(length, before[field]), _find_norm(length, now[field])
        score = 0.0
        for dimension, field, weight in self.terms:
            found = vector.get(dimension, 0.0)
            # More than that is of two terms that share a number.
            if field in norms and found < _K1 + 1:
                old, new = norms[field]
                times = round(found * old / (_K1 + 1 - found))
                found = (_K1 + 1) * times / (times + new)
            score += weight * found
        return float(np.float32(score))


def measure_drift(averages: Iterable[Lengths], now: Lengths) -> float:
    """How many times larger or smaller than the products of sparse vectors that were weighed by
    `averages` scores may be in an index of the average `now`: 1 if all are the same."""
    ratios = (
        max(1e-9, each[field]) / max(1e-9, now[field])
        for each in averages
        for field in _LENGTH_DIMENSIONS
    )
    return max((max(ratio, 1 / ratio) for ratio in ratios), default=1.0)


def count_lengths(lines: Iterable[str]) -> dict[str, int]:
    """How many terms of each kind passages that are found by `lines` have together."""
    totals = dict.fromkeys((WORDS, STEMS, PREFIXES), 0)
    for line in lines:
        for field, text in zip(totals, line.split("\t"), strict=True):
            totals[field] += len(text.split())
    return totals


def _add(vector: SparseVector, term: Term, weight: float) -> None:
    dimension = _find_dimension(term)
    vector[dimension] = vector.get(dimension, 0.0) + weight


def _find_dimension(term: Term) -> int:
    """Which number of sparse vectors is of `term`. Of a million terms some two hundred share theirs
    with another, which may cost a score, and no quote says what it should not."""
    digest = hashlib.blake2b(f"{term.field} {term.text}".encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "little") % _MAX_DIMENSION


_LENGTH_DIMENSIONS = {field: _find_dimension(Term(_LENGTHS, field)) for field in (STEMS, PREFIXES)}


def _find_norm(length: float, average: float) -> float:
    """What of BM25 depends on how long a passage is."""
    return _K1 * (1 - _B + _B * length / max(1e-9, average))


def _round_length(length: int) -> int:
    """`length` as tantivy and Lucene keep it in a byte: exact up to 40, then with four bits
    (Lucene, SmallFloat.intToByte4)."""
    free = length - _EXACT_LENGTHS
    bits = free.bit_length()
    if free < 0 or bits <= _LENGTH_BITS + 1:
        return length
    shift = bits - (_LENGTH_BITS + 1)
    return _EXACT_LENGTHS + (free >> shift << shift)
