"""Questions that a new index must answer before it goes live."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.answers.answer import QUOTES_TO_SHOW, quotes_to_show
from bot.evaluation.labelled_questions import LabelledQuestion, QuestionsError, parse_questions
from bot.text.citations import cut_text
from corpus import MUST_ANSWER_NAME, FootnoteError, RefusedFileError, clean_line, read_inside
from embeddings import Retriever

_MAX_QUESTION_CHARACTERS = 200


class MustAnswerError(FootnoteError):
    """The new build may not go live. A line for each question that it misses; the last line says
    it all in short, and how to override it."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that is not answered, and why."""

    question: LabelledQuestion
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of `asked` questions: `now_missed` are those that the live index answers, or
    all that are missed if there is none to compare with (`compared` is false)."""

    asked: int
    now_missed: tuple[Miss, ...]
    still_missed: tuple[Miss, ...]
    compared: bool


def read_must_answer(corpus_dir: Path) -> tuple[LabelledQuestion, ...]:
    """The questions that the owner of `corpus_dir` insists on; `()` without such a file.

    :raises QuestionsError: if there is a file and it is wrong, or is a link that leads out of the
        folder.
    """
    path = corpus_dir / MUST_ANSWER_NAME
    if not os.path.lexists(path):
        return ()
    try:
        data = read_inside(path, corpus_dir.resolve())
    except RefusedFileError as exc:
        raise QuestionsError(f"{path}: {exc}") from exc
    return parse_questions(data, path)


def list_insisted(corpus_dir: Path, most: int) -> tuple[str, ...]:
    """The texts of the first `most` of these questions, each on a line; `()` if they cannot be
    read, which whoever builds the index is told."""
    try:
        questions = read_must_answer(corpus_dir)
    except QuestionsError:
        return ()
    return tuple(clean_line(question.text) for question in questions[:most])


def judge_build(
    questions: Iterable[LabelledQuestion],
    new: Retriever,
    open_live: Callable[[], Retriever | None],
    min_confidence: float,
) -> Verdict:
    """Asks the build that `new` searches, and the live one what that misses. `open_live` gives
    None if there is none that can be asked; it is not called unless something is missed."""
    questions = tuple(questions)
    missed = find_missed(questions, new, min_confidence)
    live = open_live() if missed else None
    asked = [miss.question for miss in missed]
    before = find_missed(asked, live, min_confidence) if live else []
    known = {miss.question for miss in before}
    return Verdict(
        asked=len(questions),
        now_missed=tuple(miss for miss in missed if miss.question not in known),
        still_missed=tuple(miss for miss in missed if miss.question in known),
        compared=live is not None,
    )


def refuse_worse(verdict: Verdict) -> None:
    """:raises MustAnswerError: if the build misses what the live one answers."""
    if verdict.now_missed:
        raise MustAnswerError(_format_refusal(verdict))


def find_missed(
    questions: Iterable[LabelledQuestion], retriever: Retriever, min_confidence: float
) -> list[Miss]:
    """Those of `questions` that are not answered, or by no quote that a reader would be shown."""
    # Heavy, and most folders insist on no question.
    from bot.answers.pipeline import answer_question

    missed = []
    for question in questions:
        answer = answer_question(question.text, retriever, QUOTES_TO_SHOW, min_confidence)
        shown = quotes_to_show(answer)
        if any(
            question.is_answered_by(one.text, [one.article.id])
            for quote in shown
            for one in quote.places
        ):
            continue
        reason = "answered with other words" if shown else "not answered"
        missed.append(Miss(question, question.find_mistake(retriever.article_texts) or reason))
    return missed


def format_verdict(verdict: Verdict) -> str:
    """How many questions the build answers, and a line for each that it misses."""
    missed = len(verdict.now_missed) + len(verdict.still_missed)
    summary = (
        f"Answers {verdict.asked - missed} of {verdict.asked} questions in {MUST_ANSWER_NAME}."
    )
    return "\n".join([summary, *(f"  {line}" for line in _list_missed(verdict))])


def _format_refusal(verdict: Verdict) -> str:
    first = _cut_question(verdict.now_missed[0].question)
    number = len(verdict.now_missed)
    which = f'"{first}"' if number == 1 else f'{number} questions, the first of them "{first}"'
    known = ", which the live index answers" if verdict.compared else ""
    summary = (
        f"the new index does not go live, as it misses {which}{known} "
        f"({MUST_ANSWER_NAME}; footnote index --force overrides)"
    )
    return "\n".join([*_list_missed(verdict), summary])


def _list_missed(verdict: Verdict) -> list[str]:
    now = "now misses" if verdict.compared else "misses"
    return [
        f"{label}: {_cut_question(miss.question)} ({clean_line(miss.reason)})"
        for label, misses in ((now, verdict.now_missed), ("still misses", verdict.still_missed))
        for miss in misses
    ]


def _cut_question(question: LabelledQuestion) -> str:
    return cut_text(clean_line(question.text), _MAX_QUESTION_CHARACTERS)
