"""Whether a passage has the words of a quote, as another paper has printed them.

Reports that are alike, one a quarter, differ in a word or two as well, so of a sentence only what
cannot change what is said may differ: punctuation, the dateline, and letters of a few words that
are no names, no numbers and do not deny. One word more or less is another sentence. Of a quote the
sentence that answers best has to be there, and half of the words; and a passage that has another
sentence of the quote with other words in it is rather the next report than a copy.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA, Indel

from bot.answers.answer import Quote
from bot.answers.copies.datelines import cut_dateline
from bot.answers.verification.denials import denies
from corpus import Passage, leave_out_hidden
from corpus.normalization import find_tokens, fold_typography
from embeddings.words.number_words import find_numbers

_MIN_WORDS = 8
"""In fewer, which is about a line, what is nearly the same is rather said of something else."""
_WORDS_A_SLIP = 5
_MAX_SLIPS = 3
_MIN_SLIPPED_LETTERS = 6
_MAX_LONGER = 120
"""Characters by which a dateline and marks make one of two copies longer."""
_MIN_SHARE = 0.5
_ALIKE = 0.6
"""Share of words from which on two sentences are one with something else put in."""
_LETTERS = re.compile(r"[^\W\d_]+")
_SAYS = frozenset("%‰&#@§°?？؟")
"""Marks that are as good as a word; so is whatever is no punctuation, such as "$"."""
_KEPT_TEXTS = 1024
"""Of passages as they were folded last, some 2 kB each: one is looked at for many questions."""
_MINUS = frozenset("-‐‑–−")


@dataclass(frozen=True)
class Wording:
    """A sentence as it is compared: its words, and what else changes what it says."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """As they are written, without the dateline."""
        text = unicodedata.normalize("NFC", leave_out_hidden(cut_dateline(self.text)))
        spans = find_tokens(text)
        return tuple(text[start:end] for start, end in spans if _says_something(text, start, end))

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The same as `fold_typography` has them."""
        return tuple(map(fold_typography, self.words))

    @cached_property
    def folded_text(self) -> str:
        """Its text as `fold_typography` has it."""
        return fold_typography(self.text)

    @cached_property
    def looked_for(self) -> tuple[str, ...]:
        """Its words, folded, the longest first, which few texts have; a copy has all but as many as
        may have another letter."""
        words = dict.fromkeys(_LETTERS.findall(fold_typography(cut_dateline(self.text))))
        return tuple(sorted(words, key=len, reverse=True))

    @property
    def max_slips(self) -> int:
        """How many words may have another letter in a copy."""
        return min(_MAX_SLIPS, len(self.words) // _WORDS_A_SLIP)


@dataclass(frozen=True)
class Quoted:
    """The sentences of a quote, of which number `best` answers best."""

    sentences: tuple[Wording, ...]
    best: int

    @cached_property
    def word_count(self) -> int:
        """Words of all its sentences."""
        return sum(len(sentence.words) for sentence in self.sentences)


def read_quote(quote: Quote) -> Quoted:
    """The sentences of `quote`; nothing is read of them yet."""
    spans = quote.sentences
    texts = (quote.text[start:end] for start, end in spans)
    starts = [start for start, _ in spans]
    return Quoted(tuple(map(Wording, texts)), starts.index(quote.best[0]))


@dataclass(frozen=True)
class Compared:
    """A passage as several quotes are looked for in it: what is read of it is read once."""

    passage: Passage

    @cached_property
    def sentences(self) -> tuple[Wording, ...]:
        """Its sentences."""
        text = self.passage.text
        return tuple(Wording(text[start:end]) for start, end in self.passage.sentences)

    @cached_property
    def folded_text(self) -> str:
        """Its text as `fold_typography` has it."""
        return _fold_again(self.passage.text)


def find_copy(quoted: Quoted, compared: Compared) -> tuple[int, int] | None:
    """The first and the last, not included, of the sentences of a passage that are copies of those
    of `quoted`, all or most of them; None if it has none. Most passages and sentences are told from
    a copy by a few words; else the work grows with their length, for each sentence of the quote."""
    mine = quoted.sentences
    best = mine[quoted.best]
    if not _may_hold(best, compared.folded_text) or quoted.word_count < _MIN_WORDS:
        return None
    there = compared.sentences
    for place, sentence in enumerate(there):
        if not _is_copy(best, sentence):
            continue
        before = _count_copies(mine[: quoted.best][::-1], there[:place][::-1])
        after = _count_copies(mine[quoted.best :], there[place:])
        left = [*mine[: quoted.best - before], *mine[quoted.best + after :]]
        copied = mine[quoted.best - before : quoted.best + after]
        count = sum(len(one.words) for one in copied)
        others = [*there[: place - before], *there[place + after :]]
        if count >= max(_MIN_WORDS, _MIN_SHARE * quoted.word_count) and not _vary(left, others):
            return place - before, place + after
    return None


@lru_cache(maxsize=_KEPT_TEXTS)
def _fold_again(text: str) -> str:
    return fold_typography(text)


def _may_hold(sentence: Wording, folded: str) -> bool:
    """Whether a text, folded, has enough of the words of `sentence` that it is worth reading."""
    words = sentence.looked_for
    # One more, as numbers are words, too.
    slips = min(_MAX_SLIPS, len(words) // _WORDS_A_SLIP + 1) if len(words) >= _WORDS_A_SLIP else 0
    missing = 0
    for word in words:
        missing += word not in folded
        if missing > slips:
            return False
    return True


def _count_copies(some: Sequence[Wording], others: Sequence[Wording]) -> int:
    """How many of the first sentences are copies of each other."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if not _is_copy(one, other):
            break
        count += 1
    return count


def _is_copy(one: Wording, other: Wording) -> bool:
    if one.text == other.text:
        return True
    if abs(len(one.text) - len(other.text)) > _MAX_LONGER:  # told without reading them
        return False
    if not _may_hold(one, other.folded_text) or len(one.words) != len(other.words):
        return False
    pairs = zip(one.folded, other.folded, one.words, other.words, strict=True)
    slips = 0
    for mine, its, my_word, its_word in pairs:
        if mine != its:
            slips += 1
            if slips > one.max_slips or not _is_slip(my_word, its_word):
                return False
    return True


def _vary(some: Sequence[Wording], others: Sequence[Wording]) -> bool:
    """Whether one of some sentences is among the others with something else in it."""
    return any(_are_alike(one, other) for one in some for other in others)


def _are_alike(one: Wording, other: Wording) -> bool:
    # Of two that are alike so much of each must stand in the other, which is told without reading.
    least = _ALIKE / (2 - _ALIKE) * len(one.folded)
    if sum(word in other.folded_text for word in one.folded) < least:
        return False
    return Indel.normalized_similarity(one.folded, other.folded) >= _ALIKE


def _is_slip(one: str, other: str) -> bool:
    """Whether two words may be one, misprinted or spelt as elsewhere: one letter is another, is
    missing or has changed places with the next. Not the first, as in "million"; nor in names, which
    a capital letter tells, so that in scripts without these no word is taken for a slip."""
    return (
        one.islower()
        and other.islower()
        and one[0] == other[0]
        and max(len(one), len(other)) >= _MIN_SLIPPED_LETTERS
        and OSA.distance(one, other, score_cutoff=1) == 1
        and not any(_weighs(word) for word in (one, other))
    )


def _weighs(word: str) -> bool:
    """Whether `word` is a number or denies."""
    has_digit = any(map(str.isnumeric, word))
    return has_digit or denies(word) or any(find_numbers(word)) or not word.isalpha()


def _says_something(text: str, start: int, end: int) -> bool:
    """Whether the token from `start` to `end` is more than a mark between words."""
    mark = text[start:end]
    if len(mark) > 1 or mark.isalnum() or mark in _SAYS:
        return True
    if mark in _MINUS:  # "-5" is not "5", while a dash between words is no more than a comma
        before = text[start - 1 : start]
        return text[end : end + 1].isnumeric() and not before.isalnum()
    return not unicodedata.category(mark).startswith("P")
