"""Which posts were taken: one that was, and does not lie among the articles any more, was taken out
by the owner."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from bot.config.settings import Settings
from bot.sources.remembering import StateFile

_SCHEMA = """
CREATE TABLE post (channel INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (channel, id))
WITHOUT ROWID
"""


class PostMemory(StateFile):
    """The posts of all channels that became articles, but for those that the channels took back.

    Who removes a post for a channel forgets it before, who writes one remembers it after: a kill
    leaves none that is missed.
    """

    NAME = "posts.sqlite3"
    VERSION = 1
    SCHEMA = _SCHEMA
    WORK = "footnote add"

    @classmethod
    @contextmanager
    def opened(cls, settings: Settings) -> Iterator["PostMemory"]:
        """Open as long as the block lasts, for others, too.

        :raises RememberError: as `of_settings`.
        """
        memory = cls.of_settings(settings)
        try:
            yield memory
        finally:
            memory.close()

    def list_known(self, channel: int) -> set[int]:
        """The posts of a channel that were taken."""
        rows = self._run("SELECT id FROM post WHERE channel = ?", (channel,))
        return {number for (number,) in rows.fetchall()}

    def knows(self, channel: int, post_id: int) -> bool:
        """Whether a post was taken."""
        found = self._run("SELECT 1 FROM post WHERE channel = ? AND id = ?", (channel, post_id))
        return found.fetchone() is not None

    def keep(self, channel: int, posts: Iterable[int]) -> None:
        """They were taken."""
        with self.changing():
            self._run_all("INSERT OR IGNORE INTO post VALUES (?, ?)", _pair(channel, posts))

    def forget(self, channel: int, posts: Iterable[int]) -> None:
        """They may be taken again."""
        with self.changing():
            self._run_all("DELETE FROM post WHERE channel = ? AND id = ?", _pair(channel, posts))


def _pair(channel: int, posts: Iterable[int]) -> Iterator[tuple[int, int]]:
    return ((channel, post) for post in posts)
