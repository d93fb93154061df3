"""Dates in many languages and notations, and what is not surely one."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.fields import dates
from corpus.fields.dates import date_in_path, is_date_alone, is_weekday, parse_date

FIFTH_OF_MARCH = date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024-03-05T10:00:00Z",
        "2024/3/5",
        "5 March 2024",
        "March 5, 2024",
        "Tuesday, 5 March 2024",
        "Tue, 05 Mar 2024 10:00:00 +0000",
        "5. März 2024",
        "5 de marzo de 2024",
        "5 марта 2024 г.",
        "2024年3月5日",
        "2024년 3월 5일",
        "٥ مارس ٢٠٢٤",
        "5 मार्च 2024",
        "5 مارچ 2024",
        "5 มีนาคม 2567",  # the Buddhist year
    ],
)
def test_reads_dates_of_many_notations(text: str) -> None:
    assert parse_date(text) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/04/2024",  # April to some, March to others
        "03/04/2024 10:00",
        "12.03.24",
        "2024",
        "March 2024",
        "5 March",
        "yesterday",
        "2 days ago",
        "2024-02-31",
        "31 November 2024",
        "1403/12/05",  # of the Persian calendar
        "Chapter 12 of 1984",
        "The bridge of 12 March 2024 will be closed for several weeks from then on",
    ],
)
def test_leaves_out_what_is_not_surely_one_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_day_above_twelve_settles_the_order() -> None:
    assert parse_date("13/03/2024") == parse_date("03/13/2024") == date(2024, 3, 13)


@settings(deadline=None)  # the first date loads the names of months
@given(st.text(max_size=80) | st.from_regex(r"\A[0-9 :/.,a-zA-Z-]{0,40}\Z"))
@example("0x" + "9" * 50)
@example("mai 9999 – the 31")
def test_parse_date_never_raises(text: str) -> None:
    found = parse_date(text)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05T23:30:00-11:00",
        "2024-03-05T10:00:00.123456+01:00",
        "05.03.2024",
        "5.3.2024 14:30",
        "2024年03月05日10:15",
        "二〇二四年三月五日",
        "中華民國113年3月5日",
        "วันอังคารที่ 5 มีนาคม 2567 เวลา 10.15 น.",
        "le mardi 5 mars 2024 à 10h15",
        "Marți, 5 martie 2024, ora 10:15",
        "Selasa, 05 Mar 2024 10:15 WIB",
        "Tue 5 Mar 2024 09.15 GMT",
        "令和6年3月5日",
        "5. ožujka 2024.",
        "5 березня 2024 р.",
        "5. března 2024",
        "2024. március 5.",
        "2024 m. kovo 5 d.",
        "5. maaliskuuta 2024",
        "5 ΜΑΡΤΊΟΥ 2024",
        "5 Mart 2024 Salı",
        "5 מרץ 2024",
        "5 במרץ 2024",
        "5 آذار 2024",
        "5 มี.ค. 2567",
        "5 มี.ค. 67",
        "วันที่ 5 มีนาคม 67",
        "ngày 5 tháng 3 năm 2024",
        "5 Maret 2024",
        "5 মার্চ 2024",
        "March 5th, 2024",
        "le mardi 5 mars 2024",
        "20240305",
    ],
)
def test_reads_dates_with_zones_dots_and_names_of_months(text: str) -> None:
    assert parse_date(text) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("7 listopada 2022", "pl", date(2022, 11, 7)),
        ("7 listopada 2022", "hr", date(2022, 10, 7)),
        ("7. listopada 2022.", None, date(2022, 10, 7)),
        ("7. srpna 2022", None, date(2022, 8, 7)),
        ("7 lip 2022", "hr", date(2022, 6, 7)),
    ],
)
def test_a_name_of_two_months_is_read_by_language_or_by_dots(
    text: str, language: str | None, found: date
) -> None:
    assert parse_date(text, language) == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二四年十二月二十一日", date(2024, 12, 21)),
        ("二〇二四年十月三十日", date(2024, 10, 30)),
        ("1-а травня 2024", date(2024, 5, 1)),
        ("3. Jänner 2024", date(2024, 1, 3)),
    ],
)
def test_days_are_read_as_they_are_written(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["5–7 March 2024", "5 March 2024, 6 April", "Opus 5 March 2024"])
def test_more_than_a_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("_posts/2024-03-05-crane.md", FIFTH_OF_MARCH),
        ("daily/2024-03-05.md", FIFTH_OF_MARCH),
        ("20240305 minutes.txt", FIFTH_OF_MARCH),
        ("blog/2024/03/05/crane.md", FIFTH_OF_MARCH),
        ("2024-03-05/index.md", FIFTH_OF_MARCH),
        ("2024/crane.md", None),
        ("2024-13-05-crane.md", None),
        ("10203040506.txt", None),
        ("crane-2024-03.md", None),
        ("blog/2024-03-05-crane/index.md", date(2024, 3, 5)),
        ("Minutes 2024-03-05.md", date(2024, 3, 5)),
        ("minutes_20240305.txt", date(2024, 3, 5)),
        ("v2024-03-05.md", None),
        ("minutes 2024-13-05.md", None),
    ],
)
def test_a_path_may_state_the_date(path: str, found: date | None) -> None:
    assert date_in_path(path) == found


@pytest.mark.parametrize(
    "text",
    [
        "2023-10-14",
        "Saturday, 2023-10-14",
        "2023-10-14, 08:30:00 GMT",
        "2023-10-14T08:30:00Z",
        "14.10.2023 - 08:30 Uhr",
        "14 October 2023",
        "2023年10月14日 08:30",
        "二〇二三年十月十四日",
    ],
)
def test_a_date_may_have_its_time(text: str) -> None:
    assert is_date_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lamp 2.1 (2023-10-14)",
        "v3.6 2023-10-14",
        "Changes of 2023-10-14 and before",
        "2023-10-14 WickTrimmer",
        "2023-10-14 08:30:00 wick",
        "0.12 14.10.2023",
        "no day",
    ],
)
def test_a_date_beside_other_things_is_not_alone(text: str) -> None:
    assert not is_date_alone(text)


def test_weekdays_are_told_from_names() -> None:
    assert all(map(is_weekday, ("Monday", "Montag", "lundi", "Четверг")))
    assert not any(map(is_weekday, ("Sun", "Fri", "Ruth", "Mona")))


@pytest.mark.parametrize("text", ["5 มี.ค. 24", "67 มี.ค. 5", "5 March 67", "5 มี.ค. 99"])
def test_a_year_of_two_digits_is_taken_only_where_its_era_is_certain(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "title",
    [
        *("Super Bowl 50", "In 1911 and 1912 of 30 ships", "Windows 11", "Chapter 3 of 12"),
        *("Port 0 of Keeper 1999", "Room 40, 2024", "March 5, 1066"),
    ],
)
def test_what_has_no_two_numbers_of_day_and_year_needs_no_names_of_months(
    title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(group: int) -> None:
        raise AssertionError(f"loads the names of group {group}, which takes long")

    monkeypatch.setattr(dates, "_calendar_words", refuse)
    assert parse_date(title) is None


@pytest.mark.parametrize(
    "text",
    [
        "5 mars 2024 kl 10.15",
        "5. maaliskuuta 2024 klo 8.05",
        "5.3.2024. u 9:40",
        "2024. gada 5. martā",
        "dne 5. března 2024",
        "dnia 5 marca 2024 r.",
        "Τρίτη 5 Μαρτίου 2024, 7:30 μ.μ.",
        "2024年3月5日 9時05分",
        "2024年3月5日（火）18:40 配信",
        "2024.03.05. 오후 3:20",
        "วันที่ 5 มี.ค. 67 เวลา 9.05 น.",
    ],
)
def test_a_day_with_its_hour_in_further_languages(text: str) -> None:
    assert parse_date(text) == FIFTH_OF_MARCH
    assert is_date_alone(text)


@pytest.mark.parametrize("text", ["release 5.3.2024", "2024.3.5 beta"])
def test_a_version_is_no_day(text: str) -> None:
    assert not is_date_alone(text)


@pytest.mark.parametrize(
    "path", ["2024-3-5-ferry.md", "2024_3_5 ferry.md", "2024-03-5.md", "2024-3-5-ferry/index.md"]
)
def test_a_path_begins_with_a_day_of_single_digits(path: str) -> None:
    assert date_in_path(path) == FIFTH_OF_MARCH


@pytest.mark.parametrize("path", ["2024.3.5-notes.md", "2024-3-555-a.md", "2024-3_5-a.md"])
def test_a_version_or_a_number_in_a_path_is_no_day(path: str) -> None:
    assert date_in_path(path) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Saturday, 03/06/2023", date(2023, 6, 3)),
        ("Monday 03/06/2023", date(2023, 3, 6)),
        ("lun. 03/06/2023", date(2023, 3, 6)),
        ("Thứ Bảy, 03/06/2023, 08:40 (GMT+7)", date(2023, 6, 3)),
        ("Tuesday, 03/06/2023", None),
        ("Velm, 03/06/2023", None),
        ("03/06/2023", None),
    ],
)
def test_a_weekday_tells_the_day_from_the_month(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "14.10.2023 klo 8.30",
        "14.10.2023 kl. 08.30",
        "zaterdag 14 oktober 2023, 8.30 uur",
        "Thứ Bảy, 14/10/2023, 08:30 (GMT+7)",
    ],
)
def test_a_day_in_numbers_may_have_an_hour_with_a_full_stop_or_a_zone(text: str) -> None:
    assert parse_date(text) == date(2023, 10, 14)
    assert is_date_alone(text)
