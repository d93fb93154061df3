"""How well the encoder knows the language of a text."""

from embeddings.encoders.encoder import EncodedText

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
