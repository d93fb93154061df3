"""The articles of an index as they are asked for: page by page, and their texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus import Article


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`articles` are those on page `number`, counted from 0, of `page_count`, which is at least
    one; on all pages there are `article_count`."""

    articles: tuple[Article, ...]
    number: int
    page_count: int
    article_count: int


class ArticleTexts(Mapping[str, str]):
    """The text of each of `articles`, by id; none is copied."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles

    def __getitem__(self, article_id: str) -> str:
        return self._articles[article_id].text

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def sort_by_title(articles: Iterable[Article]) -> tuple[Article, ...]:
    """`articles` in the order of their titles, whatever the case; equals by id."""
    return tuple(sorted(articles, key=lambda article: (article.title.casefold(), article.id)))


def list_folders(articles: Iterable[Article]) -> tuple[str, ...]:
    """The folders that `articles` are in, in order; `""` is for those that lie in none."""
    return tuple(sorted({article.folder for article in articles}))


def select_named(articles: Iterable[Article], words: str) -> tuple[Article, ...]:
    """Those of `articles` that have each of `words` in their title or id, as a part and whatever
    its case."""
    parts = words.casefold().split()
    named = ((article, f"{article.title} {article.id}".casefold()) for article in articles)
    return tuple(article for article, name in named if all(part in name for part in parts))


def cut_page(articles: Sequence[Article], number: int, size: int) -> ArticlePage:
    """Page `number`, counted from 0, of `articles` with `size` on each; the last page if there
    are not as many."""
    page_count = max(1, -(-len(articles) // size))
    number = min(number, page_count - 1)
    shown = tuple(articles[size * number : size * (number + 1)])
    return ArticlePage(shown, number, page_count, len(articles))
