"""What a question names and an article lacks: rare words, such as names, numbers and options."""

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
import regex
from numpy.typing import NDArray

from corpus import Described, Passage
from embeddings.encoders.encoder import EncodedText, Vectors
from embeddings.index.passage_index import PassageIndex
from embeddings.index.words.lexical import QueryWord, cover_words
from embeddings.retrieval.named import lacks_number, read_around
from embeddings.retrieval.named_options import AskedOptions, is_slip
from embeddings.retrieval.parameters import RankingParameters
from embeddings.words.analysis import is_spaceless, split_words
from embeddings.words.asked_values import find_asked_values, holds_value
from embeddings.words.question_words import QUESTION_WORDS

_MAX_READ = 20
"""Passages of an article that are read for one number."""
_ELSEWHERE = 0.25
"""What a number or an option counts as missing that stands in the article, but far from the
passage."""
_MAX_IDF = 8.0
_MAX_RARE = 24
"""Rare words of a question that are looked for, the rarest: each is looked up in the article of
each hit, and only the one that weighs most counts."""
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")


class Missing:
    """Tells of the hits of one question what they lack. Each article is asked once for each word
    and number."""

    def __init__(
        self,
        index: PassageIndex,
        text: str,
        words: Sequence[QueryWord],
        encoded: EncodedText,
        parameters: RankingParameters,
    ) -> None:
        self._index = index
        self._parameters = parameters
        rare = [w for w in words if w.weight and w.idf > parameters.rare_from and _names(w)]
        rare = sorted(rare, key=lambda word: -word.idf)[:_MAX_RARE]
        places = _find_tokens({word.word for word in rare}, text, encoded)
        self._rare = [(word, places[word.word]) for word in rare if word.word in places]
        self._held: dict[tuple[str, str], bool] = {}
        self._values = find_asked_values(text)

    def weigh_words(
        self, passage: Passage, article: Described, cosines: Vectors, unit: str = ""
    ) -> float:
        """How much the rare word weighs that `article` lacks and that `passage` has the least like
        it of, 0 if there is none: by how rare it is, and how far the nearest token of the passage
        is from it. `cosines` has that of each token of the question, shape `[tokens]`. Words by
        which the question names the `unit` that `passage` is are none."""
        apart = self._parameters.unlike_below
        names = split_words(unit)
        weights = {
            word: (min(_MAX_IDF, word.idf) - self._parameters.rare_from) * (apart - mean)
            for word, tokens in self._rare
            if word.word not in names and (mean := float(cosines[tokens].mean())) < apart
        }
        absent = [word for word in weights if not self._is_in_article(word, article)]
        if not absent:
            return 0.0
        # All at once: the passage and what stands above it are read once, however many words.
        named = [read_around(passage, article), article.author or "", article.source or ""]
        covered = cover_words(absent, "\n".join(named), article.language)
        left = (weights[word] for word, share in zip(absent, covered, strict=True) if not share)
        return max(left, default=0.0)

    def weigh_numbers(self, numbers: Iterable[str], passage: Passage, article: Described) -> float:
        """From 0, if each of `numbers` stands in `passage`, around it or in the one beside it, to
        1, if one stands nowhere in `article`."""
        # The name of a file as it stands: its words have no dots, as in "notes 2 39 0".
        around = f"{article.id}\n{read_around(passage, article)}"
        lacking = [number for number in numbers if lacks_number([number], around)]
        return max((self._weigh_number(n, passage) for n in lacking), default=0.0)

    def weigh_options(self, asked: AskedOptions | None, passage: Passage) -> float:
        """1 if the article of `passage`, which has others, has one of the options that are `asked`
        nowhere, those apart that may be something else or are slips of what the passage has; less
        if neither the passage nor the ones beside it have any, else 0."""
        certain = [option for option in asked.options if option.is_certain] if asked else []
        rows = self._index.article_rows[passage.article_id]
        # Where there are none, "-B" of "hepatitis -B" is none either.
        if not asked or not certain or not self._index.labels.hold_options(rows):
            return 0.0
        certain = [option for option in certain if not is_slip(option, passage)]
        if any(not asked.is_held(option, passage.article_id) for option in certain):
            return 1.0
        if not certain:
            return 0.0
        beside = self._list_beside(passage)
        return 0.0 if any(option.is_held(beside) for option in certain) else _ELSEWHERE

    def lacks_value(self, passage: Passage, article: Described) -> bool:
        """Whether the question asks for a value, such as a price, and neither `passage`, the lines
        above it nor the passages beside it have one."""
        if not self._values:
            return False
        beside = [self._index.passages[n].text for n in self._list_beside(passage)]
        texts = [read_around(passage, article), *beside]
        return any(not any(holds_value(v, text) for text in texts) for v in self._values)

    def _list_beside(self, passage: Passage) -> range:
        """The rows of `passage` and of those before and after it in its article."""
        row = self._index.rows_by_id[passage.id]
        rows = self._index.article_rows[passage.article_id]
        return range(max(rows.start, row - 1), min(rows.stop, row + 2))

    def _weigh_number(self, number: str, passage: Passage) -> float:
        rows = self._index.article_rows[passage.article_id]
        beside = self._list_beside(passage)
        if any(not lacks_number([number], self._index.passages[n].text) for n in beside):
            return 0.0
        key = passage.article_id, number
        if key not in self._held:
            ways = (split_words(f"{prefix}{number}") for prefix in ("", "v"))
            found = [self._index.lexical.find_in(words, rows, _MAX_READ) for words in ways]
            texts = (self._index.passages[n].text for n in itertools.chain(*found))
            self._held[key] = any(not lacks_number([number], text) for text in texts)
        return _ELSEWHERE if self._held[key] else 1.0

    def _is_in_article(self, word: QueryWord, article: Described) -> bool:
        key = article.id, word.word
        if key not in self._held:
            rows = self._index.article_rows[article.id]
            self._held[key] = self._index.lexical.is_held(word, rows)
        return self._held[key]


def _names(word: QueryWord) -> bool:
    """Whether `word` may name something: it is no number, none that asks, and not some characters
    of a script in which words are not told apart."""
    return word.word.isalpha() and word.word not in QUESTION_WORDS and not is_spaceless(word.word)


def _find_tokens(words: set[str], text: str, encoded: EncodedText) -> dict[str, NDArray[np.int64]]:
    """The numbers of the tokens of each of `words`, where it stands first in `text`."""
    found: dict[str, NDArray[np.int64]] = {}
    spans = encoded.token_spans
    for match in _WORD.finditer(text):
        if len(found) == len(words):
            break
        held = words.intersection(split_words(match[0])).difference(found)
        if not held:
            continue
        tokens = np.flatnonzero((spans[:, 0] < match.end()) & (spans[:, 1] > match.start()))
        if len(tokens):
            found |= dict.fromkeys(held, tokens)
    return found
