"""The postings of words, in parts that builds share: where one ends and the next begins is told by
the passages alone, so that a build by changes has the same parts as one that was made anew, and
writes only those that have changed."""

import hashlib
import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from embeddings.index.segments.files import link_file
from embeddings.index.segments.stored import read_beginnings
from embeddings.index.words.terms import PREFIXES, STEMS, WORDS

FOLDER = "lexical"
ROW = "row"
_PARTS = "parts.json"
_META = "meta.json"
_SEGMENTS = "segments"
_SMALLEST = 4096
"""Passages of a part, on average, in an index that has few: they are written in a tenth of a
second."""
_MANY_PARTS = 8
"""From twice as many on parts are twice as large. Each is one more look at each word of a question,
some 40 µs for all of it; a change writes one anew."""
_MIXING = np.uint64(0x9E3779B97F4A7C15)
"""2^64 divided by the golden ratio: what is multiplied by it has high bits that depend on all
others (Knuth, The Art of Computer Programming, 6.4)."""
_SLOT_BITS = 32
_LOWEST = (1 << _SLOT_BITS) - 1
_AT_ONCE = 65_536
"""Passages that tantivy is given for one of its segments; until it is written each takes 2 kB."""
_MEMORY_BYTES = 1024 * 1024 * 1024
"""More than that takes, which is all that is taken. If this were full, tantivy would go on with
another segment, and put them in an order of its own: equals would be in no order of ours."""
_PROBE = "probe"
_PROBE_BYTES = 1024 * 1024
_KEY_BYTES = 16
_DIGEST_BYTES = 8

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Part:
    """The postings of so many `rows`, one after the other, which `key` tells from any others. They
    are numbered from `slot << 32` on, wherever they lie in an index, and `written` is what
    tantivy calls segments."""

    key: str
    slot: int
    rows: int
    written: tuple[dict[str, Any], ...]


class RowNumbers:
    """The rows of an index, and the numbers that they have in its `parts`, which follow each other.

    :raises ValueError: if two parts have the same numbers.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.count = sum(part.rows for part in parts)
        self._starts = np.cumsum([0, *(part.rows for part in parts)])
        self._slots = np.asarray([part.slot for part in parts], dtype=np.int64)
        self._firsts: dict[int, int] = dict(
            zip(self._slots.tolist(), self._starts.tolist(), strict=False)
        )
        if len(self._firsts) != len(parts):
            raise ValueError("two parts have the same numbers")

    def number(self, rows: _Rows) -> _Rows:
        """The number of each of `rows`: of rows that follow each other in one part they do, too."""
        parts = np.searchsorted(self._starts, rows, side="right") - 1
        return np.asarray((self._slots[parts] << _SLOT_BITS) + rows - self._starts[parts])

    def find_row(self, number: int) -> int:
        """The row with this number."""
        return self._firsts[number >> _SLOT_BITS] + (number & _LOWEST)

    def cut(self, rows: range) -> list[tuple[int, int]]:
        """The numbers of `rows` as runs, each from one number up to another."""
        bounds = [row for row in self._starts.tolist() if rows.start < row < rows.stop]
        starts = [rows.start, *bounds] if rows else []
        numbers = self.number(np.asarray(starts, dtype=np.int64)).tolist()
        lengths = np.diff([*starts, rows.stop]).tolist()
        return [(number, number + length) for number, length in zip(numbers, lengths, strict=False)]


def make_schema() -> tantivy.Schema:
    """What is known of each passage."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(ROW, fast=True, indexed=True)
    for field in (STEMS, PREFIXES):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(WORDS, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def digest_terms(line: str) -> int:
    """By which the `find_terms` of a passage are known again."""
    digest = hashlib.blake2b(line.encode(), digest_size=_DIGEST_BYTES).digest()
    return int.from_bytes(digest)


def write_postings(
    ids: NDArray[np.bytes_],
    digests: NDArray[np.uint64],
    read: Callable[[range], Iterable[str]],
    build: Path,
    before: Path | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> None:
    """Writes the postings of passages into the folder `build`. They have these `ids`, and
    `read` gives the `find_terms` of some rows, whose `digest_terms` are `digests`. Parts that the
    build `before` has are not written again. `on_progress` is called with the number of passages
    whose postings are there.

    :raises OSError: if they cannot be written.
    """
    folder = build / FOLDER
    folder.mkdir()
    try:
        known = {part.key: part for part in _read_known(before)}
        ranges = cut_rows(ids)
        keys = [_make_key(ids[r.start : r.stop], digests[r.start : r.stop]) for r in ranges]
        taken = {known[key].slot for key in keys if key in known}
        free = iter(slot for slot in range(len(taken) + len(keys)) if slot not in taken)
        parts = []
        for rows, key in zip(ranges, keys, strict=True):
            if before and key in known:
                parts.append(known[key])
                _link_part(known[key], before / FOLDER, folder)
            else:
                slot = next(free)
                parts.append(Part(key, slot, len(rows), _write_part(slot, rows, read, folder)))
            if on_progress:
                on_progress(rows.stop)
        _write_head(parts, folder)
    except ValueError as exc:  # which tantivy raises for a disk that is full
        _write_something(folder)
        raise OSError(str(exc)) from exc


def read_parts(build: Path) -> list[Part]:
    """The parts that `write_postings` wrote, one behind the other.

    :raises OSError, ValueError, KeyError, TypeError: if it did not.
    """
    values = json.loads((build / FOLDER / _PARTS).read_text("ascii"))
    return [Part(**value | {"written": tuple(value["written"])}) for value in values]


def cut_rows(ids: NDArray[np.bytes_]) -> list[range]:
    """The rows of each part of an index of passages with these `ids`. A passage begins one if what
    its id is hashed to is the least of those around it, which are as many as a part has on average:
    a change farther off moves no bound, and no part is smaller than half of that."""
    size = _SMALLEST
    while len(ids) >= 2 * _MANY_PARTS * size:
        size *= 2
    around = size // 2
    hashes = _hash_ids(ids)
    is_least = _find_least(hashes, around) == hashes
    before = _find_least(hashes[::-1], around)[::-1]
    is_least[1:] &= hashes[1:] < before[:-1]
    is_least[:around] = False
    is_least[max(0, len(ids) - around) :] = False
    bounds = [0, *np.flatnonzero(is_least).tolist(), len(ids)]
    return [range(first, last) for first, last in itertools.pairwise(bounds) if first < last]


def _hash_ids(ids: NDArray[np.bytes_]) -> NDArray[np.uint64]:
    return read_beginnings(ids) * _MIXING


def _find_least(numbers: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """The least of so many numbers from each of `numbers` on; `length` is a power of two."""
    least = numbers.copy()
    step = 1
    while step < min(length, len(numbers)):
        np.minimum(least[:-step], least[step:], out=least[:-step])
        step *= 2
    return least


def _make_key(ids: NDArray[np.bytes_], digests: NDArray[np.uint64]) -> str:
    digest = hashlib.blake2b(np.ascontiguousarray(ids).data, digest_size=_KEY_BYTES)
    digest.update(np.ascontiguousarray(digests).data)
    return digest.hexdigest()


def _read_known(before: Path | None) -> list[Part]:
    try:
        return read_parts(before) if before else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _link_part(part: Part, source: Path, target: Path) -> None:
    for path in _list_files(part.written, source):
        link_file(path, target / path.name)


def _write_part(
    slot: int, rows: range, read: Callable[[range], Iterable[str]], folder: Path
) -> tuple[dict[str, Any], ...]:
    """Writes the files of a part into `folder`; gives tantivy's words for them."""
    written: list[dict[str, Any]] = []
    for first in range(0, len(rows), _AT_ONCE):
        terms = read(rows[first : first + _AT_ONCE])
        written += _write_segment((slot << _SLOT_BITS) + first, terms, folder)
    return tuple(written)


def _write_segment(first: int, terms: Iterable[str], folder: Path) -> list[dict[str, Any]]:
    """As `_write_part`, of passages that are numbered from `first` on."""
    place = folder / _SEGMENTS
    place.mkdir()
    writer = tantivy.Index(make_schema(), str(place)).writer(_MEMORY_BYTES, 1)
    for number, line in enumerate(terms, first):
        document = tantivy.Document()
        document.add_integer(ROW, number)
        for field, text in zip((WORDS, STEMS, PREFIXES), line.split("\t"), strict=True):
            document.add_text(field, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    written: list[dict[str, Any]] = json.loads((place / _META).read_text("utf-8"))[_SEGMENTS]
    for path in _list_files(written, place):
        path.replace(folder / path.name)
    shutil.rmtree(place)
    return written


def _write_head(parts: Sequence[Part], folder: Path) -> None:
    """Has tantivy take all parts for one index, which it does of what its list of segments names:
    ranks and what is frequent are of all together, and equals are in the order of rows."""
    tantivy.Index(make_schema(), str(folder))
    meta = json.loads((folder / _META).read_text("utf-8"))
    meta[_SEGMENTS] = [segment for part in parts for segment in part.written]
    (folder / _META).write_text(json.dumps(meta), "utf-8")
    (folder / _PARTS).write_text(json.dumps(list(map(asdict, parts)), indent=1) + "\n", "ascii")
    for lock in folder.glob(".*.lock"):
        lock.unlink()


def _write_something(folder: Path) -> None:
    """Raises what the system says of it if nothing can be written into `folder`: of an error in one
    of its threads tantivy says no more than that there was one."""
    with (folder / _PROBE).open("wb") as file:
        file.write(bytes(_PROBE_BYTES))
        file.flush()
        os.fsync(file.fileno())


def _list_files(written: Iterable[dict[str, Any]], folder: Path) -> list[Path]:
    names = [segment["segment_id"].replace("-", "") for segment in written]
    return sorted(path for name in names for path in folder.glob(f"{name}.*"))
