from embeddings import RANKING_PARAMETERS
from embeddings.retrieval.calibration import estimate_confidence


def _estimate(similarity: float, coverage: float, uncovered: float, tokens: int = 8) -> float:
    return estimate_confidence(similarity, tokens, coverage, uncovered, RANKING_PARAMETERS)


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
