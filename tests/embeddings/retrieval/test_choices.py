"""What there is to choose among with filters."""

from datetime import date

from corpus import Article, Work
from embeddings.retrieval.choices import Choices, list_choices
from embeddings.retrieval.query import Filters

ARTICLES = [
    Article("sea/a.md", "The pier", "", (), source="Coast News", published=date(2020, 1, 2)),
    Article(
        "sea/b.md", "The weir", "", (), source="Coast News", based_on=(Work("W", "Port Post"),)
    ),
    Article("land/c.md", "Mills", "", (), author="Ben Ito", published=date(2023, 4, 5)),
]


def test_only_what_was_asked_for_is_listed() -> None:
    asked = Filters(publishers=("Port Pots",))
    assert list_choices(ARTICLES, asked) == Choices(publishers=("Port Post", "Coast News"))
    assert list_choices(ARTICLES, Filters(titles=("mill",))).titles[0] == "Mills"
    assert list_choices(ARTICLES, Filters(authors=("Itoh",))) == Choices(authors=("Ben Ito",))
    days = (date(2020, 1, 2), date(2023, 4, 5))
    assert list_choices(ARTICLES, Filters(before=date(2000, 1, 1))) == Choices(days)
    assert list_choices(ARTICLES, Filters()).is_empty


def test_of_folders_that_are_not_searched_nothing_is_listed() -> None:
    land = frozenset({"land"})
    asked = Filters(before=date(2000, 1, 1), publishers=("Coast",), titles=("pier",), folders=land)
    assert list_choices(ARTICLES, asked) == Choices(
        (date(2023, 4, 5), date(2023, 4, 5)), (), ("Mills",)
    )


def test_at_most_five_are_listed_and_long_names_cost_no_more() -> None:
    many = [Article(f"{n}.md", f"Title {n} " * 9000, "", ()) for n in range(9)]
    assert len(list_choices(many, Filters(titles=("nothing",))).titles) == 5
