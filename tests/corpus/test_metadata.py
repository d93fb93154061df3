"""Values of front matter and header lines: dates, addresses, languages, reports."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.article import ArticleError, Work
from corpus.metadata import Metadata, is_web_url, parse_date, parse_metadata

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


@settings(deadline=None)  # the first date loads 200 languages
@given(st.text(max_size=80) | st.from_regex(r"\A[0-9 :/.,a-zA-Z-]{0,40}\Z"))
@example("0x" + "9" * 50)
@example("mai 9999 – the 31")
def test_parse_date_never_raises(text: str) -> None:
    found = parse_date(text)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize("url", ["https://example.org/a?b=c", "http://localhost:80/x"])
def test_takes_web_addresses(url: str) -> None:
    assert is_web_url(url)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a.b", "http://", "https://a b.c", "http://[", "x", ""]
)
def test_refuses_other_addresses(url: str) -> None:
    assert not is_web_url(url)


def test_parses_all_fields() -> None:
    fields = {
        "title": " The\tbridge ",
        "source": "Harbour Daily",
        "author": ["Jane Doe", "Tom Baker"],
        "date": "5 March 2024",
        "url": "https://example.org/bridge",
        "language": "EN-gb",
        "based_on": [{"title": "A report", "source": "City", "date": "2024-03-05"}, "Another"],
        "tags": ["ignored"],
    }
    assert parse_metadata(fields) == Metadata(
        title="The bridge",
        source="Harbour Daily",
        author="Jane Doe, Tom Baker",
        published=FIFTH_OF_MARCH,
        url="https://example.org/bridge",
        language="en",
        based_on=(Work("A report", "City", FIFTH_OF_MARCH), Work("Another")),
    )


def test_warns_of_values_that_it_leaves_out() -> None:
    metadata = parse_metadata({"date": "2024-02-31", "url": "nowhere", "language": "English!"})
    assert (metadata.published, metadata.url, metadata.language) == (None, None, None)
    assert [warning.split()[0] for warning in metadata.warnings] == ["date", "url", "language"]


@pytest.mark.parametrize(
    "fields",
    [{"title": ["a"]}, {"date": ["a"]}, {"author": {"a": "b"}}, {"based_on": [{"x": "y"}]}],
)
def test_refuses_lists_and_mappings_where_a_line_is_meant(fields: dict[str, object]) -> None:
    with pytest.raises(ArticleError):
        parse_metadata(fields)


def test_a_recursive_list_is_refused_too() -> None:
    loop: list[object] = []
    loop.append(loop)
    for field in ("title", "date", "based_on"):
        with pytest.raises(ArticleError):
            parse_metadata({field: loop})


def test_stated_values_win_over_found_ones() -> None:
    merged = Metadata(title="Stated").filled_from(Metadata(title="Found", source="Found"))
    assert (merged.title, merged.source) == ("Stated", "Found")


@pytest.mark.parametrize("field", ["title", "source", "author"])
def test_a_line_that_is_too_long_is_cut_with_a_warning(field: str) -> None:
    metadata = parse_metadata({field: "lamp " * 400})
    value = getattr(metadata, field)
    assert value.startswith("lamp lamp")
    assert value.endswith("lamp…")
    assert len(value) <= 500
    (warning,) = metadata.warnings
    assert field in warning


def test_a_name_that_stands_there_many_times_is_not_copied_as_often() -> None:
    author = parse_metadata({"author": ["Mary " * 100_000] * 100_000}).author
    assert author is not None
    assert len(author) <= 500


def test_no_more_reports_and_dates_are_read_than_an_article_can_have() -> None:
    report = {"title": "Harbour accounts", "date": "13 Nvember foo 2024"}
    assert len(parse_metadata({"based_on": [report] * 50}).warnings) == 1
    dates = [f"13 Nvember foo{number} 2024" for number in range(5000)]
    metadata = parse_metadata({"based_on": [report | {"date": text} for text in dates]})
    assert [found.title for found in metadata.based_on] == ["Harbour accounts"] * 50
    assert "5000 reports" in metadata.warnings[0]
    assert len(metadata.warnings) == 10
    assert "no date behind them is read" in metadata.warnings[-1]
