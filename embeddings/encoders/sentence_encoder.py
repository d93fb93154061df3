"""A sentence-transformers model as an encoder."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.backends import Backend
from embeddings.encoders.encoder import EncodedText
from embeddings.encoders.readings import find_prompts, make_encoded, read_tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MAX_PASSAGE_TOKENS = 256
"""Passages of a long-context model stay as short as quotes want them."""
_BATCH_SIZE = 32


class SentenceEncoder:
    """A sentence-transformers model with its own prompts for queries and passages.

    `max_length` is how many tokens it reads; `unknown_id` stands for whatever its tokenizer lacks.
    """

    backend = Backend.TORCH.value
    is_thread_safe = False
    why_slow = ""

    def __init__(self, model: "SentenceTransformer", name: str, fingerprint: str) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = model.get_embedding_dimension() or 0
        self.max_length = model.max_seq_length or MAX_PASSAGE_TOKENS
        self.unknown_id: int | None = model.tokenizer.unk_token_id
        self.max_tokens = min(model.max_seq_length or MAX_PASSAGE_TOKENS, MAX_PASSAGE_TOKENS)
        self.model = model.eval()
        self.query_prompt, self.passage_prompt = find_prompts(model.prompts)

    def count_tokens(self, text: str) -> int:
        # verbose=False: that a text is longer than the model's limit is why it is counted.
        tokens = self.model.tokenizer(self.passage_prompt + text, verbose=False)
        return len(tokens["input_ids"])

    def read_ids(self, text: str) -> NDArray[np.int64]:
        """The tokens of a text as the model is given them, shape `[tokens]`."""
        features: Any = self.model.preprocess([text])
        return np.asarray(features["input_ids"][0].numpy(), dtype=np.int64)

    def encode_query(self, text: str) -> EncodedText:
        return self._make_text(text, self.query_prompt, self._encode_alone(text))

    def _encode_alone(self, text: str) -> dict[str, Any]:
        """What the model's own `encode_query` gives for one text, without its care for batches,
        which takes a fifth of the time."""
        import torch

        model: Any = self.model
        if model.truncate_dim is not None or model.device.type != "cpu":
            features = model.encode_query(
                text, prompt=self.query_prompt, output_value=None, show_progress_bar=False
            )
            return dict(features)
        with torch.inference_mode():
            features = model.preprocess([text], prompt=self.query_prompt, task="query")
            encoded = model(features, task="query")
        is_tensor = torch.is_tensor
        return {name: value[0] if is_tensor(value) else value for name, value in encoded.items()}

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        encoded: Any = self.model.encode_document(
            list(texts),
            prompt=self.passage_prompt,
            output_value=None,
            show_progress_bar=False,
            batch_size=_BATCH_SIZE,
        )
        return [
            self._make_text(text, self.passage_prompt, features)
            for text, features in zip(texts, encoded, strict=True)
        ]

    def _make_text(self, text: str, prompt: str, features: dict[str, Any]) -> EncodedText:
        """`features` are those of one text in a batch, which is padded at either end."""
        read = features["attention_mask"].numpy().astype(bool)
        token_ids = features["input_ids"].numpy()[read]
        return make_encoded(
            self.name,
            text,
            prompt,
            read_tokens(self.name, self.model.tokenizer, prompt + text, token_ids),
            (
                features["token_embeddings"].float().numpy()[read],
                features["sentence_embedding"].float().numpy(),
            ),
            self.unknown_id,
        )
