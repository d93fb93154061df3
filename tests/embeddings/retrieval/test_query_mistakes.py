"""Mistakes in a question as a line for whoever reads a log."""

from datetime import date

import pytest

from embeddings.retrieval.query_mistakes import (
    EmptyPeriod,
    InvalidDate,
    MisspeltFilter,
    OnlyFilters,
    QueryMistake,
    TooManyPhrases,
    ValueMissing,
)


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        (OnlyFilters(), "there are only filters: add a question"),
        (TooManyPhrases(10), "there are more than 10 phrases in quotation marks"),
        (
            ValueMissing('in:""', 'in:"part of a title"'),
            'in:"" has no value between two quotation marks: write in:"part of a title"',
        ),
        (
            MisspeltFilter("befor:2024", "before:2024"),
            "befor:2024 is no filter: write before:2024, or a space after the colon",
        ),
        (InvalidDate("after", "soon"), "after:soon is no date: write after:2024-11-13"),
        (
            EmptyPeriod(date(2025, 1, 1), date(2024, 12, 31)),
            "no day fits both after:2025-01-01 and before:2024-12-31",
        ),
    ],
)
def test_a_mistake_is_a_line(mistake: QueryMistake, line: str) -> None:
    assert str(mistake) == line
