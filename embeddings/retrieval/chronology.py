"""When passages are of, by headings, labels and days of articles, and which are the newest."""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus import Head, Passage, published_on
from corpus.periods import Period, find_periods
from corpus.versions import read_version
from embeddings.index.passage_index import PassageIndex
from embeddings.index.words.lexical import QueryWord, cover_words
from embeddings.retrieval.named import read_around
from embeddings.words.analysis import is_spaceless
from embeddings.words.relative_times import find_relative_periods
from embeddings.words.time_words import (
    asks_for_latest,
    cut_time_words,
    find_changed_versions,
    is_up_to,
    read_direction,
)

_MAX_ROWS = 3000
"""Passages of an article, the first and the last ones, whose headings are read for the newest."""
_MAX_ARTICLES = 12
"""Articles of which that is done for a question."""
_MAX_ADDED = 30
_LEAST_SECTIONS = 2
_BY_ARTICLE = 0.6
_NEAR_BEST = 0.12
"""How much less than the first a passage may score for its article to be on the same subject."""
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,6}){1,4}")
_ENDLESS = Period(date.min, date.max)


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """The days that a question asks about, None if it does not say; `is_latest` if it asks for what
    is newest instead; the question without the days; and the `versions` whose changes it asks for
    instead."""

    period: Period | None
    is_latest: bool
    without: str
    versions: frozenset[tuple[int, ...]] = frozenset()


def read_time(question: str, today: date | None = None) -> TimeAsked | None:
    """When what `question` asks for was: "in March 2021", "since May 2022", "the latest", or, if
    it is told on which day it is asked, `today`, "last year"; None if it does not say."""
    periods = find_periods(question)
    if not periods and today:
        periods = find_relative_periods(question, today)
    if not periods:
        if asks_for_latest(question):
            return TimeAsked(None, True, question)
        return _read_versions(question)
    one, *others = periods
    direction = read_direction(question[: one.start], question[one.end :])
    is_span = others and is_up_to(question[one.end : others[0].start])
    if others and (is_span or direction == "between"):
        both = one, others[0]
        asked = Period(min(p.first for p in both), max(p.last for p in both))
    elif direction == "since":
        asked = Period(one.first, _ENDLESS.last)
    elif direction == "until":
        asked = Period(_ENDLESS.first, one.last)
    else:
        asked = one
    for period in reversed(periods):
        question = f"{question[: period.start]} {question[period.end :]}"
    return TimeAsked(asked, False, question)


def _read_versions(question: str) -> TimeAsked | None:
    named = find_changed_versions(question)
    without = question
    for number in named:
        without = without.replace(number, " ")
    versions = frozenset(map(_split_version, named))
    return TimeAsked(None, False, without, versions) if versions else None


def _split_version(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


@dataclass(frozen=True, slots=True)
class Timed:
    """How much which passages are of the time that a question asks for, from 0 to 1; whether that
    is the latest; the question `without` the time; and the days that it asks about, if it says."""

    weights: Mapping[int, float]
    is_latest: bool
    without: str
    period: Period | None = None

    def is_all_of(self, index: PassageIndex, row: int) -> bool:
        """Whether passage `row` of `index` is of that time, and it or what stands around it has all
        other words of the question. Without such words its headings must be of that time, and
        those of no other article."""
        if row not in self.weights:
            return False
        names = self._find_names(index)
        if not names:
            dated = {index.passages[each].article_id for each in self.weights}
            return self.weights[row] == 1.0 and len(dated) == 1
        passage = index.passages[row]
        article = index.describe(passage)
        return bool(cover_words(names, read_around(passage, article), article.language).all())

    def is_of_another(self, index: PassageIndex, row: int) -> bool:
        """Whether the question asks for nothing but what there was at a time, as "what changed last
        year", and neither passage `row` of `index` nor what stands around it is of that time."""
        if self.period is None or row in self.weights or self._find_names(index):
            return False
        passage = index.passages[row]
        around = read_around(passage, index.describe(passage))
        return not any(period.overlaps(self.period) for period in find_periods(around))

    def _find_names(self, index: PassageIndex) -> list[QueryWord]:
        """What the question names beside the time."""
        left = index.lexical.read_query(cut_time_words(self.without))
        return [w for w in left if w.weight and len(w.word) > (1 if is_spaceless(w.word) else 2)]


@dataclass(frozen=True, slots=True)
class _Dated:
    """A passage below a heading that has a version or a time."""

    row: int
    version: tuple[int, ...] | None
    period: Period | None


class Chronology:
    """The times of the passages of one build. What it reads of an article is kept."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self._sections: dict[str, tuple[_Dated, ...]] = {}

    def find_rows(
        self, asked: TimeAsked | None, rows: Iterable[int], among: NDArray[np.int64] | None = None
    ) -> list[int]:
        """At most `_MAX_ADDED` passages of the articles that passages `rows` are of, the first few
        articles, below headings of the time that is asked for; only `among` these if given."""
        if asked is None:
            return []
        return self._choose(rows, among, lambda article: self._find_sections(asked, article))

    def find_versions(
        self, numbers: Iterable[str], rows: Iterable[int], among: NDArray[np.int64] | None = None
    ) -> list[int]:
        """As `find_rows`, passages below headings of one of the versions among `numbers`: that
        "2.12" was released on a day stands nowhere but in its heading."""
        asked = {_split_version(number) for number in numbers if _VERSION.fullmatch(number)}
        if not asked:
            return []
        return self._choose(
            rows,
            among,
            lambda article: (d.row for d in self._list_sections(article) if d.version in asked),
        )

    def _choose(
        self,
        rows: Iterable[int],
        among: NDArray[np.int64] | None,
        find: Callable[[str], Iterable[int]],
    ) -> list[int]:
        articles = dict.fromkeys(self._index.passages[row].article_id for row in rows)
        chosen = itertools.islice(articles, _MAX_ARTICLES)
        found = itertools.chain.from_iterable(find(each) for each in chosen)
        allowed = None if among is None else set(among.tolist())
        kept = (row for row in found if allowed is None or row in allowed)
        return list(itertools.islice(kept, _MAX_ADDED))

    def weigh(self, asked: TimeAsked | None, scores: Mapping[int, float]) -> Timed:
        """How much those of the passages that `scores` has are of the time that is asked for: 1 by
        their headings, `_BY_ARTICLE` by the day of their article, of which only those on the same
        subject as the first count if the latest is asked for."""
        if asked is None:
            return Timed({}, False, "")
        best = max(scores.values(), default=0.0) - _NEAR_BEST
        near = {row: day for row in scores if (day := self._find_day(row))}
        if asked.is_latest:
            near = {row: day for row, day in near.items() if scores[row] >= best}
            near = near if len(set(near.values())) > 1 else {}
        last = max(near.values(), default=date.min)
        ids = {self._index.passages[row].article_id for row in scores}
        sections = {each: self._find_sections(asked, each) for each in ids}
        found: dict[int, float] = {}
        for row in scores:
            article_id = self._index.passages[row].article_id
            if self._list_sections(article_id):
                found |= {row: 1.0} if row in sections[article_id] else {}
            elif row in near and not asked.versions and _is_of(near[row], asked, last):
                found[row] = _BY_ARTICLE
        return Timed(found, asked.is_latest, asked.without, asked.period)

    def _find_day(self, row: int) -> date | None:
        return published_on(self._head(row), self._index.passages[row].locator)

    def _head(self, row: int) -> Head:
        return self._index.heads[self._index.passages[row].article_id]

    def _find_sections(self, asked: TimeAsked, article_id: str) -> frozenset[int]:
        """The passages of an article whose headings are of the time that is asked for."""
        dated = self._list_sections(article_id)
        if asked.versions:
            return frozenset(d.row for d in dated if d.version in asked.versions)
        if asked.period:
            period = asked.period
            return frozenset(d.row for d in dated if d.period and d.period.overlaps(period))
        versions = {d.version for d in dated if d.version}
        if len(versions) >= _LEAST_SECTIONS:
            newest = max(versions)
            return frozenset(d.row for d in dated if d.version == newest)
        days = {d.period.last for d in dated if d.period}
        if len(days) < _LEAST_SECTIONS:
            return frozenset()
        last = max(days)
        return frozenset(d.row for d in dated if d.period and d.period.last == last)

    def _list_sections(self, article_id: str) -> tuple[_Dated, ...]:
        if article_id not in self._sections:
            rows = self._index.article_rows[article_id]
            chosen = [*rows[:_MAX_ROWS], *rows[max(_MAX_ROWS, len(rows) - _MAX_ROWS) :]]
            read = (_read_above(row, self._index.passages[row]) for row in chosen)
            dated = tuple(one for one in read if one.version or one.period)
            self._sections[article_id] = dated
        return self._sections[article_id]


def _is_of(day: date, asked: TimeAsked, last: date) -> bool:
    if asked.period is None:
        return day == last
    return asked.period.first <= day <= asked.period.last


def is_release(passage: Passage) -> bool:
    """Whether the label of `passage` is the number of a release with its day: 3.1.0 is no part of a
    step 3."""
    label = passage.label or ""
    return label[:1].isdecimal() and any(
        label in heading and read_version(heading) and _find_periods(heading)
        for heading in passage.headings
    )


def _read_above(row: int, passage: Passage) -> _Dated:
    version = next(filter(None, map(read_version, passage.headings)), None)
    above = (*passage.headings, passage.label or "")
    return _Dated(row, version, _find_section_period(above))


def _find_section_period(above: tuple[str, ...]) -> Period | None:
    return next((found[0] for line in reversed(above) if (found := _find_periods(line))), None)


@functools.lru_cache(maxsize=10_000)
def _find_periods(line: str) -> tuple[Period, ...]:
    return tuple(find_periods(line))
