"""Lexical search: BM25 over stems, word beginnings and pairs of characters, in any script.
Only this file, `embeddings/index/segments/postings.py` and `embeddings/words/function_words.py`
import tantivy."""

import heapq
import itertools
import os
import unicodedata
import zlib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from math import log1p
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query

from corpus import Article, Passage
from corpus.normalization import strip_accents
from embeddings.encoders.encoder import Vectors
from embeddings.index.segments.postings import (
    FOLDER,
    PREFIXES,
    ROW,
    STEMS,
    WORDS,
    RowNumbers,
    make_schema,
    read_parts,
)
from embeddings.words.analysis import (
    find_endings,
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
_MAX_RUNS = 16
"""Runs of rows that a search is limited to by their ends: each is one more look at all rows."""
_MAX_NAMED_ROWS = 5000
"""Rows that a search is limited to one by one; of more it costs less to ask for more hits."""
_MORE_ASKED = 4
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


def is_closed_lexical(build: Path) -> bool:
    """Whether there are postings in `build` that are not for this user: they are locked when they
    are opened, which writes a file."""
    folder = build / FOLDER
    if not folder.is_dir():
        return False
    try:
        files = list(folder.iterdir())
    except FileNotFoundError:  # removed meanwhile, as a newer build went live
        return False
    except OSError:
        return True
    return not os.access(folder, os.R_OK | os.W_OK | os.X_OK) or any(
        path.exists() and not os.access(path, os.R_OK) for path in files
    )


class LexicalIndex:
    """The postings that `write_postings` wrote, of passages in `languages`.

    :raises OSError, ValueError, KeyError, TypeError: if they are missing or damaged.
    """

    def __init__(self, build: Path, languages: Iterable[str]) -> None:
        self._schema = make_schema()
        self._numbers = RowNumbers(read_parts(build))
        self._searcher = tantivy.Index.open(str(build / FOLDER)).searcher()
        self._languages: tuple[str | None, ...] = (*sorted(set(languages)), None)
        self._read: tuple[tuple[str, tuple[QueryWord, ...]], ...] = ()

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._searcher.num_docs)

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
        silent = {word for word in words if is_grammar(word)} | find_endings(plain)
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
        if among is None:
            return self._search_all(words, k)
        if not len(among) or k < 1:
            return []
        if chosen := self._choose_rows(among):
            return self._search_all(words, min(k, len(among)), chosen)
        return self._search_often(words, k, among)

    def is_held(self, word: QueryWord, rows: range) -> bool:
        """Whether one of the passages `rows` holds `word`, or its beginning."""
        clauses = [(Occur.Must, Query.boolean_query(self._make_clauses(word)))]
        return bool(self._search_rows(clauses, rows, 1))

    def find_in(self, words: Iterable[str], rows: range, k: int) -> list[int]:
        """At most `k` of the passages `rows` that hold all `words`, as `split_words` has them."""
        terms = (Query.term_query(self._schema, WORDS, word, "basic") for word in words)
        return self._search_rows([(Occur.Must, term) for term in terms], rows, k)

    def list_words(self, most: int) -> dict[str, int]:
        """The whole words of the index, as `split_words` has them, with the number of passages
        that hold each; of more than `most` the most frequent ones."""
        counts = self._searcher.terms_with_prefix(WORDS, "")
        return dict(counts if len(counts) <= most else heapq.nlargest(most, counts, _count_of))

    def list_stems(self, most: int) -> dict[str, int]:
        """The stems of the index with the number of passages that hold each; of more than `most`
        the most frequent ones."""
        counts = self._searcher.terms_with_prefix(STEMS, "")
        return dict(counts if len(counts) <= most else heapq.nlargest(most, counts, _count_of))

    def find_word(self, stem: str) -> str | None:
        """The most frequent whole word with this stem, of those that begin with its first letters;
        None if there is none."""
        counts = self._searcher.terms_with_prefix(WORDS, stem[:_STEM_BEGINNING])
        words = (word for word, _ in sorted(counts, key=_count_of, reverse=True)[:_MAX_STEMMED])
        return next((word for word in words if stem in self._stem(word)), None)

    def complete_word(self, beginning: str) -> str | None:
        """The most frequent whole word that begins with the letters `beginning`; None if there is
        none, or if they are a word of the index themselves."""
        folded = beginning.casefold()
        letters = strip_accents(folded)
        if not letters.isalnum() or letters in dict(
            self._searcher.terms_with_prefix(STEMS, letters)
        ):
            return None
        counts = dict(self._searcher.terms_with_prefix(WORDS, folded))
        if folded in counts or not counts:
            return None
        return max(counts, key=lambda term: (counts[term], -len(term), term))

    def _search_all(
        self, words: list[QueryWord], k: int, chosen: Query | None = None
    ) -> list[tuple[int, float]]:
        """The `k` best passages of all, or of those that `chosen` finds."""
        most = sum(word.idf * (1 + _PREFIX_WEIGHT * bool(word.prefix)) for word in words)
        clauses = [
            clause for word in self._choose_words(words) for clause in self._make_clauses(word)
        ]
        if not clauses or not most:
            return []
        query = Query.boolean_query(clauses)
        if chosen is not None:
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, _count_nothing(chosen))])
        hits = self._searcher.search(query, k, count=False).hits
        return [
            (row, float(score or 0) / (_SATURATION * most))
            for row, (score, _) in zip(self._find_rows(hits), hits, strict=True)
        ]

    def _choose_words(self, words: list[QueryWord]) -> list[QueryWord]:
        """Those of `words` that passages are searched by. In a large index what more than half of
        the passages hold, which says next to nothing, takes half of the time."""
        if self.passage_count <= _MANY_PASSAGES:
            return words
        return [word for word in words if word.idf > _IDF_OF_HALF] or words

    def _search_often(
        self, words: list[QueryWord], k: int, among: NDArray[np.int64]
    ) -> list[tuple[int, float]]:
        """The `k` best passages of the rows `among`, which are many: as many more of all are asked
        for as `among` are fewer, and again more if that was too few."""
        allowed = np.zeros(self.passage_count, dtype=np.bool_)
        allowed[among] = True
        asked = _MORE_ASKED * k * self.passage_count // len(among)
        while True:
            found = self._search_all(words, min(asked, self.passage_count))
            left = [(row, score) for row, score in found if allowed[row]]
            if len(left) >= k or len(found) < asked:
                return left[:k]
            asked *= _MORE_ASKED

    def _choose_rows(self, rows: NDArray[np.int64]) -> Query | None:
        """What finds the passages `rows`, in order, one or more; None if they are too many to be
        named."""
        numbers = self._numbers.number(rows)
        ends = np.flatnonzero(np.diff(numbers) != 1)
        if len(ends) < _MAX_RUNS:
            firsts, lasts = numbers[[0, *(ends + 1)]].tolist(), numbers[[*ends, -1]].tolist()
            runs = map(self._find_run, firsts, (last + 1 for last in lasts))
            return Query.boolean_query([(Occur.Should, run) for run in runs])
        if len(rows) > _MAX_NAMED_ROWS:
            return None
        return Query.term_set_query(self._schema, ROW, numbers.tolist())

    def _find_run(self, start: int, stop: int) -> Query:
        """What finds the passages from number `start` up to `stop`."""
        integer = tantivy.FieldType.Integer
        return Query.range_query(self._schema, ROW, integer, start, stop, include_upper=False)

    def _search_rows(self, clauses: list[tuple[Occur, Query]], rows: range, k: int) -> list[int]:
        """At most `k` of the passages `rows` that `clauses` find."""
        runs = [(Occur.Should, self._find_run(*run)) for run in self._numbers.cut(rows)]
        among = _count_nothing(Query.boolean_query(runs))
        both = Query.boolean_query([*clauses, (Occur.Must, among)])
        return self._find_rows(self._searcher.search(both, k, count=False).hits)

    def _find_rows(self, hits: Sequence[tuple[object, tantivy.DocAddress]]) -> list[int]:
        numbers = self._searcher.fast_field_values(ROW, [address for _, address in hits])
        return [self._numbers.find_row(int(number)) for number in numbers if number is not None]

    def _read_word(self, word: str, silent: Set[str]) -> QueryWord:
        stems = self._stem(word)
        counts = [self._searcher.doc_freq(STEMS, stem) for stem in stems]
        fewest = min((count for count in counts if count), default=0)
        is_silent = word in QUESTION_WORDS or (not fewest and word in silent)
        weight = 0.0 if is_silent else _weigh(fewest, max(self.passage_count, _FEW_PASSAGES))
        idf = _weigh(fewest, self.passage_count)
        return QueryWord(word, stems, word_prefix(word), idf, weight, is_known=fewest > 0)

    def _stem(self, word: str) -> frozenset[str]:
        """The stems of `word` in the languages of the index."""
        forms = split_joined(word)
        return frozenset(stem_word(form, each) for form in forms for each in self._languages)

    def _make_clauses(self, word: QueryWord) -> list[tuple[Occur, Query]]:
        clauses = [
            (Occur.Should, Query.term_query(self._schema, STEMS, stem, "freq"))
            for stem in sorted(word.stems)
        ]
        if word.prefix:
            prefix = Query.term_query(self._schema, PREFIXES, word.prefix, "freq")
            clauses.append((Occur.Should, Query.boost_query(prefix, _PREFIX_WEIGHT)))
        return clauses


def _weigh(count: int, passages: int) -> float:
    """The inverse frequency of a term in `count` of so many passages, as BM25 has it."""
    return log1p((passages - count + 0.5) / (count + 0.5))


def _count_nothing(query: Query) -> Query:
    """What finds the same, and adds nothing to a score."""
    return Query.const_score_query(query, 0.0)


def _count_of(term: tuple[str, int]) -> int:
    return term[1]


def cover_words(words: list[QueryWord], text: str, language: str | None) -> Vectors:
    """The share of the query's weight that each of its words has if `text` holds it, shape
    `[words]`: half of it if only the word's beginning is held, 0 if not even that."""
    held = {form for word in set(split_words(text)) for form in split_joined(word)}
    stems = {stem_word(word, language) for word in held}
    prefixes = {word_prefix(word) for word in held} - {None}
    shares = np.zeros(len(words), dtype=np.float32)
    for number, word in enumerate(words):
        if word.stems & stems:
            shares[number] = word.weight
        elif word.prefix in prefixes:
            shares[number] = 0.5 * word.weight
    return np.asarray(shares / max(1e-9, sum(word.weight for word in words)), dtype=np.float32)
