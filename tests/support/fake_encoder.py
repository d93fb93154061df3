"""An encoder with computable vectors, for tests that need no model."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from embeddings import EncodedText
from embeddings.encoders.encoder import Vectors

_WORD = re.compile(r"\w+")


class FakeEncoder:
    """Every word, in lower case, has a fixed unit vector; a text has the normalised mean of its
    words. Tokens are words; behind `max_tokens` of them a text is not read."""

    backend = "torch"
    is_thread_safe = True
    why_slow = ""

    def __init__(
        self,
        name: str = "fake",
        fingerprint: str = "f1",
        dimension: int = 8,
        max_tokens: int = 20,
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.max_tokens = max_tokens

    def count_tokens(self, text: str) -> int:
        return len(_WORD.findall(text))

    def encode_query(self, text: str) -> EncodedText:
        return self._encode(text)

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        return [self._encode(text) for text in texts]

    def embed_word(self, word: str) -> Vectors:
        """The vector of `word`, shape `[dimension]`."""
        digest = hashlib.shake_256(word.lower().encode()).digest(self.dimension)
        vector = np.frombuffer(digest, dtype=np.uint8).astype(np.float32) - 127.5
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

    def _encode(self, text: str) -> EncodedText:
        words = list(_WORD.finditer(text))[: self.max_tokens]
        vectors = [self.embed_word(word[0]) for word in words]
        token_vectors = np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)
        pooled = token_vectors.sum(axis=0)
        return EncodedText(
            vector=np.asarray(pooled / max(np.linalg.norm(pooled), 1e-12), dtype=np.float32),
            token_vectors=token_vectors,
            token_ids=np.asarray([_hash_word(word[0]) for word in words], dtype=np.int64),
            token_spans=np.asarray([word.span() for word in words], dtype=np.int64).reshape(-1, 2),
        )


def _hash_word(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.lower().encode()).digest()[:4], "big")
