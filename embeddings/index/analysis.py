"""Texts to terms for lexical search, in any script."""

import functools
import itertools
import unicodedata
from collections.abc import Iterable

import regex
import Stemmer

from corpus.normalization import strip_accents

_PREFIX_CHARACTERS = 5

# Combining marks belong to their letters: without them Hindi and Thai words fall to pieces.
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")
_SPACELESS = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々]+"
)
_STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}


def split_words(text: str) -> list[str]:
    """The words of `text` in order, in lower case; runs of scripts without spaces as pairs of
    characters, each overlapping the next."""
    words: list[str] = []
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text).casefold()):
        words += _split_spaceless(match[0])
    return words


def is_spaceless(word: str) -> bool:
    """Whether `word`, of `split_words`, is only a pair of characters of a script without spaces."""
    return _SPACELESS.match(word) is not None


def _split_spaceless(word: str) -> Iterable[str]:
    position = 0
    for run in _SPACELESS.finditer(word):
        if word[position : run.start()]:
            yield word[position : run.start()]
        characters = regex.findall(r"\X", run[0])
        pairs = itertools.pairwise(characters)
        yield from ("".join(pair) for pair in pairs) if len(characters) > 1 else characters
        position = run.end()
    if word[position:]:
        yield word[position:]


def stem_word(word: str, language: str | None) -> str:
    """`word` without its ending where a stemmer for `language` is known, and without accents."""
    stemmer = _load_stemmer(language)
    return strip_accents(stemmer.stemWord(word) if stemmer else word)


def word_prefix(word: str) -> str | None:
    """The first letters of a longer word, which endings leave alone; None of a short one."""
    folded = strip_accents(word)
    return folded[:_PREFIX_CHARACTERS] if len(folded) > _PREFIX_CHARACTERS else None


@functools.cache
def _load_stemmer(language: str | None) -> Stemmer.Stemmer | None:
    name = _STEMMERS.get(language or "")
    return Stemmer.Stemmer(name) if name else None
