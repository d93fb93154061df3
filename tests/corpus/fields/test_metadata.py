"""Values of front matter and header lines: dates, addresses, languages, reports."""

from datetime import date

import pytest

from corpus.article import ArticleError, Work
from corpus.fields.metadata import Metadata, is_web_url, parse_metadata

FIFTH_OF_MARCH = date(2024, 3, 5)


@pytest.mark.parametrize("url", ["https://example.org/a?b=c", "http://localhost:80/x"])
def test_takes_web_addresses(url: str) -> None:
    assert is_web_url(url)


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "ftp://a.b", "http://", "https://a b.c", "http://[", "x", ""),
        "https://elsewhere.example\\.bank.example/",  # to a browser, the host ends before "\\"
    ],
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
        "tags": ["ferries", "steel"],
    }
    assert parse_metadata(fields) == Metadata(
        title="The bridge",
        source="Harbour Daily",
        author="Jane Doe, Tom Baker",
        published=FIFTH_OF_MARCH,
        url="https://example.org/bridge",
        language="en",
        based_on=(Work("A report", "City", FIFTH_OF_MARCH), Work("Another")),
        fields=(("tags", "ferries, steel"),),
    )


def test_warns_of_values_that_it_leaves_out() -> None:
    metadata = parse_metadata({"date": "2024-02-31", "url": "nowhere", "language": "English!"})
    assert (metadata.published, metadata.url, metadata.language) == (None, None, None)
    assert [warning.split()[0] for warning in metadata.warnings] == ["language", "date", "url"]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": ["The bridge", "Second"]}, "The bridge"),
        ({"title": {"rendered": "The bridge"}}, "The bridge"),
        ({"headline": "The bridge"}, "The bridge"),
        ({"Sidebar_Label": "The bridge"}, "The bridge"),
        ({"sidebar_label": "Bridge", "title": "The bridge"}, "The bridge"),
        ({"title": None}, None),
        ({"title": {}}, None),
    ],
)
def test_reads_what_can_be_read_of_lists_and_mappings(
    fields: dict[str, object], title: str | None
) -> None:
    assert parse_metadata(fields).title == title


@pytest.mark.parametrize(
    ("value", "author"),
    [
        ("Mary Flint <mary@example.org>", "Mary Flint"),
        (["Tom <tom at example.org>", "Ann <ann@example.org>"], "Tom, Ann"),
        ("<tom@example.org>", "<tom@example.org>"),
        (["Jane Doe", "Tom Baker", "Jane Doe"], "Jane Doe, Tom Baker"),
        ([{"name": "Jane Doe", "email": "j@example.org"}], "Jane Doe"),
        ({"name": "Jane Doe", "url": "https://example.org"}, "Jane Doe"),
        ({"jane": {"name": "Jane Doe"}, "tom": {"name": "Tom Baker"}}, "Jane Doe, Tom Baker"),
        ([{"given": "Jane", "family": "Doe"}], "Jane Doe"),
        ([{"literal": "Lake Club"}, {"family": "Doe"}, {"given": "Ann"}], "Lake Club, Doe, Ann"),
        ([{"given": "Jo", "non-dropping-particle": "van", "family": "Dam"}], "Jo van Dam"),
        (["[Jane Doe](https://lake.example/jane)", "[[Ann Fox]]"], "Jane Doe, Ann Fox"),
        ({"email": "j@example.org"}, None),
        ("Jane Doe; Tom Baker", "Jane Doe, Tom Baker"),
        ("Doe, Jane; Baker, Tom", "Doe, Jane; Baker, Tom"),
        ("Jane &amp; John Doe; Tom Baker", "Jane & John Doe, Tom Baker"),
        ("Se&aacute;n Doe; Tom Baker", "Seán Doe, Tom Baker"),
        ("Jane O&#39;Doe", "Jane O'Doe"),
        (["Jane Doe <j@example.org>; Tom Baker", "Ann Lee"], "Jane Doe, Tom Baker, Ann Lee"),
    ],
)
def test_reads_the_names_of_persons(value: object, author: str | None) -> None:
    assert parse_metadata({"authors": value}).author == author


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"pubDate": "2024-03-05", "lastmod": "2024-06-01"}, FIFTH_OF_MARCH),
        ({"lastmod": "2024-03-05T10:00:00+01:00"}, FIFTH_OF_MARCH),
        ({"published": "true", "created_at": "2024-03-05"}, FIFTH_OF_MARCH),
        ({"last_update": {"date": "2024-03-05", "author": "Jane"}}, FIFTH_OF_MARCH),
        ({"date": {"created": "2024-03-05", "updated": "2024-04-01"}}, FIFTH_OF_MARCH),
    ],
)
def test_takes_the_day_of_publication_before_that_of_a_change(
    fields: dict[str, object], published: date
) -> None:
    metadata = parse_metadata(fields)
    assert (metadata.published, metadata.warnings) == (published, ())


@pytest.mark.parametrize(
    "fields",
    [
        {"date": "03/05/2024", "updated": "2024-06-01"},
        {"pubDate": "5/3/24", "lastmod": "2025-03-05"},
        {"date": {"created": "05-03-2024 10:15", "updated": "2024-07-30"}},
    ],
)
def test_the_day_of_a_change_does_not_stand_for_a_doubtful_one(fields: dict[str, object]) -> None:
    metadata = parse_metadata(fields)
    assert metadata.published is None
    assert metadata.warnings[0].startswith("date not understood")


@pytest.mark.parametrize("doubtful", ["03/05/2024", "5/3/24", "05-03-2024"])
def test_another_field_tells_which_day_a_doubtful_one_is(doubtful: str) -> None:
    metadata = parse_metadata({"date": doubtful, "updated": "2024-03-05"})
    assert (metadata.published, metadata.warnings) == (FIFTH_OF_MARCH, ())


def test_a_source_that_is_an_address_is_one() -> None:
    metadata = parse_metadata({"source": "https://example.org/a", "permalink": "/a/"})
    assert (metadata.source, metadata.url) == (None, "https://example.org/a")
    assert not metadata.warnings


@pytest.mark.parametrize(
    ("lang", "code"), [("pt-BR", "pt"), ("English", "en"), ("zh_Hant", "zh"), ("deutsch", "de")]
)
def test_a_language_may_stand_there_by_its_name(lang: str, code: str) -> None:
    assert parse_metadata({"lang": lang}).language == code


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("draft", "true"), ("published", "false"), ("private", "yes"), ("publish", "no")),
        *(("status", "Draft"), ("visibility", "private"), ("page-draft", "true")),
        *(("hugo_draft", "true"), ("HUGO_DRAFT", "true")),
    ],
)
def test_a_draft_is_not_read(field: str, value: str) -> None:
    with pytest.raises(ArticleError, match="is a draft"):
        parse_metadata({"title": "A", field: value})


def test_other_fields_are_kept_within_bounds() -> None:
    fields = {f"Field {number}": "x" * 1000 for number in range(100)}
    kept = parse_metadata({"n" * 80: "v", "draft": "false", **fields}).fields
    assert kept[0] == ("n" * 50, "v")
    assert kept[1] == ("field 0", "x" * 300)
    assert len(kept) == 50


def test_a_recursive_list_is_read_to_a_bounded_depth() -> None:
    loop: list[object] = ["The bridge"]
    loop.append(loop)
    assert parse_metadata({"title": loop}).title == "The bridge"
    for field in ("author", "date", "based_on", "other"):
        parse_metadata({field: loop, "title": "A"})


def test_stated_values_win_over_found_ones() -> None:
    merged = Metadata(title="Stated").filled_from(Metadata(title="Found", source="Found"))
    assert (merged.title, merged.source) == ("Stated", "Found")


@pytest.mark.parametrize("field", ["title", "source", "author"])
def test_a_line_that_is_too_long_is_cut_with_a_warning(field: str) -> None:
    metadata = parse_metadata({field: "Lamp " * 400})
    value = getattr(metadata, field)
    assert value.startswith("Lamp Lamp")
    assert value.endswith("Lamp…")
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
    assert parse_metadata({"based_on": [{"x": "y"}]}).based_on == ()
    dates = [f"13 Nvember foo{number} 2024" for number in range(5000)]
    metadata = parse_metadata({"based_on": [report | {"date": text} for text in dates]})
    assert [found.title for found in metadata.based_on] == ["Harbour accounts"] * 50
    assert "5000 reports" in metadata.warnings[0]
    assert len(metadata.warnings) == 10
    assert "no date behind them is read" in metadata.warnings[-1]


@pytest.mark.parametrize(
    ("stated", "source", "url"),
    [
        ("<https://lamps.example/a>", None, "https://lamps.example/a"),
        ("ftp://lamps.example/a", None, None),
        ("https://lamps.example/a Contact: Ruth Penn", None, "https://lamps.example/a"),
        ("Lamp News (https://lamps.example)", "Lamp News", "https://lamps.example"),
        ("Lamp News", "Lamp News", None),
    ],
)
def test_no_address_is_a_publisher(stated: str, source: str | None, url: str | None) -> None:
    metadata = parse_metadata({"source": stated})
    assert (metadata.source, metadata.url) == (source, url)


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("Ruth Penn <r@lamps.example>", "Ruth Penn"),
        ("Ruth Penn (ruth at lamps.example)", "Ruth Penn"),
        ("Ruth Penn (r@lamps.example).", "Ruth Penn"),
        ("Ruth Penn (ed.)", "Ruth Penn (ed.)"),
        ("https://lamps.example/ruth", None),
    ],
)
def test_an_author_is_no_address(stated: str, author: str | None) -> None:
    assert parse_metadata({"author": stated}).author == author


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("Copyright © 1995–2006 The Lamp Project, All rights reserved. This file may be", None),
        ("© 2020 Ruth Penn; all rights reserved", None),
        ("Copyright 2020 by Ruth Penn", None),
        ("© Ruth Penn", "Ruth Penn"),
        ("(c) Ruth Penn", "Ruth Penn"),
        ("This text may be copied by everybody who wants to have it for any purpose", None),
        ("Ann van der Berg, " * 12, ("Ann van der Berg, " * 12).strip(" ,") + ","),
        (
            "The Committee for the Care of the Lamps and the Bells of the Harbour of Nab",
            "The Committee for the Care of the Lamps and the Bells of the Harbour of Nab",
        ),
    ],
)
def test_an_author_is_no_statement_of_rights(stated: str, author: str | None) -> None:
    assert parse_metadata({"author": stated}).author == author


def test_a_link_of_markdown_gives_the_words_and_the_publisher_its_address() -> None:
    """As Obsidian's Web Clipper writes them."""
    stated = {
        "title": "[Ice on the lake](https://lake.example/ice)",
        "source": "[Lake Times](https://lake.example/ice)",
    }
    read = parse_metadata(stated)
    assert (read.title, read.source) == ("Ice on the lake", "Lake Times")
    assert read.url == "https://lake.example/ice"
    assert parse_metadata({"url": "[here](https://lake.example/)"}).url == "https://lake.example/"


@pytest.mark.parametrize("title", ["What [sic] they (all) said", "A list[1](2)"])
def test_brackets_that_are_no_link_stay(title: str) -> None:
    assert parse_metadata({"title": title}).title == title
