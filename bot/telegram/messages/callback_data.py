"""What buttons carry: a letter for their kind, and what they are about."""

from collections.abc import Iterable
from hashlib import blake2b

from corpus import Article

READ = "r"
PAGE = "p"
USEFUL = "u"
USELESS = "n"
STILL_THERE = "a"
REMOVE = "x"
SOURCES = "s"
SETTINGS = "t"
OFFER = "o"
ARTICLES = "d"


def shorten_id(article_id: str) -> str:
    """Ten characters that stand for an article's id, which may be longer than a button's data."""
    return blake2b(article_id.encode("utf-8", "surrogateescape"), digest_size=5).hexdigest()


def find_marked(mark: str, articles: Iterable[Article]) -> Article | None:
    """That one of `articles` whose id `shorten_id` makes `mark` of; None if it is gone."""
    return next((article for article in articles if shorten_id(article.id) == mark), None)
