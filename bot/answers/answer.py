"""The record of an answer and of its quotes, and how many of these a reader sees at first."""

import itertools
from dataclasses import dataclass

from bot.answers.notes import Note
from corpus import Article, Passage

QUOTES_TO_SHOW = 3
QUOTES_TO_KEEP = 9
"""Quotes of an answer that a reader may turn to."""

_SHARE_OF_BEST_SCORE = 0.75


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of `article`: `article.text[start:end] == text`, one to three sentences.

    `best` is the sentence of it with the most evidence alone, as start and end in `text`. `also`
    are quotes of further articles with the same words, but for case, white space and quotation
    marks: one word more might be a "not".
    """

    text: str
    start: int
    end: int
    score: float
    passage: Passage
    article: Article
    best: tuple[int, int]
    also: "tuple[Quote, ...]" = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes for a question, best first. With `answered` false they are near misses, not to be
    shown as an answer. `confidence` is between 0 and 1. `notes` are what to tell above: filters,
    phrases that occur nowhere, or what is wrong with the question (then there is nothing else).
    `unknown_words` are words of the question that no article holds. `before` is the question
    that this one was understood together with. Of the quotes at most `max_shown` are shown
    first."""

    question: str
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...]
    notes: tuple[Note, ...] = ()
    unknown_words: tuple[str, ...] = ()
    is_understood: bool = True
    before: str | None = None
    max_shown: int = QUOTES_TO_SHOW


def quotes_to_show(answer: Answer) -> tuple[Quote, ...]:
    """The quotes that a reader should see, best first: `()` unless answered, and beside the best
    one only those that come near it."""
    if not answer.answered:
        return ()
    enough = _SHARE_OF_BEST_SCORE * answer.quotes[0].score
    others = itertools.takewhile(
        lambda quote: quote.score >= enough, answer.quotes[1 : answer.max_shown]
    )
    return (answer.quotes[0], *others)
