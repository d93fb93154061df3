"""Summaries as values that JSON has; articles and passages are read in the tests of the index."""

import json

import pytest

from corpus import Summary
from corpus.records import list_fields, make_summary

PLAIN = Summary("a.md", "Crane", "0" * 32)
FULL = Summary(
    id="b/ü.md",
    title="Grúa",
    text_digest="0123456789abcdef" * 2,
    states_title=True,
    has_date=True,
    has_publisher=True,
    has_author=True,
    has_speakers=True,
    warnings=("odd", "odder"),
    guessed_encoding="cp1250",
    doubts=("a paragraph of 5001 characters",),
)


@pytest.mark.parametrize("summary", [PLAIN, FULL])
def test_a_summary_comes_back(summary: Summary) -> None:
    fields = list_fields(summary)
    assert make_summary(fields) == summary
    assert make_summary(json.loads(json.dumps(fields))) == summary
    assert len(list_fields(PLAIN)) == 3, "what says nothing is left out"


@pytest.mark.parametrize(
    "change",
    [
        {"id": 1},
        {"title": None},
        {"text_digest": "0" * 31},
        {"text_digest": "0" * 31 + "g"},
        {"text_digest": "0" * 32 + "\n"},
        {"text_digest": 5},
        {"states_title": 1},
        {"has_date": "yes"},
        {"has_speakers": None},
        {"warnings": "odd"},
        {"warnings": [1]},
        {"warnings": None},
        {"doubts": {"odd": 1}},
        {"doubts": [None]},
        {"guessed_encoding": False},
        {"guessed": "cp1250"},
    ],
)
def test_anything_else_is_refused(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        make_summary(list_fields(FULL) | change)


@pytest.mark.parametrize("name", ["id", "title", "text_digest"])
def test_a_summary_without_these_is_none(name: str) -> None:
    fields = list_fields(PLAIN)
    del fields[name]
    with pytest.raises((ValueError, TypeError, KeyError)):
        make_summary(fields)
