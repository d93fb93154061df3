"""How well the encoder knows the language of a text."""

from collections.abc import Sequence

import numpy as np

from corpus import Passage
from embeddings.encoders.encoder import EncodedText, Vectors

# A tokenizer cuts a language that its model never saw into letters, or takes a whole run of an
# unknown script for one unknown token.
_MIN_TOKEN = 3
_MAX_TOKEN = 20


def count_covered_letters(text: str, encoded: EncodedText) -> tuple[int, int]:
    """Letters of `text` in tokens that the model knows and that are neither very short nor very
    long, and all letters."""
    lengths = encoded.token_spans[:, 1] - encoded.token_spans[:, 0]
    is_familiar = (lengths >= _MIN_TOKEN) & (lengths <= _MAX_TOKEN) & encoded.is_known
    return int(lengths[is_familiar].sum()), sum(character.isalpha() for character in text)


def measure_language_coverage(
    passages: Sequence[Passage], letters: Sequence[tuple[int, int]]
) -> Vectors:
    """For each passage the share, from 0 to 1, of familiar letters in its whole article.

    With all-MiniLM-L6-v2 about .92 in English, .67 in German and Spanish, .45 in Turkish and
    Vietnamese, and next to nothing in other scripts.
    """
    sums: dict[str, tuple[int, int]] = {}
    for passage, (familiar, total) in zip(passages, letters, strict=True):
        before = sums.get(passage.article_id, (0, 0))
        sums[passage.article_id] = (before[0] + familiar, before[1] + total)
    shares = {name: min(1.0, familiar / max(1, total)) for name, (familiar, total) in sums.items()}
    return np.asarray([shares[passage.article_id] for passage in passages], dtype=np.float32)
