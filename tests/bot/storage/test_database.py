"""What is kept between two runs: the file, its migrations, and many users of it."""

import contextlib
import sqlite3
import threading
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy.dialects import sqlite

from bot.config.state_url import StateUrl
from bot.storage.chats import ChatSettings, ChatStore, Membership
from bot.storage.database import (
    CHATS,
    EARLIER_ANSWERS,
    FEEDBACK,
    GAPS,
    PENDING,
    Database,
    DatabaseError,
)
from bot.storage.feedback import FeedbackStore
from bot.storage.repeated_questions import KEPT_SECONDS, EarlierAnswer, RepeatedQuestions, find_same
from bot.storage.unanswered import MAX_CHARACTERS, GapStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "footnote.sqlite3"


def unit(*numbers: float) -> NDArray[np.float32]:
    vector = np.asarray(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)


@pytest.mark.parametrize("version", ["0001", "0003", "9999"])
def test_a_file_of_another_version_is_refused_and_left_alone(path: Path, version: str) -> None:
    FeedbackStore(Database(path)).change("a", 2, 1)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    with pytest.raises(DatabaseError, match=r"newer version .* move the file away") as caught:
        FeedbackStore(Database(path)).change("a", 1, 0)
    assert len(str(caught.value).splitlines()) == 1
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM feedback").fetchall() == [("a", 2, 1)]


def test_the_tables_are_made_all_together_or_not_at_all(path: Path) -> None:
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE gaps (other)")  # the last of them cannot be made
    with pytest.raises(DatabaseError, match="gaps already exists"):
        GapStore(Database(path)).keep("Who?")
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("gaps",)]
        connection.execute("DROP TABLE gaps")
    GapStore(Database(path)).keep("Who?")
    assert GapStore(Database(path)).count() == 1


def test_the_tables_that_are_made_are_those_that_are_used(path: Path) -> None:
    """The migrations say how the file came about, the stores what they read of it."""
    GapStore(Database(path)).count()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        made = {
            table.name: [
                (name, kind, bool(required or key))
                for _, name, kind, required, _, key in connection.execute(
                    f"PRAGMA table_info({table.name})"
                )
            ]
            for table in (FEEDBACK, CHATS, EARLIER_ANSWERS, GAPS, PENDING)
        }
    assert made == {
        table.name: [
            (c.name, c.type.compile(sqlite.dialect()), not c.nullable) for c in table.columns
        ]
        for table in (FEEDBACK, CHATS, EARLIER_ANSWERS, GAPS, PENDING)
    }


def test_what_is_forgotten_is_not_in_the_file(path: Path) -> None:
    store = GapStore(Database(path))
    for number in range(50):
        store.keep(f"Is neighbour {number} a smuggler?")
    assert b"smuggler" in path.read_bytes()
    store.clear()
    assert store.count() == 0
    assert not any(b"smuggler" in file.read_bytes() for file in path.parent.iterdir())


def test_many_open_it_at_once(place: Path | StateUrl) -> None:
    failures: list[Exception] = []

    def use(number: int) -> None:
        try:
            store = ChatStore(Database(place))
            store.set_membership(-number, Membership.MEMBER)
            store.write(-number, ChatSettings(quotes=1))
        except DatabaseError as exc:
            failures.append(exc)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(ChatStore(Database(place)).list_groups()) == 8


def test_one_of_many_is_the_first_to_tell(place: Path | StateUrl) -> None:
    store = ChatStore(Database(place))
    told: list[bool] = []
    threads = [threading.Thread(target=lambda: told.append(store.tell_once(-1))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [False] * 7 + [True]


@pytest.mark.parametrize("times", [1, 2])
def test_a_group_moves_once_however_often_it_is_told(place: Path | StateUrl, times: int) -> None:
    store = ChatStore(Database(place))
    store.set_membership(-1, Membership.MEMBER)
    store.write(-1, ChatSettings(quotes=5))
    store.set_membership(-1001, Membership.MEMBER)
    for _ in range(times):
        store.move(-1, -1001)
    assert store.read(-1001).quotes == 5
    assert store.read(-1) == ChatSettings()
    assert store.list_groups() == {-1001: Membership.MEMBER}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(DatabaseError, match="state"):
        ChatStore(Database(tmp_path / "state" / "footnote.sqlite3")).read(1)


class TestEarlierAnswers:
    def test_the_same_question_and_passage(self, place: Path | StateUrl) -> None:
        now = 1000.0
        earlier = RepeatedQuestions(Database(place), lambda: now)
        earlier.keep(-1, EarlierAnswer(5, 0, "p", unit(1, 0)))
        earlier.keep(-1, EarlierAnswer(6, 7, "p", unit(0, 1)))
        (found,) = earlier.list_of_sentence(-1, 0, "p")
        assert found.message_id == 5
        assert found.vector.tolist() == [1, 0]
        assert earlier.list_of_sentence(-1, 0, "q") == []
        assert earlier.list_of_sentence(-2, 0, "p") == []
        assert earlier.list_of_sentence(-1, 7, "p")[0].message_id == 6
        now += KEPT_SECONDS + 1
        assert earlier.list_of_sentence(-1, 0, "p") == []

    def test_alike_but_not_the_same(self) -> None:
        answers = [EarlierAnswer(5, 0, "p", unit(1, 0))]
        assert find_same(unit(1, 0.2), answers) == answers[0]
        assert find_same(unit(1, 0.6), answers) is None
        assert find_same(unit(1, 0, 0), answers) is None, "of another encoder"

    def test_an_edited_answer_counts_for_its_new_question(self, place: Path | StateUrl) -> None:
        earlier = RepeatedQuestions(Database(place))
        earlier.keep(-1, EarlierAnswer(5, 0, "p", unit(1, 0)))
        earlier.keep(-1, EarlierAnswer(5, 0, "q", unit(0, 1)))
        assert earlier.list_of_sentence(-1, 0, "p") == []
        assert len(earlier.list_of_sentence(-1, 0, "q")) == 1
        earlier.forget(-1, 5)
        assert earlier.list_of_sentence(-1, 0, "q") == []


def test_gaps_are_bounded(place: Path | StateUrl) -> None:
    gaps = GapStore(Database(place), lambda: date(2026, 11, 22))
    gaps.keep("x" * 4096)
    gaps.keep("Who?")
    assert gaps.list() == [
        ("x" * MAX_CHARACTERS, date(2026, 11, 22)),
        ("Who?", date(2026, 11, 22)),
    ]
    gaps.clear()
    assert gaps.list() == []


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "", 5, b"\xff\x00"])
def test_a_gap_without_a_day_keeps_no_other_from_being_read(path: Path, day: object) -> None:
    gaps = GapStore(Database(path), lambda: date(2026, 11, 22))
    gaps.keep("Where?")
    gaps.keep("Who?")
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE gaps SET day = ? WHERE id = 1", (day,))
    assert gaps.list() == [("Who?", date(2026, 11, 22))]
    assert gaps.count() == 2
