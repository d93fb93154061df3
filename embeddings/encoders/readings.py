"""What a model has read of a text, token by token, as an `EncodedText`: the same whichever way the
model is run."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import EncodedText, Vectors
from embeddings.encoders.hub import ModelError
from embeddings.encoders.model_files import VARIABLE


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a text as a tokenizer has them, its prompt of `prompt` characters included: `ids`,
    `spans` in characters, and which are the model's own marks (`special`, 1 or 0), all of shape
    `[tokens]`; `spans` `[tokens, 2]`."""

    ids: NDArray[np.int64]
    spans: Sequence[tuple[int, int]]
    special: Sequence[int]


def make_encoded(
    name: str,
    text: str,
    prompt: str,
    tokens: Tokens,
    vectors: tuple[Vectors, Vectors],
    unknown_id: int | None,
) -> EncodedText:
    """`text` as the model `name` has read it behind `prompt`. `vectors` are those of each of
    `tokens`, shape `[tokens, token dimension]`, and of the whole, `[dimension]`, of any length;
    `unknown_id` stands for whatever the tokenizer lacks.

    :raises ModelError: if they are no numbers.
    """
    token_vectors, vector = vectors
    spans = _trim_spans(prompt + text, tokens.spans) - len(prompt)
    special = np.asarray(tokens.special, dtype=bool)
    kept = ~special & (spans[:, 1] > np.maximum(spans[:, 0], 0))
    kept_ids = tokens.ids[kept]
    kept_vectors = _normalize(name, token_vectors[kept])
    # One token for everything that the tokenizer lacks: two of them are no words in common.
    kept_vectors[kept_ids == unknown_id] = 0
    return EncodedText(
        vector=_normalize(name, vector),
        token_vectors=kept_vectors,
        token_ids=kept_ids,
        token_spans=np.maximum(spans[kept], 0),
    )


def _normalize(name: str, vectors: Vectors) -> Vectors:
    if not np.isfinite(vectors).all():
        raise ModelError(
            f"{VARIABLE}: {name!r} gives vectors that are no numbers: take another model"
        )
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def _trim_spans(text: str, spans: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """`spans` without the space that some tokenizers count to the word after it."""
    trimmed = [
        (end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip()))
        for start, end in spans
    ]
    return np.asarray(trimmed, dtype=np.int64).reshape(-1, 2)
