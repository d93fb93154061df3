import random

import pytest

from bot.evaluation.fitting import Asked, fit_confidence, fit_parameters
from embeddings import RANKING_PARAMETERS, Signs, estimate_confidence


def _make(answerable: float, other: float, count: int, seed: int = 1) -> list[Asked]:
    """`count` questions of ten articles that come to a similarity about `answerable`, and half as
    many off the topic about `other`."""
    drawn = random.Random(seed)
    return [
        *(
            Asked(Signs(drawn.gauss(answerable, 0.05), drawn.randint(4, 14)), f"article {n % 10}")
            for n in range(count)
        ),
        *(
            Asked(Signs(drawn.gauss(other, 0.05), drawn.randint(4, 14)), None)
            for _ in range(count // 2)
        ),
    ]


@pytest.mark.parametrize(("answerable", "other"), [(0.5, 0.3), (0.85, 0.6), (0.9, 0.75)])
def test_questions_elsewhere_on_the_scale_move_the_threshold(
    answerable: float, other: float
) -> None:
    fit = fit_confidence(_make(answerable, other, 120), RANKING_PARAMETERS, 0.5)
    assert min(fit.before.answered, fit.before.declined) < 0.5
    assert min(fit.after.answered, fit.after.declined) > 0.85


def test_what_is_right_stays_right() -> None:
    fit = fit_confidence(_make(0.72, 0.36, 120), RANKING_PARAMETERS, 0.5)
    assert min(fit.before.answered, fit.before.declined) > 0.97
    assert min(fit.after.answered, fit.after.declined) > 0.97


def test_few_questions_change_little() -> None:
    changes = []
    for count in (6, 60, 600):
        fitted = fit_parameters(_make(0.85, 0.6, count), RANKING_PARAMETERS)
        middle = -fitted.similarity_offset / fitted.similarity_slope
        changes.append(middle - 13.85 / 25)
    assert 0 < changes[0] < changes[1] < changes[2]


def test_a_number_that_is_never_asked_for_stays() -> None:
    fitted = fit_parameters(_make(0.6, 0.4, 60), RANKING_PARAMETERS)
    assert fitted.number_penalty == RANKING_PARAMETERS.number_penalty
    assert fitted.coverage_slope == RANKING_PARAMETERS.coverage_slope
    assert fitted.coverage_middle == pytest.approx(RANKING_PARAMETERS.coverage_middle)


def test_where_words_decide_their_numbers_move() -> None:
    drawn = random.Random(3)
    asked = [
        Asked(
            Signs(0.5, 8, drawn.gauss(0.3 if n % 3 else 0.1, 0.03), 1.0),
            f"{n % 7}" if n % 3 else None,
        )
        for n in range(200)
    ]
    fitted = fit_parameters(asked, RANKING_PARAMETERS)
    assert fitted.similarity_slope == RANKING_PARAMETERS.similarity_slope
    assert estimate_confidence(Signs(0.5, 8, 0.3, 1.0), fitted) > 0.5
    assert estimate_confidence(Signs(0.5, 8, 0.1, 1.0), fitted) < 0.5
