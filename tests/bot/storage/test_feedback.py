from pathlib import Path

import pytest

from bot.config.state_url import StateUrl
from bot.storage.database import Database, DatabaseError
from bot.storage.feedback import FeedbackStore, PassageFeedback
from bot.telegram.memory.votes import Votes


def test_counts_are_kept_and_do_not_fall_below_zero(place: Path | StateUrl) -> None:
    store = FeedbackStore(Database(place))
    assert store.count() == (0, 0)
    assert store.find_worst(5) == []
    store.change("a", 1, 0)
    store.change("a", 1, 0)
    store.change("b", 0, 1)
    store.change("b", 1, -1)
    store.change("c", 0, 1)
    store.change("d", -1, 0)
    again = FeedbackStore(Database(place))
    assert again.count() == (3, 1)
    assert again.find_worst(5) == [PassageFeedback("c", 0, 1)]


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "footnote.sqlite3"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(DatabaseError, match="footnote"):
        FeedbackStore(Database(path)).count()
    assert path.read_bytes().startswith(b"no database")


def test_a_vote_counts_once_and_may_be_changed() -> None:
    votes = Votes()
    assert votes.change("message", 1, (1, 0)) == (1, 0)
    assert votes.change("message", 1, (1, 0)) is None
    assert votes.change("message", 1, (0, 1)) == (-1, 1)
    assert votes.change("message", 2, (0, 1)) == (0, 1)
    assert votes.change("other", 1, (1, 0)) == (1, 0)
