"""The passages that are the numbered units which a question names."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings.index.labels import UnitLabel, find_point
from embeddings.index.passage_index import PassageIndex
from embeddings.index.words.lexical import QueryWord
from embeddings.retrieval.chronology import is_release
from embeddings.retrieval.units.called import Called, CalledArticles
from embeddings.retrieval.units.references import Reference, choose_meant, find_references

MAX_ROWS = 200
"""Passages of the numbered units that a question names."""


@dataclass(frozen=True, slots=True)
class FoundUnits:
    """The units that a question names, as `references`, and the `rows` of passages that are these,
    each with which it is, in any article, or in those that are `called` together with a unit, by
    its text; `strangers` are such units of other articles; `said` is what the question says of a
    unit, by its text, with whose it is."""

    references: Sequence[Reference]
    rows: dict[int, Reference]
    called: Mapping[str, Called]
    strangers: frozenset[int]
    said: Mapping[str, str]


class UnitFinder:
    """Finds the units of one build by how a question names them and their articles."""

    def __init__(self, index: PassageIndex, called: CalledArticles) -> None:
        self._index = index
        self._called = called

    def find(self, question: str) -> FoundUnits:
        """The units that `question` names; of each at most `MAX_ROWS` passages."""
        labels = self._index.labels
        units = choose_meant(find_references(question, labels.words), labels)
        called = self._called.find(question, units)
        others = [unit for unit in units if unit.text not in called]
        beside = self._called.list_beside(question, others)
        rows: dict[int, Reference] = {}
        strangers = {
            row
            for unit in units
            if unit.is_certain and unit.text in called and not called[unit.text].counts
            for row in labels.find(unit.label)
        }
        for unit in sorted(units, key=lambda unit: not unit.is_certain):
            own = self._find_unit(unit, called.get(unit.text))
            words = beside[unit.text].words if unit.text in beside else ()
            of_others = self._find_strangers(own, words)
            strangers |= of_others
            for row in own:
                if row not in of_others:
                    rows.setdefault(row, unit)
        said = {text: one.said for text, one in beside.items()}
        said |= {text: one.said for text, one in called.items()}
        return FoundUnits(units, rows, called, frozenset(strangers), said)

    def _find_unit(self, unit: Reference, called: Called | None) -> list[int]:
        """The first rows of `unit`, in the articles that are `called` with it if there are any."""
        passages = self._index.passages
        for rows in self._index.labels.list_ways(unit.label, of_any=called is None):
            if called:
                rows = [row for row in rows if called.is_meant(passages[row])]
            rows = self._leave_out_lacking(unit.label, rows[:MAX_ROWS])
            if unit.label.word:
                rows = [row for row in rows if not is_release(passages[row])]
            if rows:
                return rows
        return []

    def _leave_out_lacking(self, label: UnitLabel, rows: list[int]) -> list[int]:
        """`rows`, which are what `label` may mean, without those of articles that tell the points
        of its unit, but have no such point: there is no 3 (f) where a section 3 ends with (c)."""
        firsts = self._index.labels.find_first_point(label)
        if not firsts:
            return rows
        passages, point = self._index.passages, f"({label.points[0]})"
        articles = {row: passages[row].article_id for row in rows}
        told = {
            articles[row]
            for row in rows
            if point in passages[row].text
            or point in (passages[row].label or "")
            or find_point(passages[row], label)
        }
        lacking = {
            each
            for each in set(articles.values()) - told
            if _has_one_of(self._index.article_rows[each], firsts)
        }
        return [row for row in rows if articles[row] not in lacking]

    def _find_strangers(self, rows: Sequence[int], words: Sequence[QueryWord]) -> set[int]:
        """Those of `rows`, which are a unit, whose articles lack one of `words`, by which another
        article is called."""
        articles = {row: self._index.passages[row].article_id for row in rows} if words else {}
        lacking = {each for each in set(articles.values()) if self._called.lacks(each, words)}
        return {row for row, article_id in articles.items() if article_id in lacking}


def _has_one_of(rows: range, numbers: Sequence[int]) -> bool:
    """Whether one of `numbers`, which are in order, is in `rows`."""
    place = bisect_left(numbers, rows.start)
    return place < len(numbers) and numbers[place] < rows.stop
