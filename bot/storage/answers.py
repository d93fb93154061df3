"""Which message answers which question, where several bots answer together: what one of them has in
memory is written down for an hour."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from bot.storage.database import ANSWERS, FORGOTTEN, Database
from bot.storage.dialects.upserting import insert_into

MAX_ANSWERS = 5000
FOLLOW_UP_SECONDS = 600.0
KEPT_SECONDS = 3600.0
_UNDER_WAY_SECONDS = 600.0
"""No question is answered later than that."""

_COLUMNS = ANSWERS.c


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the one that it was understood with, who asked it (None if unknown) and where;
    `at` is when, in seconds of a clock that only runs forward. `follows` is the one before it,
    whether that was needed or not, and `follows_asker` asked that; `language` is that of the
    answer's buttons."""

    question: str
    before: str | None
    asker_id: int | None
    question_id: int
    at: float
    follows: str | None = None
    follows_asker: int | None = None
    language: str | None = None


class AnswerStore:
    """The last answers, by the message that holds each. Each method is one transaction, and may
    raise `DatabaseError`. Times are those of `clock`, in seconds since 1970; `Asked.at`, which is
    read by `running_clock`, is made of them and into them."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] = time.time,
        running_clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._clock = clock
        self._running_clock = running_clock

    def remember(self, chat_id: int, answer_id: int, asked: Asked) -> None:
        """That message `answer_id` answers `asked`, unless that was to be forgotten meanwhile."""
        at = self._clock() - self._running_clock() + asked.at
        whose = (chat_id, asked.asker_id, asked.follows_asker)
        query = select(FORGOTTEN.c.who).where(
            FORGOTTEN.c.who.in_([each for each in whose if each is not None]), FORGOTTEN.c.at >= at
        )
        with self._database.begin() as connection:
            forgotten = set(connection.execute(query).scalars())
            if forgotten & {chat_id, asked.asker_id}:
                return
            cut = _CUT_OFF if asked.follows_asker in forgotten else {}
            connection.execute(delete(ANSWERS).where(_is_answer(chat_id, answer_id)))
            row = {
                "chat_id": chat_id,
                "answer_id": answer_id,
                "question_id": asked.question_id,
                "asker_id": asked.asker_id,
                "question": _write_text(asked.question),
                "before": _write_text(asked.before),
                "follows": _write_text(asked.follows),
                "follows_asker": asked.follows_asker,
                "language": asked.language,
                "at": at,
            }
            connection.execute(insert(ANSWERS).values(row | cut))

    def find_answered(self, chat_id: int, answer_id: int) -> Asked | None:
        """What message `answer_id` answers."""
        return self._make_asked(self._find(_is_answer(chat_id, answer_id)))

    def find_answer(self, chat_id: int, question_id: int) -> int | None:
        """The message that answers message `question_id`."""
        row = self._find((_COLUMNS.chat_id == chat_id) & (_COLUMNS.question_id == question_id))
        return None if row is None else int(row.answer_id)

    def find_last(self, chat_id: int, asker_id: int) -> Asked | None:
        """What `asker_id` asked last in the chat, if that was a few minutes ago."""
        is_recent = _COLUMNS.at >= self._clock() - FOLLOW_UP_SECONDS
        is_his = (_COLUMNS.chat_id == chat_id) & (_COLUMNS.asker_id == asker_id)
        return self._make_asked(self._find(is_his & is_recent))

    def forget(self, chat_id: int, answer_id: int) -> None:
        """Forgets an answer that is gone."""
        with self._database.begin() as connection:
            connection.execute(delete(ANSWERS).where(_is_answer(chat_id, answer_id)))

    def forget_chat(self, chat_id: int) -> None:
        """Forgets all answers in a chat, also those under way."""
        with self._database.begin() as connection:
            self._note_forgotten(connection, chat_id)
            connection.execute(delete(ANSWERS).where(_COLUMNS.chat_id == chat_id))

    def forget_asker(self, asker_id: int) -> None:
        """Forgets all answers to somebody, also those under way, and what others' follow-ups were
        understood with."""
        of_others = update(ANSWERS).where(_COLUMNS.follows_asker == asker_id)
        with self._database.begin() as connection:
            self._note_forgotten(connection, asker_id)
            connection.execute(delete(ANSWERS).where(_COLUMNS.asker_id == asker_id))
            connection.execute(of_others.values(_CUT_OFF))

    def change_question(
        self, chat_id: int, answer_id: int, question: str, before: str | None
    ) -> None:
        """That the question which message `answer_id` answers was edited, and is understood with
        `before`."""
        values = {"question": _write_text(question), "before": _write_text(before)}
        changed = update(ANSWERS).where(_is_answer(chat_id, answer_id))
        with self._database.begin() as connection:
            connection.execute(changed.values(values))

    def sweep(self) -> None:
        """Lets go of what is too old, and of the oldest beyond `MAX_ANSWERS`."""
        now = self._clock()
        newest = select(_COLUMNS.at).order_by(_COLUMNS.at.desc())
        last_kept = newest.offset(MAX_ANSWERS - 1).limit(1).scalar_subquery()
        with self._database.begin() as connection:
            connection.execute(delete(ANSWERS).where(_COLUMNS.at < now - KEPT_SECONDS))
            connection.execute(delete(ANSWERS).where(_COLUMNS.at < last_kept))
            old = FORGOTTEN.c.at < now - _UNDER_WAY_SECONDS
            connection.execute(delete(FORGOTTEN).where(old))

    def _find(self, condition: ColumnElement[bool]) -> Row[tuple[object, ...]] | None:
        """The newest of those rows that still count."""
        is_kept = _COLUMNS.at >= self._clock() - KEPT_SECONDS
        order = _COLUMNS.at.desc(), _COLUMNS.answer_id.desc()
        query = select(ANSWERS).where(condition, is_kept).order_by(*order).limit(1)
        with self._database.read() as connection:
            return connection.execute(query).first()

    def _make_asked(self, row: Row[tuple[object, ...]] | None) -> Asked | None:
        question = None if row is None else _read_text(row.question)
        if row is None or question is None:
            return None
        return Asked(
            question,
            _read_text(row.before),
            row.asker_id,
            row.question_id,
            self._running_clock() - self._clock() + row.at,
            _read_text(row.follows),
            row.follows_asker,
            row.language,
        )

    def _note_forgotten(self, connection: Connection, who: int) -> None:
        at = {"at": self._clock()}
        noted = insert_into(FORGOTTEN, connection).values(who=who, **at)
        connection.execute(noted.on_conflict_do_update(index_elements=[FORGOTTEN.c.who], set_=at))


_CUT_OFF = {"before": None, "follows": None, "follows_asker": None}
"""Of a question whose question before it is forgotten."""


def _is_answer(chat_id: int, answer_id: int) -> ColumnElement[bool]:
    return (_COLUMNS.chat_id == chat_id) & (_COLUMNS.answer_id == answer_id)


def _write_text(text: str | None) -> str | None:
    """As JSON in ASCII: no database takes half of a pair of surrogates, or PostgreSQL a NUL."""
    return None if text is None else json.dumps(text)


def _read_text(stored: object) -> str | None:
    """None if that is no text, as only another program writes it, or a bad disk."""
    try:
        text = json.loads(stored) if isinstance(stored, str) else None
    except (ValueError, RecursionError):
        return None
    return text if isinstance(text, str) else None
