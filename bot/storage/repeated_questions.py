"""Which questions a group has had answered lately: vectors and messages, no text."""

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, select

from bot.storage.background import Outage
from bot.storage.database import EARLIER_ANSWERS, Database
from bot.storage.dialects.upserting import insert_into

logger = logging.getLogger(__name__)

KEPT_SECONDS = 24 * 3600.0
_SAME_QUESTION = 0.9
"""Cosine of two questions from which on they ask the same, if the same sentence answers them: the
encoder takes "2023" for almost "2024", and the sentence tells them apart."""

_BYTES = np.dtype(np.float32).itemsize

_COLUMNS = EARLIER_ANSWERS.c

_UNKNOWN = "what groups were answered earlier cannot be read, kept or forgotten"
_KNOWN = "it is known again what groups were answered earlier"


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer in message `message_id` of the chat, in a topic of it (0 outside of topics).
    `sentence` stands for the one that answers best; the question has this vector, of unit length,
    `[dimension]`."""

    message_id: int
    topic: int
    sentence: str
    vector: NDArray[np.float32]


class RepeatedQuestions:
    """By chat, for a day. Each method may raise `DatabaseError`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self.outage = Outage(logger, _UNKNOWN, _KNOWN)
        """Of those who use it for each question."""

    def list_of_sentence(self, chat_id: int, topic: int, sentence: str) -> list[EarlierAnswer]:
        """The answers in a topic of a chat that a sentence gave, newest first."""
        query = (
            select(_COLUMNS.message_id, _COLUMNS.vector)
            .where(_COLUMNS.chat_id == chat_id, _COLUMNS.sentence == sentence)
            .where(_COLUMNS.topic == topic)
            .where(_COLUMNS.at > self._clock() - KEPT_SECONDS)
            .order_by(_COLUMNS.at.desc())
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [
            EarlierAnswer(row.message_id, topic, sentence, np.frombuffer(row.vector, np.float32))
            for row in rows
            if isinstance(row.vector, bytes) and len(row.vector) % _BYTES == 0
        ]

    def find_latest(self) -> float | None:
        """When the newest answer was given, in seconds since 1970, of those whose time is a number;
        None if there is none."""
        # Whatever else a file of SQLite has in its place counts as more than any number.
        is_time = _COLUMNS.at <= sys.float_info.max
        with self._database.read() as connection:
            return connection.execute(select(func.max(_COLUMNS.at)).where(is_time)).scalar()

    def keep(self, chat_id: int, answer: EarlierAnswer) -> None:
        """Keeps an answer, and lets go of those that are too old."""
        values = {
            "topic": answer.topic,
            "sentence": answer.sentence,
            "vector": answer.vector.astype(np.float32).tobytes(),
            "at": self._clock(),
        }
        row = {"chat_id": chat_id, "message_id": answer.message_id, **values}
        keys = [_COLUMNS.chat_id, _COLUMNS.message_id]
        with self._database.begin() as connection:
            added = insert_into(EARLIER_ANSWERS, connection).values(row)
            connection.execute(added.on_conflict_do_update(index_elements=keys, set_=values))
            old = _COLUMNS.at <= self._clock() - KEPT_SECONDS
            connection.execute(delete(EARLIER_ANSWERS).where(old))

    def forget(self, chat_id: int, message_id: int | None = None) -> None:
        """Forgets one answer, or all of the chat."""
        forgotten = delete(EARLIER_ANSWERS).where(_COLUMNS.chat_id == chat_id)
        if message_id is not None:
            forgotten = forgotten.where(_COLUMNS.message_id == message_id)
        with self._database.begin() as connection:
            connection.execute(forgotten)


def find_same(vector: NDArray[np.float32], answers: list[EarlierAnswer]) -> EarlierAnswer | None:
    """The first of `answers` whose question asks what one with this vector does."""
    for answer in answers:
        # Another encoder may have made it.
        if len(answer.vector) == len(vector) and float(answer.vector @ vector) >= _SAME_QUESTION:
            return answer
    return None
