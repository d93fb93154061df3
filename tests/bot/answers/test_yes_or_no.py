"""Answers that begin with "yes" or "no"."""

import pytest

from bot.answers.yes_or_no import asks_yes_or_no, take_yes_or_no
from corpus import Passage


def make_passage(*sentences: str) -> Passage:
    text, spans = " ".join(sentences), list[tuple[int, int]]()
    for sentence in sentences:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(sentence)))
    return Passage("0" * 16, "a.md", 0, len(text), text, tuple(spans))


@pytest.mark.parametrize(
    ("question", "is_one"),
    [
        ("is the pier safe", True),
        ("Darf man am Steg baden?", True),
        ("can you tell me if dogs may swim?", True),
        ("¿se puede pescar aquí?", True),
        ("what is the pier made of", False),
        ("Wer darf am Steg baden?", False),
        ("码头是什么做的？", False),
        ("pier", False),
    ],
)
def test_what_is_answered_by_yes_or_no(question: str, is_one: bool) -> None:
    assert asks_yes_or_no(question) is is_one


@pytest.mark.parametrize(
    ("begins", "other"),
    [("Yes.", "Ropes hang there."), ("Nein!", "Es ist kalt."), ("Sí.", "Hay cuerdas.")],
)
def test_an_answer_is_quoted_from_its_yes_or_no(begins: str, other: str) -> None:
    assert take_yes_or_no(make_passage(begins, other, other), 2, 3) == (0, 3)
    assert take_yes_or_no(make_passage("Is it safe?", begins, other), 2, 3) == (1, 3)
    assert take_yes_or_no(make_passage(other, begins, other), 2, 3) == (2, 3)


def test_what_stands_far_from_it_gives_way() -> None:
    passage = make_passage("Yes.", "Ropes hang there.", "a " * 250 + "end.", "Ask us.")
    assert take_yes_or_no(passage, 3, 4) == (0, 2)
