"""Which articles a chat gets to see: those in the folders that it searches."""

from collections.abc import Iterable

from corpus import Article


def is_searched(article: Article, folders: frozenset[str] | None) -> bool:
    """Whether a chat that searches `folders` gets to see `article`; None are all folders."""
    return folders is None or article.folder in folders


def select_searched(articles: Iterable[Article], folders: frozenset[str] | None) -> list[Article]:
    """Those of `articles` that a chat which searches `folders` gets to see."""
    return [article for article in articles if is_searched(article, folders)]
