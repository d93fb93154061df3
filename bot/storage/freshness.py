"""What a bot remembers of tables that other bots write to as well: a number that each change raises
says when it is old. One small query a second is all that costs, and it misses nothing that was said
while the server was away, as a notification would be; nor does a pooler stand in its way."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, select

from bot.storage.database import CHANGES, Database
from bot.storage.dialects.upserting import insert_into

CHATS, CHANNELS = "chats", "channels"


def note_change(subject: str, database: Database, connection: Connection) -> None:
    """That what is remembered of `subject` is old when the transaction has ended; for one bot alone
    nothing, as it knows."""
    if not database.is_shared:
        return
    added = insert_into(CHANGES, connection).values(subject=subject, number=1)
    raised = {"number": CHANGES.c.number + 1}
    connection.execute(added.on_conflict_do_update(index_elements=[CHANGES.c.subject], set_=raised))


class Freshness:
    """Has what is remembered read again after a change: `renew` has what does so, by subject."""

    def __init__(self, database: Database, renew: Mapping[str, Callable[[], None]]) -> None:
        self._database = database
        self._renew = renew
        self._seen: dict[str, int | None] = {}

    def refresh(self) -> frozenset[str]:
        """The subjects that have changed since the last time, and were read again; all of them at
        the first.

        :raises DatabaseError: if that is not known, or one could not be read; the next time tries
            again.
        """
        with self._database.read() as connection:
            rows = connection.execute(select(CHANGES.c.subject, CHANGES.c.number)).all()
        numbers = {row.subject: row.number for row in rows}
        changed = [
            subject
            for subject in self._renew
            if subject not in self._seen or self._seen[subject] != numbers.get(subject)
        ]
        for subject in changed:
            self._renew[subject]()
            self._seen[subject] = numbers.get(subject)
        return frozenset(changed)
