"""How many tokens a text has, roughly, without an encoder."""

import regex

MAX_TOKENS = 256
"""What the default encoder reads of a passage."""

_LETTERS_PER_TOKEN = 5
# Word pieces are whole words where these are common, and else some letters; the encoder's
# vocabulary has most signs of scripts without spaces, and all punctuation, one by one.
_TOKEN = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]|[\p{L}\p{M}\p{N}]+|[^\s]"
)


def estimate_tokens(text: str) -> int:
    """Within a tenth of what the default encoder counts in English, within a third elsewhere."""
    return sum(
        1 + (len(match) - 1) // _LETTERS_PER_TOKEN if len(match) > 1 else 1
        for match in _TOKEN.findall(text)
    )
