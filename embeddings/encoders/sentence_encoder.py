"""A sentence-transformers model as an encoder."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import EncodedText, Vectors
from embeddings.encoders.hub import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_MAX_PASSAGE_TOKENS = 256
"""Passages of a long-context model stay as short as quotes want them."""
_BATCH_SIZE = 32


class SentenceEncoder:
    """A sentence-transformers model with its own prompts for queries and passages."""

    def __init__(self, model: "SentenceTransformer", name: str, fingerprint: str) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = model.get_embedding_dimension() or 0
        self.max_tokens = min(model.max_seq_length or _MAX_PASSAGE_TOKENS, _MAX_PASSAGE_TOKENS)
        self._model = model.eval()
        self._query_prompt = model.prompts.get("query") or ""
        # The keys that encode_document looks for, in its order.
        keys = ("document", "passage", "corpus")
        self._passage_prompt = next((p for key in keys if (p := model.prompts.get(key))), "")

    def count_tokens(self, text: str) -> int:
        # verbose=False: that a text is longer than the model's limit is why it is counted.
        tokens = self._model.tokenizer(self._passage_prompt + text, verbose=False)
        return len(tokens["input_ids"])

    def encode_query(self, text: str) -> EncodedText:
        return self._make_text(text, self._query_prompt, self._encode_alone(text))

    def _encode_alone(self, text: str) -> dict[str, Any]:
        """What the model's own `encode_query` gives for one text, without its care for batches,
        which takes a fifth of the time."""
        import torch

        model: Any = self._model
        if model.truncate_dim is not None or model.device.type != "cpu":
            features = model.encode_query(
                text, prompt=self._query_prompt, output_value=None, show_progress_bar=False
            )
            return dict(features)
        with torch.inference_mode():
            features = model.preprocess([text], prompt=self._query_prompt, task="query")
            encoded = model(features, task="query")
        is_tensor = torch.is_tensor
        return {name: value[0] if is_tensor(value) else value for name, value in encoded.items()}

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        encoded: Any = self._model.encode_document(
            list(texts),
            prompt=self._passage_prompt,
            output_value=None,
            show_progress_bar=False,
            batch_size=_BATCH_SIZE,
        )
        return [
            self._make_text(text, self._passage_prompt, features)
            for text, features in zip(texts, encoded, strict=True)
        ]

    def _make_text(self, text: str, prompt: str, features: dict[str, Any]) -> EncodedText:
        """`features` are those of one text in a batch, which is padded at either end."""
        read = features["attention_mask"].numpy().astype(bool)
        token_ids = features["input_ids"].numpy()[read]
        tokens = self._model.tokenizer(
            prompt + text,
            truncation=True,
            max_length=len(token_ids),
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        if tokens["input_ids"] != token_ids.tolist():
            raise ModelError(
                f"EMBEDDING_MODEL: {self.name!r} does not read a text as its tokenizer does: "
                "take another model"
            )
        spans = _trim_spans(prompt + text, tokens["offset_mapping"]) - len(prompt)
        special = np.asarray(tokens["special_tokens_mask"], dtype=bool)
        kept = ~special & (spans[:, 1] > np.maximum(spans[:, 0], 0))
        kept_ids = token_ids.astype(np.int64)[kept]
        vectors = self._normalize(features["token_embeddings"].float().numpy()[read][kept])
        # One token for everything that the tokenizer lacks: two of them are no words in common.
        vectors[kept_ids == self._model.tokenizer.unk_token_id] = 0
        return EncodedText(
            vector=self._normalize(features["sentence_embedding"].float().numpy()),
            token_vectors=vectors,
            token_ids=kept_ids,
            token_spans=np.maximum(spans[kept], 0),
        )

    def _normalize(self, vectors: Vectors) -> Vectors:
        if not np.isfinite(vectors).all():
            raise ModelError(
                f"EMBEDDING_MODEL: {self.name!r} gives vectors that are no numbers: "
                "take another model"
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
