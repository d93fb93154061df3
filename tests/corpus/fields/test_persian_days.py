"""Days of the calendar of Iran."""

from datetime import date

import pytest

from corpus.fields.dates import is_date_alone, parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱ فروردین ۱۴۰۳", date(2024, 3, 20)),
        ("30 اسفند 1399", date(2021, 3, 20)),
        ("۲۲ بهمن ۱۳۵۷", date(1979, 2, 11)),
        ("یکشنبه، ۹ مهر ۱۴۰۲", date(2023, 10, 1)),
        ("يكشنبه ۳۱ شهريور ۱۳۵۹ - ۱۰:۳۰", date(1980, 9, 22)),
    ],
)
def test_reads_a_day_by_its_persian_month(text: str, day: date) -> None:
    assert parse_date(text) == day
    assert is_date_alone(text)


@pytest.mark.parametrize(
    "text", ["۳۱ مهر ۱۴۰۲", "بندر در ۹ مهر ۱۴۰۲ باز شد", "مهر ۱۴۰۲", "۰ دی ۱۴۰۲"]
)
def test_other_words_are_no_such_day(text: str) -> None:
    assert parse_date(text) is None
