"""Writing segments: of articles as they are encoded, or of those of others, byte for byte."""

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Passage, Summary
from corpus.records import dump_record
from embeddings.encoders.encoder import Encoder, Vectors
from embeddings.encoders.windows import encode_whole
from embeddings.index.labels import Labels, find_labels, join_labels, write_labels
from embeddings.index.language_coverage import count_covered_letters
from embeddings.index.likeness import hash_passage, hash_sentence, main_language
from embeddings.index.passage_context import (
    find_passage_context,
    join_passage_contexts,
    write_passage_context,
)
from embeddings.index.ragged import accumulate
from embeddings.index.segments.passage_vectors import VectorFile, encode_vectors
from embeddings.index.segments.postings import digest_terms
from embeddings.index.segments.records import format_article, format_headings, format_passage
from embeddings.index.segments.segment import (
    CENTRE,
    ID_TYPE,
    IDS,
    KEYS,
    LETTERS,
    LINES,
    PASSAGES,
    PLACES,
    SIGNS,
    TEXT,
    TEXTS,
    VECTORS,
    Columns,
    DamagedError,
    Keys,
    Lengths,
    Place,
    Segment,
    Source,
    digest_passage,
    dump_source,
    make_key,
    write_columns,
)
from embeddings.index.tokens.codes import Records
from embeddings.index.tokens.token_vectors import TokenWriter, read_token_file
from embeddings.index.vectors import find_centre, pack_signs
from embeddings.index.words.lexical import find_terms, join_terms

_BATCH_PASSAGES = 256
_RECORD_BYTES = 16

_Rows = NDArray[np.int64]

OnPassages = Callable[[int, int], None]
"""Called with how many passages have just been encoded, and how many were known."""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article to be encoded, its passages, and what is known of it; `digest` as in `Source`."""

    article: Article
    passages: Sequence[Passage]
    summary: Summary
    digest: str


class EncodedTexts:
    """Passages and lines that are encoded already, in `segments` and what is added to them, by
    their keys."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = list(map(_place_texts, segments))
        self._passages: dict[bytes, tuple[Segment, int]] = {}
        self._lines: dict[bytes, tuple[Segment, int]] = {}
        with_passages = (segment.centre for segment in segments if segment.passage_count)
        self.centre: Vectors | None = next(with_passages, None)
        """What signs are told from: what the first segment with passages found, None if there is
        none."""

    def add(self, segment: Segment) -> None:
        """What `segment` has, too."""
        if self.centre is None and segment.passage_count:
            self.centre = segment.centre
        for keys, known in (
            (segment.keys.passages, self._passages),
            (segment.keys.lines, self._lines),
        ):
            for row, key in enumerate(map(bytes, keys)):
                known[key] = segment, row

    def replace(self, parts: Sequence[Segment], merged: Sequence[Segment]) -> None:
        """From now on what `parts` had is what those have that were `merged` of them."""
        gone = set(parts)
        self._segments = [each for each in self._segments if each[0] not in gone]
        for known in (self._passages, self._lines):
            for key in [key for key, (segment, _) in known.items() if segment in gone]:
                del known[key]
        self._segments += map(_place_texts, merged)

    def find_passage(self, key: bytes) -> tuple[Segment, int] | None:
        """The segment and the row of a passage with this key, the last one there is; None if there
        is none, or what there is of it is damaged."""
        place = self._passages.get(key) or _find_place(
            key, ((segment, passages) for segment, passages, _ in reversed(self._segments))
        )
        return place if place and place[0].are_tokens_whole([place[1]]) else None

    def find_line(self, key: bytes) -> tuple[Segment, int] | None:
        """As `find_passage`, of a line."""
        place = self._lines.get(key) or _find_place(
            key, ((segment, lines) for segment, _, lines in reversed(self._segments))
        )
        return place if place and place[0].are_lines_whole([place[1]]) else None


class _Places:
    """Where each of `keys`, shape `[keys, 16]`, stands among them. They are put in order, which
    takes a tenth of what a dict does: of all passages of an index a change looks few up."""

    def __init__(self, keys: NDArray[np.uint8]) -> None:
        self._keys = keys
        beginnings = _read_beginnings(keys)
        self._order = np.argsort(beginnings, kind="stable")
        self._beginnings = beginnings[self._order]

    def find(self, key: bytes) -> int | None:
        """The last place of `key`; None if it has none."""
        wanted = _read_beginnings(_stack([key]))[0]
        last = int(self._beginnings.searchsorted(wanted, "right"))
        while last and self._beginnings[last - 1] == wanted:
            last -= 1
            if bytes(self._keys[self._order[last]]) == key:
                return int(self._order[last])
        return None


def _place_texts(segment: Segment) -> tuple[Segment, _Places, _Places]:
    return segment, _Places(segment.keys.passages), _Places(segment.keys.lines)


def _find_place(
    key: bytes, segments: Iterable[tuple[Segment, _Places]]
) -> tuple[Segment, int] | None:
    for segment, places in segments:
        if (place := places.find(key)) is not None:
            return segment, place
    return None


def write_new_segment(
    path: Path,
    new: Sequence[NewArticle],
    encoder: Encoder,
    token_bits: int,
    known: EncodedTexts,
    on_progress: OnPassages,
) -> None:
    """Writes a segment of the articles `new` into the folder `path`. What is `known` is not encoded
    again; with how many bits a dimension tokens' vectors are stored in it is as `token_bits` says.
    `on_progress` is called for each batch of passages: their tokens never all lie in memory.

    :raises OSError: if it cannot be written.
    """
    articles = {each.article.id: each.article for each in new}
    passages = [passage for each in new for passage in each.passages]
    context, lines = find_passage_context(passages, articles)
    write_passage_context(context, path)
    write_labels(find_labels(passages), path)
    terms = _write_texts(path, new)
    line_keys = [make_key(line) for line in lines]
    _write_lines(path, lines, line_keys, encoder, token_bits, known)
    keys = [make_key(passage.text, passage.sentences) for passage in passages]
    _write_passages(path, passages, keys, encoder, token_bits, known, on_progress)
    sentences = [p.text[start:end] for p in passages for start, end in p.sentences]
    _write_keys(
        path,
        Keys(
            passages=_stack(keys),
            lines=_stack(line_keys),
            tokens=read_token_file(path).digest_texts(range(len(passages))),
            line_tokens=read_token_file(path / LINES).digest_texts(range(len(lines))),
            hashes=np.asarray([hash_passage(p.text) for p in passages], dtype=np.uint64),
            sentence_hashes=np.asarray(list(map(hash_sentence, sentences)), dtype=np.uint64),
            terms=np.asarray(terms, dtype=np.uint64),
        ),
    )


def merge_segments(path: Path, parts: Sequence[tuple[Segment, _Rows]], centre: Vectors) -> None:
    """Writes a segment of the articles with these numbers, in rising order, of each of several
    segments into the folder `path`: what they have, byte for byte, but for signs, which are told
    from `centre`.

    :raises OSError, ValueError, KeyError: if it cannot be written or they cannot be read.
    :raises DamagedError: if their tokens are not as they were written.
    """
    rows = [segment.list_rows(numbers) for segment, numbers in parts]
    _copy_texts(path, parts)
    write_columns(_join_columns(parts), path)
    with TokenWriter(path, parts[0][0].tokens.bits) as tokens:
        for (segment, _), chosen in zip(parts, rows, strict=True):
            if not segment.are_tokens_whole(chosen.tolist()):
                raise _tokens_damaged(segment.path)
            tokens.copy(segment.tokens, chosen)
        tokens.finish()
    of_rows: tuple[tuple[str, list[NDArray[Any]]], ...] = (
        (LETTERS, [segment.letters for segment, _ in parts]),
        (IDS, [segment.ids for segment, _ in parts]),
    )
    for name, arrays in of_rows:
        _save(path / name, [array[some] for array, some in zip(arrays, rows, strict=True)])
    vectors = [(segment.vectors, some) for (segment, _), some in zip(parts, rows, strict=True)]
    _write_records(path / VECTORS, [file.copy(some) for file, some in vectors])
    _save(path / SIGNS, [pack_signs(file.read(some), centre) for file, some in vectors])
    _save(path / CENTRE, [centre])
    _save(path / PLACES, _move_places(parts, rows))
    write_labels(_join_labels(parts, rows), path)
    lines = _merge_context(path, parts, rows)
    _write_keys(path, _merge_keys(parts, rows, lines))


def _write_texts(path: Path, new: Sequence[NewArticle]) -> list[int]:
    """Gives the `digest_terms` of all passages."""
    digests: list[int] = []
    lengths: list[Lengths] = []
    places: list[Place] = []
    with ExitStack() as stack:
        files = [stack.enter_context((path / name).open("wb")) for name in TEXTS]
        for each in new:
            records = [format_passage(passage) for passage in each.passages]
            terms = [find_terms(passage, each.article) for passage in each.passages]
            digests += map(digest_terms, terms)
            parts = (
                (dump_record(dump_source(_make_source(each))) + "\n").encode(),
                each.article.text.encode(),
                b"".join(records),
                join_terms(terms),
                format_headings(each.passages),
            )
            places += _place_passages(each, records, parts[1], files[2].tell(), files[1].tell())
            for file, part in zip(files, parts, strict=True):
                file.write(part)
            lengths.append(Lengths(*map(len, parts)))
    columns = Columns(
        ids=[each.article.id for each in new],
        languages=[main_language(each.article) for each in new],
        passages=[len(each.passages) for each in new],
        lengths=lengths,
    )
    write_columns(columns, path)
    _save(path / PLACES, [np.asarray(places, dtype=np.int64).reshape(-1, len(Place._fields))])
    ids = [passage.id for each in new for passage in each.passages]
    _save(path / IDS, [np.asarray(ids, dtype=ID_TYPE)])
    return digests


def _make_source(new: NewArticle) -> Source:
    read = format_article(new.article)
    return Source(
        summary=new.summary,
        head=new.article.head,
        digest=new.digest,
        record=hashlib.blake2b(read, digest_size=_RECORD_BYTES).hexdigest(),
    )


def _place_passages(
    new: NewArticle, records: Sequence[bytes], text: bytes, record_start: int, text_start: int
) -> Iterator[Place]:
    """Where the passages of an article lie, whose records and whose text begin at these bytes."""
    bounds = sorted({bound for passage in new.passages for bound in (passage.start, passage.end)})
    pieces = itertools.pairwise([0, *bounds])
    lengths = [len(new.article.text[start:end].encode()) for start, end in pieces]
    offsets = dict(zip(bounds, itertools.accumulate(lengths), strict=True))
    end = record_start
    for passage, record in zip(new.passages, records, strict=True):
        end += len(record)
        first, last = offsets[passage.start], offsets[passage.end]
        digest = digest_passage(record, text[first:last])
        yield Place(end, text_start + first, text_start + last, digest)


def _move_places(
    parts: Sequence[tuple[Segment, _Rows]], rows: Sequence[_Rows]
) -> list[NDArray[np.int64]]:
    """The places of those `rows` of `parts`, as their texts lie one behind the other."""
    moved = []
    texts, records = 0, 0
    for (segment, numbers), chosen in zip(parts, rows, strict=True):
        counts = np.diff(segment.row_starts)[numbers]
        places = segment.places[chosen].copy()
        for name, columns in ((PASSAGES, [0]), (TEXT, [1, 2])):
            starts = np.asarray(segment.starts[name], dtype=np.int64)
            lengths = np.diff(starts)[numbers]
            begins = accumulate(lengths) + (records if name == PASSAGES else texts)
            shifts = begins[:-1] - starts[numbers]
            places[:, columns] += shifts.repeat(counts)[:, np.newaxis]
            if name == PASSAGES:
                records = int(begins[-1])
            else:
                texts = int(begins[-1])
        moved.append(places)
    return moved


def _join_labels(parts: Sequence[tuple[Segment, _Rows]], rows: Sequence[_Rows]) -> Labels:
    places = []
    first = 0
    for (segment, _), chosen in zip(parts, rows, strict=True):
        new = np.full(segment.passage_count, -1, dtype=np.int64)
        new[chosen] = np.arange(first, first + len(chosen))
        places.append((segment.labels, new))
        first += len(chosen)
    return join_labels(places)


def _copy_texts(path: Path, parts: Sequence[tuple[Segment, _Rows]]) -> None:
    for name in TEXTS:
        with (path / name).open("wb") as file:
            for segment, numbers in parts:
                file.writelines(segment.read_bytes(name, number) for number in numbers.tolist())


def _join_columns(parts: Sequence[tuple[Segment, _Rows]]) -> Columns:
    chosen = [(s.columns, number) for s, numbers in parts for number in numbers.tolist()]
    return Columns(
        ids=[columns.ids[number] for columns, number in chosen],
        languages=[columns.languages[number] for columns, number in chosen],
        passages=[columns.passages[number] for columns, number in chosen],
        lengths=[columns.lengths[number] for columns, number in chosen],
    )


def _write_lines(
    path: Path,
    lines: Sequence[str],
    keys: Sequence[bytes],
    encoder: Encoder,
    token_bits: int,
    known: EncodedTexts,
) -> None:
    (path / LINES).mkdir()
    with TokenWriter(path / LINES, token_bits) as tokens:
        for first in range(0, len(lines), _BATCH_PASSAGES):
            batch = range(first, min(first + _BATCH_PASSAGES, len(lines)))
            found = [known.find_line(keys[number]) for number in batch]
            texts = [lines[n] for n, place in zip(batch, found, strict=True) if place is None]
            encoded = iter(encoder.encode_passages(texts))
            for place in found:
                if place is None:
                    tokens.add([0], next(encoded))
                else:
                    tokens.copy(place[0].lines, _rows(place[1]))
        tokens.finish()


def _write_passages(
    path: Path,
    passages: Sequence[Passage],
    keys: Sequence[bytes],
    encoder: Encoder,
    token_bits: int,
    known: EncodedTexts,
    on_progress: OnPassages,
) -> None:
    records: list[Records] = []
    letters: list[tuple[int, int]] = []
    with TokenWriter(path, token_bits) as tokens:
        for first in range(0, len(passages), _BATCH_PASSAGES):
            batch = range(first, min(first + _BATCH_PASSAGES, len(passages)))
            found = [known.find_passage(keys[number]) for number in batch]
            unknown = [passages[n] for n, place in zip(batch, found, strict=True) if place is None]
            encoded = iter(encode_whole(encoder, unknown))
            for number, place in zip(batch, found, strict=True):
                if place is None:
                    text = next(encoded)
                    passage = passages[number]
                    tokens.add([start for start, _ in passage.sentences], text)
                    records.append(encode_vectors(text.vector[np.newaxis]))
                    letters.append(count_covered_letters(passage.text, text))
                else:
                    segment, row = place
                    tokens.copy(segment.tokens, _rows(row))
                    records.append(segment.vectors.copy(_rows(row)))
                    letters.append((int(segment.letters[row, 0]), int(segment.letters[row, 1])))
            on_progress(len(unknown), len(batch) - len(unknown))
        tokens.finish()
    _write_records(path / VECTORS, records)
    vectors = VectorFile(path / VECTORS, len(passages), encoder.dimension).read(slice(None))
    centre = find_centre(vectors) if known.centre is None else known.centre
    _save(path / SIGNS, [pack_signs(vectors, centre)])
    _save(path / CENTRE, [centre])
    _save(path / LETTERS, [np.asarray(letters, dtype=np.int64).reshape(-1, 2)])


def _merge_context(
    path: Path, parts: Sequence[tuple[Segment, _Rows]], rows: Sequence[_Rows]
) -> list[_Rows]:
    """Writes the context of those `rows` of `parts`, and the lines above them, each once; gives
    which lines of each part are written."""
    counts = [len(segment.lines.text_sentences) for segment, _ in parts]
    context = join_passage_contexts(
        [segment.context for segment, _ in parts],
        rows,
        [segment.tokens.text_sentences for segment, _ in parts],
        counts,
        np.arange(sum(map(len, rows))),
    )
    keys = np.concatenate([segment.keys.lines for segment, _ in parts])
    used, places = np.unique(context.lines, return_inverse=True)
    # The first line of all with the same words is kept, in the order of the lines.
    _, firsts, same = np.unique(keys[used], axis=0, return_index=True, return_inverse=True)
    order = np.argsort(firsts)
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    kept = used[np.sort(firsts)]
    renumbered = ranks[same.reshape(-1)][places.reshape(-1)]
    write_passage_context(replace(context, lines=renumbered.astype(np.int64)), path)
    bounds = np.cumsum([0, *counts])
    chosen = [
        kept[(kept >= first) & (kept < last)] - first
        for first, last in zip(bounds.tolist(), bounds[1:].tolist(), strict=False)
    ]
    (path / LINES).mkdir()
    with TokenWriter(path / LINES, parts[0][0].tokens.bits) as tokens:
        for (segment, _), lines in zip(parts, chosen, strict=True):
            if not segment.are_lines_whole(lines.tolist()):
                raise _tokens_damaged(segment.path / LINES)
            tokens.copy(segment.lines, lines)
        tokens.finish()
    return chosen


def _merge_keys(
    parts: Sequence[tuple[Segment, _Rows]], rows: Sequence[_Rows], lines: Sequence[_Rows]
) -> Keys:
    keys = [segment.keys for segment, _ in parts]
    sentences = [
        segment.list_sentences(chosen) for (segment, _), chosen in zip(parts, rows, strict=True)
    ]
    return Keys(
        passages=np.concatenate([k.passages[r] for k, r in zip(keys, rows, strict=True)]),
        lines=np.concatenate([k.lines[r] for k, r in zip(keys, lines, strict=True)]),
        tokens=np.concatenate([k.tokens[r] for k, r in zip(keys, rows, strict=True)]),
        line_tokens=np.concatenate([k.line_tokens[r] for k, r in zip(keys, lines, strict=True)]),
        hashes=np.concatenate([k.hashes[r] for k, r in zip(keys, rows, strict=True)]),
        sentence_hashes=np.concatenate(
            [k.sentence_hashes[r] for k, r in zip(keys, sentences, strict=True)]
        ),
        terms=np.concatenate([k.terms[r] for k, r in zip(keys, rows, strict=True)]),
    )


def _write_keys(path: Path, keys: Keys) -> None:
    with (path / KEYS).open("wb") as file:
        np.savez(
            file,
            passages=keys.passages,
            lines=keys.lines,
            tokens=keys.tokens,
            line_tokens=keys.line_tokens,
            hashes=keys.hashes,
            sentence_hashes=keys.sentence_hashes,
            terms=keys.terms,
        )


def _tokens_damaged(path: Path) -> DamagedError:
    return DamagedError(f"the index is damaged (the tokens in {path}): run footnote index --full")


def _write_records(path: Path, parts: Sequence[Records]) -> None:
    with path.open("wb") as file:
        for part in parts:
            file.write(part.data)


def _save(path: Path, parts: Sequence[NDArray[Any]]) -> None:
    with path.open("wb") as file:
        np.save(file, np.concatenate(parts))


def _stack(keys: Sequence[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), -1 if keys else 16)


def _read_beginnings(keys: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The first half of each key as a number, shape `[keys]`."""
    return np.ascontiguousarray(keys[:, :8]).view(np.uint64).reshape(len(keys))


def _rows(row: int) -> _Rows:
    return np.asarray([row], dtype=np.int64)
