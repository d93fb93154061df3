"""Vectors of every token of every passage, kept small on disk, for late interaction."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import EncodedText, Vectors
from embeddings.index.mapping import map_file
from embeddings.index.ragged import Ragged, accumulate
from embeddings.index.tokens.codes import TokenQuery, make_code
from embeddings.index.tokens.token_records import AbsentRecords, JoinedRecords, TokenRecords

RECORDS = "tokens.codes"
IDS = "tokens.ids"
_LAYOUT = "tokens.npz"

_DIGEST_BYTES = 8

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TokenFile:
    """The tokens of texts, as a `TokenWriter` wrote them.

    `records` are their vectors, with `bits` a dimension, read from disk when needed. `ids` says
    which each is, `counts`, shape `[sentences]`, how many each sentence has, `text_sentences`,
    shape `[texts]`, how many sentences each text has. `frequency` says in how many texts a token
    occurs.
    """

    bits: int
    dimension: int
    records: TokenRecords
    ids: NDArray[np.uint32]
    counts: _Rows
    text_sentences: _Rows
    text_starts: _Rows
    """The first token of each text, and the end, shape `[texts + 1]`."""
    frequency: Mapping[int, int]

    def count_texts_with(self, texts: _Rows) -> Mapping[int, int]:
        """In how many of `texts`, in rising order, each token occurs. Work grows with their
        tokens."""
        if len(texts) == len(self.text_sentences):
            return self.frequency
        runs = Ragged.between(self.text_starts, texts)
        pairs = np.repeat(texts.astype(np.uint64) << np.uint64(32), runs.lengths)
        pairs |= self.ids[runs.members]
        tokens = np.unique(pairs).astype(np.uint32)
        found, counts = np.unique(tokens, return_counts=True)
        return dict(zip(found.tolist(), counts.tolist(), strict=True))

    def digest_texts(self, texts: Iterable[int]) -> NDArray[np.uint64]:
        """By which it is seen that the tokens of each of `texts` are as they were written."""
        return np.asarray([self._digest_text(text) for text in texts], dtype=np.uint64)

    def _digest_text(self, text: int) -> int:
        digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
        begin, end = self.text_starts[text : text + 2].tolist()
        digest.update(np.ascontiguousarray(self.records.read(begin, end)).data)
        digest.update(np.ascontiguousarray(self.ids[begin:end]).data)
        return int.from_bytes(digest.digest())


class TokenWriter:
    """Writes the tokens of texts, one after the other, into the folder `build`, their vectors with
    so many `bits` a dimension.

    A context manager; `finish` writes what the reader needs to find its way.

    :raises ValueError: if they cannot be stored so.
    """

    def __init__(self, build: Path, bits: int) -> None:
        make_code(bits, 0)
        self._build = build
        self._bits = bits
        with ExitStack() as opening:  # where the second cannot be made the first is closed
            self._records = opening.enter_context((build / RECORDS).open("wb"))
            self._token_ids = opening.enter_context((build / IDS).open("wb"))
            self._files = opening.pop_all()
        self._dimension = 0
        self._counts: list[_Rows] = []
        self._text_sentences: list[_Rows] = []
        self._frequency: dict[int, int] = {}

    def __enter__(self) -> "TokenWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.close()  # each, even if the disk is full for another

    def add(self, sentence_starts: Sequence[int], encoded: EncodedText) -> None:
        """The next text, whose sentences begin at these characters. A token belongs to the
        sentence that it begins in."""
        self._dimension = encoded.token_vectors.shape[1]
        code = make_code(self._bits, self._dimension)
        self._records.write(np.ascontiguousarray(code.encode(encoded.token_vectors)).data)
        firsts = np.searchsorted(encoded.token_spans[:, 0], sentence_starts)
        firsts[0] = 0  # every token belongs to a sentence
        self._counts.append(np.diff(firsts, append=len(encoded.token_ids)))
        self._text_sentences.append(np.asarray([len(firsts)], dtype=np.int64))
        self._token_ids.write(encoded.token_ids.astype(np.uint32).data)
        for token in set(encoded.token_ids.tolist()):
            self._frequency[token] = self._frequency.get(token, 0) + 1

    def copy(self, file: TokenFile, texts: _Rows) -> None:
        """Next `texts` of `file`, byte for byte, in the order that is given.

        :raises ValueError: if their vectors are stored in another way.
        """
        if not len(texts):
            return
        if file.records.code is not make_code(self._bits, file.dimension):
            raise ValueError("the tokens are stored in other codes")
        starts = file.text_starts
        for first, last in _find_runs(texts):
            begin, end = int(starts[first]), int(starts[last])
            self._records.write(np.ascontiguousarray(file.records.read(begin, end)).data)
            self._token_ids.write(np.ascontiguousarray(file.ids[begin:end]).data)
        sentences = Ragged.between(accumulate(file.text_sentences), texts)
        self._counts.append(file.counts[sentences.members])
        self._text_sentences.append(sentences.lengths)
        self._dimension = file.dimension
        for token, count in file.count_texts_with(texts).items():
            self._frequency[token] = self._frequency.get(token, 0) + count

    def finish(self) -> None:
        """Writes the layout, when all texts have been added."""
        np.savez(
            self._build / _LAYOUT,
            bits=np.asarray(self._bits, dtype=np.int64),
            dimension=np.asarray(self._dimension, dtype=np.int64),
            counts=_join(self._counts),
            text_sentences=_join(self._text_sentences),
            tokens=np.asarray(list(self._frequency), dtype=np.int64),
            frequencies=np.asarray(list(self._frequency.values()), dtype=np.int64),
        )


class Records(Protocol):
    """Vectors of tokens, as a code has stored them."""

    def multiply(self, query: TokenQuery, rows: _Rows) -> Vectors:
        """The product of each of the tokens `rows` with each of `query`, shape
        `[rows, query tokens]`."""


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """Tokens of all passages, whose `records` lie in one or more files.

    `sentence_rows` counts tokens sentence by sentence in the order of passages: from
    `sentence_rows[i]` up to `sentence_rows[i + 1]` for sentence `i`; `shifts[i]` added to these
    numbers gives which of `records` they are. `passage_frequency` says in
    how many of `passage_count` passages a token occurs.
    """

    records: Records
    sentence_rows: _Rows
    shifts: _Rows
    passage_frequency: dict[int, int]
    passage_count: int

    def weigh(self, query: EncodedText, unseen_passages: int) -> Vectors:
        """How much each token of the query counts, shape `[tokens]`: BM25's inverse frequency,
        ln(1 + (N - n + .5) / (n + .5)) for a token in n of N passages (Robertson and Zaragoza,
        The Probabilistic Relevance Framework, 2009), scaled to sum to 1. N is larger than the
        index by `unseen_passages` without any of the tokens: of few passages none would tell a
        rare word from a common one."""
        found = [self.passage_frequency.get(token, 0) for token in query.token_ids.tolist()]
        counts = np.asarray(found, dtype=np.float32)
        total = self.passage_count + unseen_passages
        weights = np.log1p((total - counts + 0.5) / (counts + 0.5))
        return np.asarray(weights / weights.sum(), dtype=np.float32)

    def match_sentences(self, query: TokenQuery, sentences: _Rows) -> Vectors:
        """How well each of `sentences` matches each token of `query`, made of their vectors, shape
        `[sentences, tokens]`: the cosine with the sentence's most similar token, -1 without one.

        The weighted sum of a row is the sentence's MaxSim (Khattab and Zaharia, ColBERT, 2020),
        that of the columns' maxima the passage's, or of whichever sentences they are taken over.
        """
        runs = Ragged.between(self.sentence_rows, sentences)
        places = runs.members
        places += self.shifts[sentences].repeat(runs.lengths)
        return runs.max(self.records.multiply(query, places))


def read_token_file(folder: Path) -> TokenFile:
    """The tokens that a `TokenWriter` wrote into `folder`.

    :raises OSError, ValueError, KeyError: if the files are missing or do not fit together.
    """
    file = read_token_layout(folder)
    tokens = len(file.records)
    if (folder / IDS).stat().st_size != 4 * tokens:
        raise ValueError("the tokens' files do not belong together")
    return replace(
        file,
        records=TokenRecords(folder / RECORDS, file.records.code, tokens),
        ids=map_file(folder / IDS, np.uint32, (tokens,)),
    )


def read_token_layout(folder: Path) -> TokenFile:
    """As `read_token_file`, without their vectors and which they are: of these it is only known how
    many there are.

    :raises OSError, ValueError, KeyError: as there.
    """
    with np.load(folder / _LAYOUT, allow_pickle=False) as layout:
        counts = layout["counts"]
        text_sentences = layout["text_sentences"]
        tokens, dimension = int(counts.sum()), int(layout["dimension"])
        bits = int(layout["bits"])
        frequency = dict(
            zip(layout["tokens"].tolist(), layout["frequencies"].tolist(), strict=True)
        )
    if counts.min(initial=0) < 0 or text_sentences.sum() != len(counts):
        raise ValueError("the tokens' files do not belong together")
    return TokenFile(
        bits=bits,
        dimension=dimension,
        records=AbsentRecords(make_code(bits, dimension), tokens),
        ids=np.empty(0, dtype=np.uint32),
        counts=counts,
        text_sentences=text_sentences,
        text_starts=accumulate(counts)[accumulate(text_sentences)],
        frequency=frequency,
    )


def join_tokens(files: Sequence[TokenFile], texts: Sequence[_Rows], order: _Rows) -> PassageTokens:
    """The tokens of those `texts` of each of `files`, which are numbered through in that order;
    text `order[i]` of all becomes passage `i`. Work grows with the number of sentences, and with
    the tokens of the texts that are left out."""
    sentences = _choose_sentences(files, texts)
    records = JoinedRecords([file.records for file in files])
    firsts = [
        start + accumulate(file.counts)[runs.members]
        for file, runs, start in zip(files, sentences, records.starts.tolist(), strict=True)
    ]
    counts = [file.counts[runs.members] for file, runs in zip(files, sentences, strict=True)]
    per_text = _join([runs.lengths for runs in sentences])
    ordered = Ragged.between(accumulate(per_text), order).members
    sentence_rows = accumulate(_join(counts)[ordered])
    return PassageTokens(
        records=records,
        sentence_rows=sentence_rows,
        shifts=_join(firsts)[ordered] - sentence_rows[:-1],
        passage_frequency=add_frequencies(files, texts),
        passage_count=len(order),
    )


def count_tokens(files: Sequence[TokenFile], texts: Sequence[_Rows], order: _Rows) -> _Rows:
    """How many tokens each sentence has, of those texts in the order that `join_tokens` has."""
    sentences = _choose_sentences(files, texts)
    counts = [file.counts[runs.members] for file, runs in zip(files, sentences, strict=True)]
    per_text = _join([runs.lengths for runs in sentences])
    return np.asarray(_join(counts)[Ragged.between(accumulate(per_text), order).members])


def _choose_sentences(files: Sequence[TokenFile], texts: Sequence[_Rows]) -> list[Ragged]:
    return [
        Ragged.between(accumulate(file.text_sentences), chosen)
        for file, chosen in zip(files, texts, strict=True)
    ]


def add_frequencies(files: Sequence[TokenFile], texts: Sequence[_Rows]) -> dict[int, int]:
    """In how many of `texts` of all `files` each token occurs."""
    total: dict[int, int] = dict(files[0].frequency) if files else {}
    for file in files[1:]:
        for token, count in file.frequency.items():
            total[token] = total.get(token, 0) + count
    for file, chosen in zip(files, texts, strict=True):
        is_left_out = np.ones(len(file.text_sentences), dtype=np.bool_)
        is_left_out[chosen] = False
        if is_left_out.any():
            for token, count in file.count_texts_with(np.flatnonzero(is_left_out)).items():
                # Of a file that is damaged tokens may be counted that never were.
                total[token] = total.get(token, 0) - count
    return {token: count for token, count in total.items() if count > 0}


def _find_runs(numbers: _Rows) -> Iterable[tuple[int, int]]:
    """The first number of each run of consecutive `numbers`, and the one behind its last."""
    breaks = np.flatnonzero(np.diff(numbers) != 1)
    firsts = numbers[np.concatenate([[0], breaks + 1])]
    lasts = numbers[np.concatenate([breaks, [len(numbers) - 1]])]
    return zip(firsts.tolist(), (lasts + 1).tolist(), strict=True)


def _join(parts: Sequence[_Rows]) -> _Rows:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
