"""Texts to terms for lexical search, in any script."""

import functools
import unicodedata
from collections.abc import Callable, Iterable

import regex
import Stemmer

from corpus.normalization import strip_accents
from embeddings.words.letters import fold_letters

_PREFIX_CHARACTERS = 5
_MAX_REMEMBERED = 40
"""Characters of a word whose stem is remembered: nobody fills the memory with longer ones."""
_KEPT_TEXTS = 64
"""Three times as many as there are hits of one question."""

# Combining marks belong to their letters: without them Hindi and Thai words fall to pieces. So do
# joiners, which say how letters look; they do not part words.
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c\u200d\u00ad]*")
_BETWEEN = dict.fromkeys(map(ord, (*"‘’“”„‚«»‹›–—−•·", *map(chr, range(128)))), " ")
_BETWEEN |= {code: chr(code) for code in range(128) if chr(code).isalnum()}
"""Nearly all that parts words in European texts, as blanks: so they are told from each other in a
tenth of the time that `_WORD` takes."""
_JOINER = regex.compile("[\u200c\u200d\u00ad]+")
# Korean has spaces, but most of its words end in particles that no stemmer here takes off.
_SPACELESS = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々]+"
)
_ALPHABETIC = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
"""Letters, of which a word has several: two of them stand in any text."""
_SYLLABIC_PAIR = regex.compile(r"[\p{Han}\p{Hangul}]..?", flags=regex.DOTALL)
"""A pair of which each character alone means something."""
_KOREAN_WORD = regex.compile(r"\p{Hangul}{3,}")
_GRAMMAR = regex.compile(r"\p{Hiragana}")
_STUMP = regex.compile(r"(?<![\p{L}\p{M}])[a-z]{1,7}n(?=['’]t(?!\p{L}))", flags=regex.IGNORECASE)
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
    """The words of `text` in order, in lower case; runs of scripts without spaces, and Korean
    words, as pairs of characters, each overlapping the next, in simplified Chinese; of scripts
    that spell words out, such as Thai, as threes."""
    parted = unicodedata.normalize("NFKC", text).casefold().translate(_BETWEEN)
    if parted.isascii():  # as most texts are now, and nothing of them is left out or split
        return parted.split()
    words: list[str] = []
    for part in parted.split():
        if part.isascii():
            words.append(part)
            continue
        for found in _WORD.findall(part):
            word = found.rstrip("\u200c\u200d\u00ad")
            words += _split_spaceless(fold_letters(word)) if _SPACELESS.search(word) else (word,)
    return words


def find_endings(text: str) -> set[str]:
    """Those of `split_words` that are the last pair of a longer Korean word: nearly always the
    particle or ending, and the syllable before it."""
    text = unicodedata.normalize("NFKC", text)
    return {word[0][-2:] for word in _KOREAN_WORD.finditer(text)}


def find_stumps(text: str) -> set[str]:
    """Those of `split_words` that stand before a "not" written together with them, as "don" of
    "don't", and are no word of it."""
    return {stump.casefold() for stump in _STUMP.findall(text)}


def is_spaceless(word: str) -> bool:
    """Whether `word`, of `split_words`, is only some characters of a script without spaces."""
    return _SPACELESS.match(word) is not None


def is_grammar(word: str) -> bool:
    """Whether `word`, of `split_words`, is a pair with a Japanese letter for endings and
    particles."""
    return len(word) <= 2 and _GRAMMAR.search(word) is not None


def _split_spaceless(word: str) -> Iterable[str]:
    position = 0
    for run in _SPACELESS.finditer(word):
        if word[position : run.start()]:
            yield word[position : run.start()]
        characters = regex.findall(r"\X", run[0])
        size = 3 if _ALPHABETIC.match(run[0]) else 2
        last = max(1, len(characters) - size + 1)
        yield from ("".join(characters[n : n + size]) for n in range(last))
        position = run.end()
    if word[position:]:
        yield word[position:]


def stem_word(word: str, language: str | None) -> str:
    """`word` without its ending where a stemmer for `language` is known, without accents and
    joiners, its letters as `fold_letters` has them."""
    if len(word) > _MAX_REMEMBERED:
        return _stem(word, language)
    return _remember_stems(language)(word)


def _stem(word: str, language: str | None) -> str:
    if not word.isascii():
        word = fold_letters(_JOINER.sub("", word))
    stemmer = _load_stemmer(language)
    return fold_letters(strip_accents(stemmer.stemWord(word) if stemmer else word))


def _remember_stems(language: str | None) -> Callable[[str], str]:
    """`_stem` in `language`: the same words come again and again."""
    return _remember_stems_in(language if language in _STEMMERS else None)


@functools.cache
def _remember_stems_in(language: str | None) -> Callable[[str], str]:
    return functools.lru_cache(maxsize=1 << 14)(functools.partial(_stem, language=language))


def split_joined(word: str) -> list[str]:
    """`word`, and if a joiner stands in it, as before a Persian ending, what stands before the
    first one as well: many leave the joiner out, or the ending."""
    beginning = _JOINER.split(word, 1)[0] if not word.isascii() else word
    return [word] if beginning == word or len(beginning) < 2 else [word, beginning]


def word_prefix(word: str) -> str | None:
    """The first letters of a longer word, which endings leave alone, or the first character of a
    Chinese or Korean pair; None of other words."""
    if not word.isascii():
        if _SYLLABIC_PAIR.fullmatch(word):
            return word[0]
        word = strip_accents(fold_letters(_JOINER.sub("", word)))
    return word[:_PREFIX_CHARACTERS] if len(word) > _PREFIX_CHARACTERS else None


@functools.lru_cache(maxsize=_KEPT_TEXTS)
def find_forms(text: str, language: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of all words of `text`, which is in `language`, and their beginnings, also of what
    `split_joined` has of them. For one question the same passages are read again and again: the
    texts that were read last are kept."""
    held = set(split_words(text))
    plain = {word for word in held if word.isascii()}  # joined of nothing, without accents
    others = {form for word in held - plain for form in split_joined(word)}
    forms = plain | others
    if max(map(len, forms), default=0) <= _MAX_REMEMBERED:  # without a call between for each word
        stems = frozenset(map(_remember_stems(language), forms))
    else:
        stems = frozenset(stem_word(form, language) for form in forms)
    beginnings = {word[:_PREFIX_CHARACTERS] for word in plain if len(word) > _PREFIX_CHARACTERS}
    beginnings.update(filter(None, map(word_prefix, others)))
    return stems, frozenset(beginnings)


@functools.cache
def _load_stemmer(language: str | None) -> Stemmer.Stemmer | None:
    name = _STEMMERS.get(language or "")
    return Stemmer.Stemmer(name) if name else None
