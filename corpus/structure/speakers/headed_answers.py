"""Answers whose question is the heading above them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.article import Paragraph
from corpus.structure.speakers.turn_labels import (
    TurnLabel,
    is_answer_mark,
    is_question_mark,
    read_labels,
)

_MAX_LOOKED_AT = 40
"""Characters in which a mark ends."""
_POINT = re.compile(r"(?:^[-*•\s]{0,4}|(?<=\s))([^\W\d_])(?:[):]|(?<=^.)\.)(?=\s)", re.M)
_NUMBER = re.compile(r"\d+")


def take_off_answer_marks(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs` of `text` without the mark of an answer ("A:", "A2)", "Answer:") at the
    beginning of those that stand below a heading with the mark of a question; the two numbers, if
    both have one, are the same. Not where letters count points below it, as those of a quiz."""
    kept: list[Paragraph] = []
    counted = _find_counted(text, paragraphs)
    for one in paragraphs:
        asked = _read_question(one.headings[-1]) if one.headings else None
        asked = None if one.headings in counted else asked
        label = asked and _read_answer(text[one.start : one.end])
        if not asked or not label or not _are_of_one_number(asked, label):
            kept.append(one)
        elif one.start + label.end < one.end:
            kind = "answer" if one.kind == "prose" else one.kind
            kept.append(replace(one, start=one.start + label.end, kind=kind))
    return tuple(kept)


def find_points(text: str, start: int, end: int) -> set[str]:
    """The letters that count points in that part of `text`, in lower case: "A: rye B: oats"."""
    return {letter.casefold() for letter in _POINT.findall(text, start, end)}


def _find_counted(text: str, paragraphs: Sequence[Paragraph]) -> set[tuple[str, ...]]:
    """The headings with a question's mark below which lines begin with several letters."""
    letters: dict[tuple[str, ...], set[str]] = {}
    for one in paragraphs:
        if one.headings and _read_question(one.headings[-1]):
            letters.setdefault(one.headings, set()).update(find_points(text, one.start, one.end))
    return {headings for headings, found in letters.items() if len(found) > 1}


@lru_cache(maxsize=64)  # several paragraphs stand below one
def _read_question(heading: str) -> TurnLabel | None:
    return next((one for one in read_labels(heading) if is_question_mark(one.name)), None)


def _read_answer(content: str) -> TurnLabel | None:
    line = content[:_MAX_LOOKED_AT]
    return next((one for one in read_labels(line) if is_answer_mark(one.name)), None)


def _are_of_one_number(asked: TurnLabel, answer: TurnLabel) -> bool:
    one, two = _NUMBER.search(asked.name), _NUMBER.search(answer.name)
    return one is None or two is None or int(one[0]) == int(two[0])
