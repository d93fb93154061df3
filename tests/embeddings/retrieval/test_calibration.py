from dataclasses import replace

import pytest

from embeddings import RANKING_PARAMETERS
from embeddings.retrieval.calibration import Signs, estimate_confidence


def _estimate(similarity: float, coverage: float, uncovered: float, tokens: int = 8) -> float:
    signs = Signs(similarity, tokens, coverage, uncovered)
    return estimate_confidence(signs, RANKING_PARAMETERS)


def test_known_language_goes_by_vectors() -> None:
    assert _estimate(0.7, 0.0, 0.0) > 0.9
    assert _estimate(0.3, 1.0, 0.0) < 0.1


def test_unknown_language_goes_by_words() -> None:
    assert _estimate(0.9, 0.1, 1.0) < 0.1
    assert _estimate(0.3, 0.8, 1.0) > 0.9
    assert _estimate(0.9, 0.1, 0.5) == _estimate(0.1, 0.1, 0.5)


def test_it_rises_with_both() -> None:
    values = [_estimate(s, s, 0.25) for s in (0.1, 0.3, 0.4, 0.5, 0.9)]
    assert values == sorted(values)
    assert all(0 <= value <= 1 for value in values)


def test_of_a_long_question_less_need_be_matched() -> None:
    values = [_estimate(0.55, 0.0, 0.0, tokens) for tokens in (2, 8, 19, 20, 90)]
    assert values == sorted(values)
    assert values[0] < values[2]
    assert values[3] == values[4]


SURE = Signs(0.8, 10)


@pytest.mark.parametrize(
    "lacking",
    [
        replace(SURE, missing_number=0.25),
        replace(SURE, missing_word=0.5),
        replace(SURE, similarity=0.6),
    ],
)
def test_what_a_question_names_and_a_hit_lacks_lowers_it(lacking: Signs) -> None:
    sure = estimate_confidence(SURE, RANKING_PARAMETERS)
    assert estimate_confidence(lacking, RANKING_PARAMETERS) < sure


def test_a_number_that_only_stands_far_away_lowers_it_less() -> None:
    far, nowhere = (replace(SURE, missing_number=value) for value in (0.25, 1.0))
    assert estimate_confidence(nowhere, RANKING_PARAMETERS) < 0.5
    assert estimate_confidence(far, RANKING_PARAMETERS) > 0.5


def test_what_is_like_a_word_is_not_asked_in_a_language_that_is_not_known() -> None:
    found = Signs(0.5, 8, 0.8, uncovered=1.0)
    lacking = replace(found, missing_word=2.0)
    assert estimate_confidence(lacking, RANKING_PARAMETERS) == estimate_confidence(
        found, RANKING_PARAMETERS
    )


@pytest.mark.parametrize("uncovered", [0.0, 0.3, 1.0])
def test_no_other_unit_is_passed_off_for_the_one_that_is_named(uncovered: float) -> None:
    best = Signs(1.0, 20, 1.0, uncovered, lacks_unit=True)
    assert estimate_confidence(best, RANKING_PARAMETERS) < 0.5


def test_the_unit_that_is_named_is_surer_than_its_words_say() -> None:
    found = Signs(0.5, 8, is_unit=True)
    without = replace(found, is_unit=False)
    assert estimate_confidence(found, RANKING_PARAMETERS) > 0.5
    assert estimate_confidence(without, RANKING_PARAMETERS) < 0.5


def test_an_option_that_is_typed_and_missing_takes_sureness() -> None:
    found = Signs(0.85, 8)
    assert estimate_confidence(found, RANKING_PARAMETERS) > 0.95
    assert estimate_confidence(replace(found, missing_option=1.0), RANKING_PARAMETERS) < 0.5


def test_the_entry_of_the_option_that_is_typed_is_surer() -> None:
    found = Signs(0.5, 8)
    assert estimate_confidence(found, RANKING_PARAMETERS) < 0.5
    assert estimate_confidence(replace(found, is_entry=True), RANKING_PARAMETERS) > 0.5


def test_a_value_that_is_asked_for_and_missing_takes_sureness() -> None:
    found = Signs(0.75, 8)
    assert estimate_confidence(found, RANKING_PARAMETERS) > 0.9
    assert estimate_confidence(replace(found, lacks_value=True), RANKING_PARAMETERS) < 0.5
