"""Numbered questions stand above their answers, however long they are."""

import pytest

from corpus.formats.plain_text import parse_plain_text

_LONG = (
    "My oven is an old one and has no door any more, so how am I to bake a loaf in it\n{}at all?"
)
_TOLD = "The loaf came out flat and I would like to know what I did."


def read(text: str) -> list[tuple[tuple[str, ...], str]]:
    _, body, paragraphs = parse_plain_text(text)
    return [(p.headings, body[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Q{})", "A{})"), ("Q{}:", "A{}:"), ("Question {}.", "Answer {}."), ("Q{}.", "")],
)
def test_a_long_question_or_one_that_asks_nothing_is_a_heading(question: str, answer: str) -> None:
    asked = ["How hot is the oven?", _LONG.format(" " * 4), _TOLD, "May I open it?"]
    answers = [
        "It is as hot as it can be, for an hour before any bread goes into it.",
        "Hang a wet cloth before it. It keeps the heat in, and the steam too.",
        "The dough had stood for too long.",
        "You may, once the crust is brown.",
    ]
    parts = ["Questions of bakers"]
    for number, (one, other) in enumerate(zip(asked, answers, strict=True), start=1):
        parts += [f"{question.format(number)} {one}", f"{answer.format(number)} {other}".strip()]
    found = read("\n\n".join(parts) + "\n")
    assert [said for _, said in found] == answers
    assert [" ".join(headings[-1].split()) for headings, _ in found] == [
        f"{question.format(number)} {' '.join(one.split())}"
        for number, one in enumerate(asked, start=1)
    ]


def test_a_question_that_holds_its_answer_is_quoted() -> None:
    text = (
        "Questions of bakers\n\nQ1. How hot is it?\n\nAs hot as it can be.\n\n"
        "Q2. A loaf may stay in for an hour. Then it is brown.\n\nAsk if it is not.\n"
    )
    assert "Then it is brown." in "\n".join(said for _, said in read(text))


def test_a_unit_that_is_no_question_stays_what_it_is() -> None:
    rule = (
        "Rule 2. Ovens stay shut at night, and so do the doors of the rooms in which they stand,\n"
        "and nobody opens either before the bell has rung for the third time in the morning."
    )
    text = f"Rules\n\nRule 1. Lids?\n\nThey stay on.\n\n{rule}\n\nSo be it, for all of us.\n"
    assert rule.replace("\n", " ") in [said for _, said in read(text)]


def test_a_quarters_figures_are_no_question() -> None:
    text = (
        "The bakery's year\n\nQ1. How was it?\n\nCold, and so were the ovens.\n\n"
        "Q2. In the second quarter, which was a warm one, fewer of the long loaves were sold than "
        "in any before it.\n\nMore rolls than loaves were sold, as ever.\n"
    )
    assert any(said.startswith("Q2. In the second quarter") for _, said in read(text))
