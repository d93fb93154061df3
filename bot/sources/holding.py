"""Whose turn it is to change articles."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.articles.under_way import HeldError, Journal

_SECONDS_TO_WAIT = 15 * 60
_SECONDS_BETWEEN_LOOKS = 1.0


@contextmanager
def hold_articles(journal: Journal, sleep: Callable[[float], None]) -> Iterator[None]:
    """The articles are this process's as long as the block lasts, when they are nobody's.

    :raises HeldError: if they are somebody's for very long.
    """
    waited = 0.0
    while True:
        try:
            with journal.held():
                yield
            return
        except HeldError:
            if waited >= _SECONDS_TO_WAIT:
                raise
        sleep(_SECONDS_BETWEEN_LOOKS)
        waited += _SECONDS_BETWEEN_LOOKS
