from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.periods import find_periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("What changed in April 2020?", "2020-04-01", "2020-04-30"),
        ("the vote of 7 June 2018", "2018-06-07", "2018-06-07"),
        ("June 7, 2018", "2018-06-07", "2018-06-07"),
        ("3.4.1 (2019-11-05)", "2019-11-05", "2019-11-05"),
        ("am 05.11.2019", "2019-11-05", "2019-11-05"),
        ("im Februar 2020", "2020-02-01", "2020-02-29"),
        ("en août 2017", "2017-08-01", "2017-08-31"),
        ("en agosto de 2017", "2017-08-01", "2017-08-31"),
        ("em agosto de 2017", "2017-08-01", "2017-08-31"),
        ("в августе 2017 года", "2017-08-01", "2017-08-31"),
        ("5 мая 2017", "2017-05-05", "2017-05-05"),
        ("في أغسطس 2017", "2017-08-01", "2017-08-31"),
        ("اگست 2017 میں", "2017-08-01", "2017-08-31"),
        ("2017年8月发生了什么", "2017-08-01", "2017-08-31"),
        ("2017年有什么", "2017-01-01", "2017-12-31"),
        ("in 1987", "1987-01-01", "1987-12-31"),
    ],
)
def test_days_months_and_years(text: str, first: str, last: str) -> None:
    (period,) = find_periods(text)
    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["", "in May", "version 2019.3", "v1.2.2020", "1987-91", "12,2020", "31.02.2020", "x2019"],
)
def test_what_is_no_time(text: str) -> None:
    assert find_periods(text) == []


def test_several_are_in_order() -> None:
    found = find_periods("between 2018-03 and May 2019, not 2020")
    assert [period.first.isoformat() for period in found] == [
        "2018-03-01",
        "2019-05-01",
        "2020-01-01",
    ]


@given(st.text(max_size=300))
def test_spans_are_of_the_text(text: str) -> None:
    for period in find_periods(text):
        assert period.first <= period.last
        assert 0 <= period.start < period.end <= len(text)
