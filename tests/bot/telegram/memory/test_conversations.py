from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from bot.storage import answers
from bot.storage.answers import AnswerStore, Asked
from bot.storage.database import Database
from bot.telegram.memory.conversations import Conversations


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class TwoBots:
    """The store of two bots over one file: each call is another's."""

    def __init__(self, path: Path, clock: Clock) -> None:
        def now() -> float:
            return 1e9 + clock()

        self._stores = cycle([AnswerStore(Database(path), now, clock) for _ in range(2)])

    def __getattr__(self, name: str) -> Any:
        return getattr(next(self._stores), name)


MakeMemory = Callable[[Clock], Conversations]


@pytest.fixture(params=["one bot", "two bots"])
def make_memory(request: pytest.FixtureRequest, tmp_path: Path) -> MakeMemory:
    """Of one process, or of two that share a file: both do the same."""

    def make(clock: Clock) -> Any:
        if request.param == "one bot":
            return Conversations(clock)
        return TwoBots(tmp_path / "footnote.sqlite3", clock)

    return make


def make_asked(number: int, clock: Clock, asker_id: int | None = 1) -> Asked:
    return Asked(f"Question {number}?", None, asker_id, number, clock.seconds)


def test_an_answer_is_found_by_its_message_and_by_its_question(make_memory: MakeMemory) -> None:
    clock = Clock()
    memory = make_memory(clock)
    asked = make_asked(7, clock)
    memory.remember(-5, 70, asked)
    assert memory.find_answered(-5, 70) == asked
    assert memory.find_answer(-5, 7) == 70
    assert memory.find_answered(-6, 70) is None
    memory.forget(-5, 70)
    assert memory.find_answered(-5, 70) is None
    assert memory.find_answer(-5, 7) is None
    assert memory.find_last(-5, 1) is None
    memory.forget(-5, 70)


def test_any_text_is_remembered(make_memory: MakeMemory) -> None:
    clock = Clock()
    memory = make_memory(clock)
    asked = replace(
        make_asked(7, clock), question="\x00 é 字 🎻 \ud83d", before="\udfff", follows=""
    )
    memory.remember(-5, 70, asked)
    assert memory.find_answered(-5, 70) == asked


def test_what_was_under_way_when_it_was_to_be_forgotten_is_not_remembered(
    make_memory: MakeMemory,
) -> None:
    clock = Clock()
    memory = make_memory(clock)
    of_chat, of_asker = make_asked(7, clock, 1), make_asked(8, clock, 2)
    clock.seconds = 1
    memory.forget_chat(-5)
    memory.forget_asker(2)
    clock.seconds = 2
    memory.remember(-5, 70, of_chat)
    memory.remember(-6, 80, of_asker)
    assert memory.find_answered(-5, 70) is None
    assert memory.find_answered(-6, 80) is None
    assert memory.find_last(-6, 2) is None
    memory.remember(-5, 71, make_asked(9, clock, 2))
    assert memory.find_answered(-5, 71) is not None


def test_a_forgotten_question_is_in_no_follow_up_either(make_memory: MakeMemory) -> None:
    clock = Clock()
    memory = make_memory(clock)
    first = make_asked(7, clock, 1)
    memory.remember(-5, 70, first)
    follow_up = Asked(
        "And then?",
        first.question,
        2,
        8,
        clock.seconds,
        follows=first.question,
        follows_asker=1,
    )
    memory.remember(-5, 80, follow_up)
    memory.forget(-5, 70)
    memory.forget_asker(1)
    memory.remember(-5, 90, replace(follow_up, question_id=9))  # was under way
    for answer_id in (80, 90):
        left = memory.find_answered(-5, answer_id)
        assert left is not None
        assert (left.question, left.before, left.follows) == ("And then?", None, None)
    assert memory.find_last(-5, 2) == left


def test_the_last_question_of_somebody_is_forgotten_after_minutes(make_memory: MakeMemory) -> None:
    clock = Clock()
    memory = make_memory(clock)
    memory.remember(5, 70, make_asked(7, clock))
    clock.seconds = 599
    assert memory.find_last(5, 1) is not None
    assert memory.find_last(5, 2) is None
    clock.seconds = 601
    assert memory.find_last(5, 1) is None


def test_an_edited_question_takes_the_place_of_the_old_one(make_memory: MakeMemory) -> None:
    clock = Clock()
    memory = make_memory(clock)
    memory.remember(5, 70, make_asked(7, clock))
    memory.remember(5, 80, make_asked(8, clock))
    memory.change_question(5, 70, "Other?", "Before?")
    changed = memory.find_answered(5, 70)
    assert changed is not None
    assert (changed.question, changed.before) == ("Other?", "Before?")
    last = memory.find_last(5, 1)
    assert last is not None
    assert last.question == "Question 8?", "an old question that is edited is not the last one"
    memory.change_question(5, 99, "Nobody?", None)


def test_only_so_many_are_remembered() -> None:
    clock = Clock()
    memory = Conversations(clock)
    for number in range(6000):
        memory.remember(number % 50, 10_000 + number, make_asked(number, clock, number % 700))
    kept = [n for n in range(6000) if memory.find_answered(n % 50, 10_000 + n)]
    assert kept == list(range(1000, 6000))
    assert memory.find_answer(999 % 50, 999) is None
    assert memory.find_answer(1000 % 50, 1000) == 11_000


def test_of_several_bots_only_so_many_are_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MAX_ANSWERS", 3)
    clock = Clock()
    store = AnswerStore(Database(tmp_path / "footnote.sqlite3"), clock, clock)
    for number in range(5):
        clock.seconds += 1
        store.remember(5, 10 + number, make_asked(number, clock))
    store.sweep()
    assert [n for n in range(5) if store.find_answered(5, 10 + n)] == [2, 3, 4]
    clock.seconds += 3602
    assert store.find_answered(5, 13) is None, "an hour is over, swept or not"
    assert store.find_answered(5, 14) is None
    store.sweep()
    assert b"Question" not in (tmp_path / "footnote.sqlite3").read_bytes()
