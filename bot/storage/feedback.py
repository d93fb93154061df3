"""What readers thought of passages: counts, and nothing of who they are."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select

from bot.storage.database import FEEDBACK, Database
from bot.storage.dialects.upserting import insert_into


@dataclass(frozen=True, slots=True)
class PassageFeedback:
    """How many found a passage useful, and how many did not."""

    passage_id: str
    useful: int
    useless: int


class FeedbackStore:
    """Counts by passage. Each method raises `DatabaseError` if the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self, passage_id: str, useful: int, useless: int) -> None:
        """Adds to a passage's counts, which do not fall below 0."""
        first = {"useful": max(0, useful), "useless": max(0, useless)}
        changed = {
            "useful": _not_below_0(FEEDBACK.c.useful + useful),
            "useless": _not_below_0(FEEDBACK.c.useless + useless),
        }
        with self._database.begin() as connection:
            added = insert_into(FEEDBACK, connection).values(passage_id=passage_id, **first)
            keys = [FEEDBACK.c.passage_id]
            connection.execute(added.on_conflict_do_update(index_elements=keys, set_=changed))

    def count(self) -> tuple[int, int]:
        """All votes that a passage was useful, and all that it was not."""
        sums = select(func.sum(FEEDBACK.c.useful), func.sum(FEEDBACK.c.useless))
        with self._database.read() as connection:
            useful, useless = connection.execute(sums).one()
            return int(useful or 0), int(useless or 0)

    def find_worst(self, most: int) -> list[PassageFeedback]:
        """The passages that most found useless, the worst first, at most `most`."""
        counts = FEEDBACK.c
        query = (
            select(counts.passage_id, counts.useful, counts.useless)
            .where(counts.useless > 0)
            .order_by(
                (counts.useless - counts.useful).desc(), counts.useless.desc(), counts.passage_id
            )
            .limit(most)
        )
        with self._database.read() as connection:
            return [PassageFeedback(*row) for row in connection.execute(query)]


def _not_below_0(count: ColumnElement[int]) -> ColumnElement[int]:
    return case((count > 0, count), else_=0)
