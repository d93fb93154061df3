"""What an encoder is: texts to unit vectors, whichever model makes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text as the model sees it: one vector of the whole and one of each token.

    `vector` has shape `[dimension]`, `token_vectors` `[tokens, token dimension]`, both of length
    one, but a token that stands for whatever the model cannot read has only zeros: it matches
    nothing; `token_ids` `[tokens]`; `token_spans` `[tokens, 2]`, start and end of each in
    characters of the text, without outer space, in the order of the text. The two dimensions
    differ in a model that projects what it has pooled. The model's own marks and prompt are left
    out, and what lies behind its limit.
    """

    vector: Vectors
    token_vectors: Vectors
    token_ids: NDArray[np.int64]
    token_spans: NDArray[np.int64]

    @property
    def is_known(self) -> NDArray[np.bool_]:
        """Which tokens the model can read, shape `[tokens]`."""
        return np.asarray(self.token_vectors.any(axis=1))


class Encoder(Protocol):
    """Texts to vectors of length one, so that an inner product is a cosine."""

    name: str
    fingerprint: str
    """Changes with the model's files; empty where they are not known."""
    dimension: int
    backend: str
    """What runs the model, a value of `Backend`."""
    is_thread_safe: bool
    """Whether several threads may encode at once."""
    why_slow: str
    """Why it is not run by what is faster; empty if it is, or is not to be."""
    max_tokens: int
    """Longest passage that the model reads to its end, as `count_tokens` counts."""

    def count_tokens(self, text: str) -> int:
        """Tokens that `text` takes as a passage, the model's own marks and prompt included."""

    def encode_query(self, text: str) -> EncodedText:
        """One query."""

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        """Passages, in their order."""
