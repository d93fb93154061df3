"""Words of a question as the articles have them: unknown ones, slips, and one half typed."""

import functools
import itertools
import re
from collections.abc import Iterable

from corpus.normalization import fold_accents
from embeddings.encoders.encoder import Encoder
from embeddings.index.passage_index import PassageIndex
from embeddings.index.words.lexical import QueryWord
from embeddings.retrieval.slips.blanks import find_neighbours, split_glued
from embeddings.retrieval.slips.vocabulary import MAX_WORDS, Vocabulary
from embeddings.words.analysis import is_spaceless, split_words
from embeddings.words.function_words import LISTED_LANGUAGES, leave_out_function_words
from embeddings.words.question_words import QUESTION_WORDS

_MAX_CORRECTED = 5
"""Words of a question that are read as others: one with more is in another language."""

_MIN_PASSAGES = 10
_COMMON_IDF = 1.1
"""The inverse frequency of a word in a third of the passages, ln 3."""

_LAST_WORD = re.compile(r"\w{3,}\Z")
_CAPITALS = re.compile(r"\b\w*[^\W\d_]{2,}\w*")
"""From the beginning of a word alone: else a row of digits is looked through from each of them."""


_LETTER = "a"
_WITHOUT_ACCENTS = {fold_accents(word): word for word in sorted(QUESTION_WORDS)}
"""As they are often typed: "cuanto" is "cuánto", and no slip of "cuando"."""
_ASKING = Vocabulary(dict.fromkeys(QUESTION_WORDS, 1))
_MIN_ASKING = 3
"""Letters of a word that is no slip of one that asks but with neighbours swapped."""
_MIN_WHOLE = 5
"""Letters of a word that a model knows as one: shorter tokens may be parts of anything."""


class Spelling:
    """How the articles of one build write the words of a question; a word that `encoder` has as
    one token is written as it is meant."""

    def __init__(self, index: PassageIndex, encoder: Encoder | None = None) -> None:
        self._index = index
        self._encoder = encoder

    def find_unknown_words(self, text: str) -> list[str]:
        """The words of `text` that no passage holds, in order, without those that every
        question may have; `[]` for scripts without spaces, where words are not told apart."""
        return [
            word.word
            for word in self._index.lexical.read_query(text)
            if not (word.is_known or word.word in QUESTION_WORDS or is_spaceless(word.word))
            and len(word.word) > 2
            and word.weight
        ]

    def name_missing(
        self, words: Iterable[str], languages: Iterable[str] = LISTED_LANGUAGES
    ) -> list[str]:
        """Those of `words`, which `find_unknown_words` found in a question in one of `languages`
        (ISO 639-1 codes), that name something."""
        return leave_out_function_words(words, languages)

    def count_content(self, text: str) -> int:
        """How many words of `text` say what it is about, known or not; where words are not told
        apart, how many pairs of characters."""
        words = {word.word for word in self._index.lexical.read_query(text)}
        return sum(
            (len(word) > 2 or is_spaceless(word)) and word not in QUESTION_WORDS for word in words
        )

    def share_unknown(self, text: str) -> float:
        """The share of the words of `text` that no passage holds, from 0 to 1, whatever the script;
        0 if it has none."""
        words = self._index.lexical.read_query(text)
        return sum(not word.is_known for word in words) / max(1, len(words))

    def is_common_word(self, text: str) -> bool:
        """Whether `text` is a single word that a third of the passages hold, of at least
        `_MIN_PASSAGES`: it tells none from another."""
        words = self._index.lexical.read_query(text)
        is_one = len(words) == 1 and not is_spaceless(words[0].word)
        is_large = self._index.lexical.passage_count >= _MIN_PASSAGES
        return is_one and is_large and words[0].is_known and words[0].idf < _COMMON_IDF

    def correct_words(self, text: str, literal: Iterable[str] = ()) -> dict[str, str]:
        """For each word of `text` that no passage holds, the whole word of the articles that it may
        be a slip of, or the two that it may be with the blank between them left out; for two words
        the one that a stray blank parts. Of many such the first few that might be any. Words of the
        phrases `literal` are meant as they are, and so is what alone stands in capitals, or what
        the encoder knows. Each costs a comparison with all words of about its length, twice."""
        meant = {word for phrase in literal for word in split_words(phrase)}
        meant |= _find_capitals(text)
        read = self._index.lexical.read_query(text)
        slips = [word for word in read if _may_be_slip(word, meant)]
        found = self._find_parted(text, {word.word for word in slips}, meant) if slips else {}
        done = {part for parted in found for part in parted.split()}
        left = (w for w in slips if w.word not in done and not self._is_word(w.word))
        for word in itertools.islice(left, _MAX_CORRECTED - len(found)):
            if correction := self._find_correction(word, text):
                found[word.word] = correction
        return found

    def _find_parted(self, text: str, slips: set[str], meant: set[str]) -> dict[str, str]:
        """Neighbours in `text`, one of which is of `slips` and unknown to the encoder, too, or both
        are, that are one word of the articles."""
        pairs = (pair for pair in find_neighbours(text) if slips.intersection(pair))
        parted = (pair for pair in pairs if meant.isdisjoint(pair) and self._is_parted(pair, slips))
        return {" ".join(pair): "".join(pair) for pair in itertools.islice(parted, _MAX_CORRECTED)}

    def _is_parted(self, pair: tuple[str, str], slips: set[str]) -> bool:
        if not self._vocabulary.count("".join(pair)):
            return False
        return slips.issuperset(pair) or not any(self._is_word(w) for w in slips.intersection(pair))

    def _is_word(self, word: str) -> bool:
        """Whether the encoder has `word` as one token, as it has the words of its language: of
        slips it makes several."""
        if self._encoder is None or len(word) < _MIN_WHOLE:
            return False
        return self._encoder.count_tokens(word) == self._encoder.count_tokens(_LETTER)

    def _find_correction(self, word: QueryWord, text: str) -> str | None:
        """What `word` of `text` is a slip of: the nearest word to it, or to a stem of it ("prots"
        where the articles say "port"); a word whose stem it is one slip from ("destory" where they
        say "destroyed"); or, if none is as near as one slip, two words without their blank."""
        forms = dict.fromkeys((word.word, *sorted(word.stems)))  # often a word is its own stem
        if accented := _WITHOUT_ACCENTS.get(fold_accents(word.word)):
            return accented
        asking = _ASKING.find_nearest(word.word, 1)
        # Another letter makes another word of it, "Hafen" is no "haben", and so does any of three:
        # "sol" is no "soll".
        is_longer = len(word.word) > _MIN_ASKING and asking and len(asking) != len(word.word)
        if asking and (is_longer or sorted(asking) == sorted(word.word)):
            return asking
        if found := self._find_nearest(self._vocabulary, forms, 1):
            return found
        # What begins with a capital letter is a name, and names are made of anything.
        is_name = word.word.capitalize() in text and not text.startswith(word.word.capitalize())
        if not is_name and (parts := split_glued(word.word, self._vocabulary.count)):
            return " ".join(parts)
        if stem := self._find_nearest(self._stems, forms, 1):
            return self._index.lexical.find_word(stem)
        return self._find_nearest(self._vocabulary, forms, 2)

    @staticmethod
    def _find_nearest(words: Vocabulary, forms: Iterable[str], most: int) -> str | None:
        return next(filter(None, (words.find_nearest(form, most) for form in forms)), None)

    def only_asks(self, word: str) -> bool:
        """Whether `word`, in lower case, is one that asks, which no answer has."""
        return word in QUESTION_WORDS

    def complete_last_word(self, text: str) -> str:
        """`text` with its last word as some passage has it, if nobody has finished typing
        it."""
        typed = _LAST_WORD.search(text)
        word = self._index.lexical.complete_word(typed[0]) if typed else None
        return text if typed is None or word is None else text[: typed.start()] + word

    @functools.cached_property
    def _vocabulary(self) -> Vocabulary:
        """Read when the first word is to be mended: most questions have none."""
        return Vocabulary(self._index.lexical.list_words(MAX_WORDS))

    @functools.cached_property
    def _stems(self) -> Vocabulary:
        return Vocabulary(self._index.lexical.list_stems(MAX_WORDS))


def _may_be_slip(word: QueryWord, meant: set[str]) -> bool:
    return (
        not word.is_known
        and word.word.isalpha()
        and word.word not in QUESTION_WORDS
        and word.word not in meant
        and not is_spaceless(word.word)
    )


def _find_capitals(text: str) -> set[str]:
    """Words all in capitals, such as NATO, folded, unless all of `text` is."""
    if text.isupper():
        return set()
    return {word.casefold() for word in _CAPITALS.findall(text) if word.isupper()}
