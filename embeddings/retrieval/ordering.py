"""The order of scored passages: by words, by a second look at close calls, by a reranker."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import Described
from embeddings.encoders.reranker import Reranker
from embeddings.index.entries import list_option_words
from embeddings.index.passage_index import PassageIndex
from embeddings.index.passage_lines import split_name
from embeddings.index.words.lexical import QueryWord, cover_words
from embeddings.retrieval.chronology import Timed
from embeddings.retrieval.late_interaction import MaxSim
from embeddings.retrieval.named import Named, read_around
from embeddings.retrieval.parameters import RankingParameters
from embeddings.words.analysis import is_spaceless, split_words
from embeddings.words.function_words import leave_out_function_words
from embeddings.words.question_words import QUESTION_WORDS

_MAX_CLOSE = 6
"""Best passages that are looked at again, for each of which its words are read."""

_SHOWN = 3
"""Passages that a reader sees quotes of, as far as the articles' words are not the same."""

_MORE_WORDS = 2
"""One may be the verb of "what does section 16 provide?", which "as provided in section 16" has."""

_MAX_READ = 20
"""Passages of units whose words are read for whether the question has any of them."""

_RERANKED = 20
"""Best passages that a reranker reads: each costs it as much as the question costs the encoder."""


class Candidate(NamedTuple):
    """Passage `row`, which is number `number` in `matches`; `similarities` reckons what confidence
    goes by of all of these, once; `uncovered` is how little the encoder knows the passage's
    language, from 0 to 1.

    A tuple, as a hundred and more are made for every question, in a third of the time."""

    row: int
    score: float
    matches: MaxSim
    number: int
    similarities: Callable[[], Sequence[float]]
    uncovered: float

    @property
    def similarity(self) -> float:
        """What confidence goes by."""
        return self.similarities()[self.number]

    def with_score(self, score: float) -> "Candidate":
        """The same with this score."""
        # Not by `_replace`, which takes several times as long.
        return Candidate(
            self.row, score, self.matches, self.number, self.similarities, self.uncovered
        )


class Ordering:
    """Orders candidates out of one build of the index."""

    def __init__(
        self, index: PassageIndex, parameters: RankingParameters, reranker: Reranker | None
    ) -> None:
        self._index = index
        self._parameters = parameters
        self._reranker = reranker

    def add_time(self, candidates: list[Candidate], timed: Timed) -> list[Candidate]:
        """`candidates`, best first, those of the time that is asked for by as much better as they
        are of it."""
        if not timed.weights:
            return candidates
        gain = self._parameters.newest if timed.is_latest else self._parameters.timed
        more = (c.with_score(c.score + gain * timed.weights.get(c.row, 0.0)) for c in candidates)
        return sorted(more, key=self.sort_key)

    def order(
        self,
        text: str,
        words: list[QueryWord],
        candidates: list[Candidate],
        lexical: Mapping[int, float],
    ) -> list[Candidate]:
        """`candidates`, best first by their scores, for the question `text`, whose words are
        `words`; `lexical` is what words alone say of each row."""
        if self._reranker:
            return self._rerank(text, candidates, self._reranker)
        return self._look_again(self._weigh_words(candidates, lexical), words)

    def asks_for_units_alone(
        self, candidates: list[Candidate], named: Named, words: list[QueryWord]
    ) -> bool:
        """Whether the question names units and nothing that is said in them, as "what does section
        3 say?" does; what stands above them, such as the title, does not tell which part of them
        is meant either."""
        units = _choose_units(candidates, named)[:_MAX_READ]
        if not units:
            return False
        heads = (self._index.heads[self._index.passages[c.row].article_id] for c in units)
        languages = {head.language for head in heads if head.language}
        asked = {word.word: word for word in _find_others(named, words)}
        others = [asked[word] for word in leave_out_function_words(asked, languages)]
        if not others:
            return True
        said: NDArray[np.bool_] = np.zeros(len(others), dtype=bool)
        for unit in units:
            passage = self._index.passages[unit.row]
            head = self._index.heads[passage.article_id]
            above = "\n".join((head.title, split_name(head.id), *passage.headings))
            held = cover_words(others, passage.text, head.language) > 0
            said |= held & ~(cover_words(others, above, head.language) > 0)
        return not said.any()

    def put_units_first(
        self,
        candidates: list[Candidate],
        named: Named,
        words: list[QueryWord],
        *,
        from_beginning: bool,
    ) -> list[Candidate]:
        """`candidates`, best first, with the units that the question names before what speaks of
        them, however often it does, and that before all else; the parts of a unit in their order
        if `from_beginning`. What has `_MORE_WORDS` other words
        of the question than the best of the units stays before them: "who is fined for a late
        payment under article 4?"."""
        units = _choose_units(candidates, named)
        if not units:
            return candidates
        if from_beginning:
            articles = [self._index.passages[unit.row].article_id for unit in units]
            places = {name: place for place, name in reversed(list(enumerate(articles)))}
            units = [
                unit
                for _, unit in sorted(
                    zip(articles, units, strict=True), key=lambda x: (places[x[0]], x[1].row)
                )
            ]
        others = _find_others(named, words)
        enough = self._count_held(units[0], others) + _MORE_WORDS
        first, behind, last = [], [], []
        for candidate in candidates:
            if named.is_unit(candidate.row):
                continue
            if named.lacks_unit(candidate.row, self._index.passages[candidate.row]):
                last.append(candidate)
            elif (
                candidate.score >= units[0].score
                and len(others) >= enough
                and self._count_held(candidate, others) >= enough
            ):
                first.append(candidate)
            else:
                behind.append(candidate)
        ordered = [*first, *units, *behind, *last]
        lowest = itertools.accumulate((c.score for c in ordered), min)
        return [c.with_score(score) for c, score in zip(ordered, lowest, strict=True)]

    @staticmethod
    def sort_key(candidate: Candidate) -> tuple[float, int]:
        """Best first; equals in the order of articles and their text, which rows are in."""
        return -candidate.score, candidate.row

    def _count_held(self, candidate: Candidate, words: list[QueryWord]) -> int:
        """How many of `words` stand in the passage of `candidate` or above it."""
        passage = self._index.passages[candidate.row]
        article = self._index.describe(passage)
        around = read_around(passage, article)
        return int(np.count_nonzero(cover_words(words, around, article.language)))

    def _weigh_words(
        self, candidates: list[Candidate], lexical: Mapping[int, float]
    ) -> list[Candidate]:
        """`candidates`, best first, but behind the first in an order in which words count, too."""
        if not candidates:
            return []
        first = candidates[0]
        held = lexical.get(first.row, 0.0)
        others = []
        for candidate in candidates[1:]:
            gain = self._parameters.words * (lexical.get(candidate.row, 0.0) - held)
            others.append(candidate.with_score(min(first.score, candidate.score + gain)))
        return [first, *sorted(others, key=self.sort_key)]

    def _look_again(self, candidates: list[Candidate], words: list[QueryWord]) -> list[Candidate]:
        """`candidates`, best first, with that one first of those next to the first which is best
        if the words that each holds count, too; behind it what stands beside it in its article is
        raised, and those next to the third are looked at in the same way, as no more are shown.
        Where the encoder does not know the language words have counted already."""
        if len(candidates) < 2 or candidates[0].uncovered:
            return candidates
        best = candidates[0].score
        enough = best - self._parameters.close
        close = [c for c in candidates[:_MAX_CLOSE] if c.score >= enough]
        gains = self._weigh_again(close, words) if len(close) > 1 else {}
        first = max(close, key=lambda c: c.score + gains.get(c.row, 0.0))
        behind = [
            c.with_score(min(best, c.score + self._parameters.beside))
            if self._stands_beside(c, first)
            else c
            for c in candidates
            if c is not first
        ]
        behind.sort(key=self.sort_key)
        return [first.with_score(best), *self._look_at_last_shown(behind, words, gains)]

    def _look_at_last_shown(
        self, behind: list[Candidate], words: list[QueryWord], gains: dict[int, float]
    ) -> list[Candidate]:
        """`behind`, which are those after the first, best first, with those that score about as
        much as the last that is shown in an order in which the words that each holds count, too.
        What some of them have for these is in `gains`, by row, already."""
        if len(behind) < _SHOWN:
            return behind
        last = behind[_SHOWN - 2].score
        near = [
            place
            for place, candidate in enumerate(behind[:_MAX_CLOSE])
            if abs(candidate.score - last) <= self._parameters.close_to_last
        ]
        if near[-1] < _SHOWN - 1:  # all of them are shown, in whichever order
            return behind
        again = [behind[place] for place in near]
        gains = gains | self._weigh_again([c for c in again if c.row not in gains], words)
        scores = [candidate.score for candidate in again]
        again.sort(key=lambda c: (-c.score - gains[c.row], c.row))
        ordered = list(behind)
        for place, candidate, score in zip(near, again, scores, strict=True):
            ordered[place] = candidate.with_score(score)
        return ordered

    def _stands_beside(self, candidate: Candidate, other: Candidate) -> bool:
        """Whether nothing stands between the passages of both in their article."""
        passages = self._index.passages
        return (
            abs(candidate.row - other.row) == 1
            and passages[candidate.row].article_id == passages[other.row].article_id
        )

    def _weigh_again(self, candidates: list[Candidate], words: list[QueryWord]) -> dict[int, float]:
        """What each of `candidates`, by row, has on top for the words that its passage or the lines
        above it hold."""
        return {c.row: self._weigh_held(c, words) for c in candidates}

    def _weigh_held(self, candidate: Candidate, words: list[QueryWord]) -> float:
        sentences = candidate.matches.find_sentences(candidate.number)
        if bool(np.all(candidate.matches.asks[sentences])):
            return 0.0  # a question has the reader's words, and answers nothing
        passage = self._index.passages[candidate.row]
        article = self._index.describe(passage)
        around = read_around(passage, article)
        held = self._parameters.close_words * _sum_held(words, around, article)
        if options := list_option_words(passage):
            held += self._parameters.option_words * _sum_held(words, options, article)
        return held

    def _rerank(
        self, text: str, candidates: list[Candidate], reranker: Reranker
    ) -> list[Candidate]:
        """`candidates`, best first, by the mean of score and what `reranker` says of the first
        of them; the others stay behind those."""
        first, others = candidates[:_RERANKED], candidates[_RERANKED:]
        judged = reranker.judge(text, [self._index.passages[c.row].text for c in first])
        first = [
            candidate.with_score((candidate.score + judgement) / 2)
            for candidate, judgement in zip(first, judged.tolist(), strict=True)
        ]
        behind = [candidate.with_score(candidate.score / 2) for candidate in others]
        return sorted(first, key=self.sort_key) + behind


def _choose_units(candidates: list[Candidate], named: Named) -> list[Candidate]:
    """Those of `candidates` that are units which the question names."""
    # Most questions name none.
    return [c for c in candidates if named.is_unit(c.row)] if named.rows else []


def _sum_held(words: list[QueryWord], text: str, article: Described) -> float:
    return float(cover_words(words, text, article.language).sum())


def _find_others(named: Named, words: list[QueryWord]) -> list[QueryWord]:
    """Those of `words` that say what is asked for and are no part of the names of units."""
    names = {name for unit in named.units for name in split_words(unit.text)}
    return [w for w in words if w.word not in names and _says_what(w)]


def _says_what(word: QueryWord) -> bool:
    """Whether `word` says what is asked for, as far as a single one does."""
    asks = not word.weight or word.word in QUESTION_WORDS
    return not asks and not is_spaceless(word.word)
