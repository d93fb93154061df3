"""One answer of the answers to several questions of a message."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.answer import Answer, AnswerOutcome, Quote
from bot.answers.notes import Note, PartUnanswered


def join_answers(question: str, parts: Sequence[Answer], max_quotes: int) -> Answer:
    """The answer to the message `question`, whose questions have the answers `parts`, at least one:
    first the best quote of each that is answered, in their order, then the others, in turn. Of
    those that are not there is a note. It is as sure as the surest of them."""
    answered = [part for part in parts if part.answered]
    notes: dict[Note, None] = dict.fromkeys(note for part in answered for note in part.notes)
    notes |= {PartUnanswered(part.question): None for part in parts if not part.answered}
    quotes = _take_in_turn([_name_question(part) for part in answered])
    return Answer(
        question=question,
        outcome=AnswerOutcome.ANSWERED if answered else AnswerOutcome.NOT_FOUND,
        confidence=max(part.confidence for part in parts),
        quotes=tuple(quotes[: max(max_quotes, len(answered))]),
        notes=tuple(notes),
        unknown_words=tuple(dict.fromkeys(w for part in parts for w in part.unknown_words)),
    )


def _name_question(part: Answer) -> list[Quote]:
    return [replace(quote, asked=part.question) for quote in part.quotes]


def _take_in_turn(lists: Sequence[Sequence[Quote]]) -> list[Quote]:
    longest = max(map(len, lists), default=0)
    return [quotes[place] for place in range(longest) for quotes in lists if place < len(quotes)]
