"""Scores of words do not depend on what passages had on average when they were written."""

import pytest

from embeddings.index.stores.layout import (
    AskedWords,
    SparseVector,
    measure_drift,
    weigh_query,
    weigh_terms,
)
from embeddings.index.words.terms import PREFIXES, STEMS, WORDS, Term

BEFORE = {WORDS: 20.0, STEMS: 21.5, PREFIXES: 18.0}
NOW = {WORDS: 19.0, STEMS: 20.75, PREFIXES: 18.5}
LINES = (
    "tide tide tide gauge\ttide tide tide gaug\ttide tide tide gaug",
    "rope\trope\t",
    "\t\t",
    "\t".join([" ".join(f"knot{n % 7}" for n in range(90)) + " tide"] * 3),
    "\t".join(["tide " * 1500] * 3),
)
TERMS = (Term(STEMS, "tide"), Term(STEMS, "gaug"), Term(PREFIXES, "tide", 0.5), Term(WORDS, "rope"))
IDF = {TERMS[0]: 1.25, TERMS[1]: 3.5, TERMS[2]: 0.75, TERMS[3]: 2.0}


def _multiply(query: SparseVector, vector: SparseVector) -> float:
    return sum(weight * vector.get(dimension, 0.0) for dimension, weight in query.items())


@pytest.mark.parametrize("line", LINES)
def test_what_was_weighed_by_another_average_is_scored_by_that_of_now(line: str) -> None:
    words = AskedWords.of(TERMS, IDF)
    vector = weigh_terms(line, BEFORE)
    asked = {each: vector[each] for each in words.list_dimensions() if each in vector}
    expected = _multiply(weigh_query(TERMS, IDF), weigh_terms(line, NOW))
    assert words.score_again(asked, BEFORE, NOW) == pytest.approx(expected, rel=1e-6)
    drift = measure_drift([NOW, BEFORE], NOW)
    assert expected / drift <= _multiply(weigh_query(TERMS, IDF), vector) <= expected * drift


def test_the_same_averages_are_no_drift() -> None:
    assert measure_drift([NOW, dict(NOW)], NOW) == 1
    assert measure_drift([], NOW) == 1
    assert measure_drift([BEFORE, NOW], NOW) == pytest.approx(21.5 / 20.75)
