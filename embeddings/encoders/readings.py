"""What a model has read of a text, token by token, as an `EncodedText`: the same whichever way the
model is run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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


def find_prompts(prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """What of a model's `prompts` stands before a query and before a passage, empty if nothing."""
    # The keys that the library's encode_document looks for, in its order.
    keys = ("document", "passage", "corpus")
    passage = next((prompt for key in keys if (prompt := prompts.get(key))), "")
    return prompts.get("query") or "", passage


def read_tokens(name: str, tokenizer: Any, text: str, ids: NDArray[np.int64]) -> Tokens:
    """The tokens of `text`, prompt included, of which the model `name` was given `ids`, shape
    `[tokens]`: as many as it reads; `tokenizer` is a fast one of the library.

    :raises ModelError: if the model was given others than its tokenizer has.
    """
    tokens = tokenizer(
        text,
        truncation=True,
        max_length=len(ids),
        return_offsets_mapping=True,
        return_special_tokens_mask=True,
    )
    if tokens["input_ids"] != ids.tolist():
        raise ModelError(
            f"{VARIABLE}: {name!r} does not read a text as its tokenizer does: take another model"
        )
    return Tokens(ids.astype(np.int64), tokens["offset_mapping"], tokens["special_tokens_mask"])


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
