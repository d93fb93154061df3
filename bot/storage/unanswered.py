"""Questions that found no answer, if the owner wants them kept: what to write next."""

import logging
from collections.abc import Callable
from datetime import date

from sqlalchemy import delete, func, insert, select

from bot.storage.background import Outage
from bot.storage.database import GAPS, Database

logger = logging.getLogger(__name__)

MAX_KEPT = 10_000
MAX_CHARACTERS = 500


class GapStore:
    """The questions and the day of each, without who asked or where. Each method may raise
    `DatabaseError`."""

    def __init__(self, database: Database, today: Callable[[], date] = date.today) -> None:
        self._database = database
        self._today = today
        self.outage = Outage(logger, "unanswered questions cannot be kept", "they are kept again")
        """Of those who keep one for each question."""

    def keep(self, question: str) -> None:
        """Keeps a question, and lets go of the oldest ones beyond `MAX_KEPT`."""
        added = insert(GAPS).values(
            question=question[:MAX_CHARACTERS], day=self._today().isoformat()
        )
        with self._database.begin() as connection:
            connection.execute(added)
            newest = select(func.max(GAPS.c.id)).scalar_subquery()
            connection.execute(delete(GAPS).where(GAPS.c.id <= newest - MAX_KEPT))

    def list(self) -> list[tuple[str, date]]:
        """Questions and days, oldest first, without what is no question or has no day."""
        query = select(GAPS.c.question, GAPS.c.day).order_by(GAPS.c.id)
        with self._database.read() as connection:
            read = [(row.question, _read_day(row.day)) for row in connection.execute(query)]
        return [(asked, day) for asked, day in read if isinstance(asked, str) and day is not None]

    def count(self) -> int:
        """How many there are."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(GAPS)).scalar_one()

    def clear(self) -> None:
        """Forgets all of them."""
        with self._database.begin() as connection:
            connection.execute(delete(GAPS))


def _read_day(stored: object) -> date | None:
    """None if that is no day, as only another program writes it, or a bad disk."""
    try:
        return date.fromisoformat(stored) if isinstance(stored, str) else None
    except ValueError:
        return None
