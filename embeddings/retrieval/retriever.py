"""From a question to ranked hits."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np

from corpus import Described, Passage
from embeddings.encoders.encoder import Encoder, Vectors
from embeddings.encoders.model_files import DEFAULT_MODEL
from embeddings.encoders.reranker import Reranker
from embeddings.index.likeness import main_language, read_likeness
from embeddings.index.manifest import Manifest
from embeddings.index.passage_index import LocatedPassage, PassageIndex
from embeddings.index.words.lexical import QueryWord, cover_words, is_covered
from embeddings.retrieval.calibration import Signs, estimate_confidence, fit_scales
from embeddings.retrieval.choices import Choices, list_choices
from embeddings.retrieval.chronology import Chronology, Timed, read_time
from embeddings.retrieval.headlines import Headlines
from embeddings.retrieval.hits import Evidence, Hit, Judgement
from embeddings.retrieval.late_interaction import LateInteraction, MaxSim
from embeddings.retrieval.missing import Missing
from embeddings.retrieval.named import Named, list_numbers, read_around
from embeddings.retrieval.named_entries import choose_entries
from embeddings.retrieval.named_options import AskedOptions
from embeddings.retrieval.ordering import Candidate, Ordering
from embeddings.retrieval.parameters import RANKING_PARAMETERS, RankingParameters
from embeddings.retrieval.query import Filters
from embeddings.retrieval.scope import ALL_PASSAGES, Scope, ScopeFinder
from embeddings.retrieval.slips.spelling import Spelling
from embeddings.retrieval.units.called import CalledArticles
from embeddings.retrieval.units.finding import MAX_ROWS, UnitFinder
from embeddings.retrieval.units.numbered_names import renumber
from embeddings.retrieval.units.references import Reference, choose_meant, find_references
from embeddings.words.analysis import find_forms, split_words

_CANDIDATES = 30
"""Passages from each side, vectors and words, that are looked at closely; on 564 passages of 28
encyclopedic articles the right one was among the 50 nearest vectors for .996 of 743 questions."""

_LOOKED_AROUND = 10
"""Best passages that are compared together with the passage before them, which costs as much as
the passage itself. With 30, of 1,098 questions on two sets one more had its answer among the first
three passages, and none more as its first quote."""

_SEARCHED_BESIDE = 100_000
"""Passages from which on words are searched while the question is encoded and its nearest passages
are found: of 300,000 all three took 10 ms of the clock one after the other, and 6 so."""
_SEARCHES = 2
"""That may go on at once, as many as questions are answered at once."""

_NAMED_ENTRY = 1.0
"""Evidence of a sentence that begins with what the question names: as much as all of its tokens
can have, as "-m" is like "-M" to an encoder that knows no capitals."""

_MAX_TERM_HOLDERS = 20
_WORD = re.compile(r"[^\W\d_]+")
"""Passages that are looked at for a term."""


@functools.cache
def _start_threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_SEARCHES, thread_name_prefix="words")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question says: its words, what it names, the time that it asks for, how much each of
    its tokens counts, what tells what a passage lacks of it, and whether it names nothing but
    units."""

    words: list[QueryWord]
    named: Named
    timed: Timed
    shares: Vectors
    missing: Missing
    names_units_alone: bool


class Retriever:
    """Searches one build of the index; it never changes, so one answer never mixes two builds."""

    def __init__(
        self,
        index: PassageIndex,
        encoder: Encoder,
        reranker: Reranker | None = None,
        parameters: RankingParameters = RANKING_PARAMETERS,
    ) -> None:
        self.index = index
        self.spelling = Spelling(index, encoder)
        self.headlines = Headlines(index)
        self.encoder = encoder
        self._scopes = ScopeFinder(index)
        self._called = CalledArticles(index)
        self._units = UnitFinder(index, self._called)
        self._reranker = reranker
        self._parameters = parameters
        self._chronology = Chronology(index)
        self._ordering = Ordering(index, parameters, reranker)
        manifest = index.manifest
        self._scales = fit_scales(
            read_likeness(manifest.likeness),
            manifest.encoder == DEFAULT_MODEL,
            manifest.token_bits,
            parameters,
        )

        known = index.language_coverage / parameters.known_from
        self._uncovered = np.maximum(0.0, 1 - known)
        self._early = parameters.early / (1 + index.passage_context.places)

    def with_index(self, index: PassageIndex) -> "Retriever":
        """The same retriever for another build."""
        return Retriever(index, self.encoder, self._reranker, self._parameters)

    @property
    def is_thread_safe(self) -> bool:
        """Whether several threads may search at once."""
        return self.encoder.is_thread_safe and self._reranker is None

    @property
    def manifest(self) -> Manifest:
        """Of the build that is searched."""
        return self.index.manifest

    def check_whole(self) -> None:
        """Looks, where nothing was found, whether all that was searched is there.

        :raises StoreError: if not.
        """
        self.index.check_whole()

    def list_choices(self, filters: Filters) -> Choices:
        """What there is of what `filters` ask for."""
        return list_choices(self.index.heads.values(), filters)

    def list_languages(self) -> tuple[str, ...]:
        """ISO 639-1 codes of the languages of the articles, that of most passages first."""
        return self._languages

    @functools.cached_property
    def _languages(self) -> tuple[str, ...]:
        counts = Counter[str]()
        for head in self.index.heads.values():
            if head.language:
                passages = len(self.index.article_rows.get(head.id, ()))
                counts[head.language.partition("-")[0]] += passages
        return tuple(code for code, _ in counts.most_common())

    # OpenBLAS looks past the end of short vectors, and warns if no numbers lie there. That vectors
    # hold numbers was made sure of when they were made.
    @np.errstate(invalid="ignore")
    def search(
        self, text: str, k: int, scope: Scope = ALL_PASSAGES, today: date | None = None
    ) -> list[Hit]:
        """The `k` best passages of `scope`, which this retriever found, for the question `text`,
        best first; `[]` if the text holds no word. `today` is when it is asked, by which "last
        year" is read."""
        if k < 1 or not any(character.isalnum() for character in text):
            return []
        words = self.index.lexical.read_query(text)
        depth = max(_CANDIDATES, k)
        search_words = self._begin_words(words, 2 * depth, scope)
        encoded = self.encoder.encode_query(text)
        nearest = self.index.nearest(encoded.vector, depth, scope.rows)
        lexical = dict(search_words())
        found = self._add_answers([*nearest, *list(lexical)[:depth]], scope)
        named = self._read_named(text, words, found, scope)
        time = read_time(text, today)
        dated = self._chronology.find_rows(time, found, scope.rows)
        versions = self._chronology.find_versions(named.numbers, found, scope.rows)
        rows = {*found, *named.rows, *named.holders, *dated, *versions}
        if not rows:
            return []
        match = LateInteraction(self.index, encoded, self._parameters)
        shares = self.index.tokens.weigh(encoded, self._parameters.unseen_passages)
        flatter = self.index.tokens.weigh(encoded, self._parameters.unseen_for_confidence)
        matches = match.match(np.asarray(sorted(rows), dtype=np.int64))
        gains = self._read_gains(named)
        candidates = self._score(matches, shares, flatter, lexical, named, gains)
        best = np.asarray([c.number for c in candidates[:_LOOKED_AROUND]], dtype=np.int64)
        around = match.add_preceding(matches, best)
        looked_around = self._score(around, shares, flatter, lexical, named, gains)
        candidates = sorted(
            [*looked_around, *candidates[_LOOKED_AROUND:]], key=self._ordering.sort_key
        )
        timed = self._chronology.weigh(time, {c.row: c.score for c in candidates})
        candidates = self._ordering.add_time(candidates, timed)
        candidates = self._ordering.order(text, words, candidates, lexical)
        alone = self._ordering.asks_for_units_alone(candidates, named, words)
        candidates = self._ordering.put_units_first(candidates, named, words, from_beginning=alone)
        missing = Missing(self.index, text, words, encoded, self._parameters)
        asked = _Asked(words, named, timed, shares, missing, alone)
        return [self._make_hit(candidate, asked) for candidate in candidates[:k]]

    def holds_words(self, text: str, *passages: Passage) -> bool:
        """Whether each word of `text` that weighs anything stands in one of `passages` or the lines
        above it, be it inflected; false if it has none."""
        return not self.leave_out_held([text], passages)

    def leave_out_held(self, texts: Iterable[str], passages: Iterable[Passage]) -> list[str]:
        """Those of `texts` that none of `passages` has, as `holds_words` says of one; each passage
        is read once, however many texts there are."""
        read = [(t, [w for w in self.index.lexical.read_words(t) if w.weight]) for t in texts]
        for passage in passages:
            if not read:
                break
            article = self.index.describe(passage)
            forms = find_forms(read_around(passage, article), article.language)
            read = [
                (text, words)
                for text, words in read
                if not (words and all(is_covered(word, *forms) for word in words))
            ]
        return [text for text, _ in read]

    def list_units(self, text: str) -> list[tuple[Reference, bool]]:
        """The numbered units that `text` names for certain, each with whether it also names an
        article that has such units."""
        labels = self.index.labels
        found = choose_meant(find_references(text, labels.words), labels)
        units = [unit for unit in found if unit.is_certain]
        called = self._called.find(text, units)
        return [(unit, unit.text in called) for unit in units]

    def ask_of_namesake(self, text: str, name: str, number: str = "") -> str | None:
        """`text`, which asks for one numbered unit of an article that it names, of another article
        instead, the `name` of which has a word in common with that, or is its own with this
        `number`, if that has one; None if it is none such."""
        units = [unit for unit, _ in self.list_units(text)]
        called = self._called.find(text, units) if len(units) == 1 else {}
        if not called:
            return None
        unit = units[0]
        of = called[unit.text]
        name = (renumber(of.name, number) if number else None) or name
        other = self._called.find(f"{unit.text} of {name}", units).get(unit.text)
        if other is None or not other.is_whole or other.name != name:
            return None
        has_in_common = set(split_words(of.name)) & set(split_words(name))
        if of.articles & other.articles or not any(map(str.isalpha, has_in_common)):
            return None
        return text.replace(of.name, name)

    def has_term(self, text: str) -> bool:
        """Whether `text` is a term that one of the passages with its words explains."""
        words = split_words(text)
        holders = self.find_phrase(" ".join(words), _MAX_TERM_HOLDERS) if words else []
        terms = (p for holder in holders if (p := holder.passage).kind == "term")
        lines = (p.text[start:end].partition("\n")[0] for p in terms for start, end in p.sentences)
        return any(split_words(line) == words for line in lines)

    def is_name(self, text: str) -> bool:
        """Whether the words of `text` begin with a capital letter wherever the first passages that
        have them do, and there is one."""
        words = split_words(text)
        holders = self.find_phrase(" ".join(words), _MAX_TERM_HOLDERS) if words else []
        texts = (t for h in holders for t in (h.passage.text, *h.passage.headings))
        written = [w for t in texts for w in _WORD.findall(t) if w.casefold() in words]
        return bool(written) and all(word[0].isupper() for word in written)

    def knows_languages(self, *languages: str) -> bool:
        """Whether the encoder knows these (ISO 639-1 codes), so that a question in one finds
        passages in another."""
        return set(languages) <= set(self.index.manifest.languages)

    def find_scope(self, filters: Filters, phrases: Sequence[str] = ()) -> Scope:
        """What `filters` and then `phrases` leave, as `ScopeFinder.find_scope`."""
        return self._scopes.find_scope(filters, phrases)

    def find_phrase(self, words: str, k: int, scope: Scope = ALL_PASSAGES) -> list[LocatedPassage]:
        """The first `k` passages of `scope` that have a phrase, as `ScopeFinder.find_phrase`."""
        return self._scopes.find_phrase(words, k, scope)

    @property
    def article_texts(self) -> Mapping[str, str]:
        """The texts of all articles, by id."""
        return self.index.article_texts

    def _begin_words(
        self, words: list[QueryWord], k: int, scope: Scope
    ) -> Callable[[], list[tuple[int, float]]]:
        """What waits for the `k` best by words: where there are many passages, another thread looks
        for them from now on."""
        search = functools.partial(self.index.lexical.search, words, k, scope.rows)
        if len(self.index.passages) <= _SEARCHED_BESIDE:
            return search
        return _start_threads().submit(search).result

    def _add_answers(self, found: list[int], scope: Scope) -> list[int]:
        """`found` and the answers within `scope` to the questions of interviews among them, as an
        answer need not hold a word of what it was asked."""
        answers = self.index.passage_context.find_answers(np.asarray(found, dtype=np.int64))
        if scope.rows is not None:
            answers = answers[np.isin(answers, scope.rows)]
        return [*found, *answers.tolist()]

    def _read_named(
        self, text: str, words: list[QueryWord], nearby: Sequence[int], scope: Scope
    ) -> Named:
        """What the question `text`, whose words are `words`, names, and at most `MAX_ROWS`
        passages of `scope` that are the numbered units and the entries among it; `nearby` are the
        rows that were found otherwise."""
        units = self._units.find(text)
        options = AskedOptions(text, nearby, self.index)
        entries = choose_entries(text, words, options, self.index)
        rows = entries | units.rows
        found = np.asarray(list(rows), dtype=np.int64)
        holders = options.list_holders()
        if scope.rows is not None:
            found = found[np.isin(found, scope.rows)]
            holders = holders.intersection(scope.rows.tolist()) if holders else holders
        return Named(
            numbers=list_numbers(text),
            units=[*units.references, *dict.fromkeys(entries.values())],
            rows={row: rows[row] for row in found[:MAX_ROWS].tolist()},
            called=units.called,
            strangers=units.strangers - rows.keys(),
            said=units.said,
            options=options,
            holders=holders,
        )

    def _score(
        self,
        matches: MaxSim,
        shares: Vectors,
        flatter: Vectors,
        lexical: Mapping[int, float],
        named: Named,
        gains: Mapping[int, float],
    ) -> list[Candidate]:
        """The passages that were matched, best first: by what each token counts as `shares` says,
        while confidence goes by `flatter`."""
        uncovered = self._uncovered[matches.rows]
        scores = matches.measure_similarity(shares, self._parameters).astype(np.float64)
        if uncovered.any():
            weight = self._parameters.lexical * uncovered
            words = np.asarray([lexical.get(row, 0.0) for row in matches.rows.tolist()])
            scores = (scores + weight * words) / (1 + weight)
        scores += self._early[matches.rows]
        if gains:
            scores += np.asarray([gains.get(row, 0.0) for row in matches.rows.tolist()])
        if named.numbers and self._parameters.named_section:
            passages = (self.index.passages[row] for row in matches.rows.tolist())
            is_section = np.fromiter(map(named.is_section, passages), dtype=bool)
            scores += self._parameters.named_section * is_section
        # Of most of them nobody asks how sure they are.
        similarities = functools.cache(
            lambda: matches.measure_similarity(flatter, self._parameters).tolist()
        )
        columns = (matches.rows, scores, uncovered)
        found = [
            Candidate(row, score, matches, number, similarities, strange)
            for number, (row, score, strange) in enumerate(
                zip(*(column.tolist() for column in columns), strict=True)
            )
        ]
        return sorted(found, key=self._ordering.sort_key)

    def _read_gains(self, named: Named) -> dict[int, float]:
        """What passages, by row, have on top for what the question names."""
        parameters = self._parameters
        gains = dict.fromkeys(named.holders, parameters.named_option)
        for row in named.rows:
            is_begun = named.is_entry(row) and bool(self._find_entries(row, named))
            gain = parameters.named_entry if is_begun else parameters.named_unit
            gains[row] = gains.get(row, 0.0) + gain
        return gains

    def _read_similarity(self, similarity: float, article: Described) -> float:
        """`similarity` to a passage of `article`, as confidence takes it."""
        scale = self._scales.get(main_language(article)) or self._scales[""]
        return scale.read(similarity)

    def _make_hit(self, candidate: Candidate, asked: _Asked) -> Hit:
        passage = self.index.passages[candidate.row]
        named = asked.named
        lacks_unit = named.lacks_unit(candidate.row, passage)
        is_whole = named.is_whole(candidate.row, passage)
        return Hit(
            passage,
            self.index.articles[passage.article_id],
            candidate.score,
            lambda: self._read_evidence(candidate, asked),
            lambda: self._judge(candidate, asked, lacks_unit),
            uncovered=candidate.uncovered,
            is_unit=is_whole,
            is_asked_whole=asked.names_units_alone and is_whole,
            absent=named.list_said() if lacks_unit else (),
        )

    def _read_evidence(self, candidate: Candidate, asked: _Asked) -> Evidence:
        """What each sentence has for each clue, as `Hit.evidence`."""
        passage = self.index.passages[candidate.row]
        language = self.index.heads[passage.article_id].language
        held = candidate.matches.find_sentences(candidate.number)
        asking = -self._parameters.asking * candidate.matches.asks[held]
        weighted = candidate.matches.cosines[held] * asked.shares
        evidence: Evidence = np.empty((len(asked.shares) + 1, len(asking)))
        evidence[:-1] = weighted.T
        evidence[-1] = asking
        if candidate.row in asked.named.rows:
            evidence[-1, self._find_entries(candidate.row, asked.named)] += _NAMED_ENTRY
        if candidate.uncovered:
            weight = self._parameters.lexical * candidate.uncovered
            texts = [passage.text[start:end] for start, end in passage.sentences]
            covered = [cover_words(asked.words, text, language) for text in texts]
            # Of what the encoder does not know its vectors tell no sentence from the next.
            known = (1 - candidate.uncovered) * evidence
            evidence = np.vstack([known, weight * np.stack(covered, axis=1)]) / (1 + weight)
        return evidence

    def _find_entries(self, row: int, named: Named) -> list[int]:
        """The sentences of passage `row` that begin an entry which the question names."""
        passage = self.index.passages[row]
        begins = row == self.index.article_rows[passage.article_id].start
        begins = begins or self.index.passages[row - 1].headings != passage.headings
        return named.find_entries(passage, begins_section=begins)

    def _judge(self, candidate: Candidate, asked: _Asked, lacks_unit: bool) -> Judgement:
        """How sure a passage, which may be none of the units that are asked for, answers."""
        words, named, missing = asked.words, asked.named, asked.missing
        passage = self.index.passages[candidate.row]
        article = self.index.describe(passage)
        cosines = candidate.matches.cosines[candidate.matches.find_sentences(candidate.number)]
        wanted = named.list_wanted(candidate.row)
        unit = named.rows[candidate.row].text if named.is_unit(candidate.row) else ""
        coverage = 0.0
        if candidate.uncovered:
            coverage = float(cover_words(words, passage.text, article.language).sum())
        weights = (
            # Most questions name no number, and for those nothing around a passage need be read.
            missing.weigh_numbers(wanted, passage, article) if wanted else 0.0,
            missing.weigh_words(passage, article, cosines.max(axis=0), unit),
            missing.weigh_options(named.options, passage),
        )
        signs = Signs(
            similarity=self._read_similarity(candidate.similarity, article),
            tokens=len(asked.shares),
            coverage=coverage,
            uncovered=candidate.uncovered,
            missing_number=weights[0],
            missing_word=weights[1],
            missing_option=weights[2],
            lacks_value=missing.lacks_value(passage, article),
            lacks_unit=lacks_unit,
            is_unit=named.is_unit(candidate.row),
            is_entry=named.is_option_entry(candidate.row, passage) and not any(weights),
            is_dated=asked.timed.is_all_of(self.index, candidate.row),
            is_of_another_time=asked.timed.is_of_another(self.index, candidate.row),
        )
        return Judgement(estimate_confidence(signs, self._parameters), signs)
