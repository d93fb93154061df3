"""Lexical search: BM25 over stems, word beginnings and pairs of characters, in any script."""

import itertools
import unicodedata
import zlib
from collections.abc import Iterable, Set
from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Passage
from corpus.normalization import strip_accents
from embeddings.encoders.encoder import Vectors
from embeddings.index.words.terms import PREFIXES, STEMS, WORDS, Postings, Term
from embeddings.words.analysis import (
    find_endings,
    find_forms,
    find_stumps,
    is_grammar,
    is_spaceless,
    split_joined,
    split_words,
    stem_word,
    word_prefix,
)
from embeddings.words.letters import fold_letters
from embeddings.words.question_words import QUESTION_WORDS, cut_asking

_PREFIX_WEIGHT = 0.5

MAX_QUERY_WORDS = 512
"""Of a query, more than an encoder reads of it; a message full of Chinese has eight times as many
pairs of characters, and each is looked up."""

"""A common beginning says less than a common stem, but holds in languages without a stemmer."""
_HEADING_TIMES = 2
_SATURATION = 2.2
"""k1 + 1 of BM25 (tantivy's k1 is 1.2): what a term that fills a passage adds to its score, in
units of the term's inverse document frequency."""
_FEW_PASSAGES = 10
"""The weight for coverage is counted in at least so many passages: of two, a word that one of them
holds would weigh next to nothing beside a missing one."""
_STEM_BEGINNING = 3
"""Letters that a stem has in common with each of its words."""
_MAX_STEMMED = 2000
"""Words that are looked at for one stem, the most frequent ones."""
_KEPT_QUERIES = 4
"""Texts whose words are kept: each thread has one question at a time."""
_KEPT_WORDS = 2048
"""Words of queries that are kept as they were read, half a kilobyte each; most questions have the
same few dozen."""
_MAX_KEPT_LETTERS = 40
"""Of a word that is kept: nobody fills the memory with longer ones."""
_MANY_PASSAGES = 32_768
_IDF_OF_HALF = log1p(1)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a query: its stems in the languages of the index, its beginning, the inverse
    document frequency of its rarest form that occurs, and how much it weighs for coverage: that
    frequency in an index that is not too small, or 0 if it only asks or is only an ending."""

    word: str
    stems: frozenset[str]
    prefix: str | None
    idf: float
    """As BM25 has it."""
    weight: float
    is_known: bool
    """Whether any passage holds one of its stems."""


def find_terms(passage: Passage, article: Article) -> str:
    """What `passage` is found by, as one line: its words, their stems and their beginnings, with a
    tab between the three. The title of its article and its headings are as if they stood in it,
    headings twice."""
    headings = passage.headings * _HEADING_TIMES
    above = article.title, *headings, passage.speaker or ""
    found, language = split_words(" ".join((*above, passage.text))), article.language
    words = [form for word in found for form in split_joined(word)]
    fields = (
        (word for word in found if not is_spaceless(word)),
        (stem_word(word, language) for word in words),
        filter(None, map(word_prefix, words)),
    )
    return "\t".join(map(" ".join, fields))


def join_terms(terms: Iterable[str]) -> bytes:
    """The `find_terms` of several passages, a line each, compressed: they say most words thrice."""
    return zlib.compress("".join(f"{line}\n" for line in terms).encode())


def split_terms(lines: bytes, passage_count: int) -> list[str]:
    """The `find_terms` of so many passages, out of `join_terms`.

    :raises ValueError: if they are not of so many.
    """
    try:
        terms = zlib.decompress(lines).decode().split("\n")[:-1]
    except zlib.error as exc:
        raise ValueError("terms are damaged") from exc
    if len(terms) != passage_count or any(line.count("\t") != 2 for line in terms):
        raise ValueError("terms do not fit their passages")
    return terms


class LexicalIndex:
    """Finds passages in `languages` by their words, of which `postings` tells who holds them."""

    def __init__(self, postings: Postings, languages: Iterable[str]) -> None:
        self._postings = postings
        self._languages: tuple[str | None, ...] = (*sorted(set(languages)), None)
        self._read: tuple[tuple[str, tuple[QueryWord, ...]], ...] = ()
        self._words: dict[tuple[str, bool], QueryWord] = {}

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        return self._postings.passage_count

    def read_query(self, text: str) -> list[QueryWord]:
        """The first `MAX_QUERY_WORDS` words of a query, each once, in order; without those that ask
        where they are not told apart from others. The last texts are kept: a question is read
        several times, and others in other threads meanwhile."""
        kept = self._read  # replaced as a whole: more threads than one may read
        words = next((words for known, words in kept if known == text), None)
        if words is None:
            words = tuple(self._read_query(text))
            self._read = ((text, words), *kept[: _KEPT_QUERIES - 1])
        return list(words)

    def _read_query(self, text: str) -> list[QueryWord]:
        folded = fold_letters(unicodedata.normalize("NFKC", text))
        plain = cut_asking(folded)
        # What is folded is only searched by: a reader is told of the words that were typed.
        words = split_words(text if plain == folded else plain)
        silent = {word for word in words if is_grammar(word)}
        silent |= find_endings(plain) | find_stumps(plain)
        first = itertools.islice(dict.fromkeys(words), MAX_QUERY_WORDS)
        return [self._read_word(word, silent) for word in first]

    def read_words(self, text: str) -> list[QueryWord]:
        """The words of any text, each once, in order, also those that ask."""
        return [self._read_word(word, frozenset()) for word in dict.fromkeys(split_words(text))]

    def search(
        self, words: list[QueryWord], k: int, among: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Rows of the `k` best passages with their BM25 score, best first; only of the rows
        `among` if they are given. A score is given as a share, from 0 to 1, of what a passage full
        of every word would have."""
        most = sum(word.idf * (1 + _PREFIX_WEIGHT * bool(word.prefix)) for word in words)
        terms = [term for word in self._choose_words(words) for term in _list_terms(word)]
        if not terms or not most:
            return []
        found = self._postings.search(terms, k, among)
        return [(row, score / (_SATURATION * most)) for row, score in found]

    def is_held(self, word: QueryWord, rows: range) -> bool:
        """Whether one of the passages `rows` holds `word`, or its beginning."""
        return self._postings.find_any(_list_terms(word), rows)

    def find_in(self, words: Iterable[str], rows: range, k: int) -> list[int]:
        """At most `k` of the passages `rows` that hold all `words`, as `split_words` has them."""
        return self._postings.find_all(WORDS, words, rows, k)

    def list_words(self, most: int) -> dict[str, int]:
        """The whole words of the index, as `split_words` has them, with the number of passages
        that hold each; of more than `most` the most frequent ones."""
        return self._postings.list_terms(WORDS, most=most)

    def list_stems(self, most: int) -> dict[str, int]:
        """The stems of the index with the number of passages that hold each; of more than `most`
        the most frequent ones."""
        return self._postings.list_terms(STEMS, most=most)

    def find_word(self, stem: str) -> str | None:
        """The most frequent whole word with this stem, of those that begin with its first letters;
        None if there is none."""
        counts = self._postings.list_terms(WORDS, stem[:_STEM_BEGINNING])
        words = sorted(counts, key=lambda word: -counts[word])[:_MAX_STEMMED]
        return next((word for word in words if stem in self._stem(word)), None)

    def complete_word(self, beginning: str) -> str | None:
        """The most frequent whole word that begins with the letters `beginning`; None if there is
        none, or if they are a word of the index themselves."""
        folded = beginning.casefold()
        letters = strip_accents(folded)
        if not letters.isalnum() or self._postings.count_holders(STEMS, letters):
            return None
        counts = self._postings.list_terms(WORDS, folded)
        if folded in counts or not counts:
            return None
        return max(counts, key=lambda term: (counts[term], -len(term), term))

    def _choose_words(self, words: list[QueryWord]) -> list[QueryWord]:
        """Those of `words` that passages are searched by. In a large index what more than half of
        the passages hold, which says next to nothing, takes half of the time."""
        if self.passage_count <= _MANY_PASSAGES:
            return words
        return [word for word in words if word.idf > _IDF_OF_HALF] or words

    def _read_word(self, word: str, silent: Set[str]) -> QueryWord:
        key = word, word in silent
        found = self._words.get(key)
        if found is None:
            found = self._look_up(*key)
            if len(self._words) >= _KEPT_WORDS:
                self._words = {}  # another one, as other threads may be at the old one
            if len(word) <= _MAX_KEPT_LETTERS:
                self._words[key] = found
        return found

    def _look_up(self, word: str, may_be_silent: bool) -> QueryWord:
        stems = self._find_stems(word)
        counts = [self._postings.count_holders(STEMS, stem) for stem in stems]
        fewest = min((count for count in counts if count), default=0)
        is_silent = word in QUESTION_WORDS or (not fewest and may_be_silent)
        weight = 0.0 if is_silent else _weigh(fewest, max(self.passage_count, _FEW_PASSAGES))
        idf = _weigh(fewest, self.passage_count)
        return QueryWord(word, stems, word_prefix(word), idf, weight, is_known=fewest > 0)

    def _stem(self, word: str) -> frozenset[str]:
        """The stems of `word` in the languages of the index."""
        forms = split_joined(word)
        return frozenset(stem_word(form, each) for form in forms for each in self._languages)

    def _find_stems(self, word: str) -> frozenset[str]:
        """The stems by which passages hold `word`. The word as it is, which is its stem where no
        language is known, may be the stem of another alone: "committe" is that of "committee"."""
        stems = self._stem(word)
        plain = stem_word(word, None)
        own = {stem_word(word, each) for each in self._languages if each is not None}
        if plain not in stems - own or not self._postings.count_holders(STEMS, plain):
            return stems
        if self._postings.count_holders(WORDS, word):
            return stems
        other = self.find_word(plain)
        is_anothers = other is not None and stem_word(other, None) != plain
        return stems - {plain} if is_anothers else stems


def _list_terms(word: QueryWord) -> list[Term]:
    """What a passage with `word` holds: one of its stems, or at least its beginning."""
    terms = [Term(STEMS, stem) for stem in sorted(word.stems)]
    return [*terms, Term(PREFIXES, word.prefix, _PREFIX_WEIGHT)] if word.prefix else terms


def _weigh(count: int, passages: int) -> float:
    """The inverse frequency of a term in `count` of so many passages, as BM25 has it."""
    return log1p((passages - count + 0.5) / (count + 0.5))


def cover_words(words: list[QueryWord], text: str, language: str | None) -> Vectors:
    """The share of the query's weight that each of its words has if `text` holds it, shape
    `[words]`: half of it if only the word's beginning is held, 0 if not even that."""
    stems, prefixes = find_forms(text, language)
    shares = np.zeros(len(words), dtype=np.float32)
    for number, word in enumerate(words):
        if word.stems & stems:
            shares[number] = word.weight
        elif word.prefix in prefixes:
            shares[number] = 0.5 * word.weight
    return np.asarray(shares / max(1e-9, sum(word.weight for word in words)), dtype=np.float32)


def is_covered(word: QueryWord, stems: Set[str], prefixes: Set[str]) -> bool:
    """Whether what has these `stems` and beginnings, as `find_forms` has them, holds `word` or at
    least its beginning."""
    return not word.stems.isdisjoint(stems) or word.prefix in prefixes
