from dataclasses import replace

from bot.telegram.memory.conversations import Asked, Conversations


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def make_asked(number: int, clock: Clock, asker_id: int | None = 1) -> Asked:
    return Asked(f"Question {number}?", None, asker_id, number, clock.seconds)


def test_an_answer_is_found_by_its_message_and_by_its_question() -> None:
    clock = Clock()
    memory = Conversations(clock)
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


def test_what_was_under_way_when_it_was_to_be_forgotten_is_not_remembered() -> None:
    clock = Clock()
    memory = Conversations(clock)
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


def test_a_forgotten_question_is_in_no_follow_up_either() -> None:
    clock = Clock()
    memory = Conversations(clock)
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


def test_the_last_question_of_somebody_is_forgotten_after_minutes() -> None:
    clock = Clock()
    memory = Conversations(clock)
    memory.remember(5, 70, make_asked(7, clock))
    clock.seconds = 599
    assert memory.find_last(5, 1) is not None
    assert memory.find_last(5, 2) is None
    clock.seconds = 601
    assert memory.find_last(5, 1) is None


def test_an_edited_question_takes_the_place_of_the_old_one() -> None:
    clock = Clock()
    memory = Conversations(clock)
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
