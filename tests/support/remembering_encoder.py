"""An encoder that remembers what it has encoded, for the many tests that ask the same questions of
the same articles."""

from collections.abc import Sequence

from embeddings import EncodedText, Encoder


class RememberingEncoder:
    """As `encoder`, but what was encoded before is not encoded anew. Nobody may write into what it
    returns."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._queries: dict[str, EncodedText] = {}
        self._passages: dict[tuple[str, ...], list[EncodedText]] = {}
        self.name = encoder.name
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self.backend = encoder.backend
        self.is_thread_safe = encoder.is_thread_safe
        self.why_slow = encoder.why_slow
        self.max_tokens = encoder.max_tokens

    def count_tokens(self, text: str) -> int:
        return self._encoder.count_tokens(text)

    def encode_query(self, text: str) -> EncodedText:
        if text not in self._queries:
            self._queries[text] = _freeze(self._encoder.encode_query(text))
        return self._queries[text]

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        key = tuple(texts)  # together, as their order and lengths may round differently
        if key not in self._passages:
            self._passages[key] = [_freeze(each) for each in self._encoder.encode_passages(texts)]
        return list(self._passages[key])


def _freeze(encoded: EncodedText) -> EncodedText:
    for each in (encoded.vector, encoded.token_vectors, encoded.token_ids, encoded.token_spans):
        each.flags.writeable = False
    return encoded
