"""Which passages filters and phrases leave."""

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus import Passage
from embeddings import Filters, Retriever
from embeddings.retrieval.scope import ALL_PASSAGES, Scope
from tests.embeddings.retrieval.test_retriever import make_retriever
from tests.support.fake_encoder import FakeEncoder

_PARAGRAPHS = {
    "sea/red boats.md": ["Gulls nest here.", "Boats sail at dawn."],
    "sea/tea.md": ["Café tea is red.", "Red boats sail at dawn."],
    "oak.md": ["The oak is old.", "Gulls nest in the old oak."],
}


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return make_retriever(tmp_path_factory.mktemp("index"), _PARAGRAPHS)


def search(retriever: Retriever, scope: Scope) -> set[str]:
    """All that can be found in `scope`."""
    return {hit.passage.text for hit in retriever.search("anything", 99, scope)}


def test_without_filters_and_phrases_all_may_answer(retriever: Retriever) -> None:
    everything = {text for texts in _PARAGRAPHS.values() for text in texts}
    assert search(retriever, retriever.find_scope(Filters())) == everything
    assert search(retriever, ALL_PASSAGES) == everything


def test_filters_leave_passages_of_articles(retriever: Retriever) -> None:
    scope = retriever.find_scope(Filters(folders=frozenset({"sea"})))
    assert search(retriever, scope) == {
        *_PARAGRAPHS["sea/red boats.md"],
        *_PARAGRAPHS["sea/tea.md"],
    }
    assert search(retriever, retriever.find_scope(Filters(titles=("oak",)))) == {
        *_PARAGRAPHS["oak.md"]
    }
    assert search(retriever, retriever.find_scope(Filters(after=date(2024, 1, 1)))) == set()


@pytest.mark.parametrize(
    ("phrases", "left", "missing"),
    [
        (["gulls nest"], {"Gulls nest here.", "Gulls nest in the old oak."}, ()),
        (["gulls nest", "the old oak"], {"Gulls nest in the old oak."}, ()),
        (
            ["gulls nest", "no such words"],
            {"Gulls nest here.", "Gulls nest in the old oak."},
            ("no such words",),
        ),
        (["cafe tea", "oak is old"], {"Café tea is red.", "The oak is old."}, ()),
        # A title has it for all passages of its article.
        (["red boats"], {*_PARAGRAPHS["sea/red boats.md"], "Red boats sail at dawn."}, ()),
    ],
)
def test_phrases_leave_what_has_all_of_them_or_else_any(
    phrases: list[str], left: set[str], missing: tuple[str, ...], retriever: Retriever
) -> None:
    scope = retriever.find_scope(Filters(), phrases)
    assert search(retriever, scope) == left
    assert scope.missing_phrases == missing


def test_phrases_that_are_nowhere_leave_what_the_filters_do(retriever: Retriever) -> None:
    filters = Filters(folders=frozenset({"sea"}))
    scope = retriever.find_scope(filters, ["the old oak", "zebra"])
    assert scope.missing_phrases == ("the old oak", "zebra")
    assert search(retriever, scope) == search(retriever, retriever.find_scope(filters))


def test_passages_that_have_a_phrase_are_given_in_order_with_their_place(
    retriever: Retriever,
) -> None:
    found = retriever.find_phrase("at dawn", 9)
    assert [one.passage.text for one in found] == ["Boats sail at dawn.", "Red boats sail at dawn."]
    assert [(one.article.id, one.number) for one in found] == [
        ("sea/red boats.md", 2),
        ("sea/tea.md", 2),
    ]
    assert retriever.find_phrase("at dawn", 1) == found[:1]
    oaks = retriever.find_scope(Filters(titles=("oak",)))
    assert retriever.find_phrase("at dawn", 9, oaks) == []


class _Counted(list[Passage]):
    """Passages that know how often they were read."""

    reads = 0

    def __getitem__(self, row: Any) -> Any:
        self.reads += 1
        return super().__getitem__(row)


def test_ten_phrases_read_no_more_passages_than_two(tmp_path: Path) -> None:
    paragraphs = [f"Boat {n} of the harbour is out to sea." for n in range(2500)]
    built = make_retriever(tmp_path, {"a.md": paragraphs}).index
    words = ["the harbour", "of", "is", "the", "boat", "sea", "out", "out to", "to", "to sea"]

    def count_reads(phrases: list[str]) -> int:
        counted = _Counted(built.passages)
        index = dataclasses.replace(built, passages=counted)
        scope = Retriever(index, FakeEncoder(dimension=64)).find_scope(Filters(), phrases)
        assert scope.missing_phrases == ()
        return counted.reads

    assert count_reads(words[:2]) == 2000  # each once, though both are looked for in it
    assert count_reads(words) <= 2 * 2000
