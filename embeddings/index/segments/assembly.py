"""The articles of a build, out of its segments: in the order of their ids, whichever segment they
lie in, so that an index does not show how it came about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Passage
from embeddings.encoders.encoder import Vectors
from embeddings.index.lexical import split_terms
from embeddings.index.likeness import Texts
from embeddings.index.passage_context import PassageContext, join_passage_contexts
from embeddings.index.ragged import Ragged, accumulate
from embeddings.index.segments.segment import TERMS, Segment, Source
from embeddings.index.token_vectors import PassageTokens, join_tokens
from embeddings.index.vectors import PassageVectors

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Selection:
    """Those articles of a segment that are in a build: their numbers, in rising order."""

    segment: Segment
    numbers: _Rows


class Assembly:
    """What some articles of several segments are together.

    `sources` are theirs, in the order of their ids, as all that is here is. Work grows with the
    number of passages and sentences, none is done before it is asked for, and no text is read but
    by `load_articles`, `read_terms` and of those passages that `texts` is asked for.
    """

    def __init__(self, selections: Sequence[Selection]) -> None:
        self._selections = tuple(selections)
        places = [
            (selection.segment.sources[number].summary.id, part, number)
            for part, selection in enumerate(selections)
            for number in selection.numbers.tolist()
        ]
        self._places = [(part, number) for _, part, number in sorted(places)]
        self.sources: tuple[Source, ...] = tuple(
            selections[part].segment.sources[number] for part, number in self._places
        )
        self._rows = [each.segment.list_rows(each.numbers) for each in selections]
        counts = [source.passages for source in self.sources]
        self.article_starts = accumulate(counts)
        """The first row of each article, and the end."""
        self._order = self._find_order(counts)

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
        """Their vectors."""
        joined: Vectors = np.empty((self.passage_count, dimension), dtype=np.float32)
        places = np.argsort(self._order)
        first = 0
        for each, rows in zip(self._selections, self._rows, strict=True):
            joined[places[first : first + len(rows)]] = each.segment.vectors[rows]
            first += len(rows)
        vectors = PassageVectors(dimension)
        vectors.add(joined)
        return vectors

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
        shares[[source.language in known for source in self.sources]] = 1.0
        of_passages = shares.repeat(np.diff(self.article_starts))
        return np.asarray(of_passages, dtype=np.float32)

    def read_terms(self) -> Iterator[str]:
        """The `find_terms` of each passage."""
        for (part, number), source in zip(self._places, self.sources, strict=True):
            lines = self._selections[part].segment.read_bytes(TERMS, number)
            yield from split_terms(lines, source.passages)

    def load_articles(self) -> list[tuple[Article, list[Passage]]]:
        """The articles, each with its passages.

        :raises OSError, ValueError, KeyError, TypeError: if the files are damaged.
        """
        numbers = [each.numbers.tolist() for each in self._selections]
        loaded = [
            dict(zip(some, each.segment.load_articles(some), strict=True))
            for each, some in zip(self._selections, numbers, strict=True)
        ]
        return [loaded[part][number] for part, number in self._places]

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
            languages=[s.language for s in self.sources for _ in range(s.passages)],
            hashes=np.concatenate(hashes)[self._order],
            sentence_starts=self.sentence_starts,
            sentence_hashes=np.concatenate(of_sentences)[
                Ragged.between(starts, self._order).members
            ],
            read=self._read_sentences,
        )

    def _read_sentences(self, row: int) -> list[str]:
        """The sentences of a passage; its article is read for that."""
        article = int(np.searchsorted(self.article_starts, row, side="right")) - 1
        part, number = self._places[article]
        segment = self._selections[part].segment
        return segment.read_sentences(number, row - int(self.article_starts[article]))

    def _find_order(self, counts: Sequence[int]) -> _Rows:
        """Which of the rows of all segments, numbered through, each row is."""
        starts: list[dict[int, int]] = []
        first = 0
        for each in self._selections:
            lengths = [each.segment.sources[n].passages for n in each.numbers.tolist()]
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
