"""Which articles a chat gets to see: those in the folders that it searches."""

from corpus import Described


def is_searched(article: Described, folders: frozenset[str] | None) -> bool:
    """Whether a chat that searches `folders` gets to see `article`; None are all folders."""
    return folders is None or article.folder in folders
