"""The articles of a build, out of its segments: in the order of their ids, whichever segment they
lie in, so that an index does not show how it came about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors
from embeddings.index.labels import LabelIndex, join_labels
from embeddings.index.likeness import Texts
from embeddings.index.passage_context import PassageContext, join_passage_contexts
from embeddings.index.ragged import Ragged, accumulate
from embeddings.index.segments.passage_vectors import JoinedVectors
from embeddings.index.segments.postings import write_postings
from embeddings.index.segments.segment import ID_TYPE, TERMS, Segment, Source
from embeddings.index.segments.stored import PassageRows, StoredHeads, StoredPassages
from embeddings.index.tokens.token_vectors import (
    PassageTokens,
    add_frequencies,
    count_tokens,
    join_tokens,
)
from embeddings.index.vectors import MAX_COMPARED, FlatVectors, PassageVectors, SignedVectors
from embeddings.index.words.lexical import split_terms

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Selection:
    """Those articles of a segment that are in a build: their numbers, in rising order."""

    segment: Segment
    numbers: _Rows

    @classmethod
    def without(cls, segment: Segment, left_out: Sequence[int]) -> "Selection":
        """All articles of `segment` but those with the numbers `left_out`."""
        is_in = np.ones(segment.article_count, dtype=np.bool_)
        is_in[left_out] = False
        return cls(segment, np.flatnonzero(is_in))


class Assembly:
    """What some articles of several segments are together.

    All that is here is in the order of their ids. Work grows with the
    number of passages and sentences, none is done before it is asked for, and no text is read but
    by `write_postings` and of those articles and passages that are asked for.
    """

    def __init__(self, selections: Sequence[Selection]) -> None:
        self._selections = tuple(selections)
        places = [
            (selection.segment.columns.ids[number], part, number)
            for part, selection in enumerate(selections)
            for number in selection.numbers.tolist()
        ]
        self._places = [(part, number) for _, part, number in sorted(places)]
        columns = [selection.segment.columns for selection in selections]
        self.ids = tuple(columns[part].ids[number] for part, number in self._places)
        """Those of the articles, in order."""
        self._languages = [columns[part].languages[number] for part, number in self._places]
        self._counts = [columns[part].passages[number] for part, number in self._places]
        self._rows = [each.segment.list_rows(each.numbers) for each in selections]
        self.article_starts = accumulate(self._counts)
        """The first row of each article, and the end."""
        self._order = self._find_order(self._counts)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What is known of each article."""
        parts = [each.segment for each in self._selections]
        return tuple(parts[part].sources[number] for part, number in self._places)

    @property
    def passage_count(self) -> int:
        """How many rows there are."""
        return len(self._order)

    @cached_property
    def sentence_starts(self) -> _Rows:
        """The first sentence of each row, and the end."""
        counts = [
            each.segment.tokens.text_sentences[rows]
            for each, rows in zip(self._selections, self._rows, strict=True)
        ]
        return accumulate(np.concatenate(counts)[self._order])

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Those that they lie in."""
        return tuple(each.segment for each in self._selections)

    def count_tokens(self) -> _Rows:
        """How many tokens each sentence has."""
        files = [each.segment.tokens for each in self._selections]
        return count_tokens(files, self._rows, self._order)

    def count_token_passages(self) -> dict[int, int]:
        """In how many passages each token occurs."""
        files = [each.segment.tokens for each in self._selections]
        return add_frequencies(files, self._rows)

    def join_tokens(self) -> PassageTokens:
        """The tokens of all passages."""
        files = [each.segment.tokens for each in self._selections]
        return join_tokens(files, self._rows, self._order)

    def join_lines(self) -> PassageTokens:
        """The tokens of the lines above them, as `join_context` numbers them."""
        files = [each.segment.lines for each in self._selections]
        texts = [np.arange(len(file.text_sentences)) for file in files]
        return join_tokens(files, texts, np.arange(sum(map(len, texts))))

    def join_context(self) -> PassageContext:
        """What stands around them."""
        segments = [each.segment for each in self._selections]
        return join_passage_contexts(
            [segment.context for segment in segments],
            self._rows,
            [segment.tokens.text_sentences for segment in segments],
            [len(segment.lines.text_sentences) for segment in segments],
            self._order,
        )

    def join_vectors(self, dimension: int) -> PassageVectors:
        """Their vectors; of more than `MAX_COMPARED` passages only the signs are read."""
        files = [each.segment.vectors for each in self._selections]
        stored = JoinedVectors(files, self.holders, self.places_in_segments)
        if self.passage_count <= MAX_COMPARED:
            every = np.arange(self.passage_count)
            return FlatVectors(stored.read(every))
        signs = self.gather([each.segment.signs for each in self._selections])
        centre = self._selections[0].segment.centre
        return SignedVectors(signs, centre, stored)

    def find_passages(self) -> StoredPassages:
        """The passages themselves."""
        segments = [each.segment for each in self._selections]
        return StoredPassages(segments, self.holders, self.places_in_segments)

    def find_rows(self) -> PassageRows:
        """Their rows by their ids."""
        return PassageRows(self._gather_ids())

    def write_postings(
        self, build: Path, before: Path | None, on_progress: Callable[[int], None]
    ) -> None:
        """Writes what they are found by, as `write_postings` of `postings.py` does.

        :raises OSError: if it cannot be written.
        """
        digests = self.gather([each.segment.keys.terms for each in self._selections])
        ids = self._gather_ids()
        write_postings(ids, digests, self._read_terms, build, before, on_progress)

    def find_heads(self, places: Mapping[str, str], show_fields: Sequence[str]) -> StoredHeads:
        """The heads of the articles, as `StoredHeads` has them."""
        stored = {
            article_id: (self._selections[part].segment, number)
            for article_id, (part, number) in zip(self.ids, self._places, strict=True)
        }
        return StoredHeads(stored, places, show_fields)

    @property
    def languages(self) -> frozenset[str]:
        """Those of the articles, as far as they are known."""
        return frozenset(filter(None, self._languages))

    def join_labels(self) -> LabelIndex:
        """Their rows by their labels."""
        parts = []
        for number, each in enumerate(self._selections):
            new = np.full(each.segment.passage_count, -1, dtype=np.int64)
            here = np.flatnonzero(self.holders == number)
            new[self.places_in_segments[here]] = here
            parts.append((each.segment.labels, new))
        return LabelIndex(join_labels(parts))

    def measure_coverage(self, known: Sequence[str]) -> Vectors:
        """How well the encoder knows the language of each passage: the share, from 0 to 1, of
        letters of its whole article in tokens that are familiar to it, and all of one in a
        language of `known`.

        With all-MiniLM-L6-v2 about .92 in English, .67 in German and Spanish, .45 in Turkish and
        Vietnamese, and next to nothing in other scripts.
        """
        parts = [
            each.segment.letters[rows]
            for each, rows in zip(self._selections, self._rows, strict=True)
        ]
        letters = accumulate_rows(np.concatenate(parts)[self._order])
        sums = letters[self.article_starts[1:]] - letters[self.article_starts[:-1]]
        shares = np.minimum(1.0, sums[:, 0] / np.maximum(1, sums[:, 1]))
        shares[[language in known for language in self._languages]] = 1.0
        of_passages = shares.repeat(np.diff(self.article_starts))
        return np.asarray(of_passages, dtype=np.float32)

    def find_texts(self) -> Texts:
        """What likeness is measured on."""
        keys = [each.segment.keys for each in self._selections]
        hashes = [k.hashes[rows] for k, rows in zip(keys, self._rows, strict=True)]
        counts = [
            each.segment.tokens.text_sentences[rows]
            for each, rows in zip(self._selections, self._rows, strict=True)
        ]
        of_sentences = [
            k.sentence_hashes[each.segment.list_sentences(rows)]
            for k, each, rows in zip(keys, self._selections, self._rows, strict=True)
        ]
        starts = accumulate(np.concatenate(counts))
        return Texts(
            languages=[
                language
                for language, count in zip(self._languages, self._counts, strict=True)
                for _ in range(count)
            ],
            hashes=np.concatenate(hashes)[self._order],
            sentence_starts=self.sentence_starts,
            sentence_hashes=np.concatenate(of_sentences)[
                Ragged.between(starts, self._order).members
            ],
            read=self._read_sentences,
        )

    def _read_terms(self, rows: range) -> Iterator[str]:
        """The `find_terms` of some passages."""
        article = int(np.searchsorted(self.article_starts, rows.start, side="right")) - 1
        while (first := int(self.article_starts[article])) < rows.stop:
            part, number = self._places[article]
            lines = self._selections[part].segment.read_bytes(TERMS, number)
            terms = split_terms(lines, self._counts[article])
            yield from terms[max(0, rows.start - first) : rows.stop - first]
            article += 1

    def _read_sentences(self, row: int) -> list[str]:
        """The sentences of a passage."""
        segment = self._selections[self.holders[row]].segment
        passage = segment.read_passage(int(self.places_in_segments[row]))
        return [passage.text[start:end] for start, end in passage.sentences]

    def _gather_ids(self) -> NDArray[np.bytes_]:
        found = self.gather([each.segment.ids for each in self._selections])
        return found if len(found) else np.empty(0, dtype=ID_TYPE)

    def gather(self, arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """What `arrays`, one for each segment, have for each row."""
        parts = [array[rows] for array, rows in zip(arrays, self._rows, strict=True)]
        return np.concatenate(parts)[self._order] if parts else np.empty(0)

    @cached_property
    def holders(self) -> _Rows:
        """Which of the segments each row lies in."""
        return np.repeat(np.arange(len(self._rows)), list(map(len, self._rows)))[self._order]

    @cached_property
    def places_in_segments(self) -> _Rows:
        """Which row of its segment each row is."""
        return np.concatenate([np.empty(0, dtype=np.int64), *self._rows])[self._order]

    def _find_order(self, counts: Sequence[int]) -> _Rows:
        """Which of the rows of all segments, numbered through, each row is."""
        starts: list[dict[int, int]] = []
        first = 0
        for each in self._selections:
            lengths = [each.segment.columns.passages[n] for n in each.numbers.tolist()]
            begins = accumulate(lengths) + first
            starts.append(dict(zip(each.numbers.tolist(), begins.tolist(), strict=False)))
            first = int(begins[-1])
        begins_ordered = [starts[part][number] for part, number in self._places]
        firsts = accumulate(counts)[:-1]
        shifts = np.asarray(begins_ordered, dtype=np.int64) - firsts
        return np.arange(first) + shifts.repeat(np.asarray(counts, dtype=np.int64))


def accumulate_rows(values: _Rows) -> _Rows:
    """The sums of the first rows of `values`, shape `[rows + 1, ...]`."""
    return np.concatenate([np.zeros((1, *values.shape[1:]), dtype=np.int64), values.cumsum(axis=0)])
