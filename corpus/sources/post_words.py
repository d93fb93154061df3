"""Which of a post's text are words: not addresses, tags, names of accounts, or signs."""

import re

import regex

from corpus.normalization import is_spaceless

_MIN_WORDS = 2
_LETTERS_OF_A_WORD = 2
"""In a script that leaves no blank between words."""
_WORD = regex.compile(r"[\p{L}\p{N}](?:['’-]?[\p{L}\p{M}\p{N}\u200c\u200d])*")
_ADDRESS = re.compile(
    r"(?i)\b(?:https?|tg|ftp)://\S+|\bwww\.\S+|(?<!\S)(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?(?!\S)"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w[\w.]*"
)
_NAME = re.compile(r"(?<!\w)[#@$]\w+")
"""Tags, and names of accounts."""
_TAGS = re.compile(r"#[^\W\d_]\w*(?:[\s,|·•]+#\w+)*")


def says_something(text: str) -> bool:
    """Whether a text is more than a word, an address, tags, or signs."""
    words = 0
    for word in _WORD.findall(_NAME.sub(" ", leave_out_addresses(text))):
        letters = sum(map(is_spaceless, word))
        words += max(1, letters // _LETTERS_OF_A_WORD)
        if words >= _MIN_WORDS:
            return True
    return False


def is_tags(line: str) -> bool:
    """Whether a line holds tags and nothing else."""
    return _TAGS.fullmatch(line.strip()) is not None


def leave_out_addresses(text: str) -> str:
    """`text` with a blank for each address of a page or of somebody's mail."""
    return _ADDRESS.sub(" ", text)
