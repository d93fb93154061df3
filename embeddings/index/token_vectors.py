"""Vectors of every token of every passage, kept small on disk, for late interaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import EncodedText, Vectors
from embeddings.index.integer_product import IntegerProduct
from embeddings.index.ragged import Ragged

_VECTORS = "tokens.int8"
_SCALES = "tokens.scale"
_LAYOUT = "tokens.npz"


class TokenWriter:
    """Writes the tokens of passages, one after the other, into the folder `build`.

    A token's vector takes one byte a dimension and a factor: measured, int8 ranks as float16
    does. A context manager; `finish` writes what the reader needs to find its way.
    """

    def __init__(self, build: Path) -> None:
        self._build = build
        self._vectors = (build / _VECTORS).open("wb")
        self._scales = (build / _SCALES).open("wb")
        self._rows = 0
        self._dimension = 0
        self._sentence_rows: list[int] = []
        self._passage_frequency: dict[int, int] = {}

    def __enter__(self) -> "TokenWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._vectors, self._scales:  # each is closed even if the disk is full for the other
            pass

    def add(self, sentence_starts: Sequence[int], encoded: EncodedText) -> None:
        """The next passage, whose sentences begin at these characters. A token belongs to the
        sentence that it begins in."""
        scales = np.abs(encoded.token_vectors).max(axis=1, initial=1e-12) / 127
        self._vectors.write(np.rint(encoded.token_vectors / scales[:, None]).astype(np.int8).data)
        self._scales.write(scales.astype(np.float32).data)
        firsts = np.searchsorted(encoded.token_spans[:, 0], sentence_starts)
        firsts[0] = 0  # every token belongs to a sentence
        self._sentence_rows += (firsts + self._rows).tolist()
        self._rows += len(encoded.token_ids)
        self._dimension = encoded.token_vectors.shape[1]
        for token in set(encoded.token_ids.tolist()):
            self._passage_frequency[token] = self._passage_frequency.get(token, 0) + 1

    def finish(self) -> None:
        """Writes the layout, when all passages have been added."""
        np.savez(
            self._build / _LAYOUT,
            dimension=np.asarray(self._dimension, dtype=np.int64),
            sentence_rows=np.asarray([*self._sentence_rows, self._rows], dtype=np.int64),
            tokens=np.asarray(list(self._passage_frequency), dtype=np.int64),
            frequencies=np.asarray(list(self._passage_frequency.values()), dtype=np.int64),
        )


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """Tokens of all passages; `sentence_rows` has the first row of each sentence, and the end.

    `vectors` are int8 of shape `[tokens, token dimension]`, read from disk when needed; times
    `scales`, shape `[tokens]`, they are unit vectors. `passage_frequency` says in how many of
    `passage_count` passages a token occurs.
    """

    vectors: NDArray[np.int8]
    scales: NDArray[np.float32]
    sentence_rows: NDArray[np.int64]
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

    def match_sentences(self, query: IntegerProduct, sentences: NDArray[np.int64]) -> Vectors:
        """How well each of `sentences` matches each token of `query`, made of their vectors, shape
        `[sentences, tokens]`: the cosine with the sentence's most similar token, -1 without one.

        The weighted sum of a row is the sentence's MaxSim (Khattab and Zaharia, ColBERT, 2020),
        that of the columns' maxima the passage's, or of whichever sentences they are taken over.
        """
        runs = Ragged.between(self.sentence_rows, sentences)
        return runs.max(query.multiply(self.vectors, self.scales, runs.members))


def read_tokens(build: Path, passage_count: int) -> PassageTokens:
    """The tokens that a `TokenWriter` wrote into `build`.

    :raises OSError, ValueError, KeyError: if the files are missing or do not fit together.
    """
    scales = np.fromfile(build / _SCALES, dtype=np.float32)
    with np.load(build / _LAYOUT, allow_pickle=False) as layout:
        sentence_rows = layout["sentence_rows"]
        shape = int(sentence_rows[-1]), int(layout["dimension"])
        frequency = dict(
            zip(layout["tokens"].tolist(), layout["frequencies"].tolist(), strict=True)
        )
    if (len(scales), (build / _VECTORS).stat().st_size) != (shape[0], shape[0] * shape[1]):
        raise ValueError("the tokens' files do not belong together")
    vectors = _map_vectors(build / _VECTORS, shape)
    return PassageTokens(vectors, scales, sentence_rows, frequency, passage_count)


def _map_vectors(path: Path, shape: tuple[int, int]) -> NDArray[np.int8]:
    if 0 in shape:  # an empty file cannot be mapped
        return np.empty(shape, dtype=np.int8)
    # A plain array over the mapped file: each slice of a memmap object costs as much as the sum.
    return np.asarray(np.memmap(path, dtype=np.int8, mode="r", shape=shape))
