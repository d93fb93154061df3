"""All that is kept, from one database into another, of whichever kind either is; not what is under
way, nor what bots tell each other."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, insert, select

from bot.storage.database import (
    CHANNELS,
    CHATS,
    EARLIER_ANSWERS,
    FEEDBACK,
    GAPS,
    PENDING,
    Database,
)

_KEPT = (FEEDBACK, CHATS, EARLIER_ANSWERS, GAPS, CHANNELS)
LASTING = (FEEDBACK, CHATS, CHANNELS)
"""Of which nothing goes by itself, as it gets old."""

_NUMBERED = {GAPS.c.id}
"""What each database counts by itself, in the order in which rows come."""

_ROWS_AT_ONCE = 500


def holds_anything(database: Database) -> bool:
    """Whether anything is kept there.

    :raises DatabaseError: if that cannot be known.
    """
    with database.read() as connection:
        return any(connection.execute(select(table).limit(1)).first() for table in _KEPT)


@contextmanager
def copied(source: Database, target: Database) -> Iterator[None]:
    """What was kept in `target` has made room for what is in `source` when the block ends; nothing
    has changed if it raises.

    :raises DatabaseError: if one cannot be read, or the other not written.
    """
    with target.begin(alone=True) as writing:
        with source.read() as reading:
            for table in (PENDING, *_KEPT):
                writing.execute(delete(table))
            for table in _KEPT:
                columns = [column for column in table.c if column not in _NUMBERED]
                rows = reading.execute(select(*columns).order_by(*table.primary_key))
                for part in rows.mappings().partitions(_ROWS_AT_ONCE):
                    writing.execute(insert(table), [dict(row) for row in part])
        yield
