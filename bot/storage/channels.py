"""The channels that the bot follows, as their owner has told it."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from bot.storage.database import CHANNELS, Database
from bot.storage.dialects.upserting import insert_into
from bot.storage.freshness import CHANNELS as REMEMBERED
from bot.storage.freshness import note_change
from corpus.sources.post_names import is_name

_FIRST_CHANNEL = -1_000_000_000_000
"""Ids of channels are below; what is left of one without this is the number in links to it."""


@dataclass(frozen=True, slots=True)
class FollowedChannel:
    """`chat_id` is as the Bot API has it; `name`, without "@", is None of a private channel."""

    chat_id: int
    title: str
    name: str | None = None

    @property
    def number(self) -> int:
        """The channel's id as links and exports have it."""
        return _FIRST_CHANNEL - self.chat_id


def find_chat_id(number: int) -> int:
    """The id that the Bot API has for the channel with this number in links."""
    return _FIRST_CHANNEL - number


class ChannelStore:
    """Each method but `find`, `has_any` and `list_known` may raise `DatabaseError`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[int, FollowedChannel] = {}

    def find(self, chat_id: int) -> FollowedChannel | None:
        """The channel if it is followed, as was last read or written; without touching the disk."""
        return self._known.get(chat_id)

    def has_any(self) -> bool:
        """Whether `find` knows one."""
        return bool(self._known)

    def list_known(self) -> list[FollowedChannel]:
        """All that `find` knows, in the order of their titles."""
        return sorted(self._known.values(), key=lambda each: (each.title.casefold(), each.chat_id))

    def read(self) -> None:
        """Reads which channels are followed, again where another bot may have changed that."""
        query = select(CHANNELS.c.chat_id, CHANNELS.c.title, CHANNELS.c.name)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        found = [FollowedChannel(*row) for row in rows if _is_channel(*row)]
        self._known = {channel.chat_id: channel for channel in found}

    def follow(self, channel: FollowedChannel) -> None:
        """Follows a channel from now on, or knows it by another name."""
        values = {"title": channel.title, "name": channel.name}
        with self._database.begin() as connection:
            added = insert_into(CHANNELS, connection).values(chat_id=channel.chat_id, **values)
            keys = [CHANNELS.c.chat_id]
            connection.execute(added.on_conflict_do_update(index_elements=keys, set_=values))
            note_change(REMEMBERED, self._database, connection)
        self._known = self._known | {channel.chat_id: channel}

    def unfollow(self, chat_id: int) -> None:
        """Follows a channel no more."""
        with self._database.begin() as connection:
            connection.execute(delete(CHANNELS).where(CHANNELS.c.chat_id == chat_id))
            note_change(REMEMBERED, self._database, connection)
        self._known = {known: each for known, each in self._known.items() if known != chat_id}


def _is_channel(chat_id: object, title: object, name: object) -> bool:
    """Whether a row is what was written, and not what a bad disk made of it, or a stranger: the
    posts lie in a folder that is called as the channel."""
    is_named = name is None or (isinstance(name, str) and is_name(name))
    return type(chat_id) is int and isinstance(title, str) and is_named
