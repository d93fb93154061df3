"""Articles page by page, found by their names, and their texts."""

from collections.abc import Sequence

import pytest

from corpus import Article
from embeddings.index.articles import (
    ArticleTexts,
    cut_page,
    list_folders,
    select_named,
    sort_by_title,
)


def make_articles(*names: tuple[str, str]) -> list[Article]:
    """Of ids and titles."""
    return [Article(article_id, title, f"On {title}.", ()) for article_id, title in names]


def list_ids(articles: Sequence[Article]) -> list[str]:
    return [article.id for article in articles]


def test_titles_are_in_order_whatever_their_case_and_equals_by_id() -> None:
    articles = make_articles(("z.md", "Pier"), ("b.md", "ash"), ("c.md", "Oak"), ("a.md", "pier"))
    assert list_ids(sort_by_title(articles)) == ["b.md", "c.md", "a.md", "z.md"]


def test_folders_are_in_order_and_one_is_none() -> None:
    articles = make_articles(("sea/a.md", "A"), ("b.md", "B"), ("land/far/c.md", "C"))
    assert list_folders(articles) == ("", "land", "sea")
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
    texts = ArticleTexts({"a.md": article})
    assert dict(texts) == {"a.md": "On Tea."}
    assert texts["a.md"] is article.text
    assert len(texts) == 1
    assert texts.get("b.md") is None
