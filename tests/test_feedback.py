import sqlite3
from pathlib import Path

import pytest

from bot.feedback import FeedbackError, FeedbackStore, PassageFeedback
from bot.state import Votes


def test_counts_are_kept_and_do_not_fall_below_zero(tmp_path: Path) -> None:
    path = tmp_path / "state" / "feedback.sqlite3"
    store = FeedbackStore(path)
    assert store.count() == (0, 0)
    assert store.find_worst(5) == []
    store.change("a", 1, 0)
    store.change("a", 1, 0)
    store.change("b", 0, 1)
    store.change("b", 1, -1)
    store.change("c", 0, 1)
    store.change("d", -1, 0)
    again = FeedbackStore(path)
    assert again.count() == (3, 1)
    assert again.find_worst(5) == [PassageFeedback("c", 0, 1)]


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(FeedbackError, match="newer version"):
        FeedbackStore(path).change("a", 1, 0)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite3"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(FeedbackError, match="feedback"):
        FeedbackStore(path).count()
    assert path.read_bytes().startswith(b"no database")


def test_a_vote_counts_once_and_may_be_changed() -> None:
    votes = Votes()
    assert votes.change("message", 1, (1, 0)) == (1, 0)
    assert votes.change("message", 1, (1, 0)) is None
    assert votes.change("message", 1, (0, 1)) == (-1, 1)
    assert votes.change("message", 2, (0, 1)) == (0, 1)
    assert votes.change("other", 1, (1, 0)) == (1, 0)
