"""Articles page by page, found by their names, and their texts."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Head
from embeddings.index.articles import (
    ArticleTexts,
    count_fields,
    cut_page,
    list_folders,
    select_fields,
    select_named,
    sort_by_title,
    tell_apart,
)


def make_articles(*names: tuple[str, str]) -> list[Head]:
    """Of ids and titles."""
    return [Head(article_id, title) for article_id, title in names]


def list_ids(articles: Sequence[Head]) -> list[str]:
    return [article.id for article in articles]


def test_titles_are_in_order_whatever_their_case_and_equals_by_id() -> None:
    articles = make_articles(("z.md", "Pier"), ("b.md", "ash"), ("c.md", "Oak"), ("a.md", "pier"))
    assert list_ids(sort_by_title(articles)) == ["b.md", "c.md", "a.md", "z.md"]


def test_folders_are_in_order_and_one_is_none() -> None:
    articles = make_articles(("sea/a.md", "A"), ("b.md", "B"), ("land/far/c.md", "C"))
    assert list_folders(list_ids(articles)) == ("", "land", "sea")
    assert list_folders([]) == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("note", ["old/note.md", "x.md"]),
        ("OLD note", ["old/note.md"]),
        ("harb", ["x.md"]),
        ("note tea", []),
    ],
)
def test_all_words_are_in_the_title_or_the_id(words: str, expected: list[str]) -> None:
    articles = make_articles(("old/note.md", "Tides"), ("x.md", "A Note on Harbours"))
    assert list_ids(select_named(articles, words)) == expected


def test_every_article_is_on_one_page() -> None:
    articles = make_articles(*((f"{n}.md", str(n)) for n in range(7)))
    pages = [cut_page(articles, number, 3) for number in range(3)]
    assert [article for page in pages for article in page.articles] == articles
    assert [page.number for page in pages] == [0, 1, 2]
    assert {(page.page_count, page.article_count) for page in pages} == {(3, 7)}


def test_behind_the_last_page_is_the_last_page() -> None:
    articles = make_articles(*((f"{n}.md", str(n)) for n in range(6)))
    assert cut_page(articles, 2, 3) == cut_page(articles, 99, 3) == cut_page(articles, 1, 3)
    nothing = cut_page([], 4, 3)
    assert (nothing.articles, nothing.number, nothing.page_count) == ((), 0, 1)


def test_texts_are_those_of_the_articles() -> None:
    (article,) = make_articles(("a.md", "Tea"))
    texts = ArticleTexts({"a.md": article.with_text("On tea.")})
    assert dict(texts) == {"a.md": "On tea."}
    assert len(texts) == 1
    assert texts.get("b.md") is None


def list_places(*names: tuple[str, str]) -> dict[str, str]:
    return {article.id: article.place for article in tell_apart(make_articles(*names))}


@pytest.mark.parametrize(
    "places",
    [
        {"pump/setup.md": "pump", "valve/setup.md": "valve"},
        {"docs/pump/setup.md": "pump", "docs/valve/setup.md": "valve", "setup.md": ""},
        {"old/pump/use.md": "old/pump", "new/pump/use.md": "new/pump", "new/lid/use.md": "lid"},
        {"pump/use.md": "use", "pump/more/start.md": "more", "pump/care.md": "care"},
        {"pump/use.md": "pump/use.md", "pump/use.txt": "pump/use.txt"},
        {"a.md": "a", "b.md": "b"},
    ],
)
def test_articles_of_one_title_are_told_apart_by_the_ends_of_their_paths(
    places: dict[str, str],
) -> None:
    assert list_places(*((path, "Set-up") for path in places)) == places


def test_a_title_of_its_own_needs_no_place() -> None:
    names = [("a/x.md", "Tides"), ("b/x.md", "Winds"), ("c/x.md", "Caf\u00e9s")]
    assert set(list_places(*names).values()) == {""}
    same = [
        ("a/x.md", "Tides"),
        ("b/x.md", "TIDES"),
        ("c/x.md", "Cafés"),
        ("d/x.md", "Cafe\u0301s"),
    ]
    assert list(list_places(*same).values()) == ["a", "b", "c", "d"]


@given(st.sets(st.lists(st.sampled_from("abc"), min_size=1, max_size=11).map("/".join), min_size=2))
def test_no_two_articles_of_one_title_have_one_place(ids: set[str]) -> None:
    places = list_places(*((article_id, "Notes") for article_id in sorted(ids)))
    assert len(set(places.values())) == len(ids)
    assert all(place in article_id for article_id, place in places.items())


def test_fields_are_chosen_whatever_their_case_hyphens_and_accents() -> None:
    fields = (("grade", "7"), ("reading-time", "5 min"), ("e\u0301dition", "2"), ("mood", "sad"))
    article = Head("a.md", "A", fields=fields)
    shown = ("Édition", "Reading Time", "GRADE", "weight")
    (selected,) = select_fields([article], shown)
    assert selected.fields == (("Édition", "2"), ("Reading Time", "5 min"), ("GRADE", "7"))
    assert next(select_fields([article], ())).fields == ()
    bare = Head("b.md", "B")
    counts = {"Édition": 1, "Reading Time": 1, "GRADE": 1, "weight": 0}
    assert count_fields([article, bare], shown) == counts


@pytest.mark.parametrize("title", ["Наrbоur", "Harbour\u200b", "HARBOUR", "Ｈarbour"])
def test_a_title_that_looks_like_another_one_has_its_place(title: str) -> None:
    named = [("coast/a.md", "Harbour"), ("town/b.md", title), ("town/c.md", "Lamp")]
    articles = [Head(article_id, name) for article_id, name in named]
    assert [article.place for article in tell_apart(articles)] == ["coast", "town", ""]
