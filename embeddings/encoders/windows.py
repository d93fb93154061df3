"""Sentences longer than an encoder reads, read in windows."""

from collections.abc import Sequence

import numpy as np

from corpus import Passage, Span
from corpus.passages.chunking import cut_to_fit
from embeddings.encoders.encoder import EncodedText, Encoder

_SLACK = 8
"""Windows may be longer than all of the same length by this part of the longest, as they are cut at
words."""


def encode_whole(encoder: Encoder, passages: Sequence[Passage]) -> list[EncodedText]:
    """`passages` as `encoder` has them, in their order. A single sentence with more than
    `encoder.max_tokens`, which `chunk_article` leaves whole, is read in windows of about the same
    length: its tokens are those of all of them, its vector the normalised sum of theirs."""
    windows = [find_windows(encoder, passage) for passage in passages]
    texts = [
        passage.text[start:end]
        for passage, spans in zip(passages, windows, strict=True)
        for start, end in spans
    ]
    encoded = iter(encoder.encode_passages(texts))
    return [_join([(start, next(encoded)) for start, _ in spans]) for spans in windows]


def find_windows(encoder: Encoder, passage: Passage) -> list[Span]:
    """The spans of the text of `passage` that are read one by one: all of it, if it fits."""
    text = passage.text
    if len(passage.sentences) > 1:
        return [(0, len(text))]
    tokens = encoder.count_tokens(text)
    if tokens <= encoder.max_tokens:
        return [(0, len(text))]
    # Of windows cut as late as possible the last would hold a few words without the others.
    even = tokens // -(-tokens // encoder.max_tokens)
    most = min(encoder.max_tokens, even + encoder.max_tokens // _SLACK)
    return list(
        cut_to_fit(text, (0, len(text)), lambda s, e: encoder.count_tokens(text[s:e]) <= most)
    )


def _join(parts: Sequence[tuple[int, EncodedText]]) -> EncodedText:
    """The text of `parts`, each behind where it starts."""
    if len(parts) == 1:
        return parts[0][1]
    texts = [text for _, text in parts]
    vector = np.sum([text.vector for text in texts], axis=0)
    return EncodedText(
        vector=np.asarray(vector / max(np.linalg.norm(vector), 1e-12), dtype=np.float32),
        token_vectors=np.concatenate([text.token_vectors for text in texts]),
        token_ids=np.concatenate([text.token_ids for text in texts]),
        token_spans=np.concatenate([text.token_spans + start for start, text in parts]),
    )
