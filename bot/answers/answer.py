"""The record of an answer and of its quotes, and how many of these a reader sees at first."""

import itertools
from dataclasses import dataclass
from enum import Enum

from bot.answers.notes import Note
from bot.answers.small_talk.talk_phrases import Talk
from corpus import Article, Locator, Passage

QUOTES_TO_SHOW = 3
QUOTES_TO_KEEP = 9
"""Quotes of an answer that a reader may turn to."""

_SHARE_OF_BEST_SCORE = 0.75
_MAX_SECONDS = 60
"""That one who opens a recording at a quote may have to listen until it answers."""


class AnswerOutcome(Enum):
    """What came of a question."""

    ANSWERED = "answered"
    NOT_FOUND = "not found"
    """The articles that were searched hold no answer."""
    NOT_UNDERSTOOD = "not understood"
    """Nothing was searched; a note of the answer says why."""
    NOTHING_ASKED = "nothing asked"
    """The question holds no word, only filters and signs."""
    SMALL_TALK = "small talk"
    """The message asks nothing of the articles, and nothing was searched."""


MISSES = (AnswerOutcome.NOT_FOUND, AnswerOutcome.NOTHING_ASKED)
"""Of these a reader is told that nothing was found."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of `article`: `article.text[start:end] == text`, one to four sentences, or a
    few more in short blocks.

    `best` is the sentence of it with the most evidence alone, as start and end in `text`. `also`
    are quotes of further articles with the same words, but for case, white space and quotation
    marks: one word more might be a "not". `nearly` are those of further ones with largely the
    same, as `find_copy` finds them. `asked` is the question that it answers, if the message has
    several.
    """

    text: str
    start: int
    end: int
    score: float
    passage: Passage
    article: Article
    best: tuple[int, int]
    also: "tuple[Quote, ...]" = ()
    asked: str | None = None
    nearly: "tuple[Quote, ...]" = ()

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Those of its passage that it has, as start and end in `text`; the first without the mark
        of an answer that the quote begins behind."""
        begin, end = self.start - self.passage.start, self.end - self.passage.start
        within = (span for span in self.passage.sentences if begin < span[1] <= end)
        return tuple((max(span[0] - begin, 0), span[1] - begin) for span in within)

    @property
    def places(self) -> "tuple[Quote, ...]":
        """The quote in each article that has its words, or most of them, itself first."""
        return (self, *self.also, *self.nearly)

    def overlaps(self, other: "Quote") -> bool:
        """Whether it has words of its article that `other` has as well."""
        is_same_article = self.article.id == other.article.id
        return is_same_article and self.start < other.end and other.start < self.end

    @property
    def locator(self) -> Locator | None:
        """Where what answers best of it stands in the original file, such as on which page: it may
        begin on the one before. Of a recording where it begins, if that is not long before."""
        start = self.start - self.passage.start
        begun, best = self.passage.locate(start), self.passage.locate(start + self.best[0])
        if begun and best and begun.kind == "time" and best.value - begun.value <= _MAX_SECONDS:
            return begun
        return best

    @property
    def post(self) -> int | None:
        """The number of the post that it stands in, if the article is of posts: each has an
        address and a day of its own."""
        return self.locator.value if self.locator and self.locator.kind == "post" else None


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes for a question, best first; unless it is answered they are near misses, not to be
    shown as an answer. `confidence` is between 0 and 1. `notes` are what to tell above: filters,
    phrases that occur nowhere, or why it was not understood (then there is nothing else).
    `unknown_words` are words of the question that no article holds. `before` is the question
    that this one was understood together with. Of the quotes at most `max_shown` are shown
    first. `talk` says what small talk is."""

    question: str
    outcome: AnswerOutcome
    confidence: float
    quotes: tuple[Quote, ...]
    notes: tuple[Note, ...] = ()
    unknown_words: tuple[str, ...] = ()
    before: str | None = None
    max_shown: int = QUOTES_TO_SHOW
    talk: Talk | None = None

    @property
    def answered(self) -> bool:
        """Whether the best quotes answer the question."""
        return self.outcome is AnswerOutcome.ANSWERED


def quotes_to_show(answer: Answer) -> tuple[Quote, ...]:
    """The quotes that a reader should see, best first: `()` unless answered, and beside the best
    one only those that come near it. Of a message with several questions the first of each."""
    if not answer.answered:
        return ()
    if asked := {quote.asked for quote in answer.quotes} - {None}:
        return answer.quotes[: len(asked)]
    enough = _SHARE_OF_BEST_SCORE * answer.quotes[0].score
    others = itertools.takewhile(
        lambda quote: quote.score >= enough, answer.quotes[1 : answer.max_shown]
    )
    return (answer.quotes[0], *others)
