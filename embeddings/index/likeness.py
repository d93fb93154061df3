"""How alike an encoder finds texts that have nothing to do with each other, and texts that do:
without it, its similarities cannot be read."""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import Described
from embeddings.encoders.encoder import EncodedText, Encoder, Vectors
from embeddings.encoders.model_files import DEFAULT_MODEL
from embeddings.encoders.reference_questions import REFERENCE_QUESTIONS
from embeddings.index.ragged import Ragged
from embeddings.index.tokens.codes import TokenQuery
from embeddings.index.tokens.token_vectors import PassageTokens
from embeddings.index.vectors import PassageVectors

_MAX_LANGUAGES = 5
"""The most frequent ones; what is in another language is read as all of these together."""
_MAX_SENTENCES = 40
_MAX_PASSAGES = 100
_MIN_SENTENCES = 3
"""A language with fewer is read as all together."""
_NEAREST = 30
_MIN_LETTERS = 20
_TOKENS = 12
"""A sentence is cut to about as many: so long are questions."""

_UNSEEN_PASSAGES = 10_000
"""As `RankingParameters.unseen_for_confidence`."""
_KNOWN = 10
"""Of the twelve questions that must be nearest to the same in English. The bundled encoder has at
most 8 in any language but English, multilingual-e5-small 12 in all."""
_ENGLISH = "en"

_NO_HASH = 2**64 - 1

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Scores of late interaction, from -1 to 1, as confidence goes by them.

    `unrelated` is the mean of questions off the topic against any passages, `best` that against
    the passage of all that is nearest to each, `spread` the standard deviation of the latter;
    `own` is the mean of beginnings of sentences against their own passage. `texts` is how many
    questions and sentences that rests on.
    """

    unrelated: float
    best: float
    spread: float
    own: float
    texts: int


def find_known_languages(encoder: Encoder) -> tuple[str, ...]:
    """Of the languages of `REFERENCE_QUESTIONS` those that `encoder` knows, English first: it
    finds the same question in English. Of the bundled encoder that is known without asking it."""
    if encoder.name == DEFAULT_MODEL:
        return (_ENGLISH,)
    english = [encoder.encode_query(text) for text in REFERENCE_QUESTIONS[_ENGLISH]]
    others = (language for language in REFERENCE_QUESTIONS if language != _ENGLISH)
    return (_ENGLISH, *(each for each in others if _knows(encoder, each, english)))


def _knows(encoder: Encoder, language: str, english: Sequence[EncodedText]) -> bool:
    """Most encoders know few languages, and are asked no more than shows that."""
    texts, missed = REFERENCE_QUESTIONS[language], 0
    for number, text in enumerate(texts):
        query = encoder.encode_query(text)
        alike = [_match(query, other) for other in english]
        # Strictly: what an encoder cannot read is as near to any other.
        is_found = alike[number] > max(alike[:number] + alike[number + 1 :])
        missed += not is_found
        if len(texts) - missed < _KNOWN:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Texts:
    """The passages that likeness is measured on, as far as that needs them.

    `languages` has `main_language` of each passage, `hashes` its `hash_passage`, shape
    `[passages]`; `sentence_starts` numbers their sentences, `sentence_hashes` has `hash_sentence`
    of each. `read` gives the sentences of a passage.
    """

    languages: Sequence[str]
    hashes: NDArray[np.uint64]
    sentence_starts: _Rows
    sentence_hashes: NDArray[np.uint64]
    read: Callable[[int], Sequence[str]]


class LikenessMeasure:
    """Measures one build with its encoder: at most 52 texts are encoded and 460 passages looked at
    for each of six groups."""

    def __init__(
        self, texts: Texts, tokens: PassageTokens, vectors: PassageVectors, encoder: Encoder
    ) -> None:
        self._texts = texts
        self._tokens = tokens
        self._vectors = vectors
        self._encoder = encoder
        self._encoded: dict[str, EncodedText] = {}

    @np.errstate(invalid="ignore")  # as in Retriever.search
    def measure(self, known: Sequence[str]) -> dict[str, Likeness]:
        """By language, of the most frequent ones; `""` has all together. The questions are in that
        language if it is among the `known` ones, else in English. A language without enough
        sentences is left out."""
        languages = self._texts.languages
        frequent = Counter(languages).most_common(_MAX_LANGUAGES)
        found = {}
        for language in ["", *(name for name, _ in frequent if name)]:
            of_language = [row for row, name in enumerate(languages) if language in ("", name)]
            asked = language or next((name for name, _ in frequent if name), _ENGLISH)
            questions = REFERENCE_QUESTIONS[_ENGLISH]
            if asked in known:
                questions = REFERENCE_QUESTIONS[asked]
            likeness = self._measure(np.asarray(of_language, dtype=np.int64), questions)
            if likeness:
                found[language] = likeness
        return found

    def _measure(self, rows: _Rows, questions: Sequence[str]) -> Likeness | None:
        own = list(self._score_own(rows))
        queries = [query for text in questions if len((query := self._encode(text)).token_ids)]
        if len(own) < _MIN_SENTENCES or not queries:
            return None
        order = find_smallest(self._texts.hashes[rows], _MAX_PASSAGES)
        sample = np.sort(rows[order])
        unrelated = [self._score(query, sample).mean() for query in queries]
        best = [
            self._score(query, np.asarray(sorted(near), dtype=np.int64)).max()
            for query in queries
            if (near := self._vectors.find_nearest(query.vector, _NEAREST, rows))
        ]
        return Likeness(
            unrelated=_round(np.mean(unrelated)),
            best=_round(np.mean(best)),
            spread=_round(np.std(best)),
            own=_round(np.mean(own)),
            texts=len(own) + len(queries),
        )

    def _score_own(self, rows: _Rows) -> Iterator[float]:
        """Of the sentences of `rows` with the smallest hashes, how alike the beginning of each is
        to its passage."""
        sentences = Ragged.between(self._texts.sentence_starts, rows)
        hashes = self._texts.sentence_hashes[sentences.members]
        order = find_smallest(hashes, _MAX_SENTENCES)
        for place in order[hashes[order] != _NO_HASH].tolist():
            number = int(np.searchsorted(sentences.firsts, place, side="right")) - 1
            row = int(rows[number])
            text = self._texts.read(row)[place - int(sentences.firsts[number])]
            query = self._encode(self._cut(text))
            if len(query.token_ids):
                yield float(self._score(query, np.asarray([row], dtype=np.int64))[0])

    def _cut(self, text: str) -> str:
        """The beginning of `text`, about as long as a question, by whole words if it has any."""
        tokens = max(1, self._encoder.count_tokens(text))
        if tokens <= _TOKENS:
            return text
        cut = text[: max(1, len(text) * _TOKENS // tokens)]
        return cut.rpartition(" ")[0] or cut

    def _encode(self, text: str) -> EncodedText:
        """Each text once: several groups have it."""
        if text not in self._encoded:
            self._encoded[text] = self._encoder.encode_query(text)
        return self._encoded[text]

    def _score(self, query: EncodedText, rows: _Rows) -> Vectors:
        """How alike `query` is to each of the passages `rows`, shape `[passages]`: half the whole
        passage, half its best sentence."""
        shares = self._tokens.weigh(query, _UNSEEN_PASSAGES)
        sentences = Ragged.between(self._texts.sentence_starts, rows)
        cosines = self._tokens.match_sentences(TokenQuery(query.token_vectors), sentences.members)
        whole = sentences.max(cosines) @ shares
        return np.asarray((whole + sentences.max(cosines @ shares)) / 2, dtype=np.float32)


def find_smallest(numbers: NDArray[np.uint64], count: int) -> _Rows:
    """The places of the `count` smallest of `numbers`, or of all if there are not as many, the
    smallest first, equals in order. Not all are sorted for it."""
    if count >= len(numbers):
        return np.argsort(numbers, kind="stable")
    largest = np.partition(numbers, count - 1)[count - 1]
    (places,) = np.nonzero(numbers <= largest)
    return np.asarray(places[np.argsort(numbers[places], kind="stable")][:count])


def main_language(article: Described) -> str:
    """ISO 639-1 code of the language of `article`, without a region; `""` if it is not known."""
    return (article.language or "").partition("-")[0]


def write_likeness(found: Mapping[str, Likeness]) -> dict[str, dict[str, float]]:
    """`found` for the manifest."""
    return {language: asdict(likeness) for language, likeness in found.items()}


def read_likeness(values: Mapping[str, Mapping[str, float]]) -> dict[str, Likeness]:
    """What `write_likeness` wrote.

    :raises ValueError, TypeError, KeyError: if it did not.
    """
    names = ("unrelated", "best", "spread", "own", "texts")
    found = {}
    for language, figures in values.items():
        unrelated, best, spread, own, texts = (float(figures[name]) for name in names)
        if not all(map(math.isfinite, (unrelated, best, spread, own, texts))):
            raise ValueError("a likeness is no number")
        found[language] = Likeness(unrelated, best, spread, own, int(texts))
    return found


def _match(query: EncodedText, other: EncodedText) -> float:
    """MaxSim of two texts, each token as much as any; -1 if one has none."""
    if not len(query.token_ids) or not len(other.token_ids):
        return -1.0
    return float((query.token_vectors @ other.token_vectors.T).max(axis=1).mean())


def _round(figure: np.floating[Any]) -> float:
    """To what it is worth: the same articles give the same numbers on any machine."""
    return round(float(figure), 4)


def hash_passage(text: str) -> int:
    """By which a passage is chosen: the same in every build, whatever else is in it."""
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return min(int.from_bytes(digest), _NO_HASH - 1)


def hash_sentence(text: str) -> int:
    """As `hash_passage`, of a sentence; more than any other of one that is too short to count."""
    enough = sum(character.isalpha() for character in text) >= _MIN_LETTERS
    return hash_passage(text) if enough else _NO_HASH
